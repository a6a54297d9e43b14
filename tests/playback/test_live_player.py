"""The live player, fed by a real kernel; `tests.helpers.kernel` plays the part of the page, without sound."""

from __future__ import annotations

import html
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipytts.audio.formats import sniff
from ipytts.playback.live_player import LivePlayer
from ipytts.playback.notebook_page import OutputSlot
from ipytts.services.cancellation import Stop
from ipytts.synthesis.part import Part
from ipytts.synthesis.plan import plan
from tests.helpers import webm
from tests.helpers.environment import report_missing, require
from tests.helpers.faults import (
    BREAKS_AMID,
    CONTENT_TYPES,
    HANGS,
    ValidRequest,
    another_format,
    error,
    reply,
)
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.kernel import Page, new_kernel, output_types, player_id, player_label
from tests.helpers.sounds import tone

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.http_responses import Response
    from tests.helpers.kernel import Cell, Kernel
    from tests.helpers.speech_server import SpeechServer

SLOW = Pace(piece=200, pause=0.04)  # of 2.4 kB: some pieces are fed together
TEXT = "Hello & <all>."

module_kernel = pytest.fixture(scope="module")(new_kernel)


@pytest.fixture
def kernel(module_kernel: Kernel, server: SpeechServer, tmp_path: Path) -> Kernel:
    """Give a kernel that speaks by a server whose audio takes a moment."""
    server.pace = SLOW
    module_kernel.configure(server, tmp_path / "cache")
    return module_kernel


def assert_nothing_live(cell: Cell) -> None:
    """Assert that the page got only what a notebook keeps."""
    assert not cell.sent("comm_open", "comm_msg", "display_data", "update_display_data", "clear_output")


@pytest.mark.parametrize(
    ("cell", "mime"),
    [
        (f"%%speak\n{TEXT}", "audio/mpeg"),
        (f"%speak {TEXT}", "audio/mpeg"),
        (f"%%speak --format aac\n{TEXT}", "audio/aac"),
    ],
)
def test_live_player_gets_pieces_and_gives_way_to_the_result(kernel: Kernel, cell: str, mime: str) -> None:
    (ran,) = kernel.run(cell, page=Page(kernel))
    (live,) = ran.live_players
    assert (live.state["_model_module"], live.state["plays"]) == ("anywidget", False)
    assert "class LivePlayer" in live.state["_esm"]
    assert live.state["label"] == "Speech in progress"
    assert "widget-view" not in str(ran.sent("display_data", "update_display_data", "execute_result"))

    assert live.audio == tone(TEXT, "aac" if "aac" in cell else "mp3", 1.0)
    begin, *progress, end = live.messages
    assert begin == {"type": "begin", "mime": mime}
    assert {message["type"] for message in progress} == {"progress"}
    assert 0 < progress[-1]["fraction"] < 1
    assert "s of audio, about " in progress[-1]["text"]

    (result,) = ran.outputs
    assert result.output_type == "execute_result"
    assert (end["type"], end["id"], end["silent"]) == ("end", player_id(result), False)
    # The player knows what it gives way to before it loses its place.
    order = [message["msg_type"] for message in ran.messages]
    assert order.index("clear_output") > max(i for i, kind in enumerate(order) if kind == "comm_msg")


def test_live_player_plays_a_format_that_was_added(
    kernel: Kernel, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CONTENT_TYPES, "webm", "audio/webm")
    server.speech = webm.speech
    server.pace = replace(SLOW, silence=0.5)  # the channel is open when the first bytes arrive
    server.misbehave(another_format("webm"))
    cells = "from tests.helpers.webm import add_webm; add_webm()", f"%%speak\n{TEXT}"
    _, ran = kernel.run(*cells, page=Page(kernel))
    (live,) = ran.live_players
    assert live.messages[0] == {"type": "begin", "mime": "audio/webm;codecs=opus"}
    assert webm.looks_like(live.audio)


def test_page_has_the_first_bytes_before_it_shows_the_player(kernel: Kernel, server: SpeechServer) -> None:
    # Rendering the output keeps a page busy, for the first time even for 0.1 s.
    server.pace = replace(SLOW, silence=0.5)  # the channel is open when the first bytes arrive
    (ran,) = kernel.run(f"%%speak\n{TEXT}", page=Page(kernel))
    order = [
        message["content"]["data"].get("content", {}).get("type", "shown")
        for message in ran.sent("comm_msg", "display_data")
    ]
    assert order[:2] == ["begin", "audio"]
    assert "shown" in order[2:]


def test_notebook_saved_during_speech_holds_a_readable_line(kernel: Kernel) -> None:
    (ran,) = kernel.run(f"%%speak\n{TEXT}", page=Page(kernel))
    (live,) = ran.live_players
    words = f"Speech in progress: {TEXT} (If this line stays, run the cell again.)"
    marked = f'<div data-ipytts-channel="{live.channel_id}">{html.escape(words)}</div>'
    nothing, *midst, end = ran.states
    assert not nothing
    assert midst
    for (output,) in midst:  # never an empty box
        assert output.output_type == "display_data"
        assert output.data == {"text/html": marked, "text/plain": words}
    assert "data:audio/mpeg;base64," in end[0].data["text/html"]


def test_notices_stay_and_appear_once(kernel: Kernel, server: SpeechServer, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kernel.configure(server, tmp_path / "file" / "cache")
    for printed, text in (("The cache in ", "One."), ("", "Two.")):
        (ran,) = kernel.run(f"%%speak\n{text}", page=Page(kernel))
        assert ran.live_players[0].audio
        assert output_types(ran.outputs) == (["stream"] if printed else []) + ["execute_result"]
        assert ran.printed.startswith(printed)
        assert ran.printed.count("The cache in") == bool(printed)


def test_live_player_plays_what_speaks_instead(kernel: Kernel, server: SpeechServer) -> None:
    require("hibari", "lameenc")
    silent_refusal = replace(reply(402, error("Add credit.", 402)), pace=Pace(silence=0.3))
    server.misbehave(lambda _: silent_refusal)
    text = "The built-in voice speaks this text, which takes it a moment. " * 10
    config = "%config SpeechDefaults.fallback = 'builtin'"
    *_, ran, asked, _ = kernel.run(
        config,
        f"s = %speak {text}",
        "print(s.service, s.complete)",
        config.replace("'builtin'", "None"),
        page=Page(kernel),
    )
    (live,) = ran.live_players
    assert "out of credit" in ran.printed
    assert live.messages[0] == {"type": "begin", "mime": "audio/mpeg"}
    assert (sniff(live.audio), asked.printed) == ("mp3", "builtin True\n")


def test_speech_of_a_server_of_wav_only_is_shown_at_its_end(kernel: Kernel, server: SpeechServer) -> None:
    require("lameenc")
    server.formats = ("wav",)
    (ran,) = kernel.run(f"%%speak\n{TEXT}", page=Page(kernel))
    assert "does not make mp3: wav is requested, and encoded here." in ran.printed
    assert not [live for live in ran.live_players if live.audio]
    assert "data:audio/mpeg;base64," in ran.outputs[-1].data["text/html"]


def test_live_player_gets_parts_in_order(kernel: Kernel, server: SpeechServer) -> None:
    def first_is_slow(request: ValidRequest) -> Response:
        is_first = request.body["input"].startswith("First")
        return replace(request.correct_response(), pace=SLOW if is_first else Pace())

    parts = ["First of all, good morning to you.", "Second, look out of the window.", "Third, go out."]
    server.misbehave(first_is_slow, times=FOREVER)
    text = "\n\n".join(parts)
    _, ran = kernel.run("%config SpeechDefaults.limit = 40", f"%%speak\n{text}", page=Page(kernel))
    assert sorted(request.body["input"] for request in server.requests) == sorted(parts)
    assert len({request.connection for request in server.requests}) == 3  # all at once
    (live,) = ran.live_players
    assert live.audio == b"".join(tone(part, "mp3", 1.0) for part in parts)
    assert "0 of 3 parts, " in str(live.messages)
    end = live.messages[-1]
    assert end["id"] == player_id(ran.outputs[-1])
    assert 0 < end["lead"] < 0.1  # what the encoder put before the speech, which the joined file leaves out


def test_cached_or_quick_speech_needs_no_live_player(kernel: Kernel, server: SpeechServer) -> None:
    server.pace = Pace()
    texts = ("One.", "Two.", "Three.")
    quick = kernel.run(*(f"%%speak\n{text}" for text in texts))
    cached = kernel.run(*(f"%%speak\n{text}" for text in texts))
    assert len(server.requests) == len(texts)
    # A busy machine may take a moment where there is nothing to wait for, but not each time.
    for ran in (quick, cached):
        assert [] in [cell.sent("display_data", "comm_msg") for cell in ran]
        assert [output_types(cell.outputs) for cell in ran] == [["execute_result"]] * len(texts)
    assert [] in [cell.sent("comm_open") for cell in cached]


def test_program_gets_no_live_player(kernel: Kernel) -> None:
    (ran,) = kernel.run(f"%%speak --play\n{TEXT}", is_interactive=False)
    assert_nothing_live(ran)
    assert player_label(ran.outputs[0]).startswith("Speech, ")


def test_speak_in_an_ordinary_cell_shows_no_live_player(kernel: Kernel) -> None:
    (ran,) = kernel.run(f"import ipytts\nipytts.speak({TEXT!r})", page=Page(kernel))
    assert_nothing_live(ran)
    assert player_label(ran.outputs[0]).startswith("Speech, ")


@pytest.mark.parametrize("name", ["opus", "flac", "wav", "pcm"])
def test_formats_without_streaming_are_shown_at_the_end(
    kernel: Kernel, server: SpeechServer, name: str
) -> None:
    server.pace = Pace(silence=0.1, piece=4000, pause=0.05)
    (ran,) = kernel.run(f"%%speak --format {name}\n{TEXT}", page=Page(kernel))
    assert [live.messages for live in ran.live_players] == [[]]  # it was made ready while nothing had come
    assert not ran.sent("display_data", "update_display_data", "clear_output")
    assert output_types(ran.outputs) == ["execute_result"]
    kernel.wait_until_comms_close()


def test_stop_in_the_page_ends_the_cell_and_keeps_the_audio(kernel: Kernel, server: SpeechServer) -> None:
    if not kernel.handles_messages_while_running:
        report_missing("a kernel with subshells")
    server.pace = Pace()
    server.misbehave(HANGS["half a body"])
    (ran,) = kernel.run(f"%%speak --play\n{TEXT}", page=Page(kernel, Page.press_stop))
    server.wait_for_connections(0)
    printed, result = ran.outputs
    assert printed.text == "Stopped. Run the cell again to hear all of it.\n"
    assert result.output_type == "execute_result"
    assert ", incomplete)" in result.data["text/plain"]
    end = ran.live_players[0].messages[-1]
    assert (end["type"], end["id"], end["silent"]) == ("end", player_id(result), True)
    assert not ran.scripts


def test_error_keeps_the_audio_that_had_arrived(kernel: Kernel, server: SpeechServer) -> None:
    server.misbehave(BREAKS_AMID["close in a chunk"])
    (ran,) = kernel.run(f"%%speak\n{TEXT}", page=Page(kernel))
    (live,) = ran.live_players
    shown, error = ran.outputs
    assert (shown.output_type, error.ename) == ("display_data", "UnreachableError")
    assert player_label(shown).startswith("Incomplete speech, ")
    assert (live.messages[-1]["id"], live.messages[-1]["silent"]) == (player_id(shown), False)
    assert live.audio == tone(TEXT, "mp3", 1.0)[:1000]


def test_interrupt_silences_the_live_player(kernel: Kernel, server: SpeechServer) -> None:
    server.pace = Pace()
    server.misbehave(HANGS["half a body"])
    (ran,) = kernel.run(f"%%speak\n{TEXT}", page=Page(kernel, lambda _: kernel.interrupt()))
    shown, error = ran.outputs
    assert error.ename == "SpeechInterrupt"
    end = ran.live_players[0].messages[-1]
    assert (end["type"], end["id"], end["silent"]) == ("end", player_id(shown), True)


def test_players_in_a_loop_keep_their_output_slots(kernel: Kernel) -> None:
    code = "for i in range(2):\n    print('before', i)\n    %speak Round {i}\nprint('after')"
    (ran,) = kernel.run(code, page=Page(kernel))
    assert not ran.sent("clear_output")
    assert output_types(ran.outputs) == ["stream", "display_data", "stream", "display_data", "stream"]
    assert ran.printed == "before 0\nbefore 1\nafter\n"
    ids = [live.messages[-1]["id"] for live in ran.live_players]
    assert ids == [player_id(output) for output in ran.outputs if "data" in output]
    assert len(set(ids)) == 2


def test_live_player_keeps_other_outputs_of_the_cell(kernel: Kernel) -> None:
    (ran,) = kernel.run(f"%speak First.\nprint('between')\n%speak {TEXT}", page=Page(kernel))
    assert not ran.sent("clear_output")
    first, printed, stand_in, result = ran.outputs
    assert printed.text == "between\n"
    assert (stand_in.data, result.output_type) == ({}, "execute_result")
    assert [live.messages[-1]["id"] for live in ran.live_players] == [player_id(first), player_id(result)]


def test_cell_magic_called_by_code_keeps_other_outputs(kernel: Kernel) -> None:
    code = "print('before')\nget_ipython().run_cell_magic('speak', '', 'Hello.')\nprint('after')"
    (ran,) = kernel.run(code, page=Page(kernel))
    assert ran.live_players[0].audio
    assert ran.printed == "before\nafter\n"


def test_cell_without_history_keeps_other_outputs(kernel: Kernel) -> None:
    kernel.run("%speak --stop")
    (ran,) = kernel.run("print('before')\n%speak Hello.", store_history=False, page=Page(kernel))
    assert ran.live_players[0].audio
    assert ran.printed == "before\n"


CALLBACK = """
def answer(comm, message):
    speech = get_ipython().run_line_magic("speak", message["content"]["data"])
    comm.send({"text": speech.text})

get_ipython().kernel.comm_manager.register_target("button", answer)
"""


def test_output_printed_by_an_expression_stays(kernel: Kernel) -> None:
    (ran,) = kernel.run(f"%%speak\n{{print('epoch 1') or ''}} {TEXT}", page=Page(kernel))
    assert ran.live_players[0].audio
    assert ran.printed == "epoch 1\n"


def test_speech_in_a_thread_is_shown_without_live_player(kernel: Kernel) -> None:
    speak = f"get_ipython().run_line_magic('speak', {TEXT!r})"
    code = (
        f"import threading\nthread = threading.Thread(target=lambda: {speak})\nthread.start()\nthread.join()"
    )
    (ran,) = kernel.run(code, page=Page(kernel))
    assert not ran.live_players
    assert "<audio" in str(ran.outputs)


def test_callback_outside_of_cells_can_speak(kernel: Kernel) -> None:
    kernel.run(CALLBACK)
    kernel.send_comm("comm_open", "pressed", target_name="button", data=TEXT)
    assert kernel.wait_for_comm("pressed")["data"] == {"text": TEXT}
    kernel.send_comm("comm_close", "pressed", data={})


def test_captured_output_has_no_live_player(kernel: Kernel) -> None:
    captured, shown = kernel.run(
        f"%%capture captured\n%%speak\n{TEXT}", "print([captured.stdout])", page=Page(kernel)
    )
    assert_nothing_live(captured)
    assert shown.printed == "['']\n"


@pytest.mark.parametrize("is_configured", [False, True])
def test_play_starts_the_live_player(kernel: Kernel, *, is_configured: bool) -> None:
    option, setting = ("", True) if is_configured else ("--play", False)
    *_, ran = kernel.run(
        f"%config SpeechDefaults.play = {setting}", f"%%speak {option}\n{TEXT}", page=Page(kernel)
    )
    (live,) = ran.live_players
    assert live.state["plays"]
    assert live.state["run"]
    assert output_types(ran.outputs) == ["execute_result"]
    # Where a page was heard in time, it needs no script.
    assert bool(ran.scripts) != kernel.handles_messages_while_running


def test_page_without_widgets_is_started_by_a_script(kernel: Kernel) -> None:
    (ran,) = kernel.run(f"%%speak --play\n{TEXT}")
    (script,) = ran.scripts
    (live,) = ran.live_players
    assert f'"channel": "{live.channel_id}"' in script
    assert "javascript" not in str(ran.outputs)
    assert output_types(ran.outputs) == ["execute_result"]


def test_live_player_buffers_no_format_without_streaming() -> None:
    live = LivePlayer(OutputSlot(), plays=False)
    live.on_start(Stop())
    live.on_plan(plan(TEXT, service="http://127.0.0.1:9/v1", response_format="wav"))
    tracemalloc.start()
    try:
        live.on_audio(tone(TEXT, "wav", 1.0))
        for _ in range(100):
            live.on_audio(bytes(10_000))
        live.on_part(Part(TEXT, 0.0, 21.0))  # progress needs no more of it either
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 100_000
