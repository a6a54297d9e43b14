"""Import packages that the extra ``narrate`` installs."""

from __future__ import annotations

import importlib
from types import ModuleType

from ipytts.errors import SpeechError


def import_optional(name: str) -> ModuleType:
    """Import a module of the extra ``narrate``.

    Raises
    ------
    SpeechError
        It is not installed; the message contains the command that installs it.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise SpeechError(
            f"To read notebooks, ipytts needs the package {error.name}, which is not installed.\n"
            'Install what is needed with: pip install "ipytts[narrate]"'
        ) from None
