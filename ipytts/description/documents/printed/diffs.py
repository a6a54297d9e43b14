"""Describe the changes that ``git diff`` shows, and the conflicts that ``git merge`` marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.documents.speakable.speakable_text import as_sentence, to_speakable
from ipytts.description.wording import numbers, plain_text

_MAX_LINES = 6  # removed, or added, one after another, that are read
_FILE = re.compile(r"diff --git a/\S+ b/(\S+)|\+\+\+ (?:b/)?([^\s/]\S*)(?:\t.*)?")
_HEADER = re.compile(
    r"diff --git |index [0-9a-f]+\.\.|--- |\+\+\+ |@@ |(?:new|deleted) file mode|(?:old|new) mode |similarity"
    r"|rename (?:from|to) |\\ No newline"
)
_KINDS = {"+": "added", "-": "removed"}
_CONFLICT = re.compile(
    r"^<{7} (?P<ours>.*)\n(?P<first>(?:.*\n)*?)(?:\|{7}.*\n(?:.*\n)*?)?={7}\n"
    r"(?P<second>(?:.*\n)*?)>{7} (?P<theirs>.*)$",
    re.MULTILINE,
)
_NOTHING = "nothing\n"


def describe_diff(text: str, detail: Detail) -> str:
    r"""Return the changes that a text shows file by file; empty for a text that shows none.

    Examples
    --------
    >>> describe_diff("--- a/birds.txt\n+++ b/birds.txt\n@@ -1,2 +1,2 @@\n gull\n-tern\n+auk\n", "normal")
    'Changes in birds.txt: removed: tern; added: auk.'
    """
    lines = [plain_text.strip_ansi(line) for line in text.split("\n")]
    if not any(line.startswith(("diff --git ", "@@ ")) for line in lines):
        return ""
    return plain_text.shorten(describe_changes(text), LENGTHS[detail])


def describe_changes(text: str) -> str:
    r"""Return the lines that are added and removed; the text is known to be a diff.

    Examples
    --------
    >>> describe_changes('  {\n-  "count": 1,\n+  "count": 2,\n  }')
    'Removed: "count": 1; added: "count": 2.'
    """
    lines = [plain_text.strip_ansi(line) for line in text.split("\n")]
    sentences: list[str] = []
    opening, changes = "", list[str]()
    for is_header, group in groupby(lines, lambda line: bool(_HEADER.match(line))):
        if not is_header:
            changes += _changes(list(group))
            continue
        names = [found[1] or found[2] for line in group if (found := _FILE.fullmatch(line))]
        if names:
            sentences += _sentence(opening, changes)
            opening, changes = f"Changes in {to_speakable(names[-1])}: ", []
    return " ".join([*sentences, *_sentence(opening, changes)])


def _sentence(opening: str, changes: list[str]) -> list[str]:
    text = f"{opening}{'; '.join(changes)}" if changes else opening.removesuffix(": ")
    return [as_sentence(f"{text[:1].upper()}{text[1:]}")] if text else []


def _changes(lines: list[str]) -> Iterator[str]:
    """Yield what is removed and what is added, in the order of the lines."""
    for kind, group in groupby(lines, lambda line: _KINDS.get(line[:1], "")):
        texts = [words for line in group if (words := to_speakable(line[1:]).rstrip(",;"))]
        if kind and texts:
            more = f" and {numbers.with_noun(len(texts) - _MAX_LINES, 'more line')}"
            yield f"{kind}: {', '.join(texts[:_MAX_LINES])}{more if len(texts) > _MAX_LINES else ''}"


def with_named_conflicts(text: str) -> str:
    r"""Return a text in which the marks of a conflict are words.

    Examples
    --------
    >>> with_named_conflicts("gull\n<<<<<<< HEAD\ntern\n=======\nauk\n>>>>>>> birds\n")
    'gull\nConflict. In HEAD:\ntern\nIn birds:\nauk\nEnd of the conflict.\n'
    """
    return _CONFLICT.sub(_name_conflict, text)


def _name_conflict(found: re.Match[str]) -> str:
    first, second = (found[side] or _NOTHING for side in ("first", "second"))
    ours, theirs = found["ours"].strip(), found["theirs"].strip()
    return f"Conflict. In {ours}:\n{first}In {theirs}:\n{second}End of the conflict."
