"""Convert HTML to passages: text, headings, tables, and images by their alternative text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

from ipytts.description.documents import boilerplate, licenses, raised_text, tables
from ipytts.description.documents.html import html_elements, html_tables
from ipytts.description.documents.html.html_boilerplate import is_boilerplate
from ipytts.description.documents.html.html_elements import text_of
from ipytts.description.documents.optional_imports import import_optional
from ipytts.description.documents.passages import Passage, Role, Section, sentence_passage
from ipytts.description.documents.speakable.speakable_text import as_sentence, describe_link, to_speakable

if TYPE_CHECKING:
    from bs4 import Tag

_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
     "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
     "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "optgroup", "p", "pre",
     "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
_MEDIA = ("video", "audio", "iframe", "object")
_FIELDS = ("input", "select", "textarea", "progress", "meter")
DATA_URL = re.compile(r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=]*")
_BAR = re.compile(r"\d[\d.]*% \[\d+/\d+ [\d:]+<[\d:?]+ ?([^\]]*)\]")  # of fastprogress: PyMC, fastai
_HEADING = re.compile(r"h[1-6]")
_NOTICE = re.compile(r"\s*Make this Notebook Trusted to load map")  # folium writes it above each map


def to_passages(
    html: str, to_words: Callable[[str], str] = to_speakable, role: Role = "text"
) -> Iterator[Section | Passage]:
    """Yield the passages of HTML, and its headings as sections without passages.

    `to_words` turns a run of text into words; `role` is that of passages that are not quotations. A page
    that has nothing to be read aloud is described by its title.

    Raises
    ------
    SpeechError
        beautifulsoup4 is not installed; `visible_text` needs no package.

    Examples
    --------
    >>> html = '<p>Of <b>344</b> birds.</p><img alt="A gull"><script>x</script>'
    >>> [passage.text for passage in to_passages(html)]
    ['Of 344 birds.', 'An image: A gull.']
    """
    soup = _parse(html)
    parts = list(_HtmlReader(to_words).read(soup, role))
    yield from parts
    if not parts and soup.title:
        yield from sentence_passage(to_words(soup.title.get_text()), role)


def read_cells(html: str) -> list[list[list[str]]]:
    """Return the texts of the cells of each table, by rows; a caption is a row of one cell.

    Examples
    --------
    >>> read_cells("<table><tr><th>x</th><td>0.46</td></tr></table>")
    [[['x', '0.46']]]
    """
    return [
        [_cells(row) for row in table.find_all(["caption", "tr"])] for table in _parse(html).find_all("table")
    ]


def _cells(row: Tag) -> list[str]:
    cells = row.find_all(["th", "td"]) or [row]
    return [cell.get_text(" ", strip=True) for cell in cells]


def _parse(html: str) -> Any:
    bs4 = import_optional("bs4")
    with warnings.catch_warnings():  # such as one that HTML looks like XML, or like the name of a file
        warnings.simplefilter("ignore")
        return bs4.BeautifulSoup(html, "html.parser")


def visible_text(html: str) -> str:
    """Return the text of HTML that is to be seen, as one line, with the alternative text of images.

    It needs no package, and knows neither tables nor what scripts do.

    Examples
    --------
    >>> visible_text("<!DOCTYPE html><style>p {}</style><p>Of <b>344</b> birds<br>a &lt; b")
    'Of 344 birds. a < b'
    """
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    runs = (" ".join(run.split()).rstrip(" :") for run in "".join(parser.pieces).split("\0"))
    return " ".join(map(as_sentence, filter(None, runs))).removesuffix(".")


class _Open(NamedTuple):
    tag: Tag
    role: Role
    children: Iterator[Any]


class _HtmlReader:
    """Reads the elements one after another, not one within another: broken pages nest thousands of them."""

    def __init__(self, to_words: Callable[[str], str]) -> None:
        self._to_words = to_words
        self._run: list[str] = []  # text since the last block
        self._open: list[_Open] = []
        self._numbers: list[int | None] = []  # of the last item of each list that is open; None without
        self._is_term = False  # whether the run is a term, which its definition follows

    def read(self, root: Tag, role: Role) -> Iterator[Section | Passage]:
        bs4 = import_optional("bs4")
        if not is_boilerplate(root):
            self._descend(root, role)
        while self._open:
            tag, role, children = self._open[-1]
            node = next(children, None)
            if node is None:
                self._open.pop()
                yield from self._close(tag, role)
            elif isinstance(node, bs4.Tag):
                if not (html_elements.is_hidden(node.name, node.attrs) or html_tables.is_shape(node)):
                    yield from self._tag(node, role)
            elif type(node) is bs4.NavigableString and not _NOTICE.match(node):
                self._run.append(
                    _BAR.sub(r" \1 ", str(node))
                )  # its subclasses are comments, doctypes and scripts

    def _descend(self, tag: Tag, role: Role) -> None:
        self._open.append(_Open(tag, role, iter(tag.children)))

    def _close(self, tag: Tag, role: Role) -> Iterator[Passage]:
        if tag.name in ("ol", "ul"):
            self._numbers.pop()
        is_block = tag.name in _BLOCKS or tag.name == "[document]"
        if is_block and not (tag.name == "dt" and self._is_term):
            yield from self._end_run(role)

    def _tag(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        if is_boilerplate(tag):
            yield from self._end_run(role)
        elif words := _words_of_element(tag):
            self._run.append(words)
        elif tag.name in (*_FIELDS, *_MEDIA, "img", "svg", "math"):
            return
        elif tag.name == "br":
            yield from self._end_run(role)
            self._descend(tag, role)  # beautifulsoup4 4.12.0 puts what follows a second one within it
        elif tag.name not in _BLOCKS:
            self._inline(tag, role)
        else:
            if tag.name == "dd" and self._is_term:
                self._run.append(": ")
            else:
                yield from self._end_run(role)
            self._is_term = tag.name == "dt"
            yield from self._block(tag, role)

    def _inline(self, tag: Tag, role: Role) -> None:
        if tag.name == "a" and tag.get_text().strip() == tag.get("href"):
            self._run.append(describe_link(text_of(tag["href"])))
            return
        if tag.name in ("sup", "sub") and not tag.find(["img", "math", "svg"]):
            describe = raised_text.describe_raised if tag.name == "sup" else raised_text.describe_lowered
            link = tag.find("a")
            is_footnote = link is not None and text_of(link.get("href")).startswith("#")
            self._run.append("" if is_footnote else describe(tag.get_text(), "".join(self._run)))
        else:
            self._descend(tag, role)

    def _block(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        if _HEADING.fullmatch(tag.name):
            heading = self._to_words(tag.get_text(" "))
            if heading and not licenses.is_license(heading):
                yield Section(heading, int(tag.name[1]))
        elif tag.name == "table":
            yield from self._table(tag, role)
        elif tag.name == "pre":
            yield from sentence_passage(self._to_words(tag.get_text()), role)
        elif _is_animation(tag):
            script = tag.find_next(string=re.compile("new Animation"))
            words = html_elements.describe_animation(script or "")
            yield from sentence_passage(f"{words[:1].upper()}{words[1:]}", role)
        else:
            self._begin_item(tag)
            self._descend(tag, "quotation" if tag.name == "blockquote" else role)

    def _table(self, tag: Tag, role: Role) -> Iterator[Section | Passage]:
        """Yield a table as one passage; a table for layout, cell by cell."""
        grid = html_tables.read_table(tag)
        if self._to_words is not to_speakable:
            grid = tables.with_cells(grid, self._cell)
        is_layout = not grid.header and (len(grid.rows) < 2 or tag.find("table"))
        if is_layout:
            self._descend(tag, role)
        elif text := tables.describe_grid(grid):
            yield from sentence_passage(text, role)

    def _cell(self, text: str) -> str:
        """Return the text of a cell with its formulas in words."""
        return self._to_words(text) if "$" in text else text

    def _begin_item(self, tag: Tag) -> None:
        """Begin a list, or an item; that of a numbered list with its number."""
        if tag.name in ("ol", "ul"):
            start = text_of(tag.get("start"))
            first = int(start) if start.isdecimal() else 1
            self._numbers.append(first - 1 if tag.name == "ol" else None)
        elif tag.name == "li" and self._numbers and (last := self._numbers[-1]) is not None:
            given = text_of(tag.get("value"))
            self._numbers[-1] = int(given) if given.isdecimal() else last + 1
            self._run.append(f"{self._numbers[-1]}. ")

    def _end_run(self, role: Role) -> Iterator[Passage]:
        run, self._run = "".join(self._run), []
        words = self._to_words(run.rstrip().removesuffix(":"))
        if not licenses.is_license(words):
            yield from sentence_passage(words, role)


def _words_of_element(tag: Tag) -> str:
    """Return words for an element that is not read by its text, with spaces around; empty for another."""
    name, attributes = tag.name, tag.attrs
    if name == "img" and boilerplate.is_badge(text_of(attributes.get("src"))):
        return " "
    if name == "img" or (text_of(attributes.get("role")) == "img" and attributes.get("aria-label")):
        return f" {as_sentence(html_elements.describe_picture(attributes))} "
    if name == "svg":
        title = tag.find(["title", "desc"])
        words = html_elements.describe_picture(attributes, title.get_text() if title else "")
        return f" {as_sentence(words)} " if title or attributes.get("aria-label") else ""
    if name in _MEDIA:
        words = html_elements.describe_media(name, attributes)
        return f" {as_sentence(words[:1].upper() + words[1:])} "
    if name == "math":
        return f" {_mathematics(tag)} "
    return f" {_field(tag)} " if name in _FIELDS else ""


def _mathematics(tag: Tag) -> str:
    annotation = tag.find(["annotation"], attrs={"encoding": re.compile("tex", re.IGNORECASE)})
    latex = annotation.get_text() if annotation else ""
    plain = " ".join(
        text.strip() for text in tag.find_all(string=True) if not text.find_parent(["annotation"])
    )
    return html_elements.describe_mathematics(tag, latex, text_of(tag.get("alttext")) or plain)


def _field(tag: Tag) -> str:
    """Return the value of a field; of a list, that of the selected option."""
    if tag.name == "select":
        options = tag.find_all("option")
        selected = [option for option in options if option.has_attr("selected")] or options[:1]
        return ", ".join(" ".join(option.get_text().split()) for option in selected)
    if tag.name == "textarea":
        return tag.get_text()
    if tag.name == "progress" and tag.get("value") == tag.get("max"):
        return ""  # it has ended
    if tag.name in ("progress", "meter"):
        return html_elements.describe_progress(tag.attrs) or tag.get_text()
    return html_elements.describe_field(tag.attrs)


def _is_animation(tag: Tag) -> bool:
    """Return whether matplotlib wrote an element for an animation, with the buttons that control it."""
    classes: Any = tag.get("class") or []
    return "animation" in classes and tag.find(class_="anim-controls") is not None


class _TextParser(HTMLParser):
    """Collects the visible text, with a null character between blocks."""

    _HIDDEN = (*sorted(html_elements.INVISIBLE - {"head"}), "svg", "select", "math")
    _VOID = ("img", "input", "br", "meta", "link", "source", "track", "param", "embed", "area", "base", "col")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: list[str] = []  # the names of the hidden elements that are open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes: Mapping[str, object] = {name: value or "" for name, value in attrs}
        is_hidden = tag in self._HIDDEN or (tag != "head" and html_elements.is_hidden(tag, attributes))
        if self._hidden or is_hidden:
            if tag not in self._VOID and (is_hidden or tag in self._hidden):
                self._hidden.append(tag)
        elif tag == "img":
            self.pieces.append(f" {as_sentence(html_elements.describe_picture(attributes))} ")
        elif tag == "input":
            self.pieces.append(f" {html_elements.describe_field(attributes)} ")
        elif tag in _MEDIA:
            self.pieces.append(f"\0{html_elements.describe_media(tag, attributes)}\0")
        elif tag in _BLOCKS or tag == "br":
            self.pieces.append("\0")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            last = len(self._hidden) - 1 - self._hidden[::-1].index(tag)
            del self._hidden[last:]
        elif tag in _BLOCKS:
            self.pieces.append("\0")

    def handle_data(self, data: str) -> None:
        if not self._hidden and not _NOTICE.match(data):
            self.pieces.append(data)
