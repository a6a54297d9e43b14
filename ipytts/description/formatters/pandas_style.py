"""Describe a Styler of pandas: the table that it styles, with what it hides left out, as it shows values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from ipytts.description.detail import Detail, Formatter
from ipytts.description.formatters import pandas
from ipytts.description.formatters.pandas_values import to_python
from ipytts.description.tables import build
from ipytts.description.tables.describe import describe_table
from ipytts.description.tables.model import Table
from ipytts.description.wording import numbers, plain_text
from ipytts.description.wording.phrase import Description

_PERCENT = re.compile(r"(?<=\d)\s?%")
_MINUS = re.compile(r"(?<![\w.)])[-\u2212](?=[^\w\s]?\d)")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_MISSING = ("nan", "NaN", "None", "<NA>", "NaT", "")
_SHOWN_LENGTH = 60  # characters of a value


def describe_styler(styler: Any, detail: Detail) -> Description:
    """Return the table that a Styler shows in words, its caption first."""
    frame = styler.data
    columns = _without(frame.shape[1], getattr(styler, "hidden_columns", ()))
    rows = _without(frame.shape[0], getattr(styler, "hidden_rows", ()))
    visible = frame.iloc[rows, columns]
    if all(getattr(styler, "hide_index_", (False,))):
        visible = visible.reset_index(drop=True)
    table = pandas.to_table(visible, detail)
    if table.cells:
        table = _with_shown_values(table, styler, visible, rows, columns)
    caption = styler.caption[0] if isinstance(styler.caption, tuple) else styler.caption
    title = plain_text.to_plain(plain_text.without_markup(caption or ""), 120)
    description = describe_table(table, detail)
    return Description.of([title, *description.sentences], description.shorter_openings)


def _without(count: int, hidden: Sequence[int]) -> list[int]:
    return [position for position in range(count) if position not in set(hidden)]


def _with_shown_values(
    table: Table, styler: Any, visible: Any, rows: Sequence[int], columns: Sequence[int]
) -> Table:
    """Return a table whose columns know how the Styler shows their values."""
    functions = dict(getattr(styler, "_display_funcs", {}))  # a look-up in it would add to it
    found = []
    for position, (column, of_frame) in enumerate(zip(table.columns, columns, strict=True)):
        shown = {}
        for row, of_row in enumerate(rows):
            function = functions.get((of_row, of_frame))
            value = visible.iloc[row, position]
            item = build.cells_of_row([column], [to_python(value)])[0]
            if function and not _is_default(function):
                text = str(function(value))
                if item is not None or text not in _MISSING:
                    shown[item] = _spoken(text)
        found.append(replace(column, shown=shown))
    return replace(table, columns=found)


def _is_default(function: Any) -> bool:
    """Return whether a function shows a value as a Styler does by default."""
    name = getattr(getattr(function, "func", None), "__name__", "")
    options = getattr(function, "keywords", {})
    return name == "_default_formatter" and options.get("precision") == pd.get_option(
        "styler.format.precision"
    )


def _spoken(text: str) -> str:
    """Return a value as it is shown, in words that voices read correctly: "12.5%" is "12.5 percent"."""
    text = plain_text.to_plain(plain_text.without_markup(text), _SHOWN_LENGTH)
    if _DECIMAL.fullmatch(text):  # zeros at its end are only for the eye
        return numbers.number(float(text))
    return _PERCENT.sub(" percent", _MINUS.sub("minus ", text)) or "empty"


FORMATTERS: Mapping[type, Formatter] = {Styler: describe_styler}
