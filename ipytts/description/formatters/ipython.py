"""Describe display objects of IPython: texts by their words, images and sounds by their kind."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from IPython.display import HTML, SVG, Audio, Image, Javascript, Latex, Markdown, Math, Video

from ipytts.description.wording import plain_text
from ipytts.description.wording.phrase import Description

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.detail import Detail, Formatter

_HTML_LENGTH = 50_000  # characters that are read
_LENGTHS: dict[Detail, int] = {"brief": 150, "normal": 600, "full": 2500}  # characters
_MARKUP = re.compile(
    r"^\s*(?:#{1,6}|[-*+>])\s+|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|!?\[([^\]]*)\]\([^)]*\)", re.MULTILINE
)


def _describe_html(shown: Any, detail: Detail) -> str | Description:
    text = plain_text.to_plain(unescape(plain_text.without_markup(str(shown.data or "")[:_HTML_LENGTH])))
    without_words = Description.of(["a piece of a page without words"])
    return plain_text.shorten(text, _LENGTHS[detail]) or without_words


def _describe_markdown(shown: Any, detail: Detail) -> str | Description:
    text = _MARKUP.sub(lambda match: match[1] or "", str(shown.data or ""))
    text = plain_text.to_plain(plain_text.without_markup(text))
    return plain_text.shorten(text, _LENGTHS[detail]) or Description.of(["an empty text"])


def _describe_formula(shown: Any, detail: Detail) -> Description:
    formula = plain_text.shorten(plain_text.to_plain(str(shown.data or "")), _LENGTHS[detail])
    return Description.of([f"a formula: {formula}"])


def _describe_image(shown: Any, _: Detail) -> Description:
    alt = plain_text.to_plain(str(getattr(shown, "alt", None) or ""), 500)
    return Description.of([f"a picture: {alt}" if alt else "a picture without a description"])


def _describe_sound(shown: Any, _: Detail) -> Description:
    text = plain_text.to_plain(str(getattr(shown, "text", None) or ""), 100)
    return Description.of([f"a sound: {text}" if text else "a sound"])


def _describe_video(_: object, __: Detail) -> Description:
    return Description.of(["a video"])


def _describe_script(_: object, __: Detail) -> Description:
    return Description.of(["a script for the page"])


FORMATTERS: Mapping[type, Formatter] = {
    HTML: _describe_html,
    SVG: _describe_image,
    Markdown: _describe_markdown,
    Latex: _describe_formula,
    Math: _describe_formula,
    Image: _describe_image,
    Audio: _describe_sound,
    Video: _describe_video,
    Javascript: _describe_script,
}
