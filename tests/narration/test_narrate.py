"""`ipytts.narrate`, and what a recognizer hears of the example."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from ipytts import SpeechDefaults, describe, narrate
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.narration.recording import Recording
from ipytts.text.pronunciation import pronounce
from tests.helpers.client_calls import service_of
from tests.helpers.environment import require
from tests.helpers.notebooks import write_notebook
from tests.helpers.recognizer import character_error_rate, figures, hear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.speech_server import SpeechServer

EXAMPLE = Path(__file__).parents[2] / "examples" / "narrate_results.ipynb"
# As the example configures them.
PRONUNCIATIONS = {"kNN": "k nearest neighbours", "SVM": "support vector machine"}


@pytest.fixture(autouse=True)
def _defaults() -> Iterator[None]:
    yield
    SpeechDefaults.clear_instance()


def test_narrate_speaks_the_description_with_configured_pronunciations(server: SpeechServer) -> None:
    SpeechDefaults.instance().pronunciations = {"kNN": "k nearest neighbours"}
    result = {"kNN": 0.93, "SVM": 0.91}
    speech = narrate(result, detail="brief", voice="coral", service=service_of(server))
    assert speech.text == describe(result, "brief")
    assert "kNN" in speech.text
    sent = server.requests[0].body
    assert (sent["input"], sent["voice"]) == (speech.text.replace("kNN", "k nearest neighbours"), "coral")


def test_artists_are_described_as_their_figure(server: SpeechServer) -> None:
    require("matplotlib")
    from matplotlib.figure import Figure

    figure = Figure()
    lines = figure.subplots().plot([1, 4, 9], label="squares")
    assert narrate(lines, service=service_of(server)).text == describe(figure)


@pytest.mark.parametrize("detail", ["long", "facts", "table"])
def test_detail_that_is_not_in_words_is_refused(detail: Any, server: SpeechServer) -> None:
    with pytest.raises(InvalidRequestError, match="give 'brief', 'normal' or 'full'"):
        narrate(1, detail=detail, service=service_of(server))
    assert not server.requests


@pytest.mark.ear
def test_all_numbers_of_the_example_are_heard() -> None:
    cells = nbformat.read(EXAMPLE, as_version=4).cells
    bundles = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    described = [data for data in bundles if "<audio" in data.get("text/html", "")]
    assert len(described) == 7  # one is of the error that %autonarrate describes
    for data in described:
        (sound,) = re.findall(r"base64,([A-Za-z0-9+/=]+)", data["text/html"])
        heard = hear(b64decode(sound))
        words = pronounce(data["text/plain"], PRONUNCIATIONS)
        assert figures(heard) == figures(words)
        assert character_error_rate(words, heard) < 0.1


def test_path_of_a_notebook_narrates_the_notebook(server: SpeechServer, tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "report.ipynb", "# Birds\n\nThe kNN flies.")
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
