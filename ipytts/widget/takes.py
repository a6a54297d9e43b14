"""Takes: what was spoken, and how it was asked for."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from traitlets import HasTraits, Instance, Tuple

from ipytts.audio.names import FORMATS
from ipytts.synthesis.speech import format_size

if TYPE_CHECKING:
    from ipytts.synthesis.speech import Speech
    from ipytts.widget.settings import Settings


@dataclass(eq=False)
class Take:
    """A speech that is kept, with what was asked for.

    Attributes
    ----------
    name : str
        What a person calls it.
    speech : Speech
        How it sounds.
    settings : Settings
        What was asked.
    """

    name: str
    speech: Speech
    settings: Settings

    @property
    def line(self) -> str:
        """It in a list: name, voice, how long."""
        speech = self.speech
        cut = "" if speech.complete else ", incomplete"
        return f"{self.name} · {speech.voice} · {speech.duration:.1f} s{cut}"

    @property
    def details(self) -> str:
        """All that is known of it, for a person."""
        speech = self.speech
        facts = [speech.voice, speech.model, self.settings.manner, speech.response_format, speech.service]
        return ", ".join(fact for fact in (*facts, self.outcome) if fact)

    @property
    def outcome(self) -> str:
        """How long it is, how big, and where it came from."""
        speech = self.speech
        source = "from the cache" if speech.from_cache else "fetched"
        cut = "" if speech.complete else ", incomplete"
        return f"{speech.duration:.1f} s, {format_size(len(speech.data))}, {source}{cut}"

    @property
    def file_name(self) -> str:
        """What a file of it may be called, without its ending."""
        words = re.findall(r"[\w-]+", f"{self.name} {self.speech.voice}")
        return "-".join(words).lower()[:60] or "take"

    @property
    def suffix(self) -> str:
        """The ending of a file of it."""
        return FORMATS[self.speech.response_format].suffixes[0]


class TakeStore(HasTraits):
    """The takes, in the order in which they came; any thread may add one.

    Attributes
    ----------
    takes : tuple of Take
        All of them.
    names : tuple of str
        What they are called.
    chosen : Take or None
        The one that a person looks at; the newest, until another is chosen.
    """

    takes = Tuple()
    names = Tuple()
    chosen = Instance(Take, allow_none=True)

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
        """Call a take something else; an empty name changes nothing."""
        with self._lock:
            take.name = " ".join(name.split()) or take.name
            self.names = tuple(each.name for each in self.takes)

    def remove(self, take: Take) -> None:
        """Keep a take no longer; the one that came after it is chosen, or the one before."""
        with self._lock:
            place = self.takes.index(take)
            left = tuple(each for each in self.takes if each is not take)
            self._set(left, left[min(place, len(left) - 1)] if left else None)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._set((), None)

    def _set(self, takes: tuple[Take, ...], chosen: Take | None) -> None:
        with self.hold_trait_notifications():
            self.takes, self.chosen = takes, chosen
            self.names = tuple(take.name for take in takes)
