"""What a voice would stumble over, in words; and full stops where it should pause."""

from __future__ import annotations

_PAUSES = (".", "!", "?", "…", ":", ";", "。", "！", "？", "；", "।", "؟")
_CLOSERS = "\"'”’»›)]）」』"


def as_sentence(text: str) -> str:
    """Put a full stop where a voice would not pause.

    Examples
    --------
    >>> as_sentence("Data"), as_sentence("Why?"), as_sentence('He said "no."'), as_sentence("So:")
    ('Data.', 'Why?', 'He said "no."', 'So:')
    """
    text = text.rstrip()
    if not text or text.rstrip(_CLOSERS).endswith(_PAUSES):
        return text
    return text.rstrip(",–—-").rstrip() + "."
