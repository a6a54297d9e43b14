"""Arrays of NumPy, of any shape and dtype."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ipytts import describe
from tests.helpers.description_rules import DETAILS, check_any, check_form, unstated_numbers
from tests.helpers.recomputed_arrays import recompute_array
from tests.helpers.recomputed_facts import check_facts

describe(np.zeros(1))  # loads the formatters, which takes time

_DTYPES = st.one_of(hnp.scalar_dtypes(), hnp.array_dtypes(max_size=3))
_ARRAYS = hnp.arrays(_DTYPES, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=7))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(_ARRAYS)
def test_describe_of_any_array_is_well_formed_and_in_time(failures: list[str], array: Any) -> None:
    failures.clear()
    check_any(array)
    for item in array.ravel()[:2]:
        check_form(describe(item), "normal")
    assert not failures, failures[0]


_NUMBERS = hnp.arrays(
    st.sampled_from(["float64", "float32", "int32", "uint8"]), hnp.array_shapes(max_dims=2, max_side=12)
)


@settings(max_examples=80, deadline=None)
@given(_NUMBERS)
def test_numbers_in_the_description_of_an_array_are_right(array: Any) -> None:
    finite = array[np.isfinite(array)].astype("float64")
    sizes = np.abs(finite[finite != 0])
    assume(not ((sizes > 1e300) | (sizes < 1e-300)).any())  # floats that are rounded to few digits
    facts = [*describe(array, "facts"), *describe.phrase(array, 1000).facts]
    with np.errstate(all="ignore"):
        if facts:
            check_facts(array, facts, recompute_array)
    for detail in DETAILS:
        text = re.sub(r"\b(?:Row|column) \d+(?=:| in)", "…", describe(array, detail))
        assert not unstated_numbers(text, [fact.text for fact in facts], []), text


@pytest.mark.parametrize(
    ("scalar", "text"),
    [
        (np.float32(0.1), "0.1."),
        (np.float64(0.94736), "0.947."),
        (np.int64(-1_234_567), "Minus 1.23 million."),
        (np.bool_(True), "True."),  # noqa: FBT003
        (np.str_("ok"), "ok."),
        (np.datetime64("2024-01-03T14:30"), "January 3, 2024 at 2:30 PM."),
        (np.datetime64("2024-01"), "January 2024."),
        (np.datetime64("NaT"), "Missing."),
        (np.timedelta64(90, "m"), "1 hour and 30 minutes."),
        (np.timedelta64(3, "M"), "3 months."),
        (np.float64("nan"), "Not a number."),
        (np.longdouble(2.5), "2.5."),
        (np.complex64(1 - 2j), "The complex number 1 minus 2 i."),
        (np.datetime64("-30000-01-01"), "A date in the year minus 30000."),
    ],
)
def test_describe_of_a_scalar(scalar: Any, text: str) -> None:
    assert describe(scalar) == text


def test_describe_of_an_array_keeps_different_numbers_apart() -> None:
    assert describe(np.array([2.71828, 2.71829])) == "An array of 2 numbers: 2.71828 and 2.71829."
    assert describe([2.71828, 2.71829, 1]) == "A list of 3 numbers: 2.71828, 2.71829 and 1."


def test_texts_in_other_descriptions_keep_their_first_letter() -> None:
    assert str(describe.phrase("No entry")) == "No entry"
    assert str(describe.phrase(np.str_("A"))) == "A"
