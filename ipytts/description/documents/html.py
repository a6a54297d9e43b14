"""Convert HTML to passages: text, headings, tables, and images by their alternative text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ipytts.description.documents import html_tables, tables
from ipytts.description.documents.optional_imports import import_optional
from ipytts.description.documents.passages import Passage, Section, sentence_passage
from ipytts.description.documents.speakable_text import (
    as_sentence,
    describe_image,
    describe_link,
    to_speakable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bs4 import Tag

    from ipytts.description.documents.passages import Role

_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
     "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
     "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section",
     "summary", "table", "td", "th", "tr", "ul"]
)  # fmt: skip
_INVISIBLE = frozenset(
    ["script", "style", "head", "title", "meta", "link", "template", "noscript", "iframe", "object",
     "embed", "svg", "canvas", "button"]
)  # fmt: skip
DATA_URL = re.compile(r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=]*")
_HEADING = re.compile(r"h[1-6]")
_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def to_passages(
    html: str, to_words: Callable[[str], str] = to_speakable, role: Role = "text"
) -> Iterator[Section | Passage]:
    """Yield the passages of HTML, and its headings as sections without passages.

    `to_words` turns a run of text into words; `role` is that of passages that are not quotations.

    Raises
    ------
    SpeechError
        beautifulsoup4 is not installed.

    Examples
    --------
    >>> html = '<p>Of <b>344</b> birds.</p><img alt="A gull"><script>x</script>'
    >>> [passage.text for passage in to_passages(html)]
    ['Of 344 birds.', 'An image: A gull.']
    """
    soup = import_optional("bs4").BeautifulSoup(html, "html.parser")
    yield from _HtmlReader(to_words).read(soup, role)


class _HtmlReader:
    def __init__(self, to_words: Callable[[str], str]) -> None:
        self._to_words = to_words
        self._run: list[str] = []  # text since the last block

    def read(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        yield from self._children(tag, role)
        yield from self._end_run(role)

    def _children(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        bs4 = import_optional("bs4")
        for node in tag.children:
            if isinstance(node, bs4.Tag):
                if not _is_invisible(node):
                    yield from self._tag(node, role)
            elif type(node) is bs4.NavigableString:  # its subclasses are comments, doctypes and scripts
                self._run.append(str(node))

    def _tag(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        if tag.name == "img":
            self._run.append(f" {as_sentence(describe_image(_text_of(tag.get('alt') or tag.get('title'))))} ")
        elif tag.name == "br":
            yield from self._end_run(role)
        elif tag.name in ("input", "select", "textarea"):
            pass
        elif tag.name not in _BLOCKS:
            yield from self._inline(tag, role)
        else:
            yield from self._end_run(role)
            yield from self._block(tag, role)

    def _inline(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        if tag.name == "a" and tag.get_text().strip() == tag.get("href"):
            self._run.append(describe_link(_text_of(tag["href"])))
            return
        if tag.name == "sup":
            self._run.append(" ")
        yield from self._children(tag, role)

    def _block(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        if _HEADING.fullmatch(tag.name):
            heading = self._to_words(tag.get_text(" "))
            if heading:
                yield Section(heading, int(tag.name[1]))
        elif tag.name == "table":
            yield from self._table(tag, role)
        elif tag.name == "pre":
            yield from sentence_passage(self._to_words(tag.get_text()), role)
        else:
            yield from self.read(tag, "quotation" if tag.name == "blockquote" else role)

    def _table(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        """Yield a table as one passage; a table for layout, cell by cell."""
        grid = html_tables.read_table(tag)
        is_layout = not grid.header and (len(grid.rows) < 2 or tag.find("table"))
        if is_layout:
            yield from self.read(tag, role)
        elif text := tables.describe_grid(grid):
            yield Passage(text, role)

    def _end_run(self, role: Role) -> Iterator[Passage]:
        run, self._run = "".join(self._run), []
        yield from sentence_passage(self._to_words(run), role)


def _is_invisible(tag: Tag) -> bool:
    return (
        tag.name in _INVISIBLE
        or tag.has_attr("hidden")
        or html_tables.is_shape(tag)
        or bool(_DISPLAY_NONE.search(_text_of(tag.get("style"))))
    )


def _text_of(attribute: Any) -> str:
    return attribute if isinstance(attribute, str) else ""
