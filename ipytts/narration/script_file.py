"""A script as a text to read or to edit, and back.

It is plain Markdown: headings, and paragraphs that are said as they stand there; no other Markdown means
anything in them. A comment at the start of a line tells what follows, up to the next one: from which cell it
is and, if it is not the author's own text, its role. A heading goes back to the author's text. Other comments
there are for people and are not said. A title that is not the first heading stands at the top::

    ---
    title: Penguins
    ---

    <!-- cell 1 -->

    # The data

    Three species were measured.

    <!-- cell 2, output -->

    A table of 344 rows and 7 columns.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ipytts.description.documents.passages import ROLES, Passage, Role, Section
from ipytts.errors import SpeechError
from ipytts.narration.script import Script

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_MARK = re.compile(r"<!--\s*(?:cell\s+(?P<cell>\d{1,9})|no\s+cell)\s*(?:,\s*(?P<role>\w+)\s*)?-->\s*")
_LIKE_A_MARK = re.compile(r"<!--\s*(?:no\s+)?cell\b")
_TITLE = re.compile(r"title:\s*(.*)")
_SPECIAL = re.compile(r"(?=\\*(?:#|<!--|---))")  # what would be read as something else at the start of a line
_ESCAPED = re.compile(r"\\(?=\\*(?:#|<!--|---))")


def to_markdown(script: Script) -> str:
    """Write a script down.

    Parameters
    ----------
    script : Script

    Returns
    -------
    str
        From which `from_markdown` makes the same script.

    Examples
    --------
    >>> table = Passage("A table of 344 rows.", "output", cell=2)
    >>> print(to_markdown(Script("Penguins", (Section("Penguins", 1, (table,), cell=1),))))
    <!-- cell 1 -->
    <BLANKLINE>
    # Penguins
    <BLANKLINE>
    <!-- cell 2, output -->
    <BLANKLINE>
    A table of 344 rows.
    <BLANKLINE>
    """
    return "\n".join(f"{block}\n" for block in _blocks(script))


def _blocks(script: Script) -> Iterator[str]:
    first = next((section.heading for section in script.sections if section.heading), "")
    if script.title != first:
        yield f"---\ntitle: {script.title}".rstrip() + "\n---"
    cell: int | None = None
    role: Role = "text"
    for section in script.sections:
        if section.heading:
            if section.cell != cell:
                yield _mark(section.cell, "text")
            yield f"{'#' * section.level} {section.heading}"
            cell, role = section.cell, "text"
        for passage in section.passages:
            if (passage.cell, passage.role) != (cell, role):
                cell, role = passage.cell, passage.role
                yield _mark(cell, role)
            yield _SPECIAL.sub(r"\\", passage.text, count=1) if _SPECIAL.match(passage.text) else passage.text


def _mark(cell: int | None, role: Role) -> str:
    where = "no cell" if cell is None else f"cell {cell}"
    return f"<!-- {where} -->" if role == "text" else f"<!-- {where}, {role} -->"


def from_markdown(text: str) -> Script:
    r"""Read a script that `to_markdown` wrote and a person may have edited.

    Parameters
    ----------
    text : str
        Lines of a paragraph are joined.

    Returns
    -------
    Script

    Raises
    ------
    SpeechError
        A comment names a role that there is not, or a comment or the title at the top has no end.

    Examples
    --------
    >>> script = from_markdown("# Penguins\n\nThree species\nwere measured.\n")
    >>> script.title, script.sections[0].passages
    ('Penguins', (Passage(text='Three species were measured.', role='text', cell=None),))
    """
    lines = iter(enumerate(text.removeprefix("\ufeff").split("\n"), 1))
    reader = _Reader()
    for number, line in lines:
        if number == 1 and line.rstrip() == "---":
            reader.title = _title(lines)
        elif line.startswith("<!--"):
            reader.comment(number, *_comment(number, line, lines))
        elif heading := _HEADING.fullmatch(line.rstrip()):
            reader.heading(heading[2], len(heading[1]))
        else:
            reader.line(line)
    return reader.script()


def _title(lines: Iterator[tuple[int, str]]) -> str | None:
    """Return the title that is told up to the next ``---``."""
    title = None
    for _, line in lines:
        if line.rstrip() == "---":
            return title
        if told := _TITLE.match(line):
            title = told[1]
    raise SpeechError("Line 1 begins a title with ---, but no other --- ends it. Write one below it.")


def _comment(number: int, line: str, lines: Iterator[tuple[int, str]]) -> tuple[str, str]:
    """Return a whole comment, and what follows it on its last line."""
    comment = line
    while "-->" not in comment:
        following = next(lines, None)
        if following is None:
            raise SpeechError(
                f"Line {number} begins a comment with <!--, but no --> ends it. Write one there."
            )
        comment += f"\n{following[1]}"
    comment, end, rest = comment.partition("-->")
    return comment + end, rest


class _Reader:
    """A script in the making."""

    def __init__(self) -> None:
        self.title: str | None = None
        self._sections = [Section()]
        self._passages: list[Passage] = []
        self._lines: list[str] = []
        self._cell: int | None = None
        self._role: Role = "text"

    def line(self, line: str) -> None:
        if line.strip():
            self._lines.append(_ESCAPED.sub("", line, count=1) if _ESCAPED.match(line) else line)
        else:
            self._end_paragraph()

    def comment(self, number: int, comment: str, rest: str) -> None:
        self._end_paragraph()
        mark = _MARK.fullmatch(comment)
        role = mark["role"] or "text" if mark else None
        if role in ROLES and mark:
            self._role, self._cell = role, int(mark["cell"]) if mark["cell"] else None
        elif _LIKE_A_MARK.match(comment):
            raise SpeechError(
                f"Line {number}, {comment[:80]}, is not understood. Write <!-- cell 3 -->, or with a role "
                f"<!-- cell 3, quotation -->; the roles are {', '.join(ROLES)}."
            )
        self.line(rest)

    def heading(self, heading: str, level: int) -> None:
        self._end_section()
        self._sections.append(Section(heading, level, cell=self._cell))
        self._role = "text"

    def script(self) -> Script:
        self._end_section()
        sections = tuple(self._sections if self._sections[0].passages else self._sections[1:])
        first = next((section.heading for section in sections if section.heading), "")
        return Script(first if self.title is None else self.title, sections)

    def _end_paragraph(self) -> None:
        if self._lines:
            self._passages.append(Passage(" ".join(self._lines), self._role, self._cell))
            self._lines = []

    def _end_section(self) -> None:
        self._end_paragraph()
        self._sections[-1] = replace(self._sections[-1], passages=tuple(self._passages))
        self._passages = []
