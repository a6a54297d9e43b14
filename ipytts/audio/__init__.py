"""Sound as bytes: what it is, how long it lasts, and one proper file of it.

What is said of a sound comes from frames, pages and samples, never from a header that a streaming
server had to write before it knew.
"""

from __future__ import annotations

from ipytts.audio.encode import encode_wav, encoder, joinable
from ipytts.audio.formats import FORMATS, RATE, Format, duration, mend, sniff, wav_from_pcm
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
