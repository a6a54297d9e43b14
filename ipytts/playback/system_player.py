"""Sound out of this machine's own loudspeaker, by a player program that is there."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from ipytts.audio.formats import sniff
from ipytts.errors import NoPlayerError, SpeechInterrupt
from ipytts.synthesis.listener import Listener

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from ipytts.services.cancellation import Stop
    from ipytts.synthesis.speech import Speech

_LOOK = 0.05  # s; so often the end of the sound is looked for


@dataclass(frozen=True)
class Program:
    """A program that plays sound, and ends when the sound does.

    Parameters
    ----------
    name : str
        What it is called on the path.
    options : tuple of str
        What it is called with, before the file's name.
    reads_pipe : bool
        Whether it can play what arrives at its standard input, while it arrives.
    formats : tuple of str
        What it plays.
    """

    name: str
    options: tuple[str, ...]
    reads_pipe: bool
    formats: tuple[str, ...]


_ALL = ("mp3", "opus", "aac", "flac", "wav")
PROGRAMS = (
    Program("ffplay", ("-nodisp", "-autoexit", "-loglevel", "error"), reads_pipe=True, formats=_ALL),
    Program("mpv", ("--no-video", "--no-config", "--msg-level=all=error"), reads_pipe=True, formats=_ALL),
    Program("afplay", (), reads_pipe=False, formats=("mp3", "aac", "flac", "wav")),  # macOS has it
    Program("pw-play", (), reads_pipe=False, formats=("mp3", "opus", "flac", "wav")),  # PipeWire's
    Program("paplay", (), reads_pipe=False, formats=("opus", "flac", "wav")),  # PulseAudio's
    Program("aplay", ("--quiet",), reads_pipe=False, formats=("wav",)),  # ALSA's
)


def find_program(response_format: str) -> Program:
    """Return the first player program of this machine that plays a format.

    Raises
    ------
    NoPlayerError
        There is none; the message says what to install.
    """
    wanted = "wav" if response_format == "pcm" else response_format
    for program in PROGRAMS:
        if wanted in program.formats and shutil.which(program.name):
            return program
    raise NoPlayerError(
        f"No program that plays {response_format} was found on this machine: install ffmpeg (for its ffplay) "
        "or mpv to hear the sound."
    )


class SystemPlayer(Listener):
    """Plays a speech while it arrives, where the program can; else when all of it is here.

    It is a context manager: however its block ends, the sound ends too.

    Parameters
    ----------
    program : Program
        What plays.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the exit
        self._began = 0.0
        self._gave_up = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._close_pipe()
            self._process.wait()
        self._complaints.close()

    def on_start(self, stop: Stop) -> None:
        """Keep the means to end the sound."""
        self._stop = stop

    def on_audio(self, data: bytes) -> None:
        """Play on."""
        if self._process is None:
            # A wav that is still being made does not tell its length, and pcm tells nothing.
            if not self._program.reads_pipe or sniff(data) in (None, "wav"):
                return
            self._start("-")
        pipe = self._process.stdin if self._process else None
        if pipe is not None and not pipe.closed:
            try:
                pipe.write(data)
                pipe.flush()
            except OSError:  # what it complained of is told at the end
                self._gave_up = True
                self._close_pipe()

    def on_end(self, speech: Speech) -> None:
        """Wait until all is heard.

        Raises
        ------
        NoPlayerError
            The program ended long before the sound could have.
        SpeechInterrupt, SpeechStoppedError
            Someone has heard enough; the whole speech is in their `speech`.
        """
        try:
            if self._process is None:
                self._play_file(speech)
            else:
                self._close_pipe()
                self._wait(speech)
        except KeyboardInterrupt:
            interrupt = SpeechInterrupt()
            interrupt.speech = speech
            raise interrupt from None

    def _play_file(self, speech: Speech) -> None:
        data, known = speech.playable()
        with tempfile.TemporaryDirectory(prefix="ipytts-") as folder:
            path = os.path.join(folder, f"speech{known.suffixes[0]}")  # noqa: PTH118 - a name for a command line
            with open(path, "wb") as file:  # noqa: PTH123
                file.write(data)
            self._start(path)
            self._wait(speech)

    def _start(self, source: str) -> None:
        command = [self._program.name, *self._program.options, source]
        self._began = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - one of `PROGRAMS`
            command,
            stdin=subprocess.PIPE if source == "-" else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._complaints,
            # An interrupt is for us: we end the program.
            start_new_session=True,
        )

    def _wait(self, speech: Speech) -> None:
        process = self._process
        while process is not None and process.poll() is None:
            self._stop.check()
            time.sleep(_LOOK)
        failed = self._gave_up or (process is not None and process.returncode != 0)
        # Some players end as if all were well when there is no loudspeaker.
        if failed or time.monotonic() - self._began < speech.duration / 2:
            raise NoPlayerError(f"{self._program.name} could not play the sound{self._complaint()}.")

    def _complaint(self) -> str:
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").split("\n")
        said = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f": {said[:200]}" if said else ""

    def _close_pipe(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
