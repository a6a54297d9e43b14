"""A voice for notebooks.

``%load_ext ipytts`` adds the magics ``%%speak``, ``%speak``, ``%%narrate``, ``%narrate``,
``%autonarrate`` and ``%alttext``; from Python, call `speak`, `describe` and `narrate`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipytts.alt_text.author import alt
    from ipytts.config import SpeechDefaults
    from ipytts.description.charts.data_tables.chart_data import ChartData
    from ipytts.description.describer import describe
    from ipytts.description.wording.phrase import Fact
    from ipytts.errors import SpeechError
    from ipytts.magics.extension import load_ipython_extension, unload_ipython_extension
    from ipytts.narration.narrate import narrate
    from ipytts.playback.speak import speak
    from ipytts.services.model import Model
    from ipytts.services.service import Service
    from ipytts.synthesis.listener import Listener, SpeechWarning
    from ipytts.synthesis.speech import Speech
    from ipytts.widget.playground_widget import Playground, playground

__all__ = [
    "ChartData",
    "Fact",
    "Listener",
    "Model",
    "Playground",
    "Service",
    "Speech",
    "SpeechDefaults",
    "SpeechError",
    "SpeechWarning",
    "alt",
    "describe",
    "load_ipython_extension",
    "narrate",
    "playground",
    "speak",
    "unload_ipython_extension",
]

# Public classes say `__module__ = "ipytts"`, so that moving a file breaks no pickle.
_MODULES = {
    "ChartData": "description.charts.data_tables.chart_data",
    "Fact": "description.wording.phrase",
    "Listener": "synthesis.listener",
    "Model": "services.model",
    "Part": "synthesis.part",  # in pickles of a `Speech`
    "Playground": "widget.playground_widget",
    "Service": "services.service",
    "Speech": "synthesis.speech",
    "SpeechDefaults": "config",
    "SpeechError": "errors",
    "SpeechWarning": "synthesis.listener",
    "alt": "alt_text.author",
    "describe": "description.describer",
    "load_ipython_extension": "magics.extension",
    "narrate": "narration.narrate",
    "playground": "widget.playground_widget",
    "speak": "playback.speak",
    "unload_ipython_extension": "magics.extension",
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use, to keep the import fast."""
    if name == "__version__":
        from importlib.metadata import version

        return version(__name__)
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
