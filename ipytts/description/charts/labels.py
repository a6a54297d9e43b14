"""Put labels and titles of charts into words: "Temperature (°C)" is "temperature in degrees Celsius"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ipytts.description.charts.units import unit_in_words
from ipytts.description.wording import phrases, plain_text

_IN_BRACKETS = re.compile(  # but not "Name(s)"
    r"^(?P<label>.*\S)(?:\s+|(?=.{4,}$))[\(\[](?P<unit>[^()\[\]]+)[\)\]]\s*$", re.DOTALL
)
_IN_WORDS = re.compile(r"^(?P<label>.*\S) in (?P<unit>\S+)$", re.DOTALL)
_CAMEL_CASE = re.compile(r"[a-z]+(?:[A-Z][a-z]+)+")
_AGGREGATES = ("mean", "average", "median", "total", "sum", "maximum", "minimum")
_MATH = re.compile(r"(?<!\\)\$(.+?)(?<!\\)\$", re.DOTALL)
_FONT = re.compile(
    r"\\(?:math(?:rm|default|regular|bf|it|sf|tt)|text|textbf|textit|operatorname|rm|it|bf)\b\s*"
)
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_MICRO = re.compile(r"\$\\mu\$(?=[A-Za-z]\b)|\\mu\s*(?=\\math(?:rm|regular)\{[A-Za-z]\})")  # "$\mu$m", a unit
_ACCENT = re.compile(r"\\(hat|bar|tilde|vec|dot)\s*\{([^{}]*)\}")
_SIGNS = {
    "approx": "about",
    "cdot": "times",
    "geq": "at least",
    "infty": "infinity",
    "leq": "at most",
    "pm": "plus or minus",
    "sqrt": "square root of",
}
_POWERS = {"2": " squared", "3": " cubed"}
_MAX_TITLE = 120  # characters


class Label(NamedTuple):
    """The label of an axis in words."""

    quantity: str
    unit: str = ""  # in words, if it is known what the unit means
    remark: str = ""  # what stands in brackets after the quantity, if it is no known unit

    def __str__(self) -> str:
        unit = f" in {self.unit}" if self.unit else ""
        return f"{self.quantity}{unit}" + (f", {self.remark}" if self.remark else "")


def read_label(label: str) -> Label:
    """Return the label of an axis in words, to be put into a sentence.

    Examples
    --------
    >>> read_label("Speed [km/h]"), read_label("Votes in favour").unit
    (Label(quantity='speed', unit='kilometers per hour', remark=''), '')
    """
    text = _to_plain(label)
    if _CAMEL_CASE.fullmatch(text):
        text = phrases.split_class_name(text)
    quantity, unit = _split_unit(text)
    match = _IN_BRACKETS.match(text)
    if unit or not match:
        return Label(_lower_first(quantity), unit)
    inside = match["unit"].strip()
    if ":" in inside:  # "(Positive label: 1)"
        return Label(_lower_first(match["label"]))
    if inside.lower() in _AGGREGATES:
        return Label(f"{inside.lower()} {_lower_first(match['label'])}")
    return Label(_lower_first(match["label"]), remark=inside)


def format_axis_label(label: str) -> str:
    """Return the label of an axis in words with its unit.

    Examples
    --------
    >>> [format_axis_label(label) for label in ("Speed [km/h]", "GDP_per_capita", "Price (new)")]
    ['speed in kilometers per hour', 'GDP per capita', 'price, new']
    """
    return str(read_label(label)) if label.strip() else ""


def format_title(text: str) -> str:
    r"""Return a title or a name without markup, with its unit in words.

    Examples
    --------
    >>> [format_title(text) for text in ("Loss of $\\mathrm{model}_1$", "<b>Sales</b><br>by region", "$x^2$")]
    ['Loss of model 1', 'Sales by region', 'x squared']
    """
    plain = _to_plain(text)
    quantity, unit = _split_unit(plain)
    return f"{quantity} in {unit}" if unit else plain


def format_name(name: str) -> str:
    """Return the name of a series or a category as it is spoken; empty if it has none.

    Examples
    --------
    >>> format_name("<b>North</b>"), format_name("_")
    ('North', 'unnamed')
    """
    return phrases.name(format_title(name)) if name.strip() else ""


def words_in(label: str) -> set[str]:
    """Return the words of a label in small letters, to recognize what it is about.

    Examples
    --------
    >>> sorted(words_in("True label (n)"))
    ['label', 'n', 'true']
    """
    return set(re.findall(r"\w+", label.lower()))


def read_number(name: str) -> float:
    """Return the number that a name is, or NaN.

    Examples
    --------
    >>> read_number("1,200"), read_number("minus 3"), read_number("north")
    (1200.0, -3.0, nan)
    """
    try:
        return float(name.replace(",", "").replace("minus ", "-").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return float("nan")


def _to_plain(text: str) -> str:
    text = _MICRO.sub("µ", text)
    text = plain_text.without_markup(_MATH.sub(_math_to_words, text).replace("_", " "))
    plain = plain_text.to_plain(text, _MAX_TITLE)
    plain = plain.replace("\\$", "$").replace(" | ", ", ")
    return re.sub(r"(?<=\w)\s?=\s?(?=\w)", " ", plain)  # "time = Lunch"


def _split_unit(text: str) -> tuple[str, str]:
    """Return a text without the unit at its end, and the unit in words if it has one."""
    match = _IN_BRACKETS.match(text) or _IN_WORDS.match(text)
    unit = unit_in_words(match["unit"].strip(), match["label"]) if match else ""
    return (match["label"], unit) if match and unit else (text, "")


def _math_to_words(match: re.Match[str]) -> str:
    text = _ACCENT.sub(r"\2 \1", _FONT.sub("", match[1]))
    text = re.sub(r"\^\{?\s*\\circ\s*\}?", "°", text)
    text = re.sub(r"\^\{?([23])\}?(?!\d)", lambda power: _POWERS[power[1]], text)
    text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"\1 over \2", text)
    text = re.sub(r"\^\{?\s*[-\u2212]\s*(?=\d)", "^minus ", text)
    text = _COMMAND.sub(lambda command: f" {_SIGNS.get(command[1], command[1])} ", text)
    text = text.replace("=", " equals ").replace("^", " to the power of ")
    return text.replace("_", " ").translate(dict.fromkeys(map(ord, "{}\\")))


def _lower_first(text: str) -> str:
    """Return text with a small first letter, unless its first word is in capitals or mixed case."""
    word = text.split(" ", 1)[0]
    is_ordinary = word[1:].islower() or (len(word) == 1 and len(text) > 1)
    return text[:1].lower() + text[1:] if is_ordinary else text


def words(label: str) -> set[str]:
    """Return the words of a label in small letters.

    Examples
    --------
    >>> sorted(words("Share (percent)"))
    ['percent', 'share']
    """
    return set(label.lower().translate(dict.fromkeys(map(ord, "()[],"), " ")).split())
