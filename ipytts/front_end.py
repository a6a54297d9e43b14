"""Where what is shown is seen: in a page, in a terminal, or by nobody."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Literal

from IPython.core.getipython import get_ipython
from IPython.display import display, update_display

if TYPE_CHECKING:
    from ipytts.speech import Speech

FrontEnd = Literal["page", "terminal", "nobody"]

# The player comes after the script: wait for it.
_PLAY = """(() => {
  const end = Date.now() + 5000;
  const look = () => {
    const player = document.getElementById(%s);
    if (player) player.play().catch(() => {});  // a page may want a click first: the button is there
    else if (Date.now() < end) requestAnimationFrame(look);
  };
  look();
})();"""


def front_end() -> FrontEnd | None:
    """Tell where what is shown is seen.

    Returns
    -------
    str or None
        ``page`` behind a kernel; ``terminal`` in IPython's own; ``nobody`` where a program, such as nbclient,
        runs a notebook; None outside of IPython.
    """
    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    if kernel is not None:
        # Front ends that show a notebook to a person can ask that person; programs cannot.
        return "page" if getattr(kernel, "_allow_stdin", True) else "nobody"
    # By its name: the class is loaded where it is used, and costs much where it is not.
    is_terminal = any(kind.__name__ == "TerminalInteractiveShell" for kind in type(shell).__mro__)
    return "terminal" if is_terminal else None


def play_in_page(speech: Speech) -> None:
    """Let a speech start by itself as soon as the page shows it."""
    speech.element_id = f"ipytts-{uuid.uuid4()}"
    script = {"application/javascript": _PLAY % json.dumps(speech.element_id)}
    display(script, raw=True, display_id=speech.element_id)
    # The page has begun to run it. In the saved notebook it would speak again at every reading.
    update_display({}, raw=True, display_id=speech.element_id)
