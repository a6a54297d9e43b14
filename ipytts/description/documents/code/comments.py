"""Find the comments in code that say what it does, in any language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ipytts.description.documents.code.python_code import statements
from ipytts.description.documents.speakable.speakable_text import as_sentence

_HASH, _SLASHES, _DASHES, _PERCENT = r"\#+", r"//+!?", r"--+", r"%+"
_STARTS = {  # of comments, as patterns; of other languages, those of `_ANY`
    "python": _HASH, "r": _HASH, "julia": _HASH, "bash": _HASH, "perl": _HASH, "ruby": _HASH, "yaml": _HASH,
    "powershell": _HASH, "toml": _HASH, "gnuplot": _HASH, "sage": _HASH, "cython": _HASH, "makefile": _HASH,
    "dockerfile": _HASH, "sparql": _HASH, "graphql": _HASH, "php": rf"{_SLASHES}|\#+(?!\[)",
    "sql": rf"{_DASHES}|\#+", "haskell": rf"(?:{_DASHES})(?:\s*\|)?", "lua": _DASHES, "matlab": _PERCENT,
    "octave": rf"{_PERCENT}|\#+",
    "prolog": _PERCENT, "erlang": _PERCENT, "latex": _PERCENT, "lisp": ";+", "clojure": ";+", "scheme": ";+",
    "fortran": "!+", "sas": r"\*", "stata": rf"\*+|{_SLASHES}", "ocaml": "(?!)", "coq": "(?!)",
    "wolfram": "(?!)",
    "maxima": "(?!)", "css": "(?!)", "html": "(?!)", "json": "(?!)", "text": "(?!)", "markdown": "(?!)",
}  # fmt: skip
_LIKE_C = (
    *("c", "c++", "c#", "f#", "java", "javascript", "typescript", "scala", "kotlin", "rust", "go", "swift"),
    *("groovy", "stan", "dot", "kql"),
)
_ANY = rf"\#+|{_SLASHES}|{_DASHES}"
_BLOCKS = (  # the languages, and how a comment of several lines begins and ends
    ({*_LIKE_C, "sql", "sas", "css", "php", "stata", "maxima"}, "/*", "*/"),
    ({"ocaml", "f#", "wolfram", "coq"}, "(*", "*)"),
    ({"haskell"}, "{-", "-}"),
    ({"julia"}, "#=", "=#"),
    ({"matlab", "octave"}, "%{", "%}"),
    ({"html", "markdown"}, "<!--", "-->"),
    ({"powershell"}, "<#", "#>"),
)
_LICENSE = re.compile(
    r"licen[cs]ed under|\bcopyright\b|©|all rights reserved|SPDX-License|general public license"
    r"|\bMIT license\b|permission is hereby granted|redistribution and use|\bas is\b.{0,20}\bbasis"
    r"|without warranty",
    re.IGNORECASE,
)
_FOR_PROGRAMS = re.compile(  # for tools, not for readers
    r"%%|\||!|\s*(?:type:|noqa\b|pylint|flake8|mypy|ruff|isort|yapf|black:|fmt:|pragma\b|region\b"
    r"|@title\b|@param\b|@markdown\b|endregion\b|nbval"
    r"|\W*-\*-|(?:en)?coding[:=]|In ?\[|Out ?\[|vim?:|eslint|prettier|@?ts-|jshint"
    r"|<(?:code|markdown)cell>)"
    r"|\s*(?:exports?|exporti|hide(?:[_-](?:input|output|cell))?|collapse[\w_-]*|default_exp\b.*|slow|cuda"
    r"|skip|all_\w+|tests?|notest|cell \d+)\s*\Z|[\W_]*\Z",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:\w+:?\s+)?<?https?://\S+")
_GOES_ON = re.compile(
    r"[,(]\Z|\b(?:an?|and|as|at|by|for|from|in|is|of|on|or|than|that|the|to|with)\Z", re.IGNORECASE
)
_FULL_LINE = 60  # characters; the sentence of a longer line may go on with a capital letter
_RULE = re.compile(r"\A[\W_]{3,}|[\W_]{4,}\Z")  # a line that is drawn before or behind the words
_LOOKS_LIKE_CODE = re.compile(
    r"[\w.$]+(?:\[[^\]]*\])?\s*(?:[-+*/]?=|<-|\()\S*.*\)?;?\Z|(?:import|from|return|for|if|print|using)\b.*[:(=]"
    r"|[%!]\s?\w|.*;\Z"
)
_CODE = (ast.Assign, ast.AugAssign, ast.Return, ast.Delete, ast.Assert)


def find_comments(source: str, language: str) -> Iterator[str]:
    r"""Yield the comments that are whole unindented lines, adjacent lines as one.

    Licenses, notes for tools, and code that was commented out are left out.

    Examples
    --------
    >>> list(find_comments("# Load the birds\n# of Norway.\ndf = load()  # all\n# df.head()", "python"))
    ['Load the birds of Norway.']
    >>> list(find_comments("% Fit a line\np = polyfit(x, y, 1);", "octave"))
    ['Fit a line']
    """
    for is_comment, items in groupby(_lines(source, language), key=lambda line: line is not None):
        block = [text for text in items if text is not None]
        if is_comment and not _is_license(block):
            yield from _joined(block)


def comment_start(language: str) -> str:
    """Return the pattern of what begins a comment that goes to the end of its line."""
    return _STARTS.get(language) or (_SLASHES if language in _LIKE_C else _ANY)


def is_for_programs(comment: str) -> bool:
    """Return whether a comment is for tools such as linters, or has no words."""
    return bool(_FOR_PROGRAMS.match(comment))


def _is_license(block: Sequence[str]) -> bool:
    return bool(_LICENSE.search(" ".join(block)))


def _joined(block: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of adjacent lines of comments."""
    if len(block) > 1 and _is_code("\n".join(block)):
        return
    for is_for_reader, lines in groupby(block, key=lambda line: not is_for_programs(line)):
        kept = [text for line in lines if (text := _RULE.sub("", line).strip()) and not _is_code(line)]
        if is_for_reader and kept and not all(map(_LINK.fullmatch, kept)):
            yield _as_prose(kept)


def _as_prose(lines: Sequence[str]) -> str:
    """Return lines as one text, with a stop where a line begins a new sentence."""
    text = lines[0]
    for before, line in pairwise(lines):
        is_new = not line[0].islower() and not _GOES_ON.search(before) and len(before) < _FULL_LINE
        text = f"{as_sentence(text) if is_new else text} {line}"
    return text


def _is_code(text: str) -> bool:
    """Return whether a comment is code that was commented out."""
    if _LOOKS_LIKE_CODE.match(text):
        return True
    return any(isinstance(node, _CODE) or _is_call(node) for node in statements(text) or [])


def _is_call(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


def _lines(source: str, language: str) -> Iterator[str | None]:
    """Yield for each line the text of its comment; None for a line of code, and for one that is blank."""
    starts = re.compile(rf"({comment_start(language)})(.*)")
    blocks = [(begin, end) for languages, begin, end in _BLOCKS if language in languages]
    inside = ""  # the end of the block that is open
    for line in source.splitlines():
        if not inside and (found := [(begin, end) for begin, end in blocks if line.startswith(begin)]):
            begin, inside = found[0]
            line = line[len(begin) :]  # noqa: PLW2901 - the rest of it is read as the other lines are
        elif not inside:
            match = starts.match(line)
            yield match[2].strip() if match else None
            continue
        text, end, _ = line.partition(inside)
        yield text.strip().lstrip("*").strip()
        inside = "" if end else inside


def without_licenses(source: str, language: str) -> str:
    """Return code without the comments that are licenses."""
    lines = zip(source.splitlines(), _lines(source, language), strict=True)
    blocks = [list(items) for _, items in groupby(lines, key=lambda pair: pair[1] is not None)]
    kept = [block for block in blocks if not _is_license([comment or "" for _, comment in block])]
    return "\n".join(line for block in kept for line, _ in block)


def without_comments(source: str, language: str) -> str:
    r"""Return code without the comments that are whole unindented lines.

    Examples
    --------
    >>> without_comments("-- All birds\nSELECT * FROM birds", "sql")
    'SELECT * FROM birds'
    """
    lines = zip(source.splitlines(), _lines(source, language), strict=True)
    return "\n".join(line for line, comment in lines if comment is None)
