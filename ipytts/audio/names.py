"""What the six formats are called."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Samples per second of pcm, where nobody says otherwise.
RATE = 24_000


@dataclass(frozen=True)
class Format:
    """A format of audio that the speech API knows.

    Attributes
    ----------
    name : str
        What it is called as ``response_format``.
    mimetype : str
        What browsers call it.
    suffixes : tuple of str
        Endings of file names, the usual one first.

    Examples
    --------
    >>> FORMATS["mp3"].mimetype
    'audio/mpeg'
    """

    name: str
    mimetype: str
    suffixes: tuple[str, ...]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        known.name: known
        for known in (
            Format("mp3", "audio/mpeg", (".mp3",)),
            Format("opus", "audio/ogg", (".opus", ".ogg")),
            Format("aac", "audio/aac", (".aac",)),
            Format("flac", "audio/flac", (".flac",)),
            Format("wav", "audio/wav", (".wav",)),
            Format("pcm", "audio/pcm", (".pcm",)),
        )
    }
)
"""Formats by name. pcm is headerless: 16 bit, little endian, mono."""
