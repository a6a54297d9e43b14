"""Find out what code of any language imports, defines, sets and calls, by its unindented lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipytts.description.documents.code.shell_commands import installed_packages
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording.phrase import join_some

_MAX_NAMES = 4  # of each kind
_MAX_LINE = 500  # characters
_MAX_VALUE = 20  # characters of an output that may be a value alone, without what it is
_DRAWING = re.compile(
    r"(?:plt|pl|pylab|sns|ax\w*|fig\w*)\..*|(?:.*\.)?(?:plot|scatter|hist|draw|show|figure|legend|grid|axis"
    r"|[xy]?label|title|[xyz]lim|tight layout)"
)
_DOTTED = r"[^\W\d][\w.]*[!?]?"
_WORDS_BEFORE = (
    r"(?:(?:export|default|async|public|private|protected|internal|static|abstract|final|sealed|case|implicit|override"
    r"|partial|pure|recursive|elemental|inline|virtual|constexpr|pub|mutable|readonly|unsafe|data|global|local"
    r"|@\w+(?:\([^)]*\))?)\s+)*"
)
_IMPORTS = {
    "julia": [r"(?:using|import)\s+(?P<list>[^:]+)"],
    "r": [r"(?:suppress\w+\()*\s*(?:library|require)\s*\(\s*['\"]?(?P<name>[\w.]+)"],
    "c++": [r"#\s*include\s*[<\"](?P<name>[\w./]+)[>\"]"],
    "c#": [r"using\s+(?:static\s+)?(?P<name>[\w.]+)\s*;", r"#r\s+\"nuget:\s*(?P<name>[\w.]+)"],
    "f#": [r"open\s+(?P<name>[\w.]+)", r"#r\s+\"nuget:\s*(?P<name>[\w.]+)"],
    "scala": [r"import\s+\$\w+\.`[\w.]+:+(?P<name>[\w.-]+):",
    r"import\s+(?P<name>\w[\w.]*?)(?:\.[_{].*|;|\s*$)"],
    "javascript": [r"import\b.*\bfrom\s+['\"](?P<name>[^'\"]+)", r".*\brequire\(\s*['\"](?P<name>[^'\"]+)"],
    "octave": [r"pkg\s+load\s+(?P<name>\w+)"],
    "haskell": [r"import\s+(?:qualified\s+)?(?P<name>[\w.]+)"],
    "powershell": [r"Import-Module\s+(?P<name>[\w.-]+)"],
    "go": [r"import\s+\"(?P<name>[^\"]+)"],
    "rust": [r"use\s+(?P<name>\w+(?:::\w+)*)"],
    "python": [r"import\s+(?P<list>[\w., ]+)", r"from\s+(?P<name>[\w.]+)\s+import"],
    "java": [r"import\s+(?:static\s+)?(?P<name>[\w.]+)"],
}  # fmt: skip
_DEFINITIONS = {
    "julia": [
        rf"(?:{_DOTTED}\.)?(?P<name>[^\W\d]\w*!?)(?:\{{[^}}]*\}})?\([^=]*\)(?:\s*where[^=]*)?\s*=(?!=)"
    ],
    "r": [rf"(?P<name>{_DOTTED})\s*(?:<-|=)\s*function\b", rf"(?P<name>{_DOTTED})\s*(?:<-|=)\s*\\\("],
    "javascript": [r"(?:const|let|var)\s+(?P<name>\w+)\s*=\s*(?:async\s*)?(?:\([^)]*\)|\w+)\s*=>"],
    "f#": [r"let\s+(?:rec\s+|inline\s+)*(?P<name>\w+)\s+(?!=)[\w(][^=]*=", r"type\s+(?P<type>\w+)"],
    "c++": [r"(?!return|else|new)[\w:<>,*& ]+[\s*&](?P<name>\w+)\s*\([^;]*\)\s*(?:const\s*)?\{?\s*$"],
    "octave": [r"function\s+(?:[\w\[\], ~]+=\s*)?(?P<name>\w+)"],
    "haskell": [r"(?P<name>[a-z]\w*'?)\s*::", r"(?:data|newtype|type)\s+(?P<type>\w+)"],
    "bash": [r"(?P<name>\w+)\s*\(\)\s*\{"],
}  # fmt: skip
_ANY_DEFINITION = (
    rf"{_WORDS_BEFORE}(?P<kind>function|def|fn|func|fun|sub|subroutine|procedure|class|(?:mutable\s+)?struct|object|trait"
    rf"|interface|module|macro|enum|record|abstract\s+type)\s+!?(?:{_DOTTED}\.)?(?P<name>[^\W\d]\w*[!?]?)"
)
_TYPES = ("class", "struct", "object", "trait", "interface", "module", "macro", "enum", "record")
_ASSIGNMENT = re.compile(
    rf"{_WORDS_BEFORE}(?:(?:const|let|var|val|auto|my|double|float|int|long|bool|string|char|std::\w+(?:<[^=]*>)?)\s+)*"
    rf"(?P<names>[(\[]?\$?{_DOTTED}(?:\s*,\s*{_DOTTED})*[)\]]?)(?:\s*:{{1,2}}\s*[\w.{{}}\[\]<>]+)?\s*(?:=(?![=>])|<-|:=|←)"
    rf"\s*(?:(?:await|new)\s+)?(?P<callee>{_DOTTED}(?:::{_DOTTED})?)?(?P<call>\()?"
)
_CALL = re.compile(rf"(?:await\s+|@\w+\s+)?(?P<name>{_DOTTED}(?:::{_DOTTED})*)\(")
_SHOWN = re.compile(rf"{_DOTTED};?\Z")
_NO_NAMES = frozenset(
    [
        *("if", "for", "while", "else", "elseif", "end", "begin", "return", "do", "let", "try", "catch"),
        *("print", "println", "display", "cat", "printf", "disp", "show", "using", "import", "in", "of"),
        *("switch", "with"),
    ]
)
_TABLES = re.compile(r"\b(?:from|join)\s+[`\"\[]?([\w.$-]+)", re.IGNORECASE)
_STATEMENT = re.compile(
    r"(?P<verb>select|with|insert\s+into|update|delete\s+from|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?\w+"
    r"(?:\s+if\s+not\s+exists)?|drop\s+\w+(?:\s+if\s+exists)?|alter\s+table)\b\s*[`\"\[]?(?P<table>[\w.$-]+)?",
    re.IGNORECASE,
)
_SQL_VERBS = {
    "insert": "adds to",
    "update": "updates",
    "delete": "deletes from",
    "create": "creates",
    "drop": "drops",
    "alter": "alters",
}
_TWO_WORDS = (
    "git",
    "docker",
    "conda",
    "apt",
    "apt-get",
    "npm",
    "cargo",
    "kubectl",
    "gcloud",
    "aws",
    "az",
    "dotnet",
)


def without_empty_words(kinds: dict[str, list[str]], output_length: int) -> dict[str, list[str]]:
    """Return the names by what is done to them; none where naming a call alone would tell nothing.

    A call helps to understand a bare value, or says what was done where nothing is shown. It adds nothing to
    a longer output, and drawing without an output shows nothing.

    Examples
    --------
    >>> without_empty_words({"calls": ["df.head"]}, 200), without_empty_words({"calls": ["plt.title"]}, 0)
    ({}, {})
    >>> without_empty_words({"calls": ["model.score"]}, 5), without_empty_words({"calls": ["model.save"]}, 0)
    ({'calls': ['model.score']}, {'calls': ['model.save']})
    """
    if {kind for kind, names in kinds.items() if any(names)} - {"calls", "shows"}:
        return kinds
    if output_length > _MAX_VALUE:
        return {}
    if output_length:
        return kinds
    calls = [name for name in kinds.get("calls", []) if not _DRAWING.fullmatch(name)]
    return {"calls": calls} if calls else {}


def outline(source: str, language: str, output_length: int = 0) -> list[str]:
    r"""Return what code does in clauses, the names in words; empty where its lines do not show it.

    Examples
    --------
    >>> outline("using Plots, DataFrames\nf(x) = x^2\ndf = load(path)\nplot(df)", "julia")
    ['imports Plots and DataFrames', 'defines the function f', 'sets df by load', 'calls plot']
    >>> outline("SELECT name FROM birds b\nJOIN sites s ON s.id = b.site", "sql")
    ['selects from birds and sites']
    """
    if language == "sql":
        return [f"{verb} {join_some(names, _MAX_NAMES)}" for verb, names in _sql(source)]
    kinds: dict[str, list[str]] = {}
    lines = [line[:_MAX_LINE] for line in source.splitlines() if line.strip()]
    for line in lines:
        kind, words = _shell(line) if language == "bash" else _clause(line, language)
        if words:
            kinds.setdefault(kind, []).extend(words)
    if language != "bash" and lines and _SHOWN.match(lines[-1]) and lines[-1] not in _NO_NAMES:
        kinds["shows"] = [to_speakable(lines[-1].rstrip(";"))]
    kinds = without_empty_words(kinds, output_length)
    order = ("runs", "installs", "imports", "defines", "sets", "calls", "shows")
    return [
        f"{verb} {join_some(list(dict.fromkeys(kinds[verb])), _MAX_NAMES)}" for verb in order if verb in kinds
    ]


def _clause(line: str, language: str) -> tuple[str, list[str]]:
    """Return what an unindented line does, and the names that it does it to."""
    family = {"matlab": "octave", "typescript": "javascript", "c": "c++", "sage": "python"}.get(
        language, language
    )
    for pattern in _IMPORTS.get(family, ()):
        if match := re.match(pattern, line):
            groups = match.groupdict()
            names = (groups.get("list") or groups.get("name") or "").split(",")
            return "imports", [words for name in names if (words := to_speakable(name.partition(" as ")[0]))]
    for pattern in (_ANY_DEFINITION, *_DEFINITIONS.get(family, ())):
        if match := re.match(pattern, line):
            return "defines", [_defined(match.groupdict())]
    if match := _ASSIGNMENT.match(line):
        return "sets", _assigned(match)
    if (match := _CALL.match(line)) and match["name"] not in _NO_NAMES:
        return "calls", [to_speakable(match["name"].replace("::", "."))]
    return "", []


def _defined(groups: dict[str, str | None]) -> str:
    kind = (groups.get("kind") or "").split()[-1:]
    if groups.get("type") or kind == ["type"]:
        return f"the type {to_speakable(groups.get('type') or groups['name'] or '')}"
    noun = kind[0] if kind and kind[0] in _TYPES else "function"
    return f"the {noun} {to_speakable(groups['name'] or '')}"


def _assigned(match: re.Match[str]) -> list[str]:
    names = [to_speakable(name.strip("()[]$ ")) for name in match["names"].split(",")]
    names = [name for name in names if name and name not in _NO_NAMES]
    callee = to_speakable((match["callee"] or "").replace("::", "."))
    if names and match["call"] and callee not in ("", "c", "function"):
        return [*names[:-1], f"{names[-1]} by {callee}"]
    return names


def _shell(line: str) -> tuple[str, list[str]]:
    if packages := installed_packages(line):
        return "installs", packages
    words = line.strip().removeprefix("sudo ").split()
    if line[0].isspace() or "=" in words[0] or not words[0][0].isalpha():
        return "", []
    count = 2 if words[0] in _TWO_WORDS and len(words) > 1 and words[1].isalpha() else 1
    return "runs", [to_speakable(" ".join(words[:count]))]


def _sql(source: str) -> Iterator[tuple[str, list[str]]]:
    for statement in source.split(";"):
        if not (match := _STATEMENT.match(statement.strip())):
            continue
        verb = _SQL_VERBS.get(match["verb"].split()[0].lower(), "")
        tables = [match["table"]] if verb else _TABLES.findall(statement)
        if names := list(dict.fromkeys(to_speakable(table or "") for table in tables)):
            yield verb or "selects from", names
