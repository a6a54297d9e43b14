"""Sound out of this machine, by a real player program without a loudspeaker behind it."""

from __future__ import annotations

import _thread
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from ipytts import Listener, SpeechWarning, speak
from ipytts.errors import NoPlayerError, SpeechInterrupt, SpeechStoppedError
from ipytts.playback.front_end import FrontEnd
from ipytts.playback.system_player import PROGRAMS
from tests.helpers.client_calls import service_of
from tests.helpers.environment import report_missing
from tests.helpers.http_responses import Pace
from tests.helpers.player_programs import SILENT_PLAYER_ENV, write_player_program
from tests.helpers.sounds import tone

if TYPE_CHECKING:
    from pathlib import Path

    from ipytts.services.cancellation import Stop
    from tests.helpers.speech_server import SpeechServer

LIMIT = 60  # s, for the start of a player


@pytest.fixture
def _ffplay(monkeypatch: pytest.MonkeyPatch) -> None:
    if not SILENT_PLAYER_ENV:
        report_missing("ffplay")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")


@pytest.mark.usefixtures("_ffplay")
@pytest.mark.parametrize("response_format", ["mp3", "opus", "aac", "flac", "wav", "pcm"])
def test_system_player_plays_to_the_end(server: SpeechServer, response_format: str) -> None:
    began = time.monotonic()
    speech = speak("Hello.", service=service_of(server), response_format=response_format, play=True)
    assert time.monotonic() - began >= speech.duration
    assert speech.response_format == response_format


def wait_for_file(path: Path) -> None:
    deadline = time.monotonic() + LIMIT
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} does not appear"
        time.sleep(0.01)


def test_system_player_gets_bytes_while_they_arrive(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    keep = f"open({str(heard)!r}, 'wb').write(sys.stdin.buffer.read(1000))"
    write_player_program(tmp_path, f"{keep}; sys.stdin.buffer.read(); time.sleep(1)")
    monkeypatch.setenv("PATH", str(tmp_path))

    class PlayerWaiter(Listener):
        received = 0

        def on_audio(self, data: bytes) -> None:
            if self.received >= 1000:
                wait_for_file(heard)  # before the next bytes are read
            self.received += len(data)

    server.pace = Pace(piece=1000, pause=0.1)
    speech = speak("Hello.", service=service_of(server), cache=False, play=True, listener=PlayerWaiter())
    assert heard.read_bytes() == speech.data[:1000]


def test_player_failure_is_reported_and_keeps_the_speech(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As ffplay without a loudspeaker: it complains, and ends as if all were well.
    write_player_program(tmp_path, "sys.stdin.buffer.read(); sys.exit('No audio device.')")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPlayerError, match=r"ffplay could not play the sound: No audio device\.") as caught:
        speak("Hello.", service=service_of(server), cache=False, play=True)
    assert caught.value.speech is not None
    assert caught.value.speech.data == tone("Hello.", "mp3", 1.0)


def test_player_that_dies_keeps_the_speech(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_player_program(tmp_path, "sys.exit('Gone.')")
    monkeypatch.setenv("PATH", str(tmp_path))
    server.pace = Pace(piece=500, pause=0.05)
    with pytest.raises(NoPlayerError, match="Gone"):
        speak("Hello.", service=service_of(server), cache=False, play=True)


def test_missing_player_is_reported_before_any_request(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPlayerError, match="install ffmpeg"):
        speak("Hello.", service=service_of(server), cache=False, play=True)
    assert not server.requests


def processes(command: str) -> list[str]:
    listing = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True)
    return [line for line in listing.stdout.splitlines() if command in line]


@pytest.mark.skipif(sys.platform == "win32", reason="needs ps")
@pytest.mark.parametrize("how", ["stop", "interrupt"])
def test_stop_and_interrupt_end_playback(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    path = write_player_program(tmp_path, "sys.stdin.buffer.read(); time.sleep(60)")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    class Ender(Listener):
        def on_start(self, stop: Stop) -> None:
            end = stop.set if how == "stop" else _thread.interrupt_main
            threading.Timer(0.5, end).start()

    began = time.monotonic()
    with pytest.raises(SpeechStoppedError if how == "stop" else SpeechInterrupt) as caught:
        speak("Hello.", service=service_of(server), cache=False, play=True, listener=Ender())
    assert time.monotonic() - began < 5
    assert isinstance(caught.value, SpeechStoppedError | SpeechInterrupt)
    assert caught.value.speech is not None
    assert caught.value.speech.data == tone("Hello.", "mp3", 1.0)
    assert not processes(str(path))


def test_missing_player_is_an_error_only_with_play(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In IPython's terminal the sound plays unasked, and that must not make a cell fail.
    monkeypatch.setattr("ipytts.playback.speak.current_front_end", lambda: FrontEnd.TERMINAL)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.warns(SpeechWarning, match="install ffmpeg"):
        assert speak("Hello.", service=service_of(server), cache=False).duration > 0


def test_every_format_has_a_player_program() -> None:
    for response_format in ("mp3", "opus", "aac", "flac", "wav"):
        assert [p.name for p in PROGRAMS if response_format in p.formats and p.reads_pipe] == [
            "ffplay",
            "mpv",
        ]
