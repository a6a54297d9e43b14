"""Where what is shown is seen: in a page, in a terminal, or by nobody."""

from __future__ import annotations

from typing import Literal

from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.getipython import get_ipython

FrontEnd = Literal["page", "terminal", "nobody"]


def front_end() -> FrontEnd | None:
    """Tell where what is shown is seen.

    Returns
    -------
    str or None
        ``page`` behind a kernel; ``terminal`` in IPython's own; ``nobody`` where a program, such as nbclient,
        runs a notebook, or what is shown is captured; None outside of IPython.
    """
    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    if shell is not None and kernel is not None:
        if isinstance(shell.display_pub, CapturingDisplayPublisher):  # as under %%capture
            return "nobody"
        # Front ends that show a notebook to a person can ask that person; programs cannot.
        return "page" if getattr(kernel, "_allow_stdin", True) else "nobody"
    # By its name: the class is loaded where it is used, and costs much where it is not.
    is_terminal = any(kind.__name__ == "TerminalInteractiveShell" for kind in type(shell).__mro__)
    return "terminal" if is_terminal else None
