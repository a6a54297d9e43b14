"""`ChartText`, the description of a panel in parts, and functions for the names and the subject in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipytts.description.charts import labels
from ipytts.description.detail import LENGTHS
from ipytts.description.wording import grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipytts.description.charts.axis_formatter import AxisFormatter
    from ipytts.description.charts.model import Panel

MAX_BRIEF = LENGTHS["brief"]  # characters
MAX_NAMES = 10  # names in a list
MAX_SERIES = 6  # series with a sentence each


@dataclass
class ChartText:
    """A description in parts: "A {kind} {subject}: {main_point}. {details}. {full_details}."."""

    kind: str  # such as "line chart with 2 lines"
    subject: str = ""  # such as "of price by date"
    main_point: str = ""  # a clause
    details: list[str] = field(default_factory=list)  # sentences, the most important first
    full_details: list[str] = field(default_factory=list)  # further sentences of detail "full"
    outliers: list[str] = field(default_factory=list)  # a sentence, if there are outliers

    def opening(self, title: str = "", max_length: int = 1_000) -> str:
        """Return the first sentence; if it is too long, without the title, the subject, or both."""
        for name, subject in ((title, self.subject), ("", self.subject), (title, ""), ("", "")):
            start = grammar.with_article(self.kind)
            start += (f", “{name}”," if name else "") + (f" {subject}" if subject else "")
            main_point = f": {self.main_point}" if self.main_point else ""
            sentence = grammar.sentence(start.rstrip(",") + main_point)
            if len(sentence) <= max_length:
                break
        return sentence

    def add_to_subject(self, mark: str) -> None:
        """Add a further mark, such as "a line", to the subject."""
        conjunction = "and" if " with " in f" {self.subject}" else "with"
        self.subject = f"{self.subject} {conjunction} {mark}".strip()

    def plural_kind(self, count: int) -> str:
        """Return the kind in the plural: "2 scatter plots"."""
        kind, *rest = self.kind.split(" with ", 1)
        return " with ".join([f"{numbers.number(count)} {numbers.plural(kind)}", *rest])


def format_subject(y: AxisFormatter, x: AxisFormatter, conjunction: str = "by") -> str:
    """Return the subject of a chart: "of price by date"."""
    subject = f"of {y.label}" if y.label else ""
    return f"{subject} {conjunction} {x.label}".strip() if x.label else subject


def count_with_verb(count: int, noun: str) -> str:
    """Return a count with its noun and verb: "1 point is", "3 points are"."""
    return f"{numbers.with_noun(count, noun)} {grammar.are(count)}"


def format_name(name: str) -> str:
    """Return the name of a series or a category as it is spoken."""
    return phrases.name(labels.format_title(name)) if name.strip() else ""


def format_names(names: Iterable[str]) -> str:
    """Return a list of names."""
    return grammar.join_some([format_name(name) for name in names], MAX_NAMES)


def format_series_name(panel: Panel, name: str) -> str:
    """Return the name of a series; if it is a number, after the legend's title: "year 2012"."""
    text = format_name(name)
    needs_title = panel.legend_title and text[:1].isdigit()
    return f"{labels.format_axis_label(panel.legend_title)} {text}" if needs_title else text


def format_groups(panel: Panel, names: Sequence[str]) -> str:
    """Return the names of series after the legend's title: "island: Biscoe, Dream and Torgersen"."""
    names = [name for name in names if name.strip()]
    if not names:
        return ""
    title = labels.format_axis_label(panel.legend_title) if panel.legend_title else ""
    return f"{title}: {format_names(names)}" if title else format_names(names)
