r"""Read commands with their arguments: fractions, roots, accents, brackets and more."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ipytts.description.documents.mathematics import symbols
from ipytts.description.documents.mathematics.latex import commands, names, siunitx
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
    is_kind,
    items_of,
    row,
)

if TYPE_CHECKING:
    from ipytts.description.documents.mathematics.latex.token_reader import TokenReader

    Rule = Callable[[TokenReader, str], Node | None]

_DELIMITERS = {"<": "langle", ">": "rangle", ".": "", "\\|": "‖", "\\{": "lbrace", "\\}": "rbrace"}
_EMPTY = Row(())


def read_delimiter(reader: TokenReader) -> str:
    r"""Return the bracket after ``\left`` or ``\big`` by its name; empty for a full stop.

    It is read as one token, so that ``\left.`` and ``\right\}`` are understood.
    """
    token = reader.raw_group().strip() if reader.peek() == "{" else reader.next()
    if token in _DELIMITERS:
        return _DELIMITERS[token]
    sign = symbols.find_sign(token[1:] if token.startswith("\\") and len(token) > 1 else token)
    return sign.text if sign else token.lstrip("\\")


def _fraction(reader: TokenReader, name: str) -> Node:
    reader.optional()
    return Fraction(reader.argument(), reader.argument(), has_line=name not in commands.BINOMIALS)


def _general_fraction(reader: TokenReader, _: str) -> Node:
    left, right, thickness, _style = (reader.raw_group() for _ in range(4))
    fraction = Fraction(reader.argument(), reader.argument(), has_line=thickness.strip()[:1] != "0")
    return (
        fraction
        if not (left.strip() and right.strip()) or not fraction.has_line
        else Fenced(left, right, fraction)
    )


def _root(reader: TokenReader, _: str) -> Node:
    degree = reader.optional()
    return Root(reader.argument(), reader.parsed(degree) if degree else None)


def _accent(reader: TokenReader, name: str) -> Node:
    return Accent(commands.ACCENTS[name], reader.argument())


def _styled(reader: TokenReader, name: str) -> Node:
    return names.read_name(reader, commands.STYLES[name])


def _operator_with_limits(reader: TokenReader, _: str) -> Node:
    node = names.read_name(reader, "upright")
    if is_kind(node, Kind.WORD):
        return Sign(node.text, Kind.LIMITED, node.words)
    return node


def _text(reader: TokenReader, _: str) -> Node:
    return names.read_text(reader, reader.raw_group())


def _shown_argument(reader: TokenReader, name: str) -> Node | None:
    count, shown = commands.SHOWN_ARGUMENT[name]
    result: Node | None = None
    for index in range(count):
        if index == shown:
            result = reader.argument()
        else:
            reader.raw_group()
    return result


def _stack(reader: TokenReader, name: str) -> Node:
    if name in {"overset", "stackrel"}:
        over = reader.argument()
        return Stacked(reader.argument(), over=over)
    if name == "underset":
        under = reader.argument()
        return _with_range(reader.argument(), under)
    return Stacked(reader.argument(), is_brace=True)  # its words are the scripts after it


def _with_range(base: Node, under: Node) -> Node:
    """Return an operator with its range; another base with what is below it."""
    if is_kind(base, Kind.WORD, Kind.FUNCTION):
        base = Sign(base.text, Kind.LIMITED, base.words)
    if is_kind(base, Kind.LIMITED, Kind.BIG):
        return Scripts(base, under)
    if isinstance(base, Row) and any(is_kind(item, Kind.LIMITED) for item in base.items):
        return Row((*base.items[:-1], Scripts(base.items[-1], under)))
    return Stacked(base, under=under)


def _arrow(reader: TokenReader, name: str) -> Node:
    under = reader.optional()
    over = reader.argument()
    sign = symbols.character(commands.ARROWS[name])
    return Stacked(sign, over=over, under=reader.parsed(under) if under else None)


def _fence(reader: TokenReader, name: str) -> Node:
    left, right = commands.FENCES[name]
    return Fenced(left, right, reader.argument())


def _dyad(reader: TokenReader, _: str) -> Node:
    first = reader.argument()
    second = reader.argument() if reader.peek() == "{" else first
    return Row((Fenced("|", "rangle", first), Fenced("langle", "|", second)))


def _matrix_element(reader: TokenReader, _: str) -> Node:
    bar = symbols.character("|")
    return Fenced("langle", "rangle", row(reader.argument(), bar, reader.argument(), bar, reader.argument()))


def _inner_product(reader: TokenReader, _: str) -> Node:
    bar = symbols.character("|")
    return Fenced("langle", "rangle", row(reader.argument(), bar, reader.argument()))


def _derivative(reader: TokenReader, name: str) -> Node:
    r"""Return ``\dv[n]{f}{x}`` and ``\pdv{f}{x}{y}`` as a fraction."""
    is_total = name in {"dv", "derivative", "odv"}
    d = symbols.character("d", "upright") if is_total else symbols.character("partial")
    order = reader.optional()
    degree = reader.parsed(order) if order else None
    first = reader.argument()
    above, below = (first, reader.argument()) if reader.peek() == "{" else (_EMPTY, first)
    variables: list[Node] = [d, Scripts(below, sup=degree) if degree else below]
    if reader.peek() == "{":
        variables += [d, reader.argument()]
        degree = degree or symbols.character("2")
    top: Node = Scripts(d, sup=degree) if degree else d
    return Fraction(row(top, *items_of(above)), row(*variables))


def _differential(reader: TokenReader, _: str) -> Node:
    return row(symbols.character("d"), *items_of(reader.argument()))


def _left(reader: TokenReader, _: str) -> Node:
    left = _plain(read_delimiter(reader))
    inner = reader.row(frozenset({"\\right", "\\end"}))
    if reader.peek() != "\\right":
        raise LatexError("\\right is missing")
    reader.next()
    right = _plain(read_delimiter(reader))
    if left == "|" and not right:  # a tall bar, as in P(x | y), and not brackets
        return Row((symbols.find_sign("mid") or _EMPTY, *items_of(inner)))
    return Fenced(left, right, inner)


def _plain(delimiter: str) -> str:
    """Return a bar without its side, which its position says."""
    return {"lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖"}.get(delimiter, delimiter)


def _sized(reader: TokenReader, name: str) -> Node | None:
    r"""Return a bracket of a given size; ``\bigl`` opens and ``\bigr`` closes."""
    start = reader.position
    text = read_delimiter(reader)
    if text in {"|", "‖"} and name[-1] in "lr":
        text = {"|l": "lvert", "|r": "rvert", "‖l": "lVert", "‖r": "rVert"}[text + name[-1]]
    sign = symbols.find_sign(text)
    if sign and sign.kind in {Kind.OPEN, Kind.CLOSE, Kind.BAR, Kind.BINARY}:
        return sign
    reader.position = start
    return None


def _tag(reader: TokenReader, _: str) -> Node | None:
    raw = reader.raw_group()
    number = " ".join(re.sub(r"[^\w.' ]", " ", raw).split())
    if not number:
        return None
    return Row((Sign("quad", Kind.SPACE, ","), Sign(raw, Kind.WORD, f"equation {number}", "text")))


def _reference(reader: TokenReader, _: str) -> Node:
    number = re.search(r"\d+\Z", reader.raw_group())
    return Sign("ref", Kind.WORD, f"equation {number[0]}" if number else "the equation", "text")


def _chemistry(reader: TokenReader, _: str) -> Node:
    return names.read_chemistry(reader.raw_group())


def _quantity(reader: TokenReader, name: str) -> Node:
    reader.optional()
    number = reader.raw_group() if name not in {"si", "unit"} else ""
    unit = reader.raw_group() if name not in {"num", "ang"} else "°" if name == "ang" else ""
    return siunitx.read_quantity(number, unit)


def _prescript(reader: TokenReader, _: str) -> Node:
    above, below, base = reader.argument(), reader.argument(), reader.argument()
    return row(Scripts(_EMPTY, below if items_of(below) else None, above if items_of(above) else None), base)


def _modulus(reader: TokenReader, name: str) -> Node:
    modulo = symbols.character("bmod")
    inner = reader.argument()
    pause = Sign("quad", Kind.SPACE, ",") if name != "bmod" else _EMPTY
    return Row((*items_of(pause), modulo, *items_of(inner)))


def _unicode(reader: TokenReader, _: str) -> Node:
    raw = reader.raw_group().strip()
    try:
        return symbols.character(chr(int(raw.lstrip('xX"U+'), 16 if raw[:1] in 'xXU"' else 10)))
    except (ValueError, OverflowError):
        return _EMPTY


def _column_vector(reader: TokenReader, name: str) -> Node:
    environment = "pmatrix" if name != "bmqty" else "bmatrix"
    return reader.parsed(rf"\begin{{{environment}}}{reader.raw_group()}\end{{{environment}}}")


def _substack(reader: TokenReader, _: str) -> Node:
    return reader.parsed(rf"\begin{{substack}}{reader.raw_group()}\end{{substack}}")


RULES: dict[str, Rule] = {
    **dict.fromkeys((*commands.FRACTIONS, *commands.BINOMIALS), _fraction),
    **dict.fromkeys(commands.ACCENTS, _accent),
    **dict.fromkeys(commands.STYLES, _styled),
    **dict.fromkeys(commands.TEXTS, _text),
    **dict.fromkeys(commands.SHOWN_ARGUMENT, _shown_argument),
    **dict.fromkeys(commands.STACKS, _stack),
    **dict.fromkeys(commands.ARROWS, _arrow),
    **dict.fromkeys(commands.FENCES, _fence),
    **dict.fromkeys(commands.SIZES, _sized),
    **dict.fromkeys(("dyad", "ketbra", "outerproduct", "op"), _dyad),
    **dict.fromkeys(("mel", "matrixel"), _matrix_element),
    **dict.fromkeys(("ip", "innerproduct"), _inner_product),
    **dict.fromkeys(("dv", "pdv", "derivative", "partialderivative", "odv"), _derivative),
    **dict.fromkeys(("dd", "differential"), _differential),
    **dict.fromkeys(("tag", "tag*"), _tag),
    **dict.fromkeys(("ref", "eqref", "autoref", "cref"), _reference),
    **dict.fromkeys(("SI", "si", "qty", "unit", "num", "ang"), _quantity),
    **dict.fromkeys(("pmod", "mod", "pod"), _modulus),
    **dict.fromkeys(("ce", "cf"), _chemistry),
    **dict.fromkeys(("pmqty", "bmqty"), _column_vector),
    "operatorname*": _operator_with_limits,
    "genfrac": _general_fraction,
    "sqrt": _root,
    "left": _left,
    "prescript": _prescript,
    "unicode": _unicode,
    "substack": _substack,
}
del RULES["rm"], RULES["cal"], RULES["frak"]  # they set the style of what follows
