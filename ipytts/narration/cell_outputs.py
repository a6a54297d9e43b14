"""Record the outputs of a running cell, and describe them when it has ended."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from ipytts.description.describer import describe, formatter_errors
from ipytts.description.detail import Detail
from ipytts.description.documents.printed.printed_text import PrintedText
from ipytts.description.safe_types import bases_of
from ipytts.description.wording import dates, phrases
from ipytts.narration.method_wrappers import MethodWrappers

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

_MAX_DISPLAYED = 3  # objects that are described
_MIN_DURATION = 1.0  # s; a shorter duration is "less than a second"
_LONG = 10.0  # s; a longer duration is rounded to whole seconds
# Names of classes whose objects are not described: scripts, sound, the playground, the result of `display`.
_NO_RESULTS = {"Javascript", "Audio", "DisplayHandle", "Playground", "ProgressBar"}


class CellOutputs:
    """What a running cell displays and prints, as outputs for `documents.outputs`; only the last are kept."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.elapsed = 0.0  # s, until `stop`
        self.clear()

    def clear(self) -> None:
        """Forget all outputs."""
        # By the id of the object, of the bundle or of the display.
        self._displayed: dict[int | str, dict[str, Any]] = {}
        self.displayed_before = 0  # number of outputs before those in `displayed`
        self._printed: dict[str, PrintedText] = {}  # by the name of the stream

    def add_object(self, shown: Any) -> None:
        """Record an object that is displayed; an object that is displayed again moves to the end."""
        if not _is_no_result(shown):
            self._add(id(shown), {"object": shown})

    def name_display(self, display_id: str) -> None:
        """Give the latest output the id of a display, and remove the one that had it: it was replaced."""
        if self._displayed:
            self._displayed[display_id] = self._displayed.pop(list(self._displayed)[-1])

    def add_bundle(self, data: Any, metadata: Any = None, **_: Any) -> None:
        """Record a MIME bundle that is displayed."""
        if isinstance(data, dict) and data:
            output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
            self._add(id(data), output)

    def _add(self, key: int, output: dict[str, Any]) -> None:
        self._displayed.pop(key, None)
        self._displayed[key] = output
        if len(self._displayed) > _MAX_DISPLAYED:
            del self._displayed[next(iter(self._displayed))]
            self.displayed_before += 1

    def add_printed(self, name: str, text: object) -> None:
        """Record text that is printed to a stream."""
        self._printed.setdefault(name, PrintedText()).add(str(text))

    @property
    def displayed(self) -> list[dict[str, Any]]:
        """The last outputs that were displayed, each once; the cell's value is among them."""
        return list(self._displayed.values())

    @property
    def printed(self) -> list[dict[str, Any]]:
        """The printed text, as an output for each stream."""
        return [{"output_type": "stream", "name": name, "text": text} for name, text in self._printed.items()]

    def stop(self) -> None:
        """Set `elapsed`."""
        self.elapsed = time.monotonic() - self._began


class OutputObserver:
    """Observes the outputs of a shell's running cells.

    IPython has no events for displayed, cleared and printed outputs. So some methods are wrapped while a
    cell is observed: the shell's formatting of objects, its publishing of bundles and clearing of outputs,
    and the writing to `sys.stdout` and `sys.stderr`. Bundles that the formatting of an object publishes or
    returns are not recorded beside the object.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._observed: list[CellOutputs] = []
        self._wrappers = MethodWrappers()
        self._formatting = 0  # objects, one within the other
        self._formatted: Any = None  # the latest bundle of an object

    def begin(self) -> CellOutputs:
        """Observe a new cell, and return its outputs, to which further ones are added while it runs."""
        if not self._observed:
            publisher = self._shell.display_pub
            self._wrappers.wrap(self._shell.display_formatter, "format", self._format)
            self._wrappers.wrap(publisher, "publish", self._publish)
            self._wrappers.wrap(publisher, "clear_output", self._clear)
            for name in ("stdout", "stderr"):
                self._wrappers.wrap(getattr(sys, name), "write", partial(self._write, name))
        self._observed.append(CellOutputs())
        return self._observed[-1]

    def end(self, outputs: CellOutputs) -> None:
        """Stop observing a cell."""
        outputs.stop()
        self._observed.remove(outputs)
        if not self._observed:
            self._wrappers.close()

    def _format(self, method: Callable[..., Any], shown: Any, *args: Any, **options: Any) -> Any:
        for outputs in self._observed if not self._formatting else ():
            outputs.add_object(shown)
        self._formatting += 1
        try:
            formatted = method(shown, *args, **options)
        finally:
            self._formatting -= 1
        self._formatted = formatted[0] if isinstance(formatted, tuple) else None
        return formatted

    def _publish(self, method: Callable[..., Any], data: Any = None, *args: Any, **options: Any) -> Any:
        display_id = (options.get("transient") or {}).get("display_id")
        for outputs in self._observed if not self._formatting else ():
            if data is not self._formatted:
                outputs.add_bundle(data, *args, **options)
            if display_id:
                outputs.name_display(display_id)
        return method(data, *args, **options)

    def _clear(self, method: Callable[..., Any], *args: Any, **options: Any) -> Any:
        for outputs in self._observed:
            outputs.clear()
        return method(*args, **options)

    def _write(self, name: str, method: Callable[..., Any], text: Any, *args: Any, **options: Any) -> Any:
        for outputs in self._observed:
            outputs.add_printed(name, text)
        return method(text, *args, **options)


def describe_cell(result: ExecutionResult, outputs: CellOutputs, detail: Detail) -> str | None:
    """Return words for the error of a cell, else its value, displayed outputs or printed text.

    None if the cell has none of these.
    """
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        return _describe([{"object": error}], detail)
    if not _is_no_result(result.result) and (text := _describe([{"object": result.result}], detail)):
        return text
    code = result.info.raw_cell or "" if result.info else ""
    if text := _describe(outputs.displayed, detail, code):
        count = len(outputs.displayed) + outputs.displayed_before
        return (
            f"The last {len(outputs.displayed)} of {count} results. {text}"
            if outputs.displayed_before
            else text
        )
    return _describe(outputs.printed, detail)


def describe_elapsed(seconds: float) -> str:
    """Return words for the running time of a cell, in seconds.

    Examples
    --------
    >>> describe_elapsed(125.4), describe_elapsed(31.2), describe_elapsed(2.44), describe_elapsed(0.002)
    ('2 minutes and 5 seconds', '31 seconds', '2.4 seconds', 'less than a second')
    """
    if seconds < _MIN_DURATION:
        return "less than a second"
    return dates.duration(round(seconds, 1 if seconds < _LONG else 0))


def _describe(outputs: list[dict[str, Any]], detail: Detail, code: str = "") -> str:
    # Loading it takes some 0.3 s, which a cell that is only observed should not wait for.
    from ipytts.description.documents.outputs import live_context, to_passages

    errors: list[BaseException] = []
    token = formatter_errors.set(errors)
    try:
        passages = to_passages(outputs, live_context(outputs, code), detail)
        text = " ".join(passage.text for passage in passages)
    except Exception as error:  # noqa: BLE001 - an error in a description must not fail the cell
        errors.append(error)
        text = "A result."
    finally:
        formatter_errors.reset(token)
    if not errors:
        return text
    return f"{text} Describing it in full failed: {describe(errors[0], 'brief')}"


def _is_no_result(what: Any) -> bool:
    return what is None or any(phrases.class_name(base) in _NO_RESULTS for base in bases_of(type(what)))
