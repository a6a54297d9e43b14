"""The paths of a narration's files: the sound, its captions, its chapters and its script.

The last line of the script has a fingerprint of the files. It shows later whether they are up to date, and
whether a person has edited the script.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ipytts.errors import OutputError
from ipytts.files import check_output_path, has_size
from ipytts.narration.script import Script
from ipytts.narration.script_file import to_markdown

if TYPE_CHECKING:
    from ipytts.synthesis.plan import Plan

_MARK = re.compile(
    r"<!-- Written by ipytts: (?P<fingerprint>\w+), (?P<size>\d+) bytes, (?P<text>\w+)\.[^<]*-->\n?\Z"
)


def narration_fingerprint(script: Script, plan: Plan) -> str:
    """Return a digest of the script, the response format and the requests of a narration."""
    keys = [plan.request.response_format, *(step.key for step in plan.steps)]
    return _digest(json.dumps([to_markdown(script), *keys]))


def mark_script(script: Script, fingerprint: str, size: int) -> str:
    """Return a script as Markdown, with a last line for the fingerprint and the sound's size in bytes."""
    text = to_markdown(script) + "\n"
    mark = f"Written by ipytts: {fingerprint}, {size} bytes, {_digest(text)}."
    return f"{text}<!-- {mark} Change what you like, and have it spoken with --script. -->\n"


class NarrationFiles:
    """The paths of the sound and of the files beside it, which have the same name.

    Raises
    ------
    OutputError
        Nothing can be written to the path of the sound.
    """

    def __init__(self, sound: str | PathLike[str]) -> None:
        self.sound = check_output_path(sound)
        self.captions = self.sound.with_suffix(".vtt")
        self.chapters = self.sound.with_suffix(".chapters.vtt")
        self.script = self.sound.with_suffix(".script.md")

    def are_current(self, fingerprint: str) -> bool:
        """Return whether all files exist and have this fingerprint."""
        mark = _MARK.search(self._read_script())
        return (
            mark is not None
            and mark["fingerprint"] == fingerprint
            and has_size(self.sound, int(mark["size"]))
            and self.captions.is_file()
            and self.chapters.is_file()
        )

    def is_script(self, path: str | PathLike[str] | None) -> bool:
        """Return whether a path is that of the script."""
        return path is not None and Path(path).expanduser().resolve() == self.script

    def check_unedited(self) -> None:
        """Check that no edited script would be overwritten.

        Raises
        ------
        OutputError
            The script was edited, or was not written by ipytts.
        """
        text = self._read_script()
        mark = _MARK.search(text)
        if text and (mark is None or mark["text"] != _digest(text[: mark.start()])):
            raise OutputError(
                f"{str(self.script)!r} was edited, and would be overwritten. To speak it, use "
                f"-o {self.sound} --script {self.script}; to discard it, rename or remove it."
            )

    def _read_script(self) -> str:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return self.script.read_bytes().decode()
        return ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
