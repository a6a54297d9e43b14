"""What a running cell shows and prints, and which of it is worth telling in the end."""

from __future__ import annotations

import contextlib
import re
import sys
import time
from typing import TYPE_CHECKING, Any

from ipytts.description.describer import formatter_errors
from ipytts.description.wording import dates, grammar, numbers, phrases, plain_text
from ipytts.narration.results import describe_result

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

    from ipytts.description.detail import Detail

_KEPT = 10_000  # characters of what was printed
_LINES: dict[Detail, int] = {"brief": 1, "normal": 3, "full": 10}  # printed ones that are told
_TOLD = 3  # displayed objects
_SOON = 1.0  # s; nobody wants to know how long what is quicker took
_RETURN = re.compile(r"[^\n]*\r(?!\n)")  # what a progress bar has written over
_LONG_FIGURE = re.compile(r"(?<![\w.])\d+\.\d{4,}(?![\w.])")
# What a page is shown that is no result: buttons, scripts, sound, and the handle that `display` returns.
_ASIDE = {"Widget", "DOMWidget", "Javascript", "Audio", "DisplayHandle", "ProgressBar"}


class CellOutputs:
    """What one cell shows and prints while it runs; of each, the end is kept.

    Attributes
    ----------
    shown : list
        The last objects that were displayed, each once; a value is among them.
    shown_before : int
        How many were displayed before those.
    elapsed : float
        How long it ran, in seconds; it runs until `stop` is called.
    """

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.elapsed = 0.0
        self.forget()

    def forget(self) -> None:
        """Take note that the output was cleared."""
        self._shown: dict[int, Any] = {}
        self.shown_before = 0
        self._pieces: list[str] = []
        self._length = 0

    def see(self, displayed: Any) -> None:
        """Take note of what is displayed; of what is displayed again, the last time counts."""
        if _is_aside(displayed):
            return
        self._shown.pop(id(displayed), None)
        self._shown[id(displayed)] = displayed
        if len(self._shown) > _TOLD:
            del self._shown[next(iter(self._shown))]
            self.shown_before += 1

    def read(self, text: object) -> None:
        """Take note of what is printed."""
        self._pieces.append(str(text))
        self._length += len(self._pieces[-1])
        if self._length > 2 * _KEPT:
            self._pieces = [self.printed]
            self._length = len(self._pieces[0])

    @property
    def shown(self) -> list[Any]:
        """The last objects that were displayed."""
        return list(self._shown.values())

    @property
    def printed(self) -> str:
        """The end of what was printed."""
        return "".join(self._pieces)[-_KEPT:]

    def stop(self) -> None:
        """Measure no more."""
        self.elapsed = time.monotonic() - self._began


class OutputRecorder:
    """Watches the running cells of a shell; while none is watched, nothing of it remains there.

    Parameters
    ----------
    shell : InteractiveShell
        IPython tells nobody what is displayed, cleared and printed. So while a cell is watched, three methods
        are covered by ours, which call them: how the shell formats an object, how it clears an output, and
        how `sys.stdout` writes.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._watches: list[CellOutputs] = []
        self._covers = contextlib.ExitStack()

    def begin(self) -> CellOutputs:
        """Watch one more cell."""
        if not self._watches:
            self._cover(self._shell.display_formatter, "format", CellOutputs.see)
            self._cover(self._shell.display_pub, "clear_output", lambda watch, _: watch.forget())
            self._cover(sys.stdout, "write", CellOutputs.read)
        self._watches.append(CellOutputs())
        return self._watches[-1]

    def end(self, watch: CellOutputs) -> None:
        """Watch a cell no more."""
        watch.stop()
        self._watches.remove(watch)
        if not self._watches:
            self._covers.close()

    def _cover(self, owner: Any, name: str, tell: Callable[[CellOutputs, Any], None]) -> None:
        method = getattr(owner, name)

        def cover(*args: Any, **kwargs: Any) -> Any:
            for watch in self._watches:
                tell(watch, next(iter((*args, *kwargs.values())), None))
            return method(*args, **kwargs)

        before = vars(owner).get(name)  # someone else's cover
        with contextlib.suppress(AttributeError):  # a stream may have no room for one
            setattr(owner, name, cover)
            self._covers.callback(_uncover, owner, name, cover, before)


def _uncover(owner: Any, name: str, cover: object, before: object) -> None:
    if vars(owner).get(name) is not cover:  # someone has covered it once more
        return
    if before is None:
        delattr(owner, name)
    else:
        setattr(owner, name, before)


def describe_outcome(result: ExecutionResult, watch: CellOutputs, detail: Detail) -> str | None:
    """Tell in words what came of a cell: never an exception.

    Parameters
    ----------
    result : ExecutionResult
        What IPython says of it.
    watch : Watch
        What it showed and printed.
    detail : {"brief", "normal", "full"}
        How much is told.

    Returns
    -------
    str or None
        The error; else the value; else what it displayed; else its last printed lines. None where there is
        nothing of it.
    """
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        return _described(error, detail)
    if not _is_aside(result.result):
        return _described(result.result, detail)
    if watch.shown:
        told = " ".join(_described(each, detail) for each in watch.shown)
        count = len(watch.shown) + watch.shown_before
        return f"The last {len(watch.shown)} of {count} results. {told}" if watch.shown_before else told
    return last_lines(watch.printed, _LINES[detail])


def how_long(seconds: float) -> str:
    """Say how long a cell took.

    Examples
    --------
    >>> how_long(125.4), how_long(2.04), how_long(0.002)
    ('2 minutes and 5 seconds', '2 seconds', 'less than a second')
    """
    return dates.duration(round(seconds, 1)) if seconds >= _SOON else "less than a second"


def last_lines(printed: str, most: int) -> str | None:
    r"""Tell the last lines that have something to say, each as a sentence; None where there is none.

    Examples
    --------
    >>> last_lines("Epoch 1\nEpoch 2\n\nloss: 0.0123456789\n", 2)
    'It printed, at the end: Epoch 2. Loss: 0.0123.'
    """
    lines = [plain_text.to_plain(line) for line in _RETURN.sub("", printed).splitlines()]
    lines = [line for line in lines if any(map(str.isalnum, line))]
    if not lines:
        return None
    told = " ".join(grammar.sentence(_LONG_FIGURE.sub(_rounded, line)) for line in lines[-most:])
    return f"It printed{', at the end' if len(lines) > most else ''}: {told}"


def _rounded(figure: re.Match[str]) -> str:
    return numbers.number(float(figure[0]))


def _described(what: Any, detail: Detail) -> str:
    failed: list[BaseException] = []
    token = formatter_errors.set(failed)
    try:
        said = describe_result(what, detail)
    except Exception as error:  # noqa: BLE001 - whatever it is, the cell is not to be harmed
        failed.append(error)
        said = grammar.sentence(grammar.with_article(phrases.class_name(type(what))))
    finally:
        formatter_errors.reset(token)
    if not failed:
        return said
    return f"{said} It is told so because describing it failed: {describe_result(failed[0], 'brief')}"


def _is_aside(what: Any) -> bool:
    bases: tuple[type, ...] = type.__dict__["__mro__"].__get__(type(what))  # whatever its metaclass claims
    return what is None or any(phrases.class_name(base) in _ASIDE for base in bases)
