"""The playground in a real kernel: its outputs, and its messages to a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.helpers.kernel import new_kernel

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.kernel import Kernel
    from tests.helpers.speech_server import SpeechServer

MAKE = "import ipytts\np = ipytts.playground('Hello there.')\n"
AGAIN = "To show it again, run this cell again."

module_kernel = pytest.fixture(scope="module")(new_kernel)


@pytest.fixture
def kernel(module_kernel: Kernel, server: SpeechServer, tmp_path: Path) -> Kernel:
    module_kernel.configure(server, tmp_path / "cache")
    return module_kernel


def test_output_holds_the_last_take_and_how_to_show_the_playground(kernel: Kernel) -> None:
    shown, spoken, closed = kernel.run(f"{MAKE}p", "_ = p.speak()", "p.close()")
    (output,) = shown.outputs
    assert output.output_type == "display_data"
    assert sorted(output.data) == ["text/html", "text/plain"]
    assert AGAIN in output.data["text/html"]
    assert re.search(r'data-ipytts-playground="[0-9a-f]+"', output.data["text/html"])
    (update,) = spoken.sent("update_display_data")
    html = update["content"]["data"]["text/html"]
    assert "data:audio/mpeg;base64," in html
    assert "Take 1 · alloy" in html
    assert AGAIN in html
    (end,) = closed.sent("update_display_data")
    assert "Take 1 · alloy" in end["content"]["data"]["text/html"]
    assert "data-ipytts-playground" not in end["content"]["data"]["text/html"]
    assert kernel.comm_ids == []


def test_playground_run_by_a_program_has_results_and_no_controls(kernel: Kernel) -> None:
    cells = (f"{MAKE}_ = p.speak()\np", "p.speak().from_cache, len(p.takes)", "p.close()")
    shown, spoken, closed = kernel.run(*cells, is_interactive=False)
    opened = [message["content"]["data"]["state"] for message in shown.sent("comm_open")]
    assert sorted(state["_model_name"] for state in opened) == ["LayoutModel", "VBoxModel"]
    (output,) = shown.outputs
    assert "data:audio/mpeg;base64," in output.data["text/html"]
    assert "data-ipytts-playground" not in output.data["text/html"]
    assert not spoken.sent("update_display_data", "comm_open", "display_data")
    assert spoken.outputs[0].data["text/plain"] == "(True, 2)"
    assert not closed.outputs


def test_print_of_a_callback_goes_to_the_cell_that_spoke(kernel: Kernel) -> None:
    (ran,) = kernel.run(f"{MAKE}p.on_take(lambda speech: print('taken'))\n_ = p.speak()\np.close()")
    assert [output.text for output in ran.outputs if output.output_type == "stream"] == ["taken\n"]


def test_playground_can_be_embedded_without_a_page(kernel: Kernel) -> None:
    (ran,) = kernel.run(f"{MAKE}import ipywidgets\nbox = ipywidgets.VBox([p])\nbox.children == (p,)")
    assert ran.outputs[0].data["text/plain"] == "True"
    kernel.run("box.close(); box.layout.close(); p.close()")
