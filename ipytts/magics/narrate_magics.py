"""The magics ``%%narrate``, ``%narrate`` and ``%autonarrate``.

IPython itself runs the cell below ``%%narrate``, as it would without that line: an input transformer removes
the line, and the result of the cell is described and spoken when the cell has ended.
"""

from __future__ import annotations

import contextlib
import functools
import re
import sys
from collections.abc import Callable
from html import escape
from itertools import dropwhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from IPython.core.magic import (
    Magics,
    line_cell_magic,
    line_magic,
    magics_class,
    needs_local_scope,
    no_var_expand,
)

from ipytts.description.detail import Detail
from ipytts.errors import FillError, InvalidRequestError, NoServiceError, SpeechError, SpeechInterrupt
from ipytts.magics.announced_cells import (
    announce_end,
    announce_result,
    describe_end,
    is_shown_below_chart,
    is_text_enough,
    text_bundle,
)
from ipytts.magics.cell_speech import CellListener, NoticePrinter, speak_in_cell
from ipytts.magics.magic_help import with_help_of
from ipytts.options.magic_parsers import autonarrate_parser, narrate_parser
from ipytts.options.option_values import (
    DEFAULT_THRESHOLD,
    check_variable_name,
    parse_role_voices,
    parse_seconds,
    parse_threshold,
)
from ipytts.options.speech_options import (
    dry_run_report,
    narration_report,
    output_path,
    speech_settings,
)
from ipytts.playback.announcements import announce, is_for_reader, requested_playback
from ipytts.playback.front_end import FrontEnd, current_front_end
from ipytts.playback.notebook_page import OutputSlot
from ipytts.synthesis.plan import plan
from ipytts.text.interpolation import interpolate

if TYPE_CHECKING:
    import argparse

    from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell

    from ipytts.narration.cell_outputs import CellOutputs, OutputObserver
    from ipytts.synthesis.speech import Speech

# %%narrate is a cell's first line, or follows a magic that measures the cell.
_NARRATE_CELL = re.compile(
    r"\s*(?:%%(?:time|timeit|prun)\b.*\n\s*)*%%narrate(?P<line>[^\S\n].*|$)", re.MULTILINE
)
_NARRATE_LINE = re.compile(r"%%narrate(?:\s|$)")
_OUR_MAGICS = re.compile(r"^\s*(?:\w+\s*=\s*)?%%?(?:speak|narrate|autonarrate|alttext)\b", re.MULTILINE)


@magics_class
class NarrateMagics(Magics):
    """``%%narrate``, ``%narrate`` and ``%autonarrate``."""

    def __init__(self, shell: InteractiveShell, notices: NoticePrinter) -> None:
        super().__init__(shell)
        self._shell, self._notices = shell, notices
        self._auto: argparse.Namespace | None = None  # the options of %autonarrate, while it is on
        self._running: dict[int, _RunningCell] = {}  # by the id of IPython's own record of the run
        self._latest_error = _error_before_load(shell)

    # -- The magics --------------------------------------------------------------------------------

    @no_var_expand
    @needs_local_scope
    @line_cell_magic
    @with_help_of(narrate_parser)
    def narrate(self, line: str, cell: str | None = None, local_ns: dict[str, Any] | None = None) -> None:
        """Speak a description of a result, or a notebook; ``%narrate --help`` shows the options."""
        if cell is not None:
            raise InvalidRequestError(
                "%%narrate works only in the first line of a cell: in code, call ipytts.narrate(result)."
            )
        namespace = {**self._shell.user_ns, **(local_ns or {})}  # a line can be inside a function
        options, expression = narrate_parser().parse_line(
            line, lambda word: interpolate(word, namespace, prose=False)
        )
        if options.help:
            print(narrate_parser().format_help())  # noqa: T201 - the requested output
            return
        self._check_options(options)
        from ipytts.description.describer import describe
        from ipytts.narration.narrate import is_notebook

        if is_notebook(expression):
            self._narrate_notebook(expression, options)
            return
        path, _, more = expression.partition(" -")
        if more and is_notebook(path):
            raise InvalidRequestError(f"Options come before the notebook: %narrate -{more} {path}")
        value = eval(expression, namespace) if expression else self._latest()  # noqa: S307 - the user's own
        brief = describe(value, "brief") if is_for_reader() else ""
        self._speak(describe(value, options.detail), options, brief)

    @no_var_expand
    @line_magic
    @with_help_of(autonarrate_parser)
    def autonarrate(self, line: str) -> None:
        """Narrate each cell that takes long; ``%autonarrate --help`` shows the options."""
        first, _, rest = line.strip().partition(" ")
        if first.startswith("-"):
            first, rest = "", line
        options, more = autonarrate_parser().parse_line(rest, self._interpolate)
        if options.help:
            print(autonarrate_parser().format_help())  # noqa: T201 - the requested output
            return
        threshold = parse_threshold(" ".join(filter(None, (first, more))))
        if threshold is None:
            self._auto = None
            print("Cells are no longer narrated automatically.")  # noqa: T201 - for a person
            return
        options.when_longer_than = threshold
        self._check_options(options)
        self._auto = options
        from ipytts.description.wording.dates import duration

        condition = f" that takes longer than {duration(threshold)}, or fails," if threshold else ""
        print(f"Each cell{condition} is narrated.")  # noqa: T201 - for a person

    # -- Called by IPython before, while and after a cell runs -----------------------------------------

    def remove_narrate_line(self, lines: list[str]) -> list[str]:
        """Return the lines of a cell that IPython is to run; they keep their numbers."""
        if not (lines and _NARRATE_LINE.match(lines[0])):
            return lines
        line = lines[0].removeprefix("%%narrate")
        body = list(dropwhile(str.isspace, lines[1:]))
        if not body or self._cell_options(line, is_early=True).help:
            return [f"%narrate{line}"]
        if body[0].startswith("%%"):  # a cell magic must be in the first line
            return body
        return [f"# {lines[0]}", *lines[1:]]

    # IPython must not call it for incomplete cells: a terminal would end %%narrate after its first line.
    remove_narrate_line.has_side_effects = True  # type: ignore[attr-defined]

    def start_cell(self, info: ExecutionInfo) -> None:
        """Record the output of a cell that may be narrated, or announced to a screen reader."""
        cell = info.raw_cell or ""
        found = _NARRATE_CELL.match(cell)
        if found and cell[found.end() :].strip():
            self._running[id(info)] = _RunningCell(info, self._observer.begin(), line=found["line"])
            return
        auto = None if _OUR_MAGICS.search(cell) else self._auto
        if auto is not None or is_for_reader():
            self._running[id(info)] = _RunningCell(info, self._observer.begin(), auto=auto)

    def end_cell(self, result: ExecutionResult | None) -> None:
        """Narrate or announce a cell that has ended."""
        if result is None:  # IPython itself was interrupted
            self._end_interrupted()
            return
        error = result.error_before_exec or result.error_in_exec
        if error is not None or result.result is not None:
            self._latest_error = error
        running = self._running.pop(id(result.info), None)
        if running is not None:
            self._observer.end(running.outputs)
            with contextlib.suppress(KeyboardInterrupt):  # the cell itself has ended
                if not self._narrate_cell(result, running) and not self._running:  # no cell is around it
                    announce_end(result, running.outputs, running.threshold)

    def _end_interrupted(self) -> None:
        """End the record of the cells that were interrupted: one, and those that it ran."""
        running = list(self._running.values())
        self._running.clear()
        for each in running:
            self._observer.end(each.outputs)
        for outermost in running[:1]:
            announce_end(None, outermost.outputs, outermost.threshold)

    @functools.cached_property
    def _observer(self) -> OutputObserver:
        from ipytts.narration.cell_outputs import OutputObserver

        return OutputObserver(self._shell)

    # -- Options -----------------------------------------------------------------------------------

    def _interpolate(self, word: str) -> str:
        return interpolate(word, self._shell.user_ns, prose=False)

    def _cell_options(self, line: str, *, is_early: bool = False) -> argparse.Namespace:
        """Return the options of ``%%narrate``; before the cell has run, its variables may be unknown."""
        try:
            options, rest = narrate_parser().parse_line(line, self._interpolate)
        except FillError:
            if not is_early:
                raise
            return narrate_parser().parse_line(line, str)[0]
        if rest:
            raise InvalidRequestError(
                f"{rest!r} is not an option: write the code below %%narrate, and put a value with spaces "
                "in quotes."
            )
        if is_early and not options.help:
            self._check_options(options)
        return options

    def _check_options(self, options: argparse.Namespace) -> None:
        """Raise an error for invalid options; a missing service does not keep a cell from running."""
        parse_seconds(options.when_longer_than)
        check_variable_name(options.into)
        output_path(options)
        with contextlib.suppress(NoServiceError):
            plan("Done.", **speech_settings(options))

    # -- Narration ---------------------------------------------------------------------------------

    def _latest(self) -> Any:
        """Return the latest result, or the latest error if it came later."""
        if self._latest_error is not None:
            return self._latest_error
        results = self._shell.user_ns.get("_oh")
        if not results:
            raise InvalidRequestError(
                "There is no result yet: run a cell that has one, or write an expression, as in "
                "%narrate df.describe()"
            )
        return results[max(results)]  # not `_`, which may be another's variable, such as gettext's

    def _narrate_cell(self, result: ExecutionResult, running: _RunningCell) -> bool:
        """Narrate a cell, unless it is not to be narrated; return whether it was."""
        options = self._narration_options(result, running)
        if options is None or options.help:
            return False
        threshold, outputs = parse_seconds(options.when_longer_than), running.outputs
        if outputs.elapsed <= threshold and (result.success or not running.auto):
            return False
        brief = describe_end(result, outputs, threshold) if is_for_reader() else ""
        self._speak(_describe_cell(result, outputs, options.detail, threshold), options, brief)
        return True

    def _narration_options(self, result: ExecutionResult, running: _RunningCell) -> argparse.Namespace | None:
        """Return the options of the magic that narrates a cell; None if the cell is not to be narrated."""
        from ipytts.synthesis.speech import Speech

        error = result.error_before_exec or result.error_in_exec
        if isinstance(error, KeyboardInterrupt) or isinstance(result.result, Speech):
            return None  # the person knows of the interrupt; a speech needs no description
        if isinstance(result.error_before_exec, SpeechError):
            return None  # the options were refused
        try:
            return running.auto if running.line is None else self._cell_options(running.line)
        except SpeechError as problem:
            print(f"Not narrated: {problem}")  # noqa: T201 - for a person
            return None

    def _narrate_notebook(self, path: str, options: argparse.Namespace) -> None:
        from ipytts.description.wording.numbers import with_noun
        from ipytts.narration.narrate_notebook import read_script, speak_script
        from ipytts.narration.role_voices import plan_script

        script = read_script(path, script=options.script, code=options.code)
        own = {"voices": parse_role_voices(options.voice_for), "language": options.language}
        if options.dry_run:
            planned = plan_script(script, **own, **speech_settings(options))
            print(narration_report(script, planned, options))  # noqa: T201 - the requested output
            return

        def speak(_: str, **settings: Any) -> Speech:
            return speak_script(script, **own, **settings)

        texts = [passage.text for passage in script.passages()]
        brief = f"{with_noun(len(texts), 'passage')} of {Path(path).name} as text."
        self._speak("\n\n".join(texts), options, brief, speak)

    def _speak(
        self, text: str, options: argparse.Namespace, brief: str, speak: Callable[..., Speech] | None = None
    ) -> None:
        """Speak a text, and show it with its player; if speaking fails, show the text and the error.

        For a screen reader, announce the `brief` text, and speak only if the options request a sound.
        """
        if options.dry_run:
            print(dry_run_report(plan(text, **speech_settings(options)), options))  # noqa: T201 - as requested
            return
        announce_result(brief, options)
        if is_text_enough(options):
            if not is_shown_below_chart(text, self._shell):
                OutputSlot().show(text_bundle(text))
            return
        front_end = current_front_end()
        slot, speech, problem = OutputSlot(), None, ""
        try:
            listener = CellListener(self._shell, self._notices, options, front_end)
            speech = speak_in_cell(text, listener, slot, options, plays_by_default=True, speak=speak)
        except SpeechInterrupt as interrupt:
            speech, problem = interrupt.speech, "Not all of it was spoken: you interrupted it."
            raise
        except SpeechError as error:
            speech, problem = error.speech, f"Not spoken: {type(error).__name__}: {error}"
        finally:
            if is_for_reader():
                announce(problem)
            is_silent = requested_playback(options.play) is False
            if front_end is not FrontEnd.TERMINAL or options.text or problem or is_silent:
                is_folded = front_end is FrontEnd.PAGE and not options.text and not is_for_reader()
                slot.show(_bundle(text, speech, problem, is_folded=is_folded))


class _RunningCell(NamedTuple):
    info: ExecutionInfo  # kept, so that no other object gets its id
    outputs: CellOutputs
    line: str | None = None  # what follows %%narrate, if it narrates the cell
    auto: argparse.Namespace | None = None  # the options of %autonarrate, if it narrates the cell

    @property
    def threshold(self) -> float:
        """The seconds after which a cell is announced to a screen reader though it is not narrated."""
        return parse_seconds(self.auto.when_longer_than) if self.auto else DEFAULT_THRESHOLD


def _describe_cell(result: ExecutionResult, outputs: CellOutputs, detail: Detail, threshold: float) -> str:
    """Return a description of a cell's outcome; with a threshold, it begins with how long the cell took."""
    from ipytts.narration.cell_outputs import describe_cell, describe_elapsed

    outcome = describe_cell(result, outputs, detail)
    duration = describe_elapsed(outputs.elapsed)
    if 0 < threshold < outputs.elapsed:
        return f"{'Finished' if result.success else 'Failed'} after {duration}. {outcome or ''}".rstrip()
    return outcome or f"Done in {duration}."


def _bundle(text: str, speech: Speech | None, problem: str, *, is_folded: bool) -> dict[str, str]:
    """Return the MIME bundle of a player, its text and the problem, if any.

    A folded text takes one line, and a screen reader reads it on request, not while the speech plays.
    """
    html = speech._repr_html_() if speech else ""
    if problem:
        html += f"<div>{escape(problem)}</div>"
    paragraph = f"<p>{escape(text)}</p>"
    if is_folded and not problem:
        paragraph = f"<details><summary>In words</summary>{paragraph}</details>"
    return {"text/html": html + paragraph, "text/plain": "\n".join(filter(None, (text, problem)))}


def _error_before_load(shell: InteractiveShell) -> BaseException | None:
    """Return the error that came before the extension was loaded, if no result came later."""
    results = shell.user_ns.get("_oh") or {0: None}
    return getattr(sys, "last_value", None) if max(results) < shell.execution_count - 1 else None
