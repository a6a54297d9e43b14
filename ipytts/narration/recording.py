"""The speech of a script: it knows its chapters, and is saved with what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipytts.audio.id3 import with_chapters
from ipytts.files import check_ending
from ipytts.narration.chapters import chapters_of
from ipytts.narration.output_files import NarrationFiles
from ipytts.synthesis.speech import Speech

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from ipytts.narration.script import Script


class Recording(Speech):
    """A script as it was spoken. An mp3 has its chapters inside.

    Parameters
    ----------
    data : bytes
        The sound.
    script : Script
        What was to be said.
    made_as : str
        What tells its script and its settings from others.
    **told
        As for `ipytts.Speech`.

    Attributes
    ----------
    script : Script
        What it says, and in which roles.
    chapters : tuple of Cue
        The headings with their times, in seconds.
    """

    def __init__(self, data: bytes, *, script: Script, made_as: str = "", **told: Any) -> None:
        super().__init__(data, **told)
        self.script, self.made_as = script, made_as
        self.chapters = chapters_of(script, self.parts)
        if self.response_format == "mp3":
            self.data = with_chapters(data, script.title, self.chapters)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the sound to a file, and beside it what belongs to it.

        For ``report.mp3`` these are the captions, ``report.vtt``; the chapters, as a WebVTT track,
        ``report.chapters.vtt``; and the script, ``report.script.md``, to read or to edit.

        Parameters
        ----------
        path : str or path
            Its ending must be one of the format's own. Files that are there are replaced, but not a script
            that was edited.

        Returns
        -------
        Path
            Where the sound is.

        Raises
        ------
        OutputError
            They cannot be written there, or a script that was edited would be lost.
        """
        check_ending(path, self.response_format)
        files = NarrationFiles(path)
        files.write(self)
        return files.sound

    def save_sound(self, path: str | os.PathLike[str]) -> Path:
        """Write the sound alone; as `ipytts.Speech.save`."""
        return super().save(path)
