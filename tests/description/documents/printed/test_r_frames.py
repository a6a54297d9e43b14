from __future__ import annotations

import pytest

from ipytts.description.documents.printed.r_frames import describe_r_frame

_SUMMARY = """     weight          wing
 Min.   :2.50   Min.   :10.0
 1st Qu.:3.00   1st Qu.:12.0
 Median :3.50   Median :14.0
 Mean   :3.75   Mean   :14.5
 3rd Qu.:4.00   3rd Qu.:16.0
 Max.   :6.50   Max.   :20.0
"""
_STRUCTURE = """'data.frame':\t9 obs. of  3 variables:
 $ weight : num  2.5 3 3.5 ...
 $ species: Factor w/ 2 levels "auk","tern": 1 2 ...
 $ ringed : logi  TRUE FALSE NA ...
"""


def test_structure_names_each_column_and_its_kind() -> None:
    assert describe_r_frame(_STRUCTURE) == (
        "A data frame of 9 rows and 3 columns: weight, numbers; species, a factor with 2 levels; "
        "ringed, true or false."
    )


def test_summary_says_the_statistics_of_each_column() -> None:
    assert describe_r_frame(_SUMMARY) == (
        "weight: from 2.5 to 6.5, mean 3.75, median 3.5, the middle half 3 to 4. "
        "wing: from 10 to 20, mean 14.5, median 14, the middle half 12 to 16."
    )


@pytest.mark.parametrize(
    "text",
    [
        _STRUCTURE.replace("3 variables", "4 variables"),
        _STRUCTURE.replace("logi", "List of"),
        _SUMMARY.replace("Mean   :14.5", "NA's   :3"),
        _SUMMARY.replace("wing", "wing   egg"),
        "Min.   :2.50\n",
        "",
    ],
)
def test_text_of_another_form_is_left_to_its_lines(text: str) -> None:
    assert describe_r_frame(text) == ""
