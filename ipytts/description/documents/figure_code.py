"""Describe the pictures of a cell from its code, for pictures without words. Nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ipytts.description.documents.plot_code.grammar_of_graphics import read_r_figures
from ipytts.description.documents.plot_code.model import DrawnFigure
from ipytts.description.documents.plot_code.reader import read_figures
from ipytts.description.documents.plot_code.sentences import describe_figure

_R_MAGIC = re.compile(r"\s*%%R\b[^\n]*\n")
_PYTHON = frozenset(["", "python", "ipython", "python3", "ipython3", "py"])


def describe_figures_code(
    source: str, count: int, language: str = "python", earlier: Sequence[str] = ()
) -> list[str]:
    r"""Return a sentence for each of the `count` pictures that a cell shows, in their order.

    A sentence has at most 200 characters, and none if nothing is known. It names what is drawn, the data by
    their names, and the texts that are written in the code; nothing is said of what the code computes. Of the
    `earlier` cells, only constants, functions and charts under a name are used. If the code draws another
    number of figures, the pictures have no words, unless a loop draws all of them, or the cell shows its only
    figure as a value too.

    Examples
    --------
    >>> describe_figures_code("plt.hist(ages)\nplt.show()\nplt.pie(votes)", 2)
    ['From the code: a histogram of ages.', 'From the code: a pie chart of votes.']
    >>> describe_figures_code("draw(age)", 1, earlier=["def draw(x):\n    plt.hist(x)"])
    ['From the code: a histogram of age.']
    >>> describe_figures_code("show_result()", 1), describe_figures_code("x = 1", 1)
    (['From the code: a figure made by the function show result.'], [''])
    """
    if match := _R_MAGIC.match(source):
        source, language = source[match.end() :], "r"
    for figures in _readings(source, language.lower(), earlier):
        if len(figures) == count:
            return list(map(describe_figure, figures))
        if len(figures) == 1 and (figures[0].loops or count == 1 + figures[0].times_shown):
            return [describe_figure(figures[0])] * count
    return [""] * count


def _readings(source: str, language: str, earlier: Sequence[str]) -> Iterator[list[DrawnFigure]]:
    """Yield the figures that code may draw, the likeliest first."""
    if language in ("r", "ir"):
        yield read_r_figures(source)
    elif language in _PYTHON:
        yield read_figures(source, earlier)
        yield read_figures(source, earlier, unrolls=False)
        yield read_figures(source, earlier, takes_branches=True)
