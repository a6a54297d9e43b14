"""Abbreviations that voices misread, or at whose full stop they pause, in words."""

from __future__ import annotations

import re

_BEFORE_NUMBERS = {
    "eq": "equation", "eqn": "equation", "eqs": "equations", "eqns": "equations", "sec": "section",
    "sect": "section", "secs": "sections", "fig": "figure", "figs": "figures", "ch": "chapter",
    "chap": "chapter", "tab": "table", "tabs": "tables", "no": "number", "nos": "numbers", "p": "page",
    "pp": "pages", "vol": "volume", "ref": "reference", "refs": "references", "thm": "theorem",
    "def": "definition", "prop": "proposition", "alg": "algorithm", "app": "appendix", "ex": "example",
    "ver": "version", "approx": "approximately", "ca": "about",
}  # fmt: skip
_REFERENCE = re.compile(  # but not the initial in "Lee, P. (2014)"
    rf"(?<![\w.])(?!(?-i:P)\.|p\.(?!\s?\d))({'|'.join(_BEFORE_NUMBERS)})\.\s?(?=[(\[]?\d|[A-Z]?\.?\d|\$)",
    re.IGNORECASE,
)
_WORDS = {
    "vs.": "versus",
    "e.g.": "for example",
    "i.e.": "that is",
    "w.r.t.": "with respect to",
    "approx.": "approximately",
    "resp.": "respectively",
    "cf.": "compare",
    "w/o": "without",
    "w/": "with",
}
_WORD = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, _WORDS))})(?!\w)", re.IGNORECASE)
_ET_AL = re.compile(r"\b([Ee]t al)\.(?=,?\s?[(\[\da-z,])")
_SENTENCE_START = re.compile(r"(?:\A|\w{2}[.!?]\s)\Z")


def expand_abbreviations(text: str) -> str:
    """Return a text with some abbreviations in full; a full stop that ends a sentence stays.

    Examples
    --------
    >>> expand_abbreviations("Fig. 2 and Eq. (3), e.g. No. 5 vs. 6 in Smith et al. (2010), approx. 7 etc.")
    'Figure 2 and equation (3), for example number 5 versus 6 in Smith et al (2010), approximately 7 etc.'
    """
    if "." in text:
        text = _ET_AL.sub(r"\1", _REFERENCE.sub(_reference, text))
    return _WORD.sub(_word, text) if "." in text or "/" in text else text


def _reference(match: re.Match[str]) -> str:
    return _as_written(_BEFORE_NUMBERS[match[1].lower()], match) + " "


def _word(match: re.Match[str]) -> str:
    return _as_written(_WORDS[match[0].lower()], match)


def _as_written(words: str, match: re.Match[str]) -> str:
    """Return words with a capital at the start of a sentence."""
    start = match.start()
    is_start = bool(_SENTENCE_START.search(match.string[max(0, start - 4) : start]))
    return words[0].upper() + words[1:] if is_start and match[0][0].isupper() else words
