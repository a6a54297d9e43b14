"""Units of labelled arrays in words."""

from __future__ import annotations

from ipytts.description.wording import phrases

_LENGTH = 60  # characters
_UNITS = {
    "degC": "degrees Celsius",
    "celsius": "degrees Celsius",
    "C": "degrees Celsius",
    "degK": "kelvin",
    "K": "kelvin",
    "degrees_north": "degrees north",
    "degrees_east": "degrees east",
    "%": "percent",
    "m": "meters",
    "mm": "millimeters",
    "cm": "centimeters",
    "km": "kilometers",
    "kg": "kilograms",
    "s": "seconds",
    "hPa": "hectopascals",
    "Pa": "pascals",
    "m/s": "meters per second",
    "m s-1": "meters per second",
    "m s**-1": "meters per second",
    "W m-2": "watts per square meter",
    "W m**-2": "watts per square meter",
    "1": "",
}


def unit_in_words(unit: str) -> str:
    """Return a unit in words, after a space; empty without one.

    Examples
    --------
    >>> unit_in_words("degC"), unit_in_words("persons"), unit_in_words("1")
    (' degrees Celsius', ' persons', '')
    """
    if not unit.strip():
        return ""
    words = _UNITS.get(unit, phrases.value(unit, _LENGTH))
    return f" {words}" if words else ""
