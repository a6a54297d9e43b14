"""Describe a dict of dicts that have the same numbers, such as the metrics of several models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ipytts.description.detail import Detail
from ipytts.description.formatters.number_lists import to_plain_items
from ipytts.description.wording import grammar, numbers, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.metric_names import direction, spoken_name
from ipytts.description.wording.phrase import Description, Phrase, Words, join_some, join_with, phrase

_MOST_NAMES = 12  # of numbers in each entry
_OPENING_NAMES = 5
_MOST_ENTRIES = 2_000
_LISTED: dict[Detail, int] = {"brief": 0, "normal": 5, "full": 25}  # entries, at most
_COMPARED: dict[Detail, int] = {"brief": 1, "normal": 6, "full": 12}  # numbers of each entry, at most
_EQUAL_NAMES = 3  # entries of the same number that are named
_NUMBERS = (int, float)
_SPLITS = {
    "train": "training",
    "training": "training",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "dev": "development",
    "test": "test",
    "testing": "test",
    "holdout": "hold-out",
}

Scores = dict[str, dict[str, float]]


def parse_dict(entries: Mapping[Any, Any]) -> Scores | None:
    """Return the numbers of each entry by name; None if an entry has other values or other names."""
    first = next(iter(entries.values()), None)
    if type(first) is not dict or not 2 <= len(entries) <= _MOST_ENTRIES or not 0 < len(first) <= _MOST_NAMES:
        return None
    if not all(type(name) is str for name in (*entries, *first)):
        return None
    for inner in entries.values():
        if type(inner) is not dict or inner.keys() != first.keys():
            return None
    scores = {
        entry: dict(zip(first, to_plain_items([*map(inner.get, first)]), strict=True))
        for entry, inner in entries.items()
    }
    values = [value for inner in scores.values() for value in inner.values()]
    are_numbers = all(type(value) in _NUMBERS and numbers.is_finite(value) for value in values)
    return scores if are_numbers else None


def describe_scores(scores: Scores, detail: Detail) -> Description:
    """Return which entries have the best, or the highest and lowest, numbers, then those of each entry."""
    return Description.of(_sentences(scores, detail))


def _sentences(scores: Scores, detail: Detail) -> Iterator[Words]:
    names = list(next(iter(scores.values())))
    if all(map(_split, scores)):
        yield join_with("; ", [_of_splits(scores, name) for name in names])
        return
    most = _COMPARED[detail]
    spoken = join_some([spoken_name(name) for name in names], _OPENING_NAMES)
    opening = phrase("{} for {}", spoken, counted(len(scores), "entry", "size"))
    best = _best_of_all(scores, names)
    compared = [_compare(scores, name) for name in names[:most]]
    if best:
        yield phrase("{}: {} is best by {}", opening, best, "both" if len(names) == 2 else "all of them")
    else:
        yield phrase("{}: {} is {}", opening, *compared.pop(0))
    if detail == "brief":
        return
    for name, comparison in compared:
        yield phrase("{}: {}", name, comparison)
    for entry, values in list(scores.items())[: _LISTED[detail]]:
        yield phrase("{}: {}", phrases.value(entry), join_with("; ", _listed(scores, entry, values)))
    left = len(scores) - _LISTED[detail]
    if left > 0:
        yield phrase("there {} {}", grammar.are(left), counted(left, "more entry", "count of others"))


def _split(name: str) -> str:
    """Return the part of the data that an entry is about, such as "training"; empty for another entry."""
    return _SPLITS.get(name.lower().removesuffix("_set").removesuffix(" set"), "")


def _of_splits(scores: Scores, name: str) -> Phrase:
    """Return a number of each part of the data: none of these is better than another."""
    texts = numbers.apart([inner[name] for inner in scores.values()])
    listed = [
        phrase("{} in {}", number_fact(inner[name], "value", name, at=entry, text=text), _split(entry))
        for (entry, inner), text in zip(scores.items(), texts, strict=True)
    ]
    return phrase("{} {}", spoken_name(name), join_with(", ", listed))


def _best_of_all(scores: Scores, names: Sequence[str]) -> str:
    """Return the entry that alone is best by each of several metrics; empty without one."""
    if len(names) < 2 or not all(map(direction, names)):
        return ""
    winners = {tuple(_holders(scores, name, max if direction(name) > 0 else min)) for name in names}
    winner = winners.pop()
    return phrases.value(winner[0]) if not winners and len(winner) == 1 else ""


def _holders(scores: Scores, name: str, extreme: Any) -> list[str]:
    wanted = extreme(inner[name] for inner in scores.values())
    return [entry for entry, inner in scores.items() if numbers.are_equal(inner[name], wanted)]


def _compare(scores: Scores, name: str) -> tuple[str, Phrase]:
    """Return the name of a metric, and the entries that have its best and its worst value."""
    values = [inner[name] for inner in scores.values()]
    texts = dict(zip(values, numbers.apart(values), strict=True))
    spoken = spoken_name(name)
    if numbers.are_equal(min(values), max(values)):
        return spoken, phrase("{} for each", number_fact(values[0], "minimum", name))
    better = direction(name)
    extremes = [(max, "maximum"), (min, "minimum")]
    parts = [
        phrase(
            "{} for {}, {}",
            word,
            str(join_some(list(map(phrases.value, _holders(scores, name, extreme))), _EQUAL_NAMES)),
            number_fact(extreme(values), method, name, text=texts[extreme(values)]),
        )
        for word, (extreme, method) in zip(
            ("best", "worst") if better else ("highest", "lowest"),
            extremes if better >= 0 else reversed(extremes),
            strict=True,
        )
    ]
    return spoken, join_with("; ", parts)


def _listed(scores: Scores, entry: str, values: Mapping[str, float]) -> Iterator[Phrase]:
    for name, value in values.items():
        of_all = [inner[name] for inner in scores.values()]
        text = numbers.apart([value, *of_all])[0]
        yield phrase("{} {}", spoken_name(name), number_fact(value, "value", name, at=entry, text=text))
