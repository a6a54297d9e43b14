"""Tell words from products of letters, as authors write both alike: ``loss`` and ``mgh``."""

from __future__ import annotations

import re
from itertools import pairwise

_VOWEL = re.compile(r"[aeiouAEIOU]")
_FUNCTION = re.compile(
    r"(sinh|cosh|tanh|arcsin|arccos|arctan|sin|cos|tan|log|exp|lim|max|min|det|argmax|argmin|sup|inf|ln)([xyz]?)"
)
_SHORT_WORDS = frozenset(
    ["dev", "sfc",
     "int", "fit", "opt", "hot", "low", "dim", "mix", "not", "bot", "abs", "adj", "env", "eff", "ref",
     "obs", "avg", "tot", "out", "min", "max", "new", "old", "net", "gas", "air", "ext", "sim", "exp",
     "err", "gap", "cap", "top", "mid", "day", "mod", "for", "and", "the", "lag", "pos", "neg", "var",
     "cov", "std", "sum", "all", "any", "rms", "est", "bad", "sub", "win", "raw", "age", "acc", "gen",
     "dis", "enc", "dec", "ice", "sea", "sun", "ave", "eqn", "act", "pre", "val", "one", "two", "key",
     "row", "col", "cut", "off", "set"]
)  # fmt: skip
_FUNCTION_NAMES = frozenset(
    ["do", "tr", "Tr", "Var", "Cov", "Corr", "KL", "ReLU", "relu", "sum", "diag", "rank", "sgn", "sign",
     "det", "sin", "cos", "tan", "log", "exp", "max", "min", "ln", "softmax", "MSE", "MLP", "FFN", "LN",
     "TF", "IDF", "BCE", "CE", "Pr", "Re", "Im", "round", "floor", "ceil", "abs", "cov", "var", "std",
     "mean", "logit", "tanh", "erf", "sigmoid"]
)  # fmt: skip
_CAMEL = re.compile(r"[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})+")
_SHORTEST = 4  # letters of a word beside which no script stands


def split_letters(run: str, *, in_script: bool = False) -> list[str]:
    """Return the letters of a run, or words where they are words.

    Examples
    --------
    >>> split_letters("mgh"), split_letters("loss"), split_letters("sinx")
    (['m', 'g', 'h'], ['loss'], ['sin', 'x'])
    >>> split_letters("max", in_script=True), split_letters("ijk", in_script=True)
    (['max'], ['i', 'j', 'k'])
    """
    if function := _FUNCTION.fullmatch(run):
        return [function[1], *function[2]]
    if _CAMEL.fullmatch(run):
        return [" ".join(re.findall(r"[A-Z]?[a-z]+", run)).lower()]
    return [run] if is_word(run, shortest=3 if in_script else _SHORTEST) else list(run)


def is_function_name(run: str) -> bool:
    """Return whether letters before a bracket are the name of a function: ``do(x)``, ``tr(A)``.

    Examples
    --------
    >>> is_function_name("do"), is_function_name("xy")
    (True, False)
    """
    return run in _FUNCTION_NAMES or is_word(run, shortest=3)


def is_word(run: str, shortest: int = 2) -> bool:
    """Return whether letters are a word and not a product or indices.

    Examples
    --------
    >>> is_word("price"), is_word("ijkl"), is_word("MSE")
    (True, False, False)
    """
    if run.lower() in _SHORT_WORDS:
        return shortest <= len(run) and run[1:] == run[1:].lower()
    is_cased = run[1:] == run[1:].lower()
    rises = all(one < other for one, other in pairwise(run.lower()))  # ijk, abcd
    has_vowel = bool(_VOWEL.search(run))
    has_consonant = bool(re.search(r"[^aeiouAEIOU]", run))
    return run.isalpha() and len(run) >= shortest and is_cased and has_vowel and has_consonant and not rises
