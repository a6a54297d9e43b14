"""Read single values, tables, plots in three dimensions, and traces that are only named."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.json_data import decode, to_floats
from ipytts.description.charts.model import Indicator, Mark, OtherMark, Plot3D
from ipytts.description.charts.plotly.settings import mapping
from ipytts.description.charts.plotly.subplots import Subplot, name_of
from ipytts.description.charts.plotly.texts import plain, title
from ipytts.description.charts.stage_marks import TextTable

_PLAIN_NAMES = {
    "scatterternary": "ternary plot",
    "scattersmith": "Smith chart",
    "scattercarpet": "carpet plot",
    "carpet": "carpet plot",
    "contourcarpet": "contour plot on a carpet",
    "isosurface": "three-dimensional surface",
    "volume": "three-dimensional volume plot",
    "cone": "three-dimensional plot of arrows",
    "streamtube": "three-dimensional plot of stream tubes",
}


def read_other(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return a trace whose data are not described, by its plain name."""
    return [OtherMark(_PLAIN_NAMES.get(trace["type"], f"{trace['type']} chart"))]


def read_table(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return a table with its cells."""
    heads = decode(mapping(trace.get("header")).get("values"))
    columns = [_texts(column) for column in decode(mapping(trace.get("cells")).get("values")).tolist()]
    header = [
        plain(" ".join(map(str, head)) if isinstance(head, (list, tuple, np.ndarray)) else head)
        for head in heads.tolist()
    ]
    rows = max(map(len, columns), default=0)
    return [TextTable(header, [[c[row] if row < len(c) else "" for c in columns] for row in range(rows)])]


def _texts(column: Any) -> list[str]:
    """Return the cells of a column; a single value is one cell."""
    cells = decode(column).tolist() if isinstance(column, (list, tuple, dict, np.ndarray)) else [column]
    return [plain(cell) for cell in cells]


def read_indicator(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return a single value with what it is compared with."""
    value = to_floats([trace.get("value")])[0]
    mode = str(trace.get("mode") or "number")
    number, gauge = mapping(trace.get("number")), mapping(trace.get("gauge"))
    reference = to_floats([mapping(trace.get("delta")).get("reference")])[0] if "delta" in mode else np.nan
    ends = to_floats(mapping(gauge.get("axis")).get("range")) if "gauge" in mode else np.empty(0)
    low, high = ends if ends.size == 2 else (np.nan, np.nan)
    name = title(trace.get("title")) or name_of(trace)
    affixes = (plain(number.get("prefix")), plain(number.get("suffix")))
    return [Indicator(name, float(value), float(reference), float(low), float(high), *affixes)]


def read_plot_3d(trace: dict[str, Any], _: Subplot) -> list[Mark]:
    """Return the coordinates of a plot in three dimensions."""
    x, y, z = (decode(trace.get(letter)) for letter in "xyz")
    if z.dtype == object and z.size and not np.isscalar(z[0]):  # rows of a surface
        z = np.concatenate([to_floats(row) for row in z])
    if trace["type"] in ("surface", "mesh3d"):
        form = "surface"
    else:
        form = "line" if "lines" in str(trace.get("mode") or "lines+markers") else "scatter plot"
    return [Plot3D(form, to_floats(x), to_floats(y), to_floats(z))]
