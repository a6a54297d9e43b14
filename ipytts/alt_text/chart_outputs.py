"""Give the charts that the cells of a shell show alternative text, while their outputs are published."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ipytts.alt_text import bundles
from ipytts.alt_text.descriptions import chart_in, description_bundle, holds_chart, with_description
from ipytts.config import SpeechDefaults
from ipytts.description.author_words import author_words
from ipytts.description.describer import describe
from ipytts.description.documents.cell_options import cell_options
from ipytts.description.safe_types import package_of
from ipytts.narration.method_wrappers import MethodWrappers

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell

_LOG = logging.getLogger(__name__)


class ChartOutputs:
    """Adds alternative text to the charts that cells show, as `SpeechDefaults.alt_text` says.

    An author's words are written in any case. IPython has no events for outputs: methods of the shell are
    wrapped. Values of cells get their words where they are formatted, all other outputs where they are
    published, as `display` may add metadata in between.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._wrappers: MethodWrappers | None = None
        self._formatting: list[Any] = []  # objects, one within the other
        self._formatted: tuple[Any, Any] = (None, None)  # the latest object that was formatted, its bundle
        self._altair: tuple[Any, Any] = (None, None)  # the latest chart of Altair, and what was read of it
        self._value: Any = None  # the chart that is the value of the cell, until it is shown
        history = shell.history_manager
        self._code = history.input_hist_raw[-1] if history is not None else ""  # of the running cell
        self._images = 0  # that it has shown

    @classmethod
    def of(cls, shell: InteractiveShell) -> ChartOutputs:
        """Return the one of a shell; the first call creates it."""
        callbacks = shell.events.callbacks["post_run_cell"]
        owners = (getattr(callback, "__self__", None) for callback in callbacks)
        found = next((owner for owner in owners if isinstance(owner, cls)), None)
        if found is None:
            found = cls(shell)
            shell.events.register("pre_run_cell", found.begin_cell)
            shell.events.register("post_run_cell", found.end_cell)
        return found

    def start(self) -> None:
        """Begin to add alternative text."""
        if self._wrappers is None:
            self._wrappers = MethodWrappers()
            self._wrappers.wrap(self._shell.display_formatter, "format", self._format)
            self._wrappers.wrap(self._shell.displayhook, "compute_format_data", self._format_value)
            self._wrappers.wrap(self._shell.displayhook, "finish_displayhook", self._finish_value)
            self._wrappers.wrap(self._shell.display_pub, "publish", self._publish)

    def stop(self) -> None:
        """Leave outputs as they are from now on."""
        if self._wrappers is not None:
            self._wrappers.close()
            self._wrappers = None

    def begin_cell(self, info: ExecutionInfo) -> None:
        """Remember the code of a cell."""
        self._code = info.raw_cell or ""

    def end_cell(self, _: ExecutionResult | None) -> None:
        """Forget the outputs of a cell."""
        self._formatted, self._altair, self._value, self._images = (None, None), (None, None), None, 0

    def _format(self, method: Callable[..., Any], shown: Any, *args: Any, **options: Any) -> Any:
        self._formatting.append(shown)
        try:
            formatted = method(self._described_copy(shown), *args, **options)
        finally:
            self._formatting.pop()
        self._formatted = shown, formatted[0] if isinstance(formatted, tuple) else None
        return formatted

    def _described_copy(self, shown: Any) -> Any:
        """Return a chart of Altair with its words in it, by which each form that shows it names it."""
        if package_of(type(shown)) != "altair" or SpeechDefaults.instance().alt_text is None:
            return shown
        try:
            chart = describe.chart_of(shown)
            self._altair = shown, chart
            return with_description(shown, author_words(shown) or describe(chart, "brief"))
        except Exception:  # noqa: BLE001 - a chart without words is better than no chart
            _LOG.debug("No description", exc_info=True)
            return shown

    def _format_value(self, method: Callable[..., Any], value: Any) -> Any:
        data, metadata = method(value)
        self._value, data, metadata = self._with_words(value, data, metadata)
        return data, metadata

    def _finish_value(self, method: Callable[..., Any], *args: Any) -> None:
        method(*args)
        if self._value is not None:
            self._show_description(self._value, self._shell.display_pub.publish, {})
            self._value = None

    def _publish(
        self, method: Callable[..., Any], data: Any = None, metadata: Any = None, *args: Any, **options: Any
    ) -> Any:
        if not isinstance(data, dict):
            return method(data, metadata, *args, **options)
        shown, formatted = self._formatted
        if data is not formatted:  # a bundle, perhaps one that an object publishes itself
            shown = self._formatting[-1] if self._formatting and holds_chart(data) else None
        is_update = bool(options.get("update"))
        chart, data, metadata = self._with_words(shown, data, metadata or {}, is_update=is_update)
        result = method(data, metadata, *args, **options)
        if chart is not None:
            self._show_description(chart, method, options)
        return result

    def _with_words(
        self, shown: Any, data: dict[str, Any], metadata: dict[str, Any], *, is_update: bool = False
    ) -> tuple[Any, dict[str, Any], dict[str, Any]]:
        """Return the chart in a bundle, if any, and the bundle and its metadata with alternative text."""
        if not bundles.find_shown_types(data):
            return None, data, metadata
        try:
            is_on = SpeechDefaults.instance().alt_text is not None
            chart = self._read(shown, data) if is_on else None
            generated = describe(chart, "brief") if chart is not None else ""
            own = bundles.own_words(data, metadata)
            by_author = author_words(shown) or ("" if own == generated else own)
            if bundles.find_chart_types(data) and not is_update:
                by_author = by_author or self._words_in_code()
                self._images += 1
            if words := by_author or generated:
                data, metadata = bundles.add_alt_text(data, metadata, words, generated=not by_author)
                data = bundles.with_plain_words(data, words)
        except Exception:  # noqa: BLE001 - a chart without words is better than no chart
            _LOG.debug("No alternative text", exc_info=True)
            return None, data, metadata
        return chart, data, metadata

    def _read(self, shown: Any, data: dict[str, Any]) -> Any:
        """Return the chart in an output; None if it shows none."""
        known, chart = self._altair
        return chart if shown is not None and shown is known else chart_in(shown, data)

    def _words_in_code(self) -> str:
        """Return the option ``fig-alt`` of the running cell for its next image; empty without it."""
        texts = cell_options(self._code).get("fig-alt", [])
        return texts[self._images] if self._images < len(texts) else ""

    def _show_description(self, chart: Any, publish: Callable[..., Any], options: dict[str, Any]) -> None:
        """Show a description and the data of a chart below it; where the chart is updated, update them."""
        if SpeechDefaults.instance().alt_text != "text":
            return
        try:
            data, metadata = description_bundle(chart)
        except Exception:  # noqa: BLE001 - the cell must not fail
            _LOG.debug("No description", exc_info=True)
            return
        if display_id := (options.get("transient") or {}).get("display_id"):
            options = {**options, "transient": {"display_id": f"{display_id}-description"}}
        publish(data, metadata, **options)
