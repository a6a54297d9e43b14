"""Encode samples a block at a time, which bounds memory and allows a stop between two blocks."""

from __future__ import annotations

import importlib
import io
from typing import TYPE_CHECKING, Any, NamedTuple

from ipytts.audio import wav
from ipytts.audio.response_formats import RATE
from ipytts.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Encode = Callable[[Iterable[bytes]], Iterator[bytes]]

_BIT_RATE = 64_000  # bit/s of mp3 and aac: enough for one voice
# Formats that are made from a joined wav, and their names in soundfile. (mp3 is joined itself.)
_CONTAINERS = {"flac": "FLAC", "opus": "OGG"}
# soundfile's names of samples of more than 16 bits, and the types to read them as.
_READ_TYPES = {"PCM_24": "int32", "PCM_32": "int32", "FLOAT": "float32", "DOUBLE": "float64"}


def encoder(response_format: str) -> Encode:
    """Return the function that encodes a format.

    Parameters
    ----------
    response_format : str
        Its name in `FORMATS`.

    Returns
    -------
    callable
        ``encode(blocks)`` takes 16-bit little-endian mono samples, `RATE` of them a second and any number in
        a block, and yields the bytes of the file. For some blocks they are empty: flac comes whole at the
        end, as its header contains the length.

    Raises
    ------
    SpeechError
        The library that encodes it is not installed; the message says how to install it.
    KeyError
        `response_format` is not a name in `FORMATS`.

    Examples
    --------
    >>> encode = encoder("wav")
    >>> len(b"".join(encode([bytes(480), bytes(480)])))
    1004
    """
    needed = _ENCODERS[response_format]
    if needed.library:
        try:
            importlib.import_module(needed.library)
        except (ImportError, OSError):  # an OSError where a shared library is missing
            raise SpeechError(
                f'No encoder for {response_format} is installed: run `pip install "ipytts[{needed.extra}]"`.'
            ) from None
    return needed.encode


def joinable(response_format: str) -> str:
    """Return the format to request the parts of a speech in, so that they can be joined.

    Parameters
    ----------
    response_format : str
        The format of the joined file: a name in `FORMATS`.

    Returns
    -------
    str
        ``wav`` for opus and flac, which `encode_wav` makes from it; else the format itself.

    Raises
    ------
    SpeechError
        The library that encodes the joined wav is not installed; the message says how to install it.

    Examples
    --------
    >>> joinable("mp3"), joinable("flac")
    ('mp3', 'wav')
    """
    if response_format not in _CONTAINERS:
        return response_format
    encoder(response_format)
    return "wav"


def encode_wav(data: bytes, response_format: str, on_block: Callable[[], None] = lambda: None) -> bytes:
    """Return a flac or an Ogg Opus file of a wav, with the same rate and channels.

    Parameters
    ----------
    data : bytes
        The whole wav; the sizes in its header may be wrong.
    response_format : str
        ``flac`` or ``opus``.
    on_block : callable
        Called after each second of audio; an exception from it ends the work.

    Returns
    -------
    bytes
        The file. flac keeps up to 24 bits of each sample.

    Raises
    ------
    SpeechError
        The format does not support the rate or the number of channels, or the library that encodes it is
        not installed.
    KeyError
        If it is another format.

    Examples
    --------
    >>> whole = wav.from_pcm(bytes(48_000), rate=24_000)
    >>> encode_wav(whole, "flac")[:4]
    b'fLaC'
    """
    container = _CONTAINERS[response_format]
    encoder(response_format)
    import soundfile

    sink = io.BytesIO()
    with soundfile.SoundFile(io.BytesIO(wav.mend(data))) as source:
        dtype = _READ_TYPES.get(source.subtype, "int16")
        kept = "PCM_24" if source.subtype in _READ_TYPES else "PCM_16"
        subtype = "OPUS" if response_format == "opus" else kept
        rate, channels = source.samplerate, source.channels
        try:
            file = soundfile.SoundFile(sink, "w", rate, channels, format=container, subtype=subtype)
        except soundfile.LibsndfileError:
            raise SpeechError(
                f"{response_format} cannot hold this sound, {rate} Hz with {channels} channel"
                f"{'s' * (channels != 1)}: ask for another format, such as wav or mp3."
            ) from None
        with file:
            # A second at a time: one call with minutes of sound crashes libsndfile's Ogg.
            while block := source.buffer_read(rate, dtype):
                file.buffer_write(block, dtype)
                on_block()
    return sink.getvalue()


def _pcm(blocks: Iterable[bytes]) -> Iterator[bytes]:
    yield from blocks


def _wav(blocks: Iterable[bytes]) -> Iterator[bytes]:
    yield wav.from_pcm(b"", RATE)  # the sizes are 0, as they are not known yet
    yield from blocks


def _mp3(blocks: Iterable[bytes]) -> Iterator[bytes]:
    import lameenc

    lame = lameenc.Encoder()
    lame.silence()
    lame.set_in_sample_rate(RATE)
    lame.set_channels(1)
    lame.set_bit_rate(_BIT_RATE // 1000)
    for block in blocks:
        yield bytes(lame.encode(block))
    yield bytes(lame.flush())


def _flac(blocks: Iterable[bytes]) -> Iterator[bytes]:
    sink = io.BytesIO()
    with _sound_file(sink, "FLAC", "PCM_16") as file:
        for block in blocks:
            file.buffer_write(block, "int16")
            yield b""
    yield sink.getvalue()


def _opus(blocks: Iterable[bytes]) -> Iterator[bytes]:
    sink = _Tap()
    with _sound_file(sink, "OGG", "OPUS") as file:
        for block in blocks:
            file.buffer_write(block, "int16")
            yield sink.read_new()
    yield sink.read_new()


def _sound_file(sink: io.BytesIO, container: str, subtype: str) -> Any:
    import soundfile

    return soundfile.SoundFile(sink, "w", RATE, 1, format=container, subtype=subtype)


def _aac(blocks: Iterable[bytes]) -> Iterator[bytes]:
    import av
    import numpy as np

    sink = _Tap()
    with av.open(sink, "w", format="adts") as file:
        stream: Any = file.add_stream("aac", rate=RATE, layout="mono", bit_rate=_BIT_RATE)
        for block in blocks:
            frame = av.AudioFrame.from_ndarray(np.frombuffer(block, "<i2")[None], "s16", "mono")
            frame.sample_rate = RATE
            file.mux(stream.encode(frame))
            yield sink.read_new()
        file.mux(stream.encode(None))
    yield sink.read_new()


class _Tap(io.BytesIO):
    """A file whose bytes can be read while it is written; for writers that never seek back."""

    _position = 0

    def read_new(self) -> bytes:
        """Return the bytes written since the last call."""
        self.seek(self._position)
        data = self.read()  # ends at the end of the file, where the writer continues
        self._position += len(data)
        return data


class _Encoder(NamedTuple):
    encode: Encode
    library: str = ""
    extra: str = ""


_ENCODERS = {
    "mp3": _Encoder(_mp3, "lameenc", "offline"),
    "opus": _Encoder(_opus, "soundfile", "offline"),
    "aac": _Encoder(_aac, "av", "aac"),
    "flac": _Encoder(_flac, "soundfile", "offline"),
    "wav": _Encoder(_wav),
    "pcm": _Encoder(_pcm),
}
