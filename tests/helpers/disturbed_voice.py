"""Disturb the sound of the built-in voice, as another processor or another version of its libraries would.

It lasts 2 % longer, with 1 % noise. Where the environment variable ``IPYTTS_TEST_DISTURB_VOICE`` is set, the
root ``conftest.py`` installs this in all processes of a test run: no test may depend on the exact sound.
"""

from __future__ import annotations

import sys
import zlib
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_STRETCH = 1.02
_NOISE = 0.01  # of the root mean square of the samples


def install() -> None:
    """Disturb the voice as soon as this process loads it."""
    sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds the module of the voice, and has it disturbed when it is loaded."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != "hibari.tts":
            return None
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and spec.loader is not None:
            spec.loader = _DisturbingLoader(spec.loader)
        return spec


class _DisturbingLoader(Loader):
    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        voice: Any = module.Hibari
        undisturbed = voice.from_ids

        def from_ids(self: Any, ids: list[int], *arguments: Any, **options: Any) -> Any:
            return _disturb(undisturbed(self, ids, *arguments, **options), seed=zlib.crc32(str(ids).encode()))

        voice.from_ids = from_ids


def _disturb(samples: Any, seed: int) -> Any:
    import numpy as np

    if not len(samples):
        return samples
    positions = np.linspace(0, len(samples) - 1, int(len(samples) * _STRETCH))
    longer = np.interp(positions, np.arange(len(samples)), samples)
    level = np.sqrt((longer**2).mean())
    noise = np.random.default_rng(seed).normal(0, _NOISE * level, len(longer))
    return (longer + noise).astype(np.float32)
