"""The magics ``%%narrate``, ``%narrate`` and ``%autonarrate``: results are told in words, and spoken.

IPython itself runs the cell below ``%%narrate``, as it would without that line: an input transformer takes
the line off, and what came of the cell is told when it has ended.
"""

from __future__ import annotations

import contextlib
import functools
import re
import sys
from itertools import dropwhile
from typing import TYPE_CHECKING, Any, NamedTuple

from IPython.core.magic import (
    Magics,
    line_cell_magic,
    line_magic,
    magics_class,
    needs_local_scope,
    no_var_expand,
)

from ipytts.config import SpeechDefaults
from ipytts.errors import FillError, InvalidRequestError, NoServiceError, SpeechError, SpeechInterrupt
from ipytts.magics import completion
from ipytts.magics.cell import CellListener, bundle, speak_in_cell
from ipytts.options.narrate_options import auto_parser, narrate_parser, seconds_of, threshold_seconds
from ipytts.options.speech_options import dry_run_report, request_settings, speech_settings, voices_by_role
from ipytts.playback.front_end import FrontEnd, current_front_end
from ipytts.playback.notebook_page import OutputSlot
from ipytts.text.interpolation import fill

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell

    from ipytts.description.detail import Detail
    from ipytts.magics.cell import Notices
    from ipytts.narration.cell_outputs import CellOutputs, OutputRecorder
    from ipytts.synthesis.speech import Speech

    _Speak = Callable[..., Speech]

# %%narrate is a cell's first line, or stands below a magic that measures the cell.
_CELL = re.compile(r"\s*(?:%%(?:time|timeit|prun)\b.*\n\s*)*%%narrate(?P<line>[^\S\n].*|$)", re.MULTILINE)
_HEAD = re.compile(r"%%narrate(?:\s|$)")
_SPEAKS = re.compile(r"^\s*(?:\w+\s*=\s*)?%%?(?:speak|narrate|autonarrate)\b", re.MULTILINE)


@magics_class
class NarrationMagics(Magics):
    """``%%narrate``, ``%narrate`` and ``%autonarrate``."""

    parser, auto_parser = narrate_parser(), auto_parser()

    def __init__(self, shell: InteractiveShell, notices: Notices) -> None:
        super().__init__(shell)
        self._shell, self._notices = shell, notices
        self._auto: argparse.Namespace | None = None  # the options of %autonarrate, while it is on
        self._watched: dict[int, _Watched] = {}  # by the id of IPython's own record of the run
        self._error = _error_before(shell)

    # -- The magics --------------------------------------------------------------------------------

    @no_var_expand
    @needs_local_scope
    @line_cell_magic
    def narrate(  # noqa: D102 - below
        self, line: str, cell: str | None = None, local_ns: dict[str, Any] | None = None
    ) -> None:
        if cell is not None:
            raise InvalidRequestError(
                "%%narrate is for the first line of a cell that IPython runs; in code it is "
                "ipytts.narrate(result)."
            )
        namespace = {**self._shell.user_ns, **(local_ns or {})}  # a line may stand in a function
        options, expression = self.parser.parse_line(line, lambda word: fill(word, namespace, prose=False))
        if options.help:
            print(self.parser.format_help())  # noqa: T201 - what was asked for
            return
        self._check(options)
        from ipytts.narration.results import describe_result, is_notebook

        if is_notebook(expression):
            self._tell_notebook(expression, options)
            return
        what = eval(expression, namespace) if expression else self._latest()  # noqa: S307 - the user's own
        self._tell(describe_result(what, options.detail), options)

    narrate.__doc__ = parser.format_help()

    @no_var_expand
    @line_magic
    def autonarrate(self, line: str) -> None:  # noqa: D102 - below
        first, _, rest = line.strip().partition(" ")
        if first.startswith("-"):
            first, rest = "", line
        options, more = self.auto_parser.parse_line(rest, self._fill)
        if options.help:
            print(self.auto_parser.format_help())  # noqa: T201 - what was asked for
            return
        options.when_longer_than = threshold_seconds(" ".join(filter(None, (first, more))))
        self._check(options)
        self._auto = options if options.when_longer_than else None
        from ipytts.description.wording.dates import duration

        said = f"Each cell that takes longer than {duration(options.when_longer_than)}, or fails, is told."
        print(said if self._auto else "No cell is told unasked any more.")  # noqa: T201 - for a person

    autonarrate.__doc__ = auto_parser.format_help()

    # -- What IPython calls, before a cell, while it runs and after it -------------------------------

    def take_off(self, lines: list[str]) -> list[str]:
        """Leave of a cell what IPython is to run; the lines keep their numbers."""
        if not (lines and _HEAD.match(lines[0])):
            return lines
        line = lines[0].removeprefix("%%narrate")
        body = list(dropwhile(str.isspace, lines[1:]))
        if not body or self._options(line, is_early=True).help:
            return [f"%narrate{line}"]
        if body[0].startswith("%%"):  # has to come first
            return body
        return [f"# {lines[0]}", *lines[1:]]

    # IPython must not ask it whether a cell is complete: a terminal would end %%narrate after its first line.
    take_off.has_side_effects = True  # type: ignore[attr-defined]

    def begin(self, info: ExecutionInfo) -> None:
        """Watch a cell that may have to be told."""
        cell = info.raw_cell or ""
        found = _CELL.match(cell)
        if found and cell[found.end() :].strip():
            self._watched[id(info)] = _Watched(info, self._watcher.begin(), line=found["line"])
        elif self._auto is not None and not _SPEAKS.search(cell):
            self._watched[id(info)] = _Watched(info, self._watcher.begin(), auto=self._auto)

    def end(self, result: ExecutionResult | None) -> None:
        """Tell what came of a cell."""
        if result is None:  # IPython itself was torn out of it
            for each in self._watched.values():
                self._watcher.end(each.watch)
            self._watched.clear()
            return
        error = result.error_before_exec or result.error_in_exec
        if error is not None or result.result is not None:
            self._error = error
        watched = self._watched.pop(id(result.info), None)
        if watched is not None:
            self._watcher.end(watched.watch)
            with contextlib.suppress(KeyboardInterrupt):  # the cell itself has ended
                self._tell_cell(result, watched)

    @functools.cached_property
    def _watcher(self) -> OutputRecorder:
        from ipytts.narration.cell_outputs import OutputRecorder

        return OutputRecorder(self._shell)

    # -- Options -----------------------------------------------------------------------------------

    def _fill(self, word: str) -> str:
        return fill(word, self._shell.user_ns, prose=False)

    def _options(self, line: str, *, is_early: bool = False) -> argparse.Namespace:
        """Return the options of ``%%narrate``; what the cell is to fill in is not known before it has run."""
        try:
            options, rest = self.parser.parse_line(line, self._fill)
        except FillError:
            if not is_early:
                raise
            return self.parser.parse_line(line, str)[0]
        if rest:
            raise InvalidRequestError(
                f"{rest!r} stands where only options may: the code goes below %%narrate, "
                "and a value with spaces into quotes."
            )
        if is_early and not options.help:
            self._check(options)
        return options

    def _check(self, options: argparse.Namespace) -> None:
        """Raise what is wrong with options; that nobody is there to speak keeps no cell from running."""
        from ipytts.synthesis.plan import plan

        seconds_of(options.when_longer_than)
        with contextlib.suppress(NoServiceError):
            CellListener(self._shell, self._notices, options)
            plan("Done.", **speech_settings(options))

    # -- Telling -----------------------------------------------------------------------------------

    def _latest(self) -> Any:
        if self._error is not None:
            return self._error
        results = self._shell.user_ns.get("_oh")
        if not results:
            raise InvalidRequestError(
                "There is no result yet: run a cell that has one, or write an expression, as in "
                "%narrate df.describe()"
            )
        return results[max(results)]  # `_` may be someone else's, as gettext's

    def _tell_cell(self, result: ExecutionResult, watched: _Watched) -> None:
        from ipytts.synthesis.speech import Speech

        error = result.error_before_exec or result.error_in_exec
        if isinstance(error, KeyboardInterrupt) or isinstance(result.result, Speech):
            return  # who interrupts a cell knows it; what speaks for itself is not told
        if isinstance(result.error_before_exec, SpeechError):
            return  # the options were refused
        try:
            options = watched.auto or self._options(watched.line)
        except SpeechError as problem:
            print(f"Not told: {problem}")  # noqa: T201 - for a person
            return
        patience, elapsed = seconds_of(options.when_longer_than), watched.watch.elapsed
        if not options.help and (elapsed > patience or (watched.auto and error)):
            self._tell(_account(result, watched.watch, options.detail, patience), options)

    def _tell_notebook(self, path: str, options: argparse.Namespace) -> None:
        from ipytts.narration import narrated_notebook

        script = narrated_notebook.read_script(path, script=options.script, code=options.code)
        voices = voices_by_role(options.voice_for)

        def speak(_: str, **settings: Any) -> Speech:
            handling = {name: settings.pop(name) for name in ("play", "cache", "timeout", "listener")}
            return narrated_notebook.speak_script(script, voices=voices, handling=handling, **settings)

        self._tell("\n\n".join(passage.text for passage in script.passages()), options, speak)

    def _tell(self, said: str, options: argparse.Namespace, speak: _Speak | None = None) -> None:
        """Speak; whatever goes wrong, the words are there, and say so."""
        if options.dry_run:
            print(dry_run_report(said, options))  # noqa: T201 - what was asked for
            return
        place, speech, problem = OutputSlot(), None, ""
        try:
            cell = CellListener(self._shell, self._notices, options)
            settings = {"play": options.play, **speech_settings(options), **request_settings(options)}
            speech = speak_in_cell(said, cell, place, plays_unasked=True, again="", speak=speak, **settings)
        except SpeechInterrupt as interrupt:
            speech, problem = interrupt.speech, "Not all of it was spoken: you interrupted it."
            raise
        except SpeechError as error:
            speech, problem = error.speech, f"Not spoken: {type(error).__name__}: {error}"
        finally:
            wish = SpeechDefaults.instance().play if options.play is None else options.play
            front_end = current_front_end()
            if front_end is not FrontEnd.TERMINAL or options.text or problem or wish is False:
                place.show(
                    bundle(said, speech, problem, is_folded=front_end is FrontEnd.PAGE and not options.text)
                )


class _Watched(NamedTuple):
    info: ExecutionInfo  # held, so that no other has its id
    watch: CellOutputs
    line: str = ""  # behind %%narrate
    auto: argparse.Namespace | None = None  # the options of %autonarrate, if it is that


def _account(result: ExecutionResult, watch: CellOutputs, detail: Detail, patience: float) -> str:
    """Tell what came of a cell; of one that was waited for, first how long it took."""
    from ipytts.narration.cell_outputs import describe_outcome, how_long

    said = describe_outcome(result, watch, detail)
    took = how_long(watch.elapsed)
    if 0 < patience < watch.elapsed:
        return f"{'Finished' if result.success else 'Failed'} after {took}. {said or ''}".rstrip()
    return said or f"Done in {took}."


def _error_before(shell: InteractiveShell) -> BaseException | None:
    """Return the error that came before we were loaded, if no result came later."""
    results = shell.user_ns.get("_oh") or {0: None}
    return getattr(sys, "last_value", None) if max(results) < shell.execution_count - 1 else None


def load(shell: InteractiveShell, notices: Notices) -> None:
    """Make the magics known to `shell`; a second time they take the place of the first."""
    unload(shell)
    magics = NarrationMagics(shell, notices)
    shell.register_magics(magics)
    completion.register(shell, "narrate", magics.parser)
    completion.register(shell, "autonarrate", magics.auto_parser)
    shell.events.register("pre_run_cell", magics.begin)
    shell.events.register("post_run_cell", magics.end)
    shell.input_transformers_cleanup.append(magics.take_off)


def unload(shell: InteractiveShell) -> None:
    """Take away what `load` brought."""
    magics = shell.magics_manager.registry.pop(NarrationMagics.__name__, None)
    if magics is None:
        return
    for name in ("narrate", "autonarrate"):
        for kind in shell.magics_manager.magics.values():
            kind.pop(name, None)
        completion.unregister(shell, name)
    shell.events.unregister("pre_run_cell", magics.begin)
    shell.events.unregister("post_run_cell", magics.end)
    shell.input_transformers_cleanup.remove(magics.take_off)
