"""Evaluate the expressions of Vega, a small part of JavaScript, on the rows of a table.

Only what stands in an expression is computed: there are no statements, no assignments and no names but those
of Vega's own functions and constants.
"""

from __future__ import annotations

import math
import operator
import re
from typing import TYPE_CHECKING, Any

from ipytts.description.charts.json_data import kind_of, to_days
from ipytts.description.charts.vega.expression_functions import CONSTANTS, FUNCTIONS, to_number, truth
from ipytts.description.charts.vega.tables import UnsupportedSpecError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipytts.description.charts.vega.tables import Table

    Evaluate = Callable[[Mapping[str, Any]], Any]

_MAX_ROWS = 100_000  # rows; more take longer than a second
_MAX_LENGTH = 5_000  # characters of an expression
_MAX_DEPTH = 50  # nested parts
_MILLISECONDS_PER_DAY = 86_400_000
_TOKEN = re.compile(
    r"\s*(?:(?P<number>0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_$][\w$]*)"
    r"|(?P<text>'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
    r"|(?P<sign>===|!==|\*\*|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()\[\]]))"
)
_END = ("end", "")


def _add(a: Any, b: Any) -> Any:
    if isinstance(a, str) or isinstance(b, str):
        return FUNCTIONS["toString"](a) + FUNCTIONS["toString"](b)
    return to_number(a) + to_number(b)


def _divide(a: float, b: float) -> float:
    if b == 0:
        return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a)
    return a / b


def _compare(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compared(a: Any, b: Any) -> bool:
        are_texts = isinstance(a, str) and isinstance(b, str)
        return compare(a, b) if are_texts else compare(to_number(a), to_number(b))

    return compared


def _equal(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return a is b
    if isinstance(a, str) != isinstance(b, str):
        return to_number(a) == to_number(b)
    return bool(a == b)


def _identical(a: Any, b: Any) -> bool:
    return isinstance(a, str) == isinstance(b, str) and _equal(a, b)


_BINARY: list[dict[str, Callable[[Any, Any], Any]]] = [  # from the loosest to the tightest
    {
        "==": _equal,
        "!=": lambda a, b: not _equal(a, b),
        "===": _identical,
        "!==": lambda a, b: not _identical(a, b),
    },
    {
        "<": _compare(operator.lt),
        "<=": _compare(operator.le),
        ">": _compare(operator.gt),
        ">=": _compare(operator.ge),
    },
    {"+": _add, "-": lambda a, b: to_number(a) - to_number(b)},
    {
        "*": lambda a, b: to_number(a) * to_number(b),
        "/": lambda a, b: _divide(to_number(a), to_number(b)),
        "%": lambda a, b: math.fmod(to_number(a), to_number(b)) if to_number(b) else math.nan,
    },
    {"**": lambda a, b: to_number(a) ** to_number(b)},
]


def compile_expression(expression: str, values: Mapping[str, Any]) -> Evaluate:
    """Return a function that evaluates an expression for a row; `values` are those of the parameters.

    Raises
    ------
    UnsupportedSpecError
        It has something that is not supported.

    Examples
    --------
    >>> compile_expression("datum.a > 2 ? 'high' : 'low'", {})({"a": 3})
    'high'
    """
    if len(expression) > _MAX_LENGTH:
        raise UnsupportedSpecError(expression)
    parser = _Parser(expression, values)
    evaluate = parser.ternary()
    parser.expect("end", "")
    return evaluate


def evaluate_rows(expression: str, table: Table, values: Mapping[str, Any]) -> list[Any]:
    """Return the value of an expression for each row of a table."""
    if len(table) > _MAX_ROWS:
        raise UnsupportedSpecError
    evaluate = compile_expression(expression, values)
    columns = {name: _plain_values(column) for name, column in table.columns.items()}
    try:
        return [evaluate(dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)]
    except (TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
        raise UnsupportedSpecError from error


def _plain_values(column: Any) -> list[Any]:
    """Return a column as JavaScript has it: dates in milliseconds, missing values as None."""
    values = column.tolist()
    if kind_of(column) == "date" and not any(isinstance(value, str) for value in values):
        values = (to_days(column) * _MILLISECONDS_PER_DAY).tolist()
    return [None if isinstance(value, float) and math.isnan(value) else value for value in values]


class _Parser:
    """Parses an expression into a function, by recursive descent."""

    def __init__(self, expression: str, values: Mapping[str, Any]) -> None:
        self._tokens = [*_tokens(expression), _END]
        self._at = 0
        self._depth = 0
        self._values = values

    def _take(self, *signs: str) -> str:
        """Return the next sign and go on, if it is one of these."""
        kind, text = self._tokens[self._at]
        if kind != "sign" or text not in signs:
            return ""
        self._at += 1
        return text

    def expect(self, kind: str, text: str) -> None:
        if self._tokens[self._at] != (kind, text):
            raise UnsupportedSpecError(self._tokens[self._at])
        self._at += 1

    def ternary(self) -> Evaluate:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise UnsupportedSpecError
        test = self._either()
        if self._take("?"):
            first = self.ternary()
            self.expect("sign", ":")
            second = self.ternary()
            self._depth -= 1
            return lambda row: first(row) if truth(test(row)) else second(row)
        self._depth -= 1
        return test

    def _either(self) -> Evaluate:
        left = self._both()
        while self._take("||"):
            left = _or(left, self._both())
        return left

    def _both(self) -> Evaluate:
        left = self._binary(0)
        while self._take("&&"):
            left = _and(left, self._binary(0))
        return left

    def _binary(self, level: int) -> Evaluate:
        if level == len(_BINARY):
            return self._unary()
        left = self._binary(level + 1)
        while sign := self._take(*_BINARY[level]):
            left = _apply(_BINARY[level][sign], left, self._binary(level + 1))
        return left

    def _unary(self) -> Evaluate:
        sign = self._take("!", "-", "+")
        if not sign:
            return self._postfix()
        operand = self._unary()
        if sign == "!":
            return lambda row: not truth(operand(row))
        factor = -1 if sign == "-" else 1
        return lambda row: factor * to_number(operand(row))

    def _postfix(self) -> Evaluate:
        target = self._primary()
        while sign := self._take(".", "["):
            if sign == ".":
                kind, name = self._tokens[self._at]
                self.expect("name", name if kind == "name" else "")
                target = _member(target, _constant(name))
            else:
                target = _member(target, self.ternary())
                self.expect("sign", "]")
        return target

    def _primary(self) -> Evaluate:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return _constant(int(text, 16) if text[:2].lower() == "0x" else float(text))
        if kind == "text":
            return _constant(_unquote(text))
        if kind == "name":
            return self._name(text)
        if text == "(":
            inside = self.ternary()
            self.expect("sign", ")")
            return inside
        if text == "[":
            items = self._list("]")
            return lambda row: [item(row) for item in items]
        raise UnsupportedSpecError(text)

    def _name(self, name: str) -> Evaluate:
        if self._take("("):
            return self._call(name, self._list(")"))
        if name == "datum":
            return lambda row: row
        if name in self._values:
            return _constant(self._values[name])
        if name in CONSTANTS:
            return _constant(CONSTANTS[name])
        raise UnsupportedSpecError(name)

    def _call(self, name: str, arguments: list[Evaluate]) -> Evaluate:
        if name == "if" and len(arguments) == 3:
            test, first, second = arguments
            return lambda row: first(row) if truth(test(row)) else second(row)
        function = FUNCTIONS.get(name)
        if function is None:
            raise UnsupportedSpecError(name)
        return lambda row: function(*(argument(row) for argument in arguments))

    def _list(self, end: str) -> list[Evaluate]:
        items: list[Evaluate] = []
        while not self._take(end):
            items.append(self.ternary())
            if not self._take(","):
                self.expect("sign", end)
                break
        return items


def _tokens(expression: str) -> list[tuple[str, str]]:
    tokens, at, text = [], 0, expression.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match or not match.lastgroup:
            raise UnsupportedSpecError(expression)
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), text[1:-1])


def _constant(value: Any) -> Evaluate:
    return lambda _: value


def _apply(function: Callable[[Any, Any], Any], left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda row: function(left(row), right(row))


def _or(left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda row: first if truth(first := left(row)) else right(row)


def _and(left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda row: right(row) if truth(first := left(row)) else first


def _member(target: Evaluate, key: Evaluate) -> Evaluate:
    def member(row: Mapping[str, Any]) -> Any:
        owner, name = target(row), key(row)
        if isinstance(owner, dict):
            return owner.get(name)
        if name == "length" and isinstance(owner, (str, list)):
            return len(owner)
        if isinstance(owner, (str, list)) and isinstance(name, (int, float)) and 0 <= name < len(owner):
            return owner[int(name)]
        return None

    return member
