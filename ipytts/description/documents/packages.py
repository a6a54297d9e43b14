"""The packages of the extra ``narrate``, loaded when they are needed; or a word on what to install."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from ipytts.errors import SpeechError

if TYPE_CHECKING:
    from types import ModuleType


def load(name: str) -> ModuleType:
    """Import a module of the extra.

    Raises
    ------
    SpeechError
        It is not installed.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise SpeechError(
            f"To read notebooks aloud, ipytts needs the package {error.name}, which is not installed.\n"
            'Install what is needed with: pip install "ipytts[narrate]"'
        ) from None
