r"""Read LaTeX into a tree as TeX does; what TeX would not accept is read as far as its meaning is plain."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from ipytts.description.documents.mathematics import symbols
from ipytts.description.documents.mathematics.latex import commands
from ipytts.description.documents.mathematics.latex.command_arguments import RULES
from ipytts.description.documents.mathematics.latex.environments import read_environment
from ipytts.description.documents.mathematics.latex.letters import is_function_name, is_word, split_letters
from ipytts.description.documents.mathematics.latex.macros import expand
from ipytts.description.documents.mathematics.latex.names import as_name, prose
from ipytts.description.documents.mathematics.latex.token_reader import LatexError, TokenReader
from ipytts.description.documents.mathematics.nodes import (
    Fraction,
    Kind,
    Node,
    Row,
    Scripts,
    Sign,
    Stacked,
    items_of,
    row,
)

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_NUMBER = re.compile(
    r"\d{1,3}(?:(?:\{,\}|\\,|\\ )\d{3}(?!\d))+(?:\.\d+)?|(?<![(\[{,])[1-9]\d{0,2}(?:,\d{3}(?!\d))+(?:\.\d+)?"
    r"|\d+(?:\.\d+|\.(?=\s*[/*+-]))?|\.\d+"
)
_GROUPING = re.compile(r"\{,\}|\\,|\\ |,")
_DIGITS = re.compile(r"\d{2,}(?![\d.])")
_STAGGERED = re.compile(r"\{\s*\\ ")  # T^i_{\ j}: the indices of a tensor
_QUOTED = re.compile(r"\"([^\"$\\{}]*)\"|``([^'$\\{}]*)''")
_SUCH_THAT = re.compile(r"s\.\s*t\.")
_CALL = re.compile(r"(?:\s*\\(?:left|[bB]igg?l?)\s*)?[(\[]")
_CONDITIONS = frozenset({"if", "for", "and", "of", "where", "otherwise"})  # typed without a command
_LETTERS = re.compile(r"[A-Za-z]+")
_TYPED = re.compile(r":\s*=|=\s*:(?!=)|<=>|<->|<-(?![\w.])|<=|>=|->|=>|!=|==|<<|>>|\.\.\.|\.\.|\|\|")
_TYPED_COMMANDS = {
    "<=": "leq", ">=": "geq", "->": "to", "=>": "implies", "!=": "ne", "==": "=", "<<": "ll", ">>": "gg",
    "...": "dots", "<->": "leftrightarrow", "<=>": "iff", "<-": "gets",
}  # fmt: skip
_COMMAND = re.compile(r"(?<!\\)\\[A-Za-z]")
_ESCAPED_COMMAND = re.compile(r"(?<!\\)\\\\([A-Za-z]+)")
_VULGAR_FRACTION = re.compile(r"[¼½¾⅐-⅞]")
_DIMENSION = re.compile(r"\s*-?[\d.]+\s*(?:pt|em|ex|mu|cm|mm|in)?")
_ENDS = frozenset({"", "}", "&", "\\\\", "\\right", "\\end", "\\cr"})


def parse(latex: str, macros: str = "") -> Node:
    r"""Return the tree of a formula.

    Raises
    ------
    LatexError
        A group or an argument is missing, or groups are nested too deeply.

    Examples
    --------
    >>> parse("x").words
    'x'
    """
    latex = _single_backslashes(_COMMENT.sub("", latex))
    return _Parser(expand(_VULGAR_FRACTION.sub(_fraction, latex), macros)).whole()


def _single_backslashes(latex: str) -> str:
    r"""Return ``a \\cdot b`` as ``a \cdot b`` if each command was escaped, as for some sites."""
    names = _ESCAPED_COMMAND.findall(latex)
    if not names or _COMMAND.search(latex) or not all(_is_command(name) for name in names):
        return latex
    return latex.replace("\\\\", "\\")


def _is_command(name: str) -> bool:
    is_symbol = len(name) > 1 and symbols.find_sign(name) is not None
    return is_symbol or name in RULES or name in commands.IGNORED or name in {"begin", "end"}


def _fraction(sign: re.Match[str]) -> str:
    above, below = unicodedata.normalize("NFKC", sign[0]).split("⁄")
    return rf"{{\frac{{{above}}}{{{below}}}}}"


class _Parser(TokenReader):
    """Reads a formula from the left to the right."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._in_script = False

    def whole(self) -> Node:
        """Return the tree of the whole text."""
        node = self.row(frozenset())
        if self.position < len(self.text):
            raise LatexError(f"not expected: {self.text[self.position :][:20]!r}")
        return node

    def parsed(self, latex: str) -> Node:
        """Return the tree of another text."""
        inner = _Parser(latex)
        inner._depth = self._depth + 1
        return inner.whole()

    def row(self, stops: frozenset[str]) -> Node:
        """Return what stands before one of the tokens at which the row ends."""
        style = self.enter()
        items: list[Node] = []
        while (token := self.peek()) and token not in stops:
            if token == "}":
                raise LatexError("a group ends that has not begun")
            if token.startswith("\\") and token[1:] in commands.INFIX:
                self.next()
                items = [Fraction(row(*items), self.row(stops), has_line=commands.INFIX[token[1:]])]
                break
            self._add(items, token)
        self.leave(style)
        return row(*items)

    def _add(self, items: list[Node], token: str) -> None:
        """Read one part, and add it to those before it or change the last one."""
        if token in {"^", "_", "'"}:
            self.next()
            if token == "'" and not items:
                items.append(symbols.character("′"))
                return
            base = items.pop() if items else Row(())
            items.append(self._with_prime(base) if token == "'" else self._with_script(base, token))
        elif token in {"&", "\\\\", "\\cr"}:  # outside of a table
            self.next()
            if token != "&":
                items.append(Sign("line", Kind.PUNCTUATION, ";"))
        else:
            items += self._parts()

    def _with_prime(self, base: Node) -> Node:
        if isinstance(base, Scripts) and base.sup is None:
            return Scripts(base.base, base.sub, None, base.primes + 1)
        return Scripts(base, primes=1)

    def _with_script(self, base: Node, token: str) -> Node:
        was_in_script, self._in_script = self._in_script, True
        script = self._script(token)
        self._in_script = was_in_script
        is_above = token == "^"
        if isinstance(base, Stacked) and base.is_brace:
            return replace(
                base, over=script if is_above else base.over, under=base.under if is_above else script
            )
        if not isinstance(base, Scripts):
            base = Scripts(base)
        if is_above and base.sup is None:
            return Scripts(base.base, base.sub, script, base.primes)
        if not is_above and base.sub is None:
            return Scripts(base.base, script, base.sup, base.primes)
        return Scripts(base, None if is_above else script, script if is_above else None)

    def _script(self, token: str) -> Node:
        """Return a script; more than TeX takes where braces were forgotten: 10^12, x_max."""
        self.peek()
        if token == "_" and _STAGGERED.match(self.text, self.position):
            return Row((Sign("stagger", Kind.SPACE, ""), *items_of(self.argument())))
        if run := _LETTERS.match(self.text, self.position):
            if is_word(run[0], shortest=3):
                self.position = run.end()
                return as_name(run[0], "")
        elif token == "^" and (digits := self.matched(_DIGITS)):
            return Sign(digits, Kind.NUMBER, digits)
        return self.argument()

    def _parts(self) -> list[Node]:
        """Return the parts that begin at the position: several for a run of letters."""
        if typed := self.matched(_TYPED):
            return [self._typed(re.sub(r"\s", "", typed))]
        if number := self.matched(_NUMBER):
            digits = _GROUPING.sub("", number).rstrip(".")
            if self.style == "blackboard":
                return [Sign(digits, Kind.LETTER, "the indicator", "blackboard")]
            return [Sign(digits, Kind.NUMBER, digits)]
        if words := self._typed_words():
            return [words]
        if run := self.matched(_LETTERS):
            return self._letters(run)
        node = self._part()
        return [] if node is None else [node]

    def _typed_words(self) -> Sign | None:
        """Return words in quotation marks or an abbreviation that are typed without a command."""
        if self.matched(_SUCH_THAT):
            return Sign("s.t.", Kind.WORD, "such that", "text")
        if quoted := self.matched(_QUOTED):
            words = " ".join(quoted.strip("\"`'").split())
            return Sign(words, Kind.WORD, prose(words))
        return None

    def _typed(self, text: str) -> Node:
        if text == "..":
            return Sign("range", Kind.DOTS, "to")
        if text == "||" and _bars_before(self.text[: self.position - 2]) % 2:  # |a||b|
            self.position -= 1
            text = "|"
        return symbols.find_sign(_TYPED_COMMANDS.get(text, text)) or symbols.character(text)

    def _letters(self, run: str) -> list[Node]:
        if self.style == "upright" and len(run) > 1:
            return [as_name(run)]
        if run in _CONDITIONS:
            return [Sign(run, Kind.WORD, run, "text")]
        call = _CALL.match(self.text, self.position)
        is_name = call and is_function_name(run) and (run != "Re" or not call[0][0].isspace())  # or Reynolds
        parts = [run] if is_name else split_letters(run, in_script=self._in_script)
        return [self._letter(part) if len(part) == 1 else as_name(part, "") for part in parts]

    def _letter(self, text: str) -> Sign:
        return symbols.character(text, self.style)

    def _part(self) -> Node | None:
        """Return one part; None for a command that shows nothing."""
        token = self.next()
        if token == "{":
            node = self.row(frozenset({"}"}))
            self.expect("}")
            return node
        if token.startswith("\\") and len(token) > 1:
            return self._command(token[1:])
        return None if token in {"~", "\\"} else symbols.character(token, self.style)

    def argument(self) -> Node:
        """Return the argument of a command: a group, or one sign."""
        token = self.peek()
        if token in _ENDS:
            raise LatexError("an argument is missing")
        if token in {"^", "_", "'"}:  # x^'
            self.next()
            return symbols.character("′") if token == "'" else Row(())
        if token.isdigit() or (token.isalpha() and len(token) == 1):
            self.next()
            return self._letter(token)
        node = self._part()
        return Row(()) if node is None else node

    def _command(self, name: str) -> Node | None:
        if name == "begin":
            return read_environment(self)
        if name in RULES:
            return RULES[name](self, name)
        if name in commands.SWITCHES:
            self.style = commands.SWITCHES[name]
            return None
        if name in commands.DIMENSIONS:
            self.matched(_DIMENSION)
            return None
        return self._symbol(name)

    def _symbol(self, name: str) -> Node | None:
        if name in commands.PAUSES:
            return Sign("quad", Kind.SPACE, ",")
        if name in commands.IGNORED:
            return None
        if name == "not":
            node = self.argument()
            return symbols.negate(node) if isinstance(node, Sign) else node
        known = (
            symbols.find_sign(name)
            if len(name) > 1
            else symbols.find_sign(f"\\{name}") or symbols.find_sign(name)
        )
        return known or self._unknown(name)

    def _unknown(self, name: str) -> Node:
        """Return a command that is not known as a word, if it can be one, else as its letters."""
        if not name.isalpha():
            return symbols.character(name)
        known = symbols.find_sign(name.lower())
        words = split_letters(name, in_script=True)
        return known or Sign(name, Kind.WORD, " ".join(words))


def _bars_before(text: str) -> int:
    """Return how many single bars stand before in the same brackets."""
    count = depth = 0
    for character in reversed(text.replace("||", "")):
        depth += (character in ")]}") - (character in "([{")
        if depth < 0:
            break
        count += character == "|" and depth == 0
    return count
