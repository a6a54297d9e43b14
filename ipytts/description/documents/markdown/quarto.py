"""The blocks, attributes, citations and shortcodes of Quarto and Pandoc, and what is read of them."""

from __future__ import annotations

import re
import shlex
from contextlib import suppress
from typing import NamedTuple

from ipytts.description.documents.html.html_elements import describe_media
from ipytts.description.documents.markdown.references import (
    describe_citation,
    describe_label,
    is_citation,
    is_cross_reference,
    without_repetition,
)
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import grammar

_VALUE = r"[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']+)"
_ATTRIBUTE = rf"[.#][A-Za-z][\w:.-]*|{_VALUE}|-"
#: Attributes after an image, a link or a heading.
ATTRIBUTES = re.compile(rf"\{{\s*(?:(?:{_ATTRIBUTE})\s*)+\}}")
_ONE_ATTRIBUTE = re.compile(rf"{_ATTRIBUTE}|=?[A-Za-z][\w-]*")
_KEY = r"(?:\{[^{}\n]+\}|[^\W_](?:[\w:.#$%&+?<>~/-]*\w)?)"
#: ``[see @a, p. 3; @b]``, or ``@a``.
CITATION = re.compile(rf"\[(?P<group>[^\[\]]*?(?<![\w.])-?@{_KEY}[^\[\]]*)\](?![(\[])|@(?P<key>{_KEY})")
_SOURCE = re.compile(rf"(?P<before>[^@]*?)(?P<only_year>-?)@(?P<key>{_KEY})(?P<after>.*)", re.DOTALL)
SHORTCODE = re.compile(r"\{\{<\s*(?P<name>/?[\w-]+)(?P<arguments>[^{}]*?)/?>\}\}")
_STATEMENTS = {
    "thm": "Theorem", "lem": "Lemma", "cor": "Corollary", "prp": "Proposition", "cnj": "Conjecture",
    "def": "Definition", "exm": "Example", "exr": "Exercise", "sol": "Solution", "rem": "Remark",
    "alg": "Algorithm",
}  # fmt: skip
_STATEMENT_CLASSES = ("proof", "remark", "solution", "theorem", "lemma", "exercise", "definition", "example")
_ADMONITIONS = frozenset(
    ["note", "tip", "warning", "important", "caution", "danger", "info", "alert", "attention", "hint",
     "error", "success", "admonition", "question", "challenge", "objectives", "keypoints", "discussion",
     "prereq"]
)  # fmt: skip
_HIDDEN = frozenset(["notes", "hidden", "content-hidden", "d-none", "refs", "references"])
_PAGE = ("html", "ipynb")  # formats that a listener's page is like


class Attributes(NamedTuple):
    """Attributes in the syntax of Pandoc."""

    identifier: str
    classes: tuple[str, ...]
    values: dict[str, str]


def parse_attributes(text: str) -> Attributes:
    """Return the attributes in ``{#id .class key="value"}``, or in a name alone.

    Examples
    --------
    >>> parse_attributes('{.callout-tip #a title="Mind it"}')
    Attributes(identifier='a', classes=('callout-tip',), values={'title': 'Mind it'})
    >>> parse_attributes("warning").classes
    ('warning',)
    """
    identifier, classes, values = "", [], {}
    for found in _ONE_ATTRIBUTE.findall(text):
        if "=" in found[1:]:
            key, _, value = found.partition("=")
            values[key.strip()] = value.strip().strip("\"'")
        elif found.startswith("#"):
            identifier = found[1:]
        elif found[:1] not in ("-", "%", "="):
            classes.append(found.lstrip("."))
    return Attributes(identifier, tuple(classes), values)


def is_hidden(attributes: Attributes) -> bool:
    """Return whether a block is not to be seen on a page.

    Examples
    --------
    >>> [is_hidden(parse_attributes(text)) for text in (".notes", ".content-visible when-format='pdf'", ".x")]
    [True, True, False]
    """
    if attributes.identifier == "refs":
        return True
    when, unless = attributes.values.get("when-format"), attributes.values.get("unless-format")
    is_for_page = (when is None or when.startswith(_PAGE)) and not (unless or "").startswith(_PAGE)
    if "content-hidden" in attributes.classes and (when or unless):
        return is_for_page
    return ("content-visible" in attributes.classes and not is_for_page) or not _HIDDEN.isdisjoint(
        attributes.classes
    )


def noun_of(attributes: Attributes) -> str:
    """Return what a block is called, such as "Note" or "Theorem"; empty for a block without a name.

    Examples
    --------
    >>> [noun_of(parse_attributes(text)) for text in (".callout-note", "#thm-line", ".column")]
    ['Note', 'Theorem', '']
    """
    kind = attributes.identifier.partition("-")[0]
    if "-" in attributes.identifier and kind in _STATEMENTS:
        return _STATEMENTS[kind]
    for name in attributes.classes:
        word = name.removeprefix("callout-").removeprefix("alert-")
        if word in _ADMONITIONS or word in _STATEMENT_CLASSES:
            return word.capitalize()
    return ""


def describe_citations(match: re.Match[str]) -> str | None:
    """Return words for a match of `CITATION`; None if it is no citation and no cross-reference.

    Examples
    --------
    >>> [describe_citations(CITATION.match(text)) for text in ("[see @wu2019, p. 3]", "@fig-birds", "@ann")]
    ['(see Wu 2019, page 3)', 'figure birds', None]
    """
    if match["key"]:
        key = match["key"].strip("{}")
        if is_cross_reference(key):
            return describe_label(key)
        return describe_citation(key) if is_citation(key) else None
    sources = [_SOURCE.fullmatch(part.strip()) for part in match["group"].split(";")]
    if not all(sources):
        return None
    words = [_describe_source(source) for source in sources if source]
    are_labels = all(source and is_cross_reference(source["key"]) for source in sources)
    return "; ".join(words) if are_labels else f"({'; '.join(words)})"


def _describe_source(source: re.Match[str]) -> str:
    key = source["key"].strip("{}")
    words = describe_label(key) if is_cross_reference(key) else describe_citation(key)
    if source["only_year"]:
        words = words.rpartition(" ")[2]
    words = without_repetition(words, source["before"])
    return f"{to_speakable(source['before'])} {words}{to_speakable(source['after'])}".strip()


def describe_shortcode(name: str, arguments: str) -> str:
    """Return words for a shortcode; empty for one that has nothing to read.

    Examples
    --------
    >>> describe_shortcode("video", "https://youtu.be/x"), describe_shortcode("kbd", "Ctrl-C")
    ('A video on youtu.be.', 'Ctrl-C')
    >>> describe_shortcode("pagebreak", "")
    ''
    """
    words: list[str] = []
    with suppress(ValueError):  # a quotation mark without its other
        words = shlex.split(arguments)
    values = dict(word.split("=", 1) for word in words if "=" in word)
    first = next((word for word in words if "=" not in word), "")
    if name == "video":
        attributes = {"src": first, "title": values.get("title", "")}
        return grammar.sentence(describe_media("iframe" if first.startswith("http") else "video", attributes))
    return to_speakable(first or next(iter(values.values()), "")) if name == "kbd" else ""
