"""Odd values, and strategies for Hypothesis that nest them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.helpers.hostile_objects import HOSTILE

NAMES = st.sampled_from(
    ["", "a", "a", "b_c", "<b>", "the year", "count", "mean", 0, 1, -1.5, None, ("x", 1), True]
)
TEXTS = st.text(max_size=8) | st.sampled_from(
    [
        "<td>3</td>",
        "b'\\x00'",
        "\x1b[31mred",
        "at 0x7f3a5c1d2e80",
        "no\nlines",
        "-3",
        "nan",
        "\ud800",
        "x" * 500,
    ]
)
NUMBERS = (
    st.integers(-(10**40), 10**40)
    | st.floats()
    | st.sampled_from(
        ["10**5000", -1e308, 1e-320, -0.0, Decimal("NaN"), Decimal("sNaN"), Decimal("1E+9999")]
    ).map(
        lambda number: 10**5000 if number == "10**5000" else number  # too long for str()
    )
    | st.fractions(max_denominator=9)
)
TIMES = (
    st.dates() | st.datetimes(timezones=st.none() | st.just(dt.timezone.utc)) | st.times() | st.timedeltas()
)
SINGLE = st.none() | st.booleans() | NUMBERS | TEXTS | TIMES | st.binary(max_size=4) | st.complex_numbers()


def _hostile(name: str) -> Any:
    return HOSTILE[name]


# By name, as Hypothesis calls repr(). Objects that use up the time limit are only in test_describer.
ODD = st.sampled_from(
    [name for name in HOSTILE if not re.search("end|100 MB|metaclass|such a class", name)]
).map(_hostile)
HASHABLE = st.none() | st.booleans() | st.integers() | TEXTS | st.tuples(TEXTS)


def _within(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return (
        st.lists(inner, max_size=12)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(HASHABLE, inner, max_size=8)
        | st.frozensets(HASHABLE, max_size=5)
    )


NESTED = st.recursive(SINGLE | ODD, _within, max_leaves=30)
