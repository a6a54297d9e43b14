"""Words for what stands for something elsewhere: labels of figures and sections, keys of sources."""

from __future__ import annotations

import re

from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import grammar

_KINDS = {
    "fig": "figure", "figure": "figure", "tab": "table", "tbl": "table", "table": "table", "eq": "equation",
    "eqn": "equation", "equation": "equation", "sec": "section", "section": "section", "subsec": "section",
    "chap": "chapter", "ch": "chapter", "chapter": "chapter", "lst": "listing", "alg": "algorithm",
    "algo": "algorithm", "thm": "theorem", "theorem": "theorem", "lem": "lemma", "cor": "corollary",
    "prp": "proposition", "prop": "proposition", "def": "definition", "defn": "definition", "exm": "example",
    "exr": "exercise", "ex": "exercise", "sol": "solution", "app": "appendix", "nte": "note", "rem": "remark",
}  # fmt: skip
_SEPARATOR = re.compile(r"[\s._:/#-]+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAME_AND_YEAR = re.compile(r"([^\W\d_]{2,})(\d{4})([^\W\d]\w*|)")
_CAMEL = re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z])")
_OTHERS = frozenset(["ea", "etal", "et", "al", "others"])


def describe_label(label: str, noun: str = "") -> str:
    """Return words for the label of a figure, an equation or a section; `noun` says what it is.

    Examples
    --------
    >>> describe_label("fig-bill_depth"), describe_label("results"), describe_label("ols", "equation")
    ('figure bill depth', 'results', 'equation ols')
    """
    kind, words = split_label(label)
    return f"{kind or noun} {words}".strip()


def split_label(label: str) -> tuple[str, str]:
    """Return the kind of thing that a label names, empty if it does not say so, and its other words.

    Examples
    --------
    >>> split_label("fig:05-bill_depth"), split_label("results")
    (('figure', 'bill depth'), ('', 'results'))
    """
    if " " in label:  # the title of a section, which Sphinx puts after the name of its page
        return "", to_speakable(label.partition(":")[2] or label)
    first, *rest = list(filter(None, _SEPARATOR.split(label))) or [""]
    kind = _KINDS.get(first.lower(), "") if rest else ""
    words = rest if kind else [first, *rest]
    if not words[-1].isdecimal() and len(words) > 1 and words[0].isdecimal():  # the number of a chapter
        del words[0]
    return kind, to_speakable(" ".join(words))


def without_repetition(words: str, before: str) -> str:
    """Return the words of a reference without what stands before it: a noun as "Figure", or a bracket.

    Examples
    --------
    >>> without_repetition("figure birds", "see Figures "), without_repetition("(Wu 2019)", "by Wu (")
    ('birds', 'Wu 2019')
    """
    if before.endswith("("):
        return words.removeprefix("(").removesuffix(")")
    noun, space, rest = words.partition(" ")
    last = before.rstrip(" .\xa0").rpartition(" ")[2].lower()
    is_repeated = bool(last) and (last in (noun, f"{noun}s") or _KINDS.get(last) == noun)
    return rest if space and noun in _KINDS.values() and is_repeated else words


def is_cross_reference(label: str) -> bool:
    """Return whether a label begins as those of Quarto do.

    Examples
    --------
    >>> is_cross_reference("fig-bills"), is_cross_reference("ann")
    (True, False)
    """
    kind, dash, _ = label.partition("-")
    return bool(dash) and kind in _KINDS


def describe_citation(key: str) -> str:
    """Return author and year for the key of a source that has them; else the words in the key.

    Examples
    --------
    >>> describe_citation("smith2020deep"), describe_citation("Wu.Lee.ea.2019"), describe_citation("guide")
    ('Smith 2020', 'Wu, Lee and others 2019', 'guide')
    """
    if whole := _NAME_AND_YEAR.fullmatch(key):
        return f"{_author(whole[1])} {whole[2]}"
    parts = [part for part in _SEPARATOR.split(key.replace("+", "_").replace("_", " ")) if part]
    year = next((n for n, part in enumerate(parts) if _YEAR.fullmatch(part[:4]) and len(part) <= 5), 0)
    if not year:
        return to_speakable(" ".join(parts))
    authors = [_author(part) for part in parts[:year] if part.lower() not in _OTHERS]
    if len(authors) < year:
        authors.append("others")
    return to_speakable(f"{grammar.join(authors)} {parts[year][:4]}")


def is_citation(key: str) -> bool:
    """Return whether the key of a source has an author and a year.

    Examples
    --------
    >>> is_citation("smith_2020"), is_citation("ann")
    (True, False)
    """
    return bool(re.match(r"[^\W\d]{2}.*(?:1[5-9]|20)\d\d", key))


def _author(name: str) -> str:
    """Return a name with a capital letter; of ``smithDeepLearning`` only the first word."""
    first, *rest = _CAMEL.split(name)
    return f"{first[:1].upper()}{first[1:]}" if first.islower() else " ".join([first, *rest])
