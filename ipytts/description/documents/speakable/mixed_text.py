"""Make written text speakable together with words that stand in it, such as those of formulas and code."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ipytts.description.documents.speakable.speakable_text import as_sentence, to_speakable

#: Mark where a sentence ends with a full stop, and with a colon.
BREAK, COLON = "\u2028", "\u2029"

#: Written text, or in a tuple words that need no further change.
Fragment = str | tuple[str]

_MARK = re.compile(f"([{BREAK}{COLON}])")
# Letters of Ugaritic stand for words while the text around them is changed: rules take them for a word.
_DIGITS = str.maketrans("0123456789", "".join(chr(0x10380 + digit) for digit in range(10)))
_NUMBERS = str.maketrans("".join(chr(0x10380 + digit) for digit in range(10)), "0123456789")
_END = "\U0001038a"
_PLACE = re.compile(f"([\U00010380-\U00010389]+){_END}")
_WITHOUT_LETTERS = dict.fromkeys(range(0x10380, 0x1038B), " ")
_THAT_IS = ("that is", "(that is")
_THE = re.compile(r"\bthe\s*\Z", re.IGNORECASE)
_PLURAL = re.compile(r"s\b")
_ORDINAL = re.compile(r"th\b")


def join_fragments(fragments: Iterable[Fragment]) -> str:
    """Return fragments of text and words as sentences; words are kept apart from the text around them.

    Examples
    --------
    >>> join_fragments(["if 5 < ", ("n sub 1",), " (", ("x",), ") holds"])
    'if 5 is less than n sub 1 (x) holds'
    >>> join_fragments(["all ", ("item",), "s", (BREAK,), "and more"])
    'all items. and more'
    >>> join_fragments(["the others, i.e. ", ("is not equal to 6",)])
    'the others, that is, not equal to 6'
    >>> join_fragments(["of the ", ("the set, y",), " process"])
    'of the set, y process'
    """
    words: list[str] = []
    text = ""
    for fragment in fragments:
        if isinstance(fragment, str):
            text += fragment.translate(_WITHOUT_LETTERS)
        else:
            text += "".join(
                part if _MARK.match(part) else _placed(part, words) for part in _MARK.split(fragment[0])
            )
    *lines, last = (_spoken(line, words) for line in _MARK.split(text)[::2])
    ends = [":" if mark == COLON else "." for mark in _MARK.findall(text)]
    sentences = [as_sentence(line, end) for line, end in zip(lines, ends, strict=True) if line]
    return " ".join([*sentences, last]).strip()


def _placed(part: str, words: list[str]) -> str:
    """Return letters that stand for words, with the spaces around them; empty for no words."""
    if not part.strip():
        return part
    words.append(part.strip())
    place = str(len(words) - 1).translate(_DIGITS) + _END
    return f"{' ' * part[:1].isspace()}{place}{' ' * part[-1:].isspace()}"


def _spoken(line: str, words: list[str]) -> str:
    """Return a line made speakable, with its words in their places."""
    text = ""
    end = 0
    spoken = to_speakable(line)
    for place in _PLACE.finditer(spoken):
        text = _joined(text, spoken[end : place.start()])
        text = _joined(text, words[int(place[1].translate(_NUMBERS))])
        end = place.end()
    return " ".join(_joined(text, spoken[end:]).split())


def _joined(text: str, following: str) -> str:
    """Return two texts with a space where words meet, but before the s of a plural, as in ```item`s``."""
    if text.endswith(".") and following.startswith("."):  # a picture is a sentence
        following = following[1:]
    if text.rstrip().endswith(_THAT_IS) and following.startswith("is "):  # i.e. $\neq 0$
        text, following = f"{text.rstrip()}, ", following.removeprefix("is ")
    if _THE.search(text) and following.startswith("the "):  # the $\{y_t\}$ process
        following = following.removeprefix("the ")
    if text[-1:].isalnum() and _ORDINAL.match(following):
        return f"{text}-{following}"
    is_plural = text[-2:].isalpha() and len(text) > 1 and _PLURAL.match(following)
    is_apart = text[-1:].isalnum() and following[:1].isalnum() and not is_plural
    return f"{text} {following}" if is_apart else text + following
