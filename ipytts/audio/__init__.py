"""Sound as bytes: what it is, how long it lasts, and one proper file of it.

What is said of a sound comes from frames, pages and samples, never from a header that a streaming
server had to write before it knew.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ipytts.audio.names import FORMATS, RATE, Format

if TYPE_CHECKING:
    from ipytts.audio.encode import encode_wav, encoder, joinable
    from ipytts.audio.formats import duration, mend, sniff, wav_from_pcm
    from ipytts.audio.frames import HEAD
    from ipytts.audio.join import Joiner

__all__ = [
    "FORMATS",
    "HEAD",
    "RATE",
    "Format",
    "Joiner",
    "duration",
    "encode_wav",
    "encoder",
    "joinable",
    "mend",
    "sniff",
    "wav_from_pcm",
]

_HOMES = {
    "HEAD": "frames",
    "Joiner": "join",
    "duration": "formats",
    "encode_wav": "encode",
    "encoder": "encode",
    "joinable": "encode",
    "mend": "formats",
    "sniff": "formats",
    "wav_from_pcm": "formats",
}


def __getattr__(name: str) -> Any:
    """Load what works on bytes on first use: what asks for names alone, as ``%load_ext`` does, is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
