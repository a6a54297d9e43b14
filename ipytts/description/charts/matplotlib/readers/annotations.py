"""Read texts in the axes (`text`, `annotate`), except for the numbers at bars, cells and slices."""

from __future__ import annotations

import re

from matplotlib import text as mtext

from ipytts.description.charts.matplotlib.drawing import Drawing, Reading
from ipytts.description.charts.model import Annotation

_NUMBER = re.compile(r"[\s\d.,%+\-\u2212\u00b1()eE\u00d7/$€£kM]*")


def read_annotations(drawing: Drawing) -> Reading:
    """Return the texts, with the points of the data that they belong to."""
    texts = drawing.artists_of(mtext.Text)
    annotations = []
    for artist in texts:
        text = artist.get_text().strip()
        if not text or _NUMBER.fullmatch(text):
            continue
        point = artist.get_position() if artist.get_transform() == drawing.axes.transData else None
        if isinstance(artist, mtext.Annotation):
            point = artist.xy if artist.xycoords == "data" else None
        coordinates = (drawing.x.value(point[0]), drawing.y.value(point[1])) if point else ()
        annotations.append(Annotation(text, *coordinates))
    return Reading(annotations, texts)
