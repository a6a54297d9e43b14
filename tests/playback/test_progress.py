"""Progress: in a kernel with a person behind it, in a terminal, and for nobody."""

from __future__ import annotations

import re
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.manager import start_new_kernel

from ipytts.playback.progress import Progress, TerminalProgress
from ipytts.synthesis.part import Part
from ipytts.synthesis.plan import plan
from tests.helpers.environment import KEY, require
from tests.helpers.http_responses import Pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_client.blocking.client import BlockingKernelClient

    from tests.helpers.speech_server import SpeechServer

SLOW = Pace(silence=1.8, piece=1000, pause=0.3)  # of 2.4 kB: nothing, then in pieces
LIMIT = 60  # s


@pytest.fixture
def client(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[BlockingKernelClient]:
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    manager, client = start_new_kernel(kernel_name="python3")
    client.execute_interactive("import ipytts", timeout=LIMIT)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def _shown(client: BlockingKernelClient, code: str, *, someone_looks: bool) -> list[dict[str, Any]]:
    """Return what a cell displays and updates, in order."""
    messages: list[dict[str, Any]] = []
    client.execute_interactive(
        code, allow_stdin=someone_looks, stdin_hook=print, output_hook=messages.append, timeout=LIMIT
    )
    assert not [message for message in messages if message["msg_type"] in ("error", "stream")]
    return [message for message in messages if message["msg_type"].endswith("display_data")]


def test_page_progress_leaves_no_trace(client: BlockingKernelClient, server: SpeechServer) -> None:
    server.pace = SLOW
    first, *updates = _shown(client, "ipytts.speak('Slowly.')", someone_looks=True)
    assert first["msg_type"] == "display_data"
    html = first["content"]["data"]["text/html"]
    words = "waiting for the first audio from onerouter, 1 s"
    assert html.startswith(f'<progress max="1" value="0.000" aria-label="Speech: {words}">')
    assert len(updates) > 2
    assert {update["msg_type"] for update in updates} == {"update_display_data"}
    display_id = first["content"]["transient"]["display_id"]
    assert {update["content"]["transient"]["display_id"] for update in updates} == {display_id}
    values = [float(value) for value in re.findall(r'value="([\d.]+)"', str(updates))]
    assert values == sorted(values)
    assert values[-1] > 0
    assert "left" in str(updates[-2])
    assert updates[-1]["content"]["data"] == {}


def test_quick_speech_shows_no_progress(client: BlockingKernelClient) -> None:
    client.execute_interactive("ipytts.speak('Load all that is needed.')", timeout=LIMIT)
    assert _shown(client, "ipytts.speak('Quickly.')", someone_looks=True) == []


def test_program_sees_no_progress(client: BlockingKernelClient, server: SpeechServer) -> None:
    server.pace = SLOW
    assert _shown(client, "ipytts.speak('Slowly.')", someone_looks=False) == []


def test_progress_is_removed_after_an_error(client: BlockingKernelClient, server: SpeechServer) -> None:
    server.pace = SLOW
    *_, last = _shown(
        client,
        "class Ender(ipytts.Listener):\n"
        "    def on_audio(self, data):\n"
        "        raise ipytts.SpeechError('enough')\n"
        "try:\n"
        "    ipytts.speak('Slowly.', listener=Ender())\n"
        "except ipytts.SpeechError as error:\n"
        "    assert 'enough' in str(error)",
        someone_looks=True,
    )
    assert (last["msg_type"], last["content"]["data"]) == ("update_display_data", {})


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_terminal_shows_a_progress_bar(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    require("pexpect")
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    server.pace = SLOW
    path = tmp_path / "slow.mp3"
    child = import_module("pexpect").spawn(
        sys.executable,
        ["-m", "ipytts", "say", "-o", str(path), "Slowly."],
        encoding="utf-8",
        timeout=LIMIT,
        dimensions=(20, 80),
    )
    printed = child.read()
    assert re.search(r"0% .*waiting for the first audio from onerouter, 1 s\r", printed)
    assert re.search(r"[1-9]\d% .*0 s of audio, about \d+ s left\r", printed)
    assert re.search(r"\r *\r$", printed)  # wiped out
    assert child.wait() == 0
    assert path.stat().st_size > 0


def test_terminal_notice_stands_on_a_line_of_its_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    require("tqdm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with TerminalProgress(sys.stderr.write) as progress:
        progress.on_plan(plan("Hello.", service="builtin"))
        time.sleep(1.1)  # a quicker speech shows no progress
        progress.on_wait()
        progress.on_notice("The built-in voice speaks.")
    before, _, after = capsys.readouterr().err.partition("The built-in voice speaks.")
    assert re.search(r"waiting for the first audio, 1 s *\r *\r$", before)
    assert after == ""


def test_progress_reports_the_final_encoding() -> None:
    class RecordedProgress(Progress):
        def _show(self, share: float, words: str) -> None:
            shown.append((share, words))

        def _clear(self) -> None:
            shown.clear()

    shown: list[tuple[float, str]] = []
    progress = RecordedProgress()
    progress.on_plan(plan("Hello.", service="http://127.0.0.1:9/v1"))
    progress.on_part(Part("Hello.", 0.0, 90.0))
    time.sleep(1.1)  # a quicker speech shows no progress
    progress.on_wait()
    assert shown == [(1.0, "1 min 30 s of audio, being encoded")]
