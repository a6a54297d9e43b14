"""Errors: their kind, what they say, and where in the cell they arose."""

from __future__ import annotations

import builtins
import re
import traceback
from typing import TYPE_CHECKING, Any

from ipytts.description import time_limit
from ipytts.description.wording import grammar, numbers, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipytts.description.detail import Detail, Formatter

# What IPython and ipykernel call the code of a cell.
_CELL = re.compile(r"^<ipython-input-\d+-\w+>$|[/\\]ipykernel_\d+[/\\]\d+\.py$")
_MESSAGE: dict[Detail, int] = {"brief": 120, "normal": 400, "full": 1000}  # characters
_CAUSES = 3
_PARTS = 3  # errors of a group, and notes, that are told
_GROUP: Any = getattr(builtins, "BaseExceptionGroup", ())  # since Python 3.11


def tell(error: BaseException, detail: Detail) -> str:
    """Tell an error; in full, also how it came to that line, and what it was caused by."""
    return grammar.paragraph(*_told(error, detail))


def _told(error: BaseException, detail: Detail) -> Iterator[str]:
    message = plain_text.shorten(_message(error), _MESSAGE[detail])
    yield f"{_kind(error)}{_where(error)}{f': {message}' if message else ''}"
    if detail == "brief":
        return
    yield from _parts(error)
    if detail == "full":
        yield _way(error)
    for note in BaseException.__getattribute__(error, "__dict__").get("__notes__", ())[:_PARTS]:
        yield f"note: {phrases.value(note, 200)}"
    yield from _causes(error, _CAUSES if detail == "full" else 1)


def _kind(error: BaseException) -> str:
    if type(error) is KeyboardInterrupt:
        return "interrupted"
    return phrases.split_class_name(phrases.class_name(type(error)).lstrip("_"))


def _message(error: BaseException) -> str:
    """Return what an error says, without what is told elsewhere."""
    if isinstance(error, SyntaxError):
        return plain_text.to_plain(str(error.msg or ""))
    if isinstance(error, KeyError) and len(error.args) == 1:
        return (
            f"there is no key {phrases.value(error.args[0])}"
            if _is_key(error.args[0])
            else _first_lines(error)
        )
    if isinstance(error, OSError) and error.strerror:
        file = f", {plain_text.to_plain(str(error.filename), 120)}" if error.filename is not None else ""
        return plain_text.to_plain(error.strerror) + file
    return _first_lines(error)


def _is_key(key: Any) -> bool:
    return type(key) in (int, float, bool) or (type(key) is str and len(key) <= 60 and "\n" not in key)


def _first_lines(error: BaseException) -> str:
    if issubclass(type(error), _GROUP) and type(error.args[0]) is str:
        return plain_text.to_plain(error.args[0])
    return plain_text.to_plain(time_limit.ask(lambda: str(error)) or "").strip(" .")


def _where(error: BaseException) -> str:
    """Say the line of the cell, of a script, or of the text that is no Python."""
    if isinstance(error, SyntaxError) and error.lineno:
        return f" in line {error.lineno} of {_file(error.filename or '')}"
    frames = traceback.extract_tb(error.__traceback__)
    return f" in line {_cell_frame(frames).lineno} of {_file(_cell_frame(frames).filename)}" if frames else ""


def _cell_frame(frames: traceback.StackSummary) -> traceback.FrameSummary:
    """Return the frame of the cell that ran, which is the first; without a cell the innermost frame."""
    return next((frame for frame in frames if _CELL.search(frame.filename)), frames[-1])


def _file(name: str) -> str:
    if (
        not name
        or _CELL.search(name)
        or name.startswith(("<ipython-input", "<unknown", "<string", "<fstring"))
    ):
        return "the cell"
    return phrases.name(re.split(r"[/\\]", name.strip("<>"))[-1], 60)


def _way(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames or frames[-1] is _cell_frame(frames):
        return ""
    last = frames[-1]
    place = "another cell" if _CELL.search(last.filename) else _file(last.filename)
    if last.filename == _cell_frame(frames).filename:
        place = "the same cell"
    return f"it was raised in {phrases.name(last.name)}, line {last.lineno} of {place}"


def _causes(error: BaseException, most: int) -> Iterator[str]:
    seen = {id(error)}
    for _ in range(most):
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is None or id(cause) in seen:
            return
        seen.add(id(cause))
        how = "it was caused by" if error.__cause__ else "it arose while handling"
        message = plain_text.shorten(_message(cause), 150)
        yield f"{how} {grammar.with_article(_kind(cause))}{f': {message}' if message else ''}"
        error = cause


def _parts(error: BaseException) -> Iterator[str]:
    """Yield the errors of a group."""
    if not issubclass(type(error), _GROUP):
        return
    parts: Sequence[BaseException] = _GROUP.exceptions.__get__(error)
    told = [f"{_kind(part)}, {plain_text.shorten(_message(part), 100)}" for part in parts[:_PARTS]]
    left = f"; and {numbers.number(len(parts) - _PARTS)} more" if len(parts) > _PARTS else ""
    yield f"it holds {numbers.with_noun(len(parts), 'error')}: {'; '.join(told)}{left}"


FORMATTERS: Mapping[type, Formatter] = {BaseException: tell}
