"""Remove what is not Python from the code of a cell."""

from __future__ import annotations

import re

_CELL_MAGIC = re.compile(r"\s*%%(\w+)[^\n]*\n?")
_TIMING = re.compile(r"%(?:time|prun|memit)\s+(?=\w)")
_HELP = re.compile(r"[\w.]+\?{1,2}\s*")
_ASSIGNED = re.compile(r"[\w, ]+=\s*[%!]\w")


def without_magics(source: str) -> str:
    r"""Return the code without magics and shell commands; code after ``%time`` stays.

    Examples
    --------
    >>> without_magics("%matplotlib inline\n%time plt.plot(x)")
    'pass\nplt.plot(x)'
    """
    source = _CELL_MAGIC.sub("", source, count=1) if source.lstrip().startswith("%%") else source
    return "\n".join(map(_without_magic, source.split("\n")))


def _without_magic(line: str) -> str:
    stripped = line.lstrip()
    indent = line[: len(line) - len(stripped)]
    if match := _TIMING.match(stripped):
        return indent + stripped[match.end() :]
    is_magic = stripped.startswith(("%", "!", "?")) or _HELP.fullmatch(stripped)
    return f"{indent}pass" if is_magic or _ASSIGNED.match(stripped) else line
