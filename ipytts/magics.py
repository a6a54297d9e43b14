"""The magics ``%%speak`` and ``%speak``: parse what is typed, then ask `speak`."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any

from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand
from IPython.display import display

from ipytts.defaults import SpeechDefaults
from ipytts.errors import InvalidRequestError, SpeechError, SpeechInterrupt
from ipytts.filling import fill
from ipytts.front_end import front_end
from ipytts.listener import Listener
from ipytts.options import OptionParser, add_speech_options, place_of, settings_of, variable_name
from ipytts.service import BUILTIN, find_service

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.speech import Speech

_EXAMPLES = """\
examples:
  %%speak --voice coral
  The model reached {accuracy:.1%} on {len(df)} rows.

  %speak Done.
  %speak -v nova -i "Speak like a calm teacher" Let us begin.
  %speak --output talk.mp3 --into talk Saved as a file, and bound to a variable.

{accuracy:.1%} and the like are filled in from the notebook; {{braces}} or --raw leave them alone.
%config SpeechDefaults shows and sets what holds for all cells."""


def _parser() -> OptionParser:
    parser = OptionParser(
        "%%speak",
        usage="%%%%speak [options], and the text below;  or  %%speak [options] [--] text",
        description="Have a text spoken, and show it as a player.",
        epilog=_EXAMPLES,
    )
    add_speech_options(parser.add)
    parser.add("-p", "--play", action="store_true", default=None, help="start the sound by itself")
    parser.add("--into", metavar="NAME", help="bind the speech to this variable too")
    parser.add("--raw", action="store_true", help="fill nothing in: leave all braces as they are")
    parser.add("-h", "--help", action="store_true", help="show this")
    return parser


@magics_class
class SpeechMagics(Magics):
    """``%%speak`` and ``%speak``."""

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._parser = _parser()
        self._said: set[str] = set()

    @no_var_expand
    @line_cell_magic
    def speak(self, line: str, cell: str | None = None) -> Speech | None:  # noqa: D102 - below
        options, rest = self._parser.parse_line(line, self._fill)
        if options.help:
            print(self._parser.format_help())  # noqa: T201 - what was asked for
            return None
        if cell is not None and rest:
            raise InvalidRequestError(
                f"{rest!r} stands where only options may: the text goes below %%speak, "
                "and a value with spaces into quotes."
            )
        text = rest if cell is None else cell.strip()
        return self._spoken(text if options.raw else self._fill(text), options)

    speak.__doc__ = _parser().format_help()

    def _fill(self, text: str) -> str:
        return fill(text, self._shell.user_ns)

    def _spoken(self, text: str, options: argparse.Namespace) -> Speech:
        from ipytts.synthesis import speak  # noqa: PLC0415 - requests is loaded on first use

        cell = _Cell(self, variable_name(options.into), place_of(options))
        try:
            return speak(text, play=options.play, listener=cell, **settings_of(options))
        except (SpeechError, SpeechInterrupt) as error:
            if error.speech is not None:  # what was paid for is not lost
                display(error.speech)
            raise

    def bind(self, variable: str, speech: Speech) -> None:
        """Make a speech a variable of the notebook."""
        self._shell.user_ns[variable] = speech

    def say_once(self, message: str) -> None:
        """Print what the person who runs the cells should know, unless it was said before."""
        if message not in self._said and front_end() != "nobody":
            self._said.add(message)
            print(message)  # noqa: T201 - for a person

    def warm_up(self, _: object) -> None:
        """Load the built-in voice in the background if it is the one to speak, after the first cell."""
        self.stop_waiting()
        with contextlib.suppress(SpeechError):
            if find_service(SpeechDefaults.instance().service) is BUILTIN:
                from ipytts.builtin import warm_up  # noqa: PLC0415 - heavy

                warm_up()

    def stop_waiting(self) -> None:
        """Wait no longer for a cell to warm up after."""
        with contextlib.suppress(ValueError):
            self._shell.events.unregister("post_run_cell", self.warm_up)


class _Cell(Listener):
    """What a cell wants of its speech before it plays: bind it and save it."""

    def __init__(self, magics: SpeechMagics, variable: str | None, place: Path | None) -> None:
        self._magics, self._variable, self._place = magics, variable, place

    def on_notice(self, message: str) -> None:
        self._magics.say_once(message)

    def on_end(self, speech: Speech) -> None:
        if self._variable:
            self._magics.bind(self._variable, speech)
        if self._place:
            speech.save(self._place)


def help_alone(lines: list[str]) -> list[str]:
    """Let ``%%speak --help`` stand alone: IPython runs no cell magic without a text below it.

    Examples
    --------
    >>> help_alone(["%%speak --help"])
    ['%speak --help']
    """
    alone = len(lines) == 1 and re.fullmatch(r"%%speak\s.*(-h|--help)\s*", lines[0])
    return [lines[0][1:]] if alone else lines


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Make the magics and ``%config SpeechDefaults`` known to `shell`; a second time changes nothing."""
    is_older = SpeechDefaults.initialized()  # made by `speak` before there was a shell to ask
    defaults = SpeechDefaults.instance(parent=shell)
    if is_older and defaults.parent is not shell:
        defaults.parent = shell
        defaults.update_config(shell.config)
    configurables: list[Any] = shell.configurables
    if defaults not in configurables:
        configurables.append(defaults)
    magics = SpeechMagics(shell)
    shell.register_magics(magics)
    shell.events.register("post_run_cell", magics.warm_up)
    if help_alone not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(help_alone)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Take away what `load_ipython_extension` brought."""
    magics = shell.magics_manager.registry.pop(SpeechMagics.__name__, None)
    for kind in shell.magics_manager.magics.values():
        kind.pop("speak", None)
    if magics is not None:
        magics.stop_waiting()
        shell.input_transformers_cleanup.remove(help_alone)
    shell.configurables[:] = [c for c in shell.configurables if not isinstance(c, SpeechDefaults)]
