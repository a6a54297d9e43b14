"""Results in words, spoken: `ipytts.narrate`, and what an ear hears of the example."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from ipytts import SpeechDefaults, describe, narrate
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.narration.recording import Recording
from ipytts.text.pronunciation import pronounce
from tests.helpers.client_calls import service_of
from tests.helpers.environment import require
from tests.helpers.notebooks import notebook
from tests.helpers.recogniser import character_error_rate, figures, hear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.speech_server import SpeechServer

EXAMPLE = Path(__file__).parents[2] / "examples" / "narrate_results.ipynb"
SAID = {"kNN": "k nearest neighbours", "SVM": "support vector machine"}  # as the example configures it


@pytest.fixture(autouse=True)
def _defaults() -> Iterator[None]:
    yield
    SpeechDefaults.clear_instance()


def test_what_is_said_is_the_description_pronounced_as_configured(server: SpeechServer) -> None:
    SpeechDefaults.instance().pronunciations = {"kNN": "k nearest neighbours"}
    result = {"kNN": 0.93, "SVM": 0.91}
    speech = narrate(result, detail="brief", voice="coral", service=service_of(server))
    assert speech.text == describe(result, "brief")
    assert "kNN" in speech.text
    sent = server.requests[0].body
    assert (sent["input"], sent["voice"]) == (speech.text.replace("kNN", "k nearest neighbours"), "coral")


def test_what_a_plotting_function_returns_is_told_as_its_figure(server: SpeechServer) -> None:
    require("matplotlib")
    from matplotlib.figure import Figure

    figure = Figure()
    lines = figure.subplots().plot([1, 4, 9], label="squares")
    assert narrate(lines, service=service_of(server)).text == describe(figure)


def test_a_detail_that_is_none_is_refused(server: SpeechServer) -> None:
    with pytest.raises(InvalidRequestError, match="give 'brief', 'normal' or 'full'"):
        narrate(1, detail="long", service=service_of(server))  # type: ignore[arg-type]
    assert not server.requests


@pytest.mark.ear
def test_each_number_of_the_example_is_heard() -> None:
    cells = nbformat.read(EXAMPLE, as_version=4).cells
    bundles = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    told = [data for data in bundles if "<audio" in data.get("text/html", "")]
    assert len(told) == 7  # the error that %autonarrate tells is one of them
    for data in told:
        (sound,) = re.findall(r"base64,([A-Za-z0-9+/=]+)", data["text/html"])
        heard = hear(b64decode(sound))
        words = pronounce(data["text/plain"], SAID)
        assert figures(heard) == figures(words)
        assert character_error_rate(words, heard) < 0.1


def test_the_path_of_a_notebook_that_exists_is_that_notebook(server: SpeechServer, tmp_path: Path) -> None:
    path = notebook(tmp_path / "report.ipynb", "# Birds\n\nThe kNN flies.")
    SpeechDefaults.instance().pronunciations = {"kNN": "k nearest neighbours"}
    recording = narrate(str(path), service=service_of(server))
    assert isinstance(recording, Recording)
    assert [chapter.text for chapter in recording.chapters] == ["Birds"]
    assert "The kNN flies." in recording.captions()
    assert {request.body["input"] for request in server.requests} == {
        "Birds.",
        "The k nearest neighbours flies.",
    }
    with pytest.raises(SpeechError, match=r"There is no notebook '.*nowhere\.ipynb'"):
        narrate(str(tmp_path / "nowhere.ipynb"), service=service_of(server))
