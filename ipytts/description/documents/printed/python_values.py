"""Read values from the text that Python shows of them: numbers, texts, dates, containers and arrays.

The text is parsed and never run: literals have a value, and calls of the constructors in `_CONSTRUCTORS`.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections import namedtuple
from collections.abc import Callable, Iterator
from typing import Any

from ipytts.description.documents.printed import shown_values
from ipytts.description.wording import grammar, numbers, phrases

_MAX_READ = 100_000  # characters
_MAX_COLUMNS = 10  # of a row of which a part is shown
_SHOWN = 3  # values at the start of a sequence that is shown in part
_NAMES = {"nan": float("nan"), "inf": float("inf"), "NaN": float("nan"), "NaT": None}
_CONSTRUCTORS = {
    "Counter": "collections.Counter",
    "Decimal": "decimal.Decimal",
    "Fraction": "fractions.Fraction",
    "Index": "pandas.Index",
    "OrderedDict": "collections.OrderedDict",
    "Period": "pandas.Period",
    "PosixPath": "pathlib.PurePosixPath",
    "PurePosixPath": "pathlib.PurePosixPath",
    "PureWindowsPath": "pathlib.PureWindowsPath",
    "RangeIndex": "pandas.RangeIndex",
    "Timedelta": "pandas.Timedelta",
    "Timestamp": "pandas.Timestamp",
    "UUID": "uuid.UUID",
    "WindowsPath": "pathlib.PureWindowsPath",
    "array": "numpy.array",
    "datetime.date": "datetime.date",
    "datetime.datetime": "datetime.datetime",
    "datetime.time": "datetime.time",
    "datetime.timedelta": "datetime.timedelta",
    "deque": "collections.deque",
    "qarray": "numpy.array",
    "frozenset": "builtins.frozenset",
    "range": "builtins.range",
    "set": "builtins.set",
    **shown_values.CONSTRUCTORS,
}
_ITEMS = {"DatetimeIndex": "date", "TimedeltaIndex": "duration"}  # of an index
_TENSORS = ("tensor", "Array")
_TENSOR = re.compile(r"<tf\.(?:Tensor|Variable)\b.*?dtype=(\w+), numpy=(.*)>", re.DOTALL)
_GRADIENT = re.compile(r",\s*grad_fn=<\w*>|,\s*requires_grad=True")
_NUMPY_SCALARS = ("np.float", "np.int", "np.uint", "np.bool", "np.str", "np.complex")


class NoValueError(ValueError):
    """A text does not show a value that can be read."""


class ShownTensor:
    """A tensor of PyTorch, TensorFlow or JAX as its text shows it."""

    def __init__(self, values: Any, dtype: str = "") -> None:
        self._values = values
        self.shape = _shape(values)
        self.dtype = dtype or _dtype(values)

    def tolist(self) -> Any:
        """Return the values as nested lists, or the value of a tensor without dimensions."""
        return self._values


class PartialSequence:
    """The ends of a list or an array of which only a part is shown."""

    def __init__(
        self, first: list[Any], last: list[Any], shape: tuple[int, ...] = (), item: str = "value"
    ) -> None:
        self.first, self.last, self.shape, self.item = first, last, shape, item
        self.name = ""  # of an index

    def _repr_speech_(self) -> str:
        """Return its size, if that is shown, and the values at its ends.

        Examples
        --------
        >>> PartialSequence([0, 1, 2], [9], (10,))._repr_speech_()
        'an array of 10 values that starts with 0, 1 and 2 and ends with 9'
        """
        sizes = [
            *map(numbers.number, self.shape[:-1]),
            *(numbers.with_noun(n, "value") for n in self.shape[-1:]),
        ]
        size = f"an array of {' by '.join(sizes)}" if sizes else "a sequence of which a part is shown,"
        ends = [grammar.join(map(phrases.value, values)) for values in (self.first, self.last)]
        if self.item != "value":
            return self._index()
        if rows := self._rows():
            return rows
        if not _are_plain([*self.first, *self.last]):
            return size.rstrip(",")
        return f"{size} that starts with {ends[0]}" + (f" and ends with {ends[1]}" if self.last else "")

    def _index(self) -> str:
        """Return the size of an index, and its first and its last label."""
        size = f"an index of {numbers.with_noun(self.shape[0], self.item)}" if all(self.shape) else "an index"
        of = f" of {phrases.name(self.name)}" if self.name else ""
        ends = [*self.first[:1], *self.last[-1:]]
        if len(ends) < 2 or not _are_plain(ends):
            return size + of
        to_value = shown_values.moment if self.item == "date" else shown_values.duration
        values = ends if self.item == "label" else map(to_value, ends)
        return f"{size}{of} from {' to '.join(map(phrases.value, values))}"

    def _rows(self) -> str:
        """Return the columns of a matrix and the first and the last row shown; empty without these."""
        shown = [*self.first[:1], *self.last[-1:]]
        rows = [row if isinstance(row, list) else getattr(row, "first", []) for row in shown]
        if not rows or not all(map(_are_plain, rows)):
            return ""
        in_words = [
            phrases.value(row[0]) if len(row) == 1 else grammar.join(map(phrases.value, row[:_MAX_COLUMNS]))
            for row in rows
        ]
        is_whole = isinstance(shown[0], list) and len(rows[0]) <= _MAX_COLUMNS
        verb = "is" if is_whole else "starts with"
        size = " by ".join(map(numbers.number, self.shape))
        kind = f"an array of {size} values" if size else "a matrix"
        columns = (
            numbers.with_noun(len(shown[0]), "column") if isinstance(shown[0], list) and not size else ""
        )
        opening = f"{kind}{f' of {columns}' if columns else ''}, of which a part is shown"
        ends = [f"The {end} row {verb} {row}" for end, row in zip(("first", "last"), in_words, strict=False)]
        return ". ".join([opening, *ends])


def to_value(text: str) -> Any:
    """Return the value that a text shows, such as a `repr`; its long sequences may be a `PartialSequence`.

    Raises
    ------
    NoValueError
        It does not show a value, or one of a class that is not known here.

    Examples
    --------
    >>> to_value("{'accuracy': [0.5, nan], 'at': datetime.date(2024, 3, 1)}")
    {'accuracy': [0.5, nan], 'at': datetime.date(2024, 3, 1)}
    >>> to_value("Run(loss=0.25, epochs=3)")
    Run(loss=0.25, epochs=3)
    """
    if len(text) > _MAX_READ:
        raise NoValueError("too long")
    text = shown_values.as_expression(_GRADIENT.sub("", text.strip()))
    if found := _TENSOR.fullmatch(text.strip()):
        text = f"tensor({found[2]}, dtype={found[1]})"
    try:
        return _value(_parse(text.strip()))
    except NoValueError:
        raise
    except Exception as error:  # constructors of other libraries may raise anything
        raise NoValueError(text[:100]) from error


def _parse(text: str) -> ast.expr:
    """Return the expression of a text; ``1,234`` is no tuple, as Python shows these in parentheses."""
    node = ast.parse(text, mode="eval").body
    if isinstance(node, ast.Tuple) and not text.startswith("("):
        raise NoValueError("no parentheses")
    return node


def _value(node: ast.expr) -> Any:
    for kind, read in _READERS.items():
        if isinstance(node, kind):
            return read(node)
    raise NoValueError(type(node).__name__)


def _number(node: ast.UnaryOp | ast.BinOp) -> Any:
    """Return the value of ``-3`` or of ``3+4j``."""
    if isinstance(node, ast.UnaryOp):
        operand = _value(node.operand)
        is_number = isinstance(operand, int | float | complex) and not isinstance(node.operand, ast.UnaryOp)
        if isinstance(node.op, ast.USub) and is_number:
            return -operand
        raise NoValueError("an operator")
    real, imaginary = _value(node.left), _value(node.right)
    if not isinstance(real, int | float) or not isinstance(imaginary, complex):
        raise NoValueError("an expression")
    return real - imaginary if isinstance(node.op, ast.Sub) else real + imaginary


def _name(node: ast.Name) -> Any:
    if node.id not in _NAMES:
        raise NoValueError(node.id)
    return _NAMES[node.id]


def _list(node: ast.List) -> Any:
    values = [_value(item) for item in node.elts]
    if ... not in _classes(values):
        return values
    at = next(index for index, value in enumerate(values) if value is ...)
    return PartialSequence(values[: min(at, _SHOWN)], values[at + 1 :][-1:])


def _classes(values: list[Any]) -> list[Any]:
    """Return the ellipses among values, without comparing these, which may be arrays."""
    return [value for value in values if value is ...]


def _whole(values: Iterator[Any]) -> list[Any]:
    """Return values all of which are shown."""
    values_ = list(values)
    if _classes(values_):
        raise NoValueError("a part")
    return values_


def _dict(node: ast.Dict) -> dict[Any, Any]:
    if None in node.keys:
        raise NoValueError("an expression")
    pairs = zip(node.keys, node.values, strict=True)
    return {_value(key): _value(value) for key, value in pairs if key is not None}


def _call(node: ast.Call) -> Any:
    name = ast.unparse(node.func)
    if name == "defaultdict" and len(node.args) == 2:
        return _value(node.args[1])
    if name.startswith(_NUMPY_SCALARS) and len(node.args) == 1:
        return _value(node.args[0])
    arguments = [_value(argument) for argument in node.args]
    options = {option.arg: _option(option) for option in node.keywords if option.arg}
    return _shown_part(name, arguments, options) or _construct(name, arguments, options)


def _shown_part(name: str, arguments: list[Any], options: dict[str, Any]) -> PartialSequence | None:
    """Return an array or an index of which a part is shown; None for any other value."""
    part = _part(arguments[0]) if arguments else None
    if part and name == "array":
        return PartialSequence(part.first, part.last, tuple(options.get("shape", ())))
    if part and name.endswith("Index"):
        item = _ITEMS.get(name, "label")
        shown = PartialSequence(part.first, part.last, (options.get("length", 0),), item)
        shown.name = options.get("name", "")
        return shown
    return None


def _construct(name: str, arguments: list[Any], options: dict[str, Any]) -> Any:
    if name in _TENSORS and len(arguments) == 1 and not _part(arguments[0]):
        return ShownTensor(getattr(arguments[0], "tolist", lambda: arguments[0])(), options.get("dtype", ""))
    if name in _CONSTRUCTORS:
        return _constructor(name)(*arguments, **options)
    if error := shown_values.error(name):
        return error(*arguments)
    if arguments or not options or not name.isidentifier():
        raise NoValueError(name)
    return namedtuple(name, options)(**options)  # noqa: PYI024 - its fields are read


def _shape(values: Any) -> tuple[int, ...]:
    return (len(values), *(_shape(values[0]) if values else ())) if isinstance(values, list) else ()


def _dtype(values: Any) -> str:
    while isinstance(values, list) and values:
        values = values[0]
    return {bool: "bool", int: "int64"}.get(type(values), "float32")


def _part(values: Any) -> PartialSequence | None:
    """Return what is shown of an array if that is not all of it."""
    if isinstance(values, list):
        return PartialSequence([], []) if any(map(_part, values)) else None
    return values if isinstance(values, PartialSequence) else None


def _option(option: ast.keyword) -> Any:
    """Return the value of a keyword argument; the name of a dtype is one."""
    if option.arg == "dtype" and isinstance(option.value, ast.Name | ast.Attribute):
        return ast.unparse(option.value).rpartition(".")[2]
    return _value(option.value)


def _constructor(name: str) -> Callable[..., Any]:
    module, _, attribute = _CONSTRUCTORS[name].rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return found


def _are_plain(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, int | float | str) for value in values)


_READERS: dict[type[ast.expr], Callable[[Any], Any]] = {
    ast.Constant: lambda node: node.value,
    ast.List: _list,
    ast.Tuple: lambda node: tuple(_whole(map(_value, node.elts))),
    ast.Set: lambda node: set(_whole(map(_value, node.elts))),
    ast.Dict: _dict,
    ast.UnaryOp: _number,
    ast.BinOp: _number,
    ast.Name: _name,
    ast.Call: _call,
}
