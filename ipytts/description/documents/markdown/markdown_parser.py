r"""Parse Markdown as notebooks show it, with the syntax of MyST, Quarto and d2l.

Rules are added to those of markdown-it and its plugins: an amount of money such as ``$5`` begins no formula,
``\\(`` and ``\\[`` do, and no line of a displayed formula is parsed as Markdown. Blocks between colons
nest as in Pandoc, where an inner one may have as many colons as the outer one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ipytts.description.documents.html import html
from ipytts.description.documents.markdown import quarto
from ipytts.description.documents.markdown.front_matter import without_front_matter
from ipytts.description.documents.optional_imports import import_optional

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode

# An amount after a dollar sign; the next dollar sign, if any, also begins an amount or follows a space.
_MONEY = re.compile(
    r"\$\d[\d.,]*(?:\s?(?:[kKMB]|bn|million|billion|thousand)\b)?(?![\w$\\^{])(?=[^$]*(?:\Z|[\s(/–-]\$|\b(?:US|[AC]|NZ|HK)\$\d))"
)
# Displayed formulas, and code so that it is left alone. A blank line ends a formula.
_CODE_OR_DISPLAY = re.compile(
    r"^ *(?P<fence>```+|~~~+).*?(?:^ *(?P=fence)|\Z)|(?P<tick>`+)[^`]+(?P=tick)"
    r"|\$\$(?P<dollars>(?:(?!\n\s*\n|\$\$).)+)\$\$"
    r"|(?P<block>\\begin\{(?P<name>[A-Za-z]+\*?)\}(?:(?!\n\s*\n).)*?\\end\{(?P=name)\})",
    re.DOTALL | re.MULTILINE,
)
_LATEX_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
# Lines that name what follows, and those that divide MyST into blocks.
_SILENT_LINES = re.compile(
    r"^(?:\([\w:.-]+\)=|\[\[[\w-]+\]\]|\+\+\+(?:[ \t]+\{.*\})?|\^\^\^)[ \t]*$", re.MULTILINE
)
_BRACKETED = re.compile(r"\\\\\((.+?)\\\\\)|\\\\\[(.+?)\\\\\]", re.DOTALL)
_RST_ROLE = re.compile(r":(?P<name>[A-Za-z][\w:+-]{0,40}):`(?P<content>[^`]*)`")
_LABEL_IN_ANGLES = re.compile(r"<<(?P<content>[A-Za-z][\w-]*)>>")
_COLONS = re.compile(r"(:{3,})\s*(.*)")
_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)\Z")


def parse(text: str) -> SyntaxTreeNode:
    r"""Return the syntax tree of Markdown, without its front matter.

    Raises
    ------
    SpeechError
        A package that is needed is not installed.

    Examples
    --------
    >>> [node.type for node in parse("# Birds\n\n::: {.callout-note}\nThere are 344.\n:::").children]
    ['heading', 'colon_fence']
    """
    text = html.DATA_URL.sub("inside", without_front_matter(text))
    text = _SILENT_LINES.sub("", _CODE_OR_DISPLAY.sub(_in_one_line, text))
    tree: SyntaxTreeNode = import_optional("markdown_it.tree").SyntaxTreeNode(_parser().parse(text))
    return tree


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
    parser.use(import_optional("mdit_py_plugins.deflist").deflist_plugin)
    parser.use(import_optional("mdit_py_plugins.myst_role").myst_role_plugin)
    parser.inline.ruler.before("math_inline", "money", _money)
    parser.inline.ruler.before("escape", "math_in_brackets", _math_in_brackets)
    parser.inline.ruler.before("backticks", "rst_role", _rst_role)
    parser.inline.ruler.before("autolink", "label_in_angles", _label_in_angles)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.push("shortcode", _shortcode)
    parser.inline.ruler.push("attributes", _attributes)
    parser.block.ruler.before(
        "fence",
        "colon_fence",
        _colon_fence,
        {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]},
    )
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


def _math_in_brackets(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = _BRACKETED.match(state.src, state.pos)
    return match is not None and _push(state, match, "math_inline", match[1] or match[2], silent=silent)


def _rst_role(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = _RST_ROLE.match(state.src, state.pos)
    return match is not None and _push(
        state, match, "myst_role", match["content"], silent=silent, name=match["name"]
    )


def _label_in_angles(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Parse a cross-reference of AsciiDoc."""
    match = _LABEL_IN_ANGLES.match(state.src, state.pos)
    return match is not None and _push(state, match, "myst_role", match["content"], silent=silent, name="ref")


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = quarto.CITATION.match(state.src, state.pos)
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    if match is None or before.isalnum() or (before and before in "._@/"):
        return False
    words = quarto.describe_citations(match)
    return words is not None and _push(state, match, "words", words, silent=silent)


def _shortcode(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = quarto.SHORTCODE.match(state.src, state.pos)
    if match is None:
        return False
    words = quarto.describe_shortcode(match["name"], match["arguments"])
    return _push(state, match, "words", words, silent=silent)


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Parse attributes: those right after an image go to it, others are dropped."""
    match = quarto.ATTRIBUTES.match(state.src, state.pos)
    if match is None:
        return False
    is_attached = state.src[max(0, state.pos - 1)] in ")]`*_"
    is_at_end = not state.src[match.end() :].strip()
    attributes = quarto.parse_attributes(match[0])
    if not (is_attached or is_at_end or attributes.identifier or attributes.classes):
        return False
    if not silent:
        if state.tokens and state.tokens[-1].type == "image" and not state.pending:
            state.tokens[-1].meta["alt"] = attributes.values.get("fig-alt", "")
        state.pending = state.pending.rstrip()
    state.pos = match.end()
    return True


def _push(
    state: StateInline, match: re.Match[str], kind: str, content: str, *, silent: bool, name: str = ""
) -> bool:
    """Add a token for a match, and return True."""
    if not silent:
        token = state.push(kind, "", 0)
        token.content = content
        token.meta = {"name": name}
    state.pos = match.end()
    return True


def _colon_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Parse a block between lines of three or more colons; drop a closing line without an opening one."""
    fence = _COLONS.fullmatch(_line(state, start))
    if fence is None or state.is_code_block(start):
        return False
    if silent:
        return True
    last = _closing_line(state, start, end, len(fence[1])) if fence[2] else start
    if fence[2]:
        token = state.push("colon_fence", "", 0)
        token.info = fence[2]
        token.content = state.getLines(start + 1, last, state.sCount[start], keepLastLF=True)
        token.map = [start, last]
    state.line = min(last + 1, end)
    return True


def _closing_line(state: StateBlock, start: int, end: int, length: int) -> int:
    """Return the line that closes a block, or `end`.

    A closing line closes the block that has as many colons, or else the innermost.
    """
    lengths = [length]  # of the blocks that are open
    code = ""  # the fence of a block of code that is open
    for number in range(start + 1, end):
        line = _line(state, number)
        if found := _FENCE.match(line):
            code = "" if code and line.startswith(code) else code or found[1]
        elif not code and (fence := _COLONS.fullmatch(line)):
            if fence[2]:
                lengths.append(len(fence[1]))
                continue
            size = len(fence[1])
            kept = len(lengths) - 1 - lengths[::-1].index(size) if size in lengths else len(lengths) - 1
            del lengths[kept:]
            if not lengths:
                return number
    return end


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()
