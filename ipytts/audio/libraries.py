"""Libraries that codecs load on demand: which one, and the extra that installs it."""

from __future__ import annotations

import importlib
import importlib.util
import io
from typing import NamedTuple

from ipytts.errors import SpeechError


class Library(NamedTuple):
    """A library of an extra of ipytts."""

    name: str
    extra: str

    @property
    def is_installed(self) -> bool:
        """Whether the library is installed; it is not imported."""
        return importlib.util.find_spec(self.name) is not None

    def check(self, purpose: str) -> None:
        """Raise a `SpeechError` that says what has no `purpose`if the library is missing."""
        try:
            importlib.import_module(self.name)
        except (ImportError, OSError):  # an OSError where a shared library is missing
            raise SpeechError(
                f'No {purpose} is installed: run `pip install "ipytts[{self.extra}]"`.'
            ) from None


SOUNDFILE = Library("soundfile", "offline")
NUMPY = Library("numpy", "offline")
LAMEENC = Library("lameenc", "offline")
AV = Library("av", "aac")


class Tap(io.BytesIO):
    """A file whose bytes can be read while it is written; for libraries that never seek back."""

    _position = 0

    def read_new(self) -> bytes:
        """Return the bytes written since the last call."""
        self.seek(self._position)
        data = self.read()  # ends at the end of the file, where the writer continues
        self._position += len(data)
        return data
