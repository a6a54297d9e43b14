"""Describe a whole table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.tables import row_lists, summaries
from ipytts.description.tables.build import FREQUENT_VALUES
from ipytts.description.tables.cells import (
    format_apart,
    format_cells,
    format_label,
    format_label_alone,
    value_fact,
)
from ipytts.description.tables.columns import ColumnDescriber
from ipytts.description.tables.first_column import with_first_column_as_labels
from ipytts.description.tables.model import DESCRIBED_COLUMNS, FEW_ROWS, Column, Labels, Table
from ipytts.description.tables.totals import without_totals
from ipytts.description.wording import grammar, numbers
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import (
    Description,
    Fact,
    Phrase,
    Words,
    join,
    join_some,
    join_with,
    phrase,
)

# The most rows and columns of a table that is described row by row.
_ROW_BY_ROW: dict[Detail, tuple[int, int]] = {"brief": (0, 0), "normal": (6, 6), "full": (15, 10)}
_NAMED_COLUMNS: dict[Detail, int] = {"brief": 5, "normal": 20, "full": 40}  # at most
_LISTED_KINDS = ("text", "category", "date", "duration", "identifier", "mixed")  # of a series with labels
_LISTED_LABELS = 8  # at most
LISTED_GROUPS: dict[Detail, int] = {"brief": 3, "normal": 10, "full": 40}  # at most
_NOUNS = {
    "number": "number",
    "whole number": "whole number",
    "category": "text",
    "truth": "truth value",
    "text": "text",
    "identifier": "identifier",
    "date": "date",
    "duration": "duration",
}


def describe_table(table: Table, detail: Detail) -> Description:
    """Return a table in words: the results of a summary, such as `value_counts`; else its size and contents.

    In normal detail, up to 6 rows of up to 6 columns are described row by row; of larger tables 8 columns are
    described and 20 named. In full detail, these are 15, 10, 25 and 40.
    """
    table = with_first_column_as_labels(table)
    return Description.of(
        summaries.describe_summary(table, detail) or _describe_plain(without_totals(table), detail)
    )


def describe_grouping(
    by: str, rows: int, groups: int, sizes: Iterable[tuple[str, int]], detail: Detail
) -> Description:
    """Return a grouping in words, with the names and sizes of its first groups."""
    in_groups = counted(groups, "group", "group count")
    opening = phrase("a grouping of {} by {} into {}", counted(rows, "row", "row count"), by, in_groups)
    most = LISTED_GROUPS[detail]
    listed: list[Words] = [
        phrase("{}, {}", name, counted(size, "row", "group size", of=by, at=name))
        for name, size in islice(sizes, most)
    ]
    if groups > most:
        listed.append(phrase("and {}", counted(groups - most, "more group", "count of others")))
    return Description.of([phrase("{}: {}", opening, join_with("; ", listed)) if listed else opening])


def _describe_plain(table: Table, detail: Detail) -> Sequence[Words]:
    if table.noun == "series" and table.rows:
        return list(_describe_series(table, detail))
    shown = table.unlabeled or table
    if detail == "brief" or not table.rows or not table.width:
        return [phrase("{}{}", _size(shown), _column_names(shown))]
    max_rows, max_columns = _ROW_BY_ROW[detail]
    if table.labels and table.cells and table.rows <= max_rows and table.width <= max_columns:
        sentences = [
            _size(shown, table.labels if table.unlabeled else shown.labels),
            *_row_by_row(table, table.labels),
        ]
        if _fits(sentences, detail):
            return sentences
    # Of few rows without an index, which may be the first of many, extremes and means are of no use.
    is_short = shown.rows <= FEW_ROWS and (not shown.labels or _are_texts(shown))
    if shown.cells and (is_short or _are_records(shown)):
        listed = row_lists.describe_rows(shown, _size(shown), detail)
        if listed:
            return listed
    return _column_by_column(table, detail)


def _are_records(table: Table) -> bool:
    """Return whether each column is a record, as those of a table whose rows and columns were exchanged."""
    return all(column.kind == "mixed" and not column.item_noun for column in table.columns)


def _are_texts(table: Table) -> bool:
    """Return whether most columns hold texts, of which no extremes and means can be said."""
    kinds = [column.kind in _LISTED_KINDS for column in table.columns]
    return len(kinds) == table.width and 2 * sum(kinds) > table.width


def _fits(sentences: Sequence[Words], detail: Detail) -> bool:
    return len(str(Description.of(sentences))) <= LENGTHS[detail]


def _column_by_column(table: Table, detail: Detail) -> Sequence[Words]:
    """Return the size, as many columns as the length allows, and the names of the others."""
    shown = table.unlabeled or table
    start: list[Words] = [_size(shown), _missing(shown)]
    if table.labels:
        start.append(_describe_labels(table.labels, table.rows))
    most = DESCRIBED_COLUMNS[detail]
    most = table.width if table.width <= most + 1 else most
    describer = ColumnDescriber.of(table, detail)
    described = [describer.describe(column) for column in table.columns[:most]]
    for count in range(len(described), -1, -1):
        sentences = [*start, *described[:count], _other_columns(table, count, detail)]
        if _fits(sentences, detail):
            break
    return sentences


def _describe_series(table: Table, detail: Detail) -> Iterator[Words]:
    column, labels = table.columns[0], table.labels
    size = counted(table.rows, _NOUNS.get(column.kind, "value"), "row count")
    name = f", {column.name}" if column.name else ""
    opening = phrase("a series of {}{}{}", size, _by(labels), name)
    most = _ROW_BY_ROW[detail][0]
    if table.cells and table.rows <= most and not labels:
        items = [row[0] for row in table.cells]
        facts = [
            value_fact(column, item, "value", f"row {row}", text=text)
            for row, (item, text) in enumerate(zip(items, format_apart(column, items), strict=True), 1)
        ]
        yield phrase("{}: {}", opening, join(facts))
        return
    if labels and column.kind in _LISTED_KINDS and table.cells and table.rows <= most:
        yield phrase("{}: {}", opening, join_with("; ", _labelled(table, labels)))
        return
    if labels and column.kind == "truth" and (true := _true_rows(table, labels)):
        yield phrase("{}: {}", opening, true)
        return
    contents = ColumnDescriber.of(table, detail).contents(column)
    yield phrase("{}: {}", opening, contents) if contents else opening
    if detail == "brief":
        return
    if labels and column.kind in ("text", "mixed") and table.cells and not _is_repetitive(column):
        listed = list(islice(_labelled(table, labels), most))
        yield phrase("it begins: {}", join_with("; ", listed))
    elif labels:
        yield _describe_labels(labels, table.rows)
    if not column.missing:
        yield "Nothing is missing"


def _is_repetitive(column: Column) -> bool:
    """Return whether the texts of a column are few, so that their counts say more than the first ones."""
    return 0 < (column.distinct or 0) <= FREQUENT_VALUES


def _labelled(table: Table, labels: Labels) -> Iterator[Phrase]:
    """Yield each label of a series with its value."""
    column = table.columns[0]
    for label, (item,) in zip(labels.values, table.cells, strict=True):
        yield phrase("{}, {}", format_label(labels, label), value_fact(column, item, "value", label))


def _true_rows(table: Table, labels: Labels) -> Words:
    """Return which of a few truth values are true; empty for none, or many."""
    true = [label for label, row in zip(labels.values, table.cells, strict=False) if row[0] is True]
    if table.columns[0].missing or not 0 < len(true) <= _LISTED_LABELS:
        return ""
    names = grammar.join(format_label(labels, label) for label in true)
    return phrase("{} true, for {}", number_fact(len(true), "count of true values"), names)


def _by(labels: Labels | None) -> str:
    return f" by {labels.name}" if labels and labels.name else ""


def _size(table: Table, labels: Labels | None = None) -> Phrase:
    width = counted(table.width, "column", "column count")
    if not table.rows and table.noun == "series":
        return phrase("an empty series")
    if not table.rows:
        size = phrase("an empty {} with {} and no rows", table.noun, width)
        return size if table.width else phrase("an empty {} without rows and columns", table.noun)
    by = _by(labels or table.labels)
    and_by = f" and {table.columns_name}" if by and table.columns_name else ""
    rows = counted(table.rows, "row", "row count")
    return phrase("a {} of {} and {}{}{}", table.noun, rows, width, by, and_by)


def _column_names(table: Table) -> Words:
    if not table.columns:
        return ""
    names = [column.name for column in table.columns]
    if not any(names):
        return ""
    most = _NAMED_COLUMNS["brief"]
    if table.width > most + 1:
        more = number_fact(table.width - most, "count of others")
        return phrase(": {} and {} more", ", ".join(names[:most]), more)
    return f": {grammar.join(names)}"


def _missing(table: Table) -> Words:
    if table.missing is None:
        return ""
    if not table.missing:
        return "Nothing is missing"
    share = table.missing / (table.rows * table.width)
    are = grammar.are(table.missing)
    return phrase(
        "{} {} missing, {}",
        counted(table.missing, "value", "missing count"),
        are,
        Fact(numbers.percent(share), share, "share of missing values"),
    )


def _describe_labels(labels: Labels, rows: int) -> str:
    name = labels.name or ("time" if labels.is_chronological else "rows")
    if rows > 1 and labels.first is not None and labels.is_chronological:
        return f"{name}: from {format_label(labels, labels.first)} to {format_label(labels, labels.last)}"
    if labels.values:
        values = list(dict.fromkeys(format_label_alone(labels, label) for label in labels.values))
        return f"{name}: {join_some(values, _LISTED_LABELS)}"
    return ""


def _row_by_row(table: Table, labels: Labels) -> Iterator[Phrase]:
    by_column = list(zip(*table.cells, strict=True))
    texts = [
        format_cells(column, items, labels) for column, items in zip(table.columns, by_column, strict=True)
    ]
    for index, (label, row) in enumerate(zip(labels.values, table.cells, strict=True)):
        cells = [
            phrase("{} is {}", column.name, value_fact(column, item, "value", label, text=of_column[index]))
            for column, item, of_column in zip(table.columns, row, texts, strict=True)
        ]
        yield phrase("for {}, {}", format_label(labels, label), join(cells))


def _other_columns(table: Table, described: int, detail: Detail) -> Words:
    """Return the number of columns that are not described, their kinds, and the names of the first ones."""
    left = table.width - described
    if left <= 0:
        return ""
    named = [column.name for column in table.columns[described : _NAMED_COLUMNS[detail]]]
    among = "" if len(named) == left else ", among them"
    names = f"{among or ':'} {grammar.join(named)}" if named else ""
    kinds = _kinds(table.columns[described:]) if len(table.columns) == table.width else ""
    more = counted(left, "more column", "count of others")
    return phrase("there {} {}{}{}", grammar.are(left), more, kinds, names)


def _kinds(rest: Sequence[Column]) -> Words:
    nouns = {**_NOUNS, "whole number": "number"}
    counts = Counter(nouns[column.kind] for column in rest if column.kind in nouns)
    if sum(counts.values()) < len(rest):
        return ""
    if len(counts) == 1:
        return f" of {numbers.plural(*counts)}"
    kinds = [
        phrase("{} of {}", number_fact(count, "column count", noun), numbers.plural(noun))
        for noun, count in counts.most_common()
    ]
    return phrase(", {}", join(kinds)) if kinds else ""
