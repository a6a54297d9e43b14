"""Put nodes that stand beside each other into words: what is heard between them, and where one ends."""

from __future__ import annotations

from collections.abc import Sequence

from ipytts.description.documents.mathematics import symbols
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
    base_of,
    is_kind,
    is_sign,
    items_of,
    sign_of,
)
from ipytts.description.documents.mathematics.properties import is_number, is_operator, is_plain_list
from ipytts.description.documents.mathematics.rules import fractions, operators
from ipytts.description.documents.mathematics.rules.combinations import combined
from ipytts.description.documents.mathematics.rules.signs import (
    QUANTIFIERS,
    Spot,
    ends_phrase,
    words_of,
)
from ipytts.description.documents.mathematics.rules.spoken import PAUSE, Place, Speak, Spoken, spoken

_SEPARATING = frozenset({Kind.RELATION, Kind.PUNCTUATION, Kind.SPACE, Kind.CLOSE, Kind.DOTS})


class _RowSpeaker:
    """Puts the items of one row into words, from the left to the right."""

    def __init__(self, items: Sequence[Node], place: Place, speak: Speak) -> None:
        self._items = items
        self._place = place
        self._speak = speak
        self._words: list[str] = []
        self._ending = ""  # of the part before
        self._begin = 0
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
        self._begin = len(self._words)  # of the part before
        self._words += words.words
        self._ending = words.ending
        if words.words[:1] == ("there exists exactly one",):
            self._is_phrase = True

    def _part(self, item: Node) -> None:
        sign = item if isinstance(item, Sign) else None
        self._close(item)
        if is_operator(item):
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
        if not self._ending:
            is_long = _ends_with_fraction(before)
            is_power = isinstance(before, Scripts) and "to the" in self._words[self._begin :]
            if (is_long and is_sign(item, "+", "-", "pm", "mp")) or (is_power and is_sign(item, "/")):
                self._words.append(PAUSE)
            self._separate(before, item)
            return
        if is_kind(item, *_SEPARATING) or self._is_differential():
            self._words.append(PAUSE)
        else:
            is_heard_on = self._ending == PAUSE or (before is not None and fractions.is_derivative(before))
            is_factor = is_heard_on and self._is_operand(item)
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
        elif isinstance(before, Scripts) and self._is_script_heard_on(before, item):
            is_long = "to the" in self._words[self._begin :] and len(items_of(before.sup)) > 1
            self._words += [PAUSE, "times"] if is_long else [PAUSE]
        elif isinstance(base := base_of(before), Applied):
            self._words += ["times"] if is_plain_list(base.arguments.inner) else [PAUSE, "times"]

    def _is_script_heard_on(self, before: Scripts, item: Node) -> bool:
        """Return whether a factor would be heard as a part of the script before it: x^n y^m."""
        if is_operator(before) or not items_of(before.base):
            return False
        if before.sup is not None:
            is_unit = _is_upright(item) and (is_number(before.base) or _is_upright(before))
            is_power = not {"to the", "superscript"}.isdisjoint(self._words[self._begin :])
            return is_power and not is_unit
        below = items_of(before.sub)
        has_comma = any(is_sign(part, ",") for part in below)
        return has_comma or (len(below) > 1 and isinstance(item, Sign) and item.is_atom)

    def _is_light_fraction(self, node: Node) -> bool:
        return bool(fractions.common_fraction(node)) or fractions.is_derivative_operator(node)

    def _is_differential(self) -> bool:
        before, after = self._at(-1), self._at(1)
        is_factor = not is_kind(before, Kind.BINARY) and not (before is not None and is_operator(before))
        return self._in_integral and is_factor and is_sign(self._at(0), "d") and sign_of(after) is not None

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
        base = base_of(item)
        if isinstance(base, Fenced) and base.left in {"(", "["}:  # a letter might be a function
            return isinstance(before, Fraction) or is_number(before) or _is_bracketed(before)
        is_heavy = isinstance(item, (Root, Fraction)) or _is_measure(item)
        is_atom = isinstance(before, Sign) and before.is_atom and before.style != "text"
        is_factor = isinstance(before, (Scripts, Fenced, Applied, Accent)) and not is_operator(before)
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
            self._say(spoken(words.without_ending(), "of"))

    def _is_name(self, base: Sign, after: Node | None) -> bool:
        """Return whether an operator stands for itself: "x sub max", "min - 1"."""
        is_alone = len(self._items) == 1 and self._place in {Place.SCRIPT, Place.RANGE}
        is_term = base.kind is Kind.LIMITED and is_kind(after, Kind.BINARY)
        is_last = base.kind is Kind.LIMITED and after is None and len(self._items) > 1
        return (is_alone and base.kind is not Kind.BIG) or is_term or is_last

    def _takes(self, after: Node) -> bool:
        if is_sign(after, "-"):
            return True
        return self._is_operand(after) or _is_bracket(after)

    def _is_factor(self, before: Node | None) -> bool:
        """Return whether a sum after it would be heard as a part of what stands before."""
        is_applied = before is None or is_operator(before) or fractions.is_derivative_operator(before)
        return not is_applied and self._is_operand(before) and self._words[-1:] != ["times"]

    def _sign(self, sign: Sign) -> None:
        spot = Spot(self._items, self._index, self._place)
        if sign.kind is Kind.RELATION:
            self._say(self._relation(sign, spot))
        else:
            self._say(words_of(sign, spot))
        starts = self._place in {Place.RANGE, Place.SCRIPT}
        if ends_phrase(sign, spot):
            self._is_phrase = starts
        elif sign.text in QUANTIFIERS:
            self._is_phrase = True
        elif sign.style == "text" and self._place is Place.LINE:
            self._is_phrase = sign.words.split()[-1:] in (["for"], ["all"])

    def _relation(self, sign: Sign, spot: Spot) -> str:
        if sign.text in {"uparrow", "downarrow"}:
            return words_of(sign, spot)
        if self._is_phrase and sign.text != "=":
            return symbols.without_verb(sign)
        follows = self._words[-1:] == [PAUSE] and isinstance(spot.before, Applied)
        earlier = self._items[: self._index]
        is_second = any(is_kind(item, Kind.RELATION) for item in earlier)
        if follows and is_second and sign.words != symbols.without_verb(sign):
            return f"which {sign.words}"  # 1 > P(T = 1 | X) > 0
        words = words_of(sign, spot)
        if sign.text in {"in", "notin"} and _follows_equation(earlier):
            self._words.append(PAUSE)
            return f"which {words}"
        are_several = len(earlier) > 2 and self._place is Place.LINE and is_plain_list(Row(tuple(earlier)))
        plain = symbols.without_verb(sign)
        return f"are {plain}" if are_several and words == sign.words != plain else words


def _ends_with_fraction(node: Node | None) -> bool:
    """Return whether a part is a fraction, or a function of one, to which a sum would seem to belong."""
    if isinstance(node, Applied):
        items = items_of(node.arguments.inner)
        return len(items) == 1 and _ends_with_fraction(items[0])
    return isinstance(node, (Fraction, Root)) and not fractions.common_fraction(node)


def _follows_equation(earlier: Sequence[Node]) -> bool:
    """Return whether the last phrase before a relation is an equation: p = x ∈ A."""
    for item in reversed(earlier):
        if isinstance(item, Sign) and item.kind in {Kind.PUNCTUATION, Kind.SPACE, Kind.WORD}:
            return False
        if is_sign(item, "="):
            return True
    return False


def _is_bracketed(node: Node) -> bool:
    return isinstance(base_of(node), (Fenced, Applied))


def _is_upright(node: Node) -> bool:
    sign = sign_of(node)
    return sign is not None and sign.style in {"upright", "text"}


def _is_bracket(node: Node) -> bool:
    return is_kind(node, Kind.OPEN, Kind.PREFIX)


def _is_set(node: Node) -> bool:
    return isinstance(node, Fenced) and node.left == "lbrace"


def _is_measure(node: Node) -> bool:
    """Return whether it is an absolute value, a norm or the like."""
    base = base_of(node)
    return isinstance(base, Fenced) and (
        base.left in {"lfloor", "lceil", "‖"} or (base.left == base.right == "|")
    )


def describe_row(node: Row, place: Place, speak: Speak) -> Spoken:
    """Return words for a row."""
    return _RowSpeaker(node.items, place, speak).speak()
