"""Keys in a keyring."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipytts.errors import NoServiceError
from ipytts.services.service_selection import find_service
from tests.helpers.environment import KEY, require

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    require("keyring")
    import keyring

    from tests.helpers.file_keyring import FileKeyring

    before = keyring.get_keyring()  # first of all: it is chosen when it is first asked for
    monkeypatch.setenv("TEST_KEYRING", str(tmp_path / "keyring"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.helpers.file_keyring.FileKeyring")
    keyring.set_keyring(FileKeyring())
    yield
    keyring.set_keyring(before)


def key(*arguments: str, stdin: str = "") -> tuple[int, str]:
    """Return the status and all that ``ipytts key`` says."""
    result = subprocess.run(
        [sys.executable, "-m", "ipytts", "key", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    return result.returncode, result.stdout + result.stderr


def test_key_is_stored_used_and_forgotten_and_never_shown() -> None:
    assert key("check", "onerouter")[0] == 1
    result = [key("set", "onerouter", stdin=f"{KEY}\n"), key("check", "onerouter")]
    assert [status for status, _ in result] == [0, 0]
    assert find_service().name == "onerouter"
    assert find_service().key == KEY
    result.append(key("forget", "onerouter"))
    assert find_service().name == "builtin"
    with pytest.raises(NoServiceError):
        find_service("onerouter")
    assert key("forget", "onerouter")[0] == 1
    assert not any(KEY in words for _, words in result)


def test_variable_takes_precedence_over_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    key("set", "openai", stdin="from-the-keyring")
    monkeypatch.setenv("OPENAI_API_KEY", "from-the-variable")
    assert find_service("openai").key == "from-the-variable"
    assert "is in OPENAI_API_KEY" in key("check", "openai")[1]


def test_key_of_a_url_is_sent_to_that_server_alone() -> None:
    key("set", "http://127.0.0.1:8880/v1", stdin=KEY)
    assert find_service("http://127.0.0.1:8880/other/v1").key == KEY
    for other in ("http://127.0.0.1:8881/v1", "https://127.0.0.1:8880/v1", "http://localhost:8880/v1"):
        assert find_service(other).key is None


def test_invalid_key_is_neither_stored_nor_repeated() -> None:
    status, words = key("set", "openai", stdin="no key at all\n")
    assert status == 1  # not the command line is wrong, but what was typed in
    assert "characters that a key cannot have" in words
    assert "no key at all" not in words
    assert key("check", "openai")[0] == 1


def test_missing_keyring_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "keyring.py").write_text("raise ImportError('not here')")
    result = subprocess.run(
        [sys.executable, "-m", "ipytts", "key", "set", "openai"],
        input=KEY,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert result.returncode == 1
    assert "pip install keyring" in result.stderr
