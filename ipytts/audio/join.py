"""Join audio files of one format to one valid file."""

from __future__ import annotations

from ipytts.audio.formats import duration, mend
from ipytts.audio.response_formats import FORMATS, RATE
from ipytts.audio.track import Track, misfit
from ipytts.errors import SpeechError


class Joiner:
    """Joins parts to one file.

    The audio is in memory once: a part is written to the end of the file as it comes, and its bytes are not
    kept. A single part is the file itself.

    Attributes
    ----------
    response_format : str
        The name of the parts' format in `FORMATS`; empty before the first.
    rate : int
        Samples per second of pcm.
    ends : list of float
        Where each part ends in the joined file, in seconds.

    Examples
    --------
    >>> joiner = Joiner()
    >>> for part in (bytes(48_000), bytes(24_000)):
    ...     joiner.add(part, "pcm")
    >>> joiner.ends
    [1.0, 1.5]
    >>> len(joiner.file())
    72000
    """

    def __init__(self) -> None:
        self.response_format = ""
        self.rate = RATE
        self.ends: list[float] = []
        self._only: bytes | None = None
        self._track: Track | None = None

    def add(self, data: bytes, response_format: str, rate: int = RATE) -> None:
        """Append a part.

        Parameters
        ----------
        data : bytes
            A whole file; tags, and a truncated end, are left out. Without audio it adds nothing.
        response_format : str
            The name of its format.
        rate : int, default `RATE`
            Samples per second of pcm; other formats contain theirs.

        Raises
        ------
        SpeechError
            It differs from the parts before it, or its format cannot be joined. The file is unchanged.
        """
        if not self.ends:
            self.response_format, self.rate = response_format, rate
            self._only = data
            self.ends.append(duration(data, response_format, rate))
            return
        if response_format != self.response_format:
            raise misfit(self.response_format, response_format, len(self.ends) + 1)
        track = self._track or self._begin()
        before = track.seconds
        track.add(data, rate)
        if self._track is None:
            self._track, self._only, self.ends = track, None, [before]
        self.ends.append(track.seconds)

    def file(self, *, is_cut: bool = False) -> bytes:
        """Return the file of all parts so far.

        Parameters
        ----------
        is_cut : bool, default False
            Whether the last part is incomplete, so that its own header is wrong.

        Returns
        -------
        bytes
            A file with a correct header. More parts can follow, at the cost of a copy.

        Raises
        ------
        SpeechError
            If the only part is several wav files in a row that do not fit together.
        """
        if not self.ends:
            return b""
        if is_cut and self._track is None and FORMATS[self.response_format].track:
            self._track = self._begin()
        if self._track:
            return self._track.finish()
        return mend(self._only or b"", self.response_format)

    def _begin(self) -> Track:
        """Start a file with the part that was the only one until now."""
        new_track = FORMATS[self.response_format].track
        if new_track is None:
            raise SpeechError(
                f"Parts that come as {self.response_format} cannot be joined: "
                "ask for another format, such as mp3 or wav."
            )
        track = new_track()
        track.add(self._only or b"", self.rate)
        return track
