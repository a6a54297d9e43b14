"""Chapters inside an mp3: an ID3v2.3 tag in front of its frames.

The frames are those of the `ID3v2 chapter frame addendum <https://id3.org/id3v2-chapters-1.0>`_. The tag
is of version 2.3 because in 2.4 FFmpeg misreads the size of a frame within a chapter.
"""

from __future__ import annotations

from collections.abc import Sequence

from ipytts.audio.frames import skip_id3

_UTF_16 = b"\1"
_NO_OFFSETS = b"\xff" * 8  # of the chapter in bytes: its times are given instead
_TOP_LEVEL_IN_ORDER = 0b11
_MAX_CHAPTERS = 255  # in a table of contents


def with_chapters(mp3: bytes, title: str, chapters: Sequence[tuple[float, float, str]]) -> bytes:
    r"""Return an mp3 with a title and chapters.

    Parameters
    ----------
    mp3 : bytes
        The whole file. A tag at its beginning is replaced.
    title : str
        The title of the whole.
    chapters : sequence of (float, float, str)
        Start, end (in seconds) and title of each.

    Returns
    -------
    bytes
        The file. Its table of contents has the first 255 chapters, as many as the format allows.

    Examples
    --------
    >>> frame = bytes.fromhex("fff344c4") + bytes(92)
    >>> with_chapters(frame, "Penguins", [(0.0, 12.5, "Data")])[:4]
    b'ID3\x03'
    """
    frames = _text("TIT2", title) if title else b""
    if chapters:
        names = [b"c%d\0" % number for number in range(len(chapters))][:_MAX_CHAPTERS]
        entries = bytes([_TOP_LEVEL_IN_ORDER, len(names)]) + b"".join(names)
        frames += _frame("CTOC", b"toc\0" + entries)
    for number, (start, end, heading) in enumerate(chapters):
        times = b"".join(round(time * 1000).to_bytes(4, "big") for time in (start, end))
        frames += _frame("CHAP", b"c%d\0" % number + times + _NO_OFFSETS + _text("TIT2", heading))
    tag = b"ID3" + bytes([3, 0, 0]) + _size_of_tag(len(frames)) + frames
    return tag + mp3[skip_id3(mp3) :]


def _text(name: str, text: str) -> bytes:
    return _frame(name, _UTF_16 + text.replace("\0", " ").encode("utf-16"))


def _frame(name: str, content: bytes) -> bytes:
    return name.encode() + len(content).to_bytes(4, "big") + bytes(2) + content


def _size_of_tag(length: int) -> bytes:
    """Return a length as four bytes of seven bits, none of which looks like the beginning of a frame."""
    return bytes(length >> shift & 0x7F for shift in (21, 14, 7, 0))
