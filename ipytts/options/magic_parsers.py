"""The parsers of the magics: ``%speak``, ``%narrate``, ``%autonarrate`` and ``%alttext``."""

from __future__ import annotations

import argparse
import functools
from typing import get_args

from ipytts.config import SETTINGS
from ipytts.description.detail import Detail
from ipytts.options.line_parser import LineParser
from ipytts.options.speech_options import add_notebook_options, add_option, add_speech_options

_SPEAK_EXAMPLES = """\
examples:
  %%speak --voice coral
  The model reached {accuracy:.1%} on {len(df)} rows.

  %speak Done.
  %speak -v nova -i "Speak like a calm teacher" Let us begin.
  %speak --output talk.mp3 --into talk Saved as a file, and assigned to a variable.

Expressions such as {accuracy:.1%} are replaced by their values; {{braces}} and --raw keep the braces.
%config SpeechDefaults shows and sets the defaults of all cells."""

_NARRATE_EXAMPLES = """\
examples:
  %%narrate
  df.groupby("region").sales.sum()

  %%narrate --when-longer-than 60 --detail full
  model.fit(X, y)

  %narrate df.describe()
  %narrate                 the latest result, or the latest error
  %narrate -o report.mp3 --code skip report.ipynb

SpeechDefaults.pronunciations sets how words are pronounced."""

_AUTONARRATE_EXAMPLES = """\
examples:
  %autonarrate             narrate each cell that takes longer than 10 seconds, or fails
  %autonarrate 60 --detail brief
  %autonarrate 0           narrate each cell
  %autonarrate off"""

_ALT_TEXT_EXAMPLES = """\
ipytts.alt(figure, "Sales double within two years.") sets words of your own for a chart."""


@functools.cache
def speak_parser() -> LineParser:
    """Return the parser of ``%%speak`` and ``%speak``."""
    parser = LineParser(
        "%speak",
        usage="%%%%speak [options], and the text below;  or  %%speak [options] [--] text",
        description="Speak a text, and show a player for it.",
        epilog=_SPEAK_EXAMPLES,
    )
    add_speech_options(parser)
    add_option(parser, "play")
    parser.add_argument("--pronounce", action="store_true", help="apply SpeechDefaults.pronunciations")
    parser.add_argument("--stop", action="store_true", help="stop all speech")
    parser.add_argument("--raw", action="store_true", help="leave braces unchanged")
    _add_common_options(parser)
    return parser


@functools.cache
def narrate_parser() -> LineParser:
    """Return the parser of ``%%narrate`` and ``%narrate``."""
    parser = _narration_parser(
        "%narrate",
        usage=(
            "%%%%narrate [options], and the cell's code below;  "
            "or  %%narrate [options] [expression or notebook.ipynb]"
        ),
        description=(
            "Run a cell and speak a description of its result; or describe the value of an expression, or "
            "speak a saved notebook."
        ),
        epilog=_NARRATE_EXAMPLES,
    )
    parser.add_argument(
        "--when-longer-than", metavar="SECONDS", help="speak only if the cell took longer than this"
    )
    add_notebook_options(parser)
    return parser


@functools.cache
def autonarrate_parser() -> LineParser:
    """Return the parser of ``%autonarrate``."""
    parser = _narration_parser(
        "%autonarrate",
        usage="%%autonarrate [on | off | SECONDS] [options]",
        description="From now on, narrate each cell that takes longer than 10 seconds, or SECONDS, or fails.",
        epilog=_AUTONARRATE_EXAMPLES,
    )
    parser.first_words = ("on", "off")
    return parser


@functools.cache
def alt_text_parser() -> LineParser:
    """Return the parser of ``%alttext``."""
    parser = LineParser(
        "%alttext",
        usage="%%alttext [on | off | text]",
        description=(
            "From now on, give each chart that a cell shows alternative text, which screen readers read and "
            "which is saved in the notebook. With text, also show a description and a table of the data "
            "below each chart. Without a word, show what is on."
        ),
        epilog=_ALT_TEXT_EXAMPLES,
    )
    parser.add_argument("-h", "--help", action="store_true", help="show this help")
    parser.first_words = ("on", "off", "text")
    return parser


def _narration_parser(name: str, **settings: str) -> LineParser:
    parser = LineParser(name, **settings)
    parser.add_argument(
        "--detail",
        choices=get_args(Detail),
        default="normal",
        help="the length of the description: brief, normal or full",
    )
    parser.add_argument("--text", action="store_true", help="also show the text")
    add_speech_options(parser)
    parser.add_argument(
        *SETTINGS["play"].flags,
        action=argparse.BooleanOptionalAction,
        help="start playing automatically (the default), or do not",
    )
    _add_common_options(parser)
    parser.set_defaults(pronounce=True, when_longer_than="0")
    return parser


def _add_common_options(parser: LineParser) -> None:
    parser.add_argument("--into", metavar="NAME", help="also assign the speech to this variable")
    parser.add_argument("-h", "--help", action="store_true", help="show this help")
