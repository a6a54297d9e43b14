"""`ipytts.alt`: an author's words for a chart."""

from __future__ import annotations

from typing import Any

from IPython.core.getipython import get_ipython

from ipytts.description.author_words import set_author_words
from ipytts.errors import InvalidRequestError


def alt(chart: Any, words: str) -> None:
    """Set the alternative text of a chart, which is written into the notebook when a cell shows the chart.

    It stands in place of the words that ``%alttext`` generates, and is also written without ``%alttext``.

    Parameters
    ----------
    chart : object
        A figure, or axes or another part of it, of matplotlib or seaborn; a chart of Altair, Bokeh, Plotly or
        plotnine.
    words : str
        What the chart shows. Screen readers read it in one piece: one or two sentences are best.

    Raises
    ------
    InvalidRequestError
        `words` is not a text, or is empty; or `chart` is a list or another object that words cannot be kept
        for.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> alt(figure, "Sales double within two years.")
    """
    if not isinstance(words, str) or not words.strip():
        raise InvalidRequestError(
            f"words={words!r} is not possible: give a text that says what the chart shows."
        )
    try:
        set_author_words(chart, words.strip())
    except TypeError:
        raise InvalidRequestError(
            f"Words cannot be kept for an object of the class {type(chart).__name__}: give the chart itself."
        ) from None
    if (shell := get_ipython()) is not None:
        from ipytts.alt_text.chart_outputs import ChartOutputs

        ChartOutputs.of(shell).start()
