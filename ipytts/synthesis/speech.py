"""`Speech`, the value that `ipytts.speak` returns: an audio display with its text, voice and times."""

from __future__ import annotations

import functools
from base64 import b64encode
from collections.abc import Iterable
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from IPython.core.getipython import get_ipython
from IPython.display import Audio

from ipytts.audio import formats, wav
from ipytts.audio.join import Joiner
from ipytts.audio.response_formats import FORMATS, RATE, Format
from ipytts.config import SpeechDefaults
from ipytts.errors import OutputError
from ipytts.files import (
    check_captions_suffix,
    check_output_path,
    check_suffix,
    has_size,
    write_atomically,
    write_once,
)
from ipytts.services.request import excerpt
from ipytts.synthesis.part import Part

if TYPE_CHECKING:
    import os

EXCERPT_LENGTH = 60  # characters of the text in `repr`
_KB_IN_MB = 1000
# A player that starts pauses the others, in a reopened notebook too, where no script of ours runs.
_PAUSE_OTHERS = (
    " onplay=\"document.querySelectorAll('audio[data-ipytts]').forEach(a => a === this || a.pause())\""
)


class Speech(Audio):
    """Audio that a notebook shows as a player, with its text, voice and times.

    Parameters
    ----------
    data : bytes
        The audio file, or the samples of headerless ``pcm``.
    text : str
        The text that is spoken.
    voice, model : str
        The voice and the model that spoke.
    response_format : str
        The format of `data`: ``mp3``, ``opus``, ``aac``, ``flac``, ``wav`` or ``pcm``.
    service : str
        The name or the base URL of the service.
    rate : int
        Samples per second, where `data` is ``pcm``.
    complete : bool
        Whether the audio holds the whole text; False after an error or a stop.
    parts : iterable of Part, optional
        The parts in order; by default one part with the whole text.
    from_cache : bool
        Whether no request was made, because the cache had all of it.

    Examples
    --------
    >>> Speech(bytes(48_000), text="…", voice="coral", response_format="pcm")
    Speech(voice='coral', 1.0 s, pcm, 48 kB): "…"
    """

    __module__ = "ipytts"
    _language = "en"  # of the text, as far as it is known
    _saved: tuple[Path, ...] = ()

    def __init__(
        self,
        data: bytes,
        *,
        text: str,
        voice: str,
        model: str = "",
        response_format: str = "mp3",
        service: str = "",
        rate: int = RATE,
        complete: bool = True,
        parts: Iterable[Part] = (),
        from_cache: bool = False,
    ) -> None:
        super().__init__(data=data)  # type: ignore[no-untyped-call]
        self.mimetype = FORMATS[response_format].mimetype
        self.text, self.voice, self.model = text, voice, model
        self.response_format, self.service, self.pcm_rate = response_format, service, rate
        self.complete, self.from_cache = complete, from_cache
        if given := tuple(parts):
            self.parts = given

    @functools.cached_property
    def duration(self) -> float:
        """The duration in seconds, counted from frames or samples, not read from a header."""
        return formats.duration(self.data, self.response_format, self.pcm_rate)

    @functools.cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts, with their times in seconds: one, unless the text was long."""
        return (Part(self.text, 0.0, self.duration),)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the audio to a file, whole or not at all.

        Parameters
        ----------
        path : str or path
            Its suffix must be one of the format's. An existing file is replaced.

        Returns
        -------
        Path
            The absolute path.

        Raises
        ------
        OutputError
            The file cannot be written, or the suffix is that of another format.
        """
        check_suffix(path, self.response_format)
        target = check_output_path(path)
        write_atomically(target, self.data)
        self._saved = (*self._saved, target)
        return target

    def save_captions(self, path: str | os.PathLike[str]) -> Path:
        """Write the sentences with their times to a WebVTT file, whole or not at all.

        The times of parts are exact. Within a part, sentences begin and end at pauses of the sound; where the
        sound cannot be decoded here (aac, or without the extra ``offline``), each sentence gets the share of
        the time that it has of the characters.

        Parameters
        ----------
        path : str or path
            It must end in ``.vtt``. An existing file is replaced.

        Returns
        -------
        Path
            The absolute path.

        Raises
        ------
        OutputError
            The file cannot be written, or the suffix is another one.

        See Also
        --------
        Speech.captions : the same as text.
        """
        check_captions_suffix(path)
        target = check_output_path(path)
        write_atomically(target, self.captions().encode())
        return target

    def captions(self) -> str:
        """Return the sentences with their times, as `save_captions` writes them.

        Returns
        -------
        str
            A WebVTT file.
        """
        from ipytts.audio.loudness import Loudness
        from ipytts.synthesis.captions import web_vtt

        loudness = Loudness.of(self.data, self.response_format, self.pcm_rate)
        return web_vtt(self.parts, loudness, self._language)

    def __repr__(self) -> str:
        return (
            f"Speech(voice={self.voice!r}, {self.duration:.1f} s, {self.response_format}, "
            f"{format_size(len(self.data))}{'' if self.complete else ', incomplete'}): "
            f'"{excerpt(self.text, EXCERPT_LENGTH)}"'
        )

    def _repr_html_(self) -> str:
        data, audio_format = self.playable()
        if len(data) <= SpeechDefaults.instance().embed_limit * 1e6:
            return self._embedded(data, audio_format)
        too_large = f"{format_size(len(data))}, too large for the notebook"
        try:
            link = self._file_beside_notebook(data, audio_format).as_posix()
        except OutputError as error:
            return (
                f"<div>{escape(self.label)}<br />{too_large}, and it could not be saved beside it: "
                f"{escape(str(error))} Save it elsewhere with <code>.save(path)</code>.</div>"
            )
        return f"{self._linked(link)}<div>{too_large}: it is in {escape(link)} beside it.</div>"

    def _embedded(self, data: bytes, audio_format: Format) -> str:
        sound = b64encode(data).decode("ascii")
        mimetype = audio_format.mimetype
        source = f'<source src="data:{mimetype};base64,{sound}" type="{mimetype}" />'
        return self._player(source=source)

    def _linked(self, link: str) -> str:
        # Not a <source>: JupyterLab resolves its path too late, and removes it from untrusted notebooks.
        return self._player(src=f' src="{quote(link)}"')

    def _player(self, *, src: str = "", source: str = "") -> str:
        element_id = f' id="{self.element_id}"' if self.element_id else ""
        label = escape(self.label)
        return (
            f'<audio{element_id} controls="controls" aria-label="{label}" data-ipytts="{self.player_id}"'
            f"{_PAUSE_OTHERS}{src}>{source}This browser does not play audio. {label}</audio>"
        )

    @property
    def label(self) -> str:
        """The name of the player for screen readers; it leaves out the words, which the player speaks."""
        from ipytts.description.wording.dates import duration

        kind = "Speech" if self.complete else "Incomplete speech"
        seconds = round(self.duration)
        return f"{kind}, {duration(seconds) if self.duration >= 1 else 'less than a second'}"

    @property
    def player_id(self) -> str:
        """The digest by which the page finds the player, the same whenever the text is spoken so again."""
        settings = (self.text, self.voice, self.model, self.response_format, self.complete)
        return blake2b(repr(settings).encode("utf-8", "replace"), digest_size=8).hexdigest()

    def _file_beside_notebook(self, data: bytes, audio_format: Format) -> Path:
        """Return the path of a file with the audio, from the notebook's folder; write it if necessary."""
        folder = _notebook_folder()
        for path in self._saved:
            # Saved pcm, which no page plays, is shorter than the wav made of it.
            if _is_servable(path, folder) and has_size(path, len(data)):
                return path.relative_to(folder)
        return write_once(data, folder, audio_format.suffixes[0]).relative_to(folder)

    def playable(self) -> tuple[bytes, Format]:
        """Return the audio as a playable file: pcm as wav, an incomplete file with a true header.

        Returns
        -------
        bytes
            The file.
        Format
            Its format.
        """
        if FORMATS[self.response_format].is_headerless:
            return wav.from_pcm(self.data, self.pcm_rate), FORMATS["wav"]
        data = self.data
        if not self.complete:  # a header such as that of mp3 describes the whole
            joiner = Joiner()
            joiner.add(data, self.response_format)
            data = joiner.file(is_cut=True)
        return data, FORMATS[self.response_format]


def format_size(size: int) -> str:
    """Return a number of bytes as text, in kB or MB.

    Examples
    --------
    >>> format_size(38_400), format_size(2_500_000)
    ('38 kB', '2.5 MB')
    """
    kilobytes = round(size / 1000)
    return f"{kilobytes} kB" if kilobytes < _KB_IN_MB else f"{size / 1e6:.1f} MB"


def _notebook_folder() -> Path:
    """Return the folder that links in a notebook start from: where its kernel started, despite %cd."""
    history = getattr(get_ipython(), "history_manager", None)
    visited = history.dir_hist if history else []
    try:
        return Path(*visited[:1]).resolve()
    except OSError as error:
        raise OutputError(f"The folder of the notebook no longer exists: {error.strerror}.") from error


def _is_servable(path: Path, folder: Path) -> bool:
    # Jupyter serves no hidden files, and none outside of its root.
    return path.is_relative_to(folder) and not any(
        name.startswith(".") for name in path.relative_to(folder).parts
    )


__test__ = {"Speech": Speech}  # doctest searches a class only in its `__module__`
