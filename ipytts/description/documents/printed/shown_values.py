"""Rewrite texts of values of pandas and NumPy as expressions of Python, and make these values."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

_INTERVAL = (r"[^()\[\],]+", r"[^()\[\],]+")
_RIGHT = re.compile(rf"\(({_INTERVAL[0]}), ({_INTERVAL[1]})\]")
_LEFT = re.compile(rf"\[({_INTERVAL[0]}), ({_INTERVAL[1]})\)")
_CATEGORICAL = re.compile(r"(\[.*\])\nCategories \(\d+, \w.*", re.DOTALL)
_EXTENSION = re.compile(r"<\w+Array>\n(\[.*\])\nLength: \d+, dtype: (.+)", re.DOTALL)
_MISSING = re.compile(r"<NA>|'NaT'|\bNaT\b")
_INDEX = re.compile(r"\w*Index\(")
_LEFT_OUT = re.compile(r"\n\s*\.\.\.(?=\n)")  # no comma follows
_COMPLEX = re.compile(
    r"\[\[(?=[^\]]*j)[-+\d.ejnaif,\s\[\]]+\]\]"
)  # Python writes these numbers in parentheses
_MASKED = re.compile(r"(?<=[\[\s])--(?=[,\]])")


def as_expression(text: str) -> str:
    r"""Return the text of an index, a categorical or a masked array as an expression; another as it is.

    Examples
    --------
    >>> as_expression("IntervalIndex([(0, 5]], dtype='interval[int64, right]')")
    "IntervalIndex([Interval(0, 5, closed='right')], dtype='interval[int64, right]')"
    >>> as_expression("<IntegerArray>\n[1, <NA>]\nLength: 2, dtype: Int64")
    "pandas.array([1, None], dtype='Int64')"
    """
    if text in ("NaT", "<NA>"):
        return "missing()"
    if _INDEX.match(text):
        text = _LEFT_OUT.sub(" ...,", text)
    if text.startswith("IntervalIndex("):
        text = _RIGHT.sub(r"Interval(\1, \2, closed='right')", text)
        return _LEFT.sub(r"Interval(\1, \2, closed='left')", text)
    if text.startswith("masked_array("):
        return _MASKED.sub("0", text)
    if is_complex_array(text):
        return f"array({text})"
    if found := _EXTENSION.fullmatch(text):
        return f"pandas.array({_MISSING.sub('None', found[1])}, dtype={found[2].strip()!r})"
    found = _CATEGORICAL.fullmatch(text)
    return f"Categorical({_MISSING.sub('None', found[1])})" if found else text


def is_complex_array(text: str) -> bool:
    """Return whether a text shows a matrix of complex numbers, with commas, as that of a library."""
    return bool(_COMPLEX.fullmatch(text.strip()))


def missing() -> Any:
    """Return the missing value of pandas."""
    import pandas as pd

    return pd.NA


def index(values: Any, **options: Any) -> Any:
    """Return an index of pandas, whatever its class was named in older versions."""
    import pandas as pd

    return pd.Index(values, name=options.get("name"))


def moments(values: Any, **options: Any) -> Any:
    """Return an index of moments; its frequency follows from these."""
    import pandas as pd

    return pd.DatetimeIndex(values, dtype=options.get("dtype"), name=options.get("name"))


def moment(text: str) -> dt.date:
    """Return the day, or the moment, that a text shows."""
    found = dt.datetime.fromisoformat(text)
    return found if found.time() != dt.time() else found.date()


def duration(text: str) -> dt.timedelta:
    """Return the duration that a text shows."""
    import pandas as pd

    found: dt.timedelta = pd.Timedelta(text).to_pytimedelta()
    return found


def durations(values: Any, **options: Any) -> Any:
    """Return an index of durations."""
    import pandas as pd

    return pd.TimedeltaIndex(values, name=options.get("name"))


def multi_index(values: Any, **options: Any) -> Any:
    """Return an index with several levels, given the label of each row as a tuple."""
    import pandas as pd

    return pd.MultiIndex.from_tuples(values, names=options.get("names"))


def intervals(values: Any, **options: Any) -> Any:
    """Return an index of intervals."""
    import pandas as pd

    return pd.IntervalIndex(values, name=options.get("name"))


def categories(values: Any, **options: Any) -> Any:
    """Return an index of categories."""
    import pandas as pd

    return pd.CategoricalIndex(values, name=options.get("name"))


def masked_array(data: Any, mask: Any = False, **_: Any) -> Any:  # noqa: FBT002 - the name in its text
    """Return an array some values of which are masked."""
    import numpy as np

    return np.ma.masked_array(data, mask=mask)


def keys(values: Any) -> Any:
    """Return the view of the keys of a dict."""
    return dict.fromkeys(values).keys()


def dict_values(values: Any) -> Any:
    """Return the view of the values of a dict."""
    return dict(enumerate(values)).values()


def items(values: Any) -> Any:
    """Return the view of the entries of a dict."""
    return dict(values).items()


def error(name: str) -> type[Exception] | None:
    """Return the class of an error of Python by its name; None for another name."""
    import builtins

    found = getattr(builtins, name, None)
    return found if isinstance(found, type) and issubclass(found, Exception) else None


_HERE = "ipytts.description.documents.printed.shown_values"
#: By the name in a text, where to find what makes the value.
CONSTRUCTORS = {
    "Categorical": "pandas.Categorical",
    "CategoricalIndex": f"{_HERE}.categories",
    "DatetimeIndex": f"{_HERE}.moments",
    "Float64Index": f"{_HERE}.index",
    "Int64Index": f"{_HERE}.index",
    "Interval": "pandas.Interval",
    "IntervalIndex": f"{_HERE}.intervals",
    "MultiIndex": f"{_HERE}.multi_index",
    "PeriodIndex": "pandas.PeriodIndex",
    "TimedeltaIndex": f"{_HERE}.durations",
    "UInt64Index": f"{_HERE}.index",
    "dict_items": f"{_HERE}.items",
    "dict_keys": f"{_HERE}.keys",
    "dict_values": f"{_HERE}.dict_values",
    "dtype": "numpy.dtype",
    "masked_array": f"{_HERE}.masked_array",
    "missing": f"{_HERE}.missing",
    "np.datetime64": "numpy.datetime64",
    "np.timedelta64": "numpy.timedelta64",
    "numpy.datetime64": "numpy.datetime64",
    "pandas.array": "pandas.array",
}
