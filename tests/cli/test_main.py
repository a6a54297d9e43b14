"""The command line, as a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipytts.audio.formats import sniff
from ipytts.synthesis.cache import Cache, Entry
from tests.helpers.command_line import run_ipytts
from tests.helpers.environment import KEY, report_missing, require
from tests.helpers.faults import HANGS, out_of_quota, respond
from tests.helpers.http_responses import FOREVER
from tests.helpers.player_programs import SILENT_PLAYER_ENV
from tests.helpers.recognizer import character_error_rate, hear
from tests.helpers.sounds import seconds

if TYPE_CHECKING:
    from tests.helpers.speech_server import SpeechServer

ROOT = Path(__file__).parents[2]


@pytest.fixture
def key(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)


@pytest.mark.ear
def test_say_speaks_standard_input(tmp_path: Path) -> None:
    text = "The run has finished without an error."
    result = run_ipytts("say", "--service", "builtin", "-o", str(tmp_path / "talk.mp3"), stdin=text.encode())
    assert (result.returncode, result.stdout) == (0, b"")
    assert character_error_rate(text, hear((tmp_path / "talk.mp3").read_bytes())) < 0.15


@pytest.mark.usefixtures("key")
def test_say_options_reach_the_request(server: SpeechServer, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Grüße, {name}!\n", encoding="utf-8")
    options = ("-v", "nova", "-m", "tts-9", "--speed", "1.5", "-i", "Slowly", "--extra", "language=de")
    result = run_ipytts("say", *options, "-f", str(tmp_path / "text.txt"), "-o", str(tmp_path / "talk.wav"))
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    assert server.requests[0].body == {
        "model": "tts-9",
        "input": "Grüße, {name}!",  # braces stay unchanged
        "voice": "nova",
        "response_format": "wav",
        "speed": 1.5,
        "instructions": "Slowly",
        "language": "de",
    }
    assert sniff((tmp_path / "talk.wav").read_bytes()) == "wav"


@pytest.mark.usefixtures("key")
def test_say_with_a_dash_writes_audio_to_standard_output() -> None:
    result = run_ipytts("say", "-o", "-", "--format", "flac", "Hello,", "world.")
    assert (result.returncode, result.stderr) == (0, b"")
    assert sniff(result.stdout) == "flac"


def test_say_without_output_file_plays() -> None:
    require("hibari", "lameenc")
    if not SILENT_PLAYER_ENV:
        report_missing("ffplay")
    began = time.monotonic()
    result = run_ipytts("say", "--service", "builtin", "One two three four five six.", env=SILENT_PLAYER_ENV)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    assert time.monotonic() - began > 1.5  # it lasts 2.5 s, and is heard to its end


def test_say_without_a_player_requests_nothing(server: SpeechServer, tmp_path: Path) -> None:
    env = {"PATH": str(tmp_path), "ONEROUTER_API_KEY": KEY, "ONEROUTER_BASE_URL": server.base_url}
    result = run_ipytts("say", "Hello.", env=env)
    assert result.returncode == 1
    assert b"install ffmpeg (for its ffplay) or mpv" in result.stderr
    assert not server.requests


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("say", "--voise", "x", "Hello."), 2, "unrecognized arguments: --voise"),
        (("say", "--voi", "x", "Hello."), 2, "unrecognized arguments: --voi"),
        (("voices", "--voise"), 2, "usage: ipytts voices"),
        (("sing",), 2, "invalid choice: 'sing'"),
        ((), 2, "required: command"),
        (("say", "-o", "x.mp3", "--speed", "9", "Hello."), 2, "speed=9.0 is not possible"),
        (("say", "-o", "x.mp3", "--speed", "fast", "Hello."), 2, "speed='fast' is not possible"),
        (
            ("say", "-o", "x.mp3", "--timeout", "0", "Hello."),
            2,
            "seconds above 0 and up to 86400",
        ),
        (("say", "-s", "nowhere", "Hello."), 2, "neither a name"),
        (("say", "--key-env", "sk-canary", "Hello."), 2, "not a key"),
        (("say", "-o", "x.tar", "Hello."), 2, "no extension of an audio format"),
        (("say", "-o", "x.mp3", "--format", "wav", "Hello."), 2, "The audio is wav"),
        (("say", "-o", "x.mp3"), 1, "The text is empty"),
        (("say", "-f", "a", "text"), 2, "a text and a file"),
        (("say", "-f", "nowhere.txt"), 1, "nowhere.txt cannot be read: No such file"),
        (("say", "-o", "nowhere/x.mp3", "Hello."), 1, "There is no folder 'nowhere'"),
        (("say", "-s", "openai", "-o", "x.mp3", "Hello."), 1, "OPENAI_API_KEY"),
        (("cache", "burn"), 2, "invalid choice: 'burn'"),
        (("voices", "-s", "nowhere"), 2, "neither a name"),
        (("key", "check", "builtin"), 2, "needs no key"),
        (("key", "check", "openai"), 1, "There is no key for openai"),
    ],
)
def test_errors_go_to_standard_error_with_an_exit_status(
    server: SpeechServer, arguments: tuple[str, ...], status: int, words: str
) -> None:
    result = run_ipytts(*arguments)
    assert (result.returncode, result.stdout) == (status, b"")
    assert words in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()
    assert not server.requests


def test_key_check_of_a_service_that_needs_none_says_so() -> None:
    result = run_ipytts("key", "check", "kokoro")
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode() == "kokoro needs no key, and none is set.\n"


def test_say_dry_run_names_the_builtin_voice(tmp_path: Path) -> None:
    require("hibari")
    result = run_ipytts("say", "--dry-run", "--service", "builtin", "Hello.")
    assert b"1 request to the built-in voice.\n" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (("say", "-o", "x.mp3", "Hello."), {"IPYTTS_SERVICE": "nowhere"}),
        (("voices",), {"IPYTTS_SERVICE": "nowhere"}),
        (("cache", "info"), {"IPYTTS_CACHE_SIZE": "large"}),
    ],
)
def test_impossible_value_of_a_variable_is_no_wrong_usage(
    arguments: tuple[str, ...], env: dict[str, str]
) -> None:
    result = run_ipytts(*arguments, env=env)
    assert (result.returncode, result.stdout) == (1, b"")
    assert b"Traceback" not in result.stderr


def test_help_has_the_exit_statuses() -> None:
    for status in ("0  ", "1  ", "2  ", "130  "):
        assert f"\n  {status}" in run_ipytts("--help").stdout.decode()


@pytest.mark.usefixtures("key")
def test_say_reports_a_refusal_without_a_traceback(server: SpeechServer, tmp_path: Path) -> None:
    server.misbehave(respond(400, {"error": {"message": "No voice called bob."}}))
    result = run_ipytts("say", "-v", "bob", "-o", str(tmp_path / "talk.mp3"), "Hello.")
    assert (result.returncode, result.stdout) == (1, b"")
    assert b"No voice called bob." in result.stderr
    assert b"Traceback" not in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("key")
@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent otherwise there")
def test_say_exits_with_130_on_an_interrupt(server: SpeechServer, tmp_path: Path) -> None:
    server.misbehave(HANGS["half a body"])
    command = [sys.executable, "-m", "ipytts", "say", "-o", str(tmp_path / "talk.mp3"), "Hello."]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        server.wait_for_requests(1)
        process.send_signal(signal.SIGINT)
        result = process.communicate(timeout=30)
    assert (process.returncode, result) == (130, (b"", b""))
    assert not list(tmp_path.iterdir())


def test_voices_into_a_closed_pipe_prints_no_traceback() -> None:
    command = f"'{sys.executable}' -m ipytts voices --service builtin | true"
    result = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602
    assert result.stderr == b""


def test_missing_key_comes_with_advice_for_a_shell() -> None:
    result = run_ipytts("say", "--service", "openai", "Hello.")
    assert b"`ipytts key set openai`" in result.stderr
    assert b"cell" not in result.stderr


@pytest.mark.usefixtures("key")
def test_say_reports_the_builtin_voice_each_time(tmp_path: Path) -> None:
    require("hibari", "lameenc")
    for _ in range(2):
        result = run_ipytts("say", "-s", "builtin", "-v", "coral", "-o", str(tmp_path / "talk.mp3"), "Hello.")
        assert b"ignores instructions" in result.stderr
    assert seconds((tmp_path / "talk.mp3").read_bytes()) > 0.5


def test_cache_shows_and_clears_entries(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    env = {"IPYTTS_CACHE_DIR": str(folder), "IPYTTS_CACHE_SIZE": "500 MB"}

    def cache(action: str) -> tuple[int, str, str]:
        result = run_ipytts("cache", action, env=env)
        return result.returncode, result.stdout.decode(), result.stderr.decode()

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
def test_cache_reports_an_unreadable_folder(tmp_path: Path, action: str) -> None:
    (tmp_path / "file").touch()
    result = run_ipytts("cache", action, env={"IPYTTS_CACHE_DIR": str(tmp_path / "file")})
    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr.decode().startswith(f"ipytts: The cache in {tmp_path / 'file'} cannot be read: ")


@pytest.mark.parametrize(
    ("line", "completions"),
    [
        ("ipytts say --vo", ["--voice"]),
        ("ipytts say --service groq --voice ", ["autumn", "diana", "hannah", "austin", "daniel", "troy"]),
        ("ipytts narrate -s venice -m tts-k", ["tts-kokoro"]),
        ("ipytts voices --service k", ["kokoro"]),
        ("ipytts describe --detail ", ["brief", "normal", "full"]),
        ("ipytts key set open", ["openai", "openrouter"]),
        (f"ipytts say --file {ROOT}/pypr", [f"{ROOT}/pyproject.toml"]),
    ],
)
def test_argcomplete_completes_options_and_values(line: str, completions: list[str]) -> None:
    require("argcomplete")
    result = run_ipytts(
        env={
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_STDOUT_FILENAME": "/dev/stdout",
            "COMP_LINE": line,
            "COMP_POINT": str(len(line)),
            "COMP_TYPE": "9",
            "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        }
    )
    assert sorted(result.stdout.decode().split("\x0b")) == sorted(completions)


@pytest.mark.usefixtures("key")
def test_say_dry_run_requests_nothing(server: SpeechServer, tmp_path: Path) -> None:
    text = "It goes on like this for long. " * 300
    result = run_ipytts("say", "--dry-run", stdin=text.encode())
    count, characters = result.stdout.decode().split(" parts, ")
    assert int(count) > 2
    assert characters.startswith(f"9,299 characters, 0 in the cache: {count} requests to onerouter.")
    assert (result.returncode, server.requests) == (0, [])


@pytest.mark.usefixtures("key")
def test_say_uses_the_cache_unless_no_cache(server: SpeechServer, tmp_path: Path) -> None:
    for _ in range(2):
        assert run_ipytts("say", "-o", str(tmp_path / "talk.mp3"), "Hello.").returncode == 0
    assert len(server.requests) == 1
    assert run_ipytts("say", "-o", str(tmp_path / "talk.mp3"), "--no-cache", "Hello.").returncode == 0
    assert len(server.requests) == 2


@pytest.mark.usefixtures("key")
def test_say_dry_run_without_cache_counts_all_requests(server: SpeechServer, tmp_path: Path) -> None:
    assert run_ipytts("say", "-o", str(tmp_path / "talk.mp3"), "Hello.").returncode == 0
    result = [
        run_ipytts("say", "--dry-run", *option, "Hello.").stdout.decode() for option in ((), ("--no-cache",))
    ]
    assert "1 in the cache: 0 requests to onerouter." in result[0]
    assert "cache ignored: 1 request to onerouter." in result[1]


@pytest.mark.usefixtures("key")
def test_say_limit_and_at_once_reach_the_service(server: SpeechServer, tmp_path: Path) -> None:
    server.limit, server.at_once = 50, 1
    text = "Forty characters are in this sentence. This one has less of them. And this has fewer still."
    result = run_ipytts("say", "-o", str(tmp_path / "talk.mp3"), "--limit", "50", "--at-once", "1", text)
    assert result.returncode == 0, result.stderr
    assert len(server.requests) > 1
    assert {len(request.body["input"]) <= 50 for request in server.requests} == {True}
    refused = run_ipytts("say", "--limit", "many", "Hello.")
    assert (refused.returncode, b"limit='many' is not possible" in refused.stderr) == (2, True)


@pytest.mark.parametrize("command", ["say", "narrate", "voices", "cache", "key"])
def test_help_of_a_command_begins_with_what_it_does(command: str) -> None:
    usage, description, *_ = run_ipytts(command, "--help").stdout.decode().split("\n\n")
    assert usage.startswith(f"usage: ipytts {command}")
    assert description.rstrip().endswith(".")


@pytest.mark.usefixtures("key")
def test_say_with_a_fallback_speaks_without_the_service(server: SpeechServer, tmp_path: Path) -> None:
    require("hibari")
    server.misbehave(out_of_quota(), times=FOREVER)
    path = tmp_path / "talk.wav"
    result = run_ipytts("say", "Hello.", "-o", str(path), "--fallback", "builtin")
    assert result.returncode == 0, result.stderr
    credit = b"onerouter says that the account is out of credit"
    assert b"ipytts: %b: the built-in voice speaks" % credit in result.stderr
    assert seconds(path.read_bytes()) > 0.3
    refused = run_ipytts("say", "Hello.", "-o", str(path), "--fallback", "openai")
    assert (refused.returncode, b"choose 'builtin'" in refused.stderr) == (2, True)
