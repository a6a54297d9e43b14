"""Convert Markdown to passages: headings, paragraphs, lists, tables, quotations, formulas, images and blocks.

`markdown_parser` parses it, `markdown_inline` puts what stands within a paragraph into words, and
`directive_passages` says what is read of the blocks of MyST and Quarto. What serves the page and not its
reader is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from ipytts.description.documents import boilerplate, licenses, tables
from ipytts.description.documents.code.code import CodeMode
from ipytts.description.documents.html import html
from ipytts.description.documents.markdown.directive_passages import DirectiveReader, introduced
from ipytts.description.documents.markdown.directives import parse_directive
from ipytts.description.documents.markdown.markdown_inline import InlineReader, is_picture, links_of
from ipytts.description.documents.markdown.markdown_parser import parse
from ipytts.description.documents.passages import Passage, Role, Section, sentence_passage

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_ALERT = re.compile(r"\[!(\w+)\]\s*")
# The paragraph before one of these ends with a colon.
_INTRODUCED = frozenset(
    ["math_block", "math_block_label", "bullet_list", "ordered_list", "table", "fence", "code_block"]
)
_PREFORMATTED = re.compile(r"\s*<(?:pre|table|ul|ol)\b", re.IGNORECASE)
_LISTS = ("bullet_list", "ordered_list")
_MAX_DEPTH = 20  # of blocks in blocks; deeper ones are not read


def to_passages(
    text: str, *, code_mode: CodeMode = "summary", macros: str = ""
) -> Iterator[Section | Passage]:
    r"""Yield the passages of Markdown, and its headings as sections without passages.

    `macros` are LaTeX macros that its formulas may use.

    Raises
    ------
    SpeechError
        A package that is needed is not installed.

    Examples
    --------
    >>> text = "## Results\n\nThe *mean* is $\\bar{x} = 44$; see [the paper](https://x.org).\n"
    >>> for part in to_passages(text):
    ...     print(part)
    Section(heading='Results', level=2, passages=(), cell=None)
    Passage(text='The mean is x bar equals 44; see the paper.', role='text', cell=None)
    """
    yield from _MarkdownReader(parse(text), code_mode, macros).passages("text")


class _MarkdownReader:
    def __init__(self, tree: SyntaxTreeNode, code_mode: CodeMode, macros: str, depth: int = 0) -> None:
        self._tree = tree
        self._code_mode: CodeMode = code_mode
        self._depth = depth
        self._inline = InlineReader(macros)
        self._directives = DirectiveReader(self._inline, self._within, code_mode)
        self._footnotes = {note.meta["id"]: note for note in tree.walk() if note.type == "footnote"}

    def passages(self, role: Role) -> Iterator[Section | Passage]:
        """Yield the passages of the whole text."""
        yield from self._blocks(self._tree.children, role)

    def _within(self, text: str, role: Role = "text") -> Iterator[Section | Passage]:
        """Yield the passages of the Markdown within a block."""
        if self._depth < _MAX_DEPTH:
            reader = _MarkdownReader(parse(text), self._code_mode, self._inline.macros, self._depth + 1)
            yield from reader.passages(role)

    def _blocks(self, nodes: list[SyntaxTreeNode], role: Role) -> Iterator[Section | Passage]:
        for node, following in zip_longest(nodes, nodes[1:]):
            if self._is_boilerplate(node, following):
                continue
            if node.type == "paragraph":
                yield from _prose(self._inline.words(node), role, ":" if _is_introduced(following) else ".")
            else:
                yield from self._block(node, role)
            yield from self._footnote_passages()

    def _block(self, node: SyntaxTreeNode, role: Role) -> Iterator[Section | Passage]:
        if node.type == "heading":
            heading = self._inline.words(node).rstrip(": ")
            if heading and not licenses.is_license(heading):
                yield Section(heading, int(node.tag[1]))
        elif node.type in _LISTS:
            yield from self._list(node, role)
        elif node.type == "dl":
            yield from self._definitions(node, role)
        elif node.type == "blockquote":
            yield from self._quotation(node)
        elif node.type == "table":
            yield from self._table(node, role)
        elif node.type in ("math_block", "math_block_label"):
            yield from sentence_passage(self._inline.formula(node.content), role)
        elif node.type != "footnote_block":
            yield from self._other_block(node, role)

    def _other_block(self, node: SyntaxTreeNode, role: Role) -> Iterator[Section | Passage]:
        """Yield the passages of code, of HTML, and of what has blocks within."""
        if node.type in ("fence", "code_block"):
            yield from self._fence(node, role)
        elif node.type == "colon_fence":
            yield from self._directives.colon_fence(node.info, node.content, role)
        elif node.type == "html_block":
            yield from html.to_passages(node.content, self._inline.html_text, role)
        else:
            yield from self._blocks(node.children, role)

    def _is_boilerplate(self, node: SyntaxTreeNode, following: SyntaxTreeNode | None) -> bool:
        """Return whether a block serves the page, not its reader."""
        if node.type in (*_LISTS, "table"):
            return _is_contents(node) or (node.type == "table" and _has_only_buttons(node))
        if node.type == "heading" and following is not None:
            heading = self._inline.words(node)
            if licenses.is_heading_of_license(heading):
                return following.type == "paragraph" and licenses.is_license(self._inline.words(following))
        is_title = node.type in ("heading", "paragraph") and following is not None
        if is_title and following is not None and _is_contents(following):
            return boilerplate.is_heading_of_contents(self._inline.words(node))
        return node.type == "paragraph" and _has_only_buttons(node)

    def _fence(self, node: SyntaxTreeNode, role: Role) -> Iterator[Section | Passage]:
        """Yield a block of code, or what is read of a directive."""
        if directive := parse_directive(node.info or "", node.content):
            yield from self._directives.passages(directive, role)
        else:
            yield from self._directives.code(node.content, _language(node))

    def _list(self, node: SyntaxTreeNode, role: Role) -> Iterator[Section | Passage]:
        number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        for item in node.children:
            parts = list(self._blocks(item.children, role))
            if number is not None:
                parts[:1] = [_prefixed(part, f"{number}. ") for part in parts[:1]]
                number += 1
            yield from parts

    def _definitions(self, node: SyntaxTreeNode, role: Role) -> Iterator[Section | Passage]:
        """Yield the terms of a list of definitions, each before its first definition."""
        term = ""
        for item in node.children:
            if item.type == "dt":
                yield from _prose(term, role)
                term = self._inline.words(item)
            else:
                yield from introduced(term, list(self._blocks(item.children, role)), role)
                term = ""
        yield from _prose(term, role)

    def _quotation(self, node: SyntaxTreeNode) -> Iterator[Section | Passage]:
        """Yield a quotation; a note or a warning in GitHub's syntax is yielded as text."""
        parts = list(self._blocks(node.children, "quotation"))
        first = parts[0] if parts else None
        alert = _ALERT.match(_source(node)) if isinstance(first, Passage) else None
        if alert and isinstance(first, Passage):
            kind = alert[1].capitalize()
            text = re.sub(rf"\A!?{alert[1]}\s*", "", first.text, flags=re.IGNORECASE)
            parts[0] = replace(first, text=f"{kind}: {text}")
            parts = [replace(part, role="text") if isinstance(part, Passage) else part for part in parts]
        yield from parts

    def _table(self, node: SyntaxTreeNode, role: Role) -> Iterator[Passage]:
        """Yield a table as one passage; one of pictures with what is below them, picture by picture."""
        rows = [row.children for part in node.children for row in part.children]
        if rows[0] and all(map(is_picture, rows[0])):
            for cell in chain.from_iterable(zip_longest(*rows)):
                yield from sentence_passage(self._inline.words(cell) if cell else "", role)
            return
        header, *body = [[self._inline.cell_words(cell) for cell in row] for row in rows]
        yield from sentence_passage(tables.describe_grid(tables.make_grid(header, body)), role)

    def _footnote_passages(self) -> Iterator[Section | Passage]:
        """Yield the footnotes whose first reference is in the last block."""
        while self._inline.footnotes:
            note = self._footnotes.pop(self._inline.footnotes.pop(0), None)
            if note is not None:
                parts = list(self._blocks(note.children, "text"))
                parts[:1] = [_prefixed(part, "Footnote: ") for part in parts[:1]]
                yield from parts


def _is_introduced(node: SyntaxTreeNode | None) -> bool:
    """Return whether the paragraph before a block ends with a colon."""
    if node is None or node.type != "html_block":
        return node is not None and node.type in _INTRODUCED
    return bool(_PREFORMATTED.match(node.content))


def _has_only_buttons(node: SyntaxTreeNode) -> bool:
    links, around = links_of(node)
    return boilerplate.are_buttons([text for text, _ in links], around)


def _is_contents(node: SyntaxTreeNode) -> bool:
    """Return whether a list has nothing but links to headings of the same page."""
    if node.type not in _LISTS:
        return False
    links, around = links_of(node)
    is_within = all(address.startswith("#") for _, address in links)
    return len(links) > 1 and is_within and not any(map(str.isalpha, around))


def _prose(text: str, role: Role, end: str = ".") -> Iterator[Passage]:
    """Yield a paragraph; nothing for a license."""
    if not licenses.is_license(text):
        yield from sentence_passage(text, role, end)


def _prefixed(part: Section | Passage, prefix: str) -> Section | Passage:
    return replace(part, text=prefix + part.text) if isinstance(part, Passage) else part


def _language(node: SyntaxTreeNode) -> str:
    return (node.info or "").strip().split(" ")[0].strip("{}.").lower() or "text"


def _source(node: SyntaxTreeNode) -> str:
    return next((child.content for child in node.walk() if child.type == "inline"), "")
