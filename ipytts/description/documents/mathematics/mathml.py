"""Read MathML, the elements of HTML for formulas, into a tree."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING

from ipytts.description.documents.mathematics import symbols
from ipytts.description.documents.mathematics.latex.letters import split_letters
from ipytts.description.documents.mathematics.latex.names import as_name, prose
from ipytts.description.documents.mathematics.latex.token_reader import LatexError
from ipytts.description.documents.mathematics.nodes import (
    Accent,
    Fenced,
    Fraction,
    Kind,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    Stacked,
    Table,
    is_kind,
    is_sign,
    items_of,
    row,
)

if TYPE_CHECKING:
    from bs4 import Tag

_MAX_DEPTH = 40
_ACCENTS = MappingProxyType(
    {
        **dict.fromkeys(("^", "ˆ", "\u0302"), "hat"),
        **dict.fromkeys(("¯", "‾", "―", "_", "\u0304"), "bar"),
        **dict.fromkeys(("~", "˜"), "tilde"),
        **dict.fromkeys(("→", "\u20d7"), "vector"),
        **dict.fromkeys(("˙", "."), "dot"),
        "¨": "double dot",
        "ˇ": "check",
        "˘": "breve",
    }
)  # fmt: skip
_EMPTY = frozenset(
    {"mspace", "mphantom", "none", "mprescripts", "annotation", "annotation-xml", "maligngroup"}
)
_INVISIBLE = frozenset("\u2061\u2062\u2063\u2064")
_VARIANTS = {
    "bold": "bold",
    "bold-italic": "bold",
    "double-struck": "blackboard",
    "script": "script",
    "normal": "upright",
}


def read_mathml(tag: Tag) -> Node:
    """Return the tree of an element such as ``<math>``.

    Raises
    ------
    LatexError
        Elements are nested too deeply.

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> read_mathml(BeautifulSoup("<math><mi>x</mi></math>", "html.parser")).words
    'x'
    """
    return _read(tag, 0)


def _read(tag: Tag, depth: int) -> Node:
    if depth > _MAX_DEPTH:
        raise LatexError("nested too deeply")
    name = tag.name
    if name in _EMPTY:
        return Row(())
    if name in {"mi", "mn", "mo", "mtext", "ms"}:
        return _sign(tag)
    if name == "mtable":
        cells = (tuple(_read(cell, depth + 2) for cell in _children(line)) for line in _children(tag))
        return Table("array", tuple(cells))
    parts = [_read(child, depth + 1) for child in _children(tag)]
    if name == "mfenced":
        return _fenced(tag, parts)
    rule = _RULES.get(name)
    return rule(parts) if rule and len(parts) >= _LEAST.get(name, 0) else row(*parts)


def _children(tag: Tag) -> list[Tag]:
    return tag.find_all(lambda child: child.name != "mprescripts", recursive=False)


def _sign(tag: Tag) -> Node:
    text = " ".join(tag.get_text().split())
    variant = tag.get("mathvariant")
    style = _VARIANTS.get(variant, "") if isinstance(variant, str) else ""
    if not text or text in _INVISIBLE:
        return Row(())
    if tag.name == "mtext":
        return Sign(text, Kind.WORD, prose(text), "text")
    if tag.name == "mn":
        return Sign(text, Kind.NUMBER, text.replace(",", ""))
    if len(text) > 1 and text.isascii() and text.isalpha():
        parts = split_letters(text) if tag.name == "mi" and style != "upright" else [text]
        return row(
            *(as_name(part, "") if len(part) > 1 else symbols.character(part, style) for part in parts)
        )
    if len(text) > 1 and not symbols.find_sign(text):
        return row(
            *(symbols.character(character, style) for character in text if character not in _INVISIBLE)
        )
    return symbols.character(text, style)


def _fenced(tag: Tag, parts: list[Node]) -> Node:
    comma = symbols.character(",")
    inner: list[Node] = []
    for part in parts:
        inner += [comma, part] if inner else [part]
    left, right = (tag.get("open", "("), tag.get("close", ")"))
    names = [sign.text if (sign := symbols.find_sign(str(side).strip())) else "" for side in (left, right)]
    return Fenced(names[0], names[1], row(*inner))


def _under(parts: list[Node]) -> Node:
    base = parts[0]
    if is_kind(base, Kind.BIG, Kind.LIMITED, Kind.FUNCTION):
        return Scripts(base, parts[1])
    return Stacked(base, under=parts[1])


def _over(parts: list[Node]) -> Node:
    base, mark = parts[0], parts[1]
    if isinstance(mark, Sign) and (mark.text in _ACCENTS or mark.text in {"to", "sim"}):
        name = {"to": "vector", "sim": "tilde"}.get(mark.text) or _ACCENTS[mark.text]
        return Accent(name, base)
    if is_kind(base, Kind.BIG):
        return Scripts(base, sup=mark)
    return Stacked(base, over=mark)


def _under_and_over(parts: list[Node]) -> Node:
    base = parts[0]
    if is_kind(base, Kind.BIG, Kind.LIMITED):
        return Scripts(base, parts[1], parts[2])
    return Stacked(base, over=parts[2], under=parts[1])


def _superscript(parts: list[Node]) -> Node:
    above = parts[1]
    primes = items_of(above)
    if primes and all(is_sign(item, "′", "prime") for item in primes):
        return Scripts(parts[0], primes=len(primes))
    return Scripts(parts[0], sup=above)


_RULES: MappingProxyType[str, Callable[[list[Node]], Node]] = MappingProxyType(
    {
        "mfrac": lambda parts: Fraction(parts[0], parts[1]),
        "msqrt": lambda parts: Root(row(*parts)),
        "mroot": lambda parts: Root(parts[0], parts[1]),
        "msub": lambda parts: Scripts(parts[0], parts[1]),
        "msup": _superscript,
        "msubsup": lambda parts: Scripts(parts[0], parts[1], parts[2]),
        "munder": _under,
        "mover": _over,
        "munderover": _under_and_over,
        "semantics": lambda parts: parts[0],
    }
)
_LEAST = {  # parts that a rule needs
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
    "semantics": 1,
}
