from __future__ import annotations

import pytest

from ipytts.description.documents import outputs
from ipytts.description.documents.mime_bundles import Context
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
        _SUMMARY.replace(":10.0", ":2012-01-02"),
        "Min.   :2.50\n",
        "",
    ],
)
def test_text_of_another_form_is_left_to_its_lines(text: str) -> None:
    assert describe_r_frame(text) == ""


_MODEL = """
Call:
lm(formula = wing ~ weight, data = gulls)

Residuals:
   Min     1Q Median     3Q    Max
-2.500 -1.000  0.125  1.000  3.500

Coefficients:
            Estimate Std. Error t value Pr(>|t|)
(Intercept)   7.2500     1.5000   4.833 3.75e-05 ***
weight        2.5000     0.2500  10.000 4.44e-11 ***
---
Signif. codes:  0 ‘***’ 0.001 ‘**’ 0.01 ‘*’ 0.05 ‘.’ 0.1 ‘ ’ 1

Residual standard error: 1.5 on 30 degrees of freedom
Multiple R-squared:  0.7692,\tAdjusted R-squared:  0.7615
F-statistic:   100 on 1 and 30 DF,  p-value: 4.441e-11

"""


def test_printed_summary_of_a_model_is_described_between_other_lines() -> None:
    output = {"output_type": "stream", "name": "stdout", "text": f'[1] "before"{_MODEL}[1] "after"\n'}
    said = " ".join(passage.text for passage in outputs.to_passages([output], Context(language="R")))
    assert said.startswith("Before. A linear regression of wing with 32 observations: R squared 0.769;")
    assert said.endswith("After.")
    assert "Residual" not in said
