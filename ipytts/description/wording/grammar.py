"""Articles, lists and sentences."""

from __future__ import annotations

from collections.abc import Iterable


def with_article(noun: str) -> str:
    """Return a noun with its indefinite article.

    Examples
    --------
    >>> with_article("table"), with_article("array"), with_article("hour"), with_article("user")
    ('a table', 'an array', 'an hour', 'a user')
    """
    first = noun[:1].lower()
    silent_h = noun.startswith(("hour", "honest"))
    spelled = noun[:2].isupper() and noun[0] in "FHLMNRSX"  # an SVC, an HTML page
    vowel = first in "aeiou" and not noun.lower().startswith(("uni", "use", "one", "eu"))
    return f"an {noun}" if vowel or silent_h or spelled else f"a {noun}"


def are(count: int) -> str:
    """Return "is" for one thing, else "are"."""
    return "is" if count == 1 else "are"


def join(items: Iterable[str], last: str = "and") -> str:
    """Return items as one phrase, with commas and a conjunction before the last.

    Examples
    --------
    >>> join(["a", "b", "c"]), join(["a", "b"]), join(["a"])
    ('a, b and c', 'a and b', 'a')
    """
    items = list(items)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(text: str) -> str:
    """Return a text with a capital at its start and a full stop at its end; a name such as pH or a_b stays.

    Examples
    --------
    >>> sentence("a table of 3 rows"), sentence("Is it new?"), sentence("pH 7"), sentence("a_b 7")
    ('A table of 3 rows.', 'Is it new?', 'pH 7.', 'a_b 7.')
    """
    text = text.strip()
    after_first_letter = text.split(" ", 1)[0][1:]
    is_name = "_" in after_first_letter or after_first_letter != after_first_letter.lower()
    return end_sentence(text if is_name else text[:1].upper() + text[1:])


def end_sentence(text: str) -> str:
    """Return a text with a full stop at its end, unless it ends with another mark."""
    has_end = not text or text.rstrip("\"')”").endswith((".", "!", "?", "…"))
    return text if has_end else f"{text}."


def paragraph(*texts: str) -> str:
    """Return texts as sentences, one after another, without the empty ones."""
    return " ".join(sentence(text) for text in texts if text)
