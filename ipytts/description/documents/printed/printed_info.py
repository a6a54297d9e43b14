"""Describe what pandas prints about the columns of a data frame: ``df.info()`` and ``df.dtypes``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ipytts.description.detail import LENGTHS
from ipytts.description.documents import cell_values
from ipytts.description.tables.column_kinds import describe_kinds, kind_of_type
from ipytts.description.wording import grammar, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, Phrase, Words, join_some, phrase

_HEAD = re.compile(
    r"\s*<class '[\w.]*(?:DataFrame|Series)'>\s*\n"
    r"(?P<index>\w*Index|Index): (?P<rows>\d+) entries(?:, (?P<first>.+?) to (?P<last>.+?))?[ \t]*(?:\n|\Z)"
)
_TOTAL = re.compile(r"^Data columns \(total (\d+) columns?\):", re.MULTILINE)
_LINE = re.compile(r"^ *-+(?: +-+)+ *$", re.MULTILINE)  # under the names of what is printed of each column
_COUNT = re.compile(r"(\d+)(?: non-null)?")
_SUMMARY = re.compile(r"^Columns: (\d+) entries, (.+?) to (.+?)$", re.MULTILINE)
_TYPES = re.compile(r"^dtypes: (.+)$", re.MULTILINE)
_TYPE = re.compile(r"([\w\[\], ]+?)\((\d+)\)(?:, |$)")
_SERIES = re.compile(r"^Series name: (.*)$", re.MULTILINE)
_DTYPES_END = re.compile(r"\n(?:Length: \d+, )?dtype: object\s*\Z")
_DTYPES_LINE = re.compile(r"(.*?\S) {2,}(\S+(?: \S+)*)")
_TYPE_NAME = re.compile(
    r"(?:u?int\d+|float\d+|bool|boolean|object|str|string(?:\[\w+\])?|category|complex\d+|(?:datetime|timedelta)64"
    r"\[[\w, /]+\]|period\[[\w-]+\]|Sparse\[.+\]|interval\[.+\])",
    re.IGNORECASE,
)
_LISTED = 8  # columns with missing values


class _Column(NamedTuple):
    """What is printed of a column."""

    name: str
    present: int | None
    type: str


def describe_info_text(text: str) -> str | None:
    r"""Return sentences for what ``df.info()`` or ``df.dtypes`` prints; None for another text.

    Examples
    --------
    >>> describe_info_text("a             int64\nday    datetime64[ns]\ndtype: object")
    '1 column of whole numbers: a; 1 of dates: day.'
    """
    words = _describe_types(text) or _describe_info(text)
    return words.render(LENGTHS["normal"]) if words else None


def _describe_types(text: str) -> Description | None:
    end = _DTYPES_END.search(text)
    if not end:
        return None
    lines = [
        _DTYPES_LINE.fullmatch(line.strip()) for line in text[: end.start()].splitlines() if line.strip()
    ]
    found = [(match[1], match[2]) for match in lines if match and _TYPE_NAME.fullmatch(match[2])]
    if not found or len(found) < len(lines):
        return None
    names = [phrases.name(name) for name, _ in found]
    kinds = [kind_of_type(name) for _, name in found]
    return Description.of([describe_kinds(names, kinds, "normal")])


def _describe_info(text: str) -> Description | None:
    head = _HEAD.match(text)
    if not head:
        return None
    rows = int(head["rows"])
    columns = _columns(text)
    return Description.of(
        [
            phrase("{}{}", _size(text, rows, columns), _index(head, rows)),
            *_kinds(text, columns),
            _missing(columns, rows),
        ]
    )


def _size(text: str, rows: int, columns: Sequence[_Column]) -> Phrase:
    name = _SERIES.search(text)
    if name:
        named = f", {phrases.name(name[1])}" if name[1] not in ("", "None") else ""
        kind = kind_of_type(columns[0].type) if columns else "values"
        return phrase("a series of {} {}{}", number_fact(rows, "row count"), kind, named)
    total = _TOTAL.search(text) or _SUMMARY.search(text)
    width = int(total[1]) if total else len(columns)
    size = counted(rows, "row", "row count"), counted(width, "column", "column count")
    return phrase("a table of {} and {}" if rows else "an empty table of {} and {}", *size)


def _index(head: re.Match[str], rows: int) -> Words:
    """Return the labels of the rows, unless these are only numbered."""
    if head["first"] is None or head["index"] in ("RangeIndex", "MultiIndex") or not rows:
        return ""
    first, last = (cell_values.parse_column([end])[0] for end in (head["first"], head["last"]))
    if type(first) is int:
        return ""
    return f", from {phrases.value(first)} to {phrases.value(last)}"


def _columns(text: str) -> list[_Column]:
    """Return what is printed of each column, by the places of its parts below a line of dashes."""
    line = _LINE.search(text)
    if not line:
        return []
    starts = [match.start() for match in re.finditer(r"-+", line[0])]
    header = text[: line.start()].rstrip("\n").rpartition("\n")[2]
    names = [part.strip() for part in _parts(header, starts)]
    rows = text[line.end() :].lstrip("\n").splitlines()
    found = []
    for row in rows:
        if re.match(r"dtypes:|memory usage:", row) or not row.strip():
            break
        cells = dict(zip(names, (part.strip() for part in _parts(row, starts)), strict=True))
        count = _COUNT.match(cells.get("Non-Null Count", ""))
        found.append(
            _Column(cells.get("Column", ""), int(count[1]) if count else None, cells.get("Dtype", ""))
        )
    return found


def _parts(line: str, starts: Sequence[int]) -> Iterator[str]:
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        yield line[start:end]


def _kinds(text: str, columns: Sequence[_Column]) -> Iterator[Words]:
    if _SERIES.search(text):
        return
    if columns:
        names = [phrases.name(column.name) for column in columns]
        yield describe_kinds(names, [kind_of_type(column.type) for column in columns], "normal")
    elif types := _TYPES.search(text):
        kinds = [kind_of_type(name) for name, count in _TYPE.findall(types[1]) for _ in range(int(count))]
        yield describe_kinds([""] * len(kinds), kinds, "brief")
        if ends := _SUMMARY.search(text):
            yield f"the columns go from {phrases.name(ends[2])} to {phrases.name(ends[3])}"


def _missing(columns: Sequence[_Column], rows: int) -> Words:
    if not columns or not rows or any(column.present is None for column in columns):
        return ""
    missing = [(column.name, rows - (column.present or 0)) for column in columns]
    total = sum(count for _, count in missing)
    if not total:
        return "nothing is missing"
    found = sorted((pair for pair in missing if pair[1]), key=lambda pair: -pair[1])
    values = counted(total, "value", "missing count")
    if len(columns) == 1:
        return phrase("{} {} missing", values, grammar.are(total))
    if len(found) == 1:
        place = f"{'all ' if total > 1 else ''}in {phrases.name(found[0][0])}"
        return phrase("{} {} missing, {}", values, grammar.are(total), place)
    places = [
        phrase("{} in {}", number_fact(count, "missing count", name), phrases.name(name))
        for name, count in found
    ]
    listed = join_some(places, _LISTED, "column")
    return phrase("{} {} missing: {}", values, grammar.are(total), listed)
