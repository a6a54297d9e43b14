"""The value that every face gives back: an audio display that knows what it says."""

from __future__ import annotations

import functools
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from IPython.core.getipython import get_ipython
from IPython.display import Audio

from ipytts.audio import formats
from ipytts.audio.formats import wav_from_pcm
from ipytts.audio.join import Joiner
from ipytts.audio.names import FORMATS, RATE, Format
from ipytts.config import SpeechDefaults
from ipytts.errors import OutputError
from ipytts.files import (
    check_captions_ending,
    check_ending,
    check_output_path,
    has_size,
    keep,
    write_atomically,
)
from ipytts.services.request import excerpt

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
from ipytts.synthesis.part import Part

EXCERPT_LENGTH = 60  # characters of the text in labels
# Who starts one player means it to be heard alone, in a reopened notebook too, where no script of ours runs.
_ONE_VOICE = (
    " onplay=\"document.querySelectorAll('audio[data-ipytts]').forEach(a => a === this || a.pause())\""
)


class Speech(Audio):
    """Speech that plays in a page and knows what it says.

    Parameters
    ----------
    data : bytes
        The audio file, or the samples of headerless ``pcm``.
    text : str
        What it says.
    voice, model : str
        The voice that spoke and its model.
    response_format : str
        What `data` is: ``mp3``, ``opus``, ``aac``, ``flac``, ``wav`` or ``pcm``.
    service : str
        The name or the address of who made it.
    rate : int
        Samples a second, where `data` is ``pcm``.
    complete : bool
        Whether all of the text is in it; not so where something went wrong in the midst.
    parts : iterable of Part, optional
        What was spoken at one go, in order; one part with all of the text unless given.
    from_cache : bool
        Whether all of it came from the cache.

    Examples
    --------
    >>> Speech(bytes(48_000), text="…", voice="coral", response_format="pcm")
    Speech(voice='coral', 1.0 s, pcm, 48 kB): "…"
    """

    __module__ = "ipytts"
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
        """How long it sounds, in seconds; counted, not read from a header."""
        return formats.duration(self.data, self.response_format, self.pcm_rate)

    @functools.cached_property
    def parts(self) -> tuple[Part, ...]:
        """What was spoken at one go, with its times in seconds: one part, unless the text was long."""
        return (Part(self.text, 0.0, self.duration),)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the audio to a file, whole or not at all.

        Parameters
        ----------
        path : str or path
            Its ending must be one of the format's own. A file that is there is replaced.

        Returns
        -------
        Path
            Where it is.

        Raises
        ------
        OutputError
            Nothing can be written there, or the ending names another format.
        """
        check_ending(path, self.response_format)
        place = check_output_path(path)
        write_atomically(place, self.data)
        self._saved = (*self._saved, place)
        return place

    def save_captions(self, path: str | os.PathLike[str]) -> Path:
        """Write the sentences with their times to a WebVTT file, whole or not at all.

        Times are exact where a part begins or ends. Within a part, sentences begin and end at pauses of the
        sound; where it cannot be decoded here (aac, or without the extra ``offline``), each has the share of
        the time that it has of the characters.

        Parameters
        ----------
        path : str or path
            It must end in ``.vtt``. A file that is there is replaced.

        Returns
        -------
        Path
            Where it is.

        Raises
        ------
        OutputError
            Nothing can be written there, or the ending is another.

        See Also
        --------
        ipytts.synthesis.captions.web_vtt : the same as text.
        """
        check_captions_ending(path)
        place = check_output_path(path)
        write_atomically(place, self.captions().encode())
        return place

    def captions(self) -> str:
        """Return what `save_captions` writes.

        Returns
        -------
        str
            A WebVTT file.
        """
        # The segmenter and the decoder behind them are seldom needed.
        from ipytts.audio.loudness import Loudness
        from ipytts.synthesis.captions import web_vtt

        return web_vtt(self.parts, Loudness.of(self.data, self.response_format, self.pcm_rate))

    def __repr__(self) -> str:
        return (
            f"Speech(voice={self.voice!r}, {self.duration:.1f} s, {self.response_format}, "
            f"{format_size(len(self.data))}{'' if self.complete else ', incomplete'}): "
            f'"{excerpt(self.text, EXCERPT_LENGTH)}"'
        )

    def _repr_html_(self) -> str:
        data, known = self.playable()
        if len(data) <= SpeechDefaults.instance().embed_limit * 1e6:
            return self._embedded(data, known)
        too_much = f"{format_size(len(data))}, too much for the notebook"
        try:
            link = self._file_beside_notebook(data, known).as_posix()
        except OutputError as error:
            return (
                f"<div>{escape(self.label)}<br />{too_much}, and it could not be saved beside it: "
                f"{escape(str(error))} Keep it elsewhere with <code>.save(path)</code>.</div>"
            )
        return f"{self._linked(link)}<div>{too_much}: it is in {escape(link)} beside it.</div>"

    def _embedded(self, data: bytes, known: Format) -> str:
        sound = b64encode(data).decode("ascii")
        source = f'<source src="data:{known.mimetype};base64,{sound}" type="{known.mimetype}" />'
        return self._player(source=source)

    def _linked(self, link: str) -> str:
        # Not a <source>: JupyterLab fills in the folder when the page may have read that for good, and takes
        # it out of notebooks that it does not trust.
        return self._player(src=f' src="{quote(link)}"')

    def _player(self, *, src: str = "", source: str = "") -> str:
        element_id = f' id="{self.element_id}"' if self.element_id else ""
        label = escape(self.label)
        return (
            f'<audio{element_id} controls="controls" aria-label="{label}" data-ipytts{_ONE_VOICE}{src}>'
            f"{source}This browser does not play audio. {label}</audio>"
        )

    @property
    def label(self) -> str:
        """What a screen reader calls its player."""
        kind = "Speech" if self.complete else "Incomplete speech"
        return (
            f"{kind}, {self.duration:.1f} seconds, voice {self.voice}: {excerpt(self.text, EXCERPT_LENGTH)}"
        )

    def _file_beside_notebook(self, data: bytes, known: Format) -> Path:
        """Return the path, from the notebook's folder, of a file with the sound, and write it if need be."""
        folder = _notebook_folder()
        for place in self._saved:
            # Saved pcm, which no page plays, is shorter than the wav made of it.
            if _is_servable(place, folder) and has_size(place, len(data)):
                return place.relative_to(folder)
        return keep(data, folder, known.suffixes[0]).relative_to(folder)

    def playable(self) -> tuple[bytes, Format]:
        """Return the audio as players know it: headerless samples as wav, a cut mp3 with a true header.

        Returns
        -------
        bytes
            The file.
        Format
            Its format.
        """
        if self.response_format == "pcm":
            return wav_from_pcm(self.data, self.pcm_rate), FORMATS["wav"]
        if not self.complete and self.response_format == "mp3":  # its header tells of the whole
            joiner = Joiner()
            joiner.add(self.data, "mp3")
            return joiner.file(is_cut=True), FORMATS["mp3"]
        return self.data, FORMATS[self.response_format]


def format_size(size: int) -> str:
    """Return bytes as a person reads them.

    Examples
    --------
    >>> format_size(38_400), format_size(2_500_000)
    ('38 kB', '2.5 MB')
    """
    return f"{size / 1e6:.1f} MB" if size >= 999_500 else f"{size / 1e3:.0f} kB"  # noqa: PLR2004


def _notebook_folder() -> Path:
    """Return where links in a notebook start from: the folder its kernel was started in, not moved by %cd."""
    history = getattr(get_ipython(), "history_manager", None)
    visited = history.dir_hist if history else []
    try:
        return Path(*visited[:1]).resolve()
    except OSError as error:
        raise OutputError(f"The folder of the notebook is gone: {error.strerror}.") from error


def _is_servable(place: Path, folder: Path) -> bool:
    # Jupyter shows nothing that is outside of its root, or hidden.
    return place.is_relative_to(folder) and not any(
        name.startswith(".") for name in place.relative_to(folder).parts
    )


__test__ = {"Speech": Speech}  # doctest searches a class only in its `__module__`
