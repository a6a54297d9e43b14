"""HTML in words: its text, its tables, its headings, its images by their alternative text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ipytts.description.documents import tables
from ipytts.description.documents.packages import load
from ipytts.description.documents.passages import Passage, Section
from ipytts.description.documents.speakable import as_sentence, image, link_to, speakable

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
_UNSEEN = frozenset(
    ["script", "style", "head", "title", "meta", "link", "template", "noscript", "iframe", "object",
     "embed", "svg", "canvas", "button"]
)  # fmt: skip
DATA_ADDRESS = re.compile(r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=]*")  # what stands in the page itself
_HEADING = re.compile(r"h[1-6]")
_SHAPE = re.compile(r"\s*(\d+) rows × (\d+) columns\s*")
_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def told(
    html: str, say: Callable[[str], str] = speakable, role: Role = "text"
) -> Iterator[Section | Passage]:
    """Yield what is to be said of HTML: its headings as sections, and passages.

    Parameters
    ----------
    html : str
    say : callable
        Makes words of a run of text.
    role : str
        That of the passages that are no quotation.

    Yields
    ------
    Section or Passage

    Raises
    ------
    SpeechError
        beautifulsoup4 is not installed.

    Examples
    --------
    >>> [passage.text for passage in told('<p>Of <b>344</b> birds.</p><img alt="A gull"><script>x</script>')]
    ['Of 344 birds.', 'An image: A gull.']
    """
    soup = load("bs4").BeautifulSoup(html, "html.parser")
    yield from _Teller(say).children(soup, role)


class _Teller:
    def __init__(self, say: Callable[[str], str]) -> None:
        self._say = say
        self._run: list[str] = []

    def children(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        """Yield what is within a tag: runs of text, and the blocks between them."""
        yield from self._nodes(tag, role)
        yield from self._flushed(role)

    def _nodes(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        bs4 = load("bs4")
        for node in tag.children:
            if isinstance(node, bs4.Tag):
                if not _is_unseen(node):
                    yield from self._tag(node, role)
            elif type(node) is bs4.NavigableString:  # not a comment, a doctype, a script
                self._run.append(str(node))

    def _tag(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        if tag.name == "img":
            self._run.append(f" {as_sentence(image(_text_of(tag.get('alt') or tag.get('title'))))} ")
        elif tag.name == "br":
            yield from self._flushed(role)
        elif tag.name in ("input", "select", "textarea"):
            pass
        elif tag.name not in _BLOCKS:
            yield from self._inline(tag, role)
        else:
            yield from self._flushed(role)
            yield from self._block(tag, role)

    def _inline(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        if tag.name == "a" and tag.get_text().strip() == tag.get("href"):
            self._run.append(link_to(_text_of(tag["href"])))
            return
        if tag.name == "sup":
            self._run.append(" ")
        yield from self._nodes(tag, role)

    def _block(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        if _HEADING.fullmatch(tag.name):
            heading = self._say(tag.get_text(" "))
            if heading:
                yield Section(heading, int(tag.name[1]))
        elif tag.name == "table":
            yield from self._table(tag, role)
        elif tag.name == "pre":
            yield from _passage(self._say(tag.get_text()), role)
        else:
            yield from self.children(tag, "quotation" if tag.name == "blockquote" else role)

    def _table(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        """Yield a table as one passage; what is a table for its looks alone is told as it stands."""
        found = grid(tag)
        if not found.header and (len(found.rows) < 2 or tag.find("table")):  # one row is none
            yield from self.children(tag, role)
        elif table := tables.tell(found):
            yield Passage(table, role)

    def _flushed(self, role: Role) -> Iterator[Passage]:
        run, self._run = "".join(self._run), []
        yield from _passage(self._say(run), role)


def _passage(text: str, role: Role) -> Iterator[Passage]:
    if any(map(str.isalnum, text)):
        yield Passage(as_sentence(text), role)


def _is_unseen(tag: Tag) -> bool:
    return (
        tag.name in _UNSEEN
        or tag.has_attr("hidden")
        or bool(_DISPLAY_NONE.search(_text_of(tag.get("style"))))
    )


def _text_of(attribute: Any) -> str:
    return attribute if isinstance(attribute, str) else ""


def grid(table: Tag) -> tables.Grid:
    """Return the cells of a ``<table>``: the rows of its head as one, and the shape that pandas writes below.

    Parameters
    ----------
    table : bs4.Tag

    Returns
    -------
    Grid
    """
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    heads = [row for row in rows if _is_head(row)]
    lines = _spread(rows)
    header = _merged([lines[place] for place, row in enumerate(rows) if row in heads])
    body = [line for place, line in enumerate(lines) if rows[place] not in heads and any(line)]
    caption = table.find("caption")
    labelled = bool(body) and all(_is_labelled(row) for row in rows if row not in heads)
    words = caption.get_text(" ") if caption else ""
    made = tables.grid_of(header, body, caption=words, labelled=labelled)
    following = table.find_next_sibling("p")
    if following and (shape := _SHAPE.fullmatch(following.get_text())):
        following.extract()
        made = replace(made, shape=(int(shape[1]), int(shape[2])))
    return made


def _is_head(row: Tag) -> bool:
    cells = row.find_all(["td", "th"], recursive=False)
    return bool(cells) and all(cell.name == "th" for cell in cells)


def _is_labelled(row: Tag) -> bool:
    first = row.find(["td", "th"])
    return first is not None and first.name == "th"


def _spread(rows: list[Tag]) -> list[list[str]]:
    """Return the text of each cell, once for each row and column that it spans."""
    lines: list[list[str]] = [[] for _ in rows]
    waiting: dict[tuple[int, int], str] = {}
    for place, row in enumerate(rows):
        for cell in row.find_all(["td", "th"], recursive=False):
            while (place, len(lines[place])) in waiting:
                lines[place].append(waiting.pop((place, len(lines[place]))))
            text = " ".join(cell.get_text(" ").split())
            for _ in range(_span(cell, "colspan")):
                for below in range(1, _span(cell, "rowspan")):
                    waiting[place + below, len(lines[place])] = text
                lines[place].append(text)
        while (place, len(lines[place])) in waiting:
            lines[place].append(waiting.pop((place, len(lines[place]))))
    return lines


def _span(cell: Tag, name: str) -> int:
    value = _text_of(cell.get(name))
    return max(1, min(int(value), 100)) if value.isdecimal() else 1


def _merged(heads: list[list[str]]) -> list[str]:
    """Return one name for each column, of several rows of names."""
    width = max(map(len, heads), default=0)
    even = [head + [""] * (width - len(head)) for head in heads]
    return [", ".join(dict.fromkeys(name for name in names if name)) for names in zip(*even, strict=True)]
