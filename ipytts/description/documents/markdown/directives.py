"""Directives, the blocks of MyST: their syntax, and what is read of each.

A directive is fenced by backticks or colons, and has a name, an argument, options and a body::

    ```{figure} gull.png
    :alt: A gull on a pole

    The gull of Texel
    ```
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ipytts.description.documents.yaml_texts import read_texts

Kind = Literal[
    "admonition", "code", "diagram", "figure", "glossary", "hidden", "list-table", "csv-table", "math",
    "plain", "quotation", "statement", "table", "title", "titled", "media", "unknown"
]  # fmt: skip

_HEAD = re.compile(r"\s*\{\s*(?P<name>[A-Za-z][\w.:+-]*)(?:[\s,;][^}]*)?\}\s*(?P<argument>.*)", re.DOTALL)
_OPTION = re.compile(r":[A-Za-z][\w-]*:(?!`).*")
_YAML_OPTIONS = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PROSE_MARKS = re.compile(r"[=;{}()\[\]<>|\\]")
_MAX_MARKS = 0.04  # of the characters of prose; code has more

_NAMES: dict[Kind, str] = {
    "admonition": "admonition attention caution danger error hint important note seealso tip warning todo "
    "warningbox versionadded versionchanged deprecated info success question example abstract keypoints "
    "objectives challenge callout discussion instructor-note prereq prerequisites testimonial type-along "
    "demo homework checklist callout-note callout-tip callout-warning callout-important callout-caution",
    "statement": "exercise exercise-start solution solution-start proof theorem lemma definition "
    "corollary remark conjecture axiom criterion observation proposition assumption property algorithm "
    "aside-exercise assignment",
    "titled": "dropdown tab-item tab tabbed card grid-item-card details sidebar topic accordion "
    "toggle-header",
    "plain": "margin aside tab-set tabs grid grid-item card-carousel container div only toggle group-tab "
    "compound block panels figure-md update hidden-solution parsed-text",
    "quotation": "epigraph pull-quote highlights blockquote quote",
    "code": "code-block code sourcecode code-cell ipython ipython3 prompt parsed-literal python python3 "
    "py r julia bash sh shell console sql ojs javascript js rust c cpp java matlab octave sage html css "
    "yaml json latex doctest testcode testoutput pyodide jupyter-execute thebe-button exec-code webr",
    "figure": "figure image glue:figure subfigure carousel",
    "math": "math amsmath",
    "diagram": "mermaid graphviz dot digraph graph plantuml uml tikz kroki blockdiag inheritance-diagram",
    "media": "video youtube vimeo audio iframe",
    "table": "table",
    "list-table": "list-table",
    "csv-table": "csv-table",
    "glossary": "glossary",
    "title": "rubric centered",
    "hidden": "toctree contents index bibliography footbibliography tableofcontents raw include "
    "literalinclude exercise-end solution-end label highlight default-role currentmodule module "
    "automodule autoclass autofunction autosummary printindex genindex button-link button-ref sectnum "
    "sectionauthor codeauthor rst-class role meta eval-rst eval_rst bibliography-list embed glue "
    "show-index anywidget myst substitution tags tocdepth",
}
_KINDS: dict[str, Kind] = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_DOMAINS = ("prf:", "proof:", "std:")
_NOUNS = {
    "seealso": "See also", "todo": "To do", "exercise-start": "Exercise", "solution-start": "Solution",
    "prereq": "Prerequisites", "keypoints": "Key points", "versionadded": "New in version",
    "versionchanged": "Changed in version", "deprecated": "Deprecated since version", "admonition": "",
}  # fmt: skip


class Directive(NamedTuple):
    """A directive of MyST."""

    name: str
    argument: str
    options: dict[str, str]
    body: str

    @property
    def kind(self) -> Kind:
        """What is read of it."""
        return _KINDS.get(self.name, "unknown")

    @property
    def noun(self) -> str:
        """Its name in words, such as "Exercise"."""
        words = re.sub(r"[-_:.+]+", " ", self.name)
        return _NOUNS.get(self.name, words.removeprefix("callout ").capitalize())

    @property
    def is_prose(self) -> bool:
        """Whether the body is written text, not code."""
        return len(_PROSE_MARKS.findall(self.body)) <= _MAX_MARKS * len(self.body)


def parse_directive(info: str, content: str) -> Directive | None:
    r"""Return the directive in a block with the text `info` after its fence; None if it is no directive.

    Examples
    --------
    >>> parse_directive("{image} gull.png", ":alt: A gull\n")
    Directive(name='image', argument='gull.png', options={'alt': 'A gull'}, body='')
    >>> parse_directive("{note}", "---\nclass: tip\n---\nMind the *gap*").body
    'Mind the *gap*'
    >>> parse_directive("python", "x = 1") is None
    True
    """
    head = _HEAD.fullmatch(info)
    if head is None:
        return None
    name = head["name"].lower()
    for domain in _DOMAINS:
        name = name.removeprefix(domain)
    options, body = _options_and_body(content)
    return Directive(name, head["argument"].strip(), options, body)


def _options_and_body(content: str) -> tuple[dict[str, str], str]:
    """Return the options at the top of a directive, and what is below them."""
    if block := _YAML_OPTIONS.match(content):
        texts = read_texts(block["yaml"].splitlines())
        return {key: value[0] for key, value in texts.items() if value}, content[block.end() :].strip("\n")
    lines = content.splitlines()
    options: dict[str, str] = {}
    count = 0
    for line in lines:
        if not _OPTION.fullmatch(line.strip()):
            break
        key, _, value = line.strip()[1:].partition(":")
        options[key] = value.strip()
        count += 1
    return options, "\n".join(lines[count:]).strip("\n")
