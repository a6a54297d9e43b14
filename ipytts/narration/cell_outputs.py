"""Record the outputs of a running cell, and describe them when it has ended."""

from __future__ import annotations

import contextlib
import re
import sys
import time
from typing import TYPE_CHECKING, Any

from ipytts.description.describer import describe, formatter_errors
from ipytts.description.safe_types import bases_of
from ipytts.description.wording import dates, grammar, numbers, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

    from ipytts.description.detail import Detail

_MAX_PRINTED = 10_000  # characters that are kept
_MAX_LINES: dict[Detail, int] = {"brief": 1, "normal": 3, "full": 10}  # printed lines that are described
_MAX_DISPLAYED = 3  # objects that are described
_MIN_DURATION = 1.0  # s; a shorter duration is "less than a second"
_OVERWRITTEN = re.compile(r"[^\n]*\r(?!\n)")  # by a progress bar
_LONG_DECIMAL = re.compile(r"(?<![\w.])\d+\.\d{4,}(?![\w.])")
# Names of classes whose objects are not described: controls, scripts, sound, and the result of `display`.
_NO_RESULTS = {"Widget", "DOMWidget", "Javascript", "Audio", "DisplayHandle", "ProgressBar"}


class CellOutputs:
    """The objects and the text that a running cell displays and prints; only the last of each are kept."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.elapsed = 0.0  # s, until `stop`
        self.clear()

    def clear(self) -> None:
        """Forget all outputs."""
        self._displayed: dict[int, Any] = {}  # by id
        self.displayed_before = 0  # number of objects before those in `displayed`
        self._pieces: list[str] = []
        self._length = 0

    def add_displayed(self, displayed: Any) -> None:
        """Record an object that is displayed; an object that is displayed again moves to the end."""
        if _is_no_result(displayed):
            return
        self._displayed.pop(id(displayed), None)
        self._displayed[id(displayed)] = displayed
        if len(self._displayed) > _MAX_DISPLAYED:
            del self._displayed[next(iter(self._displayed))]
            self.displayed_before += 1

    def add_printed(self, text: object) -> None:
        """Record printed text."""
        self._pieces.append(str(text))
        self._length += len(self._pieces[-1])
        if self._length > 2 * _MAX_PRINTED:
            self._pieces = [self.printed]
            self._length = len(self._pieces[0])

    @property
    def displayed(self) -> list[Any]:
        """The last objects that were displayed, each once; the cell's value is among them."""
        return list(self._displayed.values())

    @property
    def printed(self) -> str:
        """The end of the printed text."""
        return "".join(self._pieces)[-_MAX_PRINTED:]

    def stop(self) -> None:
        """Set `elapsed`."""
        self.elapsed = time.monotonic() - self._began


class OutputObserver:
    """Observes the outputs of a shell's running cells.

    IPython has no events for displayed, cleared and printed outputs. So three methods are wrapped while a
    cell is observed: the shell's formatting of objects and clearing of outputs, and `sys.stdout.write`.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._observed: list[CellOutputs] = []
        self._wrappers = contextlib.ExitStack()

    def begin(self) -> CellOutputs:
        """Observe a new cell, and return its outputs, to which further ones are added while it runs."""
        if not self._observed:
            self._wrap(self._shell.display_formatter, "format", CellOutputs.add_displayed)
            self._wrap(self._shell.display_pub, "clear_output", lambda outputs, _: outputs.clear())
            self._wrap(sys.stdout, "write", CellOutputs.add_printed)
        self._observed.append(CellOutputs())
        return self._observed[-1]

    def end(self, outputs: CellOutputs) -> None:
        """Stop observing a cell."""
        outputs.stop()
        self._observed.remove(outputs)
        if not self._observed:
            self._wrappers.close()

    def _wrap(self, owner: Any, name: str, add: Callable[[CellOutputs, Any], None]) -> None:
        method = getattr(owner, name)

        def wrapper(*args: Any, **kwargs: Any) -> Any:
            for outputs in self._observed:
                add(outputs, next(iter((*args, *kwargs.values())), None))
            return method(*args, **kwargs)

        before = vars(owner).get(name)  # another wrapper
        with contextlib.suppress(AttributeError):  # a stream may take no attributes
            setattr(owner, name, wrapper)
            self._wrappers.callback(_unwrap, owner, name, wrapper, before)


def _unwrap(owner: Any, name: str, wrapper: object, before: object) -> None:
    if vars(owner).get(name) is not wrapper:  # another package has wrapped it again
        return
    if before is None:
        delattr(owner, name)
    else:
        setattr(owner, name, before)


def describe_cell(result: ExecutionResult, outputs: CellOutputs, detail: Detail) -> str | None:
    """Return words for the error of a cell, else its value, displayed objects or last printed lines.

    None if the cell has none of these.
    """
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        return _describe(error, detail)
    if not _is_no_result(result.result):
        return _describe(result.result, detail)
    if displayed := outputs.displayed:
        text = " ".join(_describe(each, detail) for each in displayed)
        count = len(displayed) + outputs.displayed_before
        return f"The last {len(displayed)} of {count} results. {text}" if outputs.displayed_before else text
    return describe_printed(outputs.printed, _MAX_LINES[detail])


def describe_elapsed(seconds: float) -> str:
    """Return words for the running time of a cell, in seconds.

    Examples
    --------
    >>> describe_elapsed(125.4), describe_elapsed(2.04), describe_elapsed(0.002)
    ('2 minutes and 5 seconds', '2 seconds', 'less than a second')
    """
    return dates.duration(round(seconds, 1)) if seconds >= _MIN_DURATION else "less than a second"


def describe_printed(printed: str, max_lines: int) -> str | None:
    r"""Return the last lines of printed text that have words, as sentences; None if there are none.

    Examples
    --------
    >>> describe_printed("Epoch 1\nEpoch 2\n\nloss: 0.0123456789\n", 2)
    'It printed, at the end: Epoch 2. Loss: 0.0123.'
    """
    lines = [plain_text.to_plain(line) for line in _OVERWRITTEN.sub("", printed).splitlines()]
    lines = list(filter(plain_text.has_words, lines))
    if not lines:
        return None
    text = " ".join(grammar.sentence(_LONG_DECIMAL.sub(_rounded, line)) for line in lines[-max_lines:])
    return f"It printed{', at the end' if len(lines) > max_lines else ''}: {text}"


def _rounded(decimal: re.Match[str]) -> str:
    return numbers.number(float(decimal[0]))


def _describe(what: Any, detail: Detail) -> str:
    errors: list[BaseException] = []
    token = formatter_errors.set(errors)
    try:
        text = describe(what, detail)
    except Exception as error:  # noqa: BLE001 - an error in a description must not fail the cell
        errors.append(error)
        text = grammar.sentence(grammar.with_article(phrases.class_name(type(what))))
    finally:
        formatter_errors.reset(token)
    if not errors:
        return text
    return f"{text} Describing it in full failed: {describe(errors[0], 'brief')}"


def _is_no_result(what: Any) -> bool:
    return what is None or any(phrases.class_name(base) in _NO_RESULTS for base in bases_of(type(what)))
