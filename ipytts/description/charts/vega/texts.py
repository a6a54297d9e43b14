"""Read texts in a panel."""

from __future__ import annotations

import numpy as np

from ipytts.description.charts.model import Annotation, Mark
from ipytts.description.charts.vega.channels import as_categories
from ipytts.description.charts.vega.tables import UnsupportedSpecError
from ipytts.description.charts.vega.view import View

_MAX_TEXTS = 5  # more are labels of marks, not notes


def read_texts(view: View) -> tuple[View, list[Mark]]:
    """Return a few texts as notes."""
    text = view.channel("text")
    given = view.definitions.get("text", {}).get("value", view.settings.get("text"))
    count = view.data.count
    if not 1 <= count <= _MAX_TEXTS or text.kind in ("number", "date"):  # numbers label marks
        raise UnsupportedSpecError
    if isinstance(given, list):
        given = " ".join(map(str, given))
    names = (
        [str(given)] * count if isinstance(given, str) else as_categories(text).names() if text.kind else []
    )
    places = [c.values if c.kind else np.full(count, np.nan) for c in (view.x, view.y)]
    notes = zip(names, *(values.tolist() for values in places), strict=False)
    marks: list[Mark] = [Annotation(name, x, y) for name, x, y in notes if name]
    if not marks:
        raise UnsupportedSpecError
    return view, marks
