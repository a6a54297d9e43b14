"""Read shell commands, and tell them and the magics of IPython from code in Python."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import plain_text

_SHELL = re.compile(r"\s*(?:[\w, ]+=\s*)?!+\s*(.*)")
_PACKAGES = re.compile(r"\s*%((?:pip|conda|mamba|uv)\s+\w+.*)")
_MAGIC = re.compile(r"\s*(?:[\w, ]+=\s*)?%+\w.*|\s*[?]+\s*[\w.]+|[\w.]+\s*[?]+\s*|get_ipython\(\)\..*")
_COMMAND = re.compile(  # a command and, somewhere after it, an operator
    r"\$ |(?:awk|cat|cd|cp|curl|cut|docker|echo|find|git|grep|head|jq|jupyter|ls|make|mv|npm|pip|ps|python3?"
    r"|sed|sort|tail|tar|uniq|wc|wget|xargs|zcat)(?: \| | [^|<>&;]* (?:\||>{1,2}|&&|<) )"
)
_MAX_COMMAND = 300  # characters
_OPERATORS = {
    "|": "piped to", "|&": "piped to", ">": "to", "1>": "to", "&>": "to", ">>": "added to the end of",
    "<": "from",
    "&&": "and then", "||": "or else", ";": "then", "2>": "with errors to", "2>>": "with errors to",
    "<<": "from", "&": "",
}  # fmt: skip
_SEPARATED = re.compile(r"\s*(&>|(?<!\w)[12]>>?|>>|>(?!=)|\|\||&&|\|&?|<<?(?!=)|;)\s*|\s+(&)\s*\Z")
_PLACEHOLDER = re.compile(r"<(\w[\w -]*)>")
_NULL = re.compile(r"(?:[12&]?>>?)\s*/dev/null|2>&1|>\s*NUL\b")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_INSTALLERS = re.compile(
    r"(?:sudo\s+)?(?:-?[\w./{}]*python\d?[\w.]*\s+-m\s+|uv\s+)?(?:pip\d?|conda|mamba|apt|apt-get|brew|npm|yum)\s+(?:-\S+\s+)*install\b"
)
_WITH_VALUE = {  # options that take a value, which is not the name of a package
    *("-c", "--channel", "-f", "--find-links", "-i", "--index-url", "--extra-index-url", "--prefix", "-t"),
    *("--target", "-n", "--name", "-p", "--trusted-host", "--cache-dir", "--constraint"),
}
_FILES = ("-r", "--requirement", "--file")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_SOURCE = re.compile(
    r"(?:git\+)?\w+://\S+?/([\w.-]+?)(?:\.git|\.zip|\.tar\.gz)?(?:@[\w.-]+)?(?:#egg=([\w-]+).*)?\Z"
)


def split_magics(source: str) -> tuple[str, list[str]]:
    r"""Return the code without magics and shell commands, and the shell commands.

    Examples
    --------
    >>> split_magics("%matplotlib inline\n!ls -l\nx = 3")
    ('x = 3\n', ['ls -l'])
    """
    kept, shell = [], []
    for line in source.splitlines():
        if match := _SHELL.fullmatch(line) or _PACKAGES.fullmatch(line):
            shell.append(match[1])
        elif not _MAGIC.fullmatch(line):
            kept.append(line)
    return "\n".join(kept) + "\n", shell


def read_command(line: str) -> str:
    """Return a shell command in words.

    Examples
    --------
    >>> read_command("grep -c gull birds.txt | sort > out.txt"), read_command("make 2> errors.txt")
    ('grep -c gull birds.txt, piped to sort, to out.txt', 'make, with errors to errors.txt')
    """
    line = _PLACEHOLDER.sub(r"\1", _NULL.sub("", line.strip().removeprefix("$ ")))
    line = re.sub(r"(?:\A|\s)#\s.*\Z", "", line)
    parts, start = [], 0
    quoted = [match.span() for match in _QUOTED.finditer(line)]
    for match in _SEPARATED.finditer(line):
        if not any(begin <= match.start() < end for begin, end in quoted):
            parts.append(line[start : match.start()])
            parts.append(_OPERATORS.get(match[1] or match[2], ""))
            start = match.end()
    parts.append(line[start:])
    words = [to_speakable(parts[0])]
    for operator, command in zip(parts[1::2], parts[2::2], strict=True):
        if text := to_speakable(command):
            words.append(f"{operator} {text}".strip())
    return plain_text.shorten(", ".join(filter(None, words)), _MAX_COMMAND)


def is_command(code: str) -> bool:
    """Return whether code within a sentence is a shell command with operators.

    Examples
    --------
    >>> is_command("sort a.txt > b.txt"), is_command("ls | wc"), is_command("sort > 3")
    (True, True, False)
    """
    return bool(_COMMAND.match(code))


def installed_packages(command: str) -> list[str]:
    """Return the names of what a command installs; empty for another command.

    Examples
    --------
    >>> installed_packages("pip install -q 'numpy>=1.2' pandas[excel]"), installed_packages("pip list")
    (['numpy', 'pandas'], [])
    >>> installed_packages("pip install -r requirements.txt")
    ['what requirements.txt lists']
    """
    match = _INSTALLERS.match(command.strip())
    if not match:
        return []
    try:
        words = shlex.split(_NULL.sub("", command.strip()[match.end() :]), comments=True)
    except ValueError:  # quotes that do not end
        return []
    return list(_packages(words))


def _packages(words: list[str]) -> Iterator[str]:
    skipped = ""
    for word in words:
        if word in ("&&", ";", "|", "||", ">", ">>"):
            return
        if skipped in _FILES:
            yield f"what {to_speakable(word)} lists"
        elif skipped or word in ("-e", "--editable", "."):
            pass
        elif source := _SOURCE.match(word):
            yield to_speakable(source[2] or source[1])
        elif not word.startswith(("-", "$", "{")) and (name := _NAME.match(word)):
            yield to_speakable(name[0])
        skipped = word if word in _WITH_VALUE or word in _FILES else ""
