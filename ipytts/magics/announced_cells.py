"""Results for a screen reader: announced in brief when their cell ends, and shown in full as open text."""

from __future__ import annotations

import sys
from html import escape
from typing import TYPE_CHECKING

from ipytts.options.option_values import DEFAULT_THRESHOLD
from ipytts.playback.announcements import announce, is_for_reader

if TYPE_CHECKING:
    import argparse

    from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

    from ipytts.narration.cell_outputs import CellOutputs


def is_text_enough(options: argparse.Namespace) -> bool:
    """Return whether a result is announced and shown, but not spoken: its options request no sound."""
    return is_for_reader() and not (options.play or options.output or options.into)


def announce_result(brief: str, options: argparse.Namespace) -> None:
    """Announce a result, unless its sound is requested to start, which would talk over the screen reader."""
    if is_for_reader() and not options.play:
        announce(brief)


def is_shown_below_chart(text: str, shell: InteractiveShell) -> bool:
    """Return whether ``%alttext text`` shows this description below a chart of the latest cell."""
    module = sys.modules.get("ipytts.alt_text.chart_outputs")  # else nothing has turned it on
    return module is not None and text in module.ChartOutputs.of(shell).descriptions


def announce_end(result: ExecutionResult | None, outputs: CellOutputs, threshold: float) -> None:
    """Announce the end of a cell that is not narrated, if it failed or took longer than the threshold.

    `result` is None, or its error is that of the interrupt, if the cell was interrupted.
    """
    if not is_for_reader():
        return
    error = None if result is None else result.error_before_exec or result.error_in_exec
    is_interrupted = result is None or isinstance(error, KeyboardInterrupt)
    is_long = outputs.elapsed > (threshold or DEFAULT_THRESHOLD)
    if is_interrupted and is_long:
        from ipytts.narration.cell_outputs import describe_elapsed

        announce(f"Interrupted after {describe_elapsed(outputs.elapsed)}.")
    elif result is not None and not is_interrupted and (is_long or error):
        announce(describe_end(result, outputs, threshold))


def describe_end(result: ExecutionResult, outputs: CellOutputs, threshold: float) -> str:
    """Return a brief description of a cell's outcome, after its duration if it took long or failed."""
    from ipytts.narration.cell_outputs import describe_cell, describe_elapsed

    outcome = describe_cell(result, outputs, "brief") or ""
    duration = describe_elapsed(outputs.elapsed)
    if not result.success:
        return f"Failed after {duration}. {outcome}".rstrip()
    if outputs.elapsed > (threshold or DEFAULT_THRESHOLD):
        return f"Finished after {duration}. {outcome}".rstrip()
    return outcome or f"Done in {duration}."


def text_bundle(text: str) -> dict[str, str]:
    """Return a MIME bundle of a description alone; its mark keeps it from being narrated again.

    Examples
    --------
    >>> text_bundle("A list.")["text/html"]
    '<div data-ipytts="description"><p>A list.</p></div>'
    """
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))
    return {"text/html": f'<div data-ipytts="description">{paragraphs}</div>', "text/plain": text}
