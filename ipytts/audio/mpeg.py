"""MPEG audio layer III: mp3."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from ipytts.audio.frames import Frame, Syntax, begins_with_frames, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

# Bitrates in kbit/s. Index 0 ("free format") says nothing about the length and is left out.
_KBPS_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = (44_100, 48_000, 32_000)
_MPEG_1, _MPEG_RESERVED, _MPEG_25 = 3, 1, 0
_LAYER_3 = 1
_MONO = 3
_EMPHASIS_RESERVED = 2

_INFO_MARK = re.compile(rb"Xing|Info|VBRI")
_INFO_ENCODERS = (b"LAME", b"Lavf", b"Lavc")
_VBRI_OFFSET = 36
# What the filter bank of every decoder adds to the delay that an encoder writes down.
_DECODER_DELAY = 529


class _Trim(NamedTuple):
    """Samples that are played neither at the start nor at the end of a file."""

    start: int = 0
    end: int = 0
    total: int = 0  # samples up to where `end` counts back from

    def played(self, samples: int) -> int:
        """Count what is left of the first `samples` of a file."""
        beyond = min(samples, self.total) - (self.total - self.end)
        return max(0, samples - self.start - max(0, beyond))


def looks_like(head: bytes) -> bool:
    """Tell whether `head` begins with an mp3 frame.

    Parameters
    ----------
    head : bytes
        The first bytes, after any ID3v2 tag.

    Returns
    -------
    bool
        True for MPEG-1, 2 and 2.5 layer III.

    Examples
    --------
    >>> looks_like(bytes.fromhex("fff344c4"))
    True
    >>> looks_like(bytes.fromhex("fff15c40"))  # ADTS
    False
    """
    return begins_with_frames(head, _SYNTAX)


def duration(data: bytes) -> float:
    """Add up the frames of one mp3 file, or of several in a row.

    An encoder's delay and padding are left out where an Info frame tells them, and the Info frame
    itself is no audio; so several files in a row are as long as all of them on their own.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    float
        Seconds.

    Examples
    --------
    >>> frame = bytes.fromhex("fff344c4") + bytes(92)  # 24 kHz, 32 kbit/s
    >>> duration(50 * frame)
    1.2
    """
    seconds = 0.0
    samples, rate, trim = 0, 1, _Trim()
    marks = _marks(data)
    mark = next(marks)
    for start, frame in walk(data, _SYNTAX):
        while mark < start:
            mark = next(marks)
        is_info = mark - start <= _VBRI_OFFSET + 2 and mark - start == _info_offset(data, start)
        if is_info or frame.rate != rate:
            seconds += trim.played(samples) / rate
            samples, rate = 0, frame.rate
            trim = _read_trim(data[mark : start + frame.length], frame) if is_info else _Trim()
        if not is_info:
            samples += frame.samples
    return seconds + trim.played(samples) / rate


@functools.lru_cache(maxsize=1024)
def _read(head: bytes) -> Frame | None:
    if len(head) < 4 or head[0] != 0xFF or head[1] < 0xE0:  # noqa: PLR2004 - sync word
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == _MPEG_RESERVED or layer != _LAYER_3 or head[3] & 3 == _EMPHASIS_RESERVED:
        return None
    if not 1 <= bitrate <= len(_KBPS_1) or rate == len(_RATES):
        return None
    samples = 1152 if version == _MPEG_1 else 576
    bits = 1000 * (_KBPS_1 if version == _MPEG_1 else _KBPS_2)[bitrate - 1]
    hertz = _RATES[rate] >> {_MPEG_1: 0, _MPEG_25: 2}.get(version, 1)
    padding = head[2] >> 1 & 1
    return Frame(samples // 8 * bits // hertz + padding, samples, hertz, version << 2 | rate)


_SYNTAX = Syntax(re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), 4, _read)


def _marks(data: bytes) -> Iterator[int]:
    for match in _INFO_MARK.finditer(data):
        yield match.start()
    yield len(data)


def _info_offset(data: bytes, start: int) -> int:
    """Tell where within a frame an Info mark would stand: after the side information."""
    if data.startswith(b"VBRI", start + _VBRI_OFFSET):
        return _VBRI_OFFSET
    is_mono = data[start + 3] >> 6 == _MONO
    mono, stereo = (17, 32) if data[start + 1] >> 3 & 3 == _MPEG_1 else (9, 17)
    checksum = 0 if data[start + 1] & 1 else 2
    return 4 + checksum + (mono if is_mono else stereo)


def _read_trim(info: bytes, frame: Frame) -> _Trim:
    """Read the delay and padding that an encoder wrote into its Info frame."""
    if info.startswith(b"VBRI"):
        return _Trim()
    flags = int.from_bytes(info[4:8], "big")
    has_frames, has_bytes, has_toc, has_quality = (flags >> bit & 1 for bit in range(4))
    encoder = 8 + 4 * has_frames + 4 * has_bytes + 100 * has_toc + 4 * has_quality
    if not info.startswith(_INFO_ENCODERS, encoder):
        return _Trim()
    both = int.from_bytes(info[encoder + 21 : encoder + 24], "big")
    delay, padding = both >> 12, both & 0xFFF
    frames = int.from_bytes(info[8:12], "big") if has_frames else 0
    end = max(0, padding - _DECODER_DELAY) if frames else 0
    return _Trim(delay + _DECODER_DELAY, end, frames * frame.samples)
