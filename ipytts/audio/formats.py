"""Audio in any response format: detect the format, measure the duration, mend the file."""

from __future__ import annotations

from ipytts.audio.frames import skip_id3
from ipytts.audio.response_formats import FORMATS, RATE

_UNKNOWN_AUDIO = ("audio/", "application/octet-stream")  # content types that headerless samples may have


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
    >>> sniff(b"RIFF" + bytes(4) + b"WAVEfmt ")
    'wav'
    >>> sniff(b"<!doctype html>") is None
    True
    """
    start = skip_id3(head)
    body = head[start:]
    for name, known in FORMATS.items():
        if known.looks_like and known.looks_like(body):
            return name
    # Most tags are those of mp3; a picture in one may be longer than the head.
    return "mp3" if start else None


def detect(head: bytes, content_type: str, requested: str) -> str | None:
    """Return the format of a response: by its first bytes; headerless samples by what was said of them.

    Parameters
    ----------
    head : bytes
        The first bytes, as for `sniff`.
    content_type : str
        The server's, in lower case.
    requested : str
        The name of the format that the server was asked for.

    Returns
    -------
    str or None
        A name in `FORMATS`; None if it is not audio.

    Examples
    --------
    >>> detect(bytes(480), "audio/pcm;rate=22050", "mp3")
    'pcm'
    >>> detect(b"<!doctype html>", "text/html", "pcm") is None
    True
    """
    found = sniff(head)
    for name, known in FORMATS.items():
        if known.content_types and content_type.startswith(known.content_types):
            # Samples can look like the few bits that begin a frame, but hardly like a whole word.
            return found if found and FORMATS[found].has_signature else name
    if not found and FORMATS[requested].is_headerless and content_type.startswith(_UNKNOWN_AUDIO):
        return requested
    return found


def duration(data: bytes, response_format: str, rate: int = RATE) -> float:
    """Return the duration in seconds.

    Parameters
    ----------
    data : bytes
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
    return FORMATS[response_format].duration(data, rate)


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
    >>> from ipytts.audio.wav import from_pcm
    >>> part = from_pcm(bytes(48_000), rate=24_000)
    >>> duration(mend(part + part, "wav"), "wav")
    2.0
    """
    known = FORMATS[response_format]
    return known.mend(data) if known.mend else data
