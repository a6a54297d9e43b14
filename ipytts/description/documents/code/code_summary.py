"""Summarize code in Python: what it imports, defines, sets and calls."""

from __future__ import annotations

import ast

from ipytts.description.documents.code.code_outline import outline, without_empty_words
from ipytts.description.documents.code.python_code import last_name, statements
from ipytts.description.documents.code.shell_commands import installed_packages, read_command, split_magics
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import grammar, plain_text
from ipytts.description.wording.numbers import with_noun
from ipytts.description.wording.phrase import join_some

_MAX_NAMES = 4  # of each kind
_MAX_COMMAND = 80  # characters
_MAX_LINE = 300  # characters
_SHOWING_CALLS = frozenset(  # left out of a summary, as their output is described
    ["print", "display", "Image", "SVG", "HTML", "IFrame", "YouTubeVideo", "Audio", "Video", "Markdown"]
)
_SHOWING_MODULES = ("IPython.display", "IPython.core.display")
_AROUND = ("enumerate", "tqdm", "trange", "sorted", "list", "reversed", "set", "iter", "zip")  # in a loop
_OF_DICTS = ("items", "keys", "values")


def summarize_python(source: str, output_length: int = 0) -> str:
    r"""Return what code in Python does, in clauses; empty if it cannot be parsed or says too little.

    Examples
    --------
    >>> summarize_python("import pandas as pd\ndf = pd.read_csv('birds.csv')\nfor bird in df.name: tag(bird)")
    'imports pandas; sets df by pd.read csv; loops over df.name'
    """
    plain, shell = split_magics(source)
    packages = [name for command in shell for name in installed_packages(command)]
    commands = [command for command in shell if not installed_packages(command)]
    kinds = {
        "runs": [plain_text.shorten(read_command(command), _MAX_COMMAND) for command in commands],
        "installs": packages,
    }
    body = statements(plain)
    if body is None:
        return "; ".join([*_to_clauses(kinds), *outline(plain, "python", output_length)])
    return "; ".join(_to_clauses(without_empty_words(kinds | _clauses(body), output_length)))


def is_python(source: str) -> bool:
    """Return whether code can be parsed as Python."""
    return statements(split_magics(source)[0]) is not None


def _to_clauses(kinds: dict[str, list[str]]) -> list[str]:
    return [
        f"{verb} {join_some(list(dict.fromkeys(names)), _MAX_NAMES)}"
        for verb, words in kinds.items()
        if (names := [name for name in words if name])
    ]


def _flat(body: list[ast.stmt], kinds: tuple[type[ast.stmt], ...]) -> list[ast.stmt]:
    """Return statements with those in blocks of some kinds in the place of the blocks."""
    flat: list[ast.stmt] = []
    for node in body:
        flat += _flat(getattr(node, "body", []), kinds) if isinstance(node, kinds) else [node]
    return flat


def _clauses(body: list[ast.stmt]) -> dict[str, list[str]]:
    body = _flat(body, (ast.With, ast.AsyncWith, ast.Try))
    if not any(map(_has_clause, body)):
        body = _flat(body, (ast.For, ast.While, ast.If))
    return {
        "imports": _imported(body),
        "defines": [_defined(node) for node in body if hasattr(node, "name")],
        "sets": [name for node in body for name in _assigned(node)],
        "calls": [name for node in body for name in _called(node) if name not in _SHOWING_CALLS],
        "loops": [_loop(node) for node in body if isinstance(node, ast.For | ast.AsyncFor)],
        "shows": [name for name in map(_displayed, body[-1:]) if name],
    }


def _imported(body: list[ast.stmt]) -> list[str]:
    """Return what statements import, each module once."""
    modules: dict[str, list[str]] = {}
    for node in body:
        if isinstance(node, ast.Import):
            modules |= {f"import {alias.name}": [] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module not in _SHOWING_MODULES:
            names = modules.setdefault(node.module or "this package", [])
            names += [to_speakable(alias.name) or "everything" for alias in node.names]
    return [
        f"{join_some(names, _MAX_NAMES)} from {to_speakable(module)}"
        if names
        else to_speakable(module.removeprefix("import "))
        for module, names in modules.items()
    ]


def _defined(node: ast.stmt) -> str:
    name = to_speakable(getattr(node, "name", ""))
    kind = "the class" if isinstance(node, ast.ClassDef) else "the function"
    documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    doc = (ast.get_docstring(node) or "") if isinstance(node, documented) else ""
    first = to_speakable(next(iter(doc.strip().split("\n\n"))).partition("\n    ")[0]).rstrip(".")
    return f"{kind} {name}" + (f", {_lower(first)}" if 0 < len(first) <= _MAX_LINE else "")


def _lower(text: str) -> str:
    """Return a text that begins with a small letter, unless its first word is an abbreviation."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _assigned(node: ast.stmt) -> list[str]:
    """Return the names that a statement assigns to, and the function if the value is a call."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    if isinstance(node, ast.For | ast.AsyncFor):
        return []
    found = [name for target in targets if target is not None for name in ast.walk(target)]
    names = [
        to_speakable(name.id)
        for name in found
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    ]
    value = getattr(node, "value", None)
    function = _dotted_name(value.func) if isinstance(value, ast.Call) else ""
    names = [name for name in names if name]  # _ has no words
    return [f"{grammar.join(names)} by {function}"] if names and function else names


def _called(node: ast.stmt) -> list[str]:
    value = node.value if isinstance(node, ast.Expr) else None
    while isinstance(value, ast.Await):
        value = value.value
    return [_dotted_name(value.func)] if isinstance(value, ast.Call) and _dotted_name(value.func) else []


def _has_clause(node: ast.stmt) -> bool:
    """Return whether a statement is more than a block without a name."""
    return not isinstance(node, ast.For | ast.While | ast.If) or (
        isinstance(node, ast.For) and bool(_loop(node))
    )


def _loop(node: ast.For | ast.AsyncFor) -> str:
    """Return what a loop goes over; empty if that has no name."""
    value = node.iter
    while isinstance(value, ast.Call) and value.args and last_name(value.func) in _AROUND:
        value = value.args[0]
    if (
        isinstance(value, ast.Call)
        and last_name(value.func) in _OF_DICTS
        and isinstance(value.func, ast.Attribute)
    ):
        value = value.func.value
    if isinstance(value, ast.Call) and last_name(value.func) in ("range", "trange"):
        last = value.args[-1] if len(value.args) == 1 else None
        count = last.value if isinstance(last, ast.Constant) and isinstance(last.value, int) else 0
        return with_noun(count, "time") if count > 0 else ""
    name = _dotted_name(value)
    return f"over {name}" if name else ""


def _displayed(node: ast.stmt) -> str:
    """Return the name that a cell's last statement displays, or an empty string."""
    return (
        _dotted_name(node.value)
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call)
        else ""
    )


def _dotted_name(node: ast.expr) -> str:
    names = []
    while isinstance(node, ast.Attribute):
        names.append(to_speakable(node.attr))
        node = node.value
    if isinstance(node, ast.Name):
        names.append(to_speakable(node.id))
    return ".".join(filter(None, reversed(names)))
