"""Describe printed summaries of statistical models: those of statsmodels, and of ``lm`` and ``glm`` in R."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from ipytts.description.detail import LENGTHS
from ipytts.description.models.kinds import family_form, model_kind, series_kind, smoothing_form
from ipytts.description.models.summary import ModelSummary, Statistic, Term, describe_summary

_MAX_READ = 100_000  # characters
_MAX_LINE = 500  # characters; longer lines are of no summary
_HEADER_WORDS = ("coef", "Coef.", "Estimate")
_NUMBER = r"(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|-?inf|nan|NA)"
_HEADER = re.compile(r"^(.*?)\s*\b(?:coef|Coef\.|Estimate)\s+(?:std err|Std\.\s?Err(?:\.|or))\s*(.*)$")
_SMOOTHING_HEADER = re.compile(r"^[ ]*coeff[ ]+code[ ]+optimized[ ]*$", re.MULTILINE)
_SMOOTHING = re.compile(rf"^[ ]*(\S+)[ ]+({_NUMBER})[ ]+\S+[ ]+(?:True|False)[ ]*$", re.MULTILINE)
_RULE = re.compile(r"^\s*[-=]{10,}\s*$")
_STARS = re.compile(r"\s+(?:\*{1,3}|\.)\s*$")  # of R, beside small p values
_RANDOM_EFFECT = re.compile(rf"^\s*(\S.*? (?:Var|Cov))\s+({_NUMBER})(?:\s+{_NUMBER})?\s*$")
_ORDERS = re.compile(r"\bS?ARI?MAX?\([^)]*\)(?:x\([^)]*\))?")
_LEVEL = re.compile(r"\[(0?\.\d+)\s+(0?\.\d+)\]?")
_NOT_CONVERGED = {"False", "No"}
_R_CALL = re.compile(r"\b(lm|glm)\((?:formula = )?\s*([\w.]+(?:\([\w.]+\))?)\s*~")
_R_FAMILY = re.compile(r"\(Dispersion parameter for (\w+) family")
_R_DEGREES = re.compile(r"Residual standard error: .* on (\d+) degrees of freedom")
_R_NULL_DEGREES = re.compile(r"Null deviance: .* on (\d+)\s+degrees of freedom")
_R_STATISTIC = r"{}:\s*([-\d.e]+)"

_R_SQUARED = {
    "R squared": ("R-squared",),
    "uncentered R squared": ("R-squared (uncentered)",),
    "pseudo R squared": ("Pseudo R-squ.", "Pseudo R-squared"),
    "Cox and Snell pseudo R squared": ("Pseudo R-squ. (CS)",),
}
_AIC = {"AIC": ("AIC",)}
_LIKELIHOOD = {"log likelihood": ("Log-Likelihood", "Log Likelihood")}
_FIT = (_R_SQUARED, _AIC, _LIKELIHOOD)  # the first of these that was printed
_OTHERS = {
    "adjusted R squared": ("Adj. R-squared", "Adj. R-squared (uncentered)"),
    "F statistic": ("F-statistic",),
    **_LIKELIHOOD,
    **_AIC,
    "BIC": ("BIC",),
    "condition number": ("Cond. No.", "Condition No."),
}


def describe_summary_text(text: str) -> str | None:
    r"""Return the printed summary of a model in words; None for another text.

    Examples
    --------
    >>> describe_summary_text(
    ...     "Dep. Variable: y  R-squared: 0.416\nModel: Logit\n     coef    std err    t    P>|t|\n"
    ...     "x  0.46  0.16  2.8  0.008"
    ... )
    'A logistic regression of y: R squared 0.416; x has p 0.008. The estimate: x 0.46, p 0.008.'
    >>> describe_summary_text("Results: 3 of 4")
    """
    model = read_summary(text)
    return describe_summary(model, "normal").render(LENGTHS["normal"]) if model else None


def describe_summary_cells(tables: Sequence[Sequence[Sequence[str]]]) -> str | None:
    """Return the summary of a model, given as the cells of its tables, in words; None for other tables.

    Examples
    --------
    >>> header = [["Dep. Variable:", "y"], ["Model:", "Logit"]]
    >>> describe_summary_cells(
    ...     [header, [["", "coef", "std err", "z", "P>|z|"], ["x", "0.46", "0.16", "2.8", "0.008"]]]
    ... )
    'A logistic regression of y: x has p 0.008. The estimate: x 0.46, p 0.008.'
    """
    rows = ["   ".join(cell.strip() for cell in row) for table in tables for row in table]
    return describe_summary_text("\n".join(rows))


def read_summary(text: str) -> ModelSummary | None:
    """Return the model whose summary was printed; None for another text."""
    lines = [line.rstrip() for line in text[:_MAX_READ].splitlines() if len(line) <= _MAX_LINE]
    text = "\n".join(lines)
    if not any(word in text for word in _HEADER_WORDS):
        return None
    terms = list(_terms(lines)) or list(_smoothing_terms(text))
    if not terms:
        return None
    if call := _R_CALL.search(text):
        return _r_summary(text, call, terms)
    explained = _text(text, "Dep. Variable", "Dependent Variable")
    if not explained:
        return None
    kind, form = _kind_and_form(text)
    return ModelSummary(
        kind=kind,
        form=form,
        explained=explained,
        observations=_whole(text, "No. Observations"),
        groups=_whole(text, "No. Groups"),
        fit=next((fit for labels in _FIT if (fit := list(_statistics(text, labels)))), ()),
        other_statistics=list(_statistics(text, _OTHERS)),
        terms=terms,
        level=_interval_level(text),
        converged=_text(text, "converged", "Converged") not in _NOT_CONVERGED,
        is_printed=True,
    )


def _kind_and_form(text: str) -> tuple[str, str]:
    if orders := _ORDERS.search(text):
        return series_kind(orders[0])
    name = _text(text, "Model").split()
    kind = model_kind(name[0]) if name else "a model"
    if family := _text(text, "Model Family", "Family"):
        return kind, family_form(family, _text(text, "Link Function"))
    return kind, smoothing_form(_text(text, "Trend"), _text(text, "Seasonal"))


def _statistics(text: str, labels: Mapping[str, Sequence[str]]) -> Iterator[Statistic]:
    for name, printed in labels.items():
        value = _number(_text(text, *printed))
        if value is not None:
            p = _number(_text(text, "Prob (F-statistic)")) if name == "F statistic" else None
            yield Statistic(name, value, p)


def _text(text: str, *labels: str) -> str:
    """Return what stands beside the first of the labels that was printed; empty without one."""
    for label in labels:
        form = rf"(?:^[ ]*|[ ]{{2,}}|[ ](?=Dependent)){re.escape(label)}:?[ ]+(\S.*?)(?=[ ]{{2,}}|[ ]*$)"
        if found := re.search(form, text, re.MULTILINE):
            return found[1]
    return ""


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "").lstrip("<"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _whole(text: str, label: str) -> int | None:
    value = _number(_text(text, label))
    return None if value is None else int(value)


def _interval_level(text: str) -> float:
    ends = _LEVEL.search(text)
    return round(float(ends[2]) - float(ends[1]), 6) if ends else 0.95


def _terms(lines: Sequence[str]) -> Iterator[Term]:
    """Yield the terms in the rows below each header, up to a line of another form."""
    columns = outcome = ""
    for line in lines:
        if header := _HEADER.match(line):
            outcome, columns = header[1].strip().replace("=", " "), header[2] or " "
        elif columns and not _RULE.match(line):
            if term := _term(line, columns, outcome):
                yield term
            else:
                columns = ""


def _term(line: str, columns: str, outcome: str) -> Term | None:
    """Return the term in a row; `columns` are the names of those after the standard error."""
    line = _STARS.sub("", line.replace("< ", "<"))
    if effect := _RANDOM_EFFECT.match(line):
        return Term(effect[1], float(effect[2]))
    has_p, has_interval = "P>" in columns or "Pr(" in columns, "[" in columns
    count = 3 + has_p + 2 * has_interval
    name, *cells = line.strip().rsplit(maxsplit=count) or [""]
    values = [_cell(cell) for cell in cells]
    if len(values) < count or None in values:
        return None
    p = values[3] if has_p else None
    low, high = values[-2:] if has_interval else (None, None)
    return Term(name, values[0] or 0.0, p, low, high, outcome)


def _cell(cell: str) -> float | None:
    """Return the number in a cell; "<2e-16" as that bound, below which p is."""
    number = cell.removeprefix("<")
    if not re.fullmatch(_NUMBER, number):
        return None
    return math.nan if number == "NA" else float(number)


def _smoothing_terms(text: str) -> Iterator[Term]:
    if header := _SMOOTHING_HEADER.search(text):
        yield from (Term(name, float(value)) for name, value in _SMOOTHING.findall(text, header.end()))


def _r_summary(text: str, call: re.Match[str], terms: Sequence[Term]) -> ModelSummary:
    family, degrees, null = (form.search(text) for form in (_R_FAMILY, _R_DEGREES, _R_NULL_DEGREES))
    estimated = [term for term in terms if not math.isnan(term.estimate)]
    observations = int(degrees[1]) + len(estimated) if degrees else int(null[1]) + 1 if null else None
    fit = [
        Statistic(name, float(found[1]))
        for name, label in (("R squared", "Multiple R-squared"), ("AIC", "AIC"))
        if (found := re.search(_R_STATISTIC.format(label), text))
    ]
    return ModelSummary(
        kind=model_kind(call[1]),
        form=family_form(family[1]) if family else "",
        explained=call[2],
        observations=observations,
        fit=fit,
        terms=estimated,
        is_printed=True,
    )
