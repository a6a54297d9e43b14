"""An HTTP answer: its pace, where it breaks off, and its bytes on the wire."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from http.client import responses
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOREVER = math.inf  # s


@dataclass(frozen=True)
class Pace:
    """How fast an answer is sent: waits in seconds, sizes in bytes."""

    silence: float = 0.0  # before the first byte
    drip: float = 0.0  # before each byte of the status line and headers
    piece: int = 4096  # of the body
    pause: float = 0.0  # before each piece but the first


SLOW = Pace(silence=0.2, piece=1200, pause=0.1)  # mp3 of the tests at about 3 times real time


@dataclass(frozen=True)
class Cut:
    """Where an answer breaks off, and what happens to the connection then."""

    part: Literal["head", "body"]
    after: int  # bytes of that part
    then: Literal["close", "reset", "hang"]  # FIN, RST, or an open line with nothing on it


@dataclass(frozen=True)
class Answer:
    """An HTTP answer to send."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    framing: Literal["chunked", "length", "close"] = "length"
    pace: Pace = Pace()
    cut: Cut | None = None


def head_of(answer: Answer, headers: dict[str, str]) -> bytes:
    framing = {
        "chunked": {"Transfer-Encoding": "chunked"},
        "length": {"Content-Length": str(len(answer.body))},
        "close": {"Connection": "close"},
    }[answer.framing]
    lines = [f"HTTP/1.1 {answer.status} {responses.get(answer.status, '')}"]
    lines += [f"{k}: {v}" for k, v in ({**framing, **headers, **answer.headers}).items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def frames_of(answer: Answer) -> Iterator[bytes]:
    """Yield the body in frames, up to its cut: a chunk that is cut still announces its whole length."""
    chunked = answer.framing == "chunked"
    left = answer.cut.after if answer.cut else len(answer.body)
    for piece in pieces_of(answer.body, answer.pace.piece):
        if left <= 0:
            return
        kept = piece[:left]
        ending = b"\r\n" if kept == piece else b""
        yield b"%x\r\n%b%b" % (len(piece), kept, ending) if chunked else kept
        left -= len(piece)
    if chunked and not answer.cut:
        yield b"0\r\n\r\n"


def pieces_of(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))
