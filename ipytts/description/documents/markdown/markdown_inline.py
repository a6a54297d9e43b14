"""Convert what stands within a paragraph of Markdown to words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ipytts.description.documents import boilerplate, raised_text
from ipytts.description.documents.code import code
from ipytts.description.documents.html import html
from ipytts.description.documents.markdown import references, roles
from ipytts.description.documents.mathematics import formulas
from ipytts.description.documents.passages import Passage
from ipytts.description.documents.speakable.mixed_text import BREAK, COLON, Fragment, join_fragments
from ipytts.description.documents.speakable.speakable_text import (
    as_sentence,
    describe_image,
    describe_link,
)

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_FORMULA_IN_HTML = re.compile(r"\$\$(.+?)\$\$|\$(?=\S)([^$]+?)(?<=\S)\$(?!\d)", re.DOTALL)
_CHECKBOX = re.compile(r"\A\[([ xX])\]\s+")
_EMOJI = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])")
_DASHES = re.compile(  # as in LaTeX; those between two numbers stay
    r"(?:\A|(?<=\s))-{2,3}(?=\s)|(?<=[^\W\d_])-{2,3}(?=\w)|(?<=\d)-{2,3}(?=[^\W\d_])"
)
_TEMPLATE_TAG = re.compile(r"\{%-?\s.*?\s-?%\}")  # of Jekyll
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|mailto:\S+")
# Elements that are read as a whole: raised and lowered text, and those that are not read.
_ELEMENT = re.compile(r"<(sup|sub|button|style|script)\b[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"\s*(?:\{\s*\})?([_^])\s*\{?\s*([-+]?\d{1,3})\s*\}?\s*")  # of a unit, as in m$^2$
_HAS_POWER = re.compile(r"(?:[^\W\d_]|(?<!\d)10)\Z")
_MAX_NODES = 12  # within one of them
_LINK = re.compile(r"<a\b[^>]*?(?:\bhref\s*=\s*[\"']?(?P<address>[^\"'\s>]*))?[^>]*>", re.IGNORECASE)
_MEDIUM = re.compile(r"<(?:img|video|audio|iframe)\b", re.IGNORECASE)
_COMPARISON = re.compile(r"<[A-Za-z]\d?(?: [A-Za-z]\w*)+>")  # as in "if x<y then y>x": no tag is so
_PAGES = (".md", ".ipynb", ".qmd", ".rst")

_AN_IMAGE = "an image"


class InlineReader:
    """Converts the children of paragraphs, headings and cells to words."""

    def __init__(self, macros: str) -> None:
        self.macros = macros
        self.footnotes: list[int] = []  # those that were referred to and not yet read

    def words(self, node: SyntaxTreeNode) -> str:
        """Return words for a paragraph; adjacent pieces of written text are made speakable together."""
        return join_fragments(self._fragments(node.children))

    def cell_words(self, node: SyntaxTreeNode) -> str:
        """Return words for a cell of a table; those of a picture are no sentence."""
        words = self.words(node)
        return f"{words[:1].lower()}{words[1:]}".removesuffix(".") if is_picture(node) else words

    def formula(self, latex: str) -> str:
        """Return words for a formula."""
        return formulas.describe_formula(latex.strip(), self.macros)

    def html_text(self, text: str) -> str:
        """Return words for the text of HTML, which may contain formulas as Markdown does."""
        fragments: list[Fragment] = []
        end = 0
        for match in _FORMULA_IN_HTML.finditer(text):
            fragments += [text[end : match.start()], (self.formula(match[1] or match[2]),)]
            end = match.end()
        return join_fragments([*fragments, text[end:]])

    def _fragments(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Fragment]:
        before = ""
        index = 0
        while index < len(nodes):
            end = _end_of_element(nodes, index)
            fragments = self._element(nodes[index:end], before) if end else self._leaf(nodes[index], before)
            index = max(index, end) + 1
            for fragment in fragments:
                before = fragment if isinstance(fragment, str) else fragment[0]
                yield fragment

    def _element(self, nodes: Sequence[SyntaxTreeNode], before: str) -> Iterator[Fragment]:
        """Yield what is read of a ``<sup>`` or a ``<sub>``; nothing of a button or a link to a footnote."""
        if any(node.type == "link" and str(node.attrs.get("href", "")).startswith("#") for node in nodes):
            return
        tag = _ELEMENT.match(nodes[0].content)
        if tag is None or not tag[1].lower().startswith("su"):
            return
        inner = list(self._fragments(nodes[1:]))
        texts = [fragment for fragment in inner if isinstance(fragment, str)]
        if len(texts) < len(inner):
            yield from (" ", *inner, " ")
        elif tag[1].lower() == "sup":
            yield raised_text.describe_raised("".join(texts), before)
        else:
            yield raised_text.describe_lowered("".join(texts), before)

    def _leaf(self, leaf: SyntaxTreeNode, before: str) -> Iterator[Fragment]:
        if leaf.type == "text":
            text = _DASHES.sub(" – ", _EMOJI.sub("", _TEMPLATE_TAG.sub("", leaf.content)))
            yield _CHECKBOX.sub(lambda box: "To do: " if box[1] == " " else "Done: ", text)
        elif leaf.type == "softbreak":
            yield " "
        elif leaf.type == "link":
            yield from self._link(leaf)
        elif leaf.type == "html_inline":
            yield from _html_inline(leaf.content)
        elif leaf.type == "footnote_ref":
            self.footnotes.append(leaf.meta["id"])
        elif leaf.type == "myst_role":
            yield from self._role(leaf, before)
        elif (
            leaf.type == "math_inline"
            and _HAS_POWER.search(before)
            and (raised := _SCRIPT.fullmatch(leaf.content))
        ):
            describe = raised_text.describe_raised if raised[1] == "^" else raised_text.describe_lowered
            yield describe(raised[2], before)
        elif leaf.type == "words":
            yield (references.without_repetition(leaf.content, before),)
        elif (words := self._words(leaf)) is not None:
            yield (words,)
        else:
            yield from self._fragments(leaf.children)

    def _role(self, leaf: SyntaxTreeNode, before: str) -> Iterator[Fragment]:
        """Yield words for a role; of raised text as written text, as it belongs to the text before."""
        name = leaf.meta["name"]
        words = roles.describe_role(name, leaf.content, self.formula, before)
        yield words if name.startswith("su") else (references.without_repetition(words, before),)

    def _words(self, leaf: SyntaxTreeNode) -> str | None:
        """Return words for a node that does not depend on the text around it; None for other nodes."""
        if leaf.type == "code_inline":
            return code.describe_inline_code(leaf.content)
        if leaf.type == "math_inline":
            return self.formula(leaf.content)
        if leaf.type == "math_inline_double":
            return f"{COLON}{self.formula(leaf.content)}{BREAK}"
        if leaf.type == "hardbreak":
            return BREAK
        return self._image(leaf) if leaf.type == "image" else None

    def _image(self, node: SyntaxTreeNode) -> str:
        """Return words for an image; none for a badge."""
        if is_badge(node):
            return ""
        alt = str(node.meta.get("alt") or node.content or node.attrs.get("title", ""))
        if any(child.type != "text" for child in node.children) and not node.meta.get("alt"):
            alt = join_fragments(self._fragments(node.children))  # with formulas and roles
        return as_sentence(describe_image(alt))

    def _link(self, node: SyntaxTreeNode) -> Iterator[Fragment]:
        address = str(node.attrs.get("href", ""))
        fragments = list(self._fragments(node.children))
        text = "".join(item if isinstance(item, str) else item[0] for item in fragments).strip()
        if _ADDRESS.fullmatch(text):
            yield (describe_link(address),)
        elif not text and not node.children:
            yield (_link_without_text(address),)
        else:
            yield from fragments


def links_of(node: SyntaxTreeNode) -> tuple[list[tuple[str, str]], str]:
    """Return the texts and addresses of the links in a paragraph or list, and the text around them."""
    links: list[tuple[str, str]] = []
    around: list[str] = []
    is_in_tag = False  # whether the leaf is between <a> and </a>
    for leaf in _leaves(node):
        text = " ".join(map(_written, leaf.walk()))
        tag = _LINK.match(leaf.content) if leaf.type == "html_inline" else None
        if leaf.type == "link" or tag:
            links.append((text, (tag["address"] or "") if tag else str(leaf.attrs.get("href", ""))))
            is_in_tag = tag is not None
        elif leaf.type == "html_inline" and leaf.content.lower() == "</a>":
            is_in_tag = False
        elif is_in_tag:
            links[-1] = (f"{links[-1][0]} {text}", links[-1][1])
        else:
            around.append(text)
    return links, " ".join(around)


def _written(leaf: SyntaxTreeNode) -> str:
    """Return the text of a node as it is written, and words for an image; empty for marks and tags."""
    if leaf.type == "image":
        return "" if is_badge(leaf) else _AN_IMAGE
    if leaf.type == "html_inline":
        return " ".join(_words_of_tag(leaf.content))
    if leaf.children or leaf.type in ("softbreak", "hardbreak"):
        return ""
    return leaf.content if leaf.parent is None or leaf.parent.type != "image" else ""


def _link_without_text(address: str) -> str:
    """Return words for a link that MyST gives the title of its target, such as ``[](#results)``."""
    path, _, label = address.partition("#")
    if not path and label:
        return references.describe_label(label)
    if not _ADDRESS.match(path) and path.endswith(_PAGES):
        return references.describe_label(PurePosixPath(path).stem)
    return describe_link(address) if path else ""


def is_picture(node: SyntaxTreeNode) -> bool:
    """Return whether a cell or a paragraph has nothing but a picture."""
    _, around = links_of(node)
    has_image = any(leaf.type == "image" and not is_badge(leaf) for leaf in node.walk())
    return has_image and around.strip() in ("", _AN_IMAGE)


def is_badge(node: SyntaxTreeNode) -> bool:
    """Return whether an image is a badge or the picture of a button."""
    return boilerplate.is_badge(str(node.attrs.get("src", ""))) or boilerplate.is_button(node.content)


def _html_inline(tag: str) -> Iterator[Fragment]:
    """Yield the text or words for a tag within a paragraph, without the text between tags."""
    if re.match(r"<br\b", tag, re.IGNORECASE):
        yield (BREAK,)
    elif _COMPARISON.fullmatch(tag):
        yield tag
    else:
        yield from ((f" {words} ",) for words in _words_of_tag(tag))


def _words_of_tag(tag: str) -> Iterator[str]:
    """Yield words for the tag of a picture, a film or a sound; nothing for another tag."""
    if _MEDIUM.match(tag):
        yield from (part.text for part in html.to_passages(tag) if isinstance(part, Passage))


def _end_of_element(nodes: Sequence[SyntaxTreeNode], start: int) -> int:
    """Return the index of the end tag of an element that begins at `start`; 0 if there is none."""
    tag = _ELEMENT.match(nodes[start].content) if nodes[start].type == "html_inline" else None
    if tag is None:
        return 0
    end_tag = f"</{tag[1].lower()}>"
    for index in range(start + 1, min(len(nodes), start + 1 + _MAX_NODES)):
        if nodes[index].type == "html_inline" and nodes[index].content.lower() == end_tag:
            return index
    return 0


def _leaves(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """Yield the nodes within a paragraph or list that have no nodes within; a link counts as one."""
    for child in node.children:
        if child.type in ("link", "image") or not child.children:
            yield child
        else:
            yield from _leaves(child)
