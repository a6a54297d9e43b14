"""`ChartText`, the description of a panel in fields, and functions for the names and counts in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from ipytts.description.charts import labels
from ipytts.description.charts.axis_formatter import AxisFormatter
from ipytts.description.charts.labels import format_name, has_letters
from ipytts.description.charts.model import Panel
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.phrase import Fact, Phrase, Words, join, join_some, phrase

MAX_NAMES = 10  # names in a list
MAX_SERIES = 6  # series with a sentence each


@dataclass
class ChartText:
    """A panel in fields, which `opening` and the sentences after it render last.

    Examples
    --------
    >>> text = ChartText("line chart", "price", "year", sizes=["2 lines"], main_point="both rise")
    >>> str(text.opening("Stocks"))
    'a line chart, “Stocks”, of price by year with 2 lines: both rise'
    """

    kind: str  # a noun, such as "line chart"
    quantity: str = ""  # that is shown, with its unit
    by: str = ""  # the quantity along the other axis, with its unit
    conjunction: str = "by"  # or "against"
    extent: Words = ""  # the range that all series share, such as "from 2001 to 2010"
    sizes: list[Words] = field(default_factory=list)  # such as "3 lines"
    second: Sequence[Words] = ()  # what is on a second axis, in fewer words each time
    main_point: Words = ""  # a clause
    ending: Words = ""  # the detail about the last part of the only series, important among several panels
    clauses: Sequence[Words] = ()  # of the main point, if the first may stand without the others
    details: list[Words] = field(default_factory=list)  # sentences, the most important first
    groups: Words = ""  # a sentence with the names of the series
    outliers: list[Words] = field(default_factory=list)  # sentences
    full_details: list[Words] = field(default_factory=list)  # further sentences of detail "full"
    in_panels: list[Words] = field(default_factory=list)  # clauses that it has as one of several panels

    @property
    def subject(self) -> Phrase:
        """What the chart shows: "of price by year from 2001 to 2010"."""
        parts: list[Words] = [f"of {self.quantity}"] if self.quantity else []
        parts += [f"{self.conjunction} {self.by}"] if self.by else []
        parts += [self.extent] if self.extent else []
        return _spaced(parts)

    def opening(
        self,
        title: str = "",
        *,
        with_subject: bool = True,
        with_sizes: bool = True,
        with_all: bool = True,
        second: Words = "",
    ) -> Phrase:
        """Return the first sentence: `named`, and the main point with all its clauses."""
        named = self.named(title, with_subject=with_subject, with_sizes=with_sizes, second=second)
        point = self.main_point if with_all or not self.clauses else self.clauses[0]
        return phrase("{}: {}", named, point) if point else named

    def first_sentences(self, title: str, limit: int) -> tuple[list[Words], list[Words]]:
        """Return a first sentence of at most `limit` characters with what it leaves out, and last sentences.

        The title is left out first, then the sizes, then further clauses, then what is on a second axis, and
        last the subject.
        """
        sizes: list[Words] = [phrase("there are {}", join(self.sizes))] if self.sizes else []
        titles: list[Words] = [f"the title is “{title}”"] if title else []
        rest = list(self.clauses[1:])
        candidates: list[tuple[list[Words], list[Words]]] = []
        for second in (*self.second, ""):
            one, short = (
                partial(self.opening, second=second),
                partial(self.opening, second=second, with_sizes=False),
            )
            candidates += [
                ([one(title)], []),
                ([one(), *titles], []),
                ([short(title)], sizes),
                ([short(), *titles], sizes),
                ([one(with_all=False), *rest, *titles], []),
                ([short(with_all=False), *rest, *titles], sizes),
            ]
        shortest = self.opening(with_subject=False, with_sizes=False)
        fitting = (each for each in candidates if len(grammar.sentence(str(each[0][0]))) <= limit)
        return next(fitting, ([shortest, *self._describe_subject(), *titles], sizes))

    def _describe_subject(self) -> list[Words]:
        if not self.quantity:
            return []
        by = f" {self.conjunction} {self.by}" if self.by else ""
        return [
            phrase("it shows {}{}{}", self.quantity, by, phrase(" {}", self.extent) if self.extent else "")
        ]

    def named(
        self, title: str = "", *, with_subject: bool = True, with_sizes: bool = True, second: Words = ""
    ) -> Phrase:
        """Return the kind, the title, the subject and the sizes: "a line chart of price with 2 lines"."""
        rest = [self.subject] if with_subject and self.subject else []
        sizes = [*(self.sizes if with_sizes else []), *([second] if second else [])]
        rest += [phrase("with {}", join(sizes))] if sizes else []
        start = grammar.with_article(self.kind) + (f", “{title}”" if title else "")
        return _spaced([f"{start}," if title and rest else start, *rest])

    def sentences(self) -> list[Words]:
        """Return the sentences after the first."""
        return [*([self.groups] if self.groups else []), *self.details, *self.outliers]


def _spaced(parts: Sequence[Words]) -> Phrase:
    spaced = Phrase()
    for part in parts:
        spaced = phrase("{} {}", spaced, part) if spaced else phrase("{}", part)
    return spaced


def count(number: int, noun: str, *, of: str = "") -> Fact:
    """Return a count with its noun: "1 point", "3 points".

    Examples
    --------
    >>> str(count(3, "point"))
    '3 points'
    """
    return Fact(numbers.with_noun(number, noun), number, f"count of {numbers.plural(noun)}", of)


def count_with_verb(number: int, noun: str, *, of: str = "") -> Phrase:
    """Return a count with its noun and verb: "1 point is", "3 points are"."""
    return phrase("{} {}", count(number, noun, of=of), grammar.are(number))


def chart_text(kind: str, y: AxisFormatter, x: AxisFormatter, conjunction: str = "by") -> ChartText:
    """Return the text of a chart of the quantity on one axis by that on the other."""
    return ChartText(kind, y.label, x.label, conjunction)


def format_names(names: Iterable[str]) -> Phrase:
    """Return a list of names."""
    return join_some([format_name(name) for name in names], MAX_NAMES)


def format_series_name(panel: Panel, name: str) -> str:
    """Return the name of a series; if it has no letters, after the legend's title: "year 2012"."""
    text = format_name(name)
    needs_title = panel.legend_title and name.strip() and not has_letters(name)
    return f"{labels.format_axis_label(panel.legend_title)} {text}" if needs_title else text


def format_groups(panel: Panel, names: Sequence[str]) -> Words:
    """Return the names of series after the legend's title: "island: Biscoe, Dream and Torgersen"."""
    names = [name for name in names if name.strip()]
    if not names:
        return ""
    title = labels.format_axis_label(panel.legend_title) if panel.legend_title else ""
    return phrase("{}: {}", title, format_names(names)) if title else format_names(names)
