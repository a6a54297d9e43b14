r"""Convert Markdown to passages: headings, paragraphs, lists, tables, quotations, formulas and images.

markdown-it parses the Markdown as Jupyter shows it. Rules are added here: an amount of money such as ``$5``
begins no formula, ``\\(`` and ``\\[`` do, and no line of a displayed formula is parsed as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from ipytts.description.documents import code, html, mathematics, tables
from ipytts.description.documents.code import CodeMode
from ipytts.description.documents.optional_imports import import_optional
from ipytts.description.documents.passages import Passage, Role, Section, sentence_passage
from ipytts.description.documents.speakable_text import (
    as_sentence,
    describe_image,
    describe_link,
    to_speakable,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode

# An amount after a dollar sign; the next dollar sign, if any, also begins an amount or follows a space.
_MONEY = re.compile(
    r"\$\d[\d.,]*(?:\s?(?:[kKMB]|bn|million|billion|thousand)\b)?(?![\w$\\^{])(?=[^$]*(?:\Z|[\s(/–-]\$))"
)
# Displayed formulas, and code so that it is left alone. A blank line ends a formula.
_CODE_OR_DISPLAY = re.compile(
    r"^ *(?P<fence>```+|~~~+).*?(?:^ *(?P=fence)|\Z)|(?P<tick>`+)[^`]+(?P=tick)"
    r"|\$\$(?P<dollars>(?:(?!\n\s*\n|\$\$).)+)\$\$"
    r"|(?P<block>\\begin\{(?P<name>[A-Za-z]+\*?)\}(?:(?!\n\s*\n).)*?\\end\{(?P=name)\})",
    re.DOTALL | re.MULTILINE,
)
_MYST_TARGET = re.compile(r"^\([\w-]+\)=[ \t]*$", re.MULTILINE)
_MYST_FENCE = re.compile(r"^:{3,}(?:\s*\{([\w-]+)\}.*)?$", re.MULTILINE)
_DIRECTIVE = re.compile(
    r"\{(admonition|attention|caution|danger|error|hint|important|note|seealso|tip|warning)\}\s*(.*)"
)
_LATEX_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_BRACKETED = re.compile(r"\\\\\((.+?)\\\\\)|\\\\\[(.+?)\\\\\]", re.DOTALL)
_FORMULA_IN_HTML = re.compile(r"\$\$(.+?)\$\$|\$(?=\S)([^$]+?)(?<=\S)\$(?!\d)", re.DOTALL)
_ALERT = re.compile(r"\[!(\w+)\]\s*")
_CHECKBOX = re.compile(r"\A\[([ xX])\]\s+")
_BADGE = re.compile(r"badge|shields\.io", re.IGNORECASE)
_BREAK, _COLON = "\u2028", "\u2029"  # mark where a sentence ends with a full stop, and with a colon
_SENTENCE_END = re.compile(f"[{_BREAK}{_COLON}]")
# The paragraph before one of these ends with a colon.
_INTRODUCED = frozenset(
    ["math_block", "math_block_label", "bullet_list", "ordered_list", "table", "fence", "code_block"]
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|mailto:\S+")


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
    text = html.DATA_URL.sub("inside", text)
    text = _CODE_OR_DISPLAY.sub(_in_one_line, text)
    text = _MYST_FENCE.sub(
        lambda match: f"{match[1].capitalize()}:" if match[1] else "", _MYST_TARGET.sub("", text)
    )
    tree = import_optional("markdown_it.tree").SyntaxTreeNode(_parser().parse(text))
    yield from _MarkdownReader(tree, code_mode, macros).blocks(tree.children, "text")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser: MarkdownIt = (
        import_optional("markdown_it").MarkdownIt("commonmark").enable(["table", "strikethrough"])
    )
    parser.use(
        import_optional("mdit_py_plugins.dollarmath").dollarmath_plugin,
        double_inline=True,
        allow_blank_lines=False,
    )
    parser.use(import_optional("mdit_py_plugins.footnote").footnote_plugin)
    parser.inline.ruler.before("math_inline", "money", _money)
    parser.inline.ruler.before("escape", "math_in_brackets", _math_in_brackets)
    return parser


def _in_one_line(match: re.Match[str]) -> str:
    """Put a displayed formula into one line, so that no line of it is parsed as Markdown."""
    latex = match["dollars"] or match["block"]
    if not latex:
        return match[0]
    line = " ".join(_LATEX_COMMENT.sub("", latex).split())
    return f"$${line}$$" if line else ""


def _money(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - what markdown-it calls
    """Parse an amount of money as text."""
    match = _MONEY.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def _math_in_brackets(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - what markdown-it calls
    match = _BRACKETED.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = match[1] or match[2]
    state.pos = match.end()
    return True


class _MarkdownReader:
    def __init__(self, tree: SyntaxTreeNode, code_mode: CodeMode, macros: str) -> None:
        self._code_mode: CodeMode = code_mode
        self._macros = macros
        self._footnotes = {note.meta["id"]: note for note in tree.walk() if note.type == "footnote"}
        self._references: list[int] = []  # to footnotes, since the last block

    def blocks(self, nodes: list[SyntaxTreeNode], role: Role) -> Iterator[Section | Passage]:
        for node, following in zip_longest(nodes, nodes[1:]):
            if node.type == "paragraph":
                introduces = following is not None and following.type in _INTRODUCED
                yield from sentence_passage(self._inline(node), role, end=":" if introduces else ".")
            else:
                yield from self._block(node, role)
            yield from self._footnote_passages()

    def _block(self, node: SyntaxTreeNode, role: Role) -> Iterator[Section | Passage]:
        if node.type == "heading":
            if heading := self._inline(node).rstrip(": "):
                yield Section(heading, int(node.tag[1]))
        elif node.type in ("bullet_list", "ordered_list"):
            yield from self._list(node, role)
        elif node.type == "blockquote":
            yield from self._quotation(node)
        elif node.type == "table":
            yield from sentence_passage(tables.describe_grid(self._grid(node)), role)
        elif node.type in ("fence", "code_block"):
            yield from self._fence(node)
        elif node.type in ("math_block", "math_block_label"):
            yield from sentence_passage(self._formula(node.content), role)
        elif node.type == "html_block":
            yield from html.to_passages(node.content, self._text_with_formulas, role)
        elif node.type != "footnote_block":
            yield from self.blocks(node.children, role)

    def _fence(self, node: SyntaxTreeNode) -> Iterator[Section | Passage]:
        """Yield a block of code, or the Markdown in a MyST admonition."""
        if directive := _DIRECTIVE.match(node.info or ""):
            yield Passage(as_sentence(to_speakable(directive[2]) or directive[1].capitalize(), ":"))
            yield from to_passages(node.content, code_mode=self._code_mode, macros=self._macros)
        else:
            yield from sentence_passage(
                code.describe_code(node.content, self._code_mode, language=_language(node)), "code"
            )

    def _list(self, node: SyntaxTreeNode, role: Role) -> Iterator[Section | Passage]:
        number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        for item in node.children:
            parts = list(self.blocks(item.children, role))
            if number is not None:
                parts[:1] = [_prefixed(part, f"{number}. ") for part in parts[:1]]
                number += 1
            yield from parts

    def _quotation(self, node: SyntaxTreeNode) -> Iterator[Section | Passage]:
        """Yield a quotation; a note or a warning in GitHub's syntax is yielded as text."""
        parts = list(self.blocks(node.children, "quotation"))
        first = parts[0] if parts else None
        alert = _ALERT.match(_source(node)) if isinstance(first, Passage) else None
        if alert and isinstance(first, Passage):
            kind = alert[1].capitalize()
            text = re.sub(rf"\A!?{alert[1]}\s*", "", first.text, flags=re.IGNORECASE)
            parts[0] = replace(first, text=f"{kind}: {text}")
            parts = [replace(part, role="text") if isinstance(part, Passage) else part for part in parts]
        yield from parts

    def _grid(self, node: SyntaxTreeNode) -> tables.Grid:
        rows = [
            [self._inline(cell) for cell in row.children] for part in node.children for row in part.children
        ]
        return tables.make_grid(rows[0], rows[1:])

    def _footnote_passages(self) -> Iterator[Section | Passage]:
        """Yield the footnotes whose first reference is in the last block."""
        while self._references:
            note = self._footnotes.pop(self._references.pop(0), None)
            if note is not None:
                parts = list(self.blocks(note.children, "text"))
                parts[:1] = [_prefixed(part, "Footnote: ") for part in parts[:1]]
                yield from parts

    def _inline(self, node: SyntaxTreeNode) -> str:
        """Return words for a paragraph; adjacent pieces of written text are made speakable together."""
        pieces: list[str] = []
        text: list[str] = []
        for fragment in self._fragments(node):
            if isinstance(fragment, str):
                text.append(fragment)
            else:
                pieces += [_to_words("".join(text)), fragment[0]]
                text = []
        return _joined([*pieces, _to_words("".join(text))])

    def _fragments(self, node: SyntaxTreeNode) -> Iterator[str | tuple[str]]:
        """Yield written text as strings, and words that need no further change as tuples."""
        for child in node.children:
            yield from self._leaf(child)

    def _leaf(self, leaf: SyntaxTreeNode) -> Iterator[str | tuple[str]]:
        if leaf.type == "text":
            yield _CHECKBOX.sub(lambda box: "To do: " if box[1] == " " else "Done: ", leaf.content)
        elif leaf.type == "softbreak":
            yield " "
        elif leaf.type == "link":
            yield from self._link(leaf)
        elif leaf.type == "html_inline":
            yield from _html_inline(leaf.content)
        elif leaf.type == "footnote_ref":
            self._references.append(leaf.meta["id"])
        elif (words := self._words(leaf)) is not None:
            yield (words,)
        else:
            yield from self._fragments(leaf)

    def _words(self, leaf: SyntaxTreeNode) -> str | None:
        """Return words for a node that does not depend on the text around it; None for other nodes."""
        if leaf.type == "code_inline":
            return code.describe_inline_code(leaf.content)
        if leaf.type == "math_inline":
            return self._formula(leaf.content)
        if leaf.type == "math_inline_double":
            return f"{_COLON}{self._formula(leaf.content)}{_BREAK}"
        if leaf.type == "hardbreak":
            return _BREAK
        return _image(leaf) if leaf.type == "image" else None

    def _link(self, node: SyntaxTreeNode) -> Iterator[str | tuple[str]]:
        fragments = list(self._fragments(node))
        text = "".join(item if isinstance(item, str) else item[0] for item in fragments).strip()
        if _ADDRESS.fullmatch(text):
            yield (describe_link(str(node.attrs.get("href", ""))),)
        else:
            yield from fragments

    def _formula(self, latex: str) -> str:
        return mathematics.describe_formula(latex.strip(), self._macros)

    def _text_with_formulas(self, text: str) -> str:
        """Return words for the text of HTML, which may contain formulas as Markdown does."""
        pieces: list[str] = []
        end = 0
        for match in _FORMULA_IN_HTML.finditer(text):
            pieces += [_to_words(text[end : match.start()]), self._formula(match[1] or match[2])]
            end = match.end()
        return _joined([*pieces, _to_words(text[end:])])


def _image(node: SyntaxTreeNode) -> str:
    if _BADGE.search(str(node.attrs.get("src", ""))):
        return to_speakable(node.content)
    return as_sentence(describe_image(node.content or str(node.attrs.get("title", ""))))


def _html_inline(tag: str) -> Iterator[str | tuple[str]]:
    """Yield the text or words for a tag within a paragraph, without the text between tags."""
    if re.match(r"<br\b", tag, re.IGNORECASE):
        yield (_BREAK,)
    elif re.match(r"<img\b", tag, re.IGNORECASE):
        for part in html.to_passages(tag):
            if isinstance(part, Passage):
                yield (part.text,)
    elif re.match(r"<su[bp]\b", tag, re.IGNORECASE):
        yield " "


def _to_words(text: str) -> str:
    """Return speakable text with the spaces around it kept."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return before + to_speakable(text) + after


def _joined(pieces: list[str]) -> str:
    """Join words with spaces where words meet, and with punctuation where a sentence ends."""
    text = ""
    for piece in pieces:
        text += " " + piece if text[-1:].isalnum() and piece[:1].isalnum() else piece
    *lines, last = (" ".join(line.split()) for line in _SENTENCE_END.split(text))
    ends = [":" if mark == _COLON else "." for mark in _SENTENCE_END.findall(text)]
    sentences = [as_sentence(line, end) for line, end in zip(lines, ends, strict=True) if line]
    return " ".join([*sentences, last]).strip()


def _prefixed(part: Section | Passage, prefix: str) -> Section | Passage:
    return replace(part, text=prefix + part.text) if isinstance(part, Passage) else part


def _language(node: SyntaxTreeNode) -> str:
    return (node.info or "").strip().split(" ")[0].strip("{}.").lower() or "text"


def _source(node: SyntaxTreeNode) -> str:
    return next((child.content for child in node.walk() if child.type == "inline"), "")
