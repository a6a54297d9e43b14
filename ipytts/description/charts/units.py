"""Units of measurement as they are written in labels, and as they are spoken."""

from __future__ import annotations

import re

_UNITS = {
    "%": "percent",
    "pct": "percent",
    "‰": "per mille",
    "ppm": "parts per million",
    "°C": "degrees Celsius",
    "ºC": "degrees Celsius",
    "degC": "degrees Celsius",
    "C": "degrees Celsius",
    "°F": "degrees Fahrenheit",
    "degF": "degrees Fahrenheit",
    "F": "degrees Fahrenheit",
    "K": "kelvins",
    "°": "degrees",
    "deg": "degrees",
    "rad": "radians",
    "$": "dollars",
    "US$": "US dollars",
    "USD": "US dollars",
    "€": "euros",
    "EUR": "euros",
    "£": "pounds",
    "GBP": "pounds sterling",
    "¥": "yen",
    "₹": "rupees",
    "CHF": "Swiss francs",
    "kg": "kilograms",
    "g": "grams",
    "mg": "milligrams",
    "µg": "micrograms",
    "μg": "micrograms",
    "t": "tonnes",
    "lb": "pounds",
    "lbs": "pounds",
    "oz": "ounces",
    "km": "kilometers",
    "m": "meters",
    "cm": "centimeters",
    "mm": "millimeters",
    "µm": "micrometers",
    "μm": "micrometers",
    "nm": "nanometers",
    "mi": "miles",
    "ft": "feet",
    "in": "inches",
    "yd": "yards",
    "m²": "square meters",
    "m2": "square meters",
    "km²": "square kilometers",
    "km2": "square kilometers",
    "m³": "cubic meters",
    "m3": "cubic meters",
    "cm³": "cubic centimeters",
    "ha": "hectares",
    "s": "seconds",
    "sec": "seconds",
    "ms": "milliseconds",
    "µs": "microseconds",
    "μs": "microseconds",
    "ns": "nanoseconds",
    "min": "minutes",
    "mins": "minutes",
    "h": "hours",
    "hr": "hours",
    "hrs": "hours",
    "d": "days",
    "yr": "years",
    "yrs": "years",
    "y": "years",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "GHz": "gigahertz",
    "rpm": "revolutions per minute",
    "W": "watts",
    "kW": "kilowatts",
    "MW": "megawatts",
    "GW": "gigawatts",
    "kWh": "kilowatt hours",
    "Wh": "watt hours",
    "MWh": "megawatt hours",
    "GWh": "gigawatt hours",
    "TWh": "terawatt hours",
    "J": "joules",
    "kJ": "kilojoules",
    "MJ": "megajoules",
    "cal": "calories",
    "kcal": "kilocalories",
    "eV": "electronvolts",
    "keV": "kiloelectronvolts",
    "MeV": "megaelectronvolts",
    "GeV": "gigaelectronvolts",
    "V": "volts",
    "mV": "millivolts",
    "kV": "kilovolts",
    "A": "amperes",
    "mA": "milliamperes",
    "Ω": "ohms",
    "N": "newtons",
    "Pa": "pascals",
    "hPa": "hectopascals",
    "kPa": "kilopascals",
    "bar": "bars",
    "mbar": "millibars",
    "dB": "decibels",
    "L": "liters",
    "l": "liters",
    "mL": "milliliters",
    "ml": "milliliters",
    "mol": "moles",
    "px": "pixels",
    "B": "bytes",
    "kB": "kilobytes",
    "KB": "kilobytes",
    "MB": "megabytes",
    "GB": "gigabytes",
    "TB": "terabytes",
    "mph": "miles per hour",
    "kph": "kilometers per hour",
    "mpg": "miles per gallon",
    "bpm": "beats per minute",
    "k": "thousands",
    "M": "millions",
    "thousand": "thousands",
    "million": "millions",
    "bn": "billions",
    "billion": "billions",
    "trillion": "trillions",
    "kt": "thousand tonnes",
    "Mt": "million tonnes",
    "Gt": "billion tonnes",
}
_SCALES = {"thousand", "million", "billion", "trillion"}
_TIMES = "x*\N{MULTIPLICATION SIGN}"
_MULTIPLE = re.compile(
    rf"[{_TIMES}]? ?(?P<number>1,?000(?:,?000)*)s?(?: (?P<unit>\S+))?"
)  # "x1000", "1000 lbs"
_MULTIPLES = {"1000": "thousands", "1000000": "millions", "1000000000": "billions"}
_INVERSE = re.compile(r"(\S+)[ ·⋅]+(\S+)⁻([¹²³])")  # "m s⁻¹"
_POWERS = {"¹": "", "²": "²", "³": "³"}
_DENOMINATOR_UNITS = "s sec min h hr d yr m² m2 km² km2 m³ m3 cm³ kg g L l kWh MWh km m cm mm mol"
_DENOMINATORS = {unit: _UNITS[unit].removesuffix("s") for unit in _DENOMINATOR_UNITS.split()} | {
    "s²": "second squared",
    "s2": "second squared",
    "dL": "deciliter",
    "dl": "deciliter",
    "capita": "capita",
    "gal": "gallon",
}
_UNIT_WORDS = {word.lower() for word in {*_UNITS.values(), *(f"{word}s" for word in _DENOMINATORS.values())}}
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
    if text in _UNITS:
        return _UNITS[text]
    if scaled := _format_scaled(text):
        return scaled
    text = _INVERSE.sub(lambda match: f"{match[1]}/{match[2]}{_POWERS[match[3]]}", text)
    above, slash, below = (part.strip() for part in text.partition("/"))
    if slash and below in _DENOMINATORS and (above in _UNITS or above.isalpha()):
        return f"{_UNITS.get(above, above)} per {_DENOMINATORS[below]}"
    return text if text.lower() in _UNIT_WORDS else ""


def _format_scaled(text: str) -> str:
    """Return a multiple of a unit in words: "million euros" or "thousands of pounds"; empty for others."""
    scale, _, unit = text.partition(" ")
    if scale in _SCALES and (name := _UNITS.get(unit, unit if unit.lower() in _UNIT_WORDS else "")):
        return f"{scale} {name}"
    multiple = _MULTIPLE.fullmatch(text)
    if multiple is None or ((unit := multiple["unit"]) and unit not in _UNITS):
        return ""
    number = _MULTIPLES.get(multiple["number"].replace(",", ""), "")
    return f"{number} of {_UNITS[unit]}" if number and unit else number
