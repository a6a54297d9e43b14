"""Describe errors: their class, their message, and the line of the cell that raised them."""

from __future__ import annotations

import builtins
import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ipytts.description import time_limit
from ipytts.description.detail import Detail, Formatter
from ipytts.description.wording import errors, grammar, phrases, plain_text
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Words, phrase

# The file names that IPython and ipykernel give to the code of a cell.
_CELL = re.compile(r"^<ipython-input-\d+-\w+>$|[/\\]ipykernel_\d+[/\\]\d+\.py$")
_CELL_NAMES = ("<ipython-input", "<unknown", "<string", "<fstring")
_CAUSES = 3  # causes of an error in full detail
_LISTED = 3  # errors of a group, and notes of an error
_NOTE_LENGTH, _PART_LENGTH = 200, 100  # characters of a message
_FILE_LENGTH = 120  # characters
_GROUP: Any = getattr(builtins, "BaseExceptionGroup", ())  # since Python 3.11


def describe_error(error: BaseException, detail: Detail) -> Description:
    """Return an error in words; in full detail also the function that raised it, and more causes."""
    return Description.of(_sentences(error, detail))


def _sentences(error: BaseException, detail: Detail) -> Iterator[Words]:
    message = errors.after_colon(_message(error), errors.MESSAGE_LENGTHS[detail])
    yield phrase("{}{}{}", _kind(error), _line(error), message)
    if detail == "brief":
        return
    yield from _grouped_errors(error)
    if detail == "full":
        yield _raised_in(error)
    for note in BaseException.__getattribute__(error, "__dict__").get("__notes__", ())[:_LISTED]:
        yield f"note: {phrases.value(note, _NOTE_LENGTH)}"
    yield from _causes(error, _CAUSES if detail == "full" else 1)


def _kind(error: BaseException) -> str:
    return errors.describe_kind(phrases.class_name(type(error)))


def _message(error: BaseException) -> str:
    """Return the message of an error, without the line number, which `_line` gives."""
    if isinstance(error, SyntaxError):
        return plain_text.to_plain(str(error.msg or ""))
    if isinstance(error, KeyError) and len(error.args) == 1 and errors.is_key(error.args[0]):
        return errors.describe_missing_key(error.args[0])
    if isinstance(error, OSError) and error.strerror:
        file = (
            f", {plain_text.to_plain(str(error.filename), _FILE_LENGTH)}"
            if error.filename is not None
            else ""
        )
        return plain_text.to_plain(error.strerror) + file
    if issubclass(type(error), _GROUP) and type(error.args[0]) is str:
        return plain_text.to_plain(error.args[0])
    message = time_limit.call(lambda: str.__str__(str(error)), str) or ""
    return plain_text.to_plain(plain_text.without_address(message)).strip(" .")


def _line(error: BaseException) -> Words:
    """Return the line of the cell or script that raised an error, or that has a syntax error."""
    if isinstance(error, SyntaxError) and error.lineno:
        return errors.describe_place(error.lineno, _file(error.filename or ""))
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return ""
    frame = _cell_frame(frames)
    return errors.describe_place(frame.lineno, _file(frame.filename))


def _cell_frame(frames: traceback.StackSummary) -> traceback.FrameSummary:
    """Return the first frame of a cell, which is the cell that ran; without one, the innermost frame."""
    return next((frame for frame in frames if _CELL.search(frame.filename)), frames[-1])


def _file(name: str) -> str:
    if not name or _CELL.search(name) or name.startswith(_CELL_NAMES):
        return "the cell"
    return phrases.value(re.split(r"[/\\]", name.strip("<>"))[-1])


def _raised_in(error: BaseException) -> Words:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames or frames[-1] is _cell_frame(frames):
        return ""
    last = frames[-1]
    file = "another cell" if _CELL.search(last.filename) else _file(last.filename)
    if last.filename == _cell_frame(frames).filename:
        file = "the same cell"
    return phrase("it was raised in {},{}", phrases.name(last.name), errors.describe_place(last.lineno, file))


def _causes(error: BaseException, most: int) -> Iterator[str]:
    seen = {id(error)}
    for _ in range(most):
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is None or id(cause) in seen:
            return
        seen.add(id(cause))
        how = "it was caused by" if error.__cause__ else "it arose while handling"
        message = errors.after_colon(_message(cause), errors.CAUSE_LENGTH)
        yield f"{how} {grammar.with_article(_kind(cause))}{message}"
        error = cause


def _grouped_errors(error: BaseException) -> Iterator[Words]:
    if not issubclass(type(error), _GROUP):
        return
    parts: Sequence[BaseException] = _GROUP.exceptions.__get__(error)
    listed = [
        f"{_kind(part)}, {plain_text.shorten(_message(part), _PART_LENGTH)}" for part in parts[:_LISTED]
    ]
    others = number_fact(len(parts) - _LISTED, "count of others")
    more = phrase("; and {} more", others) if len(parts) > _LISTED else ""
    yield phrase("it holds {}: {}{}", counted(len(parts), "error", "size"), "; ".join(listed), more)


FORMATTERS: Mapping[type, Formatter] = {BaseException: describe_error}
