"""Describe what is recorded of trainings in tables, dicts and trials: fastai, Hugging Face, Optuna."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.documents.speakable.speakable_text import as_sentence, to_speakable
from ipytts.description.models.histories import History, describe_history
from ipytts.description.wording import grammar, phrases
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.metric_names import is_metric
from ipytts.description.wording.phrase import Description, phrase

_STEPS = ("epoch", "step", "iteration")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_MAX_OTHER_LINES = 3
_RECORD = re.compile(r"\{'(?:loss|eval_\w+|train_\w+)': .*'epoch': .*\}")
_NOT_LEARNED = {
    "rate",
    "grad",
    "norm",
    "runtime",
    "second",
    "seconds",
    "steps",
    "samples",
    "flos",
    "tokens",
    "epoch",
    "time",
}
_TRIAL = re.compile(
    r"(?:\[I [^\]]*\] )?Trial (\d+) finished with value: (\S+) and parameters: (\{.*\})\.? "
    r"Best is trial (\d+) with value: (\S+?)\.?\s*\Z"
)
_STUDY = re.compile(r"(?:\[I [^\]]*\] )?A new study created")
_MAX_PARAMETERS = 8


def describe_training_table(tables: Sequence[Sequence[Sequence[str]]], detail: Detail) -> str:
    """Return words for the table of a training, given the cells of the tables of a page; empty for others.

    Examples
    --------
    >>> cells = [["epoch", "valid_loss", "time"], ["0", "0.91", "00:07"], ["1", "0.55", "00:07"]]
    >>> describe_training_table([cells], "normal")
    'A training history of 2 epochs: validation loss falls from 0.91 to 0.55.'
    """
    rows = [row for row in (tables[0] if len(tables) == 1 else ()) if any(row)]
    if (
        len(rows) < 3
        or rows[0][0].strip().lower() not in _STEPS
        or any(len(row) != len(rows[0]) for row in rows)
    ):
        return ""
    noun, *names = (cell.strip().lower() for cell in rows[0])
    columns = list(zip(*rows[1:], strict=True))
    if not all(cell.isdecimal() for cell in columns[0]):
        return ""
    curves = {
        name.replace(" ", "_"): [_number(cell) for cell in column]
        for name, column in zip(names, columns[1:], strict=True)
        if name != "time" and any(map(_NUMBER.fullmatch, column))
    }
    if not any(map(is_metric, curves)):
        return ""
    history = History(curves, [int(cell) for cell in columns[0]], noun)
    return describe_history(history, detail).render(LENGTHS[detail])


def _number(cell: str) -> float:
    """Return the number in a cell; one that is not known yet, such as "No log", is not a number."""
    return float(cell) if _NUMBER.fullmatch(cell) else float("nan")


def describe_training_records(text: str, detail: Detail) -> str:
    r"""Return words for dicts of metrics that were printed, one a line, as by Hugging Face; empty for others.

    Examples
    --------
    >>> describe_training_records("{'loss': 0.9, 'epoch': 0.5}\n{'loss': 0.4, 'epoch': 1.0}\n", "normal")
    'A training history of 2 records: loss falls from 0.9 to 0.4.'
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    records = [_record(line) for line in lines if _RECORD.fullmatch(line)]
    others = [line for line in lines if not _RECORD.fullmatch(line)]
    if len(records) < 2 or not all(records) or len(others) > _MAX_OTHER_LINES:
        return ""
    kinds: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for record in records:
        kinds.setdefault(tuple(record), []).append(record)
    words = [_describe_records(found, detail) for found in kinds.values()]
    return grammar.paragraph(*words, *(as_sentence(to_speakable(line)) for line in others))


def _record(line: str) -> dict[str, Any]:
    try:
        found = ast.literal_eval(line)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return {}
    return found if isinstance(found, dict) else {}


def _describe_records(records: Sequence[Mapping[str, Any]], detail: Detail) -> str:
    """Return words for records with the same names; of a single one, its values."""
    names = [
        name
        for name, value in records[0].items()
        if isinstance(value, int | float) and not _NOT_LEARNED & set(str(name).split("_"))
    ]
    curves = {name: [float(record[name]) for record in records] for name in names}
    if not names:
        return ""
    if len(records) == 1:
        return ", ".join(f"{phrases.name(name)} {phrases.value(records[0][name])}" for name in names)
    history = History(curves, range(1, len(records) + 1), "record")
    return describe_history(history, detail).render(LENGTHS[detail])


def describe_trials(text: str, detail: Detail) -> str:
    r"""Return words for the trials that Optuna printed; empty for another text.

    Examples
    --------
    >>> best = "Best is trial 1 with value: 0.7."
    >>> log = f"Trial 0 finished with value: 0.9 and parameters: {{'x': 3}}. {best}\n"
    >>> log += f"Trial 1 finished with value: 0.7 and parameters: {{'x': 1}}. {best}\n"
    >>> describe_trials(log, "normal")
    '2 trials with values from 0.7 to 0.9. The best is trial 1 with 0.7: x is 1.'
    """
    lines = [line.strip() for line in text.splitlines() if line.strip() and not _STUDY.match(line)]
    found = [match for line in lines if (match := _TRIAL.match(line))]
    if len(found) < 2 or len(lines) - len(found) > _MAX_OTHER_LINES:
        return ""
    values = [_number(match[2]) for match in found]
    best = found[-1][4]
    parameters = next((_record(match[3]) for match in found if match[1] == best), {})
    named = [f"{phrases.name(name)} is {phrases.value(value)}" for name, value in parameters.items()]
    opening = phrase(
        "{} with values from {} to {}",
        counted(len(found), "trial", "trial count"),
        number_fact(min(values), "minimum"),
        number_fact(max(values), "maximum"),
    )
    of_best = f": {grammar.join(named[:_MAX_PARAMETERS])}" if named else ""
    last = phrase(
        "the best is trial {} with {}{}", best, number_fact(_number(found[-1][5]), "best value"), of_best
    )
    return Description.of([opening, last]).render(LENGTHS[detail])
