"""Find the metrics of a training by epoch: in a dict of lists, a list of dicts, or an object with both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ipytts.description.formatters.number_lists import to_numbers
from ipytts.description.models.histories import History
from ipytts.description.wording.metric_names import is_metric

_STEPS = ("epoch", "step", "iteration", "iter", "round")  # keys of the number of a step
_BESIDE_METRICS = {"lr", "rate", "time", "seconds", "duration"}  # words of names of what is recorded, too


def parse_dict(entries: Mapping[Any, Any]) -> History | None:
    """Return the history in a dict of lists, or in a dict of such dicts; None if it is none."""
    flat = _flat(entries)
    noun = next((name for name in flat if name in _STEPS), "")
    curves = {name: values for name, values in flat.items() if name != noun}
    lengths = {len(values) for values in flat.values()}
    if len(lengths) != 1 or min(lengths) < 2 or not _are_metrics(curves):
        return None
    count = lengths.pop()
    steps = [int(step) for step in flat[noun]] if noun else range(1, count + 1)
    return History(curves, steps, _noun(noun) if noun else _noun("round" if _is_nested(entries) else "epoch"))


def _are_metrics(names: Iterable[str]) -> bool:
    """Return whether most of the names are of metrics, those of rates and times apart."""
    others = [name for name in names if not _BESIDE_METRICS & set(name.lower().split("_"))]
    return 2 * sum(map(is_metric, others)) > len(others)


def parse_records(records: Sequence[Any]) -> History | None:
    """Return the history in a list of dicts with the metrics of one epoch each; None if it is none."""
    first = records[0] if records else None
    if type(first) is not dict or not all(type(name) is str for name in first):
        return None
    if not any(name in first for name in _STEPS):
        return None
    if any(type(record) is not dict or record.keys() != first.keys() for record in records):
        return None
    return parse_dict({name: [record[name] for record in records] for name in first})


def _flat(entries: Mapping[Any, Any]) -> dict[str, list[float]]:
    """Return the lists of numbers by name, those of a dict of dicts by both names; empty for other values."""
    flat: dict[str, list[float]] = {}
    for name, value in entries.items():
        inner = (
            {f"{name} {key}": item for key, item in value.items()} if type(value) is dict else {name: value}
        )
        for key, item in inner.items():
            values = to_numbers(item)
            if type(key) is not str or values is None:
                return {}
            flat[key] = values
    return flat


def _is_nested(entries: Mapping[Any, Any]) -> bool:
    return all(type(value) is dict for value in entries.values())


def _noun(key: str) -> str:
    return "iteration" if key == "iter" else key
