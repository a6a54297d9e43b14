"""Programming languages: which one a cell is in, and what each is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ipytts.description.documents.notebook_json import as_mapping, as_text

_NAMES = {
    "python": "Python", "r": "R", "julia": "Julia", "bash": "Shell", "sql": "SQL", "text": "Text",
    "c": "C", "c++": "C++", "c#": "C#", "f#": "F#", "java": "Java", "scala": "Scala", "kotlin": "Kotlin",
    "javascript": "JavaScript", "typescript": "TypeScript", "html": "HTML", "css": "CSS", "json": "JSON",
    "yaml": "YAML", "xml": "XML", "toml": "TOML", "latex": "LaTeX", "markdown": "Markdown", "sas": "SAS",
    "matlab": "MATLAB", "octave": "Octave", "fortran": "Fortran", "haskell": "Haskell", "ocaml": "OCaml",
    "php": "PHP", "perl": "Perl", "ruby": "Ruby", "rust": "Rust", "go": "Go", "lua": "Lua", "swift": "Swift",
    "stata": "Stata", "powershell": "PowerShell", "clojure": "Clojure", "lisp": "Lisp", "scheme": "Scheme",
    "sage": "Sage", "wolfram": "Wolfram Language", "maxima": "Maxima", "gnuplot": "Gnuplot",
    "cython": "Cython",
    "kql": "KQL", "sparql": "SPARQL", "graphql": "GraphQL", "dot": "DOT", "stan": "Stan", "groovy": "Groovy",
    "prolog": "Prolog", "erlang": "Erlang", "dockerfile": "Docker", "makefile": "Make", "coq": "Coq",
}  # fmt: skip
_ALIASES = {
    "ipython": "python", "ipython3": "python", "python2": "python", "python3": "python", "py": "python",
    "pycon": "python", "ir": "r", "jl": "julia", "sh": "bash", "shell": "bash", "zsh": "bash",
    "script": "bash", "console": "bash", "js": "javascript", "node": "javascript", "nodejs": "javascript",
    "ts": "typescript", "cpp": "c++", "cxx": "c++", "cling": "c++", "csharp": "c#", "cs": "c#",
    "fsharp": "f#", "fs": "f#", "hs": "haskell", "yml": "yaml", "tex": "latex", "md": "markdown",
    "pwsh": "powershell", "sagemath": "sage", "bigquery": "sql", "mysql": "sql", "postgresql": "sql",
    "sqlite": "sql", "mathematica": "wolfram", "wolfram language": "wolfram", "rs": "rust",
    "rb": "ruby", "kt": "kotlin", "plain": "text", "txt": "text", "plaintext": "text", "none": "text",
    "bat": "powershell", "cmd": "powershell", "common-lisp": "lisp", "graphviz": "dot",
}  # fmt: skip
_VERSION = re.compile(r"(?:[\s-]*\d[\d.]*)+\Z")
_LEXER = re.compile(r"xcpp\d*|c\+\+\d*|cpp\d*")
_POLYGLOT = "polyglot-notebook"  # .NET names itself so, and its languages in the cells


def normalize(language: str) -> str:
    """Return the name under which a language is known here, in lower case.

    Examples
    --------
    >>> normalize("IPython3"), normalize("csharp"), normalize("C++17"), normalize("Julia-1.9")
    ('python', 'c#', 'c++', 'julia')
    """
    name = language.strip().lower()
    if _LEXER.fullmatch(name):
        return "c++"
    name = _ALIASES.get(name, name)
    short = _VERSION.sub("", name) or name
    return _ALIASES.get(short, short)


def proper_name(language: str) -> str:
    """Return the name of a language as its users write it; empty for one that is not known.

    Examples
    --------
    >>> proper_name("fsharp"), proper_name("julia"), proper_name("brainwave")
    ('F#', 'Julia', '')
    """
    return _NAMES.get(normalize(language), "")


def language_of_file(name: str) -> str:
    """Return the language of a file by the end of its name; "text" where that does not say it.

    Examples
    --------
    >>> language_of_file("src/train.py"), language_of_file("birds.csv")
    ('python', 'text')
    """
    language = normalize(name.rpartition(".")[2])
    return language if language in _NAMES else "text"


def language_of(metadata: Mapping[str, Any], cell_metadata: Mapping[str, Any] | None = None) -> str:
    """Return the language of a cell by its metadata and those of its notebook, by default "python".

    Examples
    --------
    >>> language_of({"language_info": {"name": "R"}}), language_of({"kernelspec": {"language": "julia"}})
    ('r', 'julia')
    >>> language_of({"kernelspec": {"name": "julia-1.9", "display_name": "Julia 1.9"}}), language_of({})
    ('julia', 'python')
    """
    kernel, info = as_mapping(metadata.get("kernelspec")), as_mapping(metadata.get("language_info"))
    of_cell = cell_metadata or {}
    named = [
        as_mapping(of_cell.get("polyglot_notebook")).get("kernelName"),
        as_mapping(of_cell.get("dotnet_interactive")).get("language"),
        as_mapping(of_cell.get("vscode")).get("languageId"),
        kernel.get("language") if _is_dotnet(kernel) else None,
        info.get("name"),
        kernel.get("language"),
    ]
    found = [normalize(as_text(name)) for name in named if as_text(name) not in ("", _POLYGLOT)]
    guessed = [normalize(as_text(kernel.get(key))) for key in ("name", "display_name")]
    return next(iter([*found, *(name for name in guessed if name in _NAMES)]), "python")


def _is_dotnet(kernel: Mapping[str, Any]) -> bool:
    return as_text(kernel.get("name")).startswith(".net")
