"""The six response formats of the speech API: names, MIME types, suffixes."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RATE = 24_000  # samples per second of pcm, unless the server says otherwise


@dataclass(frozen=True)
class Format:
    """An audio format of the speech API.

    Examples
    --------
    >>> FORMATS["mp3"].mimetype
    'audio/mpeg'
    """

    name: str  # as `response_format`
    mimetype: str
    suffixes: tuple[str, ...]  # of its files, the most common one first


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
