"""The value that every face gives back: an audio display that knows what it says."""

from __future__ import annotations

import functools
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

from IPython.display import Audio

from ipytts import audio
from ipytts.saving import check_ending, check_place, write_whole

if TYPE_CHECKING:
    import os
    from pathlib import Path

_SHOWN = 60  # characters of the text in labels


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

    Examples
    --------
    >>> Speech(bytes(48_000), text="…", voice="coral", response_format="pcm")
    Speech(voice='coral', 1.0 s, pcm, 48 kB): "…"
    """

    def __init__(
        self,
        data: bytes,
        *,
        text: str,
        voice: str,
        model: str = "",
        response_format: str = "mp3",
        service: str = "",
        rate: int = audio.RATE,
        complete: bool = True,
    ) -> None:
        super().__init__(data=data)  # type: ignore[no-untyped-call]
        self.mimetype = audio.FORMATS[response_format].mimetype
        self.text, self.voice, self.model = text, voice, model
        self.response_format, self.service, self.pcm_rate = response_format, service, rate
        self.complete = complete

    @functools.cached_property
    def duration(self) -> float:
        """How long it sounds, in seconds; counted, not read from a header."""
        return audio.duration(self.data, self.response_format, self.pcm_rate)

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
        place = check_place(path)
        write_whole(place, self.data)
        return place

    def __repr__(self) -> str:
        size = len(self.data)
        weight = f"{size / 1e6:.1f} MB" if size >= 999_500 else f"{size / 1e3:.0f} kB"  # noqa: PLR2004
        return (
            f"Speech(voice={self.voice!r}, {self.duration:.1f} s, {self.response_format}, {weight}"
            f"{'' if self.complete else ', incomplete'}): "
            f'"{_shortened(self.text)}"'
        )

    def _repr_html_(self) -> str:
        kind = "Speech" if self.complete else "Incomplete speech"
        label = escape(f"{kind}, {self.duration:.1f} seconds, voice {self.voice}: {_shortened(self.text)}")
        element_id = f' id="{self.element_id}"' if self.element_id else ""
        data, known = self.playable()
        return (
            f'<audio{element_id} controls="controls" aria-label="{label}">'
            f'<source src="data:{known.mimetype};base64,{b64encode(data).decode("ascii")}" '
            f'type="{known.mimetype}" />This browser does not play audio. {label}</audio>'
        )

    def playable(self) -> tuple[bytes, audio.Format]:
        """Return the audio as players know it: headerless samples as wav, all else as it is.

        Returns
        -------
        bytes
            The file.
        Format
            Its format.
        """
        if self.response_format == "pcm":
            return audio.wav_from_pcm(self.data, self.pcm_rate), audio.FORMATS["wav"]
        return self.data, audio.FORMATS[self.response_format]


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
