"""Find the elements of HTML that serve a page, not its reader: buttons, and links to headings of the page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from ipytts.description.documents import boilerplate
from ipytts.description.documents.html.html_elements import text_of
from ipytts.description.wording.plain_text import has_words

if TYPE_CHECKING:
    from bs4 import Tag

_CONTAINERS = frozenset(["[document]", "table", "p", "div", "center", "nav", "ul", "ol", "td", "li"])
_CONTENT = ("svg", "math", "input", "select", "textarea", "video", "audio", "iframe", "object")
_MAX_NODES = 400  # in one element; one with more is content


def is_boilerplate(tag: Tag) -> bool:
    """Return whether an element has only buttons, or only links to headings of the same page."""
    if tag.name not in _CONTAINERS:
        return False
    nodes = list(islice(_descendants(tag), _MAX_NODES + 1))
    links = [node for node in nodes if node.name == "a"]
    if len(nodes) > _MAX_NODES or not links or any(_is_content(node) for node in nodes):
        return False
    texts = [link.get_text() for link in links]
    around = "".join(_texts_around(nodes))
    if boilerplate.are_buttons(texts, around):
        return True
    is_within_page = all(text_of(link.get("href")).startswith("#") for link in links)
    return len(links) > 1 and is_within_page and not any(map(str.isalpha, around))


def _descendants(tag: Tag) -> Iterator[Any]:
    """Yield what is in an element; beautifulsoup4 first walks down to the last of it."""
    waiting: list[Any] = tag.contents[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if node.name is not None:
            waiting += node.contents[::-1]


def _is_content(node: Any) -> bool:
    """Return whether a node is to be read by itself: a picture that is no badge, a field, a film."""
    if node.name == "img":
        alt = text_of(node.get("alt"))
        is_button = boilerplate.is_badge(text_of(node.get("src"))) or boilerplate.is_button(alt)
        return not is_button and not has_words(node.parent.get_text() if node.parent.name == "a" else "")
    return node.name in _CONTENT


def _texts_around(nodes: list[Any]) -> Iterator[str]:
    """Yield the texts that are not in a link."""
    for node in nodes:
        is_text = node.name is None and type(node).__name__ == "NavigableString"  # and no comment
        if is_text and node.find_parent("a") is None:
            yield f"{node} "
