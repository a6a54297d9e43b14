"""Write data tables as HTML that keeps its meaning in untrusted notebooks: no script, style or other link."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Sequence

from ipytts.description.charts.data_tables.tables import DataTable


def to_html(heading: str, tables: Sequence[DataTable], remarks: Iterable[str]) -> str:
    """Return tables and remarks below a heading that folds them; without tables, paragraphs."""
    paragraphs = [_element("p", remark) for remark in remarks]
    if not tables:
        return "\n".join(paragraphs)
    parts = [_element("summary", heading), *map(_table, tables), *paragraphs]
    return "\n".join(["<details>", *parts, "</details>"])


def _table(table: DataTable) -> str:
    headers = (_element("th", text, ' scope="col"') for text in (*table.row_headers, *table.columns))
    return "\n".join(
        [
            "<table>",
            _element("caption", table.caption),
            f"<thead><tr>{''.join(headers)}</tr></thead>",
            "<tbody>",
            *(_row(cells, len(table.row_headers)) for cells in table.rows),
            "</tbody>",
            "</table>",
            *([_element("p", table.left_out)] if table.left_out else []),
        ]
    )


def _row(cells: Sequence[str], headers: int) -> str:
    named = (_element("th", text, ' scope="row"') for text in cells[:headers])
    return f"<tr>{''.join(named)}{''.join(_element('td', text) for text in cells[headers:])}</tr>"


def _element(tag: str, text: str, attributes: str = "") -> str:
    """Return an element with a text, which shows its own direction if it is written from right to left."""
    if any(unicodedata.bidirectional(mark) in ("R", "AL") for mark in text):
        attributes += ' dir="auto"'
    return f"<{tag}{attributes}>{html.escape(text, quote=False)}</{tag}>"
