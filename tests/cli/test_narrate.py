"""``ipytts narrate``, as a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.helpers.captions import read_captions
from tests.helpers.command_line import run_ipytts
from tests.helpers.environment import KEY, require
from tests.helpers.faults import HANGS, framed, out_of_quota
from tests.helpers.http_responses import FOREVER
from tests.helpers.notebooks import REPORT, write_notebook
from tests.helpers.recognizer import character_error_rate, hear

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.speech_server import SpeechServer


@pytest.fixture
def key(server: SpeechServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    monkeypatch.chdir(tmp_path)


@pytest.mark.ear
def test_narrate_speaks_a_notebook(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "report.ipynb", REPORT)
    result = run_ipytts("narrate", str(path), "--service", "builtin", "-o", str(tmp_path / "report.mp3"))
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"report.mp3: 1" in result.stdout
    assert b" s, 2 chapters" in result.stdout
    expected = (
        "Penguins. Three species were measured. It took three years. They cannot fly. "
        "Mass. The mean is 4202 grams."
    )
    assert character_error_rate(expected, hear((tmp_path / "report.mp3").read_bytes())) < 0.15
    cues = read_captions((tmp_path / "report.vtt").read_text())
    assert " ".join(words for _, _, words in cues) == expected


@pytest.mark.usefixtures("key")
def test_narrate_options_reach_the_requests(server: SpeechServer, tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "report.ipynb", REPORT, "%import os")
    options = ("-v", "sage", "--voice-for", "quotation=onyx", "--code", "skip", "--speed", "1.5")
    result = run_ipytts("narrate", path.name, "-o", "talk.wav", *options)
    assert (result.returncode, result.stderr) == (0, b"")
    voices = {request.body["input"]: request.body["voice"] for request in server.requests}
    assert voices["They cannot fly."] == "onyx"
    assert sorted(voices.values()) == ["onyx", *["sage"] * 4]  # and nothing of the code
    assert {request.body["speed"] for request in server.requests} == {1.5}
    (tmp_path / "edited.md").write_text("# Other\n\nThis is said.\n")
    result = run_ipytts("narrate", path.name, "-o", "other.mp3", "--script", "edited.md")
    assert (result.returncode, result.stderr) == (0, b"")
    assert {request.body["input"] for request in server.requests[5:]} == {"Other.", "This is said."}
    assert (tmp_path / "edited.md").read_text() == "# Other\n\nThis is said.\n"


@pytest.mark.usefixtures("key")
def test_narrate_speaks_and_keeps_an_edited_script(server: SpeechServer, tmp_path: Path) -> None:
    write_notebook(tmp_path / "report.ipynb", "# One")
    assert run_ipytts("narrate", "report.ipynb", "-o", "report.mp3").returncode == 0
    edited = (tmp_path / "report.script.md").read_text() + "\n<!-- for me -->\n\nTwo.\n"
    (tmp_path / "report.script.md").write_text(edited)
    result = run_ipytts("narrate", "report.ipynb", "-o", "report.mp3")
    assert (result.returncode, len(server.requests)) == (1, 1)
    assert b"was edited" in result.stderr
    result = run_ipytts("narrate", "report.ipynb", "-o", "report.mp3", "--script", "report.script.md")
    assert (result.returncode, result.stderr) == (0, b"")
    assert (tmp_path / "report.script.md").read_text() == edited
    assert [words for _, _, words in read_captions((tmp_path / "report.vtt").read_text())] == ["One.", "Two."]


@pytest.mark.usefixtures("key")
def test_narrate_many_ends_with_a_summary(server: SpeechServer, tmp_path: Path) -> None:
    names = [write_notebook(tmp_path / f"{name}.ipynb", f"# {name}").name for name in "abc"]
    (tmp_path / "b.ipynb").write_text("[]")
    result = run_ipytts("narrate", *names, "-d", "out")
    assert result.returncode == 1
    assert result.stdout.decode().splitlines()[-1] == "3 notebooks: 2 made, 1 failed."
    assert b"b.ipynb failed: b.ipynb is not a Jupyter notebook" in result.stderr
    assert len(list((tmp_path / "out").iterdir())) == 8
    write_notebook(tmp_path / "b.ipynb", "# b")
    result = run_ipytts("narrate", *names, "-d", "out")
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode().splitlines()[-1] == "3 notebooks: 1 made, 2 unchanged."
    assert len(server.requests) == 3


@pytest.mark.usefixtures("key")
def test_narrate_many_stops_at_once_on_an_interrupt(server: SpeechServer, tmp_path: Path) -> None:
    names = [write_notebook(tmp_path / f"{name}.ipynb", f"# {name}").name for name in "abcdef"]
    server.misbehave(HANGS["half a body"], times=FOREVER)
    command = [sys.executable, "-m", "ipytts", "narrate", *names, "-d", "out"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        server.wait_for_requests(4)
        process.send_signal(signal.SIGINT)
        result, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert result == b"6 notebooks: 6 left.\n"
    assert errors == (
        b"ipytts: Stopped. What arrived is in the cache: run the command again to fetch the rest.\n"
    )


@pytest.mark.usefixtures("key")
def test_narrate_resumes_after_an_interrupt(server: SpeechServer, tmp_path: Path) -> None:
    write_notebook(tmp_path / "report.ipynb", "# One", "# Two", "# Three", "# Four")
    server.misbehave(framed("length"), framed("length"), HANGS["half a body"])
    command = [
        sys.executable,
        "-m",
        "ipytts",
        "narrate",
        "report.ipynb",
        "-o",
        "report.mp3",
        "--at-once",
        "1",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        server.wait_for_requests(3)
        process.send_signal(signal.SIGINT)
        result, errors = process.communicate(timeout=30)
    assert (process.returncode, result) == (130, b"")
    assert errors.startswith(b"ipytts: Stopped. What arrived is in the cache")
    assert [path.name for path in tmp_path.iterdir()] == ["report.ipynb"]
    assert subprocess.run(command, capture_output=True, check=True).stderr == b""
    assert [request.body["input"] for request in server.requests[3:]] == ["Three.", "Four."]


@pytest.mark.usefixtures("key")
def test_narrate_dry_run_requests_nothing(server: SpeechServer, tmp_path: Path) -> None:
    write_notebook(tmp_path / "report.ipynb", REPORT)
    result = run_ipytts("narrate", "report.ipynb", "--dry-run")
    assert result.stdout.decode().startswith("5 parts, ")
    assert b"5 requests to onerouter" in result.stdout
    assert (result.returncode, server.requests) == (0, [])
    notebook = json.loads((tmp_path / "report.ipynb").read_text())
    notebook["metadata"]["ipytts"] = {"voice": "sage", "speed": 9, "code": "skip"}
    (tmp_path / "report.ipynb").write_text(json.dumps(notebook))
    assert run_ipytts("narrate", "report.ipynb", "--dry-run").stdout.decode().splitlines()[:2] == [
        "Settings of the notebook, which options override: code skip, voice sage.",
        "report: the notebook's setting speed=9 is ignored: give a number from 0.5 to 2.0.",
    ]


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("narrate",), 2, "required: notebook"),
        (("narrate", "a.ipynb", "b.ipynb", "-o", "x.mp3"), 2, "-d FOLDER"),
        (("narrate", "a.ipynb", "-d", "out", "-o", "x.mp3"), 2, "do not combine it with -o or --script"),
        (("narrate", "a.ipynb", "-o", "x.mp3", "--voice-for", "onyx"), 2, "write ROLE=NAME"),
        (("narrate", "a.ipynb", "-o", "x.mp3", "--voice-for", "song=onyx"), 2, "no role 'song'"),
        (("narrate", "a.ipynb", "-o", "x.mp3", "--code", "sing"), 2, "invalid choice: 'sing'"),
        (("narrate", "a.ipynb", "-d", "out", "--speed", "9"), 2, "speed=9.0 is not possible"),
        (("narrate", "a.ipynb", "-o", "x.txt"), 2, "has no extension of an audio format"),
        (("narrate", "nowhere.ipynb", "-o", "x.mp3"), 1, "nowhere.ipynb cannot be read: No such file"),
    ],
)
def test_narrate_reports_mistakes(
    server: SpeechServer, tmp_path: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    write_notebook(tmp_path / "a.ipynb", "# A")
    result = run_ipytts(*arguments)
    assert (result.returncode, result.stdout) == (status, b"")
    assert words in " ".join(result.stderr.decode().split())
    assert not server.requests


@pytest.mark.usefixtures("key")
def test_narrate_makes_the_recording_of_a_fallback_again(server: SpeechServer, tmp_path: Path) -> None:
    require("hibari")
    write_notebook(tmp_path / "report.ipynb", REPORT)
    command = ("narrate", "report.ipynb", "-d", "out", "--fallback", "builtin")
    server.misbehave(out_of_quota(), times=FOREVER)
    result = run_ipytts(*command)
    assert (result.returncode, b"out/report.mp3 made" in result.stdout) == (0, True), result.stderr
    assert result.stderr.count(b"the built-in voice speaks") == 1
    server.behave()
    by_service = run_ipytts(*command)
    assert (b"1 made" in by_service.stdout, by_service.stderr) == (True, b"")
    assert b"1 unchanged" in run_ipytts(*command).stdout
