"""The channel between a live player and its kernel, and that nothing of it remains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.http_responses import Pace
from tests.helpers.kernel import Page, new_kernel

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.kernel import Kernel
    from tests.helpers.speech_server import SpeechServer

module_kernel = pytest.fixture(scope="module")(new_kernel)


@pytest.fixture
def kernel(module_kernel: Kernel, server: SpeechServer, tmp_path: Path) -> Kernel:
    """Give a kernel whose speech takes a moment."""
    server.pace = Pace(piece=800, pause=0.15)
    module_kernel.configure(server, tmp_path / "cache")
    return module_kernel


def test_channel_is_closed_once_the_page_is_done(kernel: Kernel) -> None:
    (ran,) = kernel.run("%%speak\nHello.", page=Page(kernel))
    assert ran.live_players[0].audio
    kernel.wait_until_comms_close()


def test_channel_without_a_page_is_kept_until_the_next_speech(kernel: Kernel) -> None:
    (first,) = kernel.run("%%speak\nHello.")
    assert first.live_players[0].comm_id in kernel.comm_ids
    kept = len(kernel.comm_ids)
    (second,) = kernel.run("%%speak\nHello again.")
    assert first.live_players[0].comm_id not in kernel.comm_ids
    assert second.live_players[0].comm_id in kernel.comm_ids
    assert len(kernel.comm_ids) == kept
    kernel.run("%%speak\nAnd again.", page=Page(kernel))
    kernel.wait_until_comms_close()


class ReloadedPage(Page):
    """Is there when the cell begins, and reloaded before it ends."""

    def disconnect(self) -> None:
        pass


@pytest.mark.parametrize("kind", [None, ReloadedPage], ids=["opened later", "reloaded"])
def test_page_that_connects_later_gets_the_speech(kernel: Kernel, kind: type[Page] | None) -> None:
    (ran,) = kernel.run("%%speak\nHello.", page=kind(kernel) if kind else None)
    (result,) = ran.outputs
    page = Page(kernel)
    page.connect(ran.live_players[0].channel_id)
    answer = kernel.wait_for_comm(page.comm_id)["data"]
    assert answer == {"html": result.data["text/html"]}
    page.disconnect()
    kernel.wait_for_comm(page.comm_id, "comm_close")
    kernel.wait_until_comms_close()


def test_page_without_comms_sends_to_the_model(kernel: Kernel) -> None:
    (ran,) = kernel.run("%%speak\nHello.")
    (live,) = ran.live_players
    data = {"method": "custom", "content": {"type": "done"}}
    kernel.send_comm("comm_msg", live.comm_id, data=data)
    kernel.wait_until_comms_close()


def test_comm_to_a_closed_channel_is_closed(kernel: Kernel) -> None:
    (ran,) = kernel.run("%%speak\nHello.", page=Page(kernel))
    kernel.wait_until_comms_close()
    for channel_id in (ran.live_players[0].channel_id, "a channel of another kernel"):
        page = Page(kernel)
        page.connect(channel_id)
        kernel.wait_for_comm(page.comm_id, "comm_close")
    kernel.wait_until_comms_close()
