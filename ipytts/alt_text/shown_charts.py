"""The charts that are shown, as they were when their bundles were made."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipytts.alt_text.bundles import find_shown_types
from ipytts.alt_text.descriptions import chart_in
from ipytts.config import SpeechDefaults
from ipytts.description.author_words import author_words, has_author_words
from ipytts.description.describer import describe

if TYPE_CHECKING:
    from ipytts.description.charts.model import Chart

# The libraries whose charts are shown by a function or a method `show`, which publishes a bundle.
_LIBRARIES_WITH_SHOW = ("bokeh", "plotly", "plotnine", "seaborn")


@dataclass(frozen=True)
class ShownChart:
    """What is known of the chart in a bundle."""

    chart: Chart | None = None
    generated: str = ""  # words, if cells generate any
    by_author: str = ""  # words that are set for the object

    @classmethod
    def read(cls, shown: Any, data: Mapping[str, Any], chart: Chart | None = None) -> ShownChart:
        """Return what is known of an object and its bundle; of each alone, if the other is None or empty."""
        if SpeechDefaults.instance().alt_text is not None and find_shown_types(data):
            chart = chart or chart_in(shown, data)
        generated = describe(chart, "brief") if chart is not None else ""
        return cls(chart, generated, author_words(shown) or author_words(find_showing_object()))


class FormattedBundle(dict[str, Any]):
    """The bundle of an object, with its chart: the object may change before the bundle is shown.

    It is an ordinary dictionary for everyone else, as for `%%capture`, which keeps it.
    """

    def __init__(self, data: Mapping[str, Any], shown: ShownChart) -> None:
        super().__init__(data)
        self.shown = shown

    def __reduce__(self) -> tuple[type, tuple[dict[str, Any]]]:
        return dict, (dict(self),)


def find_showing_object() -> Any:
    """Return the chart whose library publishes a bundle at the moment, as `figure.show()` does; else None."""
    found, frame = None, sys._getframe(1)  # noqa: SLF001 - the libraries have no event for what they show
    while frame is not None:
        code, package = frame.f_code, str(frame.f_globals.get("__name__")).partition(".")[0]
        if code.co_name == "show" and code.co_argcount and package in _LIBRARIES_WITH_SHOW:
            # plotnine shows a copy: whether its original has words of an author is not known.
            is_known = package != "plotnine" or not has_author_words(package)
            found = frame.f_locals.get(code.co_varnames[0]) if is_known else None
        frame = frame.f_back  # type: ignore[assignment]
    return found
