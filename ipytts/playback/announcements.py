"""The mode for screen readers: sentences that a page gives to them, and no sound that starts by itself.

The kernel opens a comm for each sentence and closes it at once. The JupyterLab extension of ipytts appends
the sentence to its live region. Nothing of it is saved in the notebook.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Any

from ipytts.config import SpeechDefaults
from ipytts.playback.front_end import FrontEnd, current_front_end

_TARGET = "ipytts.announcements"  # under which the extension receives the comms
_FIRST_WITH_COMM = (6, 18)  # the version of ipykernel from which the package comm sends anything


def is_for_reader() -> bool:
    """Return whether the mode for screen readers is on."""
    return SpeechDefaults.instance().reader


def requested_playback(play: bool | None) -> bool | None:  # noqa: FBT001 - as it was given
    """Return whether playback is to start automatically: as given, else as configured, else None.

    For a screen reader it is to start only as given, as sound talks over it.

    Examples
    --------
    >>> print(requested_playback(None), requested_playback(True))
    None True
    """
    if is_for_reader():
        return bool(play)
    configured: bool | None = SpeechDefaults.instance().play
    return configured if play is None else play


def announce(text: str) -> None:
    """Let a screen reader say a text, if a page shows the outputs of the code that runs; else do nothing.

    Examples
    --------
    >>> announce("Finished after 31 seconds.")  # here is no page
    """
    if text and current_front_end() is FrontEnd.PAGE:
        # Without the sentence the output is still there; an error would fail the person's cell.
        with contextlib.suppress(Exception):
            _open_comm(_TARGET, {"text": text}).close()


def _open_comm(target_name: str, data: dict[str, str]) -> Any:
    """Open a comm to the page."""
    ipykernel: Any = sys.modules.get("ipykernel")  # other kernels have the package comm too
    if ipykernel is not None and ipykernel.version_info < _FIRST_WITH_COMM:
        return ipykernel.comm.Comm(target_name=target_name, data=data)
    import comm

    return comm.create_comm(target_name=target_name, data=data)
