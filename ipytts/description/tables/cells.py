"""Format names, labels and values of a table, as words and as facts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from ipytts.description.tables.model import Column, Labels
from ipytts.description.wording import dates, numbers, phrases
from ipytts.description.wording.facts import plain_value
from ipytts.description.wording.phrase import Fact

#: Also of a statistic of years, such as "hire year max".
_YEAR_NAME = re.compile(
    r"(?:years?|\byr|^y|(?:\b|_)date|^dob|\b(?:year|date)[ _]of[ _]\w+)"
    r"(?:[ _](?:min|max|first|last|mean|median|mode))?$",
    re.IGNORECASE,
)
_YEARS = range(1000, 3000)
_RECENT = range(1700, 2101)  # years that tables are about, mostly
_WHOLE = re.compile(r"0|[1-9]\d{0,2}|1[7-9]\d\d|20\d\d")
_TRUTH = {"yes", "no", "true", "false"}
#: Nouns for people; those for whom it is false are "non-smokers".
_PEOPLE = {
    *("smoker", "drinker", "member", "subscriber", "user", "customer", "owner", "homeowner", "survivor"),
    *("student", "speaker", "worker", "driver", "voter", "passenger", "winner", "resident", "citizen"),
    *("donor", "buyer", "reader", "employee", "traveler", "responder", "vegetarian", "diabetic"),
}
COUNT_NAMES = ("count", "counts", "len")  # of a series of counts
SHARE_NAME = "proportion"  # that pandas gives
TOTALS = ("All", "Total", "all", "total")  # labels of the totals of other rows
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_IDENTIFIERS = {
    *(
        "id",
        "ids",
        "uid",
        "uuid",
        "guid",
        "code",
        "codes",
        "zip",
        "zipcode",
        "postcode",
        "plz",
        "phone",
        "fax",
    ),
    *("isbn", "issn", "ean", "sku", "ssn", "iban", "barcode"),
}
#: Such a column holds identifiers if no two of its values are equal; else it may count something.
_IDENTIFIERS_IF_UNIQUE = {"no", "nr", "num", "number", "key", "account", "serial", "ref", "reference"}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_WITHOUT_NAME = "column without a name"


def column_names(labels: Iterable[Any], columns_name: str = "") -> list[str]:
    """Return the names of columns as they are spoken, such that each is known from the others.

    Examples
    --------
    >>> column_names(["sepal_length", None, "a", "a", 3, 2024])
    ['sepal length', 'the column without a name', 'the first a', 'the second a', 'column 3', '2024']
    """
    names = [_column_name(label, columns_name) for label in labels]
    whole = full_names(names)
    names = [whole.get(name, name) for name in names]
    counts, seen = Counter(names), Counter[str]()
    unique = []
    for name in names:
        seen[name] += 1
        if counts[name] > 1:
            unique.append(f"the {_ordinal(seen[name])} {name}")
        else:
            unique.append(f"the {name}" if name == _WITHOUT_NAME else name)
    return unique


def series_name(key: Any) -> str:
    """Return the name of a series as it is spoken; empty for one that has none.

    Examples
    --------
    >>> series_name("n_trips"), series_name(3), series_name(2024), series_name(None)
    ('n trips', 'series 3', '2024', '')
    """
    if is_missing_name(key):
        return ""
    name = phrases.name(key)
    return f"series {name}" if type(key) in (int, float) and key not in _YEARS else name


def full_names(values: Sequence[Any]) -> dict[str, str]:
    """Return the full names of values, but for those of totals, if all are abbreviated weekdays or months."""
    others = [value for value in values if value not in TOTALS]
    return dates.full_names(others) if all(type(value) is str for value in others) else {}


def format_truth(name: str, words: str) -> str:
    """Return a yes or a no with its name: "late no", "non-smokers"; "all together" for a total."""
    if name and words in ("All", "all"):
        return "all together"
    if name.lower() in _PEOPLE and words.lower() in _TRUTH:
        people = numbers.plural(name.lower())
        return people if words.lower() in ("yes", "true") else f"non-{people}"
    return f"{name} {words.lower()}".strip() if words.lower() in _TRUTH else words


def _column_name(label: Any, columns_name: str) -> str:
    if is_missing_name(label):
        return _WITHOUT_NAME
    is_number = type(label) in (int, float) and (label not in _YEARS or label != int(label))
    name = phrases.name(int(label) if type(label) is float and label == int(label) else label)
    return f"column {name}" if is_number and not columns_name else name


def _ordinal(position: int) -> str:
    return _ORDINALS[position - 1] if position <= len(_ORDINALS) else f"number {position}"


def is_missing_name(label: Any) -> bool:
    """Return whether a label is no name: None, NaN or an empty text."""
    is_nan = type(label) is float and math.isnan(label)
    return label is None or is_nan or (type(label) is str and not label.strip())


def is_year(column: Column) -> bool:
    """Return whether a column holds years."""
    return bool(format_year(column.name, column.low) and format_year(column.name, column.high))


def format_year(name: str, number: Any) -> str:
    """Return a year, or a mean of years, without a separator; empty if it is not one by name and number.

    Examples
    --------
    >>> [format_year("birthyear", number) for number in (1985, 2020.5, 12)], format_year("price", 1985)
    (['1985', '2020.5', ''], '')
    """
    if type(number) not in (int, float) or not _YEARS.start <= number < _YEARS.stop:
        return ""
    text = str(int(number)) if number == int(number) else f"{number:.1f}".removesuffix(".0")
    return text if names_year(name) else ""


def names_year(name: Any) -> bool:
    """Return whether a name is one of years or of dates."""
    return type(name) is str and bool(_YEAR_NAME.search(name))


def names_identifiers(name: Any, *, are_unique: bool) -> bool:
    """Return whether a name is one of identifiers, whole numbers that are neither sizes nor amounts.

    Examples
    --------
    >>> [names_identifiers(name, are_unique=False) for name in ("customer_id", "zipCode", "paid", "number")]
    [True, True, False, False]
    """
    words = _WORD.findall(name) if type(name) is str else []
    last = words[-1].lower() if words else ""
    return last in _IDENTIFIERS or (are_unique and last in _IDENTIFIERS_IF_UNIQUE)


def are_unnamed_years(labels: Sequence[Any]) -> bool:
    """Return whether whole numbers without a name are years: equal steps apart, and none other than recent.

    Examples
    --------
    >>> are_unnamed_years([1928, 1929, 1930]), are_unnamed_years([1900, 2000]), are_unnamed_years([0, 1, 2])
    (True, True, False)
    """
    steps = {later - earlier for earlier, later in pairwise(labels)}
    return len(steps) == 1 and min(steps) > 0 and labels[0] in _RECENT and labels[-1] in _RECENT


def format_by_name(name: Any, item: Any) -> str:
    """Return a year or an identifier in words, by the name of the value; empty for another value.

    Examples
    --------
    >>> format_by_name("order_id", 1001), format_by_name("year", 2019), format_by_name("price", 2019)
    ('1001', '2019', '')
    """
    if type(name) is not str:
        return ""
    is_whole = type(item) is int or (type(item) is float and item.is_integer())
    return (
        str(int(item)) if is_whole and names_identifiers(name, are_unique=True) else format_year(name, item)
    )


def number_labels(values: Sequence[int], series: Any) -> Labels | None:
    """Return whole numbers without a name as the labels of a series with a name, or with None.

    None if they only number its rows from 0 on, unless it has the name of counts, which are those of values.
    """
    if list(values) == list(range(len(values))) and series not in (*COUNT_NAMES, SHARE_NAME):
        return None
    return Labels(noun="label", values=values, first=values[0], last=values[-1])


def format_value(column: Column, item: Any) -> str:
    """Return a value of a column in words."""
    if type(item) is not list and (words := column.shown.get(item) or column.full_names.get(item)):
        return words
    if column.kind == "identifier" and type(item) in (int, float):
        return str(int(item))
    return format_year(column.name, item) or phrases.value(item)


def format_cells(column: Column, items: Sequence[Any], labels: Labels | None) -> list[str]:
    """Return all values of a column in words; one whose row is called a year, or an identifier, is one."""
    texts = format_apart(column, items)
    if not labels or labels.name or not labels.values or column.kind == "identifier":
        return texts
    return [
        format_by_name(label, item) or text
        for label, item, text in zip(labels.values, items, texts, strict=False)
    ]


def format_apart(column: Column, items: Sequence[Any]) -> list[str]:
    """Return values of a column in words; numbers have as many digits as it takes to keep them apart."""
    in_words = [format_value(column, item) for item in items]
    if column.kind != "identifier" and not is_year(column) and not column.shown:
        found = [index for index, item in enumerate(items) if type(item) in (int, float)]
        for index, text in zip(found, numbers.apart([items[index] for index in found]), strict=True):
            in_words[index] = text
    return in_words


def format_label(labels: Labels, label: Any) -> str:
    """Return a label in words; a number, a yes or a no follows the name of the labels; a year has none."""
    if type(label) is str and _WHOLE.fullmatch(label):
        label = int(label)  # in words like a number: both are written alike
    if type(label) not in (int, float):
        words = labels.full_names.get(label) if type(label) is str else None
        return words or format_truth(labels.name, phrases.value(label))
    name = labels.name or labels.noun
    if type(label) is int and label in _RECENT:
        return str(label) if names_year(labels.name) else f"{name} {label}".strip()
    if not labels.name and labels.is_chronological and label == int(label):
        return str(int(label))
    if names_identifiers(labels.name, are_unique=True) and label == int(label):
        return f"{labels.name} {int(label)}"
    return format_year(labels.name, label) or f"{name} {phrases.value(label)}".strip()


def format_label_alone(labels: Labels, label: Any) -> str:
    """Return a label in words where the name of the labels has been said before."""
    if type(label) not in (int, float):
        return format_label(labels, label)
    if names_identifiers(labels.name, are_unique=True) and label == int(label):
        return str(int(label))
    return format_year(labels.name, label) or phrases.value(label)


def value_fact(column: Column, item: Any, method: str, at: Any = None, *, text: str = "") -> Fact:
    """Return a value of a column as a fact; `at` is the label of its row."""
    where = None if at is None else plain_value(at)
    return Fact(text or format_value(column, item), plain_value(item), method, column.key, where)
