"""Describe objects whose text was printed or is shown: tables, summaries of models, reports."""

from __future__ import annotations

import re

from ipytts.description.describer import describe
from ipytts.description.detail import Detail
from ipytts.description.documents.printed import printed_arrays
from ipytts.description.documents.printed.diffs import describe_diff
from ipytts.description.documents.printed.model_summaries import describe_summary_text
from ipytts.description.documents.printed.printed_modules import describe_module_text
from ipytts.description.documents.printed.printed_results import describe_optimize_text
from ipytts.description.documents.printed.printed_tables import describe_printed_table
from ipytts.description.documents.printed.printed_xarray import describe_xarray_text
from ipytts.description.documents.printed.training_logs import describe_training_log
from ipytts.description.documents.printed.training_tables import describe_training_records, describe_trials

_REPORT = re.compile(r"\s*precision\s+recall\s+f1-score\s+support\n")  # of scikit-learn
_PROGRESS_BAR = re.compile(r"\[=*>?[=.]+\]|━{3}|\d%\|")
_TRAINING = re.compile(
    r"^\W*epoch\b|^\W*(?:step|iter(?:ation)?|round)\b\W{0,4}\d|\bstep = \d"
    r"|^\s*(?:\[\d+\]\s+|\d+:\s+(?=learn))[a-z]\S*.*: ?[-\d]",
    re.IGNORECASE | re.MULTILINE,
)
_EMPTY = re.compile(r"Series\(\[\], .*\)|Empty DataFrame\nColumns: \[\]\nIndex: \[\]")  # of pandas
_EMPTY_TABLE = "An empty table without rows and columns."
_DESCRIBED_BY_LINES = (
    describe_diff,
    describe_xarray_text,
    describe_optimize_text,
    describe_training_records,
    describe_trials,
    describe_module_text,
)
_BLANK_LINES = re.compile(r"\n\s*\n")


def describe_text_of_object(text: str, detail: Detail) -> str:
    r"""Return words for a text that is one table, summary or report; empty for any other text.

    Examples
    --------
    >>> describe_text_of_object("a    3\nb    5\nName: n, dtype: int64", "normal")
    'N, 2 values: highest for b, 5; lowest for a, 3. A, 3; b, 5.'
    """
    if _REPORT.match(text):
        return describe(text, detail)
    if (array := printed_arrays.read_array(text)) is not None:
        return describe(array, detail)
    if _EMPTY.fullmatch(text.strip()):
        return "An empty series." if text.lstrip().startswith("Series") else _EMPTY_TABLE
    for describe_text in _DESCRIBED_BY_LINES:
        if words := describe_text(text, detail):
            return words
    if _PROGRESS_BAR.search(text) or _TRAINING.search(text):  # their lines may stand in columns
        return describe_training_log(text, detail)
    return describe_summary_text(text) or describe_printed_table(text) or ""


def find_objects(text: str, detail: Detail) -> list[tuple[str, str]]:
    """Return the parts of a printed text, each with its words if it is an object, else without any."""
    pieces = printed_arrays.split_arrays(text)
    return [part for piece in pieces for part in _find_between_blank_lines(piece, detail)]


def _find_between_blank_lines(text: str, detail: Detail) -> list[tuple[str, str]]:
    """Return a text, or its parts between blank lines if one of them is an object, with their words."""
    words = describe_text_of_object(text, detail)
    parts = [part for part in _BLANK_LINES.split(text) if part.strip()]
    if words or len(parts) < 2:
        return [(text, words)]
    found = [(part, describe_text_of_object(part, detail)) for part in parts]
    return found if any(each for _, each in found) else [(text, "")]
