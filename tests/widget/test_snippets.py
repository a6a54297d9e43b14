"""Cells and calls made from settings, parsed again."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import pytest

import ipytts
from ipytts.options.magic_parsers import speak_parser
from ipytts.options.speech_options import speech_settings
from ipytts.services.service import MODELS
from ipytts.synthesis.plan import plan
from ipytts.text.interpolation import interpolate
from ipytts.widget.settings import Settings, SettingTraits
from ipytts.widget.snippets import format_call, format_cell
from tests.helpers.shell import new_shell

pytest.importorskip("hypothesis")

from hypothesis import example, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

URL = "http://127.0.0.1:8880/v1"
NAMES = {"x": 7, "name": "Ada", "e": [1, 2]}

module_shell = pytest.fixture(scope="module")(new_shell)

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("{}x'\"\\ \n\t"))
instructions = texts.map(lambda words: " ".join(words.splitlines()).strip())
options = st.fixed_dictionaries(
    {"service": st.just(URL)},
    optional={
        "voice": texts.map(lambda name: " ".join(name.split())).filter(bool),
        "model": st.sampled_from(["soft", "kokoro 82M"]),
        "response_format": st.sampled_from(["wav", "opus"]),
        "speed": st.floats(0.25, 4),
        "instructions": instructions.filter(bool),
    },
)


@pytest.fixture(scope="module")
def shell(module_shell: InteractiveShell) -> InteractiveShell:
    module_shell.run_line_magic("load_ext", "ipytts")
    return module_shell


def parse_cell(shell: InteractiveShell, cell: str) -> tuple[str, dict[str, Any]]:
    """Return the text and the options that %%speak finds in a cell, as IPython hands it on."""
    code = ast.parse(shell.transform_cell(cell)).body[0]
    assert isinstance(code, ast.Expr)
    assert isinstance(code.value, ast.Call)
    magic, line, body = (ast.literal_eval(argument) for argument in code.value.args)
    assert magic == "speak"
    options, rest = speak_parser().parse_line(line, lambda word: interpolate(word, NAMES, prose=False))
    assert rest == ""
    text = body.strip()
    return text if options.raw else interpolate(text, NAMES), speech_settings(options)


@given(text=texts.map(str.strip).filter(bool), options=options)
@example(text=">>> x", options={"service": URL})
@example(text="As in\n    >>> x\n    ... and on", options={"service": URL})
@example(text="... and so on\n... and on", options={"service": URL})
@example(text="In [1]: x\nOut[1]: 7", options={"service": URL})
@example(text="{x} and {{x}}", options={"service": URL, "instructions": "as {name} would"})
@example(text="--voice coral\nis an option", options={"service": URL, "voice": "--raw"})
@example(text="%%speak\nWhat is it?", options={"service": URL, "voice": 'it\'s "it"'})
@example(text="Is it?", options={"service": URL})
@settings(deadline=None)
def test_cell_has_the_plan_of_its_settings(
    shell: InteractiveShell, text: str, options: dict[str, Any]
) -> None:
    expected = Settings(text, options)
    spoken, parsed = parse_cell(shell, format_cell(expected))
    assert [step.key for step in plan(spoken, **parsed).steps] == [step.key for step in expected.plan().steps]


@given(text=texts.map(str.strip).filter(bool), options=options)
@settings(deadline=None)
def test_call_has_the_arguments_of_its_settings(text: str, options: dict[str, Any]) -> None:
    code = ast.parse(format_call(Settings(text, options))).body[1]
    assert isinstance(code, ast.Expr)
    call = code.value
    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == "ipytts.speak"
    assert [ast.literal_eval(argument) for argument in call.args] == [text]
    assert {word.arg: ast.literal_eval(word.value) for word in call.keywords} == options


@pytest.fixture
def openai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-nobody")
    monkeypatch.setenv("IPYTTS_SERVICE", "openai")


def cell_of(**traits: Any) -> str:
    return format_cell(SettingTraits(text="Hello.", **traits).settings)


def test_cell_has_only_options_that_differ_from_the_defaults(openai: None) -> None:
    defaults: dict[str, Any] = {"service": "openai", "voice": "alloy", "model": MODELS[0].name}
    assert cell_of(**defaults, response_format="mp3", speed=1.0) == "%%speak\nHello."
    assert cell_of(voice="ash", speed=2) == "%%speak --voice ash --speed 2.0\nHello."
    assert cell_of(service="builtin") == "%%speak --service builtin\nHello."


def test_cell_leaves_out_configured_values(openai: None) -> None:
    defaults = ipytts.SpeechDefaults.instance()
    try:
        defaults.voice, defaults.speed = "nova", 1.5
        assert cell_of(voice="nova", speed=1.5) == "%%speak\nHello."
        assert cell_of(voice="alloy", speed=1) == "%%speak --voice alloy --speed 1.0\nHello."
    finally:
        ipytts.SpeechDefaults.clear_instance()


def test_custom_voice_is_written_as_a_cell_has_it(openai: None) -> None:
    for voice in ({"id": "voice_123"}, "id:voice_123"):
        assert cell_of(voice=voice) == "%%speak --voice id:voice_123\nHello."


def test_cell_has_instructions_only_where_the_model_takes_them(openai: None) -> None:
    assert cell_of(instructions="Softly,\nplease") == '%%speak --instructions "Softly, please"\nHello.'
    for model in ("tts-1", "tts-1-hd"):
        assert cell_of(instructions="Softly", model=model) == f"%%speak --model {model}\nHello."
    assert cell_of(instructions="Softly", service="builtin") == "%%speak --service builtin\nHello."


def test_cell_has_no_white_space_around_the_text(openai: None) -> None:
    settings = SettingTraits(text="\n  Hello.\r\nThere. \n\n").settings
    assert settings.text == "Hello.\nThere."
    assert format_cell(settings) == "%%speak\nHello.\nThere."
