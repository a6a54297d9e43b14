"""Describe code: in a summary, or word by word."""

from __future__ import annotations

import ast
import io
import keyword
import re
import token
import tokenize
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from ipytts.description.documents.speakable_text import as_sentence, to_speakable
from ipytts.description.wording import grammar, numbers, plain_text
from ipytts.description.wording.phrase import join_some

CodeMode = Literal["skip", "summary", "read"]
CODE_MODES: tuple[CodeMode, ...] = get_args(CodeMode)

_MAX_NAMES = 4  # names of each kind in a summary
_MAX_COMMENTS = 3  # comments in a summary
_MAX_LINE = 300  # characters

_SHELL = re.compile(r"\s*(?:[\w, ]+=\s*)?!+\s*(.*)")
_MAGIC = re.compile(r"\s*(?:[\w, ]+=\s*)?%+\w.*|\s*[?]+\s*[\w.]+|[\w.]+\s*[?]+\s*")
_CELL_MAGIC = re.compile(r"%%(\w+)[^\n]*\n?")
_PYTHON_MAGICS = frozenset(  # cell magics before Python code
    ["time", "timeit", "capture", "prun", "python", "python3", "py", "pypy", "memit", "px", "skip"]
)
_COMMENT = re.compile(r"\s*(?:#+|//+|--)\s*(.*)")
_NOT_A_COMMENT = re.compile(r"%%|\||!|\s*(?:type:|noqa|pylint|fmt:|In\[|[-*_]*-?\*-)|[\W_]*\Z")
_SHOWING_CALLS = ("print", "display")  # left out of a summary, as their output is described
_LOOKS_LIKE_CODE = re.compile(r"[\w.]+\s*(?:=|\()\S*.*\)?\Z|(?:import|from|return|for|if|print)\b.*[:(=]")

_OPERATORS = {
    "=": "equals", "==": "is equal to", "!=": "is not equal to", "<": "is less than", ">": "is greater than",
    "<=": "is at most", ">=": "is at least", "+": "plus", "-": "minus", "*": "times", "/": "over",
    "//": "integer division by", "%": "modulo", "**": "to the power", "@": "at", "&": "and", "|": "or",
    "^": "xor", "~": "not", "<<": "shifted left by", ">>": "shifted right by", "->": "gives", ":=": "becomes",
    "+=": "plus equals", "-=": "minus equals", "*=": "times equals", "/=": "over equals", ".": "dot",
    "...": "ellipsis", ",": ",", ":": ":", ";": ";", "{": "brace", "}": ",",
}  # fmt: skip


def describe_code(source: str, code_mode: CodeMode, *, language: str = "python") -> str:
    r"""Return a piece of code in sentences; empty for the mode "skip" and for code without words.

    A summary has the comments, or else the names that the code imports, defines, sets and calls. The code may
    contain IPython magics and shell commands; a cell magic such as ``%%bash`` overrides `language`.

    Examples
    --------
    >>> describe_code("import pandas as pd\ndf = pd.read_csv('birds.csv')", "summary")
    'Code: imports pandas; sets df by pd.read csv.'
    >>> describe_code("# Load the birds\ndf = pd.read_csv(path)", "summary")
    'Code: Load the birds.'
    >>> describe_code("y_hat = model.predict(x[0]) + 1", "read")
    'Code. y hat equals model dot predict of x at 0, plus 1.'
    """
    if code_mode == "skip" or not source.strip():
        return ""
    language, source = _language(source, language)
    if code_mode == "read":
        lines = _read_python(source) if language == "python" else map(_read_line, source.splitlines())
        words = " ".join(as_sentence(line) for line in lines if plain_text.has_words(line))
        return f"{as_sentence(_heading(language))} {words}" if words else ""
    summary = _summary(source, language)
    return f"{_heading(language)}: {as_sentence(summary)}" if summary else ""


def describe_inline_code(source: str) -> str:
    """Return words for code within a sentence.

    Examples
    --------
    >>> describe_inline_code("df.fillna()"), describe_inline_code("n_estimators=100")
    ('df.fillna', 'n estimators equals 100')
    >>> describe_inline_code("pip install x"), describe_inline_code("--limit")
    ('pip install x', 'dash dash limit')
    """
    return to_speakable(source) or _OPERATORS.get(source.strip(), "")


def _language(source: str, language: str) -> tuple[str, str]:
    """Return the language of a cell, which a cell magic may name, and its code without that magic."""
    magic = _CELL_MAGIC.match(source.lstrip())
    if magic:
        source = source.lstrip()[magic.end() :]
        if magic[1] not in _PYTHON_MAGICS:
            return {"sh": "bash", "script": "bash", "js": "javascript"}.get(magic[1], magic[1]), source
    language = language.lower()
    return "python" if language in ("python", "ipython", "py", "python3", "ipython3") else language, source


def _heading(language: str) -> str:
    names = {
        "python": "Code",
        "text": "Preformatted text",
        "bash": "Shell commands",
        "sql": "SQL code",
        "r": "R code",
    }
    return names.get(language, f"Code in {to_speakable(language)}" if language.isalnum() else "Code")


def _summary(source: str, language: str) -> str:
    if comments := list(_comments(source, language))[:_MAX_COMMENTS]:
        return " ".join(map(as_sentence, comments))
    if language == "python":
        return _summarize_python(source)
    lines = [line for line in source.splitlines() if line.strip()]
    if len(lines) <= _MAX_COMMENTS and language in ("bash", "text", "console", "shell", "sh"):
        return " ".join(as_sentence(line) for line in map(_read_line, lines) if line)
    return numbers.with_noun(len(lines), "line")


def _comments(source: str, language: str) -> Iterator[str]:
    """Yield the comments that are whole unindented lines; adjacent ones are joined."""
    if language == "text":
        return
    run: list[str] = []
    for line in [*source.splitlines(), ""]:
        match = _COMMENT.match(line)
        if match and not line[:1].isspace() and not _NOT_A_COMMENT.match(match[1]):
            if not _LOOKS_LIKE_CODE.match(match[1]):
                run.append(match[1])
        elif run:
            yield plain_text.shorten(to_speakable(" ".join(run)), _MAX_LINE)
            run = []


def _summarize_python(source: str) -> str:
    plain, shell = _split_magics(source)
    try:
        body = ast.parse(plain).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return numbers.with_noun(len(source.splitlines()), "line")
    kinds = {
        "runs": [plain_text.shorten(to_speakable(command), 80) for command in shell],
        "imports": [name for node in body for name in _imported(node)],
        "defines": [_defined(node) for node in body if hasattr(node, "name")],
        "sets": [name for node in body for name in _assigned(node)],
        "calls": [name for node in body for name in _called(node) if name not in _SHOWING_CALLS],
        "shows": [name for name in map(_displayed, body[-1:]) if name],
    }
    loops = sum(isinstance(node, ast.For | ast.While) for node in body)
    clauses = [
        f"{verb} {join_some(list(dict.fromkeys(names)), _MAX_NAMES)}"
        for verb, names in kinds.items()
        if names
    ]
    return "; ".join([*clauses, *([numbers.with_noun(loops, "loop")] if loops else [])])


def _imported(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Import):
        return [to_speakable(alias.name) for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        names = join_some([to_speakable(alias.name) or "everything" for alias in node.names], _MAX_NAMES)
        return [f"{names} from {to_speakable(node.module or 'this package')}"]
    return []


def _defined(node: ast.stmt) -> str:
    name = to_speakable(getattr(node, "name", ""))
    doc = (ast.get_docstring(node) or "") if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""
    kind = "the class" if isinstance(node, ast.ClassDef) else "the function"
    first = to_speakable(doc.partition("\n\n")[0]).rstrip(".")
    return f"{kind} {name}" + (f", {first[:1].lower()}{first[1:]}" if 0 < len(first) <= _MAX_LINE else "")


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


def _displayed(node: ast.stmt) -> str:
    """Return the name that a cell's last statement displays, or an empty string."""
    return (
        _dotted_name(node.value)
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call)
        else ""
    )


def _dotted_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return to_speakable(node.id)
    if isinstance(node, ast.Attribute):
        owner = _dotted_name(node.value)
        return f"{owner}.{to_speakable(node.attr)}" if owner else to_speakable(node.attr)
    return ""


def _split_magics(source: str) -> tuple[str, list[str]]:
    """Return the code without magics and shell commands, and the shell commands."""
    kept, shell = [], []
    for line in source.splitlines():
        if match := _SHELL.fullmatch(line):
            shell.append(match[1])
        elif not _MAGIC.fullmatch(line):
            kept.append(line)
    return "\n".join(kept) + "\n", shell


def _read_line(line: str) -> str:
    return plain_text.shorten(to_speakable(line), _MAX_LINE)


def _read_python(source: str) -> Iterable[str]:
    plain, shell = _split_magics(source)
    commands = [f"Shell command: {_read_line(command)}" for command in shell]
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(plain).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return [*commands, *map(_read_line, plain.splitlines())]
    return [*commands, *_read_tokens(tokens)]


def _read_tokens(tokens: list[tokenize.TokenInfo]) -> Iterator[str]:
    words: list[str] = []
    closing_words: list[str] = []  # of the brackets that are open
    before = ""
    for following, item in enumerate(tokens, 1):
        kind = token.tok_name[item.type]
        if kind in ("NEWLINE", "NL", "DEDENT", "ENDMARKER") and not closing_words:
            if words:
                yield plain_text.shorten(_joined(words), _MAX_LINE)
            if kind == "DEDENT":
                yield "End of the block"
            words, before = [], ""
        elif item.string in ("(", "[") and kind == "OP":
            word, closing = _bracket_words(item.string, before, tokens[following].string)
            closing_words.append(closing)
            words.append(word)
            before = item.string
        elif item.string in (")", "]") and kind == "OP" and closing_words:
            words.append(closing_words.pop())
            before = item.string
        else:
            is_all = item.string == ":" and before in ("[", ",") and tokens[following].string in (",", "]")
            words.append("all" if is_all and closing_words else _word(kind, item.string))
            before = item.string
    if words:
        yield plain_text.shorten(_joined(words), _MAX_LINE)


def _bracket_words(bracket: str, before: str, after: str) -> tuple[str, str]:
    """Return the words for an opening bracket between two tokens, and those for its closing bracket."""
    is_applied = (before.isidentifier() and not keyword.iskeyword(before)) or before in (")", "]")
    if bracket == "(":
        if after == ")":
            return ("", "") if is_applied else ("empty tuple", "")
        return ("of", ",") if is_applied else ("open paren", "close paren")
    if after == "]":
        return "empty list", ""
    return ("at", ",") if is_applied else ("list of", ",")


def _word(kind: str, string: str) -> str:
    if kind == "COMMENT":
        return f", comment: {to_speakable(string.lstrip('#'))}"
    if kind == "STRING":
        inside = re.sub(r"\A\w*(\"\"\"|'''|\"|')|(\"\"\"|'''|\"|')\Z", "", string)
        return f"string {to_speakable(inside)}" if inside.strip() else "empty string"
    if kind == "FSTRING_START":
        return "string"
    if kind in ("INDENT", "FSTRING_END", "NL", "NEWLINE"):
        return ""
    return _OPERATORS.get(string) or to_speakable(string)


def _joined(words: list[str]) -> str:
    text = re.sub(r"\s+", " ", " ".join(words))
    text = re.sub(r"\s+(?=[,;:])", "", text).replace(",:", ":")
    return re.sub(r",(?:\s*,)+", ",", text).strip(" ,")
