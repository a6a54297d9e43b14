r"""Markdown cells in words: headings, paragraphs, lists, tables, quotations, formulas, images by their text.

The parser is markdown-it, which knows the Markdown that Jupyter shows. What it leaves open is done here: a
dollar that is money opens no formula, ``\\(`` and ``\\[`` do, and no line of a displayed formula is Markdown.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from ipytts.description.documents import code, html, mathematics, tables
from ipytts.description.documents.packages import load
from ipytts.description.documents.passages import Passage, Section
from ipytts.description.documents.speakable import as_sentence, image, link_to, speakable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode

    from ipytts.description.documents.code import CodeMode
    from ipytts.description.documents.passages import Role

# Money: a number after a dollar, whose next dollar (if any) begins an amount too or follows a space.
_MONEY = re.compile(
    r"\$\d[\d.,]*(?:\s?(?:[kKMB]|bn|million|billion|thousand)\b)?(?![\w$\\^{])(?=[^$]*(?:\Z|[\s(/–-]\$))"
)
# Displayed formulas and, to leave them alone, code. A blank line ends a formula.
_CODE_OR_DISPLAY = re.compile(
    r"^ *(?P<fence>```+|~~~+).*?(?:^ *(?P=fence)|\Z)|(?P<tick>`+)[^`]+(?P=tick)"
    r"|\$\$(?P<shown>(?:(?!\n\s*\n|\$\$).)+)\$\$"
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
_IN_HTML = re.compile(r"\$\$(.+?)\$\$|\$(?=\S)([^$]+?)(?<=\S)\$(?!\d)", re.DOTALL)
_ALERT = re.compile(r"\[!(\w+)\]\s*")
_BOX = re.compile(r"\A\[([ xX])\]\s+")
_BADGE = re.compile(r"badge|shields\.io", re.IGNORECASE)
_BREAK, _COLON = "\u2028", "\u2029"  # where a sentence ends with a full stop, and with a colon
_ENDED = re.compile(f"[{_BREAK}{_COLON}]")
_LED_IN = ("math_block", "math_block_label", "bullet_list", "ordered_list", "table", "fence", "code_block")
_ITSELF = re.compile(r"(?:https?://|www\.)\S+|mailto:\S+")


def told(text: str, *, reading: CodeMode = "summary", definitions: str = "") -> Iterator[Section | Passage]:
    r"""Yield what is to be said of Markdown: its headings as sections without passages, and passages.

    Parameters
    ----------
    text : str
    reading : str
        How blocks of code are told: ``skip``, ``summary`` or ``read``.
    definitions : str
        Macros of LaTeX that its formulas may use.

    Yields
    ------
    Section or Passage

    Raises
    ------
    SpeechError
        A package that is needed is not installed.

    Examples
    --------
    >>> for part in told("## Results\n\nThe *mean* is $\\bar{x} = 44$; see [the paper](https://x.org).\n"):
    ...     print(part)
    Section(heading='Results', level=2, passages=(), cell=None)
    Passage(text='The mean is x bar equals 44; see the paper.', role='text', cell=None)
    """
    text = html.DATA_ADDRESS.sub("inside", text)
    text = _CODE_OR_DISPLAY.sub(_in_one_line, text)
    text = _MYST_FENCE.sub(
        lambda match: f"{match[1].capitalize()}:" if match[1] else "", _MYST_TARGET.sub("", text)
    )
    tree = load("markdown_it.tree").SyntaxTreeNode(_parser().parse(text))
    yield from _Teller(tree, reading, definitions).blocks(tree.children, "text")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser: MarkdownIt = load("markdown_it").MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(
        load("mdit_py_plugins.dollarmath").dollarmath_plugin, double_inline=True, allow_blank_lines=False
    )
    parser.use(load("mdit_py_plugins.footnote").footnote_plugin)
    parser.inline.ruler.before("math_inline", "money", _money)
    parser.inline.ruler.before("escape", "math_in_brackets", _math_in_brackets)
    return parser


def _in_one_line(match: re.Match[str]) -> str:
    """Put a displayed formula into one line, where no line of it can be taken for Markdown."""
    latex = match["shown"] or match["block"]
    if not latex:
        return match[0]
    line = " ".join(_LATEX_COMMENT.sub("", latex).split())
    return f"$${line}$$" if line else ""


def _money(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - what markdown-it calls
    """Take an amount of money as text."""
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


class _Teller:
    """Walks a tree of Markdown."""

    def __init__(self, tree: SyntaxTreeNode, reading: CodeMode, definitions: str) -> None:
        self._reading: CodeMode = reading
        self._definitions = definitions
        self._footnotes = {note.meta["id"]: note for note in tree.walk() if note.type == "footnote"}
        self._mentioned: list[int] = []

    def blocks(self, nodes: list[SyntaxTreeNode], role: Role) -> Iterator[Section | Passage]:
        for node, following in zip_longest(nodes, nodes[1:]):
            if node.type == "paragraph":
                leads_in = following is not None and following.type in _LED_IN
                yield from _passages(self._inline(node), role, end=":" if leads_in else ".")
            else:
                yield from self._block(node, role)
            yield from self._notes()

    def _block(self, node: SyntaxTreeNode, role: Role) -> Iterator[Section | Passage]:
        if node.type == "heading":
            if heading := self._inline(node):
                yield Section(heading.rstrip(":"), int(node.tag[1]))
        elif node.type in ("bullet_list", "ordered_list"):
            yield from self._list(node, role)
        elif node.type == "blockquote":
            yield from self._quotation(node)
        elif node.type == "table":
            yield from _passages(tables.tell(self._grid(node)), role)
        elif node.type in ("fence", "code_block"):
            yield from self._fence(node)
        elif node.type in ("math_block", "math_block_label"):
            yield from _passages(self._formula(node.content), role)
        elif node.type == "html_block":
            yield from html.told(node.content, self._text_with_formulas, role)
        elif node.type != "footnote_block":
            yield from self.blocks(node.children, role)

    def _fence(self, node: SyntaxTreeNode) -> Iterator[Section | Passage]:
        """Yield a block of code; one that MyST shows as a note holds Markdown."""
        if directive := _DIRECTIVE.match(node.info or ""):
            yield Passage(as_sentence(speakable(directive[2]) or directive[1].capitalize(), ":"))
            yield from told(node.content, reading=self._reading, definitions=self._definitions)
        else:
            yield from _passages(code.tell(node.content, self._reading, language=_language(node)), "code")

    def _list(self, node: SyntaxTreeNode, role: Role) -> Iterator[Section | Passage]:
        number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        for item in node.children:
            parts = list(self.blocks(item.children, role))
            if number is not None:
                parts[:1] = [_numbered(part, number) for part in parts[:1]]
                number += 1
            yield from parts

    def _quotation(self, node: SyntaxTreeNode) -> Iterator[Section | Passage]:
        """Yield a quotation; one that GitHub shows as a note or a warning is the author's own."""
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
        return tables.grid_of(rows[0], rows[1:])

    def _notes(self) -> Iterator[Section | Passage]:
        """Yield the footnotes that were just mentioned, where they are mentioned first."""
        while self._mentioned:
            note = self._footnotes.pop(self._mentioned.pop(0), None)
            if note is not None:
                parts = list(self.blocks(note.children, "text"))
                parts[:1] = [_prefixed(part, "Footnote: ") for part in parts[:1]]
                yield from parts

    def _inline(self, node: SyntaxTreeNode) -> str:
        """Say what stands in a paragraph; formulas and code are said by themselves, the rest as one text."""
        pieces: list[str] = []
        text: list[str] = []
        for leaf in self._leaves(node):
            if isinstance(leaf, str):
                text.append(leaf)
            else:
                pieces += [_said("".join(text)), leaf[0]]
                text = []
        return _joined([*pieces, _said("".join(text))])

    def _leaves(self, node: SyntaxTreeNode) -> Iterator[str | tuple[str]]:
        """Yield runs of text, and in a tuple what is said already."""
        for child in node.children:
            yield from self._leaf(child)

    def _leaf(self, leaf: SyntaxTreeNode) -> Iterator[str | tuple[str]]:
        if leaf.type == "text":
            yield _BOX.sub(lambda box: "To do: " if box[1] == " " else "Done: ", leaf.content)
        elif leaf.type == "softbreak":
            yield " "
        elif leaf.type == "link":
            yield from self._link(leaf)
        elif leaf.type == "html_inline":
            yield from _html_inline(leaf.content)
        elif leaf.type == "footnote_ref":
            self._mentioned.append(leaf.meta["id"])
        elif (whole := self._whole(leaf)) is not None:
            yield (whole,)
        else:
            yield from self._leaves(leaf)

    def _whole(self, leaf: SyntaxTreeNode) -> str | None:
        """Say what is said by itself, whatever stands around it."""
        if leaf.type == "code_inline":
            return code.inline(leaf.content)
        if leaf.type == "math_inline":
            return self._formula(leaf.content)
        if leaf.type == "math_inline_double":
            return f"{_COLON}{self._formula(leaf.content)}{_BREAK}"
        if leaf.type == "hardbreak":
            return _BREAK
        return _image(leaf) if leaf.type == "image" else None

    def _link(self, node: SyntaxTreeNode) -> Iterator[str | tuple[str]]:
        leaves = list(self._leaves(node))
        words = "".join(leaf if isinstance(leaf, str) else leaf[0] for leaf in leaves).strip()
        if _ITSELF.fullmatch(words):
            yield (link_to(str(node.attrs.get("href", ""))),)
        else:
            yield from leaves

    def _formula(self, latex: str) -> str:
        return mathematics.spoken(latex.strip(), self._definitions)

    def _text_with_formulas(self, text: str) -> str:
        """Say text of HTML, in which formulas stand as in Markdown."""
        said: list[str] = []
        end = 0
        for match in _IN_HTML.finditer(text):
            said += [_said(text[end : match.start()]), self._formula(match[1] or match[2])]
            end = match.end()
        return _joined([*said, _said(text[end:])])


def _image(node: SyntaxTreeNode) -> str:
    if _BADGE.search(str(node.attrs.get("src", ""))):
        return speakable(node.content)
    return as_sentence(image(node.content or str(node.attrs.get("title", ""))))


def _html_inline(tag: str) -> Iterator[str | tuple[str]]:
    """Say the only tags within a text that say something; the text between tags stands for itself."""
    if re.match(r"<br\b", tag, re.IGNORECASE):
        yield (_BREAK,)
    elif re.match(r"<img\b", tag, re.IGNORECASE):
        for part in html.told(tag):
            if isinstance(part, Passage):
                yield (part.text,)
    elif re.match(r"<su[bp]\b", tag, re.IGNORECASE):
        yield " "


def _said(text: str) -> str:
    """Make a run of text speakable, and keep the spaces around it."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return before + speakable(text) + after


def _joined(pieces: list[str]) -> str:
    """Join what is said; a word never runs into a formula, and a line that was ended ends a sentence."""
    text = ""
    for piece in pieces:
        text += " " + piece if text[-1:].isalnum() and piece[:1].isalnum() else piece
    *lines, last = (" ".join(line.split()) for line in _ENDED.split(text))
    ends = [":" if mark == _COLON else "." for mark in _ENDED.findall(text)]
    return " ".join(
        [*(as_sentence(line, end) for line, end in zip(lines, ends, strict=True) if line), last]
    ).strip()


def _passages(text: str, role: Role, end: str = ".") -> Iterator[Passage]:
    if any(map(str.isalnum, text)):
        yield Passage(as_sentence(text, end), role)


def _numbered(part: Section | Passage, number: int) -> Section | Passage:
    return _prefixed(part, f"{number}. ")


def _prefixed(part: Section | Passage, prefix: str) -> Section | Passage:
    return replace(part, text=prefix + part.text) if isinstance(part, Passage) else part


def _language(node: SyntaxTreeNode) -> str:
    return (node.info or "").strip().split(" ")[0].strip("{}.").lower() or "text"


def _source(node: SyntaxTreeNode) -> str:
    return next((child.content for child in node.walk() if child.type == "inline"), "")
