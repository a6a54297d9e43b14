"""Numbers, percentages and counts in words.

Voices misread ``1e-9``, ``-3``, ``NaN``, ``2024-01-03`` and ``3x4``. They read ``1,234.5``, ``4.2 billion``,
``minus 3``, ``January 3, 2024`` and ``3 by 4`` correctly.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

Real = int | float | Decimal | Fraction

_SCALES: tuple[tuple[int, str], ...] = (
    (10**12, " trillion"),
    (10**9, " billion"),
    (10**6, " million"),
    (0, ""),
)
_MILLION = 10**6  # whole numbers below it are not rounded
_LARGE = 10**15  # this number and larger ones are worded with a power of ten
_SMALL = 1e-4  # smaller numbers are worded with a power of ten
_FLOAT_LIMIT = 10**300  # a larger number may not fit into a float
_EXACT_DIGITS = 4  # significant digits; a number with no more of them is not rounded
_NEARLY_ONE = 0.99  # from here to 1, a number gets more digits: an accuracy below 1 must not sound like 1
_ONE, _ALMOST_ONE = "1", "almost 1"
_NEARLY_ONE_DIGITS = 7  # significant digits, at most
_MOST_SINGLE_DIGITS = 7  # significant digits of the one number of a result, at most
#: Of a number: floats that differ by less are equal but for rounding errors.
ROUNDING = 1e-12
_MOST_DIGITS = 13  # significant digits; floats that differ by more than rounding errors differ in these
_DIGIT_BY_DIGIT = 10**60  # larger whole numbers are worded with a power of ten, however close they are
_SMALLEST_SHARE = 0.0005  # a smaller one would be rounded to "0 percent"
_IRREGULAR = {
    "axis": "axes",
    "leaf": "leaves",
    "epoch": "epochs",
    "hypothesis": "hypotheses",
    "index": "indexes",
    "matrix": "matrices",
    "series": "series",
}


def number(value: Real, digits: int = 3) -> str:
    """Return a number in words and digits, rounded for the ear.

    A rounded number has `digits` significant digits. Whole numbers below a million, and numbers of at most
    four significant digits, are not rounded.

    Examples
    --------
    >>> [number(x) for x in (5.84333, -3, 53_940, 4_183_000_000, 2.5e-9, float("nan"))]
    ['5.84', 'minus 3', '53,940', '4.183 billion', '2.5 times 10 to the minus 9', 'not a number']
    """
    special = _special(value)
    if special:
        return special
    if value < 0:
        words = number(-value, digits)
        return f"almost minus {_ONE}" if words == _ALMOST_ONE else f"minus {words}"
    if value >= _LARGE or value < _SMALL:
        return _with_power_of_ten(value, digits)
    if value < _MILLION and value == int(value):
        return f"{int(value):,}"
    rounded = _round_millions(float(value), digits)
    if rounded >= _LARGE:
        return _with_power_of_ten(rounded, digits)
    scale, name = next(pair for pair in _SCALES if rounded >= pair[0])
    return f"{_decimal(rounded / (scale or 1), digits)}{name}"


def single(value: Real, digits: int = 3) -> str:
    """Return the one number of a result in words: with enough digits not to sound like a whole number.

    Examples
    --------
    >>> single(1002.5), single(12_345.678), single(4.9996), single(4.999999999), single(-2.00000004)
    ('1,002.5', '12,345.7', '4.9996', 'almost 5', 'just below minus 2')
    """
    if not is_finite(value) or not -_MILLION < value < _MILLION or _is_whole(value):
        return number(value, digits)
    for count in range(digits, _MOST_SINGLE_DIGITS + 1):
        words = number(value, count)
        if words not in (number(math.floor(value)), number(math.ceil(value))):
            return words
    nearest = round(value)
    if nearest == 0:
        return words
    is_short_of = (value < nearest) == (value > 0)
    position = "almost" if is_short_of else "just over" if value > 0 else "just below"
    return f"{position} {number(nearest)}"


def _is_whole(value: Real) -> bool:
    """Return whether a number below a million is whole, but for rounding errors."""
    return are_equal(float(value), float(round(value)))


def apart(values: Sequence[Real]) -> list[str]:
    """Return numbers in words, with as many digits as it takes to keep different numbers apart.

    Examples
    --------
    >>> apart([3.14159, 3.14161, 2]), apart([0.1 + 0.2, 0.3]), apart([10**15, 10**15 + 1])
    (['3.14159', '3.14161', '2'], ['0.3', '0.3'], ['1,000,000,000,000,000', '1,000,000,000,000,001'])
    """
    in_words = {value: number(value) for value in values}
    for digits in range(4, _MOST_DIGITS + 1):
        alike = _alike(in_words)
        if not alike:
            break
        in_words.update((value, number(value, digits)) for value in alike)
    in_words.update((value, _digit_by_digit(value)) for value in _alike(in_words))
    return [in_words[value] for value in values]


def listed(values: Sequence[Real]) -> list[str]:
    """Return the numbers of a list in words, all with the same number of decimals if some are rounded.

    Numbers of different sizes, and those that need more digits to be kept apart, are as `apart` returns them.

    Examples
    --------
    >>> listed([0.95035, 0.96035, 0.9604]), listed([1.5, 2, 2.25]), listed([0.95035, 120])
    (['0.950', '0.960', '0.960'], ['1.5', '2', '2.25'], ['0.95', '120'])
    """
    texts = apart(values)
    sizes = [abs(float(value)) for value in values if value and -_MILLION < value < _MILLION]
    are_alike = len(sizes) == len(values) and min(sizes, default=0) >= _SMALL and max(sizes) < 10 * min(sizes)
    is_rounded = are_alike and any(_with_few_digits(size, 3) is None for size in sizes)
    if not is_rounded or texts != list(map(number, values)):
        return texts
    places = max(0, 2 - math.floor(math.log10(min(sizes))))
    aligned = [f"{float(value):,.{places}f}".replace("-", "minus ") for value in values]
    is_false = any(
        float(text.replace(",", "").replace("minus ", "-")).is_integer() and not _is_whole(value)
        for text, value in zip(aligned, values, strict=True)
    )
    return texts if is_false else aligned


def are_equal(one: Any, other: Any) -> bool:
    """Return whether two values are equal; floats may differ by rounding errors.

    Examples
    --------
    >>> are_equal(0.1 + 0.2, 0.3), are_equal(2**62, 2**62 + 1)
    (True, False)
    """
    are_numbers = isinstance(one, Real) and isinstance(other, Real)
    if one == other or not are_numbers or not (isinstance(one, float) or isinstance(other, float)):
        return bool(one == other)
    return max(abs(one), abs(other)) < _FLOAT_LIMIT and math.isclose(one, other, rel_tol=ROUNDING)


def is_finite(value: Real) -> bool:
    """Return whether a number is neither infinite nor "not a number", however large it is."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return not isinstance(value, float) or math.isfinite(value)


def _alike(in_words: Mapping[Real, str]) -> list[Real]:
    """Return the numbers that have the words of a different number."""
    by_words = defaultdict(list)
    for value, words in in_words.items():
        by_words[words].append(value)
    return [
        value for values in by_words.values() if not are_equal(min(values), max(values)) for value in values
    ]


def _digit_by_digit(value: Real) -> str:
    """Return a whole number or a decimal with all its digits; another number as `number` does."""
    if not isinstance(value, (int, Decimal)) or not -_DIGIT_BY_DIGIT < value < _DIGIT_BY_DIGIT:
        return number(value, _MOST_DIGITS)
    digits = f"{abs(value):,f}" if isinstance(value, Decimal) else f"{abs(value):,}"
    return f"minus {digits}" if value < 0 else digits


def _special(value: Real) -> str:
    """Return words for zero, infinity and "not a number"; empty for any other number."""
    if value.is_nan() if isinstance(value, Decimal) else value != value:  # noqa: PLR0124 - also a Fraction
        return "not a number"
    if value in (math.inf, -math.inf):
        return "infinity" if value > 0 else "minus infinity"
    return "" if value else "0"


def _round_millions(value: float, digits: int) -> float:
    """Return a number of about a million or more to significant digits: it may reach a larger scale."""
    if value < _MILLION - 0.5:
        return value
    return _with_few_digits(value, digits) or float(f"{value:.{digits - 1}e}")


def _decimal(value: float, digits: int) -> str:
    short = _with_few_digits(value, digits)
    if short is not None:
        return _without_trailing_zeros(f"{short:,.12f}")
    most = max(digits, _NEARLY_ONE_DIGITS) if _NEARLY_ONE < value < 1 else digits
    for count in range(digits, most + 1):
        decimals = max(0, count - 1 - math.floor(math.log10(value)))
        rounded = _without_trailing_zeros(f"{value:,.{decimals}f}")
        if rounded != _ONE:
            return rounded
    return _ALMOST_ONE if most > digits else rounded


def _with_few_digits(value: float, digits: int) -> float | None:
    """Return a number that has few digits but for rounding errors; None for one that is to be rounded."""
    text = f"{value:.{max(12, digits)}g}"
    count = len(text.partition("e")[0].replace(".", "").strip("0"))
    return float(text) if count <= _EXACT_DIGITS else None


def _without_trailing_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_power_of_ten(value: Real, digits: int) -> str:
    if value >= _FLOAT_LIMIT and not isinstance(value, Decimal):
        logarithm = math.log10(int(value))
        exponent = math.floor(logarithm)
        mantissa = 10 ** (logarithm - exponent)
    else:
        value = value if isinstance(value, (int, Decimal)) else float(value)
        factor, _, power = f"{value:.{digits - 1}e}".partition("e")
        mantissa, exponent = float(factor), int(power)
    factor = _without_trailing_zeros(f"{mantissa:.{digits - 1}f}")
    if factor == "10":
        factor, exponent = "1", exponent + 1
    in_words = f"10 to the {number(exponent)}"
    return in_words if factor == "1" else f"{factor} times {in_words}"


def percent(share: float) -> str:
    """Return a share of 1 in percent; a share below 1 is never "100 percent", one above 0 never "0 percent".

    Examples
    --------
    >>> percent(0.945), percent(1), percent(0.99999), percent(0.00001)
    ('94.5 percent', '100 percent', 'almost 100 percent', 'under 0.1 percent')
    """
    if not math.isfinite(100 * share):
        return number(share)
    if 0 < share < _SMALLEST_SHARE:
        return "under 0.1 percent"
    rounded = _without_trailing_zeros(f"{100 * share:.1f}")
    if rounded == "100" and share < 1:
        return "almost 100 percent"
    return f"{rounded.replace('-', 'minus ')} percent"


def plural(noun: str) -> str:
    """Return the plural of a noun that descriptions use; the rules do not cover all of English.

    Examples
    --------
    >>> plural("row"), plural("category"), plural("class"), plural("box plot")
    ('rows', 'categories', 'classes', 'box plots')
    """
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def with_noun(count: int, noun: str) -> str:
    """Return a count with its noun, which is given in the singular.

    Examples
    --------
    >>> with_noun(3, "row"), with_noun(1, "column"), with_noun(0, "class"), with_noun(1_234_567, "row")
    ('3 rows', '1 column', 'no classes', '1.23 million rows')
    """
    if count == 0:
        return f"no {plural(noun)}"
    return f"{number(count)} {noun if count == 1 else plural(noun)}"


def times(count: float) -> str:
    """Return a number of occurrences in words.

    Examples
    --------
    >>> times(1), times(2), times(3)
    ('once', 'twice', '3 times')
    """
    return {1: "once", 2: "twice"}.get(int(count), f"{number(count)} times")


def ordinal(count: int) -> str:
    """Return an ordinal number.

    Examples
    --------
    >>> ordinal(1), ordinal(12), ordinal(22)
    ('first', '12th', '22nd')
    """
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    if 1 <= count <= len(words):
        return words[count - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th") if count % 100 not in (11, 12, 13) else "th"
    return f"{count:,}{ending}"


def correlation(coefficient: float) -> str:
    """Return a correlation coefficient with two decimals, or with more if it would sound like 1.

    Examples
    --------
    >>> correlation(0.4567), correlation(-0.9983), correlation(1), correlation(0.99999999)
    ('0.46', 'minus 0.9983', '1', 'almost 1')
    """
    rounded = round(coefficient, 2)
    return number(rounded if abs(rounded) < 1 else coefficient)
