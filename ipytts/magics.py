"""The magics ``%%speak`` and ``%speak``: parse what is typed, then ask `speak`."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any

from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand
from IPython.display import display

from ipytts.defaults import SpeechDefaults
from ipytts.errors import InvalidRequestError, OutputError, SpeechError, SpeechInterrupt
from ipytts.filling import fill
from ipytts.options import OptionParser, add_speech_options, extra_fields, number, variable_name
from ipytts.page import someone_reads
from ipytts.saving import check_ending, check_place, format_of
from ipytts.service import BUILTIN, find_service

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.service import Service
    from ipytts.speech import Speech
    from ipytts.synthesis import Listener

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
    add_speech_options(parser)
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

        into = variable_name(options.into)
        place = _place(options)
        try:
            speech = speak(
                text,
                voice=options.voice,
                model=options.model,
                response_format=options.format or (format_of(place) if place else None),
                speed=number(options.speed),
                instructions=options.instructions,
                extra=extra_fields(options.extra),
                service=_service(options),
                play=options.play,
                timeout=number(options.timeout),
                listener=self._listener(),
            )
            if into:
                self._shell.user_ns[into] = speech
            if place:
                _save(speech, place)
        except (SpeechError, SpeechInterrupt) as error:
            if error.speech is not None:  # what was paid for is not lost
                display(error.speech)
            raise
        return speech

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

    def _listener(self) -> Listener:
        from ipytts.synthesis import Listener  # noqa: PLC0415 - requests is loaded on first use

        listener = Listener()
        listener.on_notice = self._say_once  # type: ignore[method-assign]
        return listener

    def _say_once(self, message: str) -> None:
        if message not in self._said and someone_reads(self._shell):
            self._said.add(message)
            print(message)  # noqa: T201 - for the person who ran the cell


def _place(options: argparse.Namespace) -> Path | None:
    """Return where to save; a place or an ending that cannot be is told before anything is asked for."""
    if options.output is None:
        return None
    if options.format:
        check_ending(options.output, options.format)
    format_of(options.output)
    return check_place(options.output)


def _service(options: argparse.Namespace) -> Service | str | None:
    if options.key_env is None:
        return options.service or None
    return find_service(options.service or SpeechDefaults.instance().service, options.key_env)


def _save(speech: Speech, place: Path) -> None:
    try:
        speech.save(place)
    except OutputError as error:
        error.speech = speech
        raise


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
