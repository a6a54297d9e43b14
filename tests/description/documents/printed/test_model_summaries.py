"""Printed summaries of models, of statsmodels and of R."""

from __future__ import annotations

import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

from ipytts.description.documents.printed.model_summaries import (
    describe_summary_cells,
    describe_summary_text,
    read_summary,
)

_LINEAR = """
Call:
lm(formula = dist ~ speed, data = cars)

Residuals:
    Min      1Q  Median      3Q     Max
-29.069  -9.525  -2.272   9.215  43.201

Coefficients:
            Estimate Std. Error t value Pr(>|t|)
(Intercept) -17.5791     6.7584  -2.601   0.0123 *
speed         3.9324     0.4155   9.464 1.49e-12 ***
weight            NA         NA      NA       NA
---
Signif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1

Residual standard error: 15.38 on 48 degrees of freedom
Multiple R-squared:  0.6511,\tAdjusted R-squared:  0.6438
F-statistic: 89.57 on 1 and 48 DF,  p-value: 1.49e-12
"""
_GENERALIZED = """
Call:
glm(formula = passed ~ hours + age, family = binomial, data = course)

Coefficients:
            Estimate Std. Error z value Pr(>|z|)
(Intercept) -3.12400    1.02100  -3.060  0.00221 **
hours        0.41000    0.04000  10.250  < 2e-16 ***
age          0.01200    0.03100   0.387  0.69869
---

(Dispersion parameter for binomial family taken to be 1)

    Null deviance: 138.590  on 99  degrees of freedom
Residual deviance:  91.120  on 97  degrees of freedom
AIC: 97.12
"""


def test_summary_of_lm_has_its_observations_and_estimated_terms() -> None:
    assert describe_summary_text(_LINEAR) == (
        "A linear regression of dist with 50 observations: R squared 0.651; speed has p below 0.001. "
        "The estimates: Intercept minus 17.6, p 0.012; speed 3.93, p below 0.001."
    )


def test_summary_of_glm_has_its_family() -> None:
    assert describe_summary_text(_GENERALIZED) == (
        "A generalized linear model of passed, binomial family, with 100 observations: AIC 97.1; "
        "1 of 2 terms besides the constant has p below 0.05. "
        "The estimates: Intercept minus 3.12, p 0.002; hours 0.41, p below 0.001; age 0.012, p 0.699."
    )


def test_both_summaries_of_statsmodels_read_the_same() -> None:
    data = sm.datasets.spector.load_pandas().data
    results = smf.ols("GRADE ~ GPA + TUCE + PSI", data).fit()
    words = describe_summary_text(str(results.summary()))
    assert words
    assert words == describe_summary_text(str(results.summary2()))
    assert words == describe_summary_text(repr(results.summary()))
    cells = [table.data for table in results.summary().tables[:2]]
    assert words == describe_summary_cells([[[str(cell) for cell in row] for row in rows] for rows in cells])


@pytest.mark.parametrize("p", ["0.050", "0.049"])
def test_terms_are_not_counted_if_a_rounded_p_value_may_be_on_either_side(p: str) -> None:
    model = f"Dep. Variable: y\nModel: Logit\n  coef  std err  z  P>|z|\na  1  1  1  {p}\nb  2  1  2  0.010"
    words = describe_summary_text(model)
    assert words
    assert ("both terms have" in words) == (p == "0.049")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Model: OLS",
        "coef  std err\n",
        "Dep. Variable: y\n   coef   std err   t   P>|t|\nno row",
        "x  coef  std err\na  1  2",
        "Estimate Std. Error\na 1 2 3",
    ],
)
def test_other_text_is_no_summary(text: str) -> None:
    assert describe_summary_text(text) is None


def test_a_fit_that_did_not_converge_is_mentioned_first() -> None:
    model = read_summary("Dep. Variable: y\nconverged: False\n  coef  std err  z  P>|z|\na  1  1  1  0.3")
    assert model
    assert not model.converged


def test_long_text_is_read_in_time() -> None:
    assert describe_summary_text("coef  std err  t  P>|t|\n" * 4_000) is None
    assert describe_summary_text(" " * 100_000) is None
    assert describe_summary_text("a " * 50_000) is None
