"""The files of a narrated notebook, side by side: the sound, its captions, its chapters, its script.

The last line of the script tells how the files were made. So it can be told later whether they are as they
would be made again, and whether a person has edited the script.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from ipytts.errors import OutputError
from ipytts.files import check_output_path, has_size, write_atomically
from ipytts.narration.chapters import chapters_track
from ipytts.narration.script_file import to_markdown

if TYPE_CHECKING:
    from os import PathLike

    from ipytts.narration.recording import Recording
    from ipytts.narration.script import Script
    from ipytts.synthesis.plan import Plan

_MARK = re.compile(
    r"<!-- Written by ipytts: (?P<made_as>\w+), (?P<size>\d+) bytes, (?P<text>\w+)\.[^<]*-->\n?\Z"
)
_HINT = "Change what you like, and have it spoken with --script."


def made_as(script: Script, plan: Plan) -> str:
    """Return what tells a narration from every other one that may sound or read differently."""
    asked = [plan.request.response_format, *(step.key for step in plan.steps)]
    return _digest(json.dumps([to_markdown(script), *asked]))


def marked_script(recording: Recording) -> str:
    """Return the script of a recording, with a last line that tells how it was made."""
    text = to_markdown(recording.script) + "\n"
    size = len(recording.data)
    return f"{text}<!-- Written by ipytts: {recording.made_as}, {size} bytes, {_digest(text)}. {_HINT} -->\n"


class NarrationFiles:
    """The files that belong to a sound.

    Parameters
    ----------
    sound : str or path
        Where the sound is to be; the others are beside it and called as it is.

    Raises
    ------
    OutputError
        Nothing can be written there.
    """

    def __init__(self, sound: str | PathLike[str]) -> None:
        self.sound = check_output_path(sound)
        self.captions = self.sound.with_suffix(".vtt")
        self.chapters = self.sound.with_suffix(".chapters.vtt")
        self.script = self.sound.with_suffix(".script.md")

    def are_made_as(self, digest: str) -> bool:
        """Tell whether the files are there, and were made as `made_as` tells."""
        mark = _MARK.search(self._script())
        return (
            mark is not None
            and mark["made_as"] == digest
            and has_size(self.sound, int(mark["size"]))
            and self.captions.is_file()
            and self.chapters.is_file()
        )

    def is_script(self, path: str | PathLike[str] | None) -> bool:
        """Tell whether a path is that of the script."""
        return path is not None and Path(path).expanduser().resolve() == self.script

    def check_unedited(self) -> None:
        """Make sure that no work of a person would be lost.

        Raises
        ------
        OutputError
            There is a script that was edited, or that ipytts did not write.
        """
        text = self._script()
        mark = _MARK.search(text)
        if text and (mark is None or mark["text"] != _digest(text[: mark.start()])):
            raise OutputError(
                f"{str(self.script)!r} was edited, and would be written anew. Have it spoken with "
                f"-o {self.sound} --script {self.script}, or rename or remove it."
            )

    def write(self, recording: Recording, *, with_script: bool = True) -> None:
        """Write them; the script last, as it tells that the others are there.

        Parameters
        ----------
        recording : Recording
            What to write.
        with_script : bool
            Whether the script is written too.

        Raises
        ------
        OutputError
            One could not be written, or the ending of the sound's name tells another format.
        """
        if with_script:
            self.check_unedited()
        recording.save_sound(self.sound)
        write_atomically(self.chapters, chapters_track(recording.chapters).encode())
        recording.save_captions(self.captions)
        if with_script:
            text = to_markdown(recording.script) + "\n"
            size = len(recording.data)
            mark = (
                f"<!-- Written by ipytts: {recording.made_as}, {size} bytes, {_digest(text)}. {_HINT} -->\n"
            )
            write_atomically(self.script, (text + mark).encode())

    def _script(self) -> str:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return self.script.read_bytes().decode()
        return ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
