"""Read the tables of HTML, among them those that pandas and polars write for data frames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from ipytts.description.documents import tables
from ipytts.description.documents.speakable.speakable_text import describe_image

if TYPE_CHECKING:
    from bs4 import Tag

_PANDAS_SHAPE = re.compile(r"\s*(\d+) rows × (\d+) columns\s*")  # below a table
_POLARS_SHAPE = re.compile(r"\s*shape: \((\d[\d_]*), (\d[\d_]*)\)\s*")  # above it
_MAX_SPAN = 100  # columns, or rows, of one cell


def read_table(table: Tag) -> tables.Grid:
    """Return the cells of a ``<table>``, and the shape that pandas or polars writes beside it."""
    _end_open_cells(table)
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = _spread(rows)
    headers = [texts for row, texts in zip(rows, cells, strict=True) if _is_header(row)]
    body = [
        (row, texts) for row, texts in zip(rows, cells, strict=True) if not _is_header(row) and any(texts)
    ]
    caption = table.find("caption")
    title = caption.get_text(" ") if caption else ""
    if _is_data_frame(table):
        grid = _read_frame(headers, body)
    else:
        has_labels = bool(body) and all(_label_count(row) for row, _ in body)
        grid = tables.make_grid(_merged(headers), [texts for _, texts in body], has_labels=has_labels)
    shape = _shape_beside(table)
    if shape is None and _is_cut(table):
        title = f"{title.strip().rstrip('.')}. The first rows" if title.strip() else "The first rows"
    return replace(grid, caption=title, shape=shape)


def _end_open_cells(table: Tag) -> None:
    """Put rows and cells after those that they stand in: HTML may leave out the end tags."""
    for kind in (["tr"], ["td", "th"]):
        for element in table.find_all(kind):
            outer = element.find_parent([*kind, "table"])
            if outer is not None and outer.name != "table":
                outer.insert_after(element.extract())


def _is_data_frame(table: Tag) -> bool:
    """Return whether pandas or polars wrote a table; a Styler of pandas writes other classes."""
    classes: Any = table.get("class") or []
    return (
        "dataframe" in classes or table.find(["th", "td"], class_=["col_heading", "row_heading"]) is not None
    )


def _read_frame(headers: Sequence[list[str]], body: Sequence[tuple[Tag, list[str]]]) -> tables.Grid:
    """Return a data frame, with the names of its index and of its columns."""
    texts = [row for _, row in body]
    if texts and len(headers) == 1 and body[0][0].find_parent("thead"):  # the types below the names
        return _read_polars(headers[0], texts)
    has_empty_corner = bool(headers) and not any(row[0] for row in headers if row)
    levels = max((_label_count(row) for row, _ in body), default=int(has_empty_corner))
    *above, last = headers or [[]]
    names: Sequence[str] = ()
    if above and levels and not any(last[levels:]) and any(last[:levels]):
        names, headers = last[:levels], above
    columns = list(zip(*(row[levels:] for row in headers), strict=False))
    columns_name = (
        " and ".join(row[levels - 1] for row in headers if any(row[levels - 1 : levels])) if levels else ""
    )
    return tables.Grid(
        header=tuple(column[0] if len(column) == 1 else column for column in columns),
        rows=tuple(tuple(row[levels:]) for row in texts),
        labels=tuple(row[0] if levels == 1 else tuple(row[:levels]) for row in texts) if levels else (),
        label_names=tuple(names),
        columns_name=columns_name,
        is_data=True,
    )


def _read_polars(header: Sequence[str], rows: Sequence[list[str]]) -> tables.Grid:
    """Return a data frame of polars: its first row holds the types, and its texts stand in quotes."""
    cells = tuple(tuple(_without_quotes(text) for text in row) for row in rows[1:])
    return tables.Grid(tuple(header), cells, is_data=True)


def _without_quotes(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def is_shape(tag: Tag) -> bool:
    """Return whether an element is the shape of a data frame that stands beside it."""
    if tag.name == "p":
        previous = tag.find_previous_sibling()
        return (
            previous is not None
            and previous.name == "table"
            and bool(_PANDAS_SHAPE.fullmatch(tag.get_text()))
        )
    return tag.name == "small" and bool(_POLARS_SHAPE.fullmatch(tag.get_text()))


def _is_cut(table: Tag) -> bool:
    """Return whether dots below a table say that more rows follow."""
    below = table.find_next_sibling()
    return below is not None and below.name in ("p", "div") and below.get_text().strip() in ("...", "…")


def _shape_beside(table: Tag) -> tuple[int, int] | None:
    for beside, pattern in (
        (table.find_next_sibling("p"), _PANDAS_SHAPE),
        (table.find_previous_sibling("small"), _POLARS_SHAPE),
    ):
        shape = pattern.fullmatch(beside.get_text()) if beside and is_shape(beside) else None
        if shape:
            return int(shape[1].replace("_", "")), int(shape[2].replace("_", ""))
    return None


def _is_header(row: Tag) -> bool:
    cells = list(row.find_all(["td", "th"], recursive=False))
    if len(cells) > 1 and not cells[0].get_text().strip():  # the corner above labels
        cells = cells[1:]
    return bool(cells) and all(cell.name == "th" for cell in cells)


def _label_count(row: Tag) -> int:
    """Return the number of cells at the start of a row that are labels."""
    cells = row.find_all(["td", "th"], recursive=False)
    return len(list(takewhile(lambda cell: cell.name == "th", cells)))


def _spread(rows: list[Tag]) -> list[list[str]]:
    """Return the text of each cell, repeated for each row and column that it spans."""
    spread: list[list[str]] = []
    from_above: dict[tuple[int, int], str] = {}  # by row and column
    for index, row in enumerate(rows):
        texts: list[str] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            while (index, len(texts)) in from_above:
                texts.append(from_above.pop((index, len(texts))))
            text = _text(cell)
            for _ in range(_span(cell, "colspan")):
                for below in range(1, _span(cell, "rowspan")):
                    from_above[index + below, len(texts)] = text
                texts.append(text)
        while (index, len(texts)) in from_above:
            texts.append(from_above.pop((index, len(texts))))
        spread.append(texts)
    return spread


def _text(cell: Tag) -> str:
    """Return the text of a cell, with words for its pictures."""
    if cell.img is None:
        return " ".join(cell.get_text(" ").split())
    nodes: list[Any] = list(cell.descendants)
    parts = [
        _words_for_picture(node) if node.name == "img" else str(node)
        for node in nodes
        if node.name in ("img", None)
    ]
    return " ".join(" ".join(parts).split())


def _words_for_picture(picture: Any) -> str:
    alt = picture.get("alt") or picture.get("title")
    words = describe_image(alt if isinstance(alt, str) else "")
    return words[:1].lower() + words[1:]


def _span(cell: Tag, name: str) -> int:
    value: Any = cell.get(name)
    return max(1, min(int(value), _MAX_SPAN)) if isinstance(value, str) and value.isdecimal() else 1


def _merged(headers: Sequence[list[str]]) -> list[str]:
    """Return one name for each column, from several rows of names."""
    width = max(map(len, headers), default=0)
    even = [header + [""] * (width - len(header)) for header in headers]
    return [", ".join(dict.fromkeys(name for name in names if name)) for names in zip(*even, strict=True)]
