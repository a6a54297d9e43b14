"""The page that shows the notebook, if there is one."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

from IPython.core.getipython import get_ipython
from IPython.display import display, update_display

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.speech import Speech

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


def someone_reads(shell: InteractiveShell) -> bool:
    """Tell whether a person sees what a shell shows, which is not so where a program runs a notebook."""
    kernel = getattr(shell, "kernel", None)
    return bool(getattr(kernel, "_allow_stdin", True))


def play(speech: Speech) -> str | None:
    """Let a speech start by itself as soon as the page shows it.

    Returns
    -------
    str or None
        Why it cannot, if that is so.
    """
    shell = get_ipython()
    if shell is None or not hasattr(shell, "kernel"):
        return "There is no page here to play the sound in: save it with its save() and open the file."
    if someone_reads(shell):
        speech.element_id = f"ipytts-{uuid.uuid4()}"
        script = {"application/javascript": _PLAY % json.dumps(speech.element_id)}
        display(script, raw=True, display_id=speech.element_id)
        # The page has begun to run it. In the saved notebook it would speak again at every reading.
        update_display({}, raw=True, display_id=speech.element_id)
    return None
