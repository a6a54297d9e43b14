"""Encode samples a block at a time, which bounds memory and allows a stop between two blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ipytts.audio.formats import mend
from ipytts.audio.mix import mix_down
from ipytts.audio.resample import resample
from ipytts.audio.response_formats import FORMATS, RATE, Format
from ipytts.audio.samples import Samples
from ipytts.errors import SpeechError


def encoder(response_format: str) -> Callable[[Samples], Iterator[bytes]]:
    """Return the function that encodes a format.

    Parameters
    ----------
    response_format : str
        Its name in `FORMATS`.

    Returns
    -------
    callable
        ``encode(samples)`` takes `Samples` and yields the bytes of the file. For some blocks they are empty:
        flac comes whole at the end, as its header contains the length.

    Raises
    ------
    SpeechError
        The library that encodes it is not installed; the message says how to install it.
    KeyError
        `response_format` is not a name in `FORMATS`.

    Examples
    --------
    >>> from ipytts.audio.samples import Samples
    >>> encode = encoder("wav")
    >>> len(b"".join(encode(Samples([bytes(480), bytes(480)]))))
    1004
    """
    known = FORMATS[response_format]
    if known.library:
        known.library.check(f"encoder for {response_format}")
    return known.encode


def joinable(response_format: str) -> str:
    """Return the format to request the parts of a speech in, so that they can be joined.

    Parameters
    ----------
    response_format : str
        The format of the joined file: a name in `FORMATS`.

    Returns
    -------
    str
        The format itself; ``wav`` for those that are not joined, as opus and flac, which `convert` makes
        from it.

    Raises
    ------
    SpeechError
        The library that encodes the joined wav is not installed; the message says how to install it.

    Examples
    --------
    >>> joinable("mp3"), joinable("flac")
    ('mp3', 'wav')
    """
    if FORMATS[response_format].track:
        return response_format
    encoder(response_format)
    return "wav"


def convert(
    data: bytes,
    source_format: str,
    target_format: str,
    rate: int = RATE,
    on_block: Callable[[], object] = lambda: None,
) -> tuple[bytes, int]:
    """Encode a wav, or pcm, in another format; more channels than it can have are mixed to one.

    Parameters
    ----------
    data : bytes
        The whole file; the sizes in the header of a wav may be wrong.
    source_format, target_format : str
        Names in `FORMATS`.
    rate : int, default `RATE`
        Samples per second of pcm; a wav contains its own.
    on_block : callable
        Called after each second of audio; an exception from it ends the work.

    Returns
    -------
    bytes
        The file. flac keeps up to 24 bits of each sample, the other formats 16.
    int
        The samples per second: those of `data`, or the next that the format can have.

    Raises
    ------
    SpeechError
        `data` is neither wav nor pcm, or the library that encodes, mixes or resamples it is not installed.

    Examples
    --------
    >>> data, rate = convert(bytes(44_100), "pcm", "wav", rate=22_050)
    >>> data[:4], rate
    (b'RIFF', 22050)
    """
    if source_format == target_format:
        return mend(data, target_format), rate
    encode = encoder(target_format)
    samples = _decode(data, FORMATS[source_format], FORMATS[target_format], rate)
    blocks = _reporting(samples.blocks, on_block)
    return mend(b"".join(encode(samples._replace(blocks=blocks))), target_format), samples.rate


def _decode(data: bytes, source: Format, target: Format, rate: int) -> Samples:
    if source.decode is None:
        raise SpeechError(
            f"{source.name} cannot be converted to {target.name} here: ask for {source.name} or wav."
        )
    samples = source.decode(data, rate, target.bits)
    if samples.channels > target.channels:
        samples = mix_down(samples)
    if not target.rates or samples.rate in target.rates:
        return samples
    # The next rate above keeps all of the sound.
    rate = min((rate for rate in target.rates if rate > samples.rate), default=max(target.rates))
    return resample(samples, rate)


def _reporting(blocks: Iterable[bytes], on_block: Callable[[], object]) -> Iterator[bytes]:
    for block in blocks:
        yield block
        on_block()
