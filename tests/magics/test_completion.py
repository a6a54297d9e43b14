"""Tab completion in a shell; test_startup_file.py tests it in a kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import IPython
import pytest
from IPython.core.completer import provisionalcompleter

from ipytts import Service, SpeechDefaults
from ipytts.services.named_services import SERVICES
from ipytts.services.service import MODELS, VOICES
from ipytts.services.spoken_languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import SimpleNamespace

    from IPython.core.interactiveshell import InteractiveShell


@pytest.fixture
def shell(module_shell: InteractiveShell) -> Iterator[InteractiveShell]:
    # Before IPython 8.6, Jedi's guesses come before the completions of a hook.
    module_shell.Completer.use_jedi = IPython.version_info >= (8, 6)
    module_shell.run_line_magic("load_ext", "ipytts")
    yield module_shell
    module_shell.run_line_magic("unload_ext", "ipytts")
    SpeechDefaults.clear_instance()


def completed_lines(shell: InteractiveShell, line: str) -> list[str]:
    """Return the completed lines."""
    with provisionalcompleter():
        found = list(shell.Completer.completions(line, len(line)))
    return [line[: completion.start] + completion.text for completion in found]


def completed_values(shell: InteractiveShell, line: str) -> list[str]:
    """Return the completions of the next word of a line."""
    return [whole.removeprefix(line) for whole in completed_lines(shell, line)]


@pytest.mark.parametrize("magic", ["%%speak", "%speak", "  %speak", "speak"])
@pytest.mark.parametrize(
    "option", ["--voice ", "-v ", "--voice=", '--voice="', "--raw -i 'a b' --extra=a=b -v "]
)
def test_complete_voices(shell: InteractiveShell, magic: str, option: str) -> None:
    line = f"{magic} {option}"
    assert completed_lines(shell, f"{line}co") == [f"{line}coral"]
    assert completed_lines(shell, f"{line}S") == [f"{line}sage", f"{line}shimmer"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("%%speak --format ", ["mp3", "opus", "aac", "flac", "wav", "pcm"]),
        ("%%speak --service ", list(SERVICES)),
        ("%%speak -s openai -m ", [model.name for model in MODELS]),
        ("%%speak -s openai -v ", [*VOICES, "marin", "cedar"]),
        ("%%speak -s openai -m tts-1 -v ", [voice for voice in VOICES if voice not in ("ballad", "verse")]),
        ("%%speak -s groq -v ", ["autumn", "diana", "hannah", "austin", "daniel", "troy"]),
        ("%%speak -s openrouter -m x-ai/grok-voice-tts-1.0 -v ", ["eve", "ara", "rex", "sal", "leo"]),
        ("%%speak -s https://api.featherless.ai/v1/ -v ", ["af_bella"]),
        ("%%speak -s https://[half -v ", list(VOICES)),
        ("%%speak --service=builtin --model=", ["hibari"]),
        ("%%speak --service builtin -v ", ["heart", *VOICES]),
        ("%%speak --service http://127.0.0.1:8880/v1 -v ", list(VOICES)),
        ("%%narrate --language ", list(LANGUAGES)),
    ],
)
def test_complete_known_values(shell: InteractiveShell, line: str, names: list[str]) -> None:
    assert sorted(completed_values(shell, line)) == sorted(names)


def test_complete_voices_of_the_selected_service(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipytts.options.known_values.builtin_is_installed", lambda: True)
    assert "heart" in completed_values(shell, "%%speak -v ")
    SpeechDefaults.instance().service = "openai"  # its key is not set, which is no matter here
    assert "heart" not in completed_values(shell, "%%speak -v ")
    assert "heart" in completed_values(shell, "%%speak -s builtin -v ")
    SpeechDefaults.instance().service = Service("http://127.0.0.1:9/v1", voices=("bella",))
    assert completed_values(shell, "%speak --voice ") == ["bella"]
    SpeechDefaults.instance().service = None
    monkeypatch.setenv("ONEROUTER_API_KEY", "x")
    assert "heart" not in completed_values(shell, "%%speak -v ")
    monkeypatch.setenv("IPYTTS_SERVICE", "builtin")
    assert "heart" in completed_values(shell, "%%speak -v ")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("%%narrate --detail ", ["brief", "normal", "full"]),
        ("%narrate --detail=f", ["full"]),
        ("%%narrate --when", ["--when-longer-than"]),
        ("%%narrate --no-p", ["--no-play"]),
        ("%narrate -s openai -v co", ["coral"]),
        ("%autonarrate ", ["on", "off"]),
        ("%autonarrate of", ["off"]),
        ("%autonarrate 30 --detail b", ["brief"]),
        ("%autonarrate --te", ["--text"]),
    ],
)
def test_complete_narrate_and_autonarrate(shell: InteractiveShell, line: str, words: list[str]) -> None:
    start = line[: len(line) - len(line.rpartition("=" if "=" in line else " ")[2])]
    assert sorted(completed_lines(shell, line)) == sorted(start + word for word in words)


def test_complete_option_names(shell: InteractiveShell) -> None:
    assert completed_lines(shell, "%speak --fo") == ["%speak --format"]
    with_one_dash, with_two = completed_lines(shell, "%%speak -"), completed_lines(shell, "%%speak --")
    assert {"%%speak -v", "%%speak --voice", "%%speak --key-env", "%%speak --into"} <= set(with_one_dash)
    assert set(with_two) == {whole for whole in with_one_dash if whole.startswith("%%speak --")}


def test_complete_key_env_shows_names_but_no_values(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MINE_API_KEY", "MINE_TOKEN", "MINE_HOME", "MINE_KEYBOARD"):
        monkeypatch.setenv(name, "sk-canary")
    found = completed_lines(shell, "%%speak --key-env MINE")
    assert found == ["%%speak --key-env MINE_API_KEY", "%%speak --key-env MINE_TOKEN"]
    assert not any("canary" in whole for whole in completed_lines(shell, "%%speak --key-env sk-"))


def test_complete_output_paths(shell: InteractiveShell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    for name in ("talk.mp3", "tale.txt", ".talk.wav", "ta b.ogg"):
        (home / name).touch()
    (home / "tapes").mkdir()
    (home / "tapes" / "one.flac").touch()
    assert completed_lines(shell, "%%speak --output ta") == [
        "%%speak --output talk.mp3",
        "%%speak --output tapes/",
    ]
    assert completed_lines(shell, "%%speak -o tapes/") == ["%%speak -o tapes/one.flac"]
    assert completed_lines(shell, "%%speak -o ~/tapes/o") == ["%%speak -o ~/tapes/one.flac"]
    assert completed_lines(shell, '%%speak -o "ta b') == ['%%speak -o "ta b.ogg']


@pytest.mark.parametrize(
    "line",
    [
        "%speak my",
        "%speak -v nova my",
        "%speak -- --voice c",
        "%%speak --into my",
        "x = my",
        "speaker --voice c",
    ],
)
def test_complete_elsewhere_is_unchanged(shell: InteractiveShell, line: str) -> None:
    shell.user_ns["my_own_name"] = 1
    found = completed_lines(shell, line)
    shell.run_line_magic("unload_ext", "ipytts")
    assert found == completed_lines(shell, line)
    assert line != "x = my" or f"{line}_own_name" in found
    shell.run_line_magic("load_ext", "ipytts")


def test_unload_removes_completion(shell: InteractiveShell) -> None:
    def hook(_: object, event: SimpleNamespace) -> list[str]:
        return ["zz my own"] if event.symbol == "zz" else []

    shell.set_hook("complete_command", hook, str_key="%speak")
    before = len(shell.Completer.custom_matchers)
    shell.run_line_magic("reload_ext", "ipytts")
    assert len(shell.Completer.custom_matchers) == before
    assert completed_lines(shell, "%speak -v co") == ["%speak -v coral"]
    shell.run_line_magic("unload_ext", "ipytts")
    assert completed_lines(shell, "%speak -v zz") == ["%speak -v zz my own"]
    shell.strdispatchers["complete_command"].strs.pop("%speak")
    shell.run_line_magic("load_ext", "ipytts")
