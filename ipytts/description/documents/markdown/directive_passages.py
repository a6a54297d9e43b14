"""Convert the directives of MyST and the blocks of Quarto to passages."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ipytts.description.documents import tables
from ipytts.description.documents.code import code
from ipytts.description.documents.code.code import CodeMode
from ipytts.description.documents.html import html_elements
from ipytts.description.documents.markdown import quarto
from ipytts.description.documents.markdown.directives import Directive, parse_directive
from ipytts.description.documents.markdown.markdown_parser import parse
from ipytts.description.documents.passages import Passage, Role, Section, sentence_passage
from ipytts.description.documents.speakable.speakable_text import describe_image
from ipytts.description.wording import grammar

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

    from ipytts.description.documents.markdown.markdown_inline import InlineReader

_DIAGRAMS = ("mermaid", "dot", "graphviz", "plantuml", "tikz", "ditaa", "vega-lite")
_NAME_AND_TITLE = re.compile(r"(?P<name>[A-Za-z][\w-]*)(?:\s+(?P<title>[^{}]+?))?\s*(?:\{.*\})?")

Part = Section | Passage


class ReadMarkdown(Protocol):
    """Yields the passages of the Markdown within a block."""

    def __call__(self, text: str, role: Role = "text") -> Iterator[Part]:
        """Yield the passages of a text."""
        ...


class DirectiveReader:
    """Converts directives and blocks, given what reads the Markdown in them."""

    def __init__(self, inline: InlineReader, read: ReadMarkdown, code_mode: CodeMode) -> None:
        self._inline = inline
        self._read = read
        self._code_mode: CodeMode = code_mode
        self._readers: dict[str, Callable[[Directive, Role], Iterator[Part]]] = {
            "admonition": self._titled,
            "code": self._code_block,
            "csv-table": self._csv_table,
            "diagram": lambda _, role: sentence_passage("A diagram", role),
            "figure": self._figure,
            "glossary": self._glossary,
            "hidden": lambda *_: iter(()),
            "list-table": self._list_table,
            "math": self._math,
            "media": self._media,
            "plain": self._plain,
            "quotation": lambda directive, _: self._read(directive.body, "quotation"),
            "statement": self._statement,
            "table": self._table,
            "title": lambda directive, role: self._read(directive.argument, role),
            "titled": self._titled,
            "unknown": self._unknown,
        }

    def passages(self, directive: Directive, role: Role) -> Iterator[Part]:
        """Yield what is read of a directive."""
        yield from self._readers[directive.kind](directive, role)

    def code(self, source: str, language: str) -> Iterator[Passage]:
        """Yield a block of code."""
        if language in _DIAGRAMS:
            yield from sentence_passage("A diagram")
        else:
            yield from sentence_passage(
                code.describe_code(source, self._code_mode, language=language), "code"
            )

    def colon_fence(self, info: str, content: str, role: Role) -> Iterator[Part]:
        """Yield what is read of a block between colons: a directive, or a block of Quarto."""
        if directive := parse_directive(info, content):
            if directive.kind == "unknown":
                yield from self._titled(directive, role)
            else:
                yield from self.passages(directive, role)
            return
        named = _NAME_AND_TITLE.fullmatch(info)
        attributes = quarto.parse_attributes(named["name"] if named else info)
        if quarto.is_hidden(attributes):
            return
        parts = list(self._read(content, role))
        if "panel-tabset" in attributes.classes:
            yield from _tabs(parts, role)
            return
        title = (
            attributes.values.get("title")
            or attributes.values.get("name")
            or (named and named["title"])
            or ""
        )
        noun = quarto.noun_of(attributes)
        if noun and not title:
            title = _pop_heading(parts)
        yield from introduced(self._title(noun, title, is_kept=not info.count("callout")), parts, role)

    def _title(self, noun: str, title: str, *, is_kept: bool) -> str:
        """Return the title of a block, with what it is called before it if that `is_kept`."""
        words = self._words(title)
        is_said = words and (not is_kept or noun.lower() in words.lower())
        return ", ".join(filter(None, ["" if is_said else noun, words]))

    def _words(self, text: str) -> str:
        """Return words for a line of Markdown."""
        inline = [node for node in parse(text).walk() if node.type == "inline"] if text else []
        return " ".join(map(self._inline.words, inline)).strip()

    def _titled(self, directive: Directive, role: Role) -> Iterator[Part]:
        """Yield a title and the Markdown below it; of a note without a title, that it is a note."""
        parts = list(self._read(directive.body, role))
        title = directive.argument or _pop_heading(parts)
        is_kept = directive.kind != "titled" or not title
        yield from introduced(self._title(directive.noun, title, is_kept=is_kept), parts, role)

    def _statement(self, directive: Directive, role: Role) -> Iterator[Part]:
        """Yield an exercise or a theorem with its title; what a solution refers to is a label."""
        title = "" if directive.name.startswith("solution") else directive.argument.strip("()")
        heading = self._title(directive.noun, title, is_kept=True)
        yield from introduced(heading, list(self._read(directive.body, role)), role)

    def _plain(self, directive: Directive, role: Role) -> Iterator[Part]:
        yield from self._read(directive.body, role)

    def _unknown(self, directive: Directive, role: Role) -> Iterator[Part]:
        if directive.is_prose:
            yield from self._titled(directive, role)
        else:
            yield from self.code(directive.body, directive.name)

    def _code_block(self, directive: Directive, _role: Role) -> Iterator[Part]:
        default = {"code": "text", "code-block": "text", "sourcecode": "text", "code-cell": "python"}
        language = directive.argument.split(" ")[0] or default.get(directive.name, directive.name)
        yield from self.code(directive.body, language.lower())

    def _math(self, directive: Directive, role: Role) -> Iterator[Part]:
        latex = "\n".join(filter(None, [directive.argument, directive.body]))
        yield from sentence_passage(self._inline.formula(latex), role)

    def _figure(self, directive: Directive, role: Role) -> Iterator[Part]:
        """Yield an image by its alternative text or its caption, and the caption if both are there."""
        caption = list(self._read(directive.body, role))
        alt = directive.options.get("alt", "")
        if not alt and caption and isinstance(caption[0], Passage):
            yield replace(caption[0], text=f"An image: {caption[0].text}")
            yield from caption[1:]
        else:
            yield from sentence_passage(describe_image(alt), role)
            yield from caption

    def _media(self, directive: Directive, role: Role) -> Iterator[Part]:
        kind = {"audio": "audio", "iframe": "iframe"}.get(directive.name, "video")
        attributes = {"src": directive.argument, "title": directive.options.get("title", "")}
        yield from sentence_passage(grammar.sentence(html_elements.describe_media(kind, attributes)), role)
        yield from self._read(directive.body, role)

    def _table(self, directive: Directive, role: Role) -> Iterator[Part]:
        yield from sentence_passage(self._words(directive.argument), role, ":")
        yield from self._read(directive.body, role)

    def _csv_table(self, directive: Directive, role: Role) -> Iterator[Part]:
        header = _csv_rows(directive.options.get("header", ""))
        rows = [*header, *_csv_rows(directive.body)]
        yield from self._grid(directive, rows, len(header) or _count(directive, "header-rows"), role)

    def _list_table(self, directive: Directive, role: Role) -> Iterator[Part]:
        outer = next((node for node in parse(directive.body).children if node.type == "bullet_list"), None)
        rows = [[self._cell(cell) for cell in _cells(row)] for row in (outer.children if outer else ())]
        yield from self._grid(directive, rows, _count(directive, "header-rows"), role)

    def _grid(self, directive: Directive, rows: list[list[str]], headers: int, role: Role) -> Iterator[Part]:
        header, body = (rows[0], rows[1:]) if headers and rows else ([], rows)
        has_labels = _count(directive, "stub-columns") > 0
        caption = self._words(directive.argument)
        grid = tables.make_grid(header, body, caption=caption, has_labels=has_labels)
        yield from sentence_passage(tables.describe_grid(grid), role)

    def _cell(self, node: SyntaxTreeNode) -> str:
        inline = (child for child in node.walk() if child.type == "inline")
        return " ".join(map(self._inline.words, inline))

    def _glossary(self, directive: Directive, role: Role) -> Iterator[Part]:
        """Yield each term, which stands at the margin, with the definition indented below it."""
        term, lines = "", list[str]()
        for line in [*directive.body.splitlines(), ""]:
            if line[:1].strip() and not line.startswith(": "):
                yield from self._term(term, lines, role)
                term, lines = line, []
            else:
                lines.append(line.removeprefix(":").strip())
        yield from self._term(term, lines, role)

    def _term(self, term: str, lines: list[str], role: Role) -> Iterator[Part]:
        yield from introduced(self._words(term), list(self._read("\n".join(lines), role)), role)


def introduced(title: str, parts: list[Part], role: Role) -> Iterator[Part]:
    """Yield passages with a title before the first of them.

    Examples
    --------
    >>> list(introduced("Note", [Passage("Mind the gap.")], "text"))
    [Passage(text='Note: Mind the gap.', role='text', cell=None)]
    """
    if title and parts and isinstance(parts[0], Passage) and parts[0].role == role:
        separator = "" if title.endswith((":", ".", "?", "!")) else ":"
        yield replace(parts[0], text=f"{title}{separator} {parts[0].text}")
        yield from parts[1:]
    else:
        yield from sentence_passage(title, role, ":" if parts else ".")
        yield from parts


def _pop_heading(parts: list[Part]) -> str:
    """Remove the heading that comes first and return it; empty if something else comes first."""
    first = parts[0] if parts else None
    if not isinstance(first, Section):
        return ""
    del parts[0]
    return first.heading


def _tabs(parts: list[Part], role: Role) -> Iterator[Part]:
    """Yield the passages of tabs, each with the heading of its tab before the first."""
    title, of_tab = "", list[Part]()
    for part in parts:
        if isinstance(part, Section):
            yield from introduced(title, of_tab, role)
            title, of_tab = part.heading, []
        else:
            of_tab.append(part)
    yield from introduced(title, of_tab, role)


def _csv_rows(text: str) -> list[list[str]]:
    return [row for row in csv.reader(text.splitlines(), skipinitialspace=True) if row]


def _cells(row: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """Return the cells of a row of a list of lists."""
    inner = next((node for node in row.children if node.type == "bullet_list"), None)
    return list(inner.children) if inner else [row]


def _count(directive: Directive, option: str) -> int:
    value = directive.options.get(option, "")
    return int(value) if value.isdecimal() else 0
