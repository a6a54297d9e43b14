"""Describe the errors of saved cells, from their traceback, in the words of `formatters.exceptions`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.documents.notebook_json import as_text
from ipytts.description.wording import errors, grammar, plain_text
from ipytts.description.wording.phrase import Description, Words, phrase

_MAX_READ = 200_000  # characters of a traceback
_MAX_MESSAGE = 5_000  # characters of a message that are read
_CHAINED = {  # what a traceback says between an error and the one before it
    "The above exception was the direct cause of the following exception:": "it was caused by",
    "During handling of the above exception, another exception occurred:": "it arose while handling",
}
_CHAIN = re.compile(rf"^({'|'.join(map(re.escape, _CHAINED))})$", re.MULTILINE)
_CELL_LINE = re.compile(r"^\s*Cell In\s?\[\d+\], line (\d+)", re.MULTILINE)
_CELL_FRAME = re.compile(
    r"^\s*(?:File )?(?:<ipython-input-\S+>|\S*ipykernel_\d+\S*\.py)(?: in |:\d+)", re.MULTILINE
)
_ARROW = re.compile(r"^-+>\s*(\d+)\b", re.MULTILINE)
_NAMED = re.compile(r"^((?:[a-z_]\w*\.)*[A-Z]\w*)(?:: (.*))?$", re.MULTILINE)
_NO_CLASSES = ("LoadError", "ERROR", "Error")  # names that say nothing
_CLASS = re.compile(r"(?:\w+\.)*([A-Z]\w*(?:Error|Exception)): ")
_R_ERROR = re.compile(r"\AError(?: in \S+)?: ")
_STACK = re.compile(r"\n\s+at \S+\(.*", re.DOTALL)  # of .NET
_ERRNO = re.compile(r"\[(?:Errno|WinError) \d+\] (.*?)(?:: (['\"])(.*)\2)?", re.DOTALL)
_SYNTAX_PLACE = re.compile(r"(.*?) \(([^()]*), line (\d+)\)", re.DOTALL)
_SYNTAX_ERRORS = ("SyntaxError", "IndentationError", "TabError")


def describe_error(output: Mapping[str, Any], detail: Detail) -> Description:
    """Return an error of a cell in words: its class, its line, its message, and what caused it.

    Examples
    --------
    >>> traceback = ["Cell In[1], line 2", "----> 2 1 / 0", "ZeroDivisionError: division by zero"]
    >>> saved = {"ename": "ZeroDivisionError", "evalue": "division by zero", "traceback": traceback}
    >>> str(describe_error(saved, "normal"))
    'Zero division error in line 2 of the cell: division by zero.'
    """
    name = plain_text.to_plain(as_text(output.get("ename")), 100)
    value = plain_text.strip_ansi(as_text(output.get("evalue"))[:_MAX_MESSAGE])
    name, value = _of_other_languages(name, value)
    lines = [line if line.endswith("\n") else f"{line}\n" for line in _lines(output.get("traceback"))]
    traceback = plain_text.strip_ansi("".join(lines)[:_MAX_READ])
    *before, last = _CHAIN.split(traceback)
    message = errors.after_colon(_message(name, value), errors.MESSAGE_LENGTHS[detail])
    kind = errors.describe_kind(name) if name else "error"
    sentences: list[Words] = [phrase("{}{}{}", kind, _place(name, value, last), message)]
    if detail != "brief":
        sentences += _causes(before, most=3 if detail == "full" else 1)
    return Description.of(sentences)


def _of_other_languages(name: str, value: str) -> tuple[str, str]:
    """Return the class and the message of an error of Julia, R or .NET, whose class stands in its message."""
    value = _STACK.split(value)[0]
    if name not in _NO_CLASSES:
        return name, value
    if found := _CLASS.match(value):
        return found[1], value[found.end() :]
    return "Error", _R_ERROR.sub("", value)


def _lines(traceback: Any) -> list[str]:
    return [line for line in traceback if isinstance(line, str)] if isinstance(traceback, list) else []


def _message(name: str, value: str) -> str:
    if name in _SYNTAX_ERRORS and (found := _SYNTAX_PLACE.fullmatch(value)):
        return plain_text.to_plain(found[1])
    if name == "KeyError" and (key := _literal(value)) is not None and errors.is_key(key):
        return errors.describe_missing_key(key)
    if found := _ERRNO.fullmatch(value):
        return plain_text.to_plain(", ".join(filter(None, (found[1], found[3]))))
    return plain_text.to_plain(plain_text.without_address(value)).strip(" .")


def _literal(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None


def _place(name: str, value: str, traceback: str) -> Words:
    """Return the line of the cell that raised an error; empty if the traceback has no such line."""
    if name in _SYNTAX_ERRORS and (found := _SYNTAX_PLACE.fullmatch(value)):
        return errors.describe_place(int(found[3]), "the cell")
    if found := _CELL_LINE.search(traceback):
        return errors.describe_place(int(found[1]), "the cell")
    if (frame := _CELL_FRAME.search(traceback)) and (found := _ARROW.search(traceback, frame.end())):
        return errors.describe_place(int(found[1]), "the cell")
    return ""


def _causes(before: list[str], most: int) -> Iterator[str]:
    """Yield the earlier errors, the latest first; `before` has the words of `_CHAINED` after each part."""
    for part, words in list(zip(before[::2], before[1::2], strict=True))[::-1][:most]:
        named = _NAMED.findall(part)
        if not named:
            return
        name, message = named[-1]
        name = name.rpartition(".")[2]
        kind = grammar.with_article(errors.describe_kind(name))
        yield f"{_CHAINED[words]} {kind}{errors.after_colon(_message(name, message), errors.CAUSE_LENGTH)}"
