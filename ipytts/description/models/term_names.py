"""Names of the terms of a model in words: levels, interactions, functions and lags."""

from __future__ import annotations

import re

from ipytts.description.wording import phrases

_LENGTH = 60  # characters
_NAMES = {
    "const": "constant",
    "(Intercept)": "Intercept",
    "sigma2": "variance of the errors",
    "Group Var": "variance between groups",
}
_LEVEL = re.compile(r"(?:C\(([^(),]+)(?:,[^()]*(?:\([^()]*\))?[^()]*)?\)|([\w.]+))\[(?:T\.|S\.)?([^\]]*)\]")
_LAG = re.compile(r"(ar|ma)\.(S\.)?L(\d+)")
_SQUARE = re.compile(r"I\(\s*(\w+)\s*(?:\*\*|\^)\s*2\s*\)")
_FUNCTION = re.compile(r"(?:np|numpy)\.(\w+)\(([^()]+)\)|\b(log|exp|sqrt)\(([^()]+)\)")
_CONSTANTS = {"const", "Intercept", "(Intercept)", "intercept"}
_VARIANCES = {"sigma2", "Group Var"}  # that they are zero is no hypothesis


def is_constant(name: str) -> bool:
    """Return whether a term is the constant of its model."""
    return name in _CONSTANTS


def is_variance(name: str) -> bool:
    """Return whether a term is a variance that the model estimates."""
    return name in _VARIANCES


def term_name(name: str) -> str:
    """Return the name of a term in words.

    Examples
    --------
    >>> term_name("C(Region)[T.North]"), term_name("hours:age"), term_name("np.log(income)")
    ('Region North', 'hours times age', 'log of income')
    >>> term_name("ar.S.L12"), term_name("I(x ** 2)"), term_name("sigma2")
    ('seasonal AR lag 12', 'x squared', 'variance of the errors')
    """
    if name in _NAMES:
        return _NAMES[name]
    if lag := _LAG.fullmatch(name):
        return f"{'seasonal ' if lag[2] else ''}{lag[1].upper()} lag {lag[3]}"
    words = _LEVEL.sub(lambda level: f"{level[1] or level[2]} {level[3]}", name)
    words = _SQUARE.sub(r"\1 squared", words)
    words = _FUNCTION.sub(lambda found: f"{found[1] or found[3]} of {found[2] or found[4]}", words)
    return phrases.name(re.sub(r"(?<=\S):(?=\S)", " times ", words), _LENGTH)
