"""Signs in words: mathematics, arrows, currencies, Greek letters, letters above and below the line, emoji.

Voices read ``%``, ``°C``, ``½``, ``$5``, ``€5``, ``+`` and ``§ 5`` correctly: these stay. Most drop ``≥``,
``∞`` or ``√``, and read ``10²⁴`` as "10 squared 4" and ``Δt`` as one word.
"""

from __future__ import annotations

import re
import unicodedata

from ipytts.description.wording.amounts import name_signs_of_units
from ipytts.description.wording.comparisons import name_comparisons
from ipytts.description.wording.emoji import name_emoji
from ipytts.description.wording.greek import name_greek_letters
from ipytts.description.wording.spacing import GAP, close_gaps
from ipytts.description.wording.superscripts import name_superscripts

_LETTERS = re.compile("[\U0001d400-\U0001d7ff\u2100-\u214f\ufb00-\ufb06\u212b]")
_LETTERS_IN_WORDS = {
    "ℝ": "the real numbers", "ℕ": "the natural numbers", "ℤ": "the integers", "ℚ": "the rational numbers",
    "ℂ": "the complex numbers", "ℏ": "h bar", "№": "number", "ℵ": "aleph", "™": "", "℠": "", "℗": "",
}  # fmt: skip
_ACCENTS = {
    "\u0302": "hat",
    "\u0303": "tilde",
    "\u0304": "bar",
    "\u0305": "bar",
    "\u0307": "dot",
    "\u0308": "double dot",
}
_ACCENTED = re.compile(r"(?<!\w)([^\W\d_])([\u0302-\u0305\u0307\u0308])(?![^\W\d_])")
_PRECOMPOSED = re.compile(r"(?<!\w)[ŷẑẋẍẏȳ](?![^\W\d_])")

_WORDS = {  # and the signs that they stand for
    "delta": "∆",
    "plus or minus": "±", "minus or plus": "∓", "minus": "−", "divided by": "÷", "times": "⋅∗", "over": "∕",
    "infinity": "∞", "is proportional to": "∝", "is distributed as": "∼", "equals": "≡", "is about": "≅≃",
    "much less than": "≪", "much greater than": "≫", "is defined as": "≔≜", "in": "∈", "not in": "∉",
    "contains": "∋", "is a subset of": "⊂", "is a subset of or equal to": "⊆", "is not a subset of": "⊄",
    "is a superset of": "⊃", "is a superset of or equal to": "⊇", "union": "∪", "intersection": "∩",
    "without": "∖", "the empty set": "∅", "for all": "∀", "there exists": "∃", "there is no": "∄",
    "not": "¬", "and": "∧", "or": "∨", "circled plus": "⊕", "tensor": "⊗", "circled dot": "⊙",
    "composed with": "∘", "therefore": "∴", "because": "∵", "angle": "∠", "orthogonal to": "⊥",
    "parallel to": "∥", "top": "⊤", "to": "→⟶➔➜➡", "maps to": "↦", "implies": "⇒⟹", "if and only if": "⇔⟺",
    "to and from": "↔⇋⇄⇆", "is in equilibrium with": "⇌", "from": "←⟵", "is implied by": "⇐",
    "up": "↑↗", "down": "↓↘", "the sum of": "∑",
    "the product of": "∏", "the integral of": "∫", "the double integral of": "∬",
    "the closed integral of": "∮", "f": "ƒ", "check mark": "✓✔☑✅", "cross mark": "✗✘❌☒", "empty box": "☐",
    "sharp": "♯", "flat": "♭",
}  # fmt: skip
_SIGNS = {sign: words for words, signs in _WORDS.items() for sign in signs}
_SIGN = re.compile(f"[{''.join(_SIGNS)}]\ufe0f?")
_NUMBER = r"[-−]?\d[\d.,]*(?<=\d)"
_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[∥‖]([^∥‖]{1,40})[∥‖]", rf"{GAP}the norm of \1{GAP}"),
        (r"⌊([^⌊⌋]{1,40})⌋", rf"{GAP}the floor of \1{GAP}"),
        (r"⌈([^⌈⌉]{1,40})⌉", rf"{GAP}the ceiling of \1{GAP}"),
        (r"√ ?\(", rf"{GAP}the square root of{GAP}("),
        (r"√", f"{GAP}the square root of{GAP}"),
        (r"∛", f"{GAP}the cube root of{GAP}"),
        (r"∜", f"{GAP}the fourth root of{GAP}"),
        (r"∇²", f"{GAP}the Laplacian of{GAP}"),
        (r"∇ ?[·⋅]", f"{GAP}the divergence of{GAP}"),
        (r"∇ ?×", f"{GAP}the curl of{GAP}"),
        (r"∇(?= ?[^\W\d_(])", f"{GAP}the gradient of{GAP}"),
        (r"∇", f"{GAP}nabla{GAP}"),
        (r"∂(\w{0,20}) ?/ ?∂", rf"{GAP}partial \1{GAP}over partial "),
        (r"∂", f"{GAP}partial{GAP}"),
        (rf"(?<![\w.])({_NUMBER}) ?‰", r"\1 per mille"),
        (rf"(?<![\w.])({_NUMBER})° ?(\d+)[′'] ?(\d[\d.]*)[″\"]", rf"\1 degrees \2 minutes \3 seconds{GAP}"),
        (rf"(?<![\w.])({_NUMBER})° ?(\d+)[′']", rf"\1 degrees \2 minutes{GAP}"),
        (rf"({_NUMBER})′ ?(\d+)″", r"\1 feet \2 inches"),
        (r"(?<=[^\W\d_)])[′]", f"{GAP}prime{GAP}"),
        (r"(?<=[^\W\d_)])[″]", f"{GAP}double prime{GAP}"),
        (r"º(?=[CF]\b)", "°"),
        *(
            (rf"(?<![\w.€£¥₹])({_NUMBER}) ?{sign}(?!\d)", rf"\1 {name}")
            for sign, name in (("€", "euros"), ("£", "pounds"), ("¥", "yen"), ("₹", "rupees"))
        ),
        (r"×(?= ?10(?:[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]|\^| to the))", f"{GAP}times{GAP}"),
        (r"(?<=\d) ?[×✕] ?(?=\d)(?!\d[\d.,]*(?: ?[×✕] ?\d[\d.,]*){0,3} ?=)", f"{GAP}by{GAP}"),
        (r"[×✕]", f"{GAP}times{GAP}"),
        (r"(?<=[\d)])[·∙](?=[\w(])|(?<![^\W\d_]{2})(?<=\w)[·∙](?=\w(?![^\W\d_]))", f"{GAP}times{GAP}"),
        (r"[†‡](?=\s?\d{4})", f"{GAP}died{GAP}"),
        (r"[†‡®]|¶\s*\Z|\ufe0f?\u20e3", ""),
    )
]  # fmt: skip

_IN_RULES = re.compile("[∥‖⌊⌈√∛∜∇∂‰°′″º€£¥₹×✕·∙†‡®¶\u20e3]")  # one of them is in all that these rules find
_COMPARISONS = re.compile("[≤≥⩽⩾≦≧≈≉≠≪≫]")
_FRACTION = re.compile(r"(\d ?)?([\u2150-\u215e])")  # not ½, ¼ and ¾
_CIRCLED_NUMBER = re.compile("[\u2460-\u2473\u2776-\u2793]")
_OTHER = re.compile(r"[\u2190-\u22ff\u27c0-\u27ff\u2900-\u2aff]")


def name_signs(text: str) -> str:
    """Return a text with its signs in words, as a voice that reads letters and digits needs them.

    Line breaks and all other characters stay. A second call changes nothing.

    Examples
    --------
    >>> name_signs("Δt ≥ 3·10⁻³, σ² ≈ √2 and x ∈ A")
    'delta t is at least 3 times 10 to the minus 3, sigma squared is about the square root of 2 and x in A'
    >>> name_signs("CO₂ at 25 °C costs 5 €, or $5 (± 10 %)")
    'CO2 at 25 °C costs 5 euros, or $5 (plus or minus 10 %)'
    """
    if text.isascii():
        return text
    text = _PRECOMPOSED.sub(lambda match: unicodedata.normalize("NFD", match[0]), text.replace(GAP, " "))
    text = _ACCENTED.sub(lambda match: f"{match[1]}{GAP}{_ACCENTS[match[2]]}{GAP}", text)
    text = _LETTERS.sub(lambda match: _plain_letter(match[0]), text)
    text = name_signs_of_units(text)
    for pattern, replacement in _RULES if _IN_RULES.search(text) else ():
        text = pattern.sub(replacement, text)
    text = name_superscripts(text)
    if _COMPARISONS.search(text):
        text = name_comparisons(text)
    text = _SIGN.sub(lambda match: f"{GAP}{_SIGNS[match[0][0]]}{GAP}", text)
    text = _FRACTION.sub(_fraction, text)
    text = _CIRCLED_NUMBER.sub(lambda match: f"{GAP}{int(unicodedata.numeric(match[0]))}{GAP}", text)
    text = name_greek_letters(_OTHER.sub(_unicode_name, text))
    return close_gaps(name_emoji(text))


def _plain_letter(letter: str) -> str:
    """Return a letter of another style, such as 𝑥, as a letter; a set of numbers by its name."""
    words = _LETTERS_IN_WORDS.get(letter)
    if words is None:
        return unicodedata.normalize("NFKC", letter)
    return f"{GAP}{words}{GAP}" if words else ""


def _fraction(match: re.Match[str]) -> str:
    name = unicodedata.name(match[2]).removeprefix("VULGAR FRACTION ").lower()
    return f"{match[1].strip()} and {name}{GAP}" if match[1] else f"{GAP}{name}{GAP}"


def _unicode_name(match: re.Match[str]) -> str:
    name = unicodedata.name(match[0], "").lower() if unicodedata.category(match[0]) == "Sm" else ""
    return f"{GAP}{name}{GAP}" if name else match[0]
