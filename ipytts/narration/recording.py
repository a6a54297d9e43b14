"""`Recording`, the speech of a script; it has chapters, and is saved with captions, chapters and script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipytts.audio.response_formats import FORMATS
from ipytts.files import check_suffix, write_atomically
from ipytts.narration.chapters import chapters_of
from ipytts.narration.narration_files import NarrationFiles, mark_script
from ipytts.narration.script import Script
from ipytts.synthesis.captions import format_track
from ipytts.synthesis.speech import Speech

if TYPE_CHECKING:
    import os


class Recording(Speech):
    """The speech of a script. An mp3 contains its chapters.

    Parameters
    ----------
    data : bytes
        The sound.
    script : Script
        The text to speak.
    fingerprint : str
        From `ipytts.narration.narration_files.narration_fingerprint`.
    language : str
        The ISO 639-1 code of the language of the script.
    **settings
        As for `ipytts.Speech`.

    Attributes
    ----------
    script : Script
        The text with its roles.
    language : str
        The language of the text.
    chapters : tuple of Cue
        The headings with their times, in seconds.
    """

    def __init__(
        self, data: bytes, *, script: Script, fingerprint: str = "", language: str = "en", **settings: Any
    ) -> None:
        super().__init__(data, **settings)
        self.language = self._language = language
        self.script, self.fingerprint = script, fingerprint
        self.chapters = chapters_of(script, self.parts)
        if with_chapters := FORMATS[self.response_format].with_chapters:
            self.data = with_chapters(data, script.title, self.chapters)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the sound to a file, and captions, chapters and script beside it.

        For ``report.mp3`` these are the captions, ``report.vtt``; the chapters, as a WebVTT track,
        ``report.chapters.vtt``; and the script, ``report.script.md``, to read or to edit.

        Parameters
        ----------
        path : str or path
            Its suffix must be one of the format. Existing files are replaced, except an edited script.

        Returns
        -------
        Path
            The path of the sound.

        Raises
        ------
        OutputError
            A file cannot be written, or an edited script would be lost.
        """
        check_suffix(path, self.response_format)
        files = NarrationFiles(path)
        self.save_to(files)
        return files.sound

    def save_to(self, files: NarrationFiles, *, with_script: bool = True) -> None:
        """Write all files, or all but the script; as `save`."""
        if with_script:
            files.check_unedited()
        super().save(files.sound)
        write_atomically(files.chapters, self.chapters_track().encode())
        self.save_captions(files.captions)
        if with_script:  # last: its fingerprint means that the other files are complete
            write_atomically(files.script, self.marked_script().encode())

    def chapters_track(self) -> str:
        """Return the chapters as a WebVTT file, for a ``<track kind="chapters">``."""
        return format_track(self.chapters)

    def marked_script(self) -> str:
        """Return the script as Markdown, with the recording's fingerprint in the last line."""
        return mark_script(self.script, self.fingerprint, len(self.data))
