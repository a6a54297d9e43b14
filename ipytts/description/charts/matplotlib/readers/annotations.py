"""Read texts in the axes (`text`, `annotate`), except for the numbers at bars, cells and slices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matplotlib import text as mtext

from ipytts.description.charts.model import Annotation

if TYPE_CHECKING:
    from ipytts.description.charts.matplotlib.canvas import Canvas

_NUMBER = re.compile(r"[\s\d.,%+\-\u2212\u00b1()eE\u00d7/$€£kM]*")


def read_annotations(canvas: Canvas) -> list[Annotation]:
    """Return the texts, with the points of the data that they belong to."""
    annotations = []
    for artist in canvas.axes.texts:
        text = artist.get_text().strip()
        if not text or not artist.get_visible() or _NUMBER.fullmatch(text):
            continue
        point = artist.get_position() if artist.get_transform() == canvas.axes.transData else None
        if isinstance(artist, mtext.Annotation):
            point = artist.xy if artist.xycoords == "data" else None
        coordinates = (canvas.x.value(point[0]), canvas.y.value(point[1])) if point else ()
        annotations.append(Annotation(text, *coordinates))
    return annotations
