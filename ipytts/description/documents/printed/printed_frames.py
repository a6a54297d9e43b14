"""Read data frames as pandas prints them: labels at the left, columns aligned at their right ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ipytts.description.documents import tables

_MAX_LEVELS = 4  # of the names of columns

_PROSE = re.compile(r"\S[:;](?:\s|\Z)|\A[^(\[]*\S,(?:\s|\Z)|\A\s*['\"]\w")  # "peak: 3", "best, then"


def read(lines: Sequence[str]) -> tables.Grid | None:
    """Return the cells of a data frame, given its lines; None for other lines.

    Examples
    --------
    >>> grid = read(["      tip  size", "day            ", "Fri   2.5     3", "Sat   3.0     4"])
    >>> grid.header, grid.labels, grid.label_names
    (('tip', 'size'), ('Fri', 'Sat'), ('day',))
    """
    for count in range(1, min(len(lines), _MAX_LEVELS + 1)):
        if any(map(_is_prose, lines[:count])):
            return None
        for has_names in (True, False):
            grid = _read(lines[:count], lines[count : count + has_names], lines[count + has_names :])
            if grid:
                return grid
    return None


def _is_prose(header: str) -> bool:
    """Return whether a line has punctuation as sentences and lists have, and names of columns do not."""
    return bool(_PROSE.search(header))


def _read(headers: Sequence[str], names: Sequence[str], body: Sequence[str]) -> tables.Grid | None:
    """Return the cells, given the lines with names of columns, of the index, and of the rows."""
    stops = _ends_of_columns(headers[-1], names, body) if body and headers[-1].strip() else []
    if len(stops) < 2 or not _has_labels(headers, names, body, stops[0]):
        return None
    levels = _levels([line[: stops[0]] for line in (*names, *body)], has_several=_are_several(names))
    if levels is None:
        return None
    header, rows = _cut(headers[-1], stops), [_cut(line, stops) for line in body]
    if not all(header[1:]) or not all(all(row[1:]) for row in rows):
        return None
    columns = list(zip(*(_names_above(line, stops) for line in headers[:-1]), header[1:], strict=True))
    columns_names = [line[: stops[0]].strip() for line in headers]
    return tables.Grid(
        header=tuple(column[0] if len(column) == 1 else column for column in columns),
        rows=tuple(tuple(row[1:]) for row in rows),
        labels=one_level(levels[1:] if names else levels),
        label_names=levels[0] if names else (),
        columns_name=" and ".join(name for name in columns_names if name),
        is_data=True,
    )


def _are_several(names: Sequence[str]) -> bool:
    """Return whether the line of the names of the labels has several."""
    return bool(names) and len(names[0].replace("...", "").split()) > 1


def _levels(lines: Sequence[str], *, has_several: bool) -> list[tuple[str, ...]] | None:
    if has_several:
        return split_levels(lines, 1)
    labels: list[tuple[str, ...]] = [(line.strip(),) for line in lines]
    return labels if all(label[0] for label in labels) else None


def _has_labels(headers: Sequence[str], names: Sequence[str], body: Sequence[str], stop: int) -> bool:
    """Return whether the first column holds labels, and the line of their names nothing else."""
    if names:
        others = names[0][stop:].split()
        return bool(names[0].strip()) and all(text == "..." for text in others)
    has_name = any(line[:stop].strip() for line in headers)
    return not has_name or (len(headers) == 1 and _is_left_aligned(headers[0], body, stop))


def _ends_of_columns(header: str, names: Sequence[str], body: Sequence[str]) -> list[int]:
    """Return where the labels and each column end, given the lines of names and the rows.

    Columns that have no name, or no values, are words of the column at their right.
    """
    lines = [header, *body]
    width = max(map(len, lines))
    stops = [start for start, _ in find_gaps(lines)]
    kept = [_end_of_labels(stops, header, names, body)]
    for stop in [*(stop for stop in stops if stop > kept[0]), width]:
        is_aligned = all(line[kept[-1] : stop].ljust(stop - kept[-1])[-1:].strip() for line in lines)
        if is_aligned:
            kept.append(stop)
    return kept if kept[0] and kept[-1] == width else []


def _end_of_labels(stops: Sequence[int], header: str, names: Sequence[str], body: Sequence[str]) -> int:
    """Return where the labels end; 0 if that is not known."""
    length = len(names[0].replace("...", "").rstrip()) if names else 0
    stops = [stop for stop in stops if stop >= length]
    if _are_several(names):
        return stops[0] if stops else 0
    labels = {stop: [line[:stop].strip() for line in body] for stop in stops}
    has_name = not names and header[:1].strip() != ""
    found = [
        stop
        for stop in stops
        if (has_name or names or not header[:stop].strip())
        and not any("  " in label for label in labels[stop])
    ]
    return (found[0] if has_name else found[-1]) if found else 0


def _cut(line: str, stops: Sequence[int]) -> list[str]:
    return [line[start:stop].strip() for start, stop in zip([0, *stops], stops, strict=False)]


def _names_above(line: str, stops: Sequence[int]) -> list[str]:
    """Return the names of an upper level; a name is that of all columns up to the next name."""
    cells = _cut(line, stops)[1:]
    filled: list[str] = []
    for cell in cells:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def _is_left_aligned(header: str, body: Sequence[str], stop: int) -> bool:
    """Return whether the first column is aligned at its left, as the labels of rows are."""
    first = [line[:stop].rstrip() for line in (header, *body)]
    return all(cell and cell[0] != " " for cell in first) and len(set(map(len, first))) > 1


def one_level(labels: Sequence[tuple[str, ...]]) -> tuple[tables.Name, ...]:
    """Return labels as texts if they have one level."""
    return tuple(label[0] if len(label) == 1 else label for label in labels)


def split_levels(lines: Sequence[str], gap: int) -> list[tuple[str, ...]] | None:
    """Return the labels of rows by level; a label that is printed once is that of the rows below it."""
    width = max(map(len, lines), default=0)
    starts = [0, *(stop for _, stop in find_gaps(lines, gap) if stop < width)]
    rows = [
        [line[start:stop].strip() for start, stop in zip(starts, [*starts[1:], None], strict=True)]
        for line in lines
    ]
    filled: list[tuple[str, ...]] = []
    for row in rows:
        above = filled[-1] if filled else ("",) * len(row)
        first = next((index for index, cell in enumerate(row) if cell), len(row))
        filled.append((*above[:first], *row[first:]))
    return filled if all(all(label) for label in filled) else None


def find_gaps(lines: Sequence[str], least: int = 1) -> list[tuple[int, int]]:
    """Return the ends of the ranges of places that are blank in all lines, between other places."""
    width = max(map(len, lines), default=0)
    is_blank = [all(line[place : place + 1] in ("", " ") for line in lines) for place in range(width)]
    gaps, start = [], 0
    for blank, places in groupby(is_blank):
        stop = start + len(list(places))
        if blank and start and stop < width and stop - start >= least:
            gaps.append((start, stop))
        start = stop
    return gaps
