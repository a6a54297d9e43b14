"""Convert scripts to files that a person can read and edit, and read these files.

A script file is plain Markdown: headings, and paragraphs that are spoken as they are; other Markdown has no
meaning. A comment at the start of a line names the cell of the following passages, and their role unless that
is ``text``. After a heading the role is ``text`` again. Other comments at the start of a line are not spoken.
A title that is not the first heading is at the top::

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
from collections.abc import Iterator
from dataclasses import replace

from ipytts.description.documents.passages import ROLES, Passage, Role, Section
from ipytts.errors import SpeechError
from ipytts.narration.script import Script, first_heading

_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_MARK = re.compile(r"<!--\s*(?:cell\s+(?P<cell>\d{1,9})|no\s+cell)\s*(?:,\s*(?P<role>\w+)\s*)?-->\s*")
_LIKE_MARK = re.compile(r"<!--\s*(?:no\s+)?cell\b")
_TITLE = re.compile(r"title:\s*(.*)")
_SPECIAL = re.compile(r"(?=\\*(?:#|<!--|---))")  # not a paragraph, unless escaped with a backslash
_ESCAPED = re.compile(r"\\(?=\\*(?:#|<!--|---))")


def to_markdown(script: Script) -> str:
    """Return a script as Markdown, from which `from_markdown` makes the same script.

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
    if script.title != first_heading(script.sections):
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
    source = "no cell" if cell is None else f"cell {cell}"
    return f"<!-- {source} -->" if role == "text" else f"<!-- {source}, {role} -->"


def from_markdown(text: str) -> Script:
    r"""Return the script in Markdown that `to_markdown` wrote and a person may have edited.

    The lines of a paragraph are joined.

    Raises
    ------
    SpeechError
        A comment names an unknown role, or a comment or the title at the top has no end.

    Examples
    --------
    >>> script = from_markdown("# Penguins\n\nThree species\nwere measured.\n")
    >>> script.title, script.sections[0].passages
    ('Penguins', (Passage(text='Three species were measured.', role='text', cell=None),))
    """
    lines = iter(enumerate(text.removeprefix("\ufeff").split("\n"), 1))
    reader = _ScriptReader()
    for number, line in lines:
        if number == 1 and line.rstrip() == "---":
            reader.title = _title(lines)
        elif line.startswith("<!--"):
            reader.add_comment(number, *_comment(number, line, lines))
        elif heading := _HEADING.fullmatch(line.rstrip()):
            reader.add_heading(heading[2], len(heading[1]))
        else:
            reader.add_line(line)
    return reader.finish()


def _title(lines: Iterator[tuple[int, str]]) -> str | None:
    """Return the title in the lines up to the next ``---``."""
    title = None
    for _, line in lines:
        if line.rstrip() == "---":
            return title
        if match := _TITLE.match(line):
            title = match[1]
    raise SpeechError("Line 1 begins a title with ---, but no other --- ends it. Write one below it.")


def _comment(number: int, line: str, lines: Iterator[tuple[int, str]]) -> tuple[str, str]:
    """Return a whole comment, and the rest of its last line."""
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


class _ScriptReader:
    """Builds a script from headings, comments and lines."""

    def __init__(self) -> None:
        self.title: str | None = None
        self._sections = [Section()]
        self._passages: list[Passage] = []
        self._lines: list[str] = []
        self._cell: int | None = None
        self._role: Role = "text"

    def add_line(self, line: str) -> None:
        if line.strip():
            self._lines.append(_ESCAPED.sub("", line, count=1) if _ESCAPED.match(line) else line)
        else:
            self._end_paragraph()

    def add_comment(self, number: int, comment: str, rest: str) -> None:
        self._end_paragraph()
        mark = _MARK.fullmatch(comment)
        role = mark["role"] or "text" if mark else None
        if role in ROLES and mark:
            self._role, self._cell = role, int(mark["cell"]) if mark["cell"] else None
        elif _LIKE_MARK.match(comment):
            raise SpeechError(
                f"Line {number}, {comment[:80]}, is not understood. Write <!-- cell 3 -->, or with a role "
                f"<!-- cell 3, quotation -->; the roles are {', '.join(ROLES)}."
            )
        self.add_line(rest)

    def add_heading(self, heading: str, level: int) -> None:
        self._end_section()
        self._sections.append(Section(heading, level, cell=self._cell))
        self._role = "text"

    def finish(self) -> Script:
        self._end_section()
        sections = tuple(self._sections if self._sections[0].passages else self._sections[1:])
        return Script(first_heading(sections) if self.title is None else self.title, sections)

    def _end_paragraph(self) -> None:
        if self._lines:
            self._passages.append(Passage(" ".join(self._lines), self._role, self._cell))
            self._lines = []

    def _end_section(self) -> None:
        self._end_paragraph()
        self._sections[-1] = replace(self._sections[-1], passages=tuple(self._passages))
        self._passages = []
