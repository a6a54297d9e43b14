"""Words for errors, live ones and those in saved notebooks."""

from __future__ import annotations

from ipytts.description.wording import phrases, plain_text
from ipytts.description.wording.facts import number_fact
from ipytts.description.wording.phrase import Phrase, phrase

MESSAGE_LENGTHS = {"brief": 120, "normal": 400, "full": 1000}  # characters, by detail
CAUSE_LENGTH = 150  # characters of the message of a cause
_KEY_LENGTH = 60  # characters; a longer text is a message and not a key


def describe_kind(class_name: str) -> str:
    """Return the name of an error's class in words.

    Examples
    --------
    >>> describe_kind("ZeroDivisionError"), describe_kind("KeyboardInterrupt")
    ('zero division error', 'interrupted')
    """
    if class_name == "KeyboardInterrupt":
        return "interrupted"
    return phrases.split_class_name(class_name.lstrip("_"))


def describe_place(line: int | None, file: str) -> Phrase:
    """Return the line that raised an error: " in line 3 of the cell"."""
    return phrase(" in line {} of {}", number_fact(line or 0, "line number", text=str(line)), file)


def after_colon(message: str, length: int) -> str:
    """Return a message of at most `length` characters after a colon; nothing for an empty one."""
    return f": {plain_text.shorten(message, length)}" if message else ""


def is_key(key: object) -> bool:
    """Return whether the argument of a `KeyError` is a key and not a message."""
    is_short = type(key) is str and len(key) <= _KEY_LENGTH and "\n" not in key
    return is_short or type(key) in (int, float, bool)


def describe_missing_key(key: object) -> str:
    """Return the message of a `KeyError` for a key."""
    return f"there is no key {phrases.value(key)}"
