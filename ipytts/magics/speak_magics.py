"""The magics ``%%speak`` and ``%speak``: parse what is typed, then ask `speak`."""

from __future__ import annotations

import contextlib
import dis
import re
import sys
from typing import TYPE_CHECKING, Any

from IPython.core.magic import (
    Magics,
    line_cell_magic,
    magics_class,
    needs_local_scope,
    no_var_expand,
)
from IPython.utils.capture import capture_output

from ipytts.config import SpeechDefaults
from ipytts.errors import InvalidRequestError, SpeechError, SpeechInterrupt
from ipytts.magics import completion, narrate_magics
from ipytts.magics.cell import CellListener, Notices, speak_in_cell
from ipytts.options.line_parser import OptionParser
from ipytts.options.speech_options import (
    add_speech_options,
    dry_run_report,
    request_settings,
    speech_settings,
)
from ipytts.playback.front_end import FrontEnd, current_front_end
from ipytts.playback.notebook_page import CellRuns, OutputSlot, WholeCellSlot, stop_page
from ipytts.services.service import BUILTIN, find_service
from ipytts.text.interpolation import fill

if TYPE_CHECKING:
    import argparse
    from types import FrameType

    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.synthesis.speech import Speech

_CELL = re.compile(r"%%speak(\s.*)?$")
_QUESTION = re.compile(r"^(\s*(?:\w+\s*=\s*)?%speak\s+[^\s?].*\?)(\n?)$")

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
        "%speak",
        usage="%%%%speak [options], and the text below;  or  %%speak [options] [--] text",
        description="Have a text spoken, and show it as a player.",
        epilog=_EXAMPLES,
    )
    add_speech_options(parser.add)
    parser.add("-p", "--play", action="store_true", default=None, help="start the sound by itself")
    parser.add("--into", metavar="NAME", help="bind the speech to this variable too")
    parser.add("--pronounce", action="store_true", help="say words as in SpeechDefaults.pronunciations")
    parser.add("--stop", action="store_true", help="let nothing speak any more")
    parser.add("--raw", action="store_true", help="fill nothing in: leave all braces as they are")
    parser.add("-h", "--help", action="store_true", help="show this")
    return parser


def _filled(text: str, namespace: dict[str, Any]) -> tuple[str, bool]:
    """Return a text with the notebook's results in it, and whether getting them has printed anything."""
    printed = None
    try:
        with capture_output(display=False) as printed:
            filled = fill(text, namespace)
    finally:
        if printed is not None:
            printed.show()
    return filled, bool(printed.stdout or printed.stderr)


@magics_class
class SpeechMagics(Magics):
    """``%%speak`` and ``%speak``."""

    def __init__(self, shell: InteractiveShell, notices: Notices) -> None:
        super().__init__(shell)
        self._shell, self._notices = shell, notices
        self.parser = _parser()

    @no_var_expand
    @needs_local_scope
    @line_cell_magic
    def speak(  # noqa: D102 - below
        self, line: str, cell: str | None = None, local_ns: dict[str, Any] | None = None
    ) -> Speech | None:
        namespace = {**self._shell.user_ns, **(local_ns or {})}  # a line may stand in a function
        options, rest = self.parser.parse_line(line, lambda word: fill(word, namespace, prose=False))
        if options.help:
            print(self.parser.format_help())  # noqa: T201 - what was asked for
            return None
        if options.stop:
            if current_front_end() is FrontEnd.PAGE:
                stop_page(self._place([]))
            return None
        if cell is not None and rest:
            raise InvalidRequestError(
                f"{rest!r} stands where only options may: the text goes below %%speak, "
                "and a value with spaces into quotes."
            )
        text = rest if cell is None else cell.strip()
        text, has_printed = (text, False) if options.raw else _filled(text, namespace)
        if options.dry_run:
            print(dry_run_report(text, options))  # noqa: T201 - what was asked for
            return None
        listener = CellListener(self._shell, self._notices, options)
        place = OutputSlot() if has_printed else self._place(listener.printed)
        speech = self._spoken(text, options, listener, place)
        if speech is not None and not self._becomes_result():
            place.show(speech)
        return speech

    speak.__doc__ = _parser().format_help()

    def _becomes_result(self) -> bool:
        """Tell whether IPython shows what the magic returns, as the last expression of the cell.

        It does not in the midst of a cell, in a loop, in a function, or behind ``x =``.
        """
        frame: FrameType | None = sys._getframe()  # noqa: SLF001 - there is no other way to the caller
        while frame is not None and frame.f_globals is not self._shell.user_ns:
            frame = frame.f_back
        return frame is None or any(_shows_a_value(step) for step in dis.get_instructions(frame.f_code))

    def _place(self, printed: list[str]) -> OutputSlot:
        """Return where to show what is not to stay."""
        kernel = getattr(self._shell, "kernel", None)
        asked = kernel.get_parent() if kernel else {}
        source = asked.get("content", {}).get("code", "").strip()  # a widget's callback has none
        is_alone = source.startswith("%%speak") or (source.startswith("%speak") and "\n" not in source)
        return WholeCellSlot(printed) if is_alone else OutputSlot()

    def _spoken(
        self, text: str, options: argparse.Namespace, cell: CellListener, place: OutputSlot
    ) -> Speech | None:
        settings = {"play": options.play, **speech_settings(options), **request_settings(options)}
        try:
            return speak_in_cell(text, cell, place, **settings)
        except (SpeechError, SpeechInterrupt) as error:
            if error.speech is not None:  # what was paid for is not lost
                place.show(error.speech)
            raise

    def warm_up(self, _: object) -> None:
        """Load the built-in voice in the background if it is the one to speak, after the first cell."""
        self.stop_waiting()
        if (
            current_front_end() is FrontEnd.PROGRAM
        ):  # it would be loaded in vain if no cell speaks, and delay the end
            return
        with contextlib.suppress(SpeechError):
            if find_service(SpeechDefaults.instance().service) is BUILTIN:
                from ipytts.services.builtin import warm_up

                warm_up()

    def stop_waiting(self) -> None:
        """Wait no longer for a cell to warm up after."""
        with contextlib.suppress(ValueError):
            self._shell.events.unregister("post_run_cell", self.warm_up)


def _shows_a_value(step: dis.Instruction) -> bool:
    # How the last expression of a cell is compiled: in its older form, and in that since Python 3.12.
    return step.opname == "PRINT_EXPR" or (step.opname == "CALL_INTRINSIC_1" and step.arg == 1)


def as_meant(lines: list[str]) -> list[str]:
    """Change what IPython would take for something else.

    It runs no cell magic without a text below it, and asks for help where a line ends in a question mark.

    Examples
    --------
    >>> as_meant(["%%speak --help"])
    ['%speak --help']
    >>> as_meant(["%speak Is it done?"])
    ['%speak Is it done? ']
    """
    if len(lines) == 1 and re.fullmatch(r"%%speak(\s.*)?", lines[0], re.DOTALL):
        return [lines[0][1:]]
    if lines and lines[0].startswith("%%"):
        return lines
    return [_QUESTION.sub(r"\1 \2", line) for line in lines]


def as_it_stands(lines: list[str]) -> list[str]:
    r"""Hand the text below ``%%speak`` on as it stands: IPython would take prompts off its lines.

    Examples
    --------
    >>> as_it_stands(["%%speak -v nova\n", ">>> x\n"])
    ["get_ipython().run_cell_magic('speak', '-v nova', '>>> x\\n')\n"]
    """
    begin = next((number for number, line in enumerate(lines) if line.strip()), 0)
    found = _CELL.match(lines[begin]) if begin + 1 < len(lines) else None
    if found is None:
        return lines
    text = "".join(lines[begin + 1 :])
    return [f"get_ipython().run_cell_magic('speak', {(found[1] or '').strip()!r}, {text!r})\n"]


# IPython must not ask them whether a cell is complete: a terminal would end %%speak after its first line.
as_meant.has_side_effects = True  # type: ignore[attr-defined]
as_it_stands.has_side_effects = True  # type: ignore[attr-defined]


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
    notices = Notices()
    magics = SpeechMagics(shell, notices)
    shell.register_magics(magics)
    narrate_magics.load(shell, notices)
    completion.register(shell, "speak", magics.parser)
    shell.events.register("post_run_cell", magics.warm_up)
    CellRuns.of(shell).end()  # a counter that was there before would take a cell for ended before it is told
    CellRuns.of(shell)  # from now on runs are told apart
    if as_meant not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(as_meant)
        shell.input_transformers_cleanup.insert(0, as_it_stands)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Take away what `load_ipython_extension` brought."""
    magics = shell.magics_manager.registry.pop(SpeechMagics.__name__, None)
    for kind in shell.magics_manager.magics.values():
        kind.pop("speak", None)
    completion.unregister(shell, "speak")
    narrate_magics.unload(shell)
    if magics is not None:
        magics.stop_waiting()
        shell.input_transformers_cleanup.remove(as_meant)
        shell.input_transformers_cleanup.remove(as_it_stands)
    CellRuns.of(shell).end()
    shell.configurables[:] = [c for c in shell.configurables if not isinstance(c, SpeechDefaults)]
