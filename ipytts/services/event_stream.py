"""Server-sent events, read from the body of a response as it arrives.

The format is that of https://html.spec.whatwg.org/multipage/server-sent-events.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

_MAX_EVENT = 1 << 26  # bytes; more than twenty minutes of wav in base64


class OversizedEventError(Exception):
    """An event is too large to be kept in memory."""


class Event(NamedTuple):
    """A server-sent event."""

    name: str  # in lower case; empty if it has none
    data: str


def read_events(chunks: Iterable[bytes]) -> Iterator[Event]:
    r"""Yield each event that has data.

    As some servers end without a blank line, the end of the stream ends an event, too.

    Parameters
    ----------
    chunks : iterable of bytes
        The body as it arrives, in pieces of any size.

    Raises
    ------
    OversizedEventError
        One event is larger than 64 MB.

    Examples
    --------
    >>> list(read_events([b": comment\r\rda", b"ta: 1\r\ndata: 2\r", b"\n\r\nevent: done\ndata"]))
    [Event(name='', data='1\n2'), Event(name='done', data='')]
    """
    name, data = "", []
    for line in _lines(chunks):
        field, _, value = line.partition(":")
        if field == "event":
            name = value.strip().lower()
        elif field == "data":
            data.append(value.removeprefix(" "))
        elif not line:
            if data:
                yield Event(name, "\n".join(data))
            name, data = "", []


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a text, and an empty one at its end."""
    line, event_size = bytearray(), 0
    for piece in _pieces(chunks):
        line += piece
        event_size += len(piece)
        if event_size > _MAX_EVENT:
            raise OversizedEventError(f"The server sent an event of more than {_MAX_EVENT >> 20} MB.")
        if piece.endswith((b"\r", b"\n")):
            yield _text(line)
            event_size = event_size if line.strip(b"\r\n") else 0
            line.clear()
    yield from (_text(line), "")


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    r"""Yield whole lines with their ends, ``\n``, ``\r`` or ``\r\n``, and parts of lines."""
    follows_return = False
    for chunk in chunks:
        is_rest = follows_return and chunk.startswith(b"\n")  # the second half of a line's end
        yield from (chunk[1:] if is_rest else chunk).splitlines(keepends=True)
        follows_return = chunk.endswith(b"\r")


def _text(line: bytearray) -> str:
    # The stream may begin with a byte order mark.
    return line.decode("utf-8-sig", "replace").rstrip("\r\n")
