"""The settings that a notebook has for its narration, and what they are not to choose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from nbformat import v4, write

from ipytts import SpeechDefaults, SpeechError
from ipytts.narration.narrate_notebook import narrate_notebook
from ipytts.narration.notebook_settings import NotebookSettings, read_settings
from ipytts.narration.script_builder import build_script
from tests.helpers.attempts import Log
from tests.helpers.client_calls import service_of
from tests.helpers.faults import ValidRequest, reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.http_responses import Response
    from tests.helpers.speech_server import SpeechServer

OWN = {
    "language": "pt-BR",
    "code": "skip",
    "title": "All birds",
    "voice": "sage",
    "voices": {"quotation": "onyx"},
    "speed": 1.5,
}


@pytest.fixture(autouse=True)
def defaults() -> Iterator[SpeechDefaults]:
    """Give the defaults, as they are at first."""
    SpeechDefaults.clear_instance()
    yield SpeechDefaults.instance()
    SpeechDefaults.clear_instance()


def write_report(path: Path, **own: Any) -> Path:
    """Write a notebook with these settings of its own."""
    cells = [v4.new_markdown_cell("# Birds\n\nThey fly.\n\n> Not all!"), v4.new_code_cell("load()")]
    write(v4.new_notebook(cells=cells, metadata={"ipytts": own}), path)
    return path


def spoken(server: SpeechServer) -> dict[str, tuple[str, float | None]]:
    """Return the voice and the speed of each text that a server was asked for, and drop them."""
    said = {each.body["input"]: (each.body["voice"], each.body.get("speed")) for each in server.requests}
    server.requests.clear()
    return said


def test_settings_of_a_notebook_hold_where_nothing_is_given(
    server: SpeechServer, tmp_path: Path, defaults: SpeechDefaults
) -> None:
    path, service = write_report(tmp_path / "report.ipynb", **OWN), service_of(server)
    defaults.voice, defaults.speed = "nova", 2.0
    recording = narrate_notebook(path, service=service, cache=False)
    assert spoken(server) == {
        "All birds.": ("sage", 1.5),
        "Birds.": ("sage", 1.5),
        "They fly.": ("sage", 1.5),
        "Not all!": ("onyx", 1.5),
    }
    assert recording.script.settings.language == "pt"
    narrate_notebook(path, service=service, cache=False, voice="echo", code="read")
    given = spoken(server)
    assert given["Not all!"] == ("echo", 1.5)
    assert any(text.startswith("Code. load") for text in given)
    narrate_notebook(path, service=service, cache=False, voices={"quotation": "ash"})
    assert spoken(server)["Not all!"] == ("ash", 1.5)


def test_edited_script_has_the_settings_of_its_notebook(server: SpeechServer, tmp_path: Path) -> None:
    path, script = write_report(tmp_path / "report.ipynb", voice="sage"), tmp_path / "edited.md"
    script.write_text("# Fish\n")
    narrate_notebook(path, script=script, service=service_of(server))
    assert spoken(server) == {"Fish.": ("sage", None)}
    path.write_text("no notebook")
    narrate_notebook(path, script=script, service=service_of(server), cache=False)
    assert spoken(server) == {"Fish.": ("alloy", None)}


@pytest.mark.parametrize(
    ("own", "notice"),
    [
        ({"speed": 4}, "report: the notebook's setting speed=4 is ignored: give a number from 0.5 to 2.0."),
        ({"speed": float("nan")}, "speed=nan is ignored"),
        ({"code": ["skip"]}, "choose one of summary, skip, read|choose one of skip, summary, read"),
        ({"language": "german"}, "language='german' is ignored: give an ISO 639-1 code, such as 'de'"),
        ({"voice": "id:voice_1"}, "the name of a voice, not the id of a custom one"),
        ({"voices": {"shout": "sage"}}, "for some of text, quotation"),
        ({"title": 3}, "title=3 is ignored: give a text"),
        ({"service": "https://example.org/v1"}, "a notebook may have language, code, title, voice"),
        ({"voice": "x" * 5000}, r"voice='x{59}… is ignored"),
    ],
)
def test_what_a_notebook_may_not_set_is_ignored_with_a_notice(own: dict[str, Any], notice: str) -> None:
    settings = read_settings({"metadata": {"ipytts": own}}, "report")
    assert settings == NotebookSettings(notices=settings.notices)
    assert len(settings.notices) == 1
    assert re.search(notice, settings.notices[0])


@pytest.mark.parametrize("own", [None, [], "de", 3])
def test_settings_of_another_type_are_none(own: object) -> None:
    assert read_settings({"metadata": {"ipytts": own}}) == NotebookSettings()


def test_notices_reach_the_listener_and_the_title_the_script(server: SpeechServer, tmp_path: Path) -> None:
    path, log = write_report(tmp_path / "report.ipynb", model="best", title="All birds"), Log()
    recording = narrate_notebook(path, service=service_of(server), listener=log)
    assert recording.script.title == "All birds"
    assert [notice for notice in log.notices if "model='best'" in notice]
    assert "best" not in {request.body["model"] for request in server.requests}


def refuse_unknown_voice(request: ValidRequest) -> Response:
    """Refuse the voices that a server does not have, as many servers do."""
    if request.body["voice"] in ("alloy", "nova"):
        return request.correct_response()
    detail = {"error": "invalid_voice", "message": f"Voice '{request.body['voice']}' not found."}
    return reply(400, {"detail": detail})


def test_voice_that_only_the_notebook_names_is_replaced_if_it_is_refused(
    server: SpeechServer, tmp_path: Path, defaults: SpeechDefaults
) -> None:
    path, log = write_report(tmp_path / "report.ipynb", voice="mine", voices={"quotation": "my"}), Log()
    defaults.voice = "nova"
    server.misbehave(*[refuse_unknown_voice] * 100)
    recording = narrate_notebook(path, service=service_of(server), listener=log)
    assert recording.voice == "nova"
    assert [part.text.strip() for part in recording.parts][-2:] == ["Not all!", "Code: calls load."]
    assert any("the voice that the notebook asks for: 'nova' speaks" in notice for notice in log.notices)
    with pytest.raises(SpeechError, match="mine"):
        narrate_notebook(path, service=service_of(server), voice="mine")


def test_script_of_a_loaded_notebook_has_its_settings() -> None:
    notebook = v4.new_notebook(cells=[v4.new_code_cell("load()")], metadata={"ipytts": OWN})
    assert [passage.text for passage in build_script(notebook).passages()] == ["All birds."]
    assert str(build_script(notebook).settings) == (
        "language pt, code skip, title All birds, voice sage, speed 1.5, voice of quotation onyx"
    )
