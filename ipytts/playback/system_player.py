"""Play through this machine's loudspeaker, by an installed player program."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from types import TracebackType
from typing import IO, TYPE_CHECKING

from ipytts.audio.formats import sniff
from ipytts.audio.response_formats import FORMATS
from ipytts.errors import NoPlayerError, SpeechInterrupt
from ipytts.synthesis.listener import Listener

if TYPE_CHECKING:
    from typing_extensions import Self

    from ipytts.services.cancellation import Stop
    from ipytts.synthesis.speech import Speech

_POLL = 0.05  # s between two checks for the end or a stop


@dataclass(frozen=True)
class Program:
    """A program that plays a sound and ends with it."""

    name: str  # of the command
    options: tuple[str, ...]  # before the file name
    reads_pipe: bool  # whether it plays standard input while it arrives
    formats: tuple[str, ...]


_ALL = tuple(FORMATS)
PROGRAMS = (
    Program("ffplay", ("-nodisp", "-autoexit", "-loglevel", "error"), reads_pipe=True, formats=_ALL),
    Program("mpv", ("--no-video", "--no-config", "--msg-level=all=error"), reads_pipe=True, formats=_ALL),
    Program("afplay", (), reads_pipe=False, formats=("mp3", "aac", "flac", "wav")),  # macOS has it
    Program("pw-play", (), reads_pipe=False, formats=("mp3", "opus", "flac", "wav")),  # PipeWire's
    Program("paplay", (), reads_pipe=False, formats=("opus", "flac", "wav")),  # PulseAudio's
    Program("aplay", ("--quiet",), reads_pipe=False, formats=("wav",)),  # ALSA's
)


def find_program(response_format: str) -> Program:
    """Return the first installed program that plays a format.

    Raises
    ------
    NoPlayerError
        None is installed; the message says what to install.
    """
    playable_format = "wav" if FORMATS[response_format].is_headerless else response_format
    for program in PROGRAMS:
        if playable_format in program.formats and shutil.which(program.name):
            return program
    raise NoPlayerError(
        f"No program that plays {response_format} was found on this machine: install ffmpeg (for its ffplay) "
        "or mpv to hear the sound."
    )


class SystemPlayer(Listener):
    """Plays a speech while it arrives, where the program can; otherwise at the end.

    It is a context manager: the sound ends with its block.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._stderr: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the exit
        self._began = 0.0
        self._has_failed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._close_pipe()
            self._process.wait()
        self._stderr.close()

    def on_start(self, stop: Stop) -> None:
        """Keep the `Stop`, to check it while the sound plays."""
        self._stop = stop

    def on_audio(self, data: bytes) -> None:
        """Pass the next bytes to the program."""
        if self._process is None:
            found = sniff(data)
            # A wav that still arrives has no true length, and pcm has no header at all.
            if not self._program.reads_pipe or found is None or FORMATS[found].mend:
                return
            self._start("-")
        pipe = self._process.stdin if self._process else None
        if pipe is not None and not pipe.closed:
            try:
                pipe.write(data)
                pipe.flush()
            except OSError:  # its message is reported at the end
                self._has_failed = True
                self._close_pipe()

    def on_end(self, speech: Speech) -> None:
        """Wait for the end of the sound.

        Raises
        ------
        NoPlayerError
            The program failed, or ended long before the sound could have.
        SpeechInterrupt, SpeechStoppedError
            The user ended the sound; the whole speech is in its ``speech``.
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
        data, audio_format = speech.playable()
        with tempfile.TemporaryDirectory(prefix="ipytts-") as folder:
            path = os.path.join(folder, f"speech{audio_format.suffixes[0]}")  # noqa: PTH118 - a name for a command line
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
            stderr=self._stderr,
            # An interrupt is for this process, which then ends the program.
            start_new_session=True,
        )

    def _wait(self, speech: Speech) -> None:
        process = self._process
        while process is not None and process.poll() is None:
            self._stop.check()
            time.sleep(_POLL)
        failed = self._has_failed or (process is not None and process.returncode != 0)
        # Without a loudspeaker some players end early, but with status 0.
        if failed or time.monotonic() - self._began < speech.duration / 2:
            raise NoPlayerError(f"{self._program.name} could not play the sound{self._error_message()}.")

    def _error_message(self) -> str:
        self._stderr.seek(0)
        lines = self._stderr.read().decode(errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f": {last[:200]}" if last else ""

    def _close_pipe(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
