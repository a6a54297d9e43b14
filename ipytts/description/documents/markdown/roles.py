"""Words for the roles of MyST, reStructuredText and d2l, such as ``{ref}`the data <data>```."""

from __future__ import annotations

import re
from collections.abc import Callable

from ipytts.description.documents.code.code import describe_inline_code
from ipytts.description.documents.markdown.references import describe_citation, describe_label, split_label
from ipytts.description.documents.raised_text import describe_lowered, describe_raised
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import grammar

_TEXT_AND_TARGET = re.compile(r"(?P<text>.*\S)\s*<(?P<target>[^<>]*)>\s*", re.DOTALL)
_NUMBER_OF_TARGET = re.compile(r"%s|\{number\}|\{name\}")
_SILENT = frozenset(
    ["label", "eqlabel", "target", "begin_tab", "end_tab", "width", "height", "raw", "html", "raw-html",
     "octicon", "fa", "fas", "far", "fab", "icon", "eval", "class-index", "library", "bookref"]
)  # fmt: skip
_SILENT_PREFIXES = ("material-", "fa-", "far-", "octicon")
_KEYS_OF_SOURCES = ("cite", "footcite", "citep", "citet", "citealp", "citealt", "citeauthor", "citeyear")
_IN_BRACKETS = ("cite", "cite:p", "cite:ps", "citep", "footcite", "footcite:p")
_CODE = frozenset(
    ["code", "literal", "lit", "samp", "command", "program", "file", "envvar", "func", "function", "class",
     "meth", "method", "mod", "module", "obj", "attr", "attribute", "exc", "data", "const", "any", "option"]
)  # fmt: skip
_REFERENCES = ("ref", "numref", "eqref", "eq", "doc", "std:ref", "std:numref", "std:doc", "prf:ref", "eq-ref")
_NOUNS = {
    "eq": "equation",
    "eqref": "equation",
    "pep": "PEP",
    "rfc": "RFC",
    "issue": "issue",
    "pr": "pull request",
}


def describe_role(name: str, content: str, describe_formula: Callable[[str], str], before: str = "") -> str:
    """Return words for a role of a name with a content; empty for one that has nothing to read.

    `before` is the text before it.

    Examples
    --------
    >>> def describe_role_(name: str, content: str) -> str:
    ...     return describe_role(name, content, str.upper)
    >>> describe_role_("ref", "the data <data>"), describe_role_("numref", "fig-birds")
    ('the data', 'figure birds')
    >>> describe_role_("cite:t", "wu2019,li2020"), describe_role_("func", "~numpy.mean")
    ('Wu 2019 and Li 2020', 'mean')
    >>> describe_role_("math", "x"), describe_role_("label", "sec_x")
    ('X', '')
    """
    name = name.lower()
    kind = name.rpartition(":")[2]
    if name in _SILENT or name.startswith(_SILENT_PREFIXES):
        return ""
    if name.startswith("glue"):  # MyST-NB puts it in from an output elsewhere
        return "a value"
    if name == "math":
        return describe_formula(content)
    if kind in ("sup", "superscript", "sub", "subscript"):
        describe = describe_raised if kind.startswith("sup") else describe_lowered
        return describe(content, before)
    return _describe_reference(name, kind, content)


def _describe_reference(name: str, kind: str, content: str) -> str:
    """Return words for what stands elsewhere: sources, sections, objects, terms."""
    found = _TEXT_AND_TARGET.fullmatch(content)
    text = found["text"] if found else content
    if name.partition(":")[0] in _KEYS_OF_SOURCES:
        return _describe_sources(name, content)
    if name in _REFERENCES:
        return _describe_target(name, content, found)
    if kind in _CODE:
        return describe_inline_code(text if found else _name_of_object(text))
    return _describe_text(name, text)


def _describe_sources(name: str, content: str) -> str:
    keys = (key.strip() for key in content.split(","))
    words = grammar.join(_part_of_source(name, describe_citation(key)) for key in keys if key)
    return f"({words})" if name in _IN_BRACKETS else words


def _part_of_source(name: str, words: str) -> str:
    """Return the author or the year of a source where a role asks for that alone."""
    author, space, year = words.rpartition(" ")
    if not (space and year.isdecimal()):
        return words
    return year if "year" in name else author if "author" in name else words


def _describe_target(name: str, content: str, found: re.Match[str] | None) -> str:
    """Return the text of a reference; without a text, words for what it refers to."""
    if found is None:
        label = content.rpartition("/")[2] if name.endswith("doc") else content
        return describe_label(label.removesuffix(".md").lstrip("!~"), _NOUNS.get(name, ""))
    if _NUMBER_OF_TARGET.search(found["text"]):
        return to_speakable(_NUMBER_OF_TARGET.sub(split_label(found["target"])[1], found["text"]))
    return to_speakable(found["text"])


def _name_of_object(text: str) -> str:
    """Return the name of an object; a tilde before it leaves out the modules."""
    return text.rpartition(".")[2] if text.startswith("~") else text.lstrip("!")


def _describe_text(name: str, text: str) -> str:
    if name == "menuselection":
        return to_speakable(", ".join(part.strip() for part in re.split(r"-->|>", text)))
    if name == "download":
        text = text.rpartition("/")[2]
    return f"{_NOUNS.get(name, '')} {to_speakable(text)}".strip()
