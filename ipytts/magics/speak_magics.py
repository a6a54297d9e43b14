"""The magics ``%%speak`` and ``%speak``."""

from __future__ import annotations

import dis
import sys
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

from IPython.core.magic import Magics, line_cell_magic, magics_class, needs_local_scope, no_var_expand
from IPython.utils.capture import capture_output

from ipytts.errors import InvalidRequestError, SpeechError, SpeechInterrupt
from ipytts.magics.cell_speech import CellListener, NoticePrinter, speak_in_cell
from ipytts.magics.magic_help import with_help_of
from ipytts.options.magic_parsers import speak_parser
from ipytts.options.speech_options import dry_run_report, speech_settings
from ipytts.playback.front_end import FrontEnd, current_front_end
from ipytts.playback.notebook_page import OutputSlot, WholeCellSlot, stop_page
from ipytts.synthesis.plan import plan
from ipytts.text.interpolation import interpolate

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.synthesis.speech import Speech


@magics_class
class SpeakMagics(Magics):
    """``%%speak`` and ``%speak``."""

    def __init__(self, shell: InteractiveShell, notices: NoticePrinter) -> None:
        super().__init__(shell)
        self._shell, self._notices = shell, notices

    @no_var_expand
    @needs_local_scope
    @line_cell_magic
    @with_help_of(speak_parser)
    def speak(
        self, line: str, cell: str | None = None, local_ns: dict[str, Any] | None = None
    ) -> Speech | None:
        """Speak a text, and show a player for it; ``%speak --help`` shows the options."""
        parser = speak_parser()
        namespace = {**self._shell.user_ns, **(local_ns or {})}  # a line can be inside a function
        options, rest = parser.parse_line(line, lambda word: interpolate(word, namespace, prose=False))
        if options.help:
            print(parser.format_help())  # noqa: T201 - the requested output
            return None
        front_end = current_front_end()
        if options.stop:
            if front_end is FrontEnd.PAGE:
                stop_page(self._output_slot([]))
            return None
        if cell is not None and rest:
            raise InvalidRequestError(
                f"{rest!r} is not an option: write the text below %%speak, and put a value with spaces "
                "in quotes."
            )
        text, has_printed = rest if cell is None else cell.strip(), False
        if not options.raw:
            text, has_printed = _interpolate(text, namespace)
        if options.dry_run:
            print(dry_run_report(plan(text, **speech_settings(options)), options))  # noqa: T201 - the requested output
            return None
        listener = CellListener(self._shell, self._notices, options, front_end)
        slot = OutputSlot() if has_printed else self._output_slot(listener.printed)
        try:
            speech = speak_in_cell(
                text, listener, slot, options, after_stop="Run the cell again to hear all of it."
            )
        except (SpeechError, SpeechInterrupt) as error:
            if error.speech is not None:  # it was paid for
                slot.show(error.speech)
            raise
        if speech is not None and not self._is_cell_result():
            slot.show(speech)
        return speech

    def _is_cell_result(self) -> bool:
        """Return whether IPython shows what the magic returns, as the last expression of the cell.

        It does not in the middle of a cell, in a loop, in a function, or after ``x =``.
        """
        frame: FrameType | None = sys._getframe()  # noqa: SLF001 - there is no other way to the caller
        while frame is not None and (frame.f_globals is not self._shell.user_ns or _is_timed(frame.f_code)):
            frame = frame.f_back
        return frame is None or any(map(_displays_value, dis.get_instructions(frame.f_code)))

    def _output_slot(self, printed: list[str]) -> OutputSlot:
        """Return the slot for temporary output."""
        kernel = getattr(self._shell, "kernel", None)
        request = kernel.get_parent() if kernel else {}
        source = request.get("content", {}).get("code", "").strip()  # a widget's callback has none
        is_alone = source.startswith("%%speak") or (source.startswith("%speak") and "\n" not in source)
        return WholeCellSlot(printed) if is_alone else OutputSlot()


def _interpolate(text: str, namespace: dict[str, Any]) -> tuple[str, bool]:
    """Return a text with its expressions replaced by values, and whether evaluating them printed anything."""
    printed = None
    try:
        with capture_output(display=False) as printed:
            filled = interpolate(text, namespace)
    finally:
        if printed is not None:
            printed.show()
    return filled, bool(printed.stdout or printed.stderr)


def _is_timed(code: CodeType) -> bool:
    """Return whether ``%time`` returns the value of this code: of an expression, not of statements."""
    call, end = list(dis.get_instructions(code))[-2:]
    is_expression = end.opname == "RETURN_VALUE" and call.opname != "LOAD_CONST"
    return code.co_filename in ("<timed eval>", "<timed exec>") and is_expression


def _displays_value(step: dis.Instruction) -> bool:
    # How the last expression of a cell is compiled: before Python 3.12, and since.
    return step.opname == "PRINT_EXPR" or (step.opname == "CALL_INTRINSIC_1" and step.arg == 1)
