"""Read code word by word: its names, its values, and its operators in words."""

from __future__ import annotations

import io
import keyword
import re
import token
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from ipytts.description.documents.code.code_signs import with_latex_commands
from ipytts.description.documents.code.code_tokens import Token, operator_words, tokens_of
from ipytts.description.documents.code.comments import is_for_programs
from ipytts.description.documents.code.shell_commands import is_command, read_command, split_magics
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import plain_text

_MAX_LINE = 300  # characters
#: Languages whose signs mean what `operator_words` says; those with types in ``<>`` or with prefixes do not.
READ_LANGUAGES = frozenset(
    [
        *("python", "bash", "r", "julia", "octave", "matlab", "sql", "f#", "haskell", "javascript", "maxima"),
        "powershell",
    ]
)
_SAS_VARIABLE = re.compile(r"&([A-Za-z_]\w*)\.?")  # of its macros
_KINDS = {"COMMENT": "comment", "STRING": "string", "NUMBER": "number", "NAME": "name", "OP": "operator"}
# Operators between values, with their words, that are others before a value: ``f(*xs, **options)``.
_PREFIXES = {("*", "times"): "star", ("**", "to the power"): "star star", ("@", "times"): "at"}
_NO_WORDS = ("INDENT", "FSTRING_END", "NL", "NEWLINE")


def read_code(source: str, language: str) -> list[str]:
    r"""Return the lines of code in words.

    Examples
    --------
    >>> read_code("y_hat = model.predict(x[0]) + 1", "python")
    ['y hat equals model dot predict of x at 0, plus 1']
    >>> read_code("fit <- lm(y ~ x) # all", "r"), read_code("sort data.csv | uniq > out.txt", "bash")
    (['fit gets lm of y by x, comment: all'], ['sort data.csv, piped to uniq, to out.txt'])
    >>> read_code("%put &bird;", "sas")
    ['%put the macro variable bird;']
    """
    if language == "sas":
        source = _SAS_VARIABLE.sub(r"the macro variable \1", source)
    if language == "python":
        return list(_read_python(source))
    if language == "bash":
        return [words for line in _joined_lines(source) if (words := read_command(line))]
    if language not in READ_LANGUAGES:
        return [words for line in source.splitlines() if (words := read_line(line))]
    return list(_read_tokens(tokens_of(source, language), operator_words(language)))


def read_line(line: str) -> str:
    """Return a line of text, or a shell command in it, in words, cut where it is very long."""
    if is_command(line.strip()):
        return read_command(line)
    return plain_text.shorten(to_speakable(with_latex_commands(line)), _MAX_LINE)


def _joined_lines(source: str) -> list[str]:
    """Return the lines of shell commands, with those that go on in the next line joined."""
    return re.sub(r"\\\n\s*", " ", source).splitlines()


def _read_python(source: str) -> Iterable[str]:
    plain, shell = split_magics(source)
    commands = [f"Shell command: {read_command(command)}" for command in shell]
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(plain).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return [*commands, *map(read_line, plain.splitlines())]
    return [*commands, *_read_tokens(map(_token, tokens), operator_words("python"))]


def _token(item: tokenize.TokenInfo) -> Token:
    kind = token.tok_name[item.type]
    if kind in ("NEWLINE", "NL", "DEDENT", "ENDMARKER"):
        return Token("dedent" if kind == "DEDENT" else "end", item.string)
    if kind == "FSTRING_START":
        return Token("word", "string")
    if kind in _NO_WORDS:
        return Token("word", "")
    return Token(_KINDS.get(kind, "text"), item.string)


class _Line(NamedTuple):
    """The words of a line so far, and those for closing the brackets that are open."""

    words: list[str]
    closing: list[str]


def _read_tokens(tokens: Iterable[Token], operators: Mapping[str, str]) -> Iterator[str]:
    line, before = _Line([], []), ""
    for item, after in pairwise([*tokens, Token("end", ""), Token("end", "")]):
        if item.kind in ("end", "dedent") and not line.closing:
            if line.words:
                yield _joined(line.words)
            if item.kind == "dedent":
                yield "End of the block"
            line, before = _Line([], []), ""
            continue
        line.words.append(_words(item, before, after.text, line.closing, operators))
        before = item.text if item.kind != "word" else before
    if line.words:
        yield _joined(line.words)


def _words(item: Token, before: str, after: str, closing: list[str], operators: Mapping[str, str]) -> str:
    """Return the words for a token between two others, given what closes the brackets that are open."""
    if item.kind == "operator" and item.text in ("(", "["):
        opening, end = _bracket_words(item.text, before, after)
        closing.append(end)
        return opening
    if item.kind == "operator" and item.text in (")", "]") and closing:
        return closing.pop()
    if item.text == "*" and before == "import":
        return "everything"
    prefix = _PREFIXES.get((item.text, operators.get(item.text, "")))
    if prefix and not _ends_operand(before):
        return prefix
    if item.text == ":" and before in ("[", ",") and after in (",", "]") and closing:
        return "all"
    return _word(item, operators)


def _is_value(before: str) -> bool:
    """Return whether a token ends a value, so that a bracket after it calls or indexes that."""
    is_name = before.strip("!?.%@").isidentifier()
    return (is_name and not keyword.iskeyword(before)) or before in (")", "]")


def _ends_operand(before: str) -> bool:
    return _is_value(before) or before[:1].isdigit() or before[-1:] in ("'", '"', "}")


def _bracket_words(bracket: str, before: str, after: str) -> tuple[str, str]:
    """Return the words for an opening bracket between two tokens, and those for its closing bracket."""
    is_applied = _is_value(before)
    if bracket == "(":
        if after == ")":
            return ("", "") if is_applied else ("empty tuple", "")
        return ("of", ",") if is_applied else ("open paren", "close paren")
    if after == "]":
        return "empty list", ""
    return ("at", ",") if is_applied else ("list of", ",")


def _word(item: Token, operators: Mapping[str, str]) -> str:
    if item.kind == "comment":
        text = item.text.lstrip("#/-%;* ").removesuffix("*/")
        return "" if is_for_programs(text) else f", comment: {to_speakable(text)}"
    if item.kind == "string":
        inside = re.sub(r"\A\w*(\"\"\"|'''|\"|'|`)|(\"\"\"|'''|\"|'|`)\Z", "", item.text)
        return f"string {to_speakable(inside)}" if inside.strip() else "empty string"
    if item.kind == "word":
        return item.text
    words = operators.get(item.text)
    return to_speakable(item.text) if words is None else words


def _joined(words: list[str]) -> str:
    text = re.sub(r"\s+", " ", " ".join(words))
    text = re.sub(r"\s+(?=[,;:])", "", text).replace(",:", ":")
    text = re.sub(r",(?:\s*,)+", ",", text).replace(",;", ";")
    return plain_text.shorten(text.strip(" ,;"), _MAX_LINE)
