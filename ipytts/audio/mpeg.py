"""MPEG audio layer III: mp3."""

from __future__ import annotations

import functools
import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from ipytts.audio.crc import crc
from ipytts.audio.frames import Frame, FrameList, Syntax, begins_with_frames, walk
from ipytts.audio.samples import Samples
from ipytts.audio.track import Track

# Bitrates in kbit/s. Index 0 ("free format") says nothing about the length and is left out.
_KBPS_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = (44_100, 48_000, 32_000)  # Hz, of MPEG 1
RATES = tuple(rate >> shift for shift in range(3) for rate in _RATES)  # of MPEG 2 and 2.5 too
_BIT_RATE = 64  # kbit/s in each channel: enough for a voice
_MPEG_1, _MPEG_RESERVED, _MPEG_25 = 3, 1, 0
_LAYER_3 = 1
_MONO = 3
_EMPHASIS_RESERVED = 2

_INFO_MARK = re.compile(rb"Xing|Info|VBRI")
_INFO_ENCODERS = (b"LAME", b"Lavf", b"Lavc")
_VBRI_OFFSET = 36  # bytes from the start of the frame
_DECODER_DELAY = 529  # samples that every decoder adds to the delay in an Info frame
_SEEK_POINTS = 100
_INFO_LENGTH = 4 + 4 + 4 + 4 + _SEEK_POINTS + 4  # bytes: mark, flags, frames, size, seek points, quality
_ENCODER_LENGTH = 36  # bytes, of the encoder's part after these
_ALL_FIELDS = 0b1111
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class Trim(NamedTuple):
    """Samples that players skip at the start and at the end of a file."""

    start: int = 0
    end: int = 0
    total: int = 0  # samples of the whole file; the last `end` of them are skipped
    encoder: bytes = b""  # its name, in up to 9 bytes; empty if there is no trim

    def skipped_at_end(self, samples: int) -> int:
        """Return how many of the first `samples` of a file are skipped at its end."""
        return max(0, min(samples, self.total) - (self.total - self.end))

    def played(self, samples: int) -> int:
        """Return how many of the first `samples` of a file are played."""
        return max(0, samples - self.start - self.skipped_at_end(samples))


def looks_like(head: bytes) -> bool:
    """Return whether `head`, the bytes after any ID3v2 tag, begins with an mp3 frame.

    Examples
    --------
    >>> looks_like(bytes.fromhex("fff344c4"))
    True
    >>> looks_like(bytes.fromhex("fff15c40"))  # ADTS
    False
    """
    return begins_with_frames(head, _SYNTAX)


def duration(data: bytes, _rate: int = 0) -> float:
    """Return the duration of one mp3 file, or of several in a row, in seconds.

    An encoder's delay and padding, which an Info frame contains, and the Info frame itself do not count; so
    several files in a row are as long as all of them on their own.

    Examples
    --------
    >>> frame = bytes.fromhex("fff344c4") + bytes(92)  # 24 kHz, 32 kbit/s
    >>> duration(50 * frame)
    1.2
    """
    seconds = 0.0
    samples, rate, trim = 0, 1, Trim()
    for _, frame, info in frames(data):
        if info is not None or frame.rate != rate:
            seconds += trim.played(samples) / rate
            samples, rate, trim = 0, frame.rate, info or Trim()
        if info is None:
            samples += frame.samples
    return seconds + trim.played(samples) / rate


def start_trim(data: bytes) -> float:
    """Return the seconds that players skip at the start of a file, as its Info frame says.

    Examples
    --------
    >>> start_trim(bytes.fromhex("fff344c4") + bytes(92))
    0.0
    """
    _, frame, info = next(frames(data), (0, None, None))
    return info.start / frame.rate if frame and info else 0.0


def frames(data: bytes) -> Iterator[tuple[int, Frame, Trim | None]]:
    """Yield the start and the header of all complete frames; tags and garbage between them are skipped.

    The third value is the trim of the frames that follow an Info, Xing or VBRI frame; None for a frame of
    audio.

    Examples
    --------
    >>> frame = bytes.fromhex("fff344c4") + bytes(92)
    >>> [(start, info) for start, _, info in frames(2 * frame)]
    [(0, None), (96, None)]
    """
    marks = _marks(data)
    mark = next(marks)
    for start, frame in walk(data, _SYNTAX):
        while mark < start:
            mark = next(marks)
        is_info = mark - start <= _VBRI_OFFSET + 2 and mark - start == _info_offset(data, start)
        yield start, frame, _read_trim(data[mark : start + frame.length], frame) if is_info else None


def info_length(header: bytes) -> int:
    """Return the bytes of the frame that `info_frame` makes, from the first 4 bytes of a frame of audio.

    Examples
    --------
    >>> info_length(bytes.fromhex("fff344c4"))  # 96 bytes, too few
    192
    """
    return _with_room(header)[1]


def info_frame(header: bytes, starts: Sequence[int], size: int, trim: Trim) -> bytes:
    """Return an Info frame, which describes the file that follows it to players.

    Parameters
    ----------
    header : bytes
        The first 4 bytes of the first frame of audio; the Info frame has the same kind.
    starts : sequence of int
        Where in the file each frame of audio begins.
    size : int
        Bytes of the file, this frame included.
    trim : Trim
        The samples to skip; none are skipped without the name of an encoder.

    Returns
    -------
    bytes
        The frame, `info_length` long.

    Examples
    --------
    >>> audio = 50 * (bytes.fromhex("fff344c4") + bytes(92))
    >>> starts = range(192, 192 + len(audio), 96)
    >>> info = info_frame(audio[:4], starts, 192 + len(audio), Trim())
    >>> duration(info + audio)
    1.2
    """
    first, length = _with_room(header)
    frame = bytearray(first.ljust(_info_offset(first, 0), b"\0"))
    frame += b"Info" if (is_steady := _is_steady(starts, size)) else b"Xing"
    for number in (_ALL_FIELDS, len(starts), size):
        frame += number.to_bytes(4, "big")
    points = (
        round(256 * starts[len(starts) * i // _SEEK_POINTS] / size) for i in range(_SEEK_POINTS) if starts
    )
    frame += bytes(min(point, 255) for point in points).ljust(_SEEK_POINTS, b"\0") + bytes(4)
    if trim.encoder:
        frame += trim.encoder.ljust(9, b"\0") + bytes([is_steady]).ljust(12, b"\0")
        padding = trim.end + _DECODER_DELAY if trim.end else 0
        frame += (trim.start - _DECODER_DELAY << 12 | padding).to_bytes(3, "big") + bytes(4)
        frame += size.to_bytes(4, "big") + bytes(2)
        frame += _checksum(bytes(frame))
    return bytes(frame.ljust(length, b"\0"))


def encode(samples: Samples) -> Iterator[bytes]:
    """Yield the bytes of a file while the samples come."""
    import lameenc

    lame = lameenc.Encoder()
    lame.silence()
    lame.set_in_sample_rate(samples.rate)
    lame.set_channels(samples.channels)
    lame.set_bit_rate(_BIT_RATE * samples.channels)
    for block in samples.blocks:
        yield bytes(lame.encode(block))
    yield bytes(lame.flush())


class Mp3Track(Track):
    """Frames in a row, after an Info frame that describes them all.

    The delay and padding of the encoder are skipped at both ends of the file, as far as the first and the
    last part contain them. At the joins they stay: a frame may need bits of the frames before it.
    """

    _first_header = b""  # of the first frame
    _samples = 0
    _rate = 1
    _trim = Trim()  # of the first part
    _padding = 0  # samples at the end of the last part

    def __init__(self) -> None:
        super().__init__()
        self._starts = array("Q")  # of all frames in the file

    @property
    def seconds(self) -> float:
        """The duration of the audio so far."""
        return max(0, self._samples - self._trim.start - self._end_padding) / self._rate

    @property
    def _end_padding(self) -> int:
        # An Info frame describes both ends or none.
        return self._padding if self._trim.encoder else 0

    def add(self, data: bytes, _rate: int) -> None:
        """Append a part."""
        part = FrameList(data, "mp3")
        header, first, last = b"", Trim(), Trim()
        samples_before_info = 0
        for start, frame, info in frames(data):
            if info is not None:
                last, samples_before_info = info, part.samples
                first = first if part.samples else info
                continue
            header = header or data[start : start + 4]
            part.add(start, frame)
        self._check(part.encodings)
        if not part.samples:
            return
        if not self._first_header:
            self._first_header, self._trim, self._rate = header, first, part.rate or 1
        room = info_length(self._first_header)
        starts = array("Q", accumulate(part.lengths, initial=self._end or room))[:-1]
        self._write(part.pieces, room=room)
        self._starts += starts  # after the writing, which an interrupt may end
        self._samples += part.samples
        samples = part.samples - samples_before_info
        self._padding = min(last.skipped_at_end(samples), samples)

    def _header(self) -> bytes:
        if not self._first_header:
            return b""
        trim = self._trim._replace(end=self._end_padding)
        return info_frame(self._first_header, self._starts, self._end, trim)


@functools.lru_cache(maxsize=1024)
def _read(head: bytes) -> Frame | None:
    if len(head) < 4 or head[0] != 0xFF or head[1] < 0xE0:  # sync word
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
    channels = 1 if head[3] >> 6 == _MONO else 2
    return Frame(samples // 8 * bits // hertz + padding, samples, hertz, version << 2 | rate, channels)


_SYNTAX = Syntax(re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), 4, _read)


def _marks(data: bytes) -> Iterator[int]:
    for match in _INFO_MARK.finditer(data):
        yield match.start()
    yield len(data)


def _info_offset(data: bytes, start: int) -> int:
    """Return the offset of an Info mark within a frame, which is after the side information."""
    if data.startswith(b"VBRI", start + _VBRI_OFFSET):
        return _VBRI_OFFSET
    is_mono = data[start + 3] >> 6 == _MONO
    mono, stereo = (17, 32) if data[start + 1] >> 3 & 3 == _MPEG_1 else (9, 17)
    checksum = 0 if data[start + 1] & 1 else 2
    return 4 + checksum + (mono if is_mono else stereo)


def _with_room(header: bytes) -> tuple[bytes, int]:
    """Return a header like this one, of a frame that is long enough for an Info, and its length."""
    unchecked = bytes([header[0], header[1] | 1])
    needed = _info_offset(unchecked + header[2:], 0) + _INFO_LENGTH + _ENCODER_LENGTH
    for bit_rate in range(header[2] >> 4, len(_KBPS_1) + 1):
        like = unchecked + bytes([bit_rate << 4 | header[2] & 0b1100, header[3]])
        frame = _read(like)
        if frame and frame.length >= needed:
            break
    return like, frame.length if frame else 0


def _is_steady(starts: Sequence[int], size: int) -> bool:
    """Return whether positions in the file follow from the time as exactly as from the table of seek points.

    The table has a resolution of 1/256 of the file. Players use it if the mark is Xing, and the time alone
    if it is Info.
    """
    step = max(1, len(starts) // _SEEK_POINTS)
    return all(
        abs((starts[i] - starts[0]) / (size - starts[0]) - i / len(starts)) < 1 / 512
        for i in range(0, len(starts), step)
    )


def _checksum(info: bytes) -> bytes:
    """Return the checksum of an Info frame, which takes the lowest bit of each byte first."""
    return crc(info.translate(_REVERSED), 16, 0x8005).to_bytes(2, "little").translate(_REVERSED)


def _read_trim(info: bytes, frame: Frame) -> Trim:
    """Return the trim from the delay and padding in an Info frame."""
    if info.startswith(b"VBRI"):
        return Trim()
    flags = int.from_bytes(info[4:8], "big")
    has_frames, has_bytes, has_toc, has_quality = (flags >> bit & 1 for bit in range(4))
    encoder = 8 + 4 * has_frames + 4 * has_bytes + 100 * has_toc + 4 * has_quality
    if not info.startswith(_INFO_ENCODERS, encoder):
        return Trim()
    both = int.from_bytes(info[encoder + 21 : encoder + 24], "big")
    delay, padding = both >> 12, both & 0xFFF
    frames = int.from_bytes(info[8:12], "big") if has_frames else 0
    end = max(0, padding - _DECODER_DELAY) if frames else 0
    return Trim(delay + _DECODER_DELAY, end, frames * frame.samples, info[encoder : encoder + 9])
