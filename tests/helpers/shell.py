"""A real IPython shell for tests that type."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Ran:
    """What became of a cell."""

    result: Any
    error: BaseException | None
    shown: list[Any]  # what `display` and the display hook were given
    printed: str  # both streams; a traceback too


@dataclass(frozen=True)
class Shell:
    """Runs cells as a person would."""

    ip: InteractiveShell

    def run(self, *lines: str) -> Ran:
        """Run one cell."""
        with capture_output() as captured:
            result = self.ip.run_cell("\n".join(lines), store_history=True)
        return Ran(
            result.result,
            result.error_before_exec or result.error_in_exec,
            captured.outputs,
            captured.stdout + captured.stderr,
        )

    def value(self, *lines: str) -> Any:
        """Return what a cell gives, which must not fail."""
        ran = self.run(*lines)
        assert ran.error is None, ran.printed
        return ran.result


def new_shell() -> Iterator[InteractiveShell]:
    """Yield the shell of a test module."""
    vars(builtins).pop("_", None)  # doctests leave it there, and IPython leaves `_` alone then
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    yield InteractiveShell.instance(config=config)
    InteractiveShell.clear_instance()
