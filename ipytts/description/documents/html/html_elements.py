"""Words for elements of HTML that have no text: images, films, fields, formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ipytts.description.documents.html.html_charts import embedded_page
from ipytts.description.documents.mathematics import formulas
from ipytts.description.documents.speakable.speakable_text import describe_image, to_speakable
from ipytts.description.wording import numbers

if TYPE_CHECKING:
    from bs4 import Tag

INVISIBLE = frozenset(
    ["script", "style", "head", "title", "meta", "link", "template", "noscript", "embed", "canvas", "button",
     "source", "track", "param", "datalist", "area", "base", "col", "colgroup", "rp"]
)  # fmt: skip
_VIDEO_HOSTS = ("youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "dailymotion.com")
_SILENT_FIELDS = ("hidden", "submit", "button", "reset", "image", "file", "password")
_MAP = re.compile(r"\bL\.map\(|leaflet", re.IGNORECASE)
_PAGE_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})<", re.IGNORECASE)
_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FRAMES = re.compile(r"\bnew Array\((\d{1,6})\)")


def text_of(attribute: object) -> str:
    """Return the value of an attribute; empty if it has none, or several."""
    return attribute if isinstance(attribute, str) else ""


def is_hidden(name: str, attributes: Mapping[str, object]) -> bool:
    """Return whether an element is not to be seen.

    Examples
    --------
    >>> is_hidden("script", {}), is_hidden("p", {"style": "display: none"}), is_hidden("p", {})
    (True, True, False)
    """
    return (
        name in INVISIBLE
        or "hidden" in attributes
        or text_of(attributes.get("aria-hidden")) == "true"
        or bool(_DISPLAY_NONE.search(text_of(attributes.get("style"))))
    )


def describe_picture(attributes: Mapping[str, object], title: str = "") -> str:
    """Return words for an ``<img>`` or an ``<svg>``, by its alternative text or its title."""
    texts = (text_of(attributes.get(name)) for name in ("alt", "aria-label", "title"))
    return describe_image(next((text for text in texts if text.strip()), title))


def describe_media(name: str, attributes: Mapping[str, object]) -> str:
    """Return words for a video, a sound, or a page within the page.

    Examples
    --------
    >>> describe_media("iframe", {"src": "https://www.youtube.com/embed/x"}), describe_media("audio", {})
    ('a video on youtube.com', 'a sound')
    """
    title = to_speakable(text_of(attributes.get("title")) or text_of(attributes.get("aria-label")))
    noun = {"video": "a video", "audio": "a sound"}.get(name)
    if noun is None:
        noun, title = _embedded(attributes, title)
    return f"{noun}: {title}" if title else noun


def _embedded(attributes: Mapping[str, object], title: str) -> tuple[str, str]:
    page = embedded_page({key: text_of(value) for key, value in attributes.items()})
    if page:
        found = _PAGE_TITLE.search(page)
        noun = "an interactive map" if _MAP.search(page) else "an embedded page"
        return noun, title or (to_speakable(found[1]) if found else "")
    source = text_of(attributes.get("src")) or text_of(attributes.get("data"))
    try:
        host = (urlsplit(source).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    if any(host == known or host.endswith(f".{known}") for known in _VIDEO_HOSTS):
        return f"a video on {host}", title
    return (f"an embedded page of {host}" if host else "an embedded page"), title


def describe_field(attributes: Mapping[str, object]) -> str:
    """Return words for an ``<input>``: whether it is checked, or its value; empty without any.

    Examples
    --------
    >>> describe_field({"type": "checkbox", "checked": ""}), describe_field({"value": "Ann"})
    ('a checkbox, checked:', 'Ann')
    """
    kind = text_of(attributes.get("type")).lower()
    if kind in _SILENT_FIELDS:
        return ""
    label = to_speakable(text_of(attributes.get("aria-label")))
    if kind in ("checkbox", "radio"):
        noun = "a checkbox" if kind == "checkbox" else "an option"
        state = "checked" if kind == "checkbox" else "chosen"
        state = state if "checked" in attributes else f"not {state}"
        return f"{noun}, {state}: {label}".rstrip()
    value = text_of(attributes.get("value")) or text_of(attributes.get("placeholder"))
    return f"{label}: {value}" if label and value else label or value


def describe_progress(attributes: Mapping[str, object]) -> str:
    """Return words for a ``<progress>`` or a ``<meter>``.

    Examples
    --------
    >>> describe_progress({"value": "3", "max": "10"})
    '3 of 10'
    """
    value, most = text_of(attributes.get("value")), text_of(attributes.get("max"))
    return f"{value} of {most}" if value and most else ""


def describe_animation(script: str) -> str:
    """Return words for an animation of matplotlib, with the number of its frames if the script has it.

    Examples
    --------
    >>> describe_animation("var frames = new Array(25);"), describe_animation("")
    ('an animation of 25 frames', 'an animation')
    """
    found = _FRAMES.search(script)
    return f"an animation of {numbers.with_noun(int(found[1]), 'frame')}" if found else "an animation"


def describe_mathematics(tag: Tag, latex: str, plain: str) -> str:
    """Return words for a formula in MathML, by the LaTeX it was made of, its elements or its text."""
    words = formulas.describe_formula(latex) if latex.strip() else formulas.describe_mathml(tag)
    return plain if words in ("", formulas.UNREADABLE) else words
