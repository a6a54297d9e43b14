"""The cell that the playground gives away asks for what the playground asked for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import ipytts
from ipytts.options.magic_parsers import speak_parser
from ipytts.options.speech_options import speech_settings
from ipytts.synthesis.plan import plan
from ipytts.text.interpolation import fill
from ipytts.widget.settings import Settings, SettingTraits
from ipytts.widget.snippets import as_call, as_cell
from tests.helpers.shell import new_shell

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

URL = "http://127.0.0.1:8880/v1"
NAMES = {"x": 7, "name": "Ada", "e": [1, 2]}

module_shell = pytest.fixture(scope="module")(new_shell)

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("{}x'\"\\ \n\t"))
instructions = texts.map(lambda words: " ".join(words.splitlines()).strip())
asked = st.fixed_dictionaries(
    {"service": st.just(URL)},
    optional={
        "voice": texts.map(lambda name: " ".join(name.split())).filter(bool),
        "model": st.sampled_from(["tts-1", "kokoro 82M"]),
        "response_format": st.sampled_from(["wav", "opus"]),
        "speed": st.floats(0.25, 4),
        "instructions": instructions.filter(bool),
    },
)


@pytest.fixture(scope="module")
def shell(module_shell: InteractiveShell) -> InteractiveShell:
    module_shell.run_line_magic("load_ext", "ipytts")
    return module_shell


def understood(shell: InteractiveShell, cell: str) -> tuple[str, dict[str, Any]]:
    """Return what %%speak makes of a cell, by the way that IPython hands it on."""
    code = ast.parse(shell.transform_cell(cell)).body[0]
    assert isinstance(code, ast.Expr)
    assert isinstance(code.value, ast.Call)
    magic, line, body = (ast.literal_eval(argument) for argument in code.value.args)
    assert magic == "speak"
    options, rest = speak_parser().parse_line(line, lambda word: fill(word, NAMES, prose=False))
    assert rest == ""
    text = body.strip()
    return text if options.raw else fill(text, NAMES), speech_settings(options)


@given(text=texts.map(str.strip).filter(bool), asked=asked)
@example(text=">>> x", asked={"service": URL})
@example(text="As in\n    >>> x\n    ... and on", asked={"service": URL})
@example(text="... and so on\n... and on", asked={"service": URL})
@example(text="In [1]: x\nOut[1]: 7", asked={"service": URL})
@example(text="{x} and {{x}}", asked={"service": URL, "instructions": "as {name} would"})
@example(text="--voice coral\nis an option", asked={"service": URL, "voice": "--raw"})
@example(text="%%speak\nWhat is it?", asked={"service": URL, "voice": 'it\'s "it"'})
@example(text="Is it?", asked={"service": URL})
@settings(deadline=None)
def test_a_cell_asks_for_the_same(shell: InteractiveShell, text: str, asked: dict[str, Any]) -> None:
    meant = Settings(text, asked)
    said, options = understood(shell, as_cell(meant))
    assert [step.key for step in plan(said, **options).steps] == [step.key for step in meant.plan().steps]


@given(text=texts.map(str.strip).filter(bool), asked=asked)
@settings(deadline=None)
def test_a_call_asks_for_the_same(text: str, asked: dict[str, Any]) -> None:
    code = ast.parse(as_call(Settings(text, asked))).body[1]
    assert isinstance(code, ast.Expr)
    call = code.value
    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == "ipytts.speak"
    assert [ast.literal_eval(argument) for argument in call.args] == [text]
    assert {word.arg: ast.literal_eval(word.value) for word in call.keywords} == asked


@pytest.fixture
def openai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-nobody")
    monkeypatch.setenv("IPYTTS_SERVICE", "openai")


def cell_of(**wishes: Any) -> str:
    return as_cell(SettingTraits(text="Hello.", **wishes).settings)


def test_only_what_differs_is_in_it(openai: None) -> None:
    usual: dict[str, Any] = {"service": "openai", "voice": "alloy", "model": "gpt-4o-mini-tts"}
    assert cell_of(**usual, response_format="mp3", speed=1.0) == "%%speak\nHello."
    assert cell_of(voice="ash", speed=2) == "%%speak --voice ash --speed 2.0\nHello."
    assert cell_of(service="builtin") == "%%speak --service builtin\nHello."


def test_what_is_configured_does_not_differ(openai: None) -> None:
    defaults = ipytts.SpeechDefaults.instance()
    try:
        defaults.voice, defaults.speed = "nova", 1.5
        assert cell_of(voice="nova", speed=1.5) == "%%speak\nHello."
        assert cell_of(voice="alloy", speed=1) == "%%speak --voice alloy --speed 1.0\nHello."
    finally:
        ipytts.SpeechDefaults.clear_instance()


def test_instructions_are_asked_where_they_are_taken(openai: None) -> None:
    assert cell_of(instructions="Softly,\nplease") == '%%speak --instructions "Softly, please"\nHello.'
    for model in ("tts-1", "tts-1-hd"):
        assert cell_of(instructions="Softly", model=model) == f"%%speak --model {model}\nHello."
    assert cell_of(instructions="Softly", service="builtin") == "%%speak --service builtin\nHello."


def test_white_space_around_the_text_is_neither_asked_nor_copied(openai: None) -> None:
    settings = SettingTraits(text="\n  Hello.\r\nThere. \n\n").settings
    assert settings.text == "Hello.\nThere."
    assert as_cell(settings) == "%%speak\nHello.\nThere."
