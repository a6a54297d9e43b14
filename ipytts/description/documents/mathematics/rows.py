"""Rules for parts that stand beside each other: what is heard between them, and where a part ends."""

from __future__ import annotations

from collections.abc import Sequence

from ipytts.description.documents.mathematics import fractions, operators, symbols
from ipytts.description.documents.mathematics.combinations import combined
from ipytts.description.documents.mathematics.functions import is_plain_list
from ipytts.description.documents.mathematics.nodes import (
    Accent,
    Applied,
    Fenced,
    Fraction,
    Kind,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    Stacked,
    items_of,
    sign_of,
)
from ipytts.description.documents.mathematics.spoken import PAUSE, Place, Speak, Spoken, spoken

_CONTINUING = frozenset({Kind.BINARY, Kind.POSTFIX})  # what might belong to the part before it
_SEPARATING = frozenset({Kind.RELATION, Kind.PUNCTUATION, Kind.SPACE, Kind.CLOSE, Kind.DOTS, Kind.BAR})
_QUANTIFIERS = frozenset({"forall", "exists", "nexists"})


class RowSpeaker:
    """Speaks the items of one row from the left to the right."""

    def __init__(self, items: Sequence[Node], place: Place, speak: Speak) -> None:
        self._items = items
        self._place = place
        self._speak = speak
        self._words: list[str] = []
        self._ending = ""  # of the part before
        self._is_phrase = place in {Place.RANGE, Place.SCRIPT}  # relations have no verb
        self._in_integral = False
        self._index = 0

    def speak(self) -> Spoken:
        """Return words for all items."""
        while self._index < len(self._items):
            item = self._items[self._index]
            found = combined(self._items, self._index, self._speak)
            if found:
                words, count = found
                self._close(item)
                self._say(words)
                self._index += count
            else:
                self._part(item)
                self._index += 1
        return Spoken(tuple(self._words), self._ending)

    def _at(self, offset: int) -> Node | None:
        index = self._index + offset
        return self._items[index] if 0 <= index < len(self._items) else None

    def _say(self, words: Spoken | str) -> None:
        words = Spoken((words,)) if isinstance(words, str) else words
        self._words += words.words
        self._ending = words.ending
        if words.words[:1] == ("there exists exactly one",):
            self._is_phrase = True

    # One item

    def _part(self, item: Node) -> None:
        sign = item if isinstance(item, Sign) else None
        self._close(item)
        if operators.is_operator(item):
            self._operator(item)
        elif sign:
            self._sign(sign)
        else:
            if self._needs_times(item):
                self._say("times")
            words = self._speak(item, self._inner_place())
            is_inner_set = self._place is Place.SET and _is_set(item)
            self._say(Spoken(words.closed()) if is_inner_set else words)
            if fractions.is_derivative_operator(item) and self._is_operand(self._at(1)):
                self._say("of")

    def _inner_place(self) -> Place:
        if self._place in {Place.SET, Place.ARGUMENTS}:
            return self._place
        return Place.SCRIPT if self._place in {Place.SCRIPT, Place.RANGE} else Place.LINE

    def _close(self, item: Node) -> None:
        """Say where the part before ends, if what comes now might belong to it."""
        before = self._at(-1)
        sign = item if isinstance(item, Sign) else None
        if not self._ending:
            self._separate(before, item)
            return
        is_separated = sign is not None and sign.kind in _SEPARATING and sign.kind is not Kind.BAR
        if is_separated or self._is_differential():
            self._words.append(PAUSE)
        else:
            is_factor = fractions.is_derivative(before) and self._is_operand(item) if before else False
            self._words += [PAUSE, self._ending, PAUSE, "times" if is_factor else ""]
        self._ending = ""

    def _separate(self, before: Node | None, item: Node) -> None:
        """Say "times" between factors where the second one would be heard as a part of the first."""
        if not self._is_operand(item) or before is None:
            return
        if self._is_differential():
            self._words.append(PAUSE)
        elif isinstance(before, (Fraction, Root)) and not self._is_light_fraction(before):
            is_short = fractions.is_derivative(before) or self._place is Place.SCRIPT
            self._words += ["times"] if is_short else [PAUSE, "times"]
        elif _is_measure(before):
            self._words.append("times")
        elif isinstance(base := before.base if isinstance(before, Scripts) else before, Applied):
            self._words += ["times"] if is_plain_list(base.arguments.inner) else [PAUSE, "times"]

    def _is_light_fraction(self, node: Node) -> bool:
        return bool(fractions.common_fraction(node)) or fractions.is_derivative_operator(node)

    def _is_differential(self) -> bool:
        before, after = self._at(-1), self._at(1)
        is_factor = not (isinstance(before, Sign) and before.kind is Kind.BINARY)
        return self._in_integral and is_factor and _is_any(self._at(0), {"d"}) and sign_of(after) is not None

    def _is_operand(self, item: Node | None) -> bool:
        if item is None:
            return False
        if isinstance(item, Sign):
            return (
                (item.is_atom and item.style != "text")
                or item.kind in {Kind.BIG, Kind.FUNCTION, Kind.LIMITED}
                or item.text in {"nabla", "partial"}
            )
        if isinstance(item, (Stacked, Scripts)) and items_of(item.base):
            return self._is_operand(item.base)
        return True

    def _needs_times(self, item: Node) -> bool:
        """Return whether a factor before a bracket, fraction or root would be heard as something else."""
        before = self._at(-1)
        if before is None or self._words[-1:] in (["times"], ["of"]):
            return False
        base = item.base if isinstance(item, Scripts) else item
        if isinstance(base, Fenced) and base.left in {"(", "["}:  # a letter might be a function
            return isinstance(before, Fraction) or _is_number(before) or _is_bracketed(before)
        is_heavy = isinstance(item, (Root, Fraction)) or _is_measure(item)
        is_atom = isinstance(before, Sign) and before.is_atom and before.style != "text"
        is_factor = isinstance(before, (Scripts, Fenced, Applied, Accent)) and not operators.is_operator(
            before
        )
        return is_heavy and not fractions.is_derivative(item) and (is_atom or is_factor)

    def _operator(self, item: Node) -> None:
        """Say an operator, and "of" before what it is applied to."""
        base = sign_of(item)
        if base is None or not isinstance(item, (Sign, Scripts)):
            return
        after = self._at(1)
        if isinstance(item, Sign) and self._is_name(base, after):
            self._say(base.text)
            return
        if base.kind is Kind.BIG and self._is_factor(self._at(-1)):
            self._words.append("times")
        self._in_integral = self._in_integral or "integral" in base.words
        words = operators.describe_operator(item, self._speak)
        if after is None or not self._takes(after):
            self._say(words)
        else:
            self._say(spoken(Spoken(words.words), "of"))

    def _is_name(self, base: Sign, after: Node | None) -> bool:
        """Return whether an operator stands for itself: "x sub max", "min - 1"."""
        is_alone = len(self._items) == 1 and self._place in {Place.SCRIPT, Place.RANGE}
        is_term = base.kind is Kind.LIMITED and isinstance(after, Sign) and after.kind is Kind.BINARY
        is_last = base.kind is Kind.LIMITED and after is None and len(self._items) > 1
        return (is_alone and base.kind is not Kind.BIG) or is_term or is_last

    def _takes(self, after: Node) -> bool:
        if isinstance(after, Sign) and after.text == "-":
            return True
        return self._is_operand(after) or _is_bracket(after)

    def _is_factor(self, before: Node | None) -> bool:
        """Return whether a sum after it would be heard as a part of what stands before."""
        is_applied = (
            before is None or operators.is_operator(before) or fractions.is_derivative_operator(before)
        )
        return not is_applied and self._is_operand(before) and self._words[-1:] != ["times"]

    def _sign(self, sign: Sign) -> None:
        before = self._at(-1)
        if sign.kind is Kind.RELATION:
            self._say(
                symbols.without_verb(sign) if self._is_phrase and sign.text != "=" else self._relation(sign)
            )
            if sign.text in {"implies", "iff"}:
                self._is_phrase = self._place in {Place.RANGE, Place.SCRIPT}
        elif sign.kind is Kind.PUNCTUATION:
            self._punctuation(sign)
        elif sign.kind is Kind.BAR:
            self._bar(sign)
        elif sign.kind is Kind.OPEN or sign.kind is Kind.CLOSE:
            self._say(f"{'open' if sign.kind is Kind.OPEN else 'close'} {sign.words}")
        elif sign.kind is Kind.BINARY:
            self._binary(sign, before)
        else:
            self._quantity(sign)

    def _quantity(self, sign: Sign) -> None:
        self._is_phrase = self._is_phrase or sign.text in _QUANTIFIERS
        if sign.style == "text" and self._place is Place.LINE:
            self._is_phrase = sign.words.split()[-1:] in (["for"], ["all"])
        is_letter = sign.style == "blackboard" and (_is(self._at(1), "/") or _is_operand_sign(self._at(-1)))
        self._say(sign.text if is_letter else sign.words)

    def _relation(self, sign: Sign) -> str:
        follows = self._words[-1:] == [PAUSE] and isinstance(self._at(-1), Applied)
        if follows and sign.words != symbols.without_verb(sign) and self._has_relation():
            return f"which {sign.words}"  # 1 > P(T = 1 | X) > 0
        if sign.text == "sim" and self._at(-1) is None:
            return "about"
        if sign.text == "sim" and isinstance(after := self._at(1), Sign) and after.kind is Kind.NUMBER:
            return "is about"
        if sign.text == "coloneqq" and self._is_update():
            return "becomes"
        if sign.text == "equiv" and any(_is(item, "bmod") for item in self._items):
            return "is congruent to"
        return sign.words

    def _has_relation(self) -> bool:
        before = self._items[: self._index]
        return any(isinstance(item, Sign) and item.kind is Kind.RELATION for item in before)

    def _is_update(self) -> bool:
        """Return whether a variable gets a value that is computed from it: w := w - 1."""
        return self._at(-1) in self._items[self._index + 1 :]

    def _is_shape(self) -> bool:
        """Return whether a row is a shape such as 3 × 3 or n × m."""
        names = [item for item in self._items if not _is(item, "times")]
        return len(self._items) == 2 * len(names) - 1 and all(_is_size(item) for item in names)

    def _binary(self, sign: Sign, before: Node | None) -> None:
        if sign.text == "*" and _is_sequence(before) and _is_sequence(self._at(1)):
            self._say("convolved with")
        elif sign.text == "times" and (self._place is Place.SCRIPT or self._is_shape()):
            self._say("by")
        elif sign.text == "times" and _is_vector(before) and _is_vector(self._at(1)):
            self._say("cross")
        elif sign.text == "circ" and before is None:
            self._say("circle")
        elif sign.text == "/" and _is_upright(before) and _is_upright(self._at(1)):
            self._say("per")
        elif (
            sign.text == "cdot"
            and _is_vector(before)
            and (_is_vector(self._at(1)) or (_is(self._at(1), "d") and _is_vector(self._at(2))))
        ) or (sign.text == "cdot" and (before is None or self._at(1) is None)):
            self._say("dot")
        elif sign.text == "*" and before is None and self._at(1) is None:
            self._say("star")
        else:
            self._say(sign.words)

    def _punctuation(self, sign: Sign) -> None:
        if sign.text == ":":
            self._colon()
        elif sign.text == "," and self._place in {Place.SCRIPT, Place.ARGUMENTS}:
            self._say("comma")
        elif sign.text == ";" and self._place is Place.ARGUMENTS:
            self._say("semicolon")
        elif (
            sign.text == "."
            and self._at(-1) is not None
            and self._at(1) is not None
            and self._place is not Place.LINE
        ):
            self._say("dot")
        else:
            self._say(sign.words)
        if sign.text != ":":
            self._is_phrase = self._place in {Place.RANGE, Place.SCRIPT}

    def _colon(self) -> None:
        before, after = self._at(-1), self._at(1)
        if self._place is Place.SCRIPT and _is_operand_sign(before) and _is_operand_sign(after):
            self._say("to")
        elif self._place in {Place.SCRIPT, Place.ARGUMENTS} and not (
            _is_operand_sign(before) and _is_operand_sign(after)
        ):
            self._say("colon")
        elif self._place is Place.RANGE or any(
            _is_any(item, _QUANTIFIERS) for item in self._items[: self._index]
        ):
            self._say("such that")
            self._is_phrase = self._place is Place.RANGE
        elif (
            isinstance(before, Sign) and isinstance(after, Sign) and before.kind is after.kind is Kind.NUMBER
        ):
            self._say("to")
        else:
            self._say(":")

    def _bar(self, sign: Sign) -> None:
        before, after = self._at(-1), self._at(1)
        if before is None or after is None:
            self._say("bar" if len(self._items) == 1 else PAUSE)
        elif self._place is Place.RANGE and _is_operand_sign(before) and _is_operand_sign(after):
            self._say("dividing")
        elif sign.text == "‖":
            self._say("parallel to")
        elif sign.text == "mid" and self._place is Place.LINE and _is_integer(before) and _is_integer(after):
            self._say("divides")
        else:
            self._say("given")


def _is(node: Node | None, text: str) -> bool:
    return isinstance(node, Sign) and node.text == text


def _is_any(node: Node | None, texts: frozenset[str] | set[str]) -> bool:
    return isinstance(node, Sign) and node.text in texts


def _is_bracketed(node: Node) -> bool:
    return isinstance(node.base if isinstance(node, Scripts) else node, (Fenced, Applied))


def _is_number(node: Node) -> bool:
    return isinstance(node, Sign) and node.kind is Kind.NUMBER


def _is_bracket(node: Node) -> bool:
    return isinstance(node, Sign) and node.kind in {Kind.OPEN, Kind.PREFIX}


def _is_sequence(node: Node | None) -> bool:
    """Return whether it is a signal at a time: x[n]."""
    return isinstance(node, Applied) and node.arguments.left == "["


def _is_set(node: Node) -> bool:
    return isinstance(node, Fenced) and node.left == "lbrace"


def _is_measure(node: Node) -> bool:
    """Return whether it is an absolute value, a norm or the like."""
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Fenced) and (
        base.left in {"lfloor", "lceil", "‖"} or (base.left == base.right == "|")
    )


def _is_size(node: Node) -> bool:
    """Return whether something may be a number of rows: 3, n, 2 n."""
    return isinstance(node, Sign) and (
        (node.kind is Kind.NUMBER and node.text.isdecimal()) or node.text in {*"nmkpdNMKPDhwHWTL"}
    )


def _is_upright(node: Node | None) -> bool:
    sign = sign_of(node)
    return bool(sign and sign.style == "upright")


def _is_operand_sign(node: Node | None) -> bool:
    sign = sign_of(node)
    return bool(sign and sign.is_atom)


def _is_vector(node: Node | None) -> bool:
    if isinstance(node, Scripts):
        return _is_vector(node.base)
    if isinstance(node, Accent):
        return node.mark == "vector"
    return isinstance(node, Sign) and node.style == "bold"


def _is_integer(node: Node | None) -> bool:
    """Return whether a name is usually one of an integer: n, p, 12."""
    return (
        isinstance(node, Sign)
        and not node.style
        and (
            node.kind is Kind.NUMBER
            or (node.text.islower() and len(node.text) == 1 and node.text in "abdkmnpq")
        )
    )


def describe_row(node: Row, place: Place, speak: Speak) -> Spoken:
    """Return words for a row."""
    return RowSpeaker(node.items, place, speak).speak()
