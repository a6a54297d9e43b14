"""Describe code: in a summary, or word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from ipytts.description.documents.code.code_outline import outline
from ipytts.description.documents.code.code_reading import READ_LANGUAGES, read_code, read_line
from ipytts.description.documents.code.code_signs import name_code_signs, name_operator, with_latex_commands
from ipytts.description.documents.code.code_summary import is_python, summarize_python
from ipytts.description.documents.code.code_tokens import operator_words
from ipytts.description.documents.code.colab_forms import describe_form
from ipytts.description.documents.code.comments import find_comments, without_comments, without_licenses
from ipytts.description.documents.code.programming_languages import language_of_file, normalize, proper_name
from ipytts.description.documents.code.shell_commands import is_command, read_command
from ipytts.description.documents.printed.diffs import describe_changes
from ipytts.description.documents.speakable.speakable_text import as_sentence, to_speakable
from ipytts.description.wording import numbers, plain_text

CodeMode = Literal["skip", "summary", "read"]
CODE_MODES: tuple[CodeMode, ...] = get_args(CodeMode)

_OF_PAGES = ("html", "css", "xml", "json", "svg")  # their output is described
_MAX_COMMENTS = 3  # comments in a summary
_MAX_COMMENT = 300  # characters
_MAX_SHORT_LINES = 3  # of shell commands and texts that are read in a summary
_MAX_SHORT = 60  # characters of a line that is read in a summary
_MIN_LONG_LINES = 5  # of code of which nothing but its length is known
_IS_SETUP = re.compile(r"imports|installs")  # what these lines do is shorter than the lines
_CELL_MAGIC = re.compile(r"%%([\w!]+)[^\n]*\n?|#!([\w-]+)[^\n]*\n")  # of IPython, and of .NET
_WRITING_MAGIC = re.compile(r"%%(?:writefile|file|save)[ \t]+(?:-\w+[ \t]+)*([^\s{}]+)[^\n]*\n?")
_PYTHON_MAGICS = frozenset(  # cell magics before Python code
    ["time", "timeit", "capture", "prun", "python", "python3", "py", "pypy", "memit", "px", "skip"]
)
_OTHER_MAGICS = {"!": "bash", "system": "bash", "sx": "bash", "rscript": "r", "svg": "html"}


def describe_code(
    source: str, code_mode: CodeMode, *, language: str = "python", output_length: int = 0
) -> str:
    r"""Return a piece of code in sentences; empty for the mode "skip" and for code without words.

    A summary has the comments, or else the names that the code imports, defines, sets and calls. Code of
    which only its length is known is named if it is long and has no output with words. `output_length` is the
    number of characters of these words. The code may contain IPython magics and shell commands; a cell magic
    such as ``%%bash`` overrides `language`.

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
    language, source, heading = _language(source, language)
    if language in ("diff", "patch"):
        return describe_changes(source)
    if code_mode == "read":
        words = _sentences(read_code(without_licenses(source, language), language))
        return f"{as_sentence(heading)} {words}" if words else ""
    if language == "python" and (form := describe_form(source)):
        return form
    summary = _summary(source, language, output_length) or (
        "" if output_length else _length(source, language)
    )
    return f"{heading}: {as_sentence(summary)}" if summary else ""


def describe_inline_code(source: str) -> str:
    """Return words for code within a sentence.

    Examples
    --------
    >>> describe_inline_code("df.fillna()"), describe_inline_code("n_estimators=100")
    ('df.fillna', 'n estimators equals 100')
    >>> describe_inline_code("pip install x"), describe_inline_code("--limit")
    ('pip install x', 'dash dash limit')
    >>> describe_inline_code("<="), describe_inline_code("[]"), describe_inline_code("#define")
    ('is at most', 'square brackets', 'hash define')
    """
    if is_command(source):
        return read_command(source)
    if name := name_operator(source):
        return name
    words = to_speakable(with_latex_commands(source)) or operator_words("python").get(source.strip(), "")
    is_operator = words[:1].isalpha() and not any(map(str.isalnum, source))
    return words if is_operator else name_code_signs(source) or words


def _language(source: str, language: str) -> tuple[str, str, str]:
    """Return the language of a cell, which a magic may name, its code without the magic, its heading."""
    if file := _WRITING_MAGIC.match(source.lstrip()):
        language = language_of_file(file[1])
        return language, source.lstrip()[file.end() :], f"The file {to_speakable(file[1])}"
    if magic := _CELL_MAGIC.match(source.lstrip()):
        source = source.lstrip()[magic.end() :]
        language = _language_of_magic(magic[1] or magic[2], source, language)
    language = normalize(language)
    return language, source, _heading(language)


def _language_of_magic(name: str, source: str, language: str) -> str:
    """Return the language that a cell magic names, or that of the notebook."""
    named = normalize(_OTHER_MAGICS.get(name.lower(), name))
    if name in _PYTHON_MAGICS or (not proper_name(named) and language != "python"):
        return language
    return named if proper_name(named) or not is_python(source) else language


def _heading(language: str) -> str:
    names = {"python": "Code", "text": "Preformatted text", "bash": "Shell commands"}
    if language in names:
        return names[language]
    name = proper_name(language)
    return f"{name} code" if name else f"Code in {to_speakable(language)}" if language.isalnum() else "Code"


def _summary(source: str, language: str, output_length: int) -> str:
    if comments := list(find_comments(source, language))[:_MAX_COMMENTS]:
        return _sentences(plain_text.shorten(to_speakable(text), _MAX_COMMENT) for text in comments)
    if language == "python":
        return summarize_python(source, output_length)
    if language in _OF_PAGES:
        return ""
    lines = [line for line in without_comments(source, language).splitlines() if line.strip()]
    if language == "text":
        is_short = len(lines) <= _MAX_SHORT_LINES
        return _sentences(map(read_line, lines)) if is_short else numbers.with_noun(len(lines), "line")
    clauses = outline("\n".join(lines), language, output_length)
    is_read = _are_short(lines, language) and not any(map(_IS_SETUP.match, clauses))
    return _sentences(read_code("\n".join(lines), language)) if is_read else "; ".join(clauses)


def _are_short(lines: Sequence[str], language: str) -> bool:
    """Return whether lines are read in a summary: one short line, or a few shell commands."""
    most = _MAX_SHORT_LINES if language == "bash" else 1
    return (
        language in READ_LANGUAGES
        and len(lines) <= most
        and all(len(line) <= _MAX_SHORT or language == "bash" for line in lines)
    )


def _length(source: str, language: str) -> str:
    """Return the number of lines of long code; empty for short code."""
    count = sum(bool(line.strip()) for line in without_comments(source, language).splitlines())
    return numbers.with_noun(count, "line") if count >= _MIN_LONG_LINES else ""


def _sentences(lines: Iterable[str]) -> str:
    return " ".join(as_sentence(line) for line in lines if plain_text.has_words(line))
