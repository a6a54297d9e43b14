"""The response formats of the speech API, each declared once.

Another one is an entry in this table and a codec module beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass

from ipytts.audio import adts, flac, id3, libraries, mpeg, ogg, pcm, wav
from ipytts.audio.libraries import Library
from ipytts.audio.samples import RATE, Samples
from ipytts.audio.track import Track

__all__ = ["DEFAULT_FORMAT", "FORMATS", "RATE", "Format", "list_formats"]


@dataclass(frozen=True)
class Format:
    """A response format: its names, and the functions of its codec module.

    What a format does not have is None or empty.

    Examples
    --------
    >>> FORMATS["mp3"].mimetype
    'audio/mpeg'
    """

    name: str  # as `response_format`
    mimetype: str
    suffixes: tuple[str, ...]  # of its files, the most common one first
    _: KW_ONLY
    content_types: tuple[str, ...] = ()  # that servers send headerless samples with
    media_source_type: str = ""  # for pages, which play it while it arrives

    # (head) → whether a file begins so, after any ID3v2 tag; headerless samples have none.
    looks_like: Callable[[bytes], bool] | None
    has_signature: bool = True  # whether it begins with a word, not with a few bits that samples can have
    # (data, rate) → seconds; `rate` is that of headerless samples, as other formats contain theirs.
    duration: Callable[[bytes, int], float]
    # (data) → a valid file of what came as a stream; most formats are valid as they arrive.
    mend: Callable[[bytes], bytes] | None = None
    # Joins parts. Without it, the parts are requested as wav, and the joined wav is encoded.
    track: Callable[[], Track] | None = None
    # (data) → the seconds that players skip at the start of a file, but not while it arrives
    start_trim: Callable[[bytes], float] | None = None
    # (data, title, (start, end, title) of each chapter) → the file with chapters
    with_chapters: Callable[[bytes, str, Sequence[tuple[float, float, str]]], bytes] | None = None

    # (data, rate, bits) → samples of at most `bits` each
    decode: Callable[[bytes, int, int], Samples] | None = None
    encode: Callable[[Samples], Iterator[bytes]]
    library: Library | None = None  # that `encode` needs
    rates: Collection[int] = ()  # that it can hold, in Hz; all if empty
    channels: int = 2  # at most
    bits: int = 16  # of the samples that `encode` takes, at most: 16 or 32

    @property
    def is_headerless(self) -> bool:
        """Whether a file is nothing but samples, so that their rate must be known."""
        return self.looks_like is None


FORMATS: Mapping[str, Format] = {
    known.name: known
    for known in (
        Format(
            "mp3",
            "audio/mpeg",
            (".mp3",),
            media_source_type="audio/mpeg",
            looks_like=mpeg.looks_like,
            has_signature=False,
            duration=mpeg.duration,
            track=mpeg.Mp3Track,
            start_trim=mpeg.start_trim,
            with_chapters=id3.with_chapters,
            encode=mpeg.encode,
            library=libraries.LAMEENC,
            rates=mpeg.RATES,
        ),
        Format(
            "opus",
            "audio/ogg",
            (".opus", ".ogg"),
            looks_like=ogg.looks_like,
            duration=ogg.duration,
            encode=ogg.encode,
            library=libraries.SOUNDFILE,
            rates=ogg.RATES,
        ),
        Format(
            "aac",
            "audio/aac",
            (".aac",),
            media_source_type="audio/aac",
            looks_like=adts.looks_like,
            has_signature=False,
            duration=adts.duration,
            track=adts.AacTrack,
            encode=adts.encode,
            library=libraries.AV,
            rates=adts.RATES,
        ),
        Format(
            "flac",
            "audio/flac",
            (".flac",),
            looks_like=flac.looks_like,
            duration=flac.duration,
            encode=flac.encode,
            library=libraries.SOUNDFILE,
            channels=8,
            bits=32,
        ),
        Format(
            "wav",
            "audio/wav",
            (".wav",),
            looks_like=wav.looks_like,
            duration=wav.duration,
            mend=wav.mend,
            track=wav.WavTrack,
            decode=wav.decode,
            encode=wav.encode,
        ),
        Format(
            "pcm",
            "audio/pcm",
            (".pcm",),
            content_types=("audio/pcm", "audio/x-pcm", "audio/raw", "audio/l16"),
            looks_like=None,
            duration=pcm.duration,
            track=pcm.PcmTrack,
            decode=pcm.decode,
            encode=pcm.encode,
            channels=1,
        ),
    )
}
"""Formats by name. pcm is headerless: 16 bit, little endian, mono."""


#: The name of the format where none is given.
DEFAULT_FORMAT = "mp3"


def list_formats() -> str:
    """Return the names of all formats, for a sentence.

    Examples
    --------
    >>> list_formats()
    'mp3, opus, aac, flac, wav or pcm'
    """
    *names, last = FORMATS
    return f"{', '.join(names)} or {last}"
