"""Emoji: named where they stand for a word, left out where they decorate."""

from __future__ import annotations

import re
import unicodedata

from ipytts.description.wording.spacing import GAP

_ONE = (
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[\u2600-\u26ff\u2700-\u275a\u275f-\u2775\u2794-\u27bf\u2b05-\u2b55\u231a-\u23ff\U0001f300-\U0001faff]"
    "[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*)*)"
)
_RUN = re.compile(rf"(?:{_ONE} ?)*{_ONE}")
_EACH = re.compile(_ONE)
_STARS = re.compile("[★⭐]\ufe0f?(?:[★⭐☆]\ufe0f?)*")
_MEANINGFUL = {"⚠": "warning", "👍": "thumbs up", "👎": "thumbs down", "☆": "empty star"}
_NAMES = {"❤": "heart", "👨": "man", "👩": "woman"}


def name_emoji(text: str) -> str:
    """Return a text in which emoji between words have names; those at the edges of sentences are left out.

    A text of emoji alone has their names. The words have gaps around them, see `spacing`.

    Examples
    --------
    >>> from ipytts.description.wording.spacing import close_gaps
    >>> [close_gaps(name_emoji(text)) for text in ("🚀 Start", "I 🐍 Python! 🎉", "😀", "⚠️ Hot", "★★★☆☆")]
    ['Start', 'I snake Python!', 'grinning face', 'warning: Hot', '3 of 5 stars']
    """
    if text.isascii():
        return text
    text = _STARS.sub(_stars, text)
    is_alone = not any(map(str.isalnum, text))
    return _RUN.sub(lambda match: _name_run(match, is_alone=is_alone), text)


def _stars(match: re.Match[str]) -> str:
    most = sum(star in "★⭐☆" for star in match[0])
    count = most - match[0].count("☆")
    number = f"{count} of {most}" if count < most else f"{count}"
    return f"{GAP}{number} star{'' if most == 1 else 's'}{GAP}"


def _name_run(match: re.Match[str], *, is_alone: bool) -> str:
    text, (start, end) = match.string, match.span()
    before, after = text[max(0, start - 2) : start].strip(), text[end : end + 2].strip()
    is_named = is_alone or (_continues(before) and _continues(after))
    names = [_name(emoji, is_named=is_named) for emoji in _EACH.findall(match[0])]
    words = " ".join(dict.fromkeys(filter(None, names)))
    if not words:
        return GAP
    return f"{GAP}{words}{':' if not before and after else ''}{GAP}"


def _continues(text: str) -> bool:
    """Return whether the characters beside an emoji belong to the same sentence."""
    return bool(text) and text[-1] not in ".!?…:" and text[0] not in ".!?…:"


def _name(emoji: str, *, is_named: bool) -> str:
    sign = emoji[0]
    if sign in _MEANINGFUL or not is_named:
        return _MEANINGFUL.get(sign, "")
    if len(emoji) == 2 and "\U0001f1e6" <= sign <= "\U0001f1ff":
        return "flag"
    parts = [part[0] for part in emoji.split("\u200d")]
    return " ".join(_NAMES.get(part, unicodedata.name(part, "").lower()) for part in parts)
