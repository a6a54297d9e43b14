"""What the marks of a panel come to, in pieces: a sentence is made of the first three."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipytts.description.charts import labels
from ipytts.description.wording import grammar, numbers, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipytts.description.charts.axis_formatter import AxisFormatter
    from ipytts.description.charts.model import Panel

LONGEST = 200  # characters of the first sentence
NAMED = 10  # names that are listed
EACH = 6  # series of which each has a sentence


@dataclass
class ChartText:
    """The pieces: "A {kind} {subject}: {point}. {more}. {full}."."""

    kind: str  # "line chart with 2 lines"
    subject: str = ""  # "of price by date"
    point: str = ""  # the main point, a clause
    more: list[str] = field(default_factory=list)  # sentences of the normal detail, the weightiest first
    full: list[str] = field(default_factory=list)  # further ones
    outliers: list[str] = field(default_factory=list)  # a sentence on what stands out, if anything does

    def opening(self, title: str = "", longest: int = 1_000) -> str:
        """Return the first sentence; what is too long for it loses its title, then its subject."""
        for named, subject in ((title, self.subject), ("", self.subject), (title, ""), ("", "")):
            start = (
                grammar.with_article(self.kind)
                + (f", “{named}”," if named else "")
                + (f" {subject}" if subject else "")
            )
            told = grammar.sentence(start.rstrip(",") + (f": {self.point}" if self.point else ""))
            if len(told) <= longest:
                break
        return told

    def add(self, what: str) -> None:
        """Say in the subject what else is drawn there."""
        self.subject += f"{' and' if ' with ' in f' {self.subject}' else ' with'} {what}"
        self.subject = self.subject.strip()

    def plural(self, count: int) -> str:
        """Say how many charts of the kind there are."""
        head, *rest = self.kind.split(" with ", 1)
        return " with ".join([f"{numbers.number(count)} {numbers.plural(head)}", *rest])


def of(y: AxisFormatter, x: AxisFormatter, between: str = "by") -> str:
    """Say what is shown by what."""
    told = f"of {y.label}" if y.label else ""
    return f"{told} {between} {x.label}".strip() if x.label else told


def names(named: Iterable[str]) -> str:
    """List the names of series."""
    return grammar.join_some([name(one) for one in named], NAMED)


def name(given: str) -> str:
    """Say the name of a series."""
    return phrases.name(labels.title(given)) if given.strip() else ""


def full_name(panel: Panel, given: str) -> str:
    """Say the name of a series, with what it is of where it is only a number."""
    told = name(given)
    return (
        f"{labels.spoken(panel.legend_title)} {told}" if panel.legend_title and told[:1].isdigit() else told
    )


def grouped(panel: Panel, given: Sequence[str]) -> str:
    """Say the names of series and what they are of: "for island Biscoe, Dream and Torgersen"."""
    told = [one for one in given if one.strip()]
    if not told:
        return ""
    groups = labels.spoken(panel.legend_title) if panel.legend_title else ""
    return f"{groups}: {names(told)}" if groups else names(told)
