"""The names of signs: commands of LaTeX and characters, what they do in a formula, and their words."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType

from ipytts.description.documents.mathematics.nodes import Kind, Sign

# The keys are commands without the backslash, and characters; several of one meaning stand together.
_IS = {  # relations that begin with "is" where they are the verb: "x is in A", but "for all x in A"
    "< lt": "less than",
    "ne neq ≠": "not equal to",
    "> gt": "greater than",
    "leq le leqslant leqq ≤ ⩽ ≦": "less than or equal to",
    "geq ge geqslant geqq ≥ ⩾ ≧": "greater than or equal to",
    "ll ≪": "much less than",
    "gg ≫": "much greater than",
    "approx ≈ approxeq simeq ≃ thickapprox": "approximately",
    "sim ∼ thicksim": "distributed as",
    "cong ≅": "congruent to",
    "equiv ≡": "identical to",
    "propto ∝ varpropto": "proportional to",
    "in ∈": "in",
    "notin ∉": "not in",
    "subset ⊂": "a subset of",
    "subseteq ⊆ subseteqq": "a subset of or equal to",
    "subsetneq ⊊ subsetneqq": "a proper subset of",
    "supset ⊃": "a superset of",
    "supseteq ⊇ supseteqq": "a superset of or equal to",
    "nsubseteq ⊈": "not a subset of",
    "parallel ∥": "parallel to",
    "perp ⊥ bot": "orthogonal to",
    "indep independent": "independent of",
    "prec ≺": "before",
    "preceq ⪯ ≼ preccurlyeq": "before or equal to",
    "succ ≻": "after",
    "succeq ⪰ ≽ succcurlyeq": "after or equal to",
    "lesssim ≲ lessapprox": "less than or about",
    "gtrsim ≳ gtrapprox": "greater than or about",
    "nless ≮": "not less than",
    "ngtr ≯": "not greater than",
    "nleq ≰": "not less than or equal to",
    "ngeq ≱": "not greater than or equal to",
    "coloneqq coloneq := ≔ triangleq ≜ doteq ≐ eqdef ≝ equaldef": "defined as",
    "eqqcolon =: ≕": "the definition of",
    "asymp ≍": "asymptotic to",
    "trianglelefteq": "a normal subgroup of",
    "triangleleft lhd ◁": "a normal subgroup of",
}
_VERBS = {
    "= eq == ＝": "equals",
    "ni ∋ owns": "contains",
    "to rightarrow → longrightarrow ⟶": "goes to",
    "leftarrow gets ← longleftarrow ⟵": "becomes",
    "mapsto longmapsto ↦ ⟼": "maps to",
    "Rightarrow Longrightarrow implies ⇒ ⟹": "implies",
    "Leftarrow Longleftarrow impliedby ⇐ ⟸": "is implied by",
    "iff Leftrightarrow Longleftrightarrow ⇔ ⟺": "if and only if",
    "leftrightarrow longleftrightarrow ↔ ⟷": "corresponds to",
    "hookrightarrow ↪": "embeds into",
    "twoheadrightarrow ↠": "maps onto",
    "rightharpoonup rightharpoondown ⇀": "converges weakly to",
    "rightleftharpoons ⇌ leftrightharpoons": "is in equilibrium with",
    "leadsto rightsquigarrow ⇝": "leads to",
    "uparrow ↑": "up",
    "downarrow ↓": "down",
    "nearrow ↗": "increases to",
    "searrow ↘": "decreases to",
    "vdash ⊢": "proves",
    "models vDash ⊨": "models",
    "nmid ∤": "does not divide",
    "nrightarrow": "does not go to",
    "because ∵": "because",
    "therefore ∴": "therefore",
}
_BINARY = {
    "+": "plus",
    "- − –": "minus",
    "pm ±": "plus or minus",
    "mp ∓": "minus or plus",
    "times × x": "times",
    "cdot ⋅ · centerdot bullet ∙ •": "times",
    "* ast ∗": "times",
    "star ⋆": "star",
    "/ ∕": "over",
    "div ÷": "divided by",
    "circ ∘": "composed with",
    "otimes ⊗": "tensor",
    "oplus ⊕": "circled plus",
    "ominus ⊖": "circled minus",
    "odot ⊙": "circled dot",
    "cup ∪": "union",
    "cap ∩": "intersection",
    "sqcup ⊔ uplus ⊎": "disjoint union",
    "sqcap ⊓": "meet",
    "setminus smallsetminus ∖ backslash": "without",
    "land wedge ∧": "and",
    "lor vee ∨": "or",
    "veebar ⊻": "exclusive or",
    "triangle △ bigtriangleup": "triangle",
    "bigtriangledown": "down triangle",
    "ltimes ⋉ rtimes ⋊": "semidirect product",
    "wr": "wreath product",
    "bmod mod": "modulo",
    "boxtimes ⊠": "boxed times",
    "boxplus ⊞": "boxed plus",
    "dotplus": "plus",
    "amalg ⨿": "coproduct",
    "ddagger ‡": "double dagger",
}
_PREFIX = {
    "forall ∀": "for all",
    "exists ∃": "there exists",
    "nexists ∄": "there is no",
    "neg lnot ¬": "not",
    "partial ∂": "partial",
    "nabla ∇": "nabla",
    "# ♯ sharp": "the number of",
    "surd": "the square root of",
}
_POSTFIX = {
    "!": "factorial",
    "%": "percent",
    "° degree": "degrees",
    "′ prime": "prime",
    "″": "double prime",
    "dagger † dag": "dagger",
}
_BIG = {
    "sum ∑": "sum",
    "prod ∏": "product",
    "coprod ∐": "coproduct",
    "int ∫ smallint intop": "integral",
    "iint ∬": "double integral",
    "iiint ∭": "triple integral",
    "oint ∮": "closed integral",
    "oiint ∯": "closed surface integral",
    "bigcup ⋃": "union",
    "bigcap ⋂": "intersection",
    "bigsqcup biguplus ⨆ ⨄": "disjoint union",
    "bigoplus ⨁": "direct sum",
    "bigotimes ⨂": "tensor product",
    "bigodot ⨀": "circled product",
    "bigwedge ⋀": "conjunction",
    "bigvee ⋁": "disjunction",
}
_LIMITED = {
    "max": "maximum",
    "min": "minimum",
    "sup": "supremum",
    "inf": "infimum",
    "lim": "limit",
    "limsup varlimsup": "limit superior",
    "liminf varliminf": "limit inferior",
    "argmax": "arg max",
    "argmin": "arg min",
    "argsup": "arg sup",
    "arginf": "arg inf",
    "esssup": "essential supremum",
    "plim": "probability limit",
}
_FUNCTIONS = {
    "sin": "sine",
    "cos": "cosine",
    "tan": "tangent",
    "cot": "cotangent",
    "sec": "secant",
    "csc": "cosecant",
    "arcsin asin": "arc sine",
    "arccos acos": "arc cosine",
    "arctan atan": "arc tangent",
    "sinh": "hyperbolic sine",
    "cosh": "hyperbolic cosine",
    "tanh": "hyperbolic tangent",
    "coth": "hyperbolic cotangent",
    "log": "log",
    "ln": "natural log",
    "lg": "log",
    "exp": "exp",
    "det": "the determinant",
    "dim": "the dimension",
    "ker": "the kernel",
    "deg": "the degree",
    "gcd": "the greatest common divisor",
    "lcm": "the least common multiple",
    "hom": "hom",
    "arg": "the argument",
    "Pr": "the probability",
    "Re ℜ": "the real part",
    "Im ℑ": "the imaginary part",
    "tr Tr trace": "the trace",
    "rank rk": "the rank",
    "diag": "diag",
    "sgn sign": "the sign",
    "erf": "the error function",
    "grad": "the gradient",
    "curl": "the curl",
    "laplacian": "the Laplacian",
}
_PUNCTUATION = {",": ",", ";": ";", ": colon ∶": ":", ".": ".", "?": "?"}
_DOTS = (
    "dots ldots cdots dotsc dotsb dotsm dotsi dotso vdots ddots hdots iddots … ⋯ ⋮ ⋱ ⋰ hdotsfor mathellipsis"
)
_OPEN = {
    "( lparen": "paren",
    "[ lbrack": "bracket",
    "lbrace { \\{": "brace",
    "langle ⟨ 〈": "angle bracket",
    "lfloor ⌊": "floor",
    "lceil ⌈": "ceiling",
    "llbracket ⟦": "double bracket",
    "lgroup": "paren",
    "lvert": "bar",
    "lVert": "double bar",
}
_CLOSE = {
    ") rparen": "paren",
    "] rbrack": "bracket",
    "rbrace } \\}": "brace",
    "rangle ⟩ 〉": "angle bracket",
    "rfloor ⌋": "floor",
    "rceil ⌉": "ceiling",
    "rrbracket ⟧": "double bracket",
    "rgroup": "paren",
    "rvert": "bar",
    "rVert": "double bar",
}
_BARS = {"| vert │ ❘ ￨": "bar", "mid ∣": "bar", "‖ \\| Vert ||": "double bar"}
_GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
    *("nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)
_CHARACTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_LETTERS = {
    "varepsilon ϵ": "epsilon",
    "vartheta ϑ": "theta",
    "varpi ϖ": "var pi",
    "varrho ϱ": "rho",
    "varsigma ς": "sigma",
    "varphi ϕ": "phi",
    "varkappa ϰ": "kappa",
    "digamma": "digamma",
    "µ": "mu",
    "Δ Delta varDelta ∆": "delta",
    "infty ∞": "infinity",
    "emptyset varnothing ∅": "the empty set",
    "hbar ℏ hslash": "h bar",
    "ell ℓ": "l",
    "imath ı": "i",
    "jmath ȷ": "j",
    "wp ℘": "p",
    "aleph ℵ": "aleph",
    "beth": "beth",
    "eth": "eth",
    "mho": "mho",
    "top ⊤": "top",
    "☉ astrosun": "sun",
    "♁ earth": "earth",
    "angle ∠ measuredangle": "angle",
    "square Box □ ■ blacksquare qed": "square",
    "diamond Diamond ◇ ◊ lozenge": "diamond",
    "checkmark ✓": "check mark",
    "complement": "complement",
    "$ dollar": "dollars",
    "euro €": "euros",
    "pounds £": "pounds",
    "\\S": "section",
    "copyright": "copyright",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "spadesuit": "spades",
    "heartsuit": "hearts",
    "diamondsuit": "diamonds",
    "clubsuit": "clubs",
    "flat": "flat",
    "natural": "natural",
    "&": "and",
    "_": "",
    "\\_": "",
}
_BLACKBOARD = MappingProxyType(
    {
        "R": "the real numbers",
        "N": "the natural numbers",
        "Z": "the integers",
        "Q": "the rational numbers",
        "C": "the complex numbers",
    }
)
_BLACKBOARD_CHARACTERS = {"ℝ": "R", "ℕ": "N", "ℤ": "Z", "ℚ": "Q", "ℂ": "C", "ℙ": "P"}

_NEGATED = MappingProxyType(
    {
        "equals": "is not equal to",
        "there exists": "there is no",
        "goes to": "does not go to",
        "proves": "does not prove",
        "implies": "does not imply",
        "contains": "does not contain",
        "bar": "does not divide",
    }
)


def _table() -> dict[str, Sign]:
    signs: dict[str, Sign] = {}
    letters = dict(_LETTERS)
    for name, character in zip(_GREEK, _CHARACTERS, strict=True):
        letters[f"{name} {character}"] = name
        letters.setdefault(
            f"{name.capitalize()} {character.upper()} var{name.capitalize()}",
            "delta" if name == "delta" else f"capital {name}",
        )
    for table, kind in (
        (letters, Kind.LETTER),
        (_FUNCTIONS, Kind.FUNCTION),
        (_LIMITED, Kind.LIMITED),
        (_BIG, Kind.BIG),
        ({keys: f"is {words}" for keys, words in _IS.items()}, Kind.RELATION),
        (_VERBS, Kind.RELATION),
        (_BINARY, Kind.BINARY),
        (_PREFIX, Kind.PREFIX),
        (_POSTFIX, Kind.POSTFIX),
        (_PUNCTUATION, Kind.PUNCTUATION),
        ({_DOTS: "and so on"}, Kind.DOTS),
        (_OPEN, Kind.OPEN),
        (_CLOSE, Kind.CLOSE),
        (_BARS, Kind.BAR),
    ):
        for keys, words in table.items():
            first, *others = keys.split()
            for key in (first, *others):
                signs[key] = Sign(first, kind, words)
    del signs["x"]  # the letter, not the cross
    return signs


_SIGNS = _table()
_PLAIN = {f"is {words}": words for words in _IS.values()}


def find_sign(name: str) -> Sign | None:
    r"""Return the sign of a command, without its backslash, or of a character; None if there is none.

    Examples
    --------
    >>> find_sign("leq").words, find_sign("≤").words, find_sign("unknown")
    ('is less than or equal to', 'is less than or equal to', None)
    """
    return _SIGNS.get(name)


def without_verb(relation: Sign) -> str:
    """Return the words of a relation where it does not make a sentence, as in "for all x in A".

    Examples
    --------
    >>> without_verb(find_sign("in")), without_verb(find_sign("="))
    ('in', 'equals')
    """
    return _PLAIN.get(relation.words, relation.words)


def negate(sign: Sign) -> Sign:
    r"""Return a relation after ``\not``.

    Examples
    --------
    >>> negate(find_sign("subset")).words
    'is not a subset of'
    """
    words = _NEGATED.get(sign.words) or (
        f"is not {_PLAIN[sign.words]}" if sign.words in _PLAIN else f"not {sign.words}"
    )
    return Sign(f"not {sign.text}", Kind.RELATION, words)


def character(text: str, style: str = "") -> Sign:
    """Return the sign of a character that has no entry of its own: a letter, or a symbol by its name.

    Examples
    --------
    >>> character("x").words, character("R", "blackboard").words, character("♀").words
    ('x', 'the real numbers', 'female sign')
    """
    if text in _BLACKBOARD_CHARACTERS:
        text, style = _BLACKBOARD_CHARACTERS[text], "blackboard"
    if style == "blackboard":
        return Sign(text, Kind.LETTER, _BLACKBOARD.get(text, text), style)
    known = _SIGNS.get(text) or _SIGNS.get(plain := unicodedata.normalize("NFKC", text))
    if known:
        return Sign(known.text, known.kind, known.words, style)
    if plain.isalnum():
        return Sign(plain, Kind.NUMBER if plain.isdecimal() else Kind.LETTER, plain, style)
    name = unicodedata.name(text[:1] or " ", "a symbol").lower()
    return Sign(text, Kind.LETTER, name)
