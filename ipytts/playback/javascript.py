"""JavaScript modules joined into one script.

A page gets a widget's script as a blob, and an output's as text: neither can import a file. Biome formats
our modules, so each top-level statement begins a line and ends with a semicolon or a brace.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_IMPORT = re.compile(r"^import\b([^;]*);\n", re.MULTILINE)
_NAMES_AND_FILE = re.compile(r'\s*\{([^}]*)\}\s*from\s*"(\.\.?/[^"]+)"')
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_DECLARATION = re.compile(r"^(export )?(?:async )?(?:function\*?|class|const|let|var) (\w+)", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:import|export|(?:const|let|var) [{\[]).*", re.MULTILINE)


@functools.cache
def join_modules(entry: Path) -> str:
    """Return a module and those that it imports as one script, each once and after what it imports.

    A default export of the entry, the file to start at, stays, as anywidget needs it.

    Raises
    ------
    ValueError
        The modules import a package, a whole module, under another name, or in a cycle; export other than at
        a declaration; or declare a top-level name twice.
    """
    joined = _Joined()
    joined.add(entry.resolve())
    return "\n".join(joined.bodies.values())


class _Joined:
    def __init__(self) -> None:
        self.bodies: dict[Path, str] = {}
        self._exports: dict[Path, set[str]] = {}
        self._owners: dict[str, Path] = {}  # of top-level names

    def add(self, file: Path, importers: tuple[Path, ...] = ()) -> None:
        if file in importers:
            cycle = " → ".join(each.name for each in (*importers, file))
            raise ValueError(f"JavaScript modules import each other: {cycle}.")
        if file in self.bodies:
            return
        text = file.read_text("utf-8")
        for statement in _IMPORT.finditer(text):
            self._add_import(statement, file, importers)
        self._add_names(file, text)
        body = _EXPORT.sub("", _IMPORT.sub("", text))
        rest = body if importers else re.sub("^export default ", "", body, flags=re.MULTILINE)
        if unknown := _UNKNOWN.search(rest):
            raise ValueError(
                f"{file.name}: {unknown[0]!r} cannot be joined: declare and export each name by itself."
            )
        self.bodies[file] = body

    def _add_import(self, statement: re.Match[str], file: Path, importers: tuple[Path, ...]) -> None:
        found = _NAMES_AND_FILE.fullmatch(statement[1])
        if found is None:
            raise ValueError(
                f"{file.name}: {statement[0].strip()!r} cannot be joined: import names from a file, "
                'as in import { name } from "./file.js";'
            )
        imported = (file.parent / found[2]).resolve()
        self.add(imported, (*importers, file))
        names = {name.strip() for name in found[1].split(",") if name.strip()}
        if missing := sorted(names - self._exports[imported]):
            raise ValueError(f"{file.name}: {imported.name} does not export {', '.join(map(repr, missing))}.")

    def _add_names(self, file: Path, text: str) -> None:
        declarations = _DECLARATION.findall(text)
        self._exports[file] = {name for export, name in declarations if export}
        for _, name in declarations:
            if name in self._owners:
                raise ValueError(f"{self._owners[name].name} and {file.name} both declare {name!r}.")
            self._owners[name] = file
