"""A shell that speaks through the server, for the tests of the magics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipytts import SpeechDefaults
from tests.helpers.environment import KEY
from tests.helpers.shell import Shell, new_shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from IPython.core.interactiveshell import InteractiveShell

    from tests.helpers.speech_server import SpeechServer

module_shell = pytest.fixture(scope="module")(new_shell)


@pytest.fixture
def shell(
    module_shell: InteractiveShell,
    server: SpeechServer,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shell]:
    """Yield a shell with the extension loaded, and a key for the server that replaces OneRouter."""
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    monkeypatch.setenv("IPYTTS_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    module_shell.run_line_magic("load_ext", "ipytts")
    yield Shell(module_shell)
    module_shell.run_line_magic("unload_ext", "ipytts")
    module_shell.reset(new_session=True)
    module_shell.config.pop("SpeechDefaults", None)  # %config leaves it there
    SpeechDefaults.clear_instance()
