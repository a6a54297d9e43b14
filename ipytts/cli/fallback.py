"""The option ``--fallback`` of ``ipytts say`` and ``narrate``; notebooks set `SpeechDefaults.fallback`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipytts.config import SETTINGS, SpeechDefaults

if TYPE_CHECKING:
    import argparse


def add_fallback_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--fallback``."""
    parser.add_argument("--fallback", metavar="NAME", help=SETTINGS["fallback"].help)


def configure_fallback(options: argparse.Namespace) -> None:
    """Set `SpeechDefaults.fallback`, if the option was given.

    Raises
    ------
    InvalidRequestError
        The value is not possible.
    """
    if options.fallback is not None:
        SpeechDefaults.instance().fallback = SETTINGS["fallback"].checked(options.fallback)
