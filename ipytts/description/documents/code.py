"""Code in words: not at all, in a summary, or word by word."""

from __future__ import annotations

import ast
import io
import keyword
import re
import token
import tokenize
from typing import TYPE_CHECKING, Literal, get_args

from ipytts.description.documents.speakable import as_sentence, speakable
from ipytts.description.wording import numbers, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CodeMode = Literal["skip", "summary", "read"]
CODE_MODES: tuple[CodeMode, ...] = get_args(CodeMode)

_MOST = 4  # names that are told of each kind
_COMMENTS = 3  # that make a summary
_LONGEST_LINE = 300  # characters

_SHELL = re.compile(r"\s*(?:[\w, ]+=\s*)?!+\s*(.*)")
_MAGIC = re.compile(r"\s*(?:[\w, ]+=\s*)?%+\w.*|\s*[?]+\s*[\w.]+|[\w.]+\s*[?]+\s*")
_CELL_MAGIC = re.compile(r"%%(\w+)[^\n]*\n?")
_STILL_PYTHON = (
    "time",
    "timeit",
    "capture",
    "prun",
    "python",
    "python3",
    "py",
    "pypy",
    "memit",
    "px",
    "skip",
)
_OPTION = re.compile(r"\s*#\s*\|\s*([\w-]+)\s*:\s*(.*)")
_COMMENT = re.compile(r"\s*(?:#+|//+|--)\s*(.*)")
_NO_COMMENT = re.compile(r"%%|\||!|\s*(?:type:|noqa|pylint|fmt:|In\[|[-*_]*-?\*-)|[\W_]*\Z")
_UNSAID = ("print", "display")  # their output is told
_LOOKS_LIKE_CODE = re.compile(r"[\w.]+\s*(?:=|\()\S*.*\)?\Z|(?:import|from|return|for|if|print)\b.*[:(=]")

_OPERATORS = {
    "=": "equals", "==": "is equal to", "!=": "is not equal to", "<": "is less than", ">": "is greater than",
    "<=": "is at most", ">=": "is at least", "+": "plus", "-": "minus", "*": "times", "/": "over",
    "//": "integer division by", "%": "modulo", "**": "to the power", "@": "at", "&": "and", "|": "or",
    "^": "xor", "~": "not", "<<": "shifted left by", ">>": "shifted right by", "->": "gives", ":=": "becomes",
    "+=": "plus equals", "-=": "minus equals", "*=": "times equals", "/=": "over equals", ".": "dot",
    "...": "ellipsis", ",": ",", ":": ":", ";": ";", "{": "brace", "}": ",",
}  # fmt: skip


def tell(source: str, reading: CodeMode, *, language: str = "python") -> str:
    r"""Tell a piece of code.

    Parameters
    ----------
    source : str
        With magics, if it is a cell.
    reading : str
        ``skip``, ``summary`` (what it is about, by its comments, or else by what it imports, defines, sets
        and calls) or ``read`` (word by word).
    language : str

    Returns
    -------
    str
        Sentences; empty for ``skip``, and where there is no code.

    Examples
    --------
    >>> tell("import pandas as pd\ndf = pd.read_csv('birds.csv')", "summary")
    'Code: imports pandas; sets df by pd.read csv.'
    >>> tell("# Load the birds\ndf = pd.read_csv(path)", "summary")
    'Code: Load the birds.'
    >>> tell("y_hat = model.predict(x[0]) + 1", "read")
    'Code. y hat equals model dot predict of x at 0, plus 1.'
    """
    if reading == "skip" or not source.strip():
        return ""
    language, source = _language(source, language)
    if reading == "read":
        lines = _read_python(source) if language == "python" else map(_read_line, source.splitlines())
        told = " ".join(as_sentence(line) for line in lines if any(map(str.isalnum, line)))
        return f"{as_sentence(_kind(language))} {told}" if told else ""
    about = _about(source, language)
    return f"{_kind(language)}: {as_sentence(about)}" if about else ""


def inline(source: str) -> str:
    """Say code that stands in a sentence.

    Examples
    --------
    >>> inline("df.fillna()"), inline("n_estimators=100"), inline("pip install x"), inline("--limit")
    ('df.fillna', 'n estimators equals 100', 'pip install x', 'dash dash limit')
    """
    return speakable(source) or numbers.listed(
        [_OPERATORS[source.strip()]] if source.strip() in _OPERATORS else []
    )


def options(source: str) -> dict[str, str]:
    r"""Return what a cell says of itself in comments such as ``#| fig-cap: Bills of penguins``.

    Examples
    --------
    >>> options("#| fig-alt: 'A line going up'\nplot()")
    {'fig-alt': 'A line going up'}
    """
    found = (_OPTION.match(line) for line in source.splitlines()[:30])
    return {match[1]: match[2].strip().strip("\"'") for match in found if match}


def _language(source: str, language: str) -> tuple[str, str]:
    """Return the language that a cell magic names, and the cell without what is for the shell alone."""
    magic = _CELL_MAGIC.match(source.lstrip())
    if magic:
        source = source.lstrip()[magic.end() :]
        if magic[1] not in _STILL_PYTHON:
            return {"sh": "bash", "script": "bash", "js": "javascript"}.get(magic[1], magic[1]), source
    language = language.lower()
    return "python" if language in ("python", "ipython", "py", "python3", "ipython3") else language, source


def _kind(language: str) -> str:
    names = {
        "python": "Code",
        "text": "Preformatted text",
        "bash": "Shell commands",
        "sql": "SQL code",
        "r": "R code",
    }
    return names.get(language, f"Code in {speakable(language)}" if language.isalnum() else "Code")


def _about(source: str, language: str) -> str:
    if comments := list(_comments(source, language))[:_COMMENTS]:
        return " ".join(map(as_sentence, comments))
    if language == "python":
        return _structure(source)
    lines = [line for line in source.splitlines() if line.strip()]
    if len(lines) <= _COMMENTS and language in ("bash", "text", "console", "shell", "sh"):
        return " ".join(as_sentence(line) for line in map(_read_line, lines) if line)
    return numbers.counted(len(lines), "line")


def _comments(source: str, language: str) -> Iterator[str]:
    """Yield the comments that stand on lines of their own at the left, each run of them as one."""
    if language == "text":
        return
    run: list[str] = []
    for line in [*source.splitlines(), ""]:
        match = _COMMENT.match(line)
        if match and not line[:1].isspace() and not _NO_COMMENT.match(match[1]):
            if not _LOOKS_LIKE_CODE.match(match[1]):
                run.append(match[1])
        elif run:
            yield plain_text.shorten(speakable(" ".join(run)), _LONGEST_LINE)
            run = []


def _structure(source: str) -> str:
    """Tell what a cell of Python imports, defines, sets and calls."""
    plain, shell = _without_magics(source)
    try:
        body = ast.parse(plain).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return numbers.counted(len(source.splitlines()), "line")
    kinds = {
        "runs": [plain_text.shorten(speakable(command), 80) for command in shell],
        "imports": [name for node in body for name in _imported(node)],
        "defines": [_defined(node) for node in body if hasattr(node, "name")],
        "sets": [name for node in body for name in _set(node)],
        "calls": [name for node in body for name in _called(node) if name not in _UNSAID],
        "shows": [name for name in map(_shown, body[-1:]) if name],
    }
    loops = sum(isinstance(node, ast.For | ast.While) for node in body)
    told = [
        f"{verb} {phrases.list_some(list(dict.fromkeys(names)), _MOST)}"
        for verb, names in kinds.items()
        if names
    ]
    return "; ".join([*told, *([numbers.counted(loops, "loop")] if loops else [])])


def _imported(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Import):
        return [speakable(alias.name) for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        names = phrases.list_some([speakable(alias.name) or "everything" for alias in node.names], _MOST)
        return [f"{names} from {speakable(node.module or 'this package')}"]
    return []


def _defined(node: ast.stmt) -> str:
    name = speakable(getattr(node, "name", ""))
    doc = (ast.get_docstring(node) or "") if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""
    kind = "the class" if isinstance(node, ast.ClassDef) else "the function"
    first = speakable(doc.partition("\n\n")[0]).rstrip(".")
    return f"{kind} {name}" + (f", {first[:1].lower()}{first[1:]}" if 0 < len(first) <= _LONGEST_LINE else "")


def _set(node: ast.stmt) -> list[str]:
    """Return the names that a statement sets; one that gets what a call returns, with what is called."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    if isinstance(node, ast.For | ast.AsyncFor):
        return []
    found = [name for target in targets if target is not None for name in ast.walk(target)]
    names = [
        speakable(name.id) for name in found if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    ]
    value = getattr(node, "value", None)
    by = _dotted(value.func) if isinstance(value, ast.Call) else ""
    names = [name for name in names if name]  # but for _
    return [f"{numbers.listed(names)} by {by}"] if names and by else names


def _called(node: ast.stmt) -> list[str]:
    value = node.value if isinstance(node, ast.Expr) else None
    while isinstance(value, ast.Await):
        value = value.value
    return [_dotted(value.func)] if isinstance(value, ast.Call) and _dotted(value.func) else []


def _shown(node: ast.stmt) -> str:
    """Return what the last line of a cell shows, if that has a name."""
    return _dotted(node.value) if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call) else ""


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return speakable(node.id)
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{speakable(node.attr)}" if before else speakable(node.attr)
    return ""


def _without_magics(source: str) -> tuple[str, list[str]]:
    """Return Python alone, and the shell commands that stood between."""
    kept, shell = [], []
    for line in source.splitlines():
        if match := _SHELL.fullmatch(line):
            shell.append(match[1])
        elif not _MAGIC.fullmatch(line):
            kept.append(line)
    return "\n".join(kept) + "\n", shell


def _read_line(line: str) -> str:
    return plain_text.shorten(speakable(line), _LONGEST_LINE)


def _read_python(source: str) -> Iterable[str]:
    plain, shell = _without_magics(source)
    told = [f"Shell command: {_read_line(command)}" for command in shell]
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(plain).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return [*told, *map(_read_line, plain.splitlines())]
    return [*told, *_sentences(tokens)]


def _sentences(tokens: list[tokenize.TokenInfo]) -> Iterator[str]:
    said: list[str] = []
    opened: list[str] = []  # what is said where each bracket closes
    before = ""
    for following, item in enumerate(tokens, 1):
        kind = token.tok_name[item.type]
        if kind in ("NEWLINE", "NL", "DEDENT", "ENDMARKER") and not opened:
            if said:
                yield plain_text.shorten(_tidied(said), _LONGEST_LINE)
            if kind == "DEDENT":
                yield "End of the block"
            said, before = [], ""
        elif item.string in ("(", "[") and kind == "OP":
            word, closing = _bracket(item.string, before, tokens[following].string)
            opened.append(closing)
            said.append(word)
            before = item.string
        elif item.string in (")", "]") and kind == "OP" and opened:
            said.append(opened.pop())
            before = item.string
        else:
            is_all = item.string == ":" and before in ("[", ",") and tokens[following].string in (",", "]")
            said.append("all" if is_all and opened else _word(kind, item.string))
            before = item.string
    if said:
        yield plain_text.shorten(_tidied(said), _LONGEST_LINE)


def _bracket(bracket: str, before: str, after: str) -> tuple[str, str]:
    """Return what is said for an opening bracket, and for the one that closes it."""
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
        return f", comment: {speakable(string.lstrip('#'))}"
    if kind == "STRING":
        inside = re.sub(r"\A\w*(\"\"\"|'''|\"|')|(\"\"\"|'''|\"|')\Z", "", string)
        return f"string {speakable(inside)}" if inside.strip() else "empty string"
    if kind == "FSTRING_START":
        return "string"
    if kind in ("INDENT", "FSTRING_END", "NL", "NEWLINE"):
        return ""
    return _OPERATORS.get(string) or speakable(string)


def _tidied(said: list[str]) -> str:
    text = re.sub(r"\s+", " ", " ".join(said))
    text = re.sub(r"\s+(?=[,;:])", "", text).replace(",:", ":")
    return re.sub(r",(?:\s*,)+", ",", text).strip(" ,")
