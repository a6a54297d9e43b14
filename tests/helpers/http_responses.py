"""HTTP responses of the speech server: their pace, where they break off, and their bytes."""

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
    """How fast a response is sent: waits in seconds, sizes in bytes."""

    silence: float = 0.0  # before the first byte
    drip: float = 0.0  # before each byte of the status line and headers
    piece: int = 4096  # of the body
    pause: float = 0.0  # before each piece but the first


SLOW = Pace(silence=0.2, piece=1200, pause=0.1)  # mp3 of the tests at about 3 times real time


@dataclass(frozen=True)
class Break:
    """Where a response breaks off, and what happens to the connection then."""

    part: Literal["head", "body"]
    after: int  # bytes of that part
    then: Literal["close", "reset", "hang"]  # FIN, RST, or an open line with nothing on it


@dataclass(frozen=True)
class Response:
    """An HTTP response to send."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    framing: Literal["chunked", "length", "close"] = "length"
    pace: Pace = Pace()
    broken_at: Break | None = None


def format_head(response: Response, headers: dict[str, str]) -> bytes:
    framing = {
        "chunked": {"Transfer-Encoding": "chunked"},
        "length": {"Content-Length": str(len(response.body))},
        "close": {"Connection": "close"},
    }[response.framing]
    lines = [f"HTTP/1.1 {response.status} {responses.get(response.status, '')}"]
    lines += [f"{k}: {v}" for k, v in ({**framing, **headers, **response.headers}).items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def iterate_frames(response: Response) -> Iterator[bytes]:
    """Yield the body in frames, up to its break: a chunk that breaks off still announces its whole length."""
    chunked = response.framing == "chunked"
    left = response.broken_at.after if response.broken_at else len(response.body)
    for piece in split_pieces(response.body, response.pace.piece):
        if left <= 0:
            return
        kept = piece[:left]
        ending = b"\r\n" if kept == piece else b""
        yield b"%x\r\n%b%b" % (len(piece), kept, ending) if chunked else kept
        left -= len(piece)
    if chunked and not response.broken_at:
        yield b"0\r\n\r\n"


def split_pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))
