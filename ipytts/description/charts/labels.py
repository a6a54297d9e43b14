"""Put labels and titles of charts into words: "Temperature (°C)" is "temperature in degrees Celsius"."""

from __future__ import annotations

import re

from ipytts.description.wording import phrases, plain_text

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
}
_DENOMINATOR_UNITS = "s sec min h hr d yr m² m2 km² km2 m³ m3 cm³ kg g L l kWh MWh km m cm mm mol"
_DENOMINATORS = {unit: _UNITS[unit].removesuffix("s") for unit in _DENOMINATOR_UNITS.split()} | {
    "s²": "second squared",
    "s2": "second squared",
    "dL": "deciliter",
    "dl": "deciliter",
    "capita": "capita",
    "gal": "gallon",
}
_IN_BRACKETS = re.compile(r"^(?P<label>.*\S)\s*[\(\[](?P<unit>[^()\[\]]+)[\)\]]\s*$", re.DOTALL)
_IN_WORDS = re.compile(r"^(?P<label>.*\S) in (?P<unit>\S+)$", re.DOTALL)
_CAMEL_CASE = re.compile(r"[a-z]+(?:[A-Z][a-z]+)+")
_AGGREGATES = ("mean", "average", "median", "total", "sum", "maximum", "minimum")
_MATH = re.compile(r"(?<!\\)\$(.+?)(?<!\\)\$", re.DOTALL)
_FONT = re.compile(r"\\(?:mathrm|mathregular|mathbf|mathit|mathsf|text|textbf|operatorname|rm|it|bf)\b\s*")
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_POWERS = {"2": " squared", "3": " cubed"}
_MAX_TITLE = 120  # characters
_UNIT_WORDS = {word.lower() for word in {*_UNITS.values(), *(f"{word}s" for word in _DENOMINATORS.values())}}


def format_axis_label(label: str) -> str:
    """Return the label of an axis in words, to be put into a sentence.

    Examples
    --------
    >>> [format_axis_label(label) for label in ("Speed [km/h]", "GDP_per_capita", "Price (new)")]
    ['speed in kilometers per hour', 'GDP per capita', 'price, new']
    """
    text = format_title(label)
    if _CAMEL_CASE.fullmatch(text):
        text = phrases.split_class_name(text)
    match = _IN_BRACKETS.match(text)
    if not match:
        return _lower_first(text)
    inside = match["unit"].strip()
    if ":" in inside:  # "(Positive label: 1)"
        return _lower_first(match["label"])
    if inside.lower() in _AGGREGATES:
        return f"{inside.lower()} {_lower_first(match['label'])}"
    return f"{_lower_first(match['label'])}, {inside}"


def without_unit(label: str) -> str:
    """Return an axis label in words without its unit: "pressure" of "pressure in hectopascals"."""
    return label.split(" in ", maxsplit=1)[0]


def format_title(text: str) -> str:
    r"""Return a title or a name without markup, with its unit in words.

    Examples
    --------
    >>> [format_title(text) for text in ("Loss of $\\mathrm{model}_1$", "<b>Sales</b><br>by region", "$x^2$")]
    ['Loss of model 1', 'Sales by region', 'x squared']
    """
    plain = plain_text.to_plain(
        plain_text.without_markup(_MATH.sub(_math_to_words, text).replace("_", " ")), _MAX_TITLE
    )
    plain = re.sub(r"(?<=\w)\s?=\s?(?=\w)", " ", plain.replace(" | ", ", "))  # "time = Lunch | day = Fri"
    match = _IN_BRACKETS.match(plain) or _IN_WORDS.match(plain)
    unit = _format_unit(match["unit"].strip()) if match else ""
    return f"{match['label']} in {unit}" if match and unit else plain


def _math_to_words(match: re.Match[str]) -> str:
    text = _FONT.sub("", match[1])
    text = re.sub(r"\^\{?\s*\\circ\s*\}?", "°", text)
    text = re.sub(r"\^\{?([23])\}?(?!\d)", lambda power: _POWERS[power[1]], text)
    text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"\1 over \2", text)
    text = _COMMAND.sub(lambda command: f" {command[1]} ", text)
    return text.replace("^", " to the power of ").replace("_", " ").translate(dict.fromkeys(map(ord, "{}\\")))


def _format_unit(text: str) -> str:
    """Return a unit in words, or an empty string if it is not known."""
    text = text.removeprefix("in ").strip()
    text = text.replace(" squared", "2").replace(" cubed", "3")
    if text in _UNITS:
        return _UNITS[text]
    above, slash, below = (part.strip() for part in text.partition("/"))
    if slash and below in _DENOMINATORS and (above in _UNITS or above.isalpha()):
        return f"{_UNITS.get(above, above)} per {_DENOMINATORS[below]}"
    is_plural = text.isalpha() and text.islower() and text.endswith("s")
    return text if is_plural or text.lower() in _UNIT_WORDS else ""


def _lower_first(text: str) -> str:
    """Return text with a small first letter, unless its first word is in capitals or mixed case."""
    word = text.split(" ", 1)[0]
    is_ordinary = word[1:].islower() or (len(word) == 1 and len(text) > 1)
    return text[:1].lower() + text[1:] if is_ordinary else text
