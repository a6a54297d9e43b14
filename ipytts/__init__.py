"""A voice for notebooks.

``%load_ext ipytts`` brings the magics ``%%speak``, ``%speak``, ``%%narrate``, ``%narrate`` and
``%autonarrate``; `speak` and `narrate` are the same from Python.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.config import SpeechDefaults
    from ipytts.description.describer import describe
    from ipytts.errors import SpeechError
    from ipytts.narration.results import narrate
    from ipytts.playback.speak import speak
    from ipytts.services.service import Service
    from ipytts.synthesis.listener import Listener, SpeechWarning
    from ipytts.synthesis.speech import Speech
    from ipytts.widget.playground_widget import Playground, playground

__all__ = [
    "Listener",
    "Playground",
    "Service",
    "Speech",
    "SpeechDefaults",
    "SpeechError",
    "SpeechWarning",
    "describe",
    "load_ipython_extension",
    "narrate",
    "playground",
    "speak",
    "unload_ipython_extension",
]

# Public classes say `__module__ = "ipytts"`, so that moving a file breaks no pickle.
_HOMES = {
    "Listener": "synthesis.listener",
    "Part": "synthesis.part",  # in pickles of a `Speech`
    "Playground": "widget.playground_widget",
    "Service": "services.service",
    "Speech": "synthesis.speech",
    "SpeechDefaults": "config",
    "SpeechError": "errors",
    "SpeechWarning": "synthesis.listener",
    "describe": "description.describer",
    "narrate": "narration.results",
    "playground": "widget.playground_widget",
    "speak": "playback.speak",
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that the import costs next to nothing."""
    if name == "__version__":
        from importlib.metadata import version

        return version(__name__)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_ipython_extension(ipython: InteractiveShell) -> None:
    """Bring the magics to a shell; called by ``%load_ext ipytts``."""
    from ipytts.magics.speak_magics import load_ipython_extension as load

    load(ipython)


def unload_ipython_extension(ipython: InteractiveShell) -> None:
    """Take the magics away again; called by ``%unload_ext ipytts``."""
    from ipytts.magics.speak_magics import unload_ipython_extension as unload

    unload(ipython)
