"""Name the kinds of statistical models in words, from the names that statsmodels and R give them."""

from __future__ import annotations

import re

from ipytts.description.wording import grammar, phrases

_KINDS = {
    "OLS": "an ordinary least squares regression",
    "WLS": "a weighted least squares regression",
    "GLS": "a generalized least squares regression",
    "GLSAR": "a generalized least squares regression with autoregressive errors",
    "RLM": "a robust linear regression",
    "QuantReg": "a quantile regression",
    "Logit": "a logistic regression",
    "Probit": "a probit regression",
    "MNLogit": "a multinomial logistic regression",
    "Poisson": "a Poisson regression",
    "NegativeBinomial": "a negative binomial regression",
    "GLM": "a generalized linear model",
    "GEE": "a model of generalized estimating equations",
    "MixedLM": "a mixed linear model",
    "PHReg": "a proportional hazards regression",
    "OrderedModel": "an ordinal regression",
    "ExponentialSmoothing": "an exponential smoothing model",
    "Holt": "an exponential smoothing model",
    "SimpleExpSmoothing": "a simple exponential smoothing model",
    "AutoReg": "an autoregressive model",
    "lm": "a linear regression",
    "glm": "a generalized linear model",
}
_PROPER_NAMES = {"Gaussian", "Poisson", "Tweedie"}
_ORDERS = re.compile(r"\(([^()]*)\)")
_ORDER = re.compile(r"\[[^\]]*\]|[^,\s]+")


def model_kind(name: str) -> str:
    """Return the kind of a model in words, given its class in statsmodels or its function in R.

    Examples
    --------
    >>> model_kind("Logit"), model_kind("UnobservedComponents")
    ('a logistic regression', 'an unobserved components model')
    """
    return _KINDS.get(name) or grammar.with_article(f"{phrases.split_class_name(name)} model")


def family_form(family: str, link: str = "") -> str:
    """Return the family and the link of a generalized linear model in words.

    Examples
    --------
    >>> family_form("Poisson", "Log"), family_form("binomial")
    ('Poisson family and log link', 'binomial family')
    """
    words = f"{_in_words(family)} family"
    return f"{words} and {_in_words(link)} link" if link else words


def _in_words(name: str) -> str:
    return name if name in _PROPER_NAMES else phrases.split_class_name(name)


def smoothing_form(trend: str, season: str) -> str:
    """Return the components of a model of exponential smoothing in words; empty if it has none.

    Examples
    --------
    >>> smoothing_form("Additive", "Multiplicative"), smoothing_form("None", "None")
    ('additive trend and multiplicative season', '')
    """
    named = [(trend, "trend"), (season, "season")]
    return grammar.join(f"{value.lower()} {part}" for value, part in named if value not in ("", "None"))


def series_kind(name: str) -> tuple[str, str]:
    """Return the kind and the orders of a model of a time series, given its name with its orders.

    Examples
    --------
    >>> series_kind("ARIMA(1, 0, 2)")
    ('an ARIMA model', 'orders 1, 0 and 2')
    >>> series_kind("SARIMAX(1, 1, 1)x(0, 1, [1, 3], 12)")[1]
    'orders 1, 1 and 1, seasonal orders 0, 1 and lags 1 and 3, period 12'
    """
    orders, *seasonal = (
        [_order(order) for order in _ORDER.findall(found)] for found in _ORDERS.findall(name)
    )
    form = f"orders {grammar.join(orders)}"
    if not seasonal:
        return "an ARIMA model", form
    *seasonal_orders, period = seasonal[0]
    form = f"{form}, seasonal orders {grammar.join(seasonal_orders)}, period {period}"
    return "a seasonal ARIMA model", form


def _order(order: str) -> str:
    """Return an order in words: a number, or a list of lags, which also stands for a single seasonal one."""
    lags = re.findall(r"\d+", order)
    return f"lags {grammar.join(lags)}" if len(lags) > 1 else "".join(lags)
