"""Entries of a cache, and what is in its folder."""

from __future__ import annotations

import random
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from ipytts.synthesis.cache import Cache, Entry

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions, signals or limits")


def key_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def entry_of(text: str, size: int = 1000) -> Entry:
    return Entry(random.Random(text).randbytes(size), "mp3", 24_000)  # noqa: S311


def is_claimed(cache: Cache, key: str) -> bool:
    """Return whether the claim is held: then it cannot be taken without waiting."""
    waits = []
    with cache.claim(key, lambda: not waits.append(True)):  # type: ignore[func-returns-value]
        return bool(waits)


def names_in(folder: Path, ending: str = "") -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(ending))
