"""Superscripts and subscripts of Unicode in words: powers, indices, molecules, marks of footnotes."""

from __future__ import annotations

import re
import unicodedata

from ipytts.description.wording.spacing import GAP

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵠᵡ"
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
_ANY = re.compile(f"[{_SUPERSCRIPTS}{_SUBSCRIPTS}]")

_ISOTOPE = re.compile(r"(?<![\w)\]}])([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})([A-Z][a-z]?)(?![a-z])")
_LIMITS = re.compile(rf"([∑∏∫])([{_SUBSCRIPTS}]+)([{_SUPERSCRIPTS}]*)")
_WITH_LIMITS = {"∑": "sum", "∏": "product", "∫": "integral"}
_LOG_BASE = re.compile(rf"\b(log|lg|ln)([{_SUBSCRIPTS}]+)")
_CHEMICAL = re.compile(r"(?<=[A-Z)\]])([₀₁₂₃₄₅₆₇₈₉]+)|(?<=[A-Z][a-z])([₀₁₂₃₄₅₆₇₈₉]+)")
_SUBSCRIPT = re.compile(f"[{_SUBSCRIPTS}]+")
_ORDINAL = re.compile(r"(?<=\d)(ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ|ᵉʳ|ʳᵉ|ᵉ)(?!\w)")
_CHARGE = re.compile(r"(?<=\w)([⁰¹²³⁴⁵⁶⁷⁸⁹]{0,3})([⁺⁻])(?![⁰¹²³⁴⁵⁶⁷⁸⁹ⁿⁱ])")
_IN_BRACKETS = re.compile(rf"⁽([{_SUPERSCRIPTS}]{1, 20}?)⁾")
_TRANSPOSE = re.compile(r"(?<=[\w)\]])ᵀ(?!\w)")
_WORD_WITH_MARK = re.compile(r"((?<![^\W\d_])[^\W\d_]{3,})([⁰¹²³⁴⁵⁶⁷⁸⁹]+)(?![\w⁺⁻⁽])")
_MARK = re.compile(r"(?<=[^\W\d_][.,;:!?”\"])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?=\s|\Z)|(?<=[)\]])¹(?![\w⁰¹²³⁴⁵⁶⁷⁸⁹])")
_POWER = re.compile(rf"(?<=[\w)\]}}|′'{GAP}])[{_SUPERSCRIPTS}]+")
_LONE = re.compile(f"[{_SUPERSCRIPTS}]+")
_FUNCTIONS = re.compile(r"(?:sin|cos|tan|cot|sec|csc)h?|log|exp|chi", re.IGNORECASE)
_MATHEMATICS = re.compile(r"[=+×÷√∑∫≈<>≤≥±−^∝*/|]|\d[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_NUMBER_OR_SIGN = re.compile(r"\d+|[^\d()]")
_PLAIN = {"ᵅ": "α", "ᵝ": "β", "ᵞ": "γ", "ᵟ": "δ", "ᵠ": "φ", "ᵡ": "χ"}


def name_superscripts(text: str) -> str:
    """Return a text with its superscripts and subscripts in words; marks of footnotes are left out.

    The words have gaps around them, see `spacing`.

    Examples
    --------
    >>> from ipytts.description.wording.spacing import close_gaps
    >>> close_gaps(name_superscripts("x², 10²⁴, 10⁻³, CO₂, xᵢ, log₂ n, Xᵀ and ¹⁴C; see Smith¹."))
    'x squared, 10 to the 24, 10 to the minus 3, CO2, x sub i, log base 2 n, X transpose and C-14; see Smith.'
    """
    if not _ANY.search(text):
        return text
    text = _ISOTOPE.sub(lambda match: f"{match[2]}-{_plain(match[1])}", text)
    text = _LIMITS.sub(_limits, text)
    text = _LOG_BASE.sub(lambda match: f"{match[1]}{GAP}base {_in_words(match[2])}{GAP}", text)
    text = _CHEMICAL.sub(lambda match: _plain(match[0]), text)
    text = _SUBSCRIPT.sub(lambda match: f"{GAP}sub {_in_words(match[0])}{GAP}", text)
    text = _ORDINAL.sub(lambda match: _plain(match[1]), text)
    text = _TRANSPOSE.sub(f"{GAP}transpose{GAP}", _drop_footnote_marks(text))
    text = _CHARGE.sub(_charge, text)
    text = _IN_BRACKETS.sub(lambda match: f"{GAP}superscript {_in_words(match[1])}{GAP}", text)
    text = _POWER.sub(lambda match: f"{GAP}{_power(match[0])}{GAP}", text)
    return _LONE.sub(lambda match: _plain(match[0]), text)


def _drop_footnote_marks(text: str) -> str:
    """Return a text without numbers that are marks: after a full stop, and after a word that has no power."""
    text = _MARK.sub("", text)
    has_mathematics = bool(_MATHEMATICS.search(text))
    are_marks = any(set(match[2]) == {"¹"} for match in _WORD_WITH_MARK.finditer(text))

    def keep_power(match: re.Match[str]) -> str:
        word, number = match[1], match[2]
        if _FUNCTIONS.fullmatch(word) or unicodedata.name(word[0], "").startswith("GREEK"):
            return match[0]
        is_mark = are_marks or number == "¹" or (word[0].isupper() and not has_mathematics)
        return word if is_mark else match[0]

    return _WORD_WITH_MARK.sub(keep_power, text)


def _limits(match: re.Match[str]) -> str:
    sign, lowest, highest = match.groups()
    lowest = f"from {_in_words(lowest)} to {_in_words(highest)}" if highest else f"over {_in_words(lowest)}"
    return f"{GAP}the {_WITH_LIMITS[sign]} {lowest} of{GAP}"


def _charge(match: re.Match[str]) -> str:
    """Return the charge of an ion, or the side of a limit: "2 plus", "minus"."""
    number = f"{_plain(match[1])} " if match[1] else ""
    return f"{GAP}{number}{'plus' if match[2] == '⁺' else 'minus'}{GAP}"


def _power(superscript: str) -> str:
    if superscript in ("²", "³"):
        return "squared" if superscript == "²" else "cubed"
    return f"to the {_in_words(superscript)}"


def _in_words(script: str) -> str:
    """Return small letters, digits and signs in words: "n minus 1", "i j"."""
    signs = {"+": "plus", "-": "minus", "=": "equals"}
    return " ".join(signs.get(item, item) for item in _NUMBER_OR_SIGN.findall(_plain(script)))


def _plain(script: str) -> str:
    """Return the characters at their full size."""
    plain = "".join(_PLAIN.get(character, character) for character in script)
    return unicodedata.normalize("NFKC", plain).replace("−", "-")
