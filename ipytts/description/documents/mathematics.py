r"""Put LaTeX formulas into words.

mathra parses the LaTeX and chooses the words; ``docs/mathematics.md`` compares it with other libraries. Rules
before and after it make the words easier to hear: names are read as words and not as letters, symbols have
names, and short arguments have no "open paren". LaTeX that mathra cannot parse is not spoken.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ipytts.description.documents.optional_imports import import_optional

UNREADABLE = "a formula that cannot be read aloud"

_MAX_LENGTH = 3_000  # characters

_Rules = list[tuple[re.Pattern[str], str]]


def _rules(*rules: tuple[str, str]) -> _Rules:
    return [(re.compile(pattern), replacement) for pattern, replacement in rules]


_MACRO = re.compile(r"\\(?:(?:re)?newcommand|def|DeclareMathOperator)\b")

_WORD = r"([A-Za-z](?:[A-Za-z0-9 -]|\\_)*[A-Za-z0-9])"

_ENDS = r"\s*(?:[\^_&.,;]|\\end|\\\\|\\text\{,|\\right|\Z)"

# Applied to the LaTeX before mathra parses it.
_LATEX_RULES = _rules(
    (r"(?<!\\)%[^\n]*", ""),  # a comment
    (r"\s+", " "),  # mathra parses a line that begins with u as a broken \nu
    (r"\(\s*\\cdot\s*\)", ""),  # u(.), the function
    (r"\\operatorname\*?\{arg\s*(?:\\[,;! ])?\s*(max|min)\}", r"\\arg\\\1"),
    (r"[,;]?\s*\\q?quad(?![A-Za-z])", r"\\text{, }"),
    (r"\\end\{(\w*matrix)\}\s*\^\s*(?:T\b|\{T\}|\\top|\{\\top\})", r"\\end{\1}\\text{, transposed, }"),
    (rf"\\end\{{(\w*matrix)\}}(?!{_ENDS})", r"\\end{\1}\\text{, end matrix, }"),
    (r"(?<![\\A-Za-z{])(sin|cos|tan|log|ln|exp|max|min)(?![A-Za-z])", r"\\\1"),
    (r"\\(?:tag|label|eqref|ref|require)\*?\{[^{}]*\}", " "),
    (r"\\(?:nonumber|notag|displaystyle|textstyle|limits)\b", " "),
    (r"(?<=\d)(?:\{,\}|\\,)(?=\d{3})", ""),  # 10{,}000
    (r"([_^])\s*\{\s*(?:\\rm\s+)?([A-Za-z]{3,})\s*\}", r"\1{\\text{\2}}"),  # lambda_{max}
    (r"\\mathbb\s*\{?([EP1])\}?", r"\\mathrm{\1}"),  # expectation, probability, indicator
    (rf"\\(?:mathrm|operatorname\*?|mathit|mathbf|mathsf|mathtt)\s*\{{\s*{_WORD}\s*\}}", r"\\text{\1}"),
    (r"\\text\{([\w\\ -]+)\}(?=\s*(?:\\left)?[(\[])", r"\\text{\1ƒ}"),  # a function's name: see _FUNCTION
    (r"\\left\s*\.((?:(?!\\left).)+?)\\right\s*\|\s*_", r"\1\\text{ evaluated at }"),
    (r"\\nabla\s*\\cdot(?![A-Za-z])", r"\\text{the divergence of }"),
    (r"\\nabla\s*\\times(?![A-Za-z])", r"\\text{the curl of }"),
    (r"(\\\{[^{}|;]*?)(?:\\mid(?![A-Za-z])|\||:(?!=))", r"\1\\text{ such that }"),  # {x | x > 0}
    (r"([\w})\]]\s*)(?<!matrix})(?<!matrix} )\\mid(?![A-Za-z])", r"\1\\;\\text{given}\\;"),
    (r"\b([PpE]|\\Pr|\\mathrm\{[PE]\}|\\mathcal\{N\})\s*((?:\\left|\\[Bb]igg?l?)?[(\[])([^()|\[\]]+)\|(?!\|)",
     r"\1\2\3\\text{ given }"),
    (r"\\(?:long)?rightarrow(?![A-Za-z])", r"\\;\\text{goes to}\\;"),
    (r"\\ket\s*\{([^{}]*)\}", r"\\text{ket }\1"),
    (r"\\bra\s*\{([^{}]*)\}", r"\\text{bra }\1"),
    (r"\\braket\s*\{([^{}|]*)\|([^{}|]*)\}", r"\\text{bra }\1\\text{ ket }\2"),
)  # fmt: skip

_FUNCTION = r"\b(capital (?:psi|phi|gamma)|[fghpuvFGLPENO]|exp|sine|cosine|tangent|[\w -]+ƒ)"
_ARGUMENT = r"((?:(?!open paren|plus|minus|equals|over|times|is |fraction|given).){1,60}?)"
_GIVEN = r"((?:(?!open paren).){1,80}? given (?:(?!open paren).){1,80}?)"
_GREEK = (
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega"
)
_SYMBOL = rf"(?:[A-Za-z]|(?:capital )?(?:{_GREEK}))(?: sub \w+)?(?: dot| hat| bar)?"
_HEAD = rf"[A-Za-z]|{_GREEK}|dot|hat|tilde|prime|transpose|sub \w+"
_D = "(?:d|partial)"
_SHORT = r"((?:negative )?\w+(?: (?!plus|minus|times|over)\w+){0,2})"

_OPERATORS = (
    *("equals", "plus", "minus", "times", "over", "than", "of", "is", "by", "to", "from", "negative"),
    *("and", "if", "paren", "bracket", "comma", ":", "fraction,", "1,"),
)
_AFTER_FACTOR = "".join(f"(?<!{word})" for word in _OPERATORS) + r"(?<=\w)"

# Applied to the words that mathra returns.
_WORD_RULES = _rules(
    (r"double-struck ", ""),
    (r"\b(maximum|minimum) sub (\w+(?: sub \w+)?) of\b", r"\1 over \2 of"),
    (r"(?<=\w)_(?=\w)", " "),
    (r"\A((?:(?!limit).)*) tends to (?!.*limit)", r"\1 goes to "),
    (r" to the ⊤|(?<!\d) to the T\b(?! (?:over|sub))", " transpose"),
    (
        r" to the (?:power, )?open paren ((?:(?!open paren).)+?) close paren(?:, end exponent)?",
        r" superscript \1,",
    ),
    (rf" to the power, {_SHORT}, end exponent", r" to the power \1,"),
    (rf"{_FUNCTION} open (?:paren|bracket) {_GIVEN} close (?:paren|bracket)", r"\1 of \2,"),
    (rf"{_FUNCTION} open (?:paren|bracket) {_ARGUMENT} close (?:paren|bracket)", r"\1 of \2"),
    (rf"\b({_HEAD}) open paren ({_SYMBOL}(?: comma {_SYMBOL})*) close paren", r"\1 of \2"),
    (r"(the \w+ numbers) to the power, (\w+) times (\w+), end exponent", r"\1, \2 by \3"),
    (r"\b(?<!the )(sum|product|integral|limit|norm)(?= (?:from|over|as|of)\b)", r"the \1"),
    (r"(?<!the )\bsquare root\b", "the square root"),
    (r"(?<!the )\babsolute value of, ((?:(?!,).)+), end absolute value", r"the absolute value of \1,"),
    (rf"fraction, ({_D}(?: squared)?(?: \w+)?), over ({_D} \w+(?: squared)?), end fraction", r"\1 by \2"),
    (r" of open paren ((?:(?!open paren|plus|minus|times|over|fraction|comma).)+?) close paren", r" of \1"),
    (rf"{_AFTER_FACTOR} (?=the (?:sum|product|integral|square root|limit)\b)", ", "),
    (r"∼ (?=\d)", "is about "),
    (r"∼", "is distributed as"),
    (r"‖ ((?:(?!‖).)+?) ‖ sub (\w+)", r"the \2 norm of \1,"),
    (r"‖ ((?:(?!‖).)+?) ‖", r"the norm of \1,"),
    (r"⌊ ((?:(?![⌊⌋]).)+?) ⌋", r"the floor of \1,"),
    (r"⌈ ((?:(?![⌈⌉]).)+?) ⌉", r"the ceiling of \1,"),
    (r"[⋮⋱⋯…]", "and so on"),
    (r"[≽⪰]", "succeeds or equals"),
    (r"[≼⪯]", "precedes or equals"),
    (r"≪", "is much less than"),
    (r"≫", "is much greater than"),
    (r"\Ato the (?=\d)", "superscript "),  # an isotope
    (r" colon ", ": "),
    (r"ℏ", "h bar"),
    (r"sub ⊙", "sub sun"),
    (r"⟨ ((?:(?![⟨⟩]).)+?) bar ((?:(?![⟨⟩]).)+?) ⟩", r"bra \1 ket \2"),
    (r"bar ((?:(?![⟨⟩]|bar).)+?) ⟩", r"ket \1"),
    (r"⟨ ((?:(?![⟨⟩]).)+?) ⟩", r"the mean of \1,"),
    (r"\$ (?=\d)", "$"),
)
_SPACING_RULES = _rules(
    (r"ƒ", ""), (r"\s+", " "), (r" (?=[,;:.])", ""), (r",(?:,| ,)+", ","), (r",(?=[;.])", ""), (r",\s*\Z", "")
)
_UNSPEAKABLE = re.compile(r"[\\{}^_&`<>|#~*]")
_SYMBOL_CATEGORIES = {"Sm", "So", "Sk", "Ps", "Pe", "Mn", "Po"}  # of Unicode


def describe_formula(latex: str, macros: str = "") -> str:
    r"""Return words for a formula, without a full stop.

    `latex` is the text between the dollar signs, or a whole environment such as ``align``; `macros` are
    definitions that it may use, such as ``\newcommand{\R}{\mathbb{R}}``. The result is `UNREADABLE` if there
    are no words, and empty if nothing would be shown, as for a definition.

    Raises
    ------
    SpeechError
        mathra is not installed.

    Examples
    --------
    >>> describe_formula(r"\sum_{i=1}^{n} x_i^2")
    'the sum from i equals 1 to n of x sub i squared'
    >>> describe_formula(r"\unknown{x}")
    'a formula that cannot be read aloud'
    """
    if len(latex) > _MAX_LENGTH:
        return UNREADABLE
    return _render(latex, macros)


@lru_cache(maxsize=1_000)
def _render(latex: str, macros: str) -> str:
    mathra = import_optional("mathra")
    try:
        answer = mathra.render(macros + _apply(_LATEX_RULES, latex))
    except ValueError:
        return UNREADABLE
    if answer["warnings"]:
        return UNREADABLE
    words = _apply(_SPACING_RULES, _apply(_WORD_RULES, answer["speech"]))
    words = "".join(_name_symbol(character) for character in words)
    words = " ".join(words.split()).strip(" ,;")
    return UNREADABLE if _UNSPEAKABLE.search(words) else words


def find_macros(text: str) -> str:
    r"""Return the definitions of macros in a text, which apply to all formulas after it.

    Examples
    --------
    >>> find_macros(r"Let $\newcommand{\R}{\mathbb{R}}$ be given.")
    '\\newcommand{\\R}{\\mathbb{R}}'
    """
    return "".join(_macro(text, match.start()) for match in _MACRO.finditer(text))


def _macro(text: str, start: int) -> str:
    """Return a definition up to the end of its body, the first group that no other group follows."""
    depth, end = 0, start
    for index in range(start, min(len(text), start + _MAX_LENGTH)):
        character = text[index]
        depth += (character == "{") - (character == "}")
        if character == "}" and depth == 0:
            end = index + 1
            if text[end : end + 1] not in ("{", "["):
                break
    return text[start:end]


def _apply(rules: _Rules, text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def _name_symbol(character: str) -> str:
    """Return the Unicode name of a symbol; other characters as they are."""
    if character.isascii():
        return character
    name = unicodedata.name(character, "a symbol").lower()
    if name.startswith("greek"):
        return f" {name.replace('greek ', '').replace('small letter ', '').replace('letter ', '')} "
    character = unicodedata.normalize("NFKC", character)  # a letter in another style
    if unicodedata.category(character[0]) not in _SYMBOL_CATEGORIES:
        return character
    return f" {name} "
