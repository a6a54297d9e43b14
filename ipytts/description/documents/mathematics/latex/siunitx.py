r"""Read quantities of the package siunitx: ``\SI{10}{\meter\per\second}``."""

from __future__ import annotations

import re
from types import MappingProxyType

from ipytts.description.documents.mathematics.nodes import Kind, Node, Row, Sign

_PREFIXES = frozenset(
    ["femto", "pico", "nano", "micro", "milli", "centi", "deci", "hecto", "kilo", "mega", "giga", "tera",
     "peta"]
)  # fmt: skip
_SYMBOLS = MappingProxyType(
    {
        "m": "meter",
        "s": "second",
        "g": "gram",
        "A": "ampere",
        "K": "kelvin",
        "mol": "mole",
        "V": "volt",
        "W": "watt",
        "J": "joule",
        "N": "newton",
        "Pa": "pascal",
        "Hz": "hertz",
        "eV": "electronvolt",
        "C": "coulomb",
        "F": "farad",
        "T": "tesla",
        "L": "liter",
        "l": "liter",
    }
)
_LETTERS = MappingProxyType(
    {
        "k": "kilo",
        "c": "centi",
        "m": "milli",
        "n": "nano",
        "u": "micro",
        "M": "mega",
        "G": "giga",
        "p": "pico",
    }
)
_SHORT = MappingProxyType(
    {
        f"{letter}{symbol}": f"{prefix}{name}"
        for letter, prefix in _LETTERS.items()
        for symbol, name in _SYMBOLS.items()
    }
    | dict(_SYMBOLS)
    | {"h": "hour", "min": "minute", "ohm": "ohm", "d": "day"}
)
_UNCHANGED = frozenset(
    {"hertz", "kelvin", "celsius", "percent", "siemens", "lux", "degree celsius", "degrees celsius"}
)
_POWERS = {"squared": "squared", "cubed": "cubed"}


def read_quantity(number: str, unit: str) -> Node:
    r"""Return a number with its unit; either may be empty.

    Examples
    --------
    >>> [item.words for item in read_quantity("10", r"\meter\per\second").items]
    ['10', 'meters per second']
    """
    parts: list[Node] = []
    if number.strip():
        parts.append(Sign(number, Kind.NUMBER, _number(number)))
    if unit.strip():
        words = _unit(unit, is_one=number.strip() == "1" or not number.strip())
        parts.append(Sign(unit, Kind.WORD, words, "text"))
    return Row(tuple(parts))


def _number(text: str) -> str:
    """Return a number as siunitx takes it: ``1e-9``, ``10 +- 2``."""
    text = re.sub(r"\s*(?:\+-|\\pm|±)\s*", " plus or minus ", text.strip())
    text = re.sub(r"[eE](?=[+-]?\d)", " times 10 to the ", text)
    return re.sub(r"-\s*(?=\d)", "minus ", re.sub(r"\+(?=\d)|[{}\\]", "", text)).replace("x", " by ").strip()


def _unit(text: str, *, is_one: bool) -> str:
    """Return the words of a unit, the first one as a plural."""
    words: list[str] = []
    plural = not is_one
    prefix = ""
    for part in re.findall(r"\\?[A-Za-z]+|/|\^?\{?-?\d\}?|[%°]", text):
        name = part.lstrip("\\")
        if name in {"per", "/"}:
            words.append("per")
            plural = False
        elif name in _PREFIXES:
            prefix += name
        elif name in {"square", "cubic"}:
            prefix += f"{name} "
        elif re.search(r"\d", name) or name in _POWERS:
            words.append(_power(name))
        else:
            name = prefix + ("meter" if name == "metre" else _SHORT.get(name, _LONG.get(name, name)))
            words.append(f"{name}s" if plural and name not in _UNCHANGED else name)
            plural, prefix = False, ""
    return " ".join(word for word in words if word)


_LONG = {
    "percent": "percent",
    "celsius": "degrees celsius",
    "degreeCelsius": "degrees celsius",
    "%": "percent",
    "°": "degree",
}


def _power(name: str) -> str:
    power = name.strip("^{}")
    return {"1": "", "2": "squared", "3": "cubed", "-1": "to the minus 1"}.get(
        power, _POWERS.get(name, f"to the {power.replace('-', 'minus ')}")
    )
