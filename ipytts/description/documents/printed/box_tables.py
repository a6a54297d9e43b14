"""Read tables that are drawn with lines: those of SQL shells, of polars, rich, Spark and tabulate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ipytts.description.documents import tables

_BARS = "|│┆┃║"
_BAR = re.compile(f"[{_BARS}]")
_RULE = re.compile(r"[\s+\-=|:\u2500-\u257f]+")  # the last are all that Unicode has for drawing boxes
_REMARK = re.compile(r"\(\d+ rows?\)|\d+ rows? in set.*|only showing top \d+ rows?")  # below a table
_STATA_RULE = re.compile(r"-{5,}\+-{5,}")
_GAP = re.compile(r"\S {2,}\S")
_STATA_CELL = re.compile(r"\S+(?: \S+)*")
_DASHES = re.compile(r" *-{2,}(?: +-{2,})* *")
_POLARS_SHAPE = re.compile(r"shape: \(([\d_]+), ([\d_]+)\)\n")
_POLARS_TYPE_LINE = re.compile(r"-{3}")


def read(text: str) -> tables.Grid | None:
    r"""Return the cells of a table that is drawn with lines; None for another text.

    Examples
    --------
    >>> grid = read("+---+-----+\n| a | b   |\n|---+-----|\n| 1 | x y |\n+---+-----+")
    >>> grid.header, grid.rows
    (('a', 'b'), (('1', 'x y'),))
    """
    shape = _POLARS_SHAPE.match(text)
    lines = [line.rstrip() for line in text[shape.end() if shape else 0 :].splitlines() if line.strip()]
    if shape:
        return _read_polars(lines, (int(shape[1].replace("_", "")), int(shape[2].replace("_", ""))))
    if _is_of_stata(lines):
        return _read_stata(lines)
    return _read_bars(lines) or _read_below_dashes(lines)


def _read_polars(lines: Sequence[str], shape: tuple[int, int]) -> tables.Grid | None:
    """Return a table of polars; the types of its columns stand below their names."""
    blocks = _blocks(lines)
    if not blocks or not blocks[0]:
        return None
    header = blocks[0]
    names = header[: next((n for n, row in enumerate(header) if _are_dashes(row)), 1)]
    rows = [row for block in blocks[1:] for row in block]
    if any(len(row) != len(header[0]) for row in rows):
        return None
    joined = ("".join(parts) for parts in zip(*names, strict=True))
    return tables.Grid(tuple(joined), tuple(map(tuple, rows)), shape=shape, is_data=True)


def _are_dashes(row: Sequence[str]) -> bool:
    return all(_POLARS_TYPE_LINE.fullmatch(cell) or cell in ("…", "") for cell in row) and any(row)


def _read_bars(lines: Sequence[str]) -> tables.Grid | None:
    """Return a table with bars between its columns, and a line below its header."""
    lines = [line for line in lines if not _REMARK.fullmatch(line)]
    rules = [line for line in lines if _is_rule(line)]
    if not rules or not all(_is_rule(line) or _BAR.search(line) for line in lines):
        return None
    blocks = _blocks(lines)
    if len(blocks) < 2 or len({len(row) for block in blocks for row in block}) != 1:
        return None
    has_line_below_rows = len(blocks) > 2 and len(rules) >= len(blocks)
    rows = [row for block in blocks[1:] for row in block]
    body = [_joined(block) for block in blocks[1:]] if has_line_below_rows else rows
    return tables.make_grid(_joined(blocks[0]), body)


def _is_of_stata(lines: Sequence[str]) -> bool:
    """Return whether a table has one bar, behind which several columns stand."""
    has_rule = len(lines) > 2 and bool(_STATA_RULE.fullmatch(lines[1]))
    return has_rule and any(_GAP.search(line.partition("|")[2]) for line in lines)


def _read_stata(lines: Sequence[str]) -> tables.Grid | None:
    """Return a table of Stata: a bar behind the labels, and columns that end where their names end."""
    bar = lines[1].index("+")
    rows = [line for line in (lines[0], *lines[2:]) if not _is_rule(line)]
    if any(line[bar : bar + 1] != "|" or line.count("|") != 1 for line in rows):
        return None
    names = list(_STATA_CELL.finditer(rows[0], bar + 1))
    ends = [match.end() for match in names]
    body = []
    for line in rows[1:]:
        found = {_column(match.end(), ends): match[0] for match in _STATA_CELL.finditer(line, bar + 1)}
        if None in found:
            return None
        body.append(tuple(found.get(column, "") for column in range(len(ends))))
    labels = tuple(line[:bar].strip() for line in rows[1:])
    header = tuple(match[0] for match in names)
    return tables.Grid(header, tuple(body), labels, label_names=(rows[0][:bar].strip(),), is_data=True)


def _column(end: int, ends: Sequence[int]) -> int | None:
    """Return the column of a cell by its end, which may be a place before that of the name."""
    return next((column for column, other in enumerate(ends) if 0 <= other - end <= 1), None)


def _is_rule(line: str) -> bool:
    """Return whether a line is one that is drawn, with at least two dashes or the like."""
    return bool(_RULE.fullmatch(line)) and bool(re.search(r"[-=─━═┄┈]{2}", line))


def _blocks(lines: Sequence[str]) -> list[list[list[str]]]:
    """Return the rows of cells between the lines that are drawn."""
    blocks: list[list[list[str]]] = [[]]
    for line in lines:
        if _is_rule(line) and not re.search(r"-{3} *[┆│]", line):
            blocks.append([])
        else:
            blocks[-1].append(_cells(line))
    return [block for block in blocks if block]


def _cells(line: str) -> list[str]:
    line = line.strip()
    has_frame = line[:1] in _BARS and line[-1:] in _BARS
    return [cell.strip() for cell in _BAR.split(line[1:-1] if has_frame else line)]


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the cells of one row that takes several lines."""
    return [" ".join(part for part in parts if part) for parts in zip(*rows, strict=True)]


def _read_below_dashes(lines: Sequence[str]) -> tables.Grid | None:
    """Return a table whose columns stand below dashes, as those of tabulate's "simple"."""
    rule = next((index for index, line in enumerate(lines[:2]) if _DASHES.fullmatch(line)), None)
    if rule is None or not re.search(r"- +-", lines[rule]):
        return None
    starts = [match.start() for match in re.finditer(r"-+", lines[rule])]
    ends = [match.end() for match in re.finditer(r"-+", lines[rule])]
    others = [line for index, line in enumerate(lines) if index != rule and not _DASHES.fullmatch(line)]
    gaps = zip(ends, starts[1:], strict=False)
    if len(others) < 2 or any(line[end:start].strip() for end, start in gaps for line in others):
        return None
    rows = [
        [line[start:stop].strip() for start, stop in zip(starts, [*starts[1:], None], strict=True)]
        for line in others
    ]
    return tables.make_grid(rows[0], rows[1:]) if rule == 1 else None
