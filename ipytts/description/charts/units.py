"""Units of measurement as they are written in labels, and as they are spoken."""

from __future__ import annotations

import re

from ipytts.description.wording.units import DENOMINATORS, UNITS, compound_in_words

_SCALES = {"thousand", "million", "billion", "trillion"}
_TIMES = "x*\N{MULTIPLICATION SIGN}"
_MULTIPLE = re.compile(
    rf"[{_TIMES}]? ?(?P<number>1,?000(?:,?000)*)s?(?: (?P<unit>\S+))?"
)  # "x1000", "1000 lbs"
_MULTIPLES = {"1000": "thousands", "1000000": "millions", "1000000000": "billions"}
_UNIT_WORDS = {word.lower() for word in {*UNITS.values(), *(f"{word}s" for word in DENOMINATORS.values())}}
# A unit that stands for several things is read as what the quantity before it makes certain.
_LENGTH = "length height distance depth width altitude elevation level radius diameter thickness range"
_MASS = "mass weight payload load dose catch harvest emissions production yield cargo"
_TIME = "time duration latency runtime delay period lag elapsed age wait lifetime interval uptime"
_HEAT = "temperature temp temperatures dew heat"
_MONEY = "price cost income revenue revenues sales salary budget profit population people users spending gdp"
_AMBIGUOUS = {
    unit: frozenset(words.split())
    for unit, words in {
        "m": _LENGTH,
        "in": _LENGTH,
        "g": _MASS,
        "t": _MASS,
        "C": _HEAT,
        "F": _HEAT,
        "K": _HEAT,
        "s": _TIME,
        "h": _TIME,
        "d": _TIME,
        "y": _TIME,
        "min": _TIME,
        "mins": _TIME,
        "M": _MONEY,
        "k": _MONEY,
        "A": "current amperage",
        "V": "voltage potential",
        "W": "power load",
        "N": "force thrust weight",
        "J": "energy work heat",
        "B": "size memory storage traffic",
        "L": "volume capacity consumption",
        "l": "volume capacity consumption",
        "cal": "energy intake",
        "bar": "pressure",
    }.items()
}


def unit_in_words(text: str, quantity: str) -> str:
    """Return the unit after a quantity in words, or an empty text if it is not certain what it means.

    Examples
    --------
    >>> unit_in_words("m", "Wave height"), unit_in_words("m", "Population"), unit_in_words("km/h", "Speed")
    ('meters', '', 'kilometers per hour')
    """
    text = text.removeprefix("in ").strip()
    words = _AMBIGUOUS.get(text)
    if words is not None and words.isdisjoint(re.findall(r"[a-z]+", quantity.lower())):
        return ""
    return _format_unit(text)


def _format_unit(text: str) -> str:
    """Return a unit in words, or an empty string if it is not known."""
    text = text.replace(" squared", "2").replace(" cubed", "3")
    if text in UNITS:
        return UNITS[text]
    if scaled := _format_scaled(text):
        return scaled
    if compound := compound_in_words(text):
        return compound
    return text if text.lower() in _UNIT_WORDS else ""


def _format_scaled(text: str) -> str:
    """Return a multiple of a unit in words: "million euros" or "thousands of pounds"; empty for others."""
    scale, _, unit = text.partition(" ")
    if scale in _SCALES and (name := UNITS.get(unit, unit if unit.lower() in _UNIT_WORDS else "")):
        return f"{scale} {name}"
    multiple = _MULTIPLE.fullmatch(text)
    if multiple is None or ((unit := multiple["unit"]) and unit not in UNITS):
        return ""
    number = _MULTIPLES.get(multiple["number"].replace(",", ""), "")
    return f"{number} of {UNITS[unit]}" if number and unit else number
