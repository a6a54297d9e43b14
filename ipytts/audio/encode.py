"""Samples into files of each format, a block at a time: who hands them in can stop between two."""

from __future__ import annotations

import importlib
import io
from typing import TYPE_CHECKING, Any, NamedTuple

from ipytts.audio import RATE, wav
from ipytts.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Encode = Callable[[Iterable[bytes]], Iterator[bytes]]

_BIT_RATE = 64_000  # bit/s of mp3 and aac: plain enough for one voice


def encoder(response_format: str) -> Encode:
    """Return the function that makes files of a format.

    Parameters
    ----------
    response_format : str
        Its name in `ipytts.audio.FORMATS`.

    Returns
    -------
    callable
        ``encode(blocks)`` takes 16-bit little-endian mono samples, `ipytts.audio.RATE` of them a second
        and any number in a block, and yields the bytes of the file. What it yields for one block may be
        empty: flac comes whole at the end, as its header tells the length.

    Raises
    ------
    SpeechError
        The library that encodes it is not installed; the message says how to install it.
    KeyError
        If `response_format` is no format.

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
                f'To make {response_format} it needs an encoder: run `pip install "ipytts[{needed.extra}]"`.'
            ) from None
    return needed.encode


def _pcm(blocks: Iterable[bytes]) -> Iterator[bytes]:
    yield from blocks


def _wav(blocks: Iterable[bytes]) -> Iterator[bytes]:
    yield wav.from_pcm(b"", RATE)  # its sizes say 0, as nobody knows them beforehand
    yield from blocks


def _mp3(blocks: Iterable[bytes]) -> Iterator[bytes]:
    import lameenc  # noqa: PLC0415 - an extra

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
            yield sink.draw()
    yield sink.draw()


def _sound_file(sink: io.BytesIO, container: str, subtype: str) -> Any:
    import soundfile  # noqa: PLC0415 - an extra

    return soundfile.SoundFile(sink, "w", RATE, 1, format=container, subtype=subtype)


def _aac(blocks: Iterable[bytes]) -> Iterator[bytes]:
    import av  # noqa: PLC0415 - an extra
    import numpy as np  # noqa: PLC0415 - heavy

    sink = _Tap()
    with av.open(sink, "w", format="adts") as file:
        stream: Any = file.add_stream("aac", rate=RATE, layout="mono", bit_rate=_BIT_RATE)
        for block in blocks:
            frame = av.AudioFrame.from_ndarray(np.frombuffer(block, "<i2")[None], "s16", "mono")
            frame.sample_rate = RATE
            file.mux(stream.encode(frame))
            yield sink.draw()
        file.mux(stream.encode(None))
    yield sink.draw()


class _Tap(io.BytesIO):
    """A file whose bytes can be drawn off while it is written; for writers that never go back."""

    _drawn = 0

    def draw(self) -> bytes:
        """Return what was written since the last time."""
        self.seek(self._drawn)
        fresh = self.read()  # leaves the place at the end, where the writer goes on
        self._drawn += len(fresh)
        return fresh


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
