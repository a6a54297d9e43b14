"""The nodes of the tree of a formula: LaTeX and MathML are read into them, and rules put them into words."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeGuard


class Kind(enum.Enum):
    """What a sign does between its neighbours."""

    LETTER = enum.auto()
    NUMBER = enum.auto()
    WORD = enum.auto()
    FUNCTION = enum.auto()  # sin, log: what follows is its argument
    LIMITED = enum.auto()  # max, lim: has a range below it
    BIG = enum.auto()  # sum, integral
    RELATION = enum.auto()
    BINARY = enum.auto()
    PREFIX = enum.auto()  # for all, not, nabla
    POSTFIX = enum.auto()  # factorial, percent
    PUNCTUATION = enum.auto()
    DOTS = enum.auto()
    OPEN = enum.auto()
    CLOSE = enum.auto()
    BAR = enum.auto()
    SPACE = enum.auto()  # a wide one, at which a voice pauses


@dataclass(frozen=True)
class Sign:
    """A letter, number, word or symbol.

    `text` identifies it: the character, or the name of its command where it has no character of its own.
    """

    text: str
    kind: Kind
    words: str
    style: str = ""  # "bold", "upright", "blackboard", "script"; empty for italic letters

    @property
    def is_atom(self) -> bool:
        """Whether it is a quantity by itself."""
        return self.kind in {Kind.LETTER, Kind.NUMBER, Kind.WORD}


@dataclass(frozen=True)
class Row:
    """Parts that stand beside each other."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Scripts:
    """A base with what stands below and above at its right; of a sum, its range."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    primes: int = 0


@dataclass(frozen=True)
class Fraction:
    """A numerator over a denominator; without a line, a binomial coefficient."""

    numerator: Node
    denominator: Node
    has_line: bool = True


@dataclass(frozen=True)
class Root:
    """A square root, or one with a degree."""

    radicand: Node
    degree: Node | None = None


@dataclass(frozen=True)
class Fenced:
    """What stands between two brackets or bars; an empty side was written as a full stop."""

    left: str
    right: str
    inner: Node


@dataclass(frozen=True)
class Accent:
    """A base with a mark, such as a hat."""

    mark: str
    base: Node


@dataclass(frozen=True)
class Stacked:
    """A base with what is written above and below it in small signs."""

    base: Node
    over: Node | None = None
    under: Node | None = None
    is_brace: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells: a matrix, cases, or the lines of an aligned formula."""

    environment: str
    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True)
class Applied:
    """A function with its arguments in brackets."""

    function: Node
    arguments: Fenced


Node = Sign | Row | Scripts | Fraction | Root | Fenced | Accent | Stacked | Table | Applied


def row(*items: Node) -> Node:
    """Return the items as one node.

    Examples
    --------
    >>> row(Row(())) == Row(())
    True
    """
    return items[0] if len(items) == 1 else Row(items)


def items_of(node: Node | None) -> tuple[Node, ...]:
    """Return the parts of a row, or the node as the only part.

    Examples
    --------
    >>> items_of(None)
    ()
    """
    if node is None:
        return ()
    return node.items if isinstance(node, Row) else (node,)


def sign_of(node: Node | None) -> Sign | None:
    """Return the sign at the heart of a node, without scripts and accents; None if there is none.

    Examples
    --------
    >>> sign_of(Accent("hat", Sign("x", Kind.LETTER, "x"))).text
    'x'
    """
    while isinstance(node, (Scripts, Accent, Stacked)):
        node = node.base
    items = items_of(node)
    if isinstance(node, Row) and len(items) == 1:
        return sign_of(items[0])
    return node if isinstance(node, Sign) else None


def is_sign(node: Node | None, *texts: str) -> TypeGuard[Sign]:
    """Return whether a node is one of these signs.

    Examples
    --------
    >>> is_sign(Sign("x", Kind.LETTER, "x"), "x", "y")
    True
    """
    return isinstance(node, Sign) and node.text in texts


def is_kind(node: Node | None, *kinds: Kind) -> TypeGuard[Sign]:
    """Return whether a node is a sign of one of these kinds.

    Examples
    --------
    >>> is_kind(Sign("x", Kind.LETTER, "x"), Kind.LETTER), is_kind(Row(()), Kind.LETTER)
    (True, False)
    """
    return isinstance(node, Sign) and node.kind in kinds


def base_of(node: Node) -> Node:
    """Return a node without its scripts.

    Examples
    --------
    >>> base_of(Scripts(Sign("x", Kind.LETTER, "x"), primes=1)).text
    'x'
    """
    return node.base if isinstance(node, Scripts) else node


def with_base(node: Node, base: Node) -> Node:
    """Return a base with the scripts of a node, if it has any."""
    return replace(node, base=base) if isinstance(node, Scripts) else base
