"""Put labels and titles of charts into words: "Temperature (°C)" is "temperature in degrees Celsius"."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from ipytts.description.charts.units import unit_in_words
from ipytts.description.wording import phrases, plain_text

_IN_BRACKETS = re.compile(r"^(?P<label>.*\S)(?P<space>\s*)[\(\[](?P<unit>[^()\[\]]+)[\)\]]\s*$", re.DOTALL)
_DEGREES = re.compile(r"^(?P<label>.*\S) (?P<unit>[°º][CF])$", re.DOTALL)
_IN_WORDS = re.compile(r"^(?P<label>.*\S) in (?P<unit>\S+)$", re.DOTALL)
_CAMEL_CASE = re.compile(r"[a-z]+(?:[A-Z][a-z]+)+")
_AGGREGATES = ("mean", "average", "median", "total", "sum", "maximum", "minimum")
_AVERAGE = re.compile(r"^avg of ")  # of plotly express
_NORMALIZED = {"normalized as percent": "percent", "normalized as fraction": ""}  # of plotly express
_MATH = re.compile(r"(?<!\\)\$(.+?)(?<!\\)\$", re.DOTALL)
_FONT = re.compile(
    r"\\(?:math(?:rm|default|regular|bf|it|sf|tt)|text|textbf|textit|operatorname|rm|it|bf)\b\s*"
)
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_MICRO = re.compile(r"\$\\mu\$(?=[A-Za-z]\b)|\\mu\s*(?=\\math(?:rm|regular)\{[A-Za-z]\})")  # "$\mu$m", a unit
_INVERSE = re.compile(r"\$\^\{?\s*[-\u2212]\s*([123])\s*\}?\$|(?<=[A-Za-z])\^\{\s*[-\u2212]\s*([123])\s*\}")
_INVERSES = {"1": "⁻¹", "2": "⁻²", "3": "⁻³"}  # how the powers are written in text
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
_AFTER_QUANTITY = frozenset(
    ["a", "an", "and", "at", "by", "each", "every", "for", "from", "in", "of", "per", "since", "to"]
)
_MAX_TITLE = 120  # characters


class Label(NamedTuple):
    """The label of an axis in words."""

    quantity: str
    unit: str = ""  # in words, if it is known what the unit means
    remark: str = ""  # what stands after the quantity, in its brackets, if it is no known unit

    def __str__(self) -> str:
        unit = f" in {self.unit}" if self.unit else ""
        return f"{self.quantity}{unit}" + (f" {self.remark}" if self.remark else "")


def read_label(label: str) -> Label:
    """Return the label of an axis in words, to be put into a sentence.

    Examples
    --------
    >>> read_label("Speed [km/h]"), read_label("Votes in favour").unit
    (Label(quantity='speed', unit='kilometers per hour', remark=''), '')
    """
    text = _AVERAGE.sub("mean ", to_plain(label.replace("_", " ")))
    if _CAMEL_CASE.fullmatch(text):
        text = phrases.split_class_name(text)
    if not plain_text.has_words(text) and (symbol := unit_in_words(text, "")):
        return Label(symbol)  # "%"
    quantity, unit = _split_unit(text)
    match = _IN_BRACKETS.match(quantity)
    if unit or not (match and match["space"]):  # "y(t + 1)" is a quantity
        return Label(_lower_first(quantity), unit)
    inside = match["unit"].strip()
    if ":" in inside:  # "(Positive label: 1)"
        return Label(_lower_first(match["label"]))
    if inside in _NORMALIZED:
        of = "" if match["label"].lower() == "count" else f" of {_lower_first(match['label'])}"
        return Label(f"share{of}", _NORMALIZED[inside])
    if inside.lower() in _AGGREGATES:
        return Label(f"{inside.lower()} {_lower_first(match['label'])}")
    return Label(_lower_first(match["label"]), remark=quantity[match.end("space") :].strip())


def format_axis_label(label: str) -> str:
    """Return the label of an axis in words with its unit.

    Examples
    --------
    >>> [format_axis_label(label) for label in ("Speed [km/h]", "GDP_per_capita", "Price (new)")]
    ['speed in kilometers per hour', 'GDP per capita', 'price (new)']
    """
    return str(read_label(label)) if label.strip() else ""


def format_title(text: str) -> str:
    r"""Return a title with its formulas and its unit in words; the name of a variable has spaces for "_".

    Examples
    --------
    >>> [format_title(text) for text in ("Loss of $\\mathrm{model}_1$", "list<str>, a_b=2", "body_mass")]
    ['Loss of model 1', 'list<str>, a_b=2', 'body mass']
    """
    plain = to_plain(text.replace("_", " ") if text.isidentifier() else text)
    quantity, unit = _split_unit(plain)
    return f"{quantity} in {unit}" if unit else quantity


def format_name(name: str) -> str:
    """Return the name of a series as it is spoken; empty if it has none.

    Examples
    --------
    >>> format_name("daily_mean"), format_name("_")
    ('daily mean', 'unnamed')
    """
    return phrases.name(format_title(name)) if name.strip() else ""


def format_category(name: str) -> str:
    """Return the name of a category on an axis as it is spoken; empty if it has none.

    Examples
    --------
    >>> format_category("my_file.py"), format_category("+"), format_category("$10^3$")
    ('my_file.py', 'plus sign', '10 cubed')
    """
    plain = format_title(name) if not name.isidentifier() else name
    return plain_text.name_marks(plain) if plain and not plain_text.has_words(plain) else plain


def words_in(label: str) -> set[str]:
    """Return the words of a label in small letters, and its percent sign, to recognize what it is about.

    Examples
    --------
    >>> sorted(words_in("True label (n)"))
    ['label', 'n', 'true']
    """
    return set(re.findall(r"\w+|%", label.lower()))


def is_of_years(label: str) -> bool:
    """Return whether the quantity of a label is a year: its last word before a preposition is "year".

    Examples
    --------
    >>> [is_of_years(label) for label in ("model year", "year of birth", "cost per year", "cost each year")]
    [True, True, False, False]
    """
    quantity = label.lower().partition("(")[0].split()
    head = list(itertools.takewhile(lambda word: word not in _AFTER_QUANTITY, quantity))
    return head[-1:] == ["year"]


def read_number(name: str) -> float:
    """Return the number that a name is, or NaN.

    Examples
    --------
    >>> read_number("1,200"), read_number("-3"), read_number("north")
    (1200.0, -3.0, nan)
    """
    try:
        return float(name.replace(",", "").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return float("nan")


def to_plain(text: str) -> str:
    r"""Return a label or a name on one line of at most 120 characters, with its formulas in words.

    Examples
    --------
    >>> to_plain("$10^3$"), to_plain("Price ($)")
    ('10 cubed', 'Price ($)')
    """
    text = _INVERSE.sub(lambda power: _INVERSES[power[1] or power[2]], _MICRO.sub("µ", text))
    plain = plain_text.to_plain(_MATH.sub(_math_to_words, text), _MAX_TITLE)
    return plain.replace("\\$", "$")


def _spell_inverses(text: str) -> str:
    """Return a text with the powers of units that are not known in words: "s to the minus 1"."""
    for digit, sign in _INVERSES.items():
        text = text.replace(sign, f" to the minus {digit}")
    return text


def _split_unit(text: str) -> tuple[str, str]:
    """Return a text without the unit at its end, and the unit in words if it has one."""
    match = _IN_BRACKETS.match(text) or _IN_WORDS.match(text) or _DEGREES.match(text)
    unit = unit_in_words(match["unit"].strip(), match["label"]) if match else ""
    return (_spell_inverses(match["label"]), unit) if match and unit else (_spell_inverses(text), "")


def _math_to_words(match: re.Match[str]) -> str:
    text = _ACCENT.sub(r"\2 \1", _FONT.sub("", re.sub(r"\\[,;:!]", " ", match[1])))
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
    is_ordinary = (word[1:].islower() and word[1] != "(") or (len(word) == 1 and len(text) > 1)
    return text[:1].lower() + text[1:] if is_ordinary else text


def has_letters(name: str) -> bool:
    """Return whether a name has letters, unlike a number or a range."""
    return any(map(str.isalpha, name))


def without_side(name: str) -> str:
    """Return the name of a series without the side of its axis, which pandas adds in the legend.

    Examples
    --------
    >>> without_side("riders (right)")
    'riders'
    """
    return name.removesuffix(" (right)")
