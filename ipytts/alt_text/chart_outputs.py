"""Give the charts that the cells of a shell show alternative text, while their outputs are published."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ipytts.alt_text import bokeh_outputs, bundles
from ipytts.alt_text.descriptions import description_bundle, holds_chart, with_description
from ipytts.alt_text.shown_charts import FormattedBundle, ShownChart, find_showing_object
from ipytts.config import SpeechDefaults
from ipytts.description.author_words import author_words
from ipytts.description.describer import describe
from ipytts.description.documents.code.cell_options import cell_options
from ipytts.description.safe_types import package_of
from ipytts.narration.method_wrappers import MethodWrappers

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell

    from ipytts.description.charts.model import Chart

_LOG = logging.getLogger(__name__)


@dataclass
class _Cell:
    code: str
    images: int = 0  # that it has shown


class ChartOutputs:
    """Adds alternative text to the charts that cells show, as `SpeechDefaults.alt_text` says.

    An author's words are written in any case. IPython has no events for outputs: methods of the shell are
    wrapped. Values of cells get their words where they are formatted, all other outputs where they are
    published, as `display` may add metadata in between.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._wrappers: MethodWrappers | None = None
        self._thread = threading.local()  # cells may show charts in threads
        self._value: Chart | None = None  # that the value of the cell shows, until it is shown
        history = shell.history_manager
        # The running cells, one within the other.
        self._cells = [_Cell(history.input_hist_raw[-1] if history is not None else "")]
        self._author_words: dict[str, str] = {}  # by the id of a display that may be updated
        self.descriptions: list[str] = []  # below the charts of the latest cell
        self._bokeh: tuple[str, dict[str, Any]] = ("", {})  # the latest element with words, its metadata

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
            if "numpy" in sys.modules:  # else there are no charts yet, and loading it would take long
                import ipytts.description.charts.chart_formatter  # noqa: F401 - so that no chart waits for it
            # Whatever observes outputs gets the same bundle from the formatter as at publication.
            wrap = partial(self._wrappers.wrap, innermost=True)
            wrap(self._shell.display_formatter, "format", self._format)
            wrap(self._shell.displayhook, "compute_format_data", self._format_value)
            wrap(self._shell.displayhook, "finish_displayhook", self._finish_value)
            wrap(self._shell.display_pub, "publish", self._publish)

    def stop(self) -> None:
        """Leave outputs as they are from now on."""
        if self._wrappers is not None:
            self._wrappers.close()
            self._wrappers = None

    def begin_cell(self, info: ExecutionInfo) -> None:
        """Remember the code of a cell."""
        self._cells.append(_Cell(info.raw_cell or ""))
        self.descriptions.clear()

    def end_cell(self, _: ExecutionResult | None) -> None:
        """Forget a cell."""
        self._value = None
        if self._cells:
            self._cells.pop()

    @property
    def _formatting(self) -> list[Any]:
        """The objects that this thread formats, one within the other."""
        objects: list[Any] = self._thread.__dict__.setdefault("formatting", [])
        return objects

    def _format(self, method: Callable[..., Any], shown: Any, *args: Any, **options: Any) -> Any:
        described, chart = _described_copy(shown)
        self._formatting.append(shown)
        try:
            formatted = method(described, *args, **options)
        finally:
            self._formatting.pop()
        if not isinstance(formatted, tuple) or not bundles.find_shown_types(formatted[0]):
            return formatted
        known = ShownChart()
        with _errors_logged():
            known = ShownChart.read(shown, formatted[0], chart)
        return FormattedBundle(formatted[0], known), *formatted[1:]

    def _format_value(self, method: Callable[..., Any], value: Any) -> Any:
        data, metadata = method(value)
        if isinstance(data, FormattedBundle):
            self._value = data.shown.chart
            data, metadata = self._with_words(data.shown, data, metadata)
        return data, metadata

    def _finish_value(self, method: Callable[..., Any], *args: Any) -> None:
        method(*args)
        if self._value is not None:
            self._show_description(self._value, self._shell.display_pub.publish, {})
            self._value = None

    def _publish(
        self, method: Callable[..., Any], data: Any = None, metadata: Any = None, *args: Any, **options: Any
    ) -> Any:
        if not isinstance(data, dict) or not bundles.find_shown_types(data):
            return method(data, metadata, *args, **options)
        script = bokeh_outputs.find_script_id(data, metadata or {})
        if script and script == self._bokeh[0]:
            return method(*bokeh_outputs.with_words(data, metadata, self._bokeh[1]), *args, **options)
        known = data.shown if isinstance(data, FormattedBundle) else self._read_bundle(data)
        data, metadata = self._with_words(known, data, metadata or {}, options)
        if "alt" in metadata.get("text/html", {}):
            self._bokeh = bokeh_outputs.find_element_id(data), metadata
        result = method(data, metadata, *args, **options)
        if known.chart is not None:
            self._show_description(known.chart, method, options)
        return result

    def _read_bundle(self, data: dict[str, Any]) -> ShownChart:
        """Return what is known of a bundle, perhaps one that an object publishes itself."""
        with _errors_logged():
            if element := bokeh_outputs.find_element_id(data):
                return ShownChart.read(bokeh_outputs.find_object(element), data)
            if not holds_chart(data):  # it may prepare the page for one
                return ShownChart()
            objects = self._formatting[-1:] or [find_showing_object()]
            return ShownChart.read(objects[0], data)
        return ShownChart()

    def _with_words(
        self,
        known: ShownChart,
        data: dict[str, Any],
        metadata: dict[str, Any],
        options: Mapping[str, Any] = MappingProxyType({}),
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a bundle and its metadata with alternative text, unless it marks a decoration."""
        data = dict(data)  # IPython keeps outputs, but needs no more than this of them
        if bundles.is_decoration(data, metadata):
            return data, metadata
        with _errors_logged():
            by_author = self._author_words_of(known, data, metadata, options)
            if words := by_author or known.generated:
                data, metadata = bundles.add_alt_text(
                    data, metadata, words, generated=not by_author, replaced=known.generated
                )
                if not bokeh_outputs.find_element_id(data):
                    data = bundles.with_plain_words(data, words)
        return data, metadata

    def _author_words_of(
        self,
        known: ShownChart,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any],
        options: Mapping[str, Any],
    ) -> str:
        """Return the words of an author for an output; an update keeps those of the output before."""
        display_id = (options.get("transient") or {}).get("display_id", "")
        before = (
            self._author_words.get(display_id, "") if options.get("update") else self._words_in_code(data)
        )
        described = bundles.described_as(data)
        in_metadata = bundles.metadata_words(data, metadata)
        if display_id and not known.by_author and (in_metadata or before):
            self._author_words[display_id] = in_metadata or before
        own = "" if described == known.generated or bundles.is_generated(metadata) else described
        return in_metadata or known.by_author or own or before

    def _words_in_code(self, data: Mapping[str, Any]) -> str:
        """Return the option ``fig-alt`` of the running cell for its next image; empty without it."""
        is_chart = bundles.find_chart_types(data) or bokeh_outputs.find_element_id(data)
        if not self._cells or not is_chart:
            return ""
        cell = self._cells[-1]
        texts = cell_options(cell.code).get("fig-alt", [])
        cell.images += 1
        return texts[cell.images - 1] if cell.images <= len(texts) else ""

    def _show_description(self, chart: Any, publish: Callable[..., Any], options: dict[str, Any]) -> None:
        """Show a description and the data of a chart below it; where the chart is updated, update them."""
        if SpeechDefaults.instance().alt_text != "text":
            return
        bundle = None
        with _errors_logged():
            bundle = description_bundle(chart)
        if bundle is None:
            return
        if display_id := (options.get("transient") or {}).get("display_id"):
            options = {**options, "transient": {"display_id": f"{display_id}-description"}}
        publish(*bundle, **options)
        self.descriptions.append(bundle[0]["text/plain"])


@contextlib.contextmanager
def _errors_logged() -> Iterator[None]:
    """Log any error of the block, and go on: a chart without words is better than no chart."""
    try:
        yield
    except Exception:  # noqa: BLE001 - libraries and their charts may raise anything
        _LOG.debug("No words for a chart", exc_info=True)


def _described_copy(shown: Any) -> tuple[Any, Chart | None]:
    """Return a chart of Altair with its words in it, and what was read of it; any other object as it is.

    Each form that shows a chart of Altair names it by the words in it.
    """
    if package_of(type(shown)) != "altair" or SpeechDefaults.instance().alt_text is None:
        return shown, None
    with _errors_logged():
        chart = describe.chart_of(shown)
        words = author_words(shown) or (describe(chart, "brief") if chart is not None else "")
        return (with_description(shown, words) if words else shown), chart
    return shown, None
