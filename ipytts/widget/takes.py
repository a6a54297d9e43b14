"""Takes: speech that the playground keeps, with its settings."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from traitlets import HasTraits, Instance, Tuple

from ipytts.audio.response_formats import FORMATS
from ipytts.synthesis.speech import Speech, format_size

if TYPE_CHECKING:
    from ipytts.widget.settings import Settings


@dataclass(eq=False)
class Take:
    """A speech that is kept."""

    name: str  # a person can change it
    speech: Speech
    settings: Settings  # that the speech was made with

    @property
    def summary(self) -> str:
        """Name, voice and duration."""
        speech = self.speech
        ending = "" if speech.complete else ", incomplete"
        return f"{self.name} · {speech.voice} · {speech.duration:.1f} s{ending}"

    @property
    def details(self) -> str:
        """All of its facts except its name."""
        speech = self.speech
        facts = [speech.voice, speech.model, self.settings.delivery, speech.response_format, speech.service]
        return ", ".join(fact for fact in (*facts, self.outcome) if fact)

    @property
    def outcome(self) -> str:
        """Duration, size and source."""
        speech = self.speech
        source = "from the cache" if speech.from_cache else "fetched"
        ending = "" if speech.complete else ", incomplete"
        return f"{speech.duration:.1f} s, {format_size(len(speech.data))}, {source}{ending}"

    @property
    def file_name(self) -> str:
        """A file name for it, without the suffix."""
        words = re.findall(r"[\w-]+", f"{self.name} {self.speech.voice}")
        return "-".join(words).lower()[:60] or "take"

    @property
    def suffix(self) -> str:
        """The suffix of its file."""
        return FORMATS[self.speech.response_format].suffixes[0]


class TakeStore(HasTraits):
    """The takes in the order in which they came; any thread may add one."""

    takes = Tuple()  # of `Take`
    names = Tuple()  # of the takes
    chosen = Instance(Take, allow_none=True)  # the take that is shown: the newest, until another is chosen

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.RLock()
        self._count = 0

    def add(self, speech: Speech, settings: Settings) -> Take:
        """Keep a speech, and choose it."""
        with self._lock:
            self._count += 1
            take = Take(f"Take {self._count}", speech, settings)
            self._set((*self.takes, take), take)
        return take

    def rename(self, take: Take, name: str) -> None:
        """Rename a take; an empty name changes nothing."""
        with self._lock:
            take.name = " ".join(name.split()) or take.name
            self.names = tuple(each.name for each in self.takes)

    def remove(self, take: Take) -> None:
        """Remove a take, and choose the one after it, or else the one before."""
        with self._lock:
            index = self.takes.index(take)
            rest = tuple(each for each in self.takes if each is not take)
            self._set(rest, rest[min(index, len(rest) - 1)] if rest else None)

    def clear(self) -> None:
        """Remove all takes."""
        with self._lock:
            self._set((), None)

    def _set(self, takes: tuple[Take, ...], chosen: Take | None) -> None:
        with self.hold_trait_notifications():
            self.takes, self.chosen = takes, chosen
            self.names = tuple(take.name for take in takes)
