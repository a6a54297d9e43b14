from __future__ import annotations

import pytest
from IPython.lib.pretty import pretty

from ipytts import describe
from ipytts.description.documents.mime_bundles import describe_plain
from ipytts.description.documents.printed.python_values import NoValueError, to_value
from tests.helpers.environment import require

PANDAS = [
    "pd.PeriodIndex(['2023Q1', '2023Q2'], freq='Q')", "pd.CategoricalIndex(['gull', 'auk'], name='bird')",
    "pd.interval_range(2, 8, periods=3)", "pd.interval_range(2, 6, freq=2, closed='left')",
    "pd.MultiIndex.from_product([['gull', 'auk'], [3, 4]], names=['bird', 'eggs'])",
    "pd.date_range('2023-05-06 07:00', periods=3, freq='h')", "pd.date_range('2023-05-06', periods=400)",
    "pd.timedelta_range('2h', periods=3, freq='h')", "pd.timedelta_range('2h', periods=400, freq='h')",
    "pd.Index([n / 2 for n in range(400)], name='n')", "pd.Interval(2, 8)", "pd.NaT", "pd.NA",
    "pd.Categorical(['gull', 'auk', None, 'gull'])", "pd.array([5, None, 7])", "pd.array(['gull', None])",
    "pd.array(pd.to_datetime(['2023-05-06', None]))", "pd.DataFrame()", "pd.DataFrame({'eggs': []})",
    "pd.Series([], dtype=float)",
]  # fmt: skip
NUMPY = [
    "np.datetime64('2023-05-06')", "np.timedelta64(5, 'h')", "np.dtype('int16')", "np.dtype(object)",
    "np.ma.masked_array([5.0, 6.0, 7.5], mask=[0, 1, 0])",
    "np.ma.masked_array([[5, 6], [7, 8]], mask=[[0, 1], [0, 0]])",
]  # fmt: skip
PYTHON = [
    "{'gull': 5}.keys()", "{'gull': 5}.values()", "{'gull': 5}.items()", "ValueError('no eggs')",
    "KeyError('auk')", "OSError(2, 'no such nest')", "StopIteration()",
]  # fmt: skip


@pytest.mark.parametrize("code", [*PANDAS, *NUMPY, *PYTHON])
def test_saved_value_has_the_words_of_the_live_one(code: str) -> None:
    require("numpy", "pandas")
    import numpy as np
    import pandas as pd

    value = eval(code, {"np": np, "pd": pd})  # noqa: S307 - an expression of this module
    assert describe_plain(pretty(value), "normal") == describe(value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Int64Index([5, 6], dtype='int64')", "An index of 2 labels: 5 and 6."),
        ("Float64Index([5.5, 6.5], name='eggs')", "An index of 2 labels of eggs: 5.5 and 6.5."),
        ("DatetimeIndex(['2023-05-06', '2023-05-07'], dtype='datetime64[ns]', freq='D')",
         "An index of 2 dates: May 6, 2023; May 7, 2023."),
    ],
)  # fmt: skip
def test_index_of_older_versions_is_read(text: str, words: str) -> None:
    require("pandas")
    assert describe_plain(text, "normal") == words


@pytest.mark.parametrize(
    "text",
    ["dict_keys(3)", "MultiIndex(3)", "SystemExit(3)", "Gull('x')", "dtype('gull')", "pandas.array(3)"],
)
def test_what_is_no_value_is_refused(text: str) -> None:
    require("pandas")
    with pytest.raises(NoValueError):
        to_value(text)
