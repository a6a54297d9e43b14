"""Audio in any of the six formats: detect the format, measure the duration, mend the file."""

from __future__ import annotations

from ipytts.audio import adts, flac, mpeg, ogg, wav
from ipytts.audio.frames import skip_id3
from ipytts.audio.response_formats import RATE

_TAGGED = {"flac": flac.looks_like, "aac": adts.looks_like, "mp3": mpeg.looks_like}
_UNTAGGED = {"wav": wav.looks_like, "opus": ogg.looks_like}


def sniff(head: bytes) -> str | None:
    """Return the format of a file by its first bytes.

    Parameters
    ----------
    head : bytes
        The first `frames.HEAD` bytes; fewer where there are no more.

    Returns
    -------
    str or None
        A name in `FORMATS`; None for anything else, such as text, Ogg Vorbis, Ogg FLAC, other RIFF
        files than WAVE, and headerless pcm, which cannot be detected.

    Examples
    --------
    >>> sniff(wav.from_pcm(bytes(480), rate=24_000))
    'wav'
    >>> sniff(b"<!doctype html>") is None
    True
    """
    for name, looks_like in _UNTAGGED.items():
        if looks_like(head):
            return name
    start = skip_id3(head)
    body = head[start:]
    for name, looks_like in _TAGGED.items():
        if looks_like(body):
            return name
    # Most tags are those of mp3; a picture in one may be longer than the head.
    return "mp3" if start else None


def duration(data: bytes | memoryview, response_format: str, rate: int = RATE) -> float:
    """Return the duration in seconds.

    Parameters
    ----------
    data : bytes or memoryview
        The whole file; of one that is truncated, the part that can be played counts.
    response_format : str
        Its name in `FORMATS`.
    rate : int, default `RATE`
        Samples per second of pcm; other formats contain theirs.

    Returns
    -------
    float
        Seconds; 0.0 where there is no audio.

    Raises
    ------
    KeyError
        If `response_format` is not in `FORMATS`.

    Examples
    --------
    >>> duration(bytes(48_000), "pcm")  # 24 kHz
    1.0
    """
    if response_format == "pcm":
        return len(data) // 2 / rate
    if response_format in _BY_FRAMES:
        return _BY_FRAMES[response_format](bytes(data))
    return _BY_VIEW[response_format](memoryview(data))


_BY_FRAMES = {"mp3": mpeg.duration, "aac": adts.duration}
_BY_VIEW = {"opus": ogg.duration, "flac": flac.duration, "wav": wav.duration}


def mend(data: bytes, response_format: str) -> bytes:
    """Return a valid file of audio that came as a stream.

    Parameters
    ----------
    data : bytes
        The whole file.
    response_format : str
        Its name in `FORMATS`.

    Returns
    -------
    bytes
        `data` itself, unless it is a wav whose sizes are wrong, or several in a row: then one wav
        with the same samples.

    Raises
    ------
    SpeechError
        If wav files in a row differ in their format.

    Examples
    --------
    >>> part = wav.from_pcm(bytes(48_000), rate=24_000)
    >>> duration(mend(part + part, "wav"), "wav")
    2.0
    """
    return wav.mend(data) if response_format == "wav" else data
