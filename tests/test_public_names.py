"""What `import ipytts` offers, and what it costs."""

from __future__ import annotations

import doctest
import inspect
import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import ipytts

if TYPE_CHECKING:
    from tests.helpers.speech_server import SpeechServer

PUBLIC_CLASSES = [
    *(name for name in ipytts.__all__ if inspect.isclass(getattr(ipytts, name))),
    "Part",  # in `Speech.parts`
]


def test_public_names() -> None:
    assert ipytts.__all__ == [
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
    for name in ipytts.__all__:
        assert getattr(ipytts, name).__doc__
        assert name in dir(ipytts)


def test_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="'sing'"):
        ipytts.sing  # noqa: B018


@pytest.mark.parametrize("name", PUBLIC_CLASSES)
def test_public_class_is_pickled_by_its_public_name(name: str) -> None:
    public = getattr(ipytts, name)
    assert public.__module__ == "ipytts"
    pickled = pickle.dumps(public, protocol=0)
    assert pickled.startswith(f"cipytts\n{name}\n".encode())
    assert pickle.loads(pickled) is public  # noqa: S301 - our own


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_instances_are_the_same_after_a_pickle_in_another_process(protocol: int) -> None:
    parts = [ipytts.Part("Hello.", 0.0, 1.0)]
    speech = ipytts.Speech(bytes(48_000), text="Hello.", voice="sage", response_format="pcm", parts=parts)
    values = (speech, speech.parts, ipytts.Service("http://127.0.0.1/v1", limit=300), ipytts.Model("a"))
    program = "import pickle, sys; sys.stdout.write(repr(pickle.load(sys.stdin.buffer)))"
    run = subprocess.run(
        [sys.executable, "-c", program], input=pickle.dumps(values, protocol), capture_output=True, check=True
    )
    assert run.stdout.decode() == repr(values)


@pytest.mark.parametrize("name", PUBLIC_CLASSES)
def test_examples_of_public_class_are_found_in_its_own_module(name: str) -> None:
    public = getattr(ipytts, name)
    module = sys.modules[f"ipytts.{ipytts._MODULES[name]}"]
    found = [test.name for test in doctest.DocTestFinder(exclude_empty=True).find(module) if test.examples]
    assert (f"{module.__name__}.__test__.{name}" in found) == (">>>" in public.__doc__)


HEAVY = {"requests", "urllib3", "ipywidgets", "anywidget", "numpy", "onnxruntime", "hibari"}
LOADING = """
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.instance().run_line_magic("load_ext", "ipytts")
"""


# What the first cell of a session needs after its request alone, or not at all.
LATE = HEAVY - {"requests", "urllib3"} | {
    "keyring",
    "tqdm",
    "truststore",
    "ipytts.playback.system_player",
    "ipytts.services.catalog",
    "ipytts.services.error_responses",
    "ipytts.services.refusal_advice",
}
SPEAKING = f"""{LOADING}
import sys
import ipytts.playback.live_player  # which a page has
from ipytts.options.magic_parsers import autonarrate_parser, narrate_parser

def record(event, arguments):
    if event == "http.client.send" and not loaded:
        loaded.update(sys.modules)

loaded = set()
sys.addaudithook(record)
InteractiveShell.instance().run_cell_magic("speak", "", "Hello.")
print(len(loaded) > 0, sorted({LATE!r} & loaded))
print(narrate_parser.cache_info().currsize, autonarrate_parser.cache_info().currsize)
"""


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("import ipytts", HEAVY | {"IPython", "traitlets"}),
        (LOADING, HEAVY),
    ],
    ids=["import", "load_ext"],
)
def test_heavy_libraries_load_on_first_use(code: str, heavy: set[str]) -> None:
    code = f"{code}\nimport sys; print(sorted({heavy!r} & set(sys.modules)), 'ipytts' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[] True\n"


def test_first_cell_loads_only_what_sends_its_request(server: SpeechServer) -> None:
    environment = {**os.environ, **server.environment}
    run = subprocess.run(
        [sys.executable, "-c", SPEAKING], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-2:] == ["True []", "0 0"]
