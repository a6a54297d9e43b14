"""``%%speak`` and ``%speak`` in a real shell; the service is a real server on loopback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipytts import Speech, SpeechDefaults
from ipytts.errors import (
    AuthenticationError,
    FillError,
    InvalidRequestError,
    NoServiceError,
    OutputError,
    ServiceError,
    SpeechInterrupt,
    UnreachableError,
)
from tests.helpers.environment import KEY
from tests.helpers.faults import BREAKS_AMID, another_format, echo_key, respond

if TYPE_CHECKING:
    from pathlib import Path

    from IPython.core.interactiveshell import InteractiveShell

    from tests.helpers.shell import Shell
    from tests.helpers.speech_server import SpeechServer


def test_speak_cell_sends_its_text_and_returns_speech(shell: Shell, server: SpeechServer) -> None:
    speech = shell.value("%%speak --voice coral", "Hello,", "world.")
    assert isinstance(speech, Speech)
    assert (speech.text, speech.voice, speech.service) == ("Hello,\nworld.", "coral", "onerouter")
    (request,) = server.requests
    assert request.body == {
        "model": "gpt-4o-mini-tts",
        "input": "Hello,\nworld.",
        "voice": "coral",
        "response_format": "mp3",
    }
    assert request.headers["Authorization"] == KEY


@pytest.mark.parametrize("text", [">>> 1 + 1\n2", "As in\n    >>> x\n    ...", "In [1]: x"])
def test_speak_cell_keeps_prompts_in_its_text(shell: Shell, server: SpeechServer, text: str) -> None:
    shell.value(f"\n%%speak --voice nova\n{text}")
    assert server.requests[0].body["input"] == text
    assert server.requests[0].body["voice"] == "nova"


def test_speak_options_reach_the_request(shell: Shell, server: SpeechServer) -> None:
    shell.value(
        """%%speak -v nova -m tts-9 --format wav --speed 1.5 -i "Speak 'slowly'" """
        """--extra language=en --extra 'seed=3' --timeout 30""",
        "Hello.",
    )
    assert server.requests[0].body == {
        "model": "tts-9",
        "input": "Hello.",
        "voice": "nova",
        "response_format": "wav",
        "speed": 1.5,
        "instructions": "Speak 'slowly'",
        "language": "en",
        "seed": 3,
    }


@pytest.mark.parametrize(
    ("line", "text", "voice"),
    [
        ("%speak It's done", "It's done", "alloy"),
        ('%speak -v nova  It\'s "done"  --voice echo', 'It\'s "done"  --voice echo', "nova"),
        ("%speak --voice=nova -- --voice is an option", "--voice is an option", "nova"),
        ("%speak -5 degrees", "-5 degrees", "alloy"),
        ("%speak - an item", "- an item", "alloy"),
        ("%speak --voice \"{str.lower('NO VA')}\" {1 + len('x')} {{x}}", "2 {x}", "no va"),
        ("%speak --raw --voice nova {x}", "{x}", "nova"),
    ],
)
def test_speak_line_separates_options_from_text(
    shell: Shell, server: SpeechServer, line: str, text: str, voice: str
) -> None:
    shell.value(line)
    assert (server.requests[0].body["input"], server.requests[0].body["voice"]) == (text, voice)


def test_speak_interpolates_results_once(shell: Shell, server: SpeechServer) -> None:
    shell.value("accuracy, trap = 0.9412, '{accuracy}'")
    shell.value("%%speak", r"{accuracy:.1%} is \frac{1}{2} of {trap}, {} and {'a': 1}")
    assert server.requests[0].body["input"] == r"94.1% is \frac{1}{2} of {accuracy}, {} and {'a': 1}"


def test_into_assigns_and_output_saves(shell: Shell, tmp_path: Path, server: SpeechServer) -> None:
    path = tmp_path / "a talk.wav"
    speech = shell.value(f'%%speak --into talk --output "{path}"', "Hello.")
    assert shell.value("talk") is speech
    assert path.read_bytes() == speech.data
    assert server.requests[0].body["response_format"] == "wav"


@pytest.mark.parametrize(
    ("cell", "kind", "words"),
    [
        ("%%speak --voise coral\nHello.", InvalidRequestError, "did you mean --voice?"),
        ("%speak --fallback builtin Hello.", InvalidRequestError, "%config SpeechDefaults.fallback sets it"),
        ("%%speak --voi coral\nHello.", InvalidRequestError, "no option --voi: did you mean --voice?"),
        ("%%speak coral\nHello.", InvalidRequestError, "'coral' is not an option: write the text below"),
        ("%%speak --voice\nHello.", InvalidRequestError, "--voice needs a value"),
        ("%%speak --raw=1\nHello.", InvalidRequestError, "--raw: ignored explicit argument '1'"),
        ("%%speak\n \n", InvalidRequestError, "The text is empty"),
        ("%speak", InvalidRequestError, "The text is empty"),
        ("%%speak", InvalidRequestError, "The text is empty"),
        ("%speak -i don't worry", InvalidRequestError, "a quote in the value of -i is not closed"),
        ("%speak --voice 'coral Hello.", InvalidRequestError, "a quote"),
        ("%%speak --service builtin --key-env X\nHello.", InvalidRequestError, "needs no key"),
        ("%%speak --output ~nobody-here/talk.mp3\nHello.", OutputError, "Nothing can be written to"),
        (f"%%speak --output {'x' * 300}.mp3\nHello.", OutputError, "Nothing can be written to"),
        (
            "%%speak --speed 9\nHello.",
            InvalidRequestError,
            "speed=9.0 is not possible: give a number from 0.25",
        ),
        ("%%speak --speed fast\nHello.", InvalidRequestError, "speed='fast' is not possible"),
        ("%%speak --timeout 0\nHello.", InvalidRequestError, "timeout=0.0 is not possible"),
        (
            "%%speak --format mp4\nHello.",
            InvalidRequestError,
            "response_format='mp4' is not possible: choose one of",
        ),
        ("%%speak --format ogg -o a.ogg\nHello.", InvalidRequestError, "response_format='ogg'"),
        ("%%speak --extra language\nHello.", InvalidRequestError, "write KEY=VALUE"),
        ("%%speak --extra input=x\nHello.", InvalidRequestError, "'input', which has an option of its own"),
        ("%%speak --into 3x\nHello.", InvalidRequestError, "--into 3x is not possible"),
        ("%%speak --service nobody\nHello.", InvalidRequestError, "is neither a name (onerouter, openai"),
        ("%%speak --service openai\nHello.", NoServiceError, "set the environment variable OPENAI_API_KEY"),
        ("%%speak --key-env sk-1\nHello.", InvalidRequestError, "takes the name of an environment variable"),
        ("%%speak --key-env NO_KEY\nHello.", NoServiceError, "NO_KEY, which --key-env names, is not set"),
        ("%%speak --output no/talk.mp3\nHello.", OutputError, "There is no folder 'no'"),
        ("%%speak --output talk.txt\nHello.", OutputError, "has no extension of an audio format"),
        ("%%speak --output talk.mp3 --format wav\nHello.", OutputError, "The audio is wav"),
        ("%%speak\n{acuracy} is high", FillError, "NameError: name 'acuracy' is not defined"),
    ],
)
def test_speak_reports_a_mistake_without_a_request(
    shell: Shell, server: SpeechServer, cell: str, kind: type[Exception], words: str
) -> None:
    ran = shell.run(cell)
    assert type(ran.error) is kind
    assert words in ran.printed
    assert ran.printed.startswith(f"{kind.__name__}: ")
    assert len(ran.printed.splitlines()) <= 3  # no traceback
    assert not server.requests


def test_speak_without_key_and_voice_suggests_remedies(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONEROUTER_API_KEY")
    monkeypatch.setattr("ipytts.services.service_selection.builtin_is_installed", lambda: False)
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    ran = shell.run("%%speak", "Hello.")
    assert type(ran.error) is NoServiceError
    for way in ("ONEROUTER_API_KEY", 'pip install "ipytts[offline]"', "--service openai"):
        assert way in ran.printed


def test_speak_shows_but_does_not_save_another_format(
    shell: Shell, server: SpeechServer, tmp_path: Path
) -> None:
    server.misbehave(another_format("wav"))
    ran = shell.run(f"%%speak --output {tmp_path}/talk.mp3 --into talk", "Hello.")
    assert type(ran.error) is OutputError
    assert "The audio is wav" in ran.printed
    assert not list(tmp_path.iterdir())
    (shown,) = ran.shown
    assert "data:audio/wav;base64," in shown.data["text/html"]
    assert shell.value("talk").response_format == "wav"


def test_speak_shows_what_arrived_before_the_connection_broke(shell: Shell, server: SpeechServer) -> None:
    server.misbehave(BREAKS_AMID["close in a chunk"])
    ran = shell.run("%%speak", "Hello.")
    assert type(ran.error) is UnreachableError
    (shown,) = ran.shown
    assert "data:audio/mpeg;base64," in shown.data["text/html"]


def test_speak_error_has_status_and_request_id(shell: Shell, server: SpeechServer) -> None:
    server.misbehave(respond(400, {"error": {"message": "No voice called bob."}}))
    ran = shell.run("%%speak --voice bob", "Hello.")
    assert isinstance(ran.error, ServiceError)
    assert (ran.error.status, ran.error.request_id) == (400, "req_0001")
    assert "No voice called bob." in ran.printed


def test_speak_error_names_only_the_variable_of_a_refused_key(shell: Shell, server: SpeechServer) -> None:
    server.misbehave(echo_key())
    ran = shell.run("%%speak", "Hello.")
    assert type(ran.error) is AuthenticationError
    assert "Check the key in ONEROUTER_API_KEY." in ran.printed
    assert KEY not in ran.printed


def test_key_env_selects_the_key_for_a_url(
    shell: Shell, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.auth = "bearer"
    monkeypatch.setenv("MY_KEY", KEY)
    shell.value(f"%%speak --service {server.base_url} --key-env MY_KEY", "Hello.")
    assert server.requests[0].headers["Authorization"] == f"Bearer {KEY}"


def test_config_defaults_apply_to_all_cells(shell: Shell, server: SpeechServer) -> None:
    shell.value("%config SpeechDefaults.voice = 'nova'")
    shell.value("%config SpeechDefaults.speed = 1.25")
    shell.value("%speak one")
    shell.value("import ipytts; ipytts.speak('two', voice='echo')")
    sent = [(request.body["voice"], request.body["speed"]) for request in server.requests]
    assert sent == [("nova", 1.25), ("echo", 1.25)]


def test_config_lists_defaults_and_refuses_invalid_values(shell: Shell) -> None:
    service = f"ipytts.Service('http://127.0.0.1:9', '{KEY}')"
    shell.value("import ipytts", f"%config SpeechDefaults.service = {service}")
    listed = shell.run("%config SpeechDefaults").printed
    assert "Service(base_url='http://127.0.0.1:9'" in listed
    assert KEY not in listed
    shell.value("%config SpeechDefaults.service = None")
    names = ("voice", "model", "response_format", "speed", "instructions", "service", "play", "timeout")
    for name in names:
        assert f"SpeechDefaults.{name}=" in listed
    assert "key" not in listed.replace("<key-1>", "")  # of a dictionary
    for setting in ("speed = 9", "response_format = 'mp4'", "service = 'nobody'", "voice = ''"):
        shell.run(f"%config SpeechDefaults.{setting}")
        name = setting.split()[0]
        assert getattr(SpeechDefaults.instance(), name) is None


@pytest.mark.parametrize(
    ("cell", "players"),
    [
        (("for i in range(3):", "    %speak Round {i}"), 3),
        (("%speak One.", "%speak Two."), 1),  # the other one is the cell's result
        (("%speak One.", "x = 1"), 1),
        (("if True:", "    %speak One."), 1),
        (("x = %speak One.",), 1),
        (("def f(name):", "    %speak Hello {name}", "    return 1", "f('Ann')"), 1),
        (("%speak One.",), 0),  # it is the cell's result
        (("%%speak", "One."), 0),
        (("%%time", "%%speak", "One."), 0),
        (("%time %speak One.",), 0),
        (("%%time", "%speak One.", "%speak Two."), 1),
        (("%%time", "%speak One.", "x = 1"), 1),
        (("%time %speak One.", "x = 1"), 1),
        (("x = %time %speak One.",), 1),
    ],
)
def test_speak_shows_a_player_unless_it_is_the_cell_result(
    shell: Shell, cell: tuple[str, ...], players: int
) -> None:
    ran = shell.run(*cell)
    assert ran.error is None
    shown = [output for output in ran.shown if "<audio" in output.data.get("text/html", "")]
    assert len(shown) == players


def test_speak_line_in_a_function_uses_its_variables(shell: Shell, server: SpeechServer) -> None:
    shell.value("name = 'Bob'", "def f(name):", "    %speak Hello {name}", "f('Ann')")
    assert server.requests[0].body["input"] == "Hello Ann"


@pytest.mark.parametrize("line", ["%speak Is it done?", "%speak -- Is it done??", "x = %speak Is it done?"])
def test_speak_line_speaks_a_question(shell: Shell, server: SpeechServer, line: str) -> None:
    shell.value(line)
    assert server.requests[0].body["input"].startswith("Is it done?")


def test_output_path_is_interpolated_after_an_underscore(shell: Shell, tmp_path: Path) -> None:
    shell.value("for i in range(2):", f"    %speak --output {tmp_path}/talk_{{i}}.mp3 Hello.")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["talk_0.mp3", "talk_1.mp3"]


def test_speak_cell_without_text_is_incomplete(shell: Shell) -> None:
    assert shell.ip.check_complete("%%speak --voice coral")[0] == "incomplete"


@pytest.mark.parametrize("cell", ["%speak --help", "%%speak --help", "%%speak -h\nHello.", "%%speak?"])
def test_speak_help_shows_options_and_examples(shell: Shell, server: SpeechServer, cell: str) -> None:
    ran = shell.run(cell)
    shown = ran.printed + "".join(str(output) for output in ran.shown)
    for promised in ("--voice", "examples:", "%%speak --voice coral", "{accuracy:.1%}"):
        assert promised in shown
    assert not server.requests


def test_extension_loads_twice_reloads_and_unloads(shell: Shell, server: SpeechServer) -> None:
    shell.value("%config SpeechDefaults.voice = 'nova'")
    shell.run("%load_ext ipytts")
    shell.value("%reload_ext ipytts")
    shell.value("%speak once")
    assert [request.body["voice"] for request in server.requests] == ["nova"]
    shell.value("%unload_ext ipytts")
    assert "not found" in shell.run("%speak once").printed
    assert "SpeechDefaults" not in shell.run("%config").printed
    shell.value("%load_ext ipytts")
    shell.value("%speak once")


def test_load_applies_the_configuration_file(shell: Shell, module_shell: InteractiveShell) -> None:
    shell.value("%unload_ext ipytts")
    for instance_is_older in (False, True):
        SpeechDefaults.clear_instance()
        if instance_is_older:
            SpeechDefaults.instance()
        module_shell.config.SpeechDefaults.voice = "verse"
        shell.value("%load_ext ipytts")
        assert SpeechDefaults.instance().voice == "verse"
        shell.value("%unload_ext ipytts")
    shell.value("%load_ext ipytts")


def test_speak_reports_an_interrupt_in_one_line(shell: Shell, server: SpeechServer) -> None:
    server.pace = type(server.pace)(silence=60)
    shell.value("import _thread, threading")
    ran = shell.run("threading.Timer(0.3, _thread.interrupt_main).start()", "%speak never")
    assert type(ran.error) is SpeechInterrupt
    assert ran.printed.strip() == "KeyboardInterrupt: the speech was stopped."


def test_speak_dry_run_requests_nothing(shell: Shell, server: SpeechServer) -> None:
    shell.value("rows = 12")
    ran = shell.run("%%speak --dry-run", "There are {rows} rows.")
    assert ran.printed.startswith("1 part, 18 characters, 0 in the cache: 1 request to onerouter.\n")
    assert "There are 12 rows." in ran.printed
    assert (ran.result, ran.shown, server.requests) == (None, [], [])


def test_speak_uses_the_cache_unless_disabled(shell: Shell, server: SpeechServer) -> None:
    assert [shell.value("%speak Hello.").from_cache for _ in range(2)] == [False, True]
    assert not shell.value("%speak --no-cache Hello.").from_cache
    shell.value("%config SpeechDefaults.cache = False")
    assert not shell.value("%speak Hello.").from_cache
    assert len(server.requests) == 3
