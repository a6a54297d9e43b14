"""A voice for notebooks.

``%load_ext ipytts`` brings the magics ``%%speak``, ``%speak``, ``%%narrate``, ``%narrate`` and
``%autonarrate``; `speak` and `narrate` are the same from Python.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.defaults import SpeechDefaults
    from ipytts.description.registry import describe
    from ipytts.errors import SpeechError
    from ipytts.listener import Listener, SpeechWarning
    from ipytts.narration.results import narrate
    from ipytts.service import Service
    from ipytts.speech import Speech
    from ipytts.synthesis import speak

__all__ = [
    "Listener",
    "Service",
    "Speech",
    "SpeechDefaults",
    "SpeechError",
    "SpeechWarning",
    "describe",
    "load_ipython_extension",
    "narrate",
    "speak",
    "unload_ipython_extension",
]

_HOMES = {
    "Listener": "listener",
    "Service": "service",
    "Speech": "speech",
    "SpeechDefaults": "defaults",
    "SpeechError": "errors",
    "SpeechWarning": "listener",
    "describe": "description.registry",
    "narrate": "narration.results",
    "speak": "synthesis",
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that the import costs next to nothing."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - seldom asked for

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
    from ipytts.magics import load_ipython_extension as load  # noqa: PLC0415 - heavy

    load(ipython)


def unload_ipython_extension(ipython: InteractiveShell) -> None:
    """Take the magics away again; called by ``%unload_ext ipytts``."""
    from ipytts.magics import unload_ipython_extension as unload  # noqa: PLC0415 - heavy

    unload(ipython)
