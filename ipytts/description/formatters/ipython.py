"""What IPython displays: texts by their words, pictures and sounds by their kind."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from IPython.display import HTML, SVG, Audio, Image, Javascript, Latex, Markdown, Math, Video

from ipytts.description.wording import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail, Formatter

_MOST: dict[Detail, int] = {"brief": 150, "normal": 600, "full": 2500}  # characters
_MARKS = re.compile(
    r"^\s*(?:#{1,6}|[-*+>])\s+|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|!?\[([^\]]*)\]\([^)]*\)", re.MULTILINE
)


def _html(shown: Any, detail: Detail) -> str:
    said = plain_text.to_plain(unescape(plain_text.to_plain(str(shown.data or ""), 50_000)))
    return plain_text.shorten(said, _MOST[detail]) or "A piece of a page without words"


def _markdown(shown: Any, detail: Detail) -> str:
    said = plain_text.to_plain(_MARKS.sub(lambda match: match[1] or "", str(shown.data or "")))
    return plain_text.shorten(said, _MOST[detail]) or "An empty text"


def _formula(shown: Any, detail: Detail) -> str:
    return f"a formula: {plain_text.shorten(plain_text.to_plain(str(shown.data or '')), _MOST[detail])}"


def _image(shown: Any, _: Detail) -> str:
    alt = plain_text.to_plain(str(getattr(shown, "alt", None) or ""), 500)
    return f"a picture: {alt}" if alt else "a picture without a description"


def _sound(shown: Any, _: Detail) -> str:
    said = plain_text.to_plain(str(getattr(shown, "text", None) or ""), 100)
    return f"a sound: {said}" if said else "a sound"


def _video(_: object, __: Detail) -> str:
    return "a video"


def _script(_: object, __: Detail) -> str:
    return "a script for the page"


FORMATTERS: Mapping[type, Formatter] = {
    HTML: _html,
    SVG: _image,
    Markdown: _markdown,
    Latex: _formula,
    Math: _formula,
    Image: _image,
    Audio: _sound,
    Video: _video,
    Javascript: _script,
}
