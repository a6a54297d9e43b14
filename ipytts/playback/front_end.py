"""The front end that shows output: a page, a terminal, a program, or none."""

from __future__ import annotations

from enum import Enum

from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.getipython import get_ipython


class FrontEnd(Enum):
    """What shows the output of the code that runs."""

    PAGE = "page"  #: a kernel's front end, such as JupyterLab
    TERMINAL = "terminal"  #: IPython's own terminal
    PROGRAM = "program"  #: a program, such as nbclient, that runs a notebook, or a capture of output
    NONE = "none"  #: Python outside of IPython

    @property
    def is_interactive(self) -> bool:
        """Whether a person sees output in it while the code runs."""
        return self in (FrontEnd.PAGE, FrontEnd.TERMINAL)


def current_front_end() -> FrontEnd:
    """Return what shows the output of the code that runs now."""
    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    if shell is not None and kernel is not None:
        if isinstance(shell.display_pub, CapturingDisplayPublisher):  # as under %%capture
            return FrontEnd.PROGRAM
        # Front ends with a person in front of them can ask for input; programs cannot.
        return FrontEnd.PAGE if getattr(kernel, "_allow_stdin", True) else FrontEnd.PROGRAM
    # By name, because importing the class is slow.
    is_terminal = any(kind.__name__ == "TerminalInteractiveShell" for kind in type(shell).__mro__)
    return FrontEnd.TERMINAL if is_terminal else FrontEnd.NONE
