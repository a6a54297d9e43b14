"""Read texts of plotly's figures: names and titles in its HTML, and the labels in hover texts."""

from __future__ import annotations

import html
import re
from typing import Any

_LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_SQUARE_OR_CUBE = re.compile(r"<sup>\s*([23])\s*</sup>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|s|em|strong|sub|sup|span|a)(?:\s[^<>]*)?>", re.IGNORECASE)  # those it draws
_RAISED = {"2": "²", "3": "³"}
_TREND_LINE = re.compile(r"<b>(?P<name>[^<>]*trendline)</b>")  # in the hover text of plotly express


def plain(text: Any) -> str:
    """Return a text of a figure without its markup.

    Examples
    --------
    >>> plain("<b>Speed</b><br>(km/h)"), plain("m<sup>2</sup>"), plain("R&amp;D"), plain("a < b")
    ('Speed (km/h)', 'm²', 'R&D', 'a < b')
    """
    text = _LINE_BREAK.sub(" ", "" if text is None else str(text))
    text = _SQUARE_OR_CUBE.sub(lambda power: _RAISED[power[1]], text)
    return html.unescape(_TAG.sub("", text)).strip()


def title(settings: Any) -> str:
    """Return a title, given as a text or as an object with a text and perhaps a subtitle."""
    if not isinstance(settings, dict):
        return plain(settings)
    subtitle = settings.get("subtitle")
    subtitle = subtitle.get("text") if isinstance(subtitle, dict) else ""
    return ", ".join(filter(None, (plain(settings.get("text")), plain(subtitle))))


def hover_label(trace: dict[str, Any], field: str) -> str:
    """Return the label of a field, such as "marker.size", in the hover text of plotly express, or "".

    Examples
    --------
    >>> hover_label({"hovertemplate": "pop=%{marker.size}<br>life=%{y:.1f}<extra></extra>"}, "y")
    'life'
    """
    template = trace.get("hovertemplate")
    for line in _LINE_BREAK.split(template if isinstance(template, str) else ""):
        label, found, value = re.sub(r"(: |=)%\{", "\0", line, count=1).partition("\0")
        if found and re.match(rf"{re.escape(field)}[:}}]", value):
            return plain(label)
    return ""


def hover_values(trace: dict[str, Any]) -> dict[str, str]:
    """Return what the hover text of plotly express says of all points of a trace, by its label.

    Examples
    --------
    >>> hover_values({"hovertemplate": "country=Peru<br>year=%{x}<br>pop=%{y}<extra></extra>"})
    {'country': 'Peru'}
    """
    template = trace.get("hovertemplate")
    lines = _LINE_BREAK.split(template if isinstance(template, str) else "")
    pairs = [line.partition("=") for line in lines if "%{" not in line]
    return {plain(label): plain(value) for label, found, value in pairs if found}


def trend_line_name(trace: dict[str, Any]) -> str:
    """Return the name of the method if a trace is a trend line of plotly express, such as "OLS trendline"."""
    template = trace.get("hovertemplate")
    match = _TREND_LINE.match(template) if isinstance(template, str) else None
    return match["name"] if match else ""
