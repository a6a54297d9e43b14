"""The command line, as a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from ipytts.audio.formats import sniff
from ipytts.services.service import MODELS, VOICES
from ipytts.synthesis.cache import Cache, Entry
from tests.helpers.command_line import run_ipytts
from tests.helpers.environment import KEY, report_missing, require
from tests.helpers.faults import HANGS, says
from tests.helpers.player_programs import SILENT_PLAYER_ENV
from tests.helpers.recogniser import character_error_rate, hear
from tests.helpers.sounds import seconds

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.speech_server import SpeechServer


@pytest.fixture
def key(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)


@pytest.mark.ear
def test_what_is_piped_in_is_said(tmp_path: Path) -> None:
    said = "The run has finished without an error."
    told = run_ipytts("say", "--service", "builtin", "-o", str(tmp_path / "talk.mp3"), stdin=said.encode())
    assert (told.returncode, told.stdout) == (0, b"")
    assert character_error_rate(said, hear((tmp_path / "talk.mp3").read_bytes())) < 0.15


@pytest.mark.usefixtures("key")
def test_the_options_are_those_of_the_magic(server: SpeechServer, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Grüße, {name}!\n", encoding="utf-8")
    options = ("-v", "nova", "-m", "tts-9", "--speed", "1.5", "-i", "Slowly", "--extra", "language=de")
    told = run_ipytts("say", *options, "-f", str(tmp_path / "text.txt"), "-o", str(tmp_path / "talk.wav"))
    assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")
    assert server.requests[0].body == {
        "model": "tts-9",
        "input": "Grüße, {name}!",  # nothing is filled in
        "voice": "nova",
        "response_format": "wav",
        "speed": 1.5,
        "instructions": "Slowly",
        "language": "de",
    }
    assert sniff((tmp_path / "talk.wav").read_bytes()) == "wav"


@pytest.mark.usefixtures("key")
def test_a_dash_writes_the_sound_to_standard_output() -> None:
    told = run_ipytts("say", "-o", "-", "--format", "flac", "Hello,", "world.")
    assert (told.returncode, told.stderr) == (0, b"")
    assert sniff(told.stdout) == "flac"


def test_without_a_file_it_sounds() -> None:
    require("hibari", "lameenc")
    if not SILENT_PLAYER_ENV:
        report_missing("ffplay")
    began = time.monotonic()
    told = run_ipytts("say", "--service", "builtin", "One two three four five six.", env=SILENT_PLAYER_ENV)
    assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")
    assert time.monotonic() - began > 1.5  # it lasts 2.5 s, and is heard to its end


def test_without_a_player_nothing_is_asked_for(server: SpeechServer, tmp_path: Path) -> None:
    env = {"PATH": str(tmp_path), "ONEROUTER_API_KEY": KEY, "ONEROUTER_BASE_URL": server.base_url}
    told = run_ipytts("say", "Hello.", env=env)
    assert told.returncode == 1
    assert b"install ffmpeg (for its ffplay) or mpv" in told.stderr
    assert not server.requests


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("say", "--voise", "x", "Hello."), 2, "unrecognized arguments: --voise"),
        (("say", "--voi", "x", "Hello."), 2, "unrecognized arguments: --voi"),
        (("sing",), 2, "invalid choice: 'sing'"),
        ((), 2, "required: command"),
        (("say", "-o", "x.mp3", "--speed", "9", "Hello."), 2, "speed=9.0 is not possible"),
        (("say", "-o", "x.mp3"), 2, "The text is empty"),
        (("say", "-f", "a", "text"), 2, "a text and a file"),
        (("say", "-f", "nowhere.txt"), 1, "nowhere.txt cannot be read: No such file"),
        (("say", "-o", "nowhere/x.mp3", "Hello."), 1, "There is no folder 'nowhere'"),
        (("say", "-s", "openai", "-o", "x.mp3", "Hello."), 1, "OPENAI_API_KEY"),
        (("cache", "burn"), 2, "invalid choice: 'burn'"),
        (("key", "check", "builtin"), 2, "needs no key"),
        (("key", "check", "openai"), 1, "There is no key for openai"),
    ],
)
def test_errors_go_to_standard_error_with_a_status(
    server: SpeechServer, arguments: tuple[str, ...], status: int, words: str
) -> None:
    told = run_ipytts(*arguments)
    assert (told.returncode, told.stdout) == (status, b"")
    assert words in told.stderr.decode()
    assert "Traceback" not in told.stderr.decode()
    assert not server.requests


@pytest.mark.usefixtures("key")
def test_a_refusal_is_told_without_a_traceback(server: SpeechServer, tmp_path: Path) -> None:
    server.misbehave(says(400, {"error": {"message": "No voice called bob."}}))
    told = run_ipytts("say", "-v", "bob", "-o", str(tmp_path / "talk.mp3"), "Hello.")
    assert (told.returncode, told.stdout) == (1, b"")
    assert b"No voice called bob." in told.stderr
    assert b"Traceback" not in told.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("key")
@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent otherwise there")
def test_an_interrupt_ends_it_with_130(server: SpeechServer, tmp_path: Path) -> None:
    server.misbehave(HANGS["half a body"])
    command = [sys.executable, "-m", "ipytts", "say", "-o", str(tmp_path / "talk.mp3"), "Hello."]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        server.wait_for_requests(1)
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=30)
    assert (process.returncode, told) == (130, (b"", b""))
    assert not list(tmp_path.iterdir())


def test_a_closed_pipe_is_no_traceback() -> None:
    command = f"'{sys.executable}' -m ipytts voices --service builtin | true"
    told = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602
    assert told.stderr == b""


@pytest.mark.usefixtures("key")
def test_voices_and_models_are_what_the_server_tells(server: SpeechServer) -> None:
    told = run_ipytts("voices")
    assert told.returncode == 0
    assert "Voices of onerouter, as listed by its server:\n  alloy\n" in told.stdout.decode()
    assert "Models of onerouter, as listed by its server:\n  gpt-4o-mini-tts\n" in told.stdout.decode()
    assert {request.headers["Authorization"] for request in server.requests} == {KEY}


def test_voices_are_the_documented_ones_where_nobody_tells() -> None:
    told = run_ipytts("voices", "--service", "openai")
    assert told.returncode == 0
    for name in VOICES + MODELS:
        assert f"\n  {name}\n" in told.stdout.decode()
    assert b"OPENAI_API_KEY" in told.stderr


@pytest.mark.usefixtures("key")
def test_the_voice_that_spoke_is_told_each_time(tmp_path: Path) -> None:
    require("hibari", "lameenc")
    for _ in range(2):
        told = run_ipytts("say", "-s", "builtin", "-v", "coral", "-o", str(tmp_path / "talk.mp3"), "Hello.")
        assert b"one way to speak" in told.stderr
    assert seconds((tmp_path / "talk.mp3").read_bytes()) > 0.5


def test_the_cache_is_told_of_and_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    env = {"IPYTTS_CACHE_DIR": str(folder), "IPYTTS_CACHE_SIZE": "500 MB"}

    def cache(action: str) -> tuple[int, str, str]:
        told = run_ipytts("cache", action, env=env)
        return told.returncode, told.stdout.decode(), told.stderr.decode()

    assert cache("dir") == (0, f"{folder}\n", "")
    assert cache("clear") == (0, f"Entries removed from {folder}: 0 (0.0 MB).\n", "")
    assert not folder.exists()
    key = "0123456789abcdef" * 4
    Cache(folder).put(key, Entry(bytes(1_500_000), "mp3", 24_000))
    mine = [folder / name for name in ("notes.txt", "talk.speech", f"{key}.mp3")]
    for file in mine:
        file.write_text("mine")
    for name in (f"{key}.abc.part", f"{key}.lock"):  # of someone who was killed
        (folder / name).touch()
    assert cache("info") == (0, f"Folder: {folder}\nEntries: 1\nSize: 1.5 MB\nLimit: 500.0 MB\n", "")
    assert cache("clear") == (0, f"Entries removed from {folder}: 1 (1.5 MB).\n", "")
    assert sorted(folder.iterdir()) == sorted(mine)


@pytest.mark.parametrize("action", ["info", "clear"])
def test_a_cache_that_cannot_be_read_is_told(tmp_path: Path, action: str) -> None:
    (tmp_path / "file").touch()
    told = run_ipytts("cache", action, env={"IPYTTS_CACHE_DIR": str(tmp_path / "file")})
    assert (told.returncode, told.stdout) == (1, b"")
    assert told.stderr.decode().startswith(f"ipytts: The cache in {tmp_path / 'file'} cannot be read: ")


def test_completion_is_argcompletes() -> None:
    require("argcomplete")
    line = "ipytts say --vo"
    told = run_ipytts(
        env={
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_STDOUT_FILENAME": "/dev/stdout",
            "COMP_LINE": line,
            "COMP_POINT": str(len(line)),
            "COMP_TYPE": "9",
            "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        }
    )
    assert told.stdout == b"--voice"


@pytest.mark.usefixtures("key")
def test_a_dry_run_tells_what_would_be_asked(server: SpeechServer, tmp_path: Path) -> None:
    text = "It goes on like this for long. " * 300
    told = run_ipytts("say", "--dry-run", stdin=text.encode())
    count, characters = told.stdout.decode().split(" parts, ")
    assert int(count) > 2
    assert characters.startswith(f"9,299 characters, 0 in the cache: {count} requests to onerouter.")
    assert (told.returncode, server.requests) == (0, [])


@pytest.mark.usefixtures("key")
def test_what_was_said_once_is_not_asked_for_again(server: SpeechServer, tmp_path: Path) -> None:
    for _ in range(2):
        assert run_ipytts("say", "-o", str(tmp_path / "talk.mp3"), "Hello.").returncode == 0
    assert len(server.requests) == 1
    assert run_ipytts("say", "-o", str(tmp_path / "talk.mp3"), "--no-cache", "Hello.").returncode == 0
    assert len(server.requests) == 2


@pytest.mark.usefixtures("key")
def test_a_dry_run_without_the_cache_tells_of_all_requests(server: SpeechServer, tmp_path: Path) -> None:
    assert run_ipytts("say", "-o", str(tmp_path / "talk.mp3"), "Hello.").returncode == 0
    told = [
        run_ipytts("say", "--dry-run", *option, "Hello.").stdout.decode() for option in ((), ("--no-cache",))
    ]
    assert "1 in the cache: 0 requests to onerouter." in told[0]
    assert "cache ignored: 1 request to onerouter." in told[1]


@pytest.mark.usefixtures("key")
def test_limit_and_at_once_can_be_typed(server: SpeechServer, tmp_path: Path) -> None:
    server.limit, server.at_once = 50, 1
    text = "Forty characters are in this sentence. This one has less of them. And this has fewer still."
    told = run_ipytts("say", "-o", str(tmp_path / "talk.mp3"), "--limit", "50", "--at-once", "1", text)
    assert told.returncode == 0, told.stderr
    assert len(server.requests) > 1
    assert {len(request.body["input"]) <= 50 for request in server.requests} == {True}
    refused = run_ipytts("say", "--limit", "many", "Hello.")
    assert (refused.returncode, b"limit='many' is not possible" in refused.stderr) == (2, True)
