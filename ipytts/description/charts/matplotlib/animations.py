"""Read animations of matplotlib as charts by the frame that is drawn; no frame is drawn for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from matplotlib.animation import Animation, ArtistAnimation
from matplotlib.figure import Figure

from ipytts.description.charts.matplotlib.figures import chart_of
from ipytts.description.charts.model import Chart, Frame
from ipytts.description.wording import numbers


def chart_of_animation(animation: Animation) -> Chart | None:
    """Return the frame that is drawn as a chart; the figure as it is if none is."""
    figure = getattr(animation, "_fig", None)
    return _with_frame(chart_of(figure), animation) if isinstance(figure, Figure) else None


def _with_frame(chart: Chart, animation: Animation) -> Chart:
    is_of_artists = isinstance(animation, ArtistAnimation)
    number, count = _drawn_artists(animation) if is_of_artists else _drawn_frame(animation)
    if number and count:
        return replace(chart, frame=Frame("", number, count))
    frames = f"an animation with {numbers.with_noun(count, 'frame')}" if count else "an animation"
    none_yet = "" if getattr(animation, "_draw_was_started", False) else ", none of which is drawn yet"
    return replace(chart, remark=f"this is {frames}{none_yet if count else ''}")


def _drawn_artists(animation: Any) -> tuple[int, int]:
    """Return the number of the only frame whose artists are visible, 0 if unknown, and of all frames."""
    frames = [list(artists) for artists in getattr(animation, "_framedata", ())]
    shown = [n for n, artists in enumerate(frames, 1) if all(artist.get_visible() for artist in artists)]
    return shown[0] if len(shown) == 1 else 0, len(frames)


def _drawn_frame(animation: Any) -> tuple[int, int]:
    """Return the number of the frame that was drawn last, 0 if unknown, and of all frames; 0 if unknown."""
    count = getattr(animation, "_save_count", None) or 0
    drawn = list(getattr(animation, "_save_seq", ()))
    if not drawn:  # the first frame is drawn at the start, unless a function draws a background for all
        has_background = getattr(animation, "_init_func", None) is not None
        return int(getattr(animation, "_draw_was_started", False) and not has_background), count
    if len(drawn) < count or drawn == list(range(count)):
        return len(drawn), count
    return 0, count  # it may have begun again
