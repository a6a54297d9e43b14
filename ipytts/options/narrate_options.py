"""The options of ``%%narrate``, ``%narrate`` and ``%autonarrate``, and what they stand for."""

from __future__ import annotations

import argparse

from ipytts.errors import InvalidRequestError
from ipytts.options.line_parser import OptionParser
from ipytts.options.speech_options import DETAILS, add_notebook_options, add_speech_options

PATIENCE = 10.0  # s; what takes longer, %autonarrate tells

_EXAMPLES = """\
examples:
  %%narrate
  df.groupby("region").sales.sum()

  %%narrate --when-longer-than 60 --detail full
  model.fit(X, y)

  %narrate df.describe()
  %narrate                 the latest result, or the latest error
  %narrate -o report.mp3 --code skip report.ipynb

SpeechDefaults.pronunciations holds words to be said otherwise than they are written."""

_AUTO_EXAMPLES = """\
examples:
  %autonarrate             tell each cell that takes longer than 10 seconds, or fails
  %autonarrate 60 --detail brief
  %autonarrate off"""


def _parser(name: str, **settings: str) -> OptionParser:
    parser = OptionParser(name, **settings)
    parser.add("--detail", choices=DETAILS, default="normal", help="how much is told: brief, normal or full")
    parser.add("--text", action="store_true", help="show the words as well")
    add_speech_options(parser.add)
    parser.add(
        "-p",
        "--play",
        action=argparse.BooleanOptionalAction,
        help="start the sound by itself, as it does anyway; or not",
    )
    parser.add("--into", metavar="NAME", help="bind the speech to this variable too")
    parser.add("-h", "--help", action="store_true", help="show this")
    parser.set_defaults(pronounce=True, when_longer_than="0")
    return parser


def narrate_parser() -> OptionParser:
    """Return the parser of ``%%narrate`` and ``%narrate``."""
    parser = _parser(
        "%narrate",
        usage=(
            "%%%%narrate [options], and the cell's code below;  "
            "or  %%narrate [options] [expression or notebook.ipynb]"
        ),
        description=(
            "Run a cell, and tell in words what came of it; or tell what an expression is worth, or a saved "
            "notebook."
        ),
        epilog=_EXAMPLES,
    )
    parser.add("--when-longer-than", metavar="SECONDS", help="tell it only if the cell took longer")
    add_notebook_options(parser.add)
    return parser


def auto_parser() -> OptionParser:
    """Return the parser of ``%autonarrate``."""
    parser = _parser(
        "%autonarrate",
        usage="%%autonarrate [on | off | SECONDS] [options]",
        description="From now on, tell each cell that takes longer than 10 seconds, or SECONDS, or fails.",
        epilog=_AUTO_EXAMPLES,
    )
    parser.first_words = ("on", "off")
    return parser


def seconds_of(typed: str | float) -> float:
    """Return the seconds that ``--when-longer-than`` is given.

    Raises
    ------
    InvalidRequestError
        That is no number of seconds.
    """
    try:
        seconds = float(typed)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise InvalidRequestError(
            f"--when-longer-than {typed} is not possible: give a number of seconds, such as 30."
        )
    return seconds


def threshold_seconds(typed: str) -> float:
    """Return the seconds that ``%autonarrate`` is given; 0 for off."""
    known = {"": PATIENCE, "on": PATIENCE, "off": 0.0}
    try:
        return known[typed] if typed in known else seconds_of(typed)
    except InvalidRequestError:
        raise InvalidRequestError(
            f"%autonarrate {typed} is not possible: write on, off or a number of seconds."
        ) from None
