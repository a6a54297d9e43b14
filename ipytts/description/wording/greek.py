"""Greek letters that stand for quantities: their names, unless the text is in Greek."""

from __future__ import annotations

import re
import unicodedata

from ipytts.description.wording.spacing import spaced

_GREEK = r"\u0370-\u0373\u0376-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff"  # letters; not ; and ·
_RUN = re.compile(rf"[{_GREEK}µ\u2126]+")
_WORD = re.compile(rf"[{_GREEK}\u0300-\u036f]{{3,}}")
_LETTER = re.compile(r"[^\W\d_]")
_GREEK_SHARE = 1 / 3  # of its letters are in Greek words: the text is in Greek
_MAX_SYMBOLS = 2  # letters in a row that are symbols, as in "αβ"; more are a word
_TWO_LETTER_WORDS = frozenset(
    ["αν", "ας", "δε", "εν", "ζω", "θα", "κι", "με", "μη", "μα", "μι", "να", "οι", "ου", "σα", "σε", "τα",
     "τη", "τι", "το", "ως", "ων"]
)  # fmt: skip
_NAMES = {
    "µ": "mu", "\u2126": "omega", "ϕ": "phi", "ϵ": "epsilon", "ϑ": "theta", "ϖ": "pi", "ϱ": "rho",
    "ϰ": "kappa", "ϒ": "upsilon", "ϴ": "theta", "ς": "sigma", "ϲ": "sigma", "ϝ": "digamma", "ϐ": "beta",
    "λ": "lambda", "Λ": "lambda",
}  # fmt: skip


def name_greek_letters(text: str) -> str:
    """Return a text with the names of Greek letters that are no words; a Greek text stays as it is.

    The names have gaps around them, see `spacing`.

    Examples
    --------
    >>> from ipytts.description.wording.spacing import close_gaps
    >>> close_gaps(name_greek_letters("ϕ and Δt, 2πr with αβ")), name_greek_letters("Η γωνία φ και η λέξη")
    ('phi and delta t, 2 pi r with alpha beta', 'Η γωνία φ και η λέξη')
    """
    if not _RUN.search(text) or _is_greek(text):
        return text
    return _RUN.sub(_name_run, text)


def _is_greek(text: str) -> bool:
    in_words = sum(map(len, _WORD.findall(text)))
    return in_words > 0 and in_words >= _GREEK_SHARE * len(_LETTER.findall(text))


def _name_run(match: re.Match[str]) -> str:
    run = match[0]
    if len(run) > _MAX_SYMBOLS or run.lower() in _TWO_LETTER_WORDS:
        return run
    names = [_name(letter, match.string) for letter in run]
    return spaced(" ".join(names), match) if all(names) else run


def _name(letter: str, text: str) -> str:
    """Return the name of a letter, as formulas have it: "delta" for a capital one too, where no other is."""
    name = _NAMES.get(letter)
    if name is None:
        words = unicodedata.name(letter, "").split()
        name = words[-1].lower() if words[:1] == ["GREEK"] and "WITH" not in words else ""
    if not name or not letter.isupper() or letter == "\u2126" or (letter == "Δ" and "δ" not in text):
        return name
    return f"capital {name}"
