"""Several listeners as one."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ipytts.synthesis.listener import Listener, Listeners
from tests.helpers.client_calls import ask
from tests.helpers.environment import KEY
from tests.helpers.http_responses import Pace

if TYPE_CHECKING:
    from pathlib import Path

    from ipytts import Speech
    from ipytts.services.cancellation import Stop
    from ipytts.synthesis.part import Part
    from ipytts.synthesis.plan import Plan
    from tests.helpers.speech_server import SpeechServer

Diary = list[tuple[str, str, object]]  # who, of what, what


class Keeper(Listener):
    """Writes down what it hears."""

    def __init__(self, name: str, diary: Diary) -> None:
        self._name, self._diary = name, diary

    def on_start(self, stop: Stop) -> None:
        self._note("start", stop)

    def on_notice(self, message: str) -> None:
        self._note("notice", message)

    def on_plan(self, plan: Plan) -> None:
        self._note("plan", plan)

    def on_wait(self) -> None:
        self._note("wait", None)

    def on_audio(self, data: bytes) -> None:
        self._note("audio", data)

    def on_part(self, part: Part) -> None:
        self._note("part", part)

    def on_end(self, speech: Speech) -> None:
        self._note("end", speech)

    def _note(self, event: str, what: object) -> None:
        self._diary.append((self._name, event, what))


def test_listeners_are_called_in_turn_and_notices_go_to_the_first(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("IPYTTS_CACHE_DIR", str(tmp_path / "file" / "cache"))  # which is worth a notice
    server.pace = Pace(silence=0.2)
    diary: Diary = []
    speech = ask(server, cache=True, listener=Listeners(Keeper("A", diary), Keeper("B", diary)))

    assert {event for _, event, _ in diary} == {"start", "plan", "wait", "audio", "part", "notice", "end"}
    heard = [entry for entry in diary if entry[1] != "notice"]
    assert [("B", *entry[1:]) for entry in heard[::2]] == heard[1::2]
    assert {name for name, event, _ in diary if event == "notice"} == {"A"}
    assert heard[-1] == ("B", "end", speech)


def test_listeners_show_progress_if_one_does() -> None:
    showing = Listener()
    showing.shows_progress = True
    assert Listeners(Listener(), showing).shows_progress
    assert not Listeners(Listener()).shows_progress


def test_warning_shows_the_line_of_the_user(server: SpeechServer, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    environment = {**os.environ, "IPYTTS_CACHE_DIR": str(tmp_path / "file" / "cache")}  # worth a notice
    script = tmp_path / "report.py"
    service = f"ipytts.Service({server.base_url!r}, {KEY!r}, 'bare')"
    script.write_text(
        f"import ipytts\n\nipytts.speak('Hello.', service={service})\n",
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, env=environment
    )
    assert f"{script}:3: SpeechWarning: The cache" in run.stderr
    assert "ipytts.speak(" in run.stderr


NOTICES = """
import warnings
from ipytts import Listener
for message in ("One.", "Two.", "One."):
    Listener().on_notice(message)
    with warnings.catch_warnings():  # as libraries do; it makes Python forget what it has shown
        pass
"""


@pytest.mark.parametrize(
    ("options", "shown"), [([], ["One.", "Two."]), (["-W", "always"], ["One.", "Two.", "One."])]
)
def test_script_shows_each_notice_once_unless_told_otherwise(options: list[str], shown: list[str]) -> None:
    command = [sys.executable, *options, "-c", NOTICES]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line for line in run.stderr.splitlines() if "SpeechWarning: " in line]
    assert [line.rpartition("SpeechWarning: ")[2] for line in lines] == shown
