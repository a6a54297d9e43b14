"""IPython's own terminal, through a pseudo-terminal; and a kernel, which never plays sound."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.manager import start_new_kernel

from tests.helpers.environment import report_missing, require
from tests.helpers.player_programs import SILENT_PLAYER_ENV, write_player_program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PROMPT = r"In \[\d+\]: "
LIMIT = 60  # s, for anything that is waited for
SPEECH = r"Speech\(voice='heart', [\d.]+ s, mp3, \d+ kB\)"


@dataclass(frozen=True)
class Terminal:
    """IPython in a terminal of its own."""

    child: Any

    def type(self, line: str) -> str:
        """Type a line and return what it printed, without echo and prompts."""
        self.start(line)
        return self.finish()

    def start(self, line: str) -> None:
        self.child.sendline(line)
        self.child.readline()  # the echo

    def finish(self) -> str:
        self.child.expect(PROMPT)
        lines = self.child.before.replace("\r\n", "\n")
        return re.sub(r"[^\n]*\r", "", lines).strip()  # a progress bar is written over


@contextmanager
def ipython(**variables: str) -> Iterator[Terminal]:
    """Start IPython with the magics, the built-in voice and the players on `PATH`."""
    require("pexpect", "hibari", "lameenc")
    plain = ("--simple-prompt", "--no-banner", "--no-confirm-exit", "--colors=NoColor")
    child = import_module("pexpect").spawn(
        sys.executable,
        ["-m", "IPython", *plain, "--HistoryManager.enabled=False"],
        env={**os.environ, "IPYTTS_SERVICE": "builtin", "TERM": "dumb", **variables},
        encoding="utf-8",
        timeout=LIMIT,
        dimensions=(50, 400),
    )
    try:
        terminal = Terminal(child)
        terminal.finish()
        assert terminal.type("%reload_ext ipytts") == ""
        yield terminal
    finally:
        child.kill(signal.SIGKILL)
        child.wait()  # closing it waits for a tenth of a second only
        child.close()


def test_terminal_prints_the_words_for_a_screen_reader(tmp_path: Path) -> None:
    played = tmp_path / "played"
    write_player_program(tmp_path, f"open({str(played)!r}, 'w')")
    with ipython(PATH=str(tmp_path)) as terminal:
        terminal.type("%config SpeechDefaults.reader = True")
        assert terminal.type("%narrate [3, 1, 2]") == "A list of 3 numbers: 3, 1 and 2."
        assert "Speech(" in terminal.type("%speak Hello.")
    assert not played.exists()


def test_terminal_plays_speech_to_its_end() -> None:
    if not SILENT_PLAYER_ENV:
        report_missing("ffplay")
    with ipython(**SILENT_PLAYER_ENV) as terminal:
        terminal.type("%speak Warm up.")
        terminal.type("import time; began = time.monotonic()")
        assert re.search(SPEECH, terminal.type("%speak The model reached ninety four percent."))
        assert terminal.type("time.monotonic() - began >= _.duration > 1").endswith("True")


def test_terminal_plays_speech_unless_play_is_false(tmp_path: Path) -> None:
    played = tmp_path / "played"
    write_player_program(
        tmp_path, f"open({str(played)!r}, 'ab').write(sys.stdin.buffer.read()); time.sleep(2)"
    )
    with ipython(PATH=str(tmp_path)) as terminal:
        shown = terminal.type("%speak Hello.")
        assert re.fullmatch(rf'Out\[\d+\]: {SPEECH}: "Hello\."', shown)
        size = played.stat().st_size
        assert terminal.type("len(_.data)").endswith(f" {size}")
        assert terminal.type("%config SpeechDefaults.play = False") == ""
        assert re.fullmatch(rf'Out\[\d+\]: {SPEECH}: "Hello again\."', terminal.type("%speak Hello again."))
        assert played.stat().st_size == size


def test_terminal_without_a_player_says_once_what_to_install(tmp_path: Path) -> None:
    with ipython(PATH=str(tmp_path)) as terminal:
        notice, shown = terminal.type("%speak Hello.").splitlines()
        assert "install ffmpeg" in notice
        assert re.search(SPEECH, shown)
        (shown,) = terminal.type("%speak Hello again.").splitlines()
        assert re.search(SPEECH, shown)
        (error,) = terminal.type("%speak --play I insist.").splitlines()[-1:]
        assert "install ffmpeg" in error


def test_control_c_stops_playback_and_keeps_the_speech(tmp_path: Path) -> None:
    started = tmp_path / "started"  # where the player writes its process id
    note = f"import os; open({str(started)!r}, 'x').write(f'{{os.getpid()}} ')"
    write_player_program(tmp_path, f"sys.stdin.buffer.read(); {note}; time.sleep(600)")
    with ipython(PATH=str(tmp_path)) as terminal:
        for text in ("Hello.", "And again."):  # twice: nothing may be left over from the first
            terminal.start(f"%speak --into kept {text}")
            player = process_id(started)
            began = time.monotonic()
            terminal.child.sendintr()
            *_, shown, last = terminal.finish().splitlines()
            assert time.monotonic() - began < LIMIT / 4
            with pytest.raises(ProcessLookupError):
                os.kill(player, 0)
            # The keys' echo may follow a progress bar.
            assert re.fullmatch(rf'(.*\^C)?{SPEECH}: "{text}"', shown)
            assert last == "KeyboardInterrupt: the speech was stopped."
            assert terminal.type("kept.text, 6 * 7").endswith(f"('{text}', 42)")
            started.unlink()


def test_terminal_plays_narration_or_shows_its_text(tmp_path: Path) -> None:
    played = tmp_path / "played"
    write_player_program(
        tmp_path, f"open({str(played)!r}, 'ab').write(sys.stdin.buffer.read()); time.sleep(3)"
    )
    with ipython(PATH=str(tmp_path)) as terminal:
        for line in ("%%narrate --into talk", "[3, 1, 2]", ""):
            terminal.child.sendline(line)
        assert "]: [3, 1, 2]\n" in terminal.type("") + "\n"  # before a progress bar, if the machine is busy
        assert terminal.type("talk.text").endswith("'A list of 3 numbers: 3, 1 and 2.'")
        assert terminal.type("len(talk.data)").endswith(f" {played.stat().st_size}")
        assert terminal.type("%narrate --text 6 * 7").endswith("42.")
        assert terminal.type("%narrate --no-play 6 * 8").endswith("48.")
        (tmp_path / "ffplay").unlink()
        words, problem = terminal.type("%narrate 6 * 9").splitlines()
        assert words == "54."  # nothing was asked
        assert problem.startswith("Not spoken: NoPlayerError: ")


def process_id(started: Path) -> int:
    end = time.monotonic() + LIMIT
    while not (started.exists() and started.read_text().endswith(" ")):
        assert time.monotonic() < end
        time.sleep(0.02)
    return int(started.read_text())


@pytest.mark.parametrize("person", [True, False], ids=["a person", "a program"])
def test_kernel_never_starts_a_player(tmp_path: Path, *, person: bool) -> None:
    require("hibari", "lameenc")
    played = tmp_path / "played"
    write_player_program(tmp_path, f"open({str(played)!r}, 'w')")
    manager, client = start_new_kernel(env={**os.environ, "PATH": str(tmp_path), "IPYTTS_SERVICE": "builtin"})
    messages: list[dict[str, Any]] = []
    try:
        for cell in (
            "%reload_ext ipytts",
            "%speak --play Hello.",
            "%config SpeechDefaults.play = True",
            "%speak Hello again.",
            "import ipytts; ipytts.speak('And again.', play=True)",
        ):
            reply = client.execute_interactive(
                cell, allow_stdin=person, timeout=LIMIT, output_hook=messages.append
            )
            assert reply["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    results = [m for m in messages if m["msg_type"] == "execute_result"]
    assert len(results) == 3
    assert "application/javascript" in json.dumps([m["content"] for m in messages]) or not person
    assert not played.exists()
