"""The front door."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import ipytts


def test_the_public_names() -> None:
    assert ipytts.__all__ == [
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
    for name in ipytts.__all__:
        assert getattr(ipytts, name).__doc__
        assert name in dir(ipytts)


def test_the_options_of_speak() -> None:
    assert list(inspect.signature(ipytts.speak).parameters) == [
        "text",
        "voice",
        "model",
        "response_format",
        "speed",
        "instructions",
        "extra",
        "service",
        "play",
        "cache",
        "timeout",
        "listener",
        "pronunciations",
    ]


def test_an_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="'sing'"):
        ipytts.sing  # noqa: B018


HEAVY = {"requests", "urllib3", "ipywidgets", "anywidget", "numpy", "onnxruntime", "hibari"}


LOADING = """
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.instance().run_line_magic("load_ext", "ipytts")
"""


@pytest.mark.parametrize(
    ("code", "heavy"),
    [("import ipytts", HEAVY | {"IPython", "traitlets"}), (LOADING, HEAVY)],
    ids=["import", "load_ext"],
)
def test_nothing_heavy_is_loaded_before_it_is_used(code: str, heavy: set[str]) -> None:
    code = f"{code}\nimport sys; print(sorted({heavy!r} & set(sys.modules)), 'ipytts' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[] True\n"
