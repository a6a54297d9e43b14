"""Read what is written and drawn over the areas of a figure: titles, annotations, lines and spans."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.charts.model import Annotation, ReferenceLine
from ipytts.description.charts.plotly.areas import Domain, Key
from ipytts.description.charts.plotly.settings import items, mapping
from ipytts.description.charts.plotly.subplots import Subplot
from ipytts.description.charts.plotly.texts import plain, title

_NEAR = 0.03  # of the figure's size; the title of a panel is nearer to the panel's edge or center


def notes_of(layout: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the annotations that are visible and have a text."""
    return [
        note
        for note in items(layout.get("annotations"))
        if note.get("visible") is not False and note.get("text")
    ]


def _is_on_paper(note: dict[str, Any]) -> bool:
    return note.get("xref") == note.get("yref") == "paper"


def _number(note: dict[str, Any], key: str, default: float) -> float:
    value = note.get(key)
    return float(value) if isinstance(value, (int, float)) else default


def title_notes(notes: list[dict[str, Any]], domains: tuple[Domain, Domain]) -> list[dict[str, Any]]:
    """Return the annotations that are titles of a panel: above it or its column, or right of its row."""
    (left, right), (bottom, top) = domains
    on_paper = [note for note in notes if _is_on_paper(note) and not note.get("showarrow", True)]
    found = []
    for note in on_paper:
        x, y = _number(note, "x", -1), _number(note, "y", -1)
        if axis_of_title(note):
            continue
        if note.get("textangle"):  # the title of a row, at the right
            is_title = abs(y - (bottom + top) / 2) < _NEAR and x > right - _NEAR
        else:
            is_above = abs(y - top) < _NEAR or (y > top and _is_of_column(on_paper, note, top))
            is_title = is_above and abs(x - (left + right) / 2) < _NEAR
        found += [note] if is_title else []
    return found


def _is_of_column(notes: list[dict[str, Any]], of_column: dict[str, Any], top: float) -> bool:
    """Return whether a text above a panel is the title of its column: no other text is between them."""
    x, y = _number(of_column, "x", -1), _number(of_column, "y", 0)
    return not any(
        abs(_number(note, "x", -1) - x) < _NEAR and top - _NEAR < _number(note, "y", -1) < y
        for note in notes
        if note is not of_column
    )


def axis_of_title(note: dict[str, Any]) -> str:
    """Return "x" or "y" if an annotation is the title of all axes below or beside the panels, or ""."""
    if not _is_on_paper(note) or note.get("showarrow", True):
        return ""
    if note.get("yanchor") == "top" and _number(note, "y", 1) <= 0 and _number(note, "yshift", 0) < 0:
        return "x"
    if note.get("xanchor") == "right" and _number(note, "x", 1) <= 0 and _number(note, "xshift", 0) < 0:
        return "y"
    return ""


def annotations_of(notes: list[dict[str, Any]], key: Key, subplot: Subplot) -> list[Annotation]:
    """Return the annotations at points of a panel."""
    return [
        Annotation(plain(note["text"]), _place(note, "x", subplot), _place(note, "y", subplot))
        for note in notes
        if note.get("xref", "x") == key.name and note.get("yref", "y") == key.y
    ]


def _place(note: dict[str, Any], letter: str, subplot: Subplot) -> float:
    """Return where an annotation stands; on a logarithmic axis, figures give its logarithm."""
    axis = subplot.x if letter == "x" else subplot.y
    value = float(axis.positions([note.get(letter)])[0])
    return 10.0**value if axis.is_log else value


def general_notes(notes: list[dict[str, Any]], used: list[dict[str, Any]]) -> list[Annotation]:
    """Return the annotations that belong to no panel, such as the source of the data."""
    return [
        Annotation(plain(note["text"]))
        for note in notes
        if _is_on_paper(note) and not axis_of_title(note) and not any(note is other for other in used)
    ]


def reference_lines(
    layout: dict[str, Any], notes: list[dict[str, Any]], key: Key, subplot: Subplot
) -> tuple[list[ReferenceLine], bool]:
    """Return the lines and spans across a panel, and whether it has shapes of another kind."""
    lines = []
    has_others = any(
        image.get("xref") == key.name and image.get("yref") == key.y for image in items(layout.get("images"))
    )
    for shape in items(layout.get("shapes")):
        if shape.get("visible", True) is not True:
            continue
        letter = _direction(shape, key)
        if letter in ("x", "y"):
            lines.append(_reference_line(letter, shape, notes, key, subplot))
        has_others |= letter == "other"
    return lines, has_others


def _direction(shape: dict[str, Any], key: Key) -> str:
    """Return the axis at whose values a line or a span stands, "other" for other shapes of a panel, or ""."""
    x_ref, y_ref = str(shape.get("xref", "x")), str(shape.get("yref", "y"))
    if y_ref == key.y and x_ref in ("paper", f"{key.name} domain"):
        return "y"
    if x_ref == key.name and y_ref in ("paper", f"{key.y} domain"):
        return "x"
    if (x_ref, y_ref) != (key.name, key.y):
        return ""
    if shape.get("type") == "line":
        if shape.get("y0") == shape.get("y1"):
            return "y"
        if shape.get("x0") == shape.get("x1"):
            return "x"
    return "other"


def _reference_line(
    letter: Any, shape: dict[str, Any], notes: list[dict[str, Any]], key: Key, subplot: Subplot
) -> ReferenceLine:
    axis = subplot.x if letter == "x" else subplot.y
    ends = axis.positions([shape.get(f"{letter}0"), shape.get(f"{letter}1")])
    low, high = float(np.min(ends)), float(np.max(ends))
    name = title(mapping(shape.get("label")).get("text")) or _name_beside(letter, shape, notes, key)
    return ReferenceLine(letter, low, name, high if high > low else float("nan"))


def _name_beside(letter: str, shape: dict[str, Any], notes: list[dict[str, Any]], key: Key) -> str:
    """Return the text that `add_hline` and its like write beside a line or into a span."""
    other, own, across = ("y", key.name, key.y) if letter == "x" else ("x", key.y, key.name)
    ends = (shape.get(f"{letter}0"), shape.get(f"{letter}1"))
    texts = (
        plain(note["text"])
        for note in notes
        if note.get(f"{letter}ref") == own
        and note.get(f"{other}ref") == f"{across} domain"
        and note.get(letter) in (*ends, _middle(*ends))
    )
    return next(texts, "")


def _middle(start: Any, end: Any) -> Any:
    are_numbers = isinstance(start, (int, float)) and isinstance(end, (int, float))
    return (start + end) / 2 if are_numbers else start
