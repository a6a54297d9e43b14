"""Convert HTML to passages: text, headings, tables, and images by their alternative text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ipytts.description.documents import tables
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
_SHAPE = re.compile(r"\s*(\d+) rows × (\d+) columns\s*")  # as pandas writes it below a table
_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MAX_SPAN = 100  # columns, or rows, of one cell


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
        grid = read_table(tag)
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
        or bool(_DISPLAY_NONE.search(_text_of(tag.get("style"))))
    )


def _text_of(attribute: Any) -> str:
    return attribute if isinstance(attribute, str) else ""


def read_table(table: Tag) -> tables.Grid:
    """Return the cells of a ``<table>``, with one header, and the shape that pandas writes below.

    The paragraph with the shape is removed from the page.
    """
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    headers = [row for row in rows if _is_header(row)]
    cells = _spread(rows)
    header = _merged([texts for row, texts in zip(rows, cells, strict=True) if row in headers])
    body = [texts for row, texts in zip(rows, cells, strict=True) if row not in headers and any(texts)]
    caption = table.find("caption")
    has_labels = bool(body) and all(_is_labelled(row) for row in rows if row not in headers)
    grid = tables.make_grid(
        header, body, caption=caption.get_text(" ") if caption else "", has_labels=has_labels
    )
    following = table.find_next_sibling("p")
    if following and (shape := _SHAPE.fullmatch(following.get_text())):
        following.extract()
        grid = replace(grid, shape=(int(shape[1]), int(shape[2])))
    return grid


def _is_header(row: Tag) -> bool:
    cells = row.find_all(["td", "th"], recursive=False)
    return bool(cells) and all(cell.name == "th" for cell in cells)


def _is_labelled(row: Tag) -> bool:
    first = row.find(["td", "th"])
    return first is not None and first.name == "th"


def _spread(rows: list[Tag]) -> list[list[str]]:
    """Return the text of each cell, repeated for each row and column that it spans."""
    spread: list[list[str]] = []
    from_above: dict[tuple[int, int], str] = {}  # by row and column
    for index, row in enumerate(rows):
        texts: list[str] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            while (index, len(texts)) in from_above:
                texts.append(from_above.pop((index, len(texts))))
            text = " ".join(cell.get_text(" ").split())
            for _ in range(_span(cell, "colspan")):
                for below in range(1, _span(cell, "rowspan")):
                    from_above[index + below, len(texts)] = text
                texts.append(text)
        while (index, len(texts)) in from_above:
            texts.append(from_above.pop((index, len(texts))))
        spread.append(texts)
    return spread


def _span(cell: Tag, name: str) -> int:
    value = _text_of(cell.get(name))
    return max(1, min(int(value), _MAX_SPAN)) if value.isdecimal() else 1


def _merged(headers: list[list[str]]) -> list[str]:
    """Return one name for each column, from several rows of names."""
    width = max(map(len, headers), default=0)
    even = [header + [""] * (width - len(header)) for header in headers]
    return [", ".join(dict.fromkeys(name for name in names if name)) for names in zip(*even, strict=True)]
