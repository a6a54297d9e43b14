"""Split code of other languages than Python into tokens, and name their operators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ipytts.description.documents.code.comments import comment_start


class Token(NamedTuple):
    """A name, a value, an operator, a comment or the end of a line; the kind "word" is in words already."""

    kind: str
    text: str


_COMMON = {
    "=": "equals", "==": "is equal to", "!=": "is not equal to", "<": "is less than", ">": "is greater than",
    "<=": "is at most", ">=": "is at least", "+": "plus", "-": "minus", "*": "times", "/": "over",
    "//": "integer division by", "%": "modulo", "**": "to the power", "@": "at", "&": "and", "|": "or",
    "^": "xor", "~": "not", "<<": "shifted left by", ">>": "shifted right by", "->": "gives", ":=": "becomes",
    "+=": "plus equals", "-=": "minus equals", "*=": "times equals", "/=": "over equals", ".": "dot",
    "//=": "integer division equals", "%=": "modulo equals", "**=": "power equals", "@=": "times equals",
    "<<=": "shift left equals", ">>=": "shift right equals", "&=": "and equals", "|=": "or equals",
    "^=": "xor equals",
    "...": "ellipsis", ",": ",", ":": ":", ";": ";", "{": "brace", "}": ",",
}  # fmt: skip
_PYTHON = {**_COMMON, "@": "times"}  # of matrices
_OTHERS = {
    **_COMMON,
    "&&": "and", "||": "or", "===": "is equal to", "!==": "is not equal to", "!": "not",
    "<>": "is not equal to",
    "=>": "gives", "<-": "gets", "->": "gives", "|>": ", piped to", "::": "of", "?": "?", "++": "plus plus",
    "--": "minus minus", "^": "to the power", "$": "dollar", "\\": "over", "..": "to", "&": "and",
    "~": "about",
    "≤": "is at most", "≥": "is at least", "≠": "is not equal to", "==>": "gives", "<=>": "compared with",
    "%": "modulo", "{": ",", "}": ",", "÷": "divided by", "∈": "in", "√": "the square root of", "//": "over",
}  # fmt: skip
_BY_LANGUAGE = {
    "r": {"~": "by", "%>%": ", piped to", "%in%": "in", "%%": "modulo", "%/%": "integer division by",
          "%*%": "times", "<<-": "gets", "->": "to", "::": "dot", ":::": "dot", "$": "dollar", ":": "to",
          "=": "is",
          "%<>%": ", piped to itself,", "@": "at"},
    "julia": {"::": "of type", "->": "gives", ".+": "plus", ".-": "minus", ".*": "times", "./": "over",
              ".^": "to the power", ".=": "equals", "'": "transposed", "=>": "to", "<:": "a kind of",
              "\\": "solving",
              "+=": "plus equals", ".==": "is equal to", "%": "remainder of", "∘": "after", "@": "",
              "$": "", "//": "over"},
    "octave": {".*": "times", "./": "over", ".^": "to the power", "'": "transposed", ".'": "transposed",
    "~=": "is not equal to",
               "~": "not", "\\": "solving", "@": "the function", "...": ""},
    "sql": {"=": "equals", "*": "all", "||": "joined with"},
    "f#": {"<-": "gets", "->": "gives", "::": "before", "|": ", or", "=": "equals", "#": ""},
    "haskell": {"::": "has the type", "->": "to", "<-": "from", "$": "of", ".": "after", "\\": "lambda",
    "++": "joined with"},
    "javascript": {"^": "xor", "~": "not", "...": "all of", "{": "brace"},
    "maxima": {"$": "", "%": "the last result", ":": "gets", ":=": "is defined as"},
    "powershell": {"|": ", piped to", "$": "", "-": "dash"},
}  # fmt: skip
_SAME = {"matlab": "octave"}
_BLOCK = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_START = re.compile(r"\s*\n[ \t]*\*?(?!/)")  # within a comment of several lines
_WITH_RANGES = ("julia", "octave", "matlab", "r")  # such as ``1:n``
_TRANSPOSING = ("julia", "octave", "matlab")
_NAME = r"[^\W\d]\w*"
_NAMES = {
    "r": r"(?:\.[^\W\d]|[^\W\d])[\w.]*",
    "julia": r"(?:(?<![\w)\]:]):)?[^\W\d]\w*!?",
    "powershell": r"[^\W\d][\w-]*",
}
_NUMBER = r"(?:\d[\d_]*)(?:\.\d+)?(?:[eE][-+]?\d+)?"


def operator_words(language: str) -> Mapping[str, str]:
    """Return the words for the operators of a language.

    Examples
    --------
    >>> operator_words("r")["<-"], operator_words("julia")[".*"], operator_words("python")["**"]
    ('gets', 'times', 'to the power')
    """
    if language == "python":
        return _PYTHON
    return {**_OTHERS, **_BY_LANGUAGE.get(_SAME.get(language, language), {})}


def tokens_of(source: str, language: str) -> Iterator[Token]:
    """Yield the tokens of code, with an end after each line.

    Examples
    --------
    >>> [token.text for token in tokens_of("df$x <- c(1, 2.5)", "r")][:6]
    ['df', '$', 'x', '<-', 'c', '(']
    """
    source = _BLOCK.sub(lambda match: _LINE_START.sub(" ", match[0]), source)
    for line in source.splitlines():
        for match in _pattern(language).finditer(line):
            kind, text = match.lastgroup or "space", match[0]
            if kind != "space":
                yield Token(kind, {"word": "to", "name": text.lstrip(":")}.get(kind, text))
        yield Token("end", "")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = sorted(operator_words(language), key=len, reverse=True)
    quotes = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`"
    if language in _TRANSPOSING:
        quotes = r"\"(?:[^\"\\]|\\.)*\"|(?<![\w)\]'.])'(?:[^'\\]|\\.)*'"
    kinds = {
        "space": r"\s+",
        "word": r"(?<=[\w)\]]):(?=[\w(])" if language in _WITH_RANGES else "(?!)",
        "comment": rf"(?:(?<=\s)|\A)(?:{comment_start(language)})(?=\s|\w|[-=]).*|/\*.*?\*/",
        "string": rf"(?:\b[A-Za-z]{{0,2}})?(?:{quotes})",
        "number": rf"(?<![\w.]){_NUMBER}",
        "name": _NAMES.get(language, _NAME),
        "operator": "|".join(map(re.escape, [*words, "(", ")", "[", "]"])),
        "text": r"\S",
    }
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()))
