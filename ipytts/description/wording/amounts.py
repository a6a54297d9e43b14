"""Amounts with units in words: ``5 km²``, ``3 m/s``, ``1 GB``, ``10 µm``; only where a unit has one meaning.

Voices read ``25 °C`` and ``60 %`` correctly: these stay.
"""

from __future__ import annotations

import re

from ipytts.description.wording.units import UNITS, compound_in_words

_WITH_ONE_MEANING = (  # of the units that are letters alone
    "km cm mm nm kg mg ms ns Hz kHz MHz GHz rpm kW MW GW kWh Wh MWh GWh TWh kJ MJ kcal eV keV MeV GeV mV kV "
    "mA Pa hPa kPa MPa GPa mbar dB mL ml px kB KB MB GB TB PB KiB MiB GiB kbps Mbps Gbps mph kph ppm ppb lbs"
)
_SPELLED = frozenset(_WITH_ONE_MEANING.split())
_SIGN = re.compile(r"[²³⁻µμΩÅ]")
_LETTERS = "[A-Za-zµμΩÅ]"
_POWER = r"(?:[²³]|\^?[23])?"
_UNIT = rf"{_LETTERS}{{1,5}}{_POWER}(?:/{_LETTERS}{{1,4}}{_POWER}|(?:[ ·⋅]?{_LETTERS}{{1,3}}⁻[¹²³])+)?"
_END = r"(?![\w²³⁻^*/]|-\w|\.\w)"
_AMOUNT = re.compile(
    r"(?P<article>\b(?i:an?|the|each|every) )?(?<![\w.])(?P<number>\d(?:[\d.,]{0,20}\d)?[⁻⁰¹²³⁴-⁹]{0,4})"
    rf"[ \u00a0\u2009\u202f]?(?P<unit>{_UNIT}){_END}(?P<noun>(?= [a-z]))?"
)
_IN_BRACKETS = re.compile(rf"(?<=[(\[])(?P<unit>{_UNIT})(?=[)\]])")
_FOREIGN = re.compile(
    r"[\u00c0-\u00c4\u00c6-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u1cff\u1e00-\u1fff\u2e80-\ud7ff]"
)
# Nouns that the size of a file or of a part of one stands before: "5 megabyte files".
_SIZED = re.compile(
    r" (?:files?|chunks?|blocks?|pages?|pieces?|buffers?|images?|pictures?|photos?|videos?|disks?|drives?"
    r"|datasets?|downloads?|uploads?|attachments?|documents?|limits?|caches?|partitions?|messages?|arrays?)\b"
)
_SINGULAR = {"feet": "foot", "inches": "inch"}


def name_units(text: str) -> str:
    """Return a text with the units after numbers in words, and units in brackets that have signs.

    Examples
    --------
    >>> name_units("5 km² at 3 m/s, a 4GB file; 25 °C, Speed (m/s)")
    '5 square kilometers at 3 meters per second, a 4 gigabyte file; 25 °C, Speed (meters per second)'
    >>> name_units("over 5 MB files, 5 MB of files")
    'over 5 megabyte files, 5 megabytes of files'
    """
    if _FOREIGN.search(text):  # a text in another language, whose voice has its own words
        return name_signs_of_units(text)
    return _IN_BRACKETS.sub(_bracketed, _AMOUNT.sub(_amount, text))


def name_signs_of_units(text: str) -> str:
    """Return a text with those units in words that have a sign: ``5 km²``, ``10 µm`` and ``3 m s⁻¹``.

    Examples
    --------
    >>> name_signs_of_units("5 km² and 3 km, 10 µm")
    '5 square kilometers and 3 km, 10 micrometers'
    """
    if not _SIGN.search(text):
        return text
    return _IN_BRACKETS.sub(_bracketed, _AMOUNT.sub(lambda match: _amount(match, only_signs=True), text))


def _amount(match: re.Match[str], *, only_signs: bool = False) -> str:
    unit = match["unit"].replace("^", "")
    is_spelled = bool(_SIGN.search(unit)) or (not only_signs and (unit in _SPELLED or not unit.isalpha()))
    words = _in_words(unit) if is_spelled else ""
    if not words:
        return match[0]
    is_before_noun = match["article"] is not None and match["noun"] is not None
    is_size = unit.endswith("B") and bool(_SIZED.match(match.string, match.end()))
    is_one = match["number"] == "1" or is_before_noun or is_size
    return f"{match['article'] or ''}{match['number']} {_singular(words) if is_one else words}"


def _bracketed(match: re.Match[str]) -> str:
    unit = match["unit"].replace("^", "")
    return match[0] if unit.isascii() and unit.isalpha() else _in_words(unit) or match[0]


def _in_words(unit: str) -> str:
    return UNITS.get(unit) or compound_in_words(unit, nouns=False)


def _singular(words: str) -> str:
    head, per, rest = words.partition(" per ")
    *before, noun = head.split(" ")
    return " ".join([*before, _SINGULAR.get(noun, noun.removesuffix("s"))]) + per + rest
