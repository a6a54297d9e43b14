"""Input transformers: rewrite ``%%speak`` cells and ``%speak`` lines that IPython would misread."""

from __future__ import annotations

import re

_SPEAK_CELL = re.compile(r"%%speak(\s.*)?$")
_SPEAK_QUESTION = re.compile(r"^(\s*(?:\w+\s*=\s*)?%speak\s+[^\s?].*\?)(\n?)$")


def rewrite_speak_lines(lines: list[str]) -> list[str]:
    """Rewrite a ``%%speak`` cell without text, and ``%speak`` lines that end with a question mark.

    IPython refuses a cell magic without a body, and shows help where a line ends with a question mark.

    Examples
    --------
    >>> rewrite_speak_lines(["%%speak --help"])
    ['%speak --help']
    >>> rewrite_speak_lines(["%speak Is it done?"])
    ['%speak Is it done? ']
    """
    if len(lines) == 1 and re.fullmatch(r"%%speak(\s.*)?", lines[0], re.DOTALL):
        return [lines[0][1:]]
    if lines and lines[0].startswith("%%"):
        return lines
    return [_SPEAK_QUESTION.sub(r"\1 \2", line) for line in lines]


def keep_speak_text(lines: list[str]) -> list[str]:
    r"""Replace a ``%%speak`` cell by a call with its text unchanged: IPython would remove prompts from it.

    Examples
    --------
    >>> keep_speak_text(["%%speak -v nova\n", ">>> x\n"])
    ["get_ipython().run_cell_magic('speak', '-v nova', '>>> x\\n')\n"]
    """
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    found = _SPEAK_CELL.match(lines[first]) if first + 1 < len(lines) else None
    if found is None:
        return lines
    text = "".join(lines[first + 1 :])
    return [f"get_ipython().run_cell_magic('speak', {(found[1] or '').strip()!r}, {text!r})\n"]


# IPython must not call them for incomplete cells: a terminal would end %%speak after its first line.
rewrite_speak_lines.has_side_effects = True  # type: ignore[attr-defined]
keep_speak_text.has_side_effects = True  # type: ignore[attr-defined]
