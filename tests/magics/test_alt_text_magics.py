"""``%alttext`` in a real shell; what it does to charts is in ``tests/alt_text``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipytts.config import SpeechDefaults
from ipytts.errors import InvalidRequestError
from tests.helpers.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from IPython.core.interactiveshell import InteractiveShell


@pytest.fixture
def shell(module_shell: InteractiveShell) -> Iterator[Shell]:
    module_shell.run_line_magic("load_ext", "ipytts")
    yield Shell(module_shell)
    module_shell.run_line_magic("unload_ext", "ipytts")
    SpeechDefaults.clear_instance()


def test_magic_sets_the_setting_and_reports_it(shell: Shell) -> None:
    assert shell.run("%alttext").printed == "Charts get no alternative text. %alttext on turns it on.\n"
    for mode, setting in (("on", "on"), ("text", "text"), ("off", None)):
        report = shell.run(f"%alttext {mode}").printed
        assert SpeechDefaults.instance().alt_text == setting
        assert shell.run("%alttext").printed == report


def test_impossible_word_is_refused_and_changes_nothing(shell: Shell) -> None:
    shell.run("%alttext on")
    error = shell.run("%alttext loud").error
    assert isinstance(error, InvalidRequestError)
    assert str(error) == "%alttext loud is not possible: write on, off or text."
    assert SpeechDefaults.instance().alt_text == "on"


def test_help_shows_the_words(shell: Shell) -> None:
    assert "%alttext [on | off | text]" in shell.run("%alttext --help").printed


def test_methods_of_the_shell_are_its_own_again_when_it_is_off(shell: Shell) -> None:
    pytest.importorskip("matplotlib")
    owners = (shell.ip.display_formatter, shell.ip.display_pub, shell.ip.displayhook)
    before = [dict(vars(owner)) for owner in owners]
    shell.run("%alttext on")
    assert [dict(vars(owner)) for owner in owners] != before
    shell.run("%alttext off")
    assert [dict(vars(owner)) for owner in owners] == before
