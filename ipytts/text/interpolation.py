r"""Replace ``{expression}`` in a text by its value, and leave all other braces unchanged.

Prose, Markdown, LaTeX and JSON all use braces, so each ``{`` is read in this order:

1. after a TeX command, ``_`` or ``^``, or after a group that is unchanged: mathematics, unchanged;
2. ``{{…}}``: becomes ``{…}``;
3. a Python expression with a name in it: a field, replaced as in an f-string;
4. anything else is unchanged, with all that is inside it.
"""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ipytts.errors import FillError

# `\word*[option]`, `_` and `^` make the next brace mathematics; `\{` does not count as a brace.
_MARK = re.compile(r"(?P<math>\\[A-Za-z]+\*?(?:\[[^][{}]*\])?|[_^])|\\.|[{}]", re.DOTALL)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_BRACE_WITHOUT_MATH = re.compile(r"(?P<math>(?!))|[{}]")  # for text that is not prose
_LEXEME = re.compile(
    r"""
    '''(?:\\.|[^\\])*?''' | \"""(?:\\.|[^\\])*?\"""     # braces in strings do not count
    | '(?:\\.|[^\\'\n])*' | "(?:\\.|[^\\"\n])*"
    | \\. | != | [][(){}:!\n]
    """,
    re.DOTALL | re.VERBOSE,
)
_FORMAT = re.compile(r"(?:!(?P<conversion>[rsa]))?(?::(?P<spec>.*))?", re.DOTALL)
_NESTED = re.compile(r"\{([^{}]*)\}")
_CONVERSIONS: dict[str, Callable[[object], str]] = {"r": repr, "s": str, "a": ascii}


class _Field(NamedTuple):
    """A replacement field, parsed but not yet evaluated."""

    source: str
    label: str  # the `x=` of `{x=}`
    expression: ast.Expression
    conversion: str | None
    spec: list[str | _Field]


def interpolate(text: str, namespace: Mapping[str, object], *, prose: bool = True) -> str:
    r"""Return a text with each ``{expression}`` replaced by its value.

    Parameters
    ----------
    text : str
        Any prose, Markdown, LaTeX or JSON.
    namespace : mapping of str to object
        The names that expressions may use beside Python's built-in ones. It is not changed: a name that
        ``:=`` binds exists in the rest of the text only.
    prose : bool
        Whether the text may contain mathematics. A file's name, such as ``talk_{i}.mp3``, does not.

    Returns
    -------
    str
        The text with its fields replaced; each is evaluated once, from left to right.

    Raises
    ------
    FillError
        If an expression fails: a name is unknown, it raises an exception, or its value does not support the
        format. ``await`` is not supported.

    Examples
    --------
    >>> names = {"accuracy": 0.912, "rows": [1, 2, 3], "name": "Ada", "x": 7, "a": 1, "b": 2}
    >>> def show(text):
    ...     print(interpolate(text, names))

    Fields are those of f-strings, with conversions, nested formats and ``=``; they may contain quotes,
    backslashes and line breaks on every version of Python:

    >>> show("It reached {accuracy:.1%} on {len(rows)} rows.")
    It reached 91.2% on 3 rows.
    >>> show("{name!r:>7}, {x:0{x - 4}}, {x=}, {rows[1:]}, {a != b}, {'}'.join(name)}")
      'Ada', 007, x=7, [2, 3], True, A}d}a

    Braces without a name, without a Python expression or with a bare generator are unchanged:

    >>> show('{} {3} {None} {1, 2} {"a": 1} {see below} {i for i in rows}')
    {} {3} {None} {1, 2} {"a": 1} {see below} {i for i in rows}

    A comma makes a tuple, as in f-strings:

    >>> show("{a, b}")
    (1, 2)

    Mathematics is unchanged: braces right after ``\word``, ``\word[option]``, ``_`` and ``^``, and after
    the ``}`` of a group that is unchanged, but not after a field; ``\{`` and ``\}`` do not count as braces:

    >>> show(r"\frac{a}{b} \sqrt[3]{x} x_{a} x^{b} \{a\} but {x}^{2} and {name}{x}")
    \frac{a}{b} \sqrt[3]{x} x_{a} x^{b} \{a\} but 7^{2} and Ada7

    All that is inside an unchanged group is unchanged, and so is an unmatched brace:

    >>> show(r'\text{the {x}} {"a": {"b": x}} } { {x}')
    \text{the {x}} {"a": {"b": x}} } { 7

    Doubled braces become single ones, outside of mathematics; fields between them are replaced:

    >>> show(r"{{name}} {{{name}}} \frac{{a}}{b}")
    {name} {Ada} \frac{{a}}{b}

    If the text is not prose, ``_`` and the backslash have no special meaning:

    >>> interpolate(r"out\{name}_{x}.mp3", names, prose=False)
    'out\\Ada_7.mp3'

    A single name must be in the namespace: ``/users/{id}`` is not Python's function ``id``.

    >>> show("{accuray:.1%}")  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
    ...
    ipytts.errors.FillError: {accuray:.1%} cannot be filled in: NameError: name 'accuray' is not
    defined. Did you mean {accuracy:.1%}? Use --raw or double the braces, {{…}}, to leave them alone.
    """
    names = dict(namespace)  # a copy, because eval writes to it
    pieces = []
    copied = 0
    for start, end, field in _replacements(text, prose=prose):
        pieces += [text[copied:start], _format_field(field, names) if field else ""]
        copied = end
    return "".join([*pieces, text[copied:]])


def has_fields(text: str, *, prose: bool = True) -> bool:
    """Return whether `interpolate` would change the text.

    Examples
    --------
    >>> has_fields("{accuracy:.1%}"), has_fields("{{x}}"), has_fields('{"a": 1}')
    (True, True, False)
    """
    return any(True for _ in _replacements(text, prose=prose))


def _replacements(text: str, *, prose: bool) -> Iterator[tuple[int, int, _Field | None]]:
    """Yield the start, the end and the field of each replacement; a field of None drops a doubled brace."""
    ends = _group_ends(text, _BRACE if prose else _BRACE_WITHOUT_MATH)
    doubled = set()  # positions of closing braces that are still to be dropped
    math = -1  # the position where an opening brace would be mathematics
    searched = at = 0
    marks = _MARK if prose else _BRACE_WITHOUT_MATH
    while mark := marks.search(text, at):
        start, at = mark.span()
        if mark["math"]:
            math = at
        elif start in doubled:
            yield start, at, None
        elif mark[0] == "{":
            end = ends.get(start, 0)
            if start != math and ends.get(at) == end - 1:
                yield start, at, None
                doubled.add(end - 1)
                at += 1
                continue
            field = None
            if start != math:
                field, end, searched = _read_field(text, start, end, searched)
            if field:
                yield start, end, field
            at, math = end or at, end if prose and not field else -1


def _group_ends(text: str, braces: re.Pattern[str]) -> dict[int, int]:
    """Return the end of the group of each opening brace; unmatched braces are left out."""
    ends = {}
    unclosed = []
    for brace in braces.finditer(text):
        if brace[0] == "{":
            unclosed.append(brace.start())
        elif brace[0] == "}" and unclosed:
            ends[unclosed.pop()] = brace.end()
    return ends


def _read_field(text: str, start: int, end: int, searched: int) -> tuple[_Field | None, int, int]:
    """Return the field of the group from start to end, if it is one, and where it ends.

    If it is none, a second search ignores braces in strings, as `{"}".join(x)}` needs. The last number says
    how far that has searched: no text is searched twice, which keeps the time linear.
    """
    field = _parse_named(text[start + 1 : end - 1]) if end else None
    if field is None and start >= searched:
        searched, is_closed = _end_outside_strings(text, start)
        if is_closed and searched != end and (field := _parse_named(text[start + 1 : searched - 1])):
            end = searched
    return field, end, searched


def _end_outside_strings(text: str, start: int) -> tuple[int, bool]:
    """Return the end of the group, or of the line if that is sooner, and whether it is the group's."""
    depth = 0
    for lexeme in _LEXEME.finditer(text, start):
        depth += (lexeme[0] == "{") - (lexeme[0] == "}")
        if depth == 0 or lexeme[0] == "\n":
            return lexeme.end(), depth == 0
    return len(text), False


def _parse_named(source: str) -> _Field | None:
    field = _parse(source)
    if field and any(isinstance(node, ast.Name) for node in ast.walk(field.expression)):
        return field
    return None


def _parse(source: str) -> _Field | None:
    """Parse the text between two braces; None if it is not valid in an f-string."""
    code, conversion, spec = _split(source)
    spec_parts = _parse_spec(spec or "")
    label = ""
    if code.rstrip().endswith("="):
        label, code = code, code.rstrip()[:-1]
        conversion = "r" if conversion is None and spec is None else conversion
    if source.startswith("{") or not code.strip() or spec_parts is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the text may be prose
            expression = ast.parse(f"({code})", mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if isinstance(expression.body, ast.GeneratorExp):
        return None
    return _Field(source, label, expression, conversion, spec_parts)


def _split(source: str) -> tuple[str, str | None, str | None]:
    """Return expression, conversion and format; an empty expression if the text is invalid."""
    depth = 0
    for lexeme in _LEXEME.finditer(source):
        if depth == 0 and lexeme[0] in {"!", ":"}:
            match = _FORMAT.fullmatch(source, lexeme.start())
            if match is None:
                return "", None, None
            return source[: lexeme.start()], match["conversion"], match["spec"]
        depth += (lexeme[0] in {"(", "[", "{"}) - (lexeme[0] in {")", "]", "}"})
        if depth < 0:  # `a) + (b` would parse between parentheses
            return "", None, None
    return source, None, None


def _parse_spec(spec: str) -> list[str | _Field] | None:
    """Parse a format with its nested fields; None if its braces are invalid."""
    parts: list[str | _Field] = []
    for index, part in enumerate(_NESTED.split(spec)):
        piece = _parse(part) if index % 2 else part
        if piece is None or (isinstance(piece, str) and not {"{", "}"}.isdisjoint(piece)):
            return None
        parts.append(piece)
    return parts


def _format_field(field: _Field, names: dict[str, object]) -> str:
    try:
        return _evaluate(field, names)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".rstrip(".: ")
        raise FillError(
            f"{{{field.source}}} cannot be filled in: {reason}.{_suggestion(field, error, names)} "
            "Use --raw or double the braces, {{…}}, to leave them alone."
        ) from error


def _evaluate(field: _Field, names: dict[str, object]) -> str:
    body = field.expression.body
    if isinstance(body, ast.Name) and body.id not in names:
        raise NameError(f"name {body.id!r} is not defined", name=body.id)
    code = compile(field.expression, "<text>", "eval", dont_inherit=True)
    value = eval(code, names)  # noqa: S307 - evaluating the user's own text is the purpose
    if field.conversion:
        value = _CONVERSIONS[field.conversion](value)
    spec = "".join(part if isinstance(part, str) else _evaluate(part, names) for part in field.spec)
    return field.label + format(value, spec)


def _suggestion(field: _Field, error: Exception, names: dict[str, object]) -> str:
    if not isinstance(error, NameError) or not error.name or error.name in names:
        return ""
    known = [name for name in names if not name.startswith("_")]
    similar = difflib.get_close_matches(error.name, known, n=1)
    if not similar:
        return ""
    corrected = re.sub(rf"\b{error.name}\b", similar[0], field.source)
    return f" Did you mean {{{corrected}}}?"
