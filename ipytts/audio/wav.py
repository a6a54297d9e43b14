"""RIFF WAVE files."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from ipytts.audio.libraries import SOUNDFILE
from ipytts.audio.resample import resample
from ipytts.audio.samples import Samples, pack
from ipytts.audio.track import Track
from ipytts.errors import SpeechError

_RIFF = re.compile(rb"RIFF.{4}WAVE", re.DOTALL)
_CHUNK = struct.Struct("<4sI")
_FORMAT = struct.Struct("<HHIIHH")
_PCM, _FLOAT, _ALAW, _MULAW, _EXTENSIBLE = 1, 3, 6, 7, 0xFFFE
_UNCOMPRESSED = (_PCM, _FLOAT, _ALAW, _MULAW)
_SUBFORMAT = 24  # bytes before the actual tag in WAVE_FORMAT_EXTENSIBLE


class Encoding(NamedTuple):
    """The encoding of the samples, from a ``fmt`` chunk."""

    tag: int
    channels: int
    rate: int
    bits: int

    @property
    def block(self) -> int:
        """Bytes of one sample in all channels."""
        return self.channels * ((self.bits + 7) // 8)

    def __str__(self) -> str:
        kind = {_FLOAT: "-float", _ALAW: "-bit A-law", _MULAW: "-bit mu-law"}.get(self.tag, "-bit")
        channels = f"{self.channels} channel" + "s" * (self.channels != 1)
        return f"{self.rate} Hz {self.bits}{kind} with {channels}"


class Wave(NamedTuple):
    """One RIFF file within some bytes."""

    fmt: memoryview  # the content of its `fmt` chunk
    encoding: Encoding  # the same, parsed
    samples: memoryview  # as many as the file has
    has_right_size: bool  # whether the `data` chunk's size is that of `samples`

    @property
    def whole(self) -> memoryview:
        """The samples without a truncated last one."""
        return self.samples[: len(self.samples) // self.encoding.block * self.encoding.block]

    @property
    def seconds(self) -> float:
        """The duration of the whole samples, in seconds."""
        return len(self.samples) // self.encoding.block / self.encoding.rate


def looks_like(head: bytes) -> bool:
    """Return whether `head`, 12 bytes, begins a WAVE file, not another RIFF file.

    Examples
    --------
    >>> looks_like(b"RIFF" + bytes(4) + b"WAVEfmt ")
    True
    >>> looks_like(b"RIFF" + bytes(4) + b"AVI LIST")
    False
    """
    return bool(_RIFF.match(head))


def duration(data: bytes, _rate: int = 0) -> float:
    """Return the duration of the samples that the file has, in seconds; compressed ones count as none.

    Examples
    --------
    >>> duration(from_pcm(bytes(4_800), rate=24_000))
    0.1
    """
    return sum((wave.seconds for wave in waves(memoryview(data))), 0.0)


def mend(data: bytes) -> bytes:
    """Return a WAV file with correct sizes, made of one whole file or of several in a row.

    Returns
    -------
    bytes
        `data` itself if it is correct; else a file of one ``fmt`` and one ``data`` chunk.

    Raises
    ------
    SpeechError
        The files in a row differ in their format.

    Examples
    --------
    >>> part = from_pcm(bytes(4_800), rate=24_000)
    >>> len(mend(part + part)) == 44 + 2 * 4_800
    True
    >>> mend(part) is part
    True
    """
    view = memoryview(data)
    found = list(waves(view))
    if not found or _is_fine(view, found):
        return data
    first = found[0]
    for wave in found[1:]:
        if wave.encoding != first.encoding:
            raise SpeechError(
                "The server sent several WAV files in a row that do not fit together: "
                f"{first.encoding}, then {wave.encoding}. "
                "Ask for another format, such as mp3."
            )
    return _build(bytes(first.fmt), [wave.whole for wave in found])


def decode(data: bytes, _rate: int = 0, bits: int = 16) -> Samples:
    """Return the samples of a file as integers of up to `bits` bits; sizes in its header may be wrong.

    Raises
    ------
    SpeechError
        The file has no uncompressed samples, or a library to convert them is not installed.

    Examples
    --------
    >>> sum(map(len, decode(from_pcm(bytes(4_800), rate=24_000)).blocks))
    4800
    """
    whole = mend(data)
    wave = next(waves(memoryview(whole)), None)
    if wave is None:
        raise SpeechError("The wav contains no uncompressed samples: ask for another format, such as mp3.")
    encoding = wave.encoding
    if (encoding.tag, encoding.bits) == (_PCM, 16):
        return Samples(_seconds(wave), encoding.rate, encoding.channels)
    SOUNDFILE.check(f"decoder for wav in {encoding}")
    bits = bits if encoding.bits > 16 else 16
    return Samples(_converted(whole, bits), encoding.rate, encoding.channels, bits)


def encode(samples: Samples) -> Iterator[bytes]:
    """Yield the bytes of a file while the samples come; its sizes are 0, as they are not known."""
    yield header(_fmt(samples.rate, samples.channels), 0)
    yield from samples.blocks


def from_pcm(samples: bytes, rate: int) -> bytes:
    """Return a WAV file of 16-bit little-endian mono samples, `rate` of them a second.

    Examples
    --------
    >>> from_pcm(bytes(4), rate=24_000)[:4]
    b'RIFF'
    """
    return _build(_fmt(rate, 1), [memoryview(samples)])


def header(fmt: bytes, size: int) -> bytes:
    """Return the header of a file, up to its samples; its length depends on `fmt` alone.

    `fmt` is the content of the ``fmt`` chunk, `size` the bytes of the samples. After an odd `size`, a byte of
    padding must follow them.

    Examples
    --------
    >>> len(header(bytes(16), size=480))
    44
    """
    padded = fmt + bytes(len(fmt) % 2)
    content = 4 + _CHUNK.size + len(padded) + _CHUNK.size + size + size % 2
    return b"".join(
        [
            _CHUNK.pack(b"RIFF", content) + b"WAVE",
            _CHUNK.pack(b"fmt ", len(fmt)) + padded,
            _CHUNK.pack(b"data", size),
        ]
    )


class WavTrack(Track):
    """Samples after a header with their number.

    To 16-bit parts, others with as many channels are joined too: in the encoding and the rate of the first.
    """

    _fmt = b""
    _first: Encoding | None = None  # of the first part

    @property
    def seconds(self) -> float:
        """The duration of the audio so far."""
        return self._size / (self._first.block * self._first.rate) if self._first else 0.0

    def add(self, data: bytes, _rate: int) -> None:
        """Append a part."""
        found = list(waves(memoryview(data)))
        if not found:
            self._check(())
            return
        first = self._first or found[0].encoding
        self._check(
            f"wav in {first if _can_become(wave.encoding, first) else wave.encoding}" for wave in found
        )
        pieces = [_encoded_as(first, wave) for wave in found]
        self._fmt, self._first = self._fmt or bytes(found[0].fmt), first
        self._write(pieces, room=self._room)

    def finish(self) -> bytes:
        """Return the file."""
        self._sink.seek(self._end)
        self._sink.write(bytes(self._size % 2))
        return super().finish()

    @property
    def _room(self) -> int:
        return len(header(self._fmt, 0))

    @property
    def _size(self) -> int:
        return max(0, self._end - self._room)

    def _header(self) -> bytes:
        return header(self._fmt, self._size) if self._end else b""


def _can_become(encoding: Encoding, other: Encoding) -> bool:
    return (other.tag, other.bits, other.channels) == (_PCM, 16, encoding.channels)


def _encoded_as(encoding: Encoding, wave: Wave) -> memoryview:
    """Return the samples of a wave in another encoding, which has 16 bits."""
    if wave.encoding == encoding:
        return wave.whole
    samples = decode(_build(bytes(wave.fmt), [wave.whole]))
    return memoryview(b"".join(resample(samples, encoding.rate).blocks))


def _seconds(wave: Wave) -> Iterator[bytes]:
    """Yield the samples, a second at a time."""
    size = wave.encoding.block * wave.encoding.rate
    for start in range(0, len(wave.whole), size):
        yield bytes(wave.whole[start : start + size])


def _converted(data: bytes, bits: int) -> Iterator[bytes]:
    """Yield the samples of any encoding as integers of `bits` bits, a second at a time."""
    import soundfile

    with soundfile.SoundFile(io.BytesIO(data)) as source:
        while len(block := source.read(source.samplerate, always_2d=True)):
            yield pack(block * (1 << (bits - 1)), bits)


def _fmt(rate: int, channels: int) -> bytes:
    """Return the content of a ``fmt`` chunk for 16-bit samples."""
    return _FORMAT.pack(_PCM, channels, rate, 2 * channels * rate, 2 * channels, 16)


def _build(fmt: bytes, samples: list[memoryview]) -> bytes:
    size = sum(map(len, samples))
    return b"".join([header(fmt, size), *samples, bytes(size % 2)])


def _is_fine(view: memoryview, waves: list[Wave]) -> bool:
    magic, size = _CHUNK.unpack_from(view)
    # Some writers do not count the last padding byte.
    is_whole = magic == b"RIFF" and len(view) - _CHUNK.size - size in (0, 1)
    return len(waves) == 1 and waves[0].has_right_size and is_whole


def waves(view: memoryview) -> Iterator[Wave]:
    """Yield the RIFF files with uncompressed samples that follow one another in a whole file.

    Examples
    --------
    >>> [len(wave.samples) for wave in waves(memoryview(2 * from_pcm(bytes(480), rate=24_000)))]
    [480, 480]
    """
    found = _RIFF.search(view)
    while found:
        wave, end = _read_wave(view, found.end())
        if wave:
            yield wave
        found = _RIFF.search(view, end)


def _read_wave(view: memoryview, at: int) -> tuple[Wave | None, int]:
    """Read the chunks from `at` up to the samples; return the file and where its samples end."""
    fmt = view[:0]
    start = at
    while at + _CHUNK.size <= len(view):
        name, size = _CHUNK.unpack_from(view, at)
        body = at + _CHUNK.size
        if name == b"RIFF":
            return None, at
        if name == b"data":
            end = _end_of_samples(view, body, size)
            encoding = _read_encoding(fmt)
            wave = Wave(fmt, encoding, view[body:end], end == body + size) if encoding else None
            return wave, end
        if name == b"fmt ":
            fmt = view[body : body + size]
        at = body + size + size % 2
    return None, start


def _end_of_samples(view: memoryview, body: int, size: int) -> int:
    """Return the end of the samples; `size` counts only if the file ends or a chunk begins there."""
    end = body + size
    if any(_is_border(view, at, size) for at in (end, end + size % 2)):
        return end
    following = _RIFF.search(view, body)
    return following.start() if following else len(view)


def _is_border(view: memoryview, at: int, size: int) -> bool:
    rest = len(view) - at
    if rest < _CHUNK.size:
        return rest == 0 or (rest > 0 and size > 0)
    name, following = _CHUNK.unpack_from(view, at)
    is_name = name.isascii() and name.decode("ascii").isprintable()
    # Streams write a size of 0: then samples could look like the name of a chunk.
    return is_name and (size > 0 or following <= rest - _CHUNK.size)


def _read_encoding(fmt: memoryview) -> Encoding | None:
    if len(fmt) < _FORMAT.size:
        return None
    tag, channels, rate, _, _, bits = _FORMAT.unpack_from(fmt)
    if tag == _EXTENSIBLE and len(fmt) >= _SUBFORMAT + 2:
        tag = int.from_bytes(fmt[_SUBFORMAT : _SUBFORMAT + 2], "little")
    encoding = Encoding(tag, channels, rate, bits)
    return encoding if tag in _UNCOMPRESSED and encoding.block and rate else None
