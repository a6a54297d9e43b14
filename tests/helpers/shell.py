"""A real IPython shell for tests that run cells."""

from __future__ import annotations

import builtins
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class CellRun:
    """The result and the output of a cell."""

    result: Any
    error: BaseException | None
    shown: list[Any]  # the objects that were displayed
    printed: str  # both streams, with a traceback


@dataclass(frozen=True)
class Shell:
    """Runs cells as a person would."""

    ip: InteractiveShell

    def run(self, *lines: str) -> CellRun:
        """Run one cell."""
        with capture_output() as captured:
            result = self.ip.run_cell("\n".join(lines), store_history=True)
        return CellRun(
            result.result,
            result.error_before_exec or result.error_in_exec,
            captured.outputs,
            captured.stdout + captured.stderr,
        )

    def value(self, *lines: str) -> Any:
        """Run one cell, which must not fail, and return its result."""
        ran = self.run(*lines)
        assert ran.error is None, ran.printed
        return ran.result


def new_shell() -> Iterator[InteractiveShell]:
    """Yield the shell of a test module."""
    vars(builtins).pop("_", None)  # left by doctests; IPython would not set `_` then
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    main = sys.modules["__main__"]
    yield InteractiveShell.instance(config=config)
    InteractiveShell.clear_instance()
    sys.modules["__main__"] = main  # the shell replaced it, and processes that are spawned look into it
