"""The texts of labelled arrays in the words of the arrays themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from ipytts import describe
from ipytts.description.documents.mime_bundles import describe_plain

_DAYS = pd.date_range("2022-03-01", periods=3)
_SNOW = xr.DataArray(
    [[0.5, 2.25], [1, 4], [8, 3.5]],
    dims=("day", "place"),
    coords={"day": _DAYS, "place": ["Sankt Anton", "Ischgl"]},
    name="depth",
    attrs={"units": "m", "long_name": "snow depth"},
)


@pytest.mark.parametrize(
    "thing",
    [_SNOW, _SNOW.mean("place"), _SNOW.sum(), xr.DataArray(np.full(4, 2.5)), xr.Dataset()],
    ids=["array", "mean", "sum", "constant", "no variables"],
)
def test_text_of_an_array_is_described_like_the_array(thing: Any) -> None:
    assert describe_plain(repr(thing), "normal") == describe(thing)


def test_text_of_a_large_data_set_names_its_variables_and_coordinates() -> None:
    data = xr.Dataset({"a": (("x", "y"), np.ones((90, 40))), "b": ("x", np.arange(90))}, {"x": np.arange(90)})
    assert describe_plain(repr(data), "normal") == (
        "A data set of 2 variables, a and b, with the dimensions x 90 and y 40. "
        "A by x and y. B by x. X goes from 0 to 89."
    )
