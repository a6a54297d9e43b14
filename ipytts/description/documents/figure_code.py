"""Describe the pictures of a cell from its code, for pictures without words. Nothing is run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipytts.description.documents.plot_code.grammar_of_graphics import read_r_figures
from ipytts.description.documents.plot_code.reader import read_figures
from ipytts.description.documents.plot_code.sentences import describe_figure

if TYPE_CHECKING:
    from ipytts.description.documents.plot_code.model import DrawnFigure

_R_MAGIC = re.compile(r"\s*%%R\b[^\n]*\n")


def describe_figure_code(source: str, language: str = "python") -> str:
    r"""Return a sentence for the picture that a cell shows, from its code; empty where it cannot be known.

    The sentence has at most 200 characters. It names what is drawn, the data by their names, and the texts
    that are written in the code; nothing is said of what the code computes.

    Examples
    --------
    >>> describe_figure_code("df.plot.bar(x='year', y='sales')\nplt.ylabel('euros')")
    'From the code: a bar chart of sales by year; y is euros.'
    >>> describe_figure_code("show_result()"), describe_figure_code("x = 1")
    ('From the code: a figure made by the function show result.', '')
    """
    return describe_figures_code(source, 1, language)[0]


def describe_figures_code(source: str, count: int, language: str = "python") -> list[str]:
    r"""Return a sentence for each of the `count` pictures that a cell shows, in their order.

    If the code draws another number of figures, the pictures have no words, unless a loop draws all of them.

    Examples
    --------
    >>> describe_figures_code("plt.hist(ages)\nplt.show()\nplt.pie(votes)", 2)
    ['From the code: a histogram of ages.', 'From the code: a pie chart of votes.']
    """
    if match := _R_MAGIC.match(source):
        source, language = source[match.end() :], "r"
    figures = read_r_figures(source) if language.lower() in ("r", "ir") else _figures(source, language)
    if len(figures) == count:
        return list(map(describe_figure, figures))
    if len(figures) == 1 and figures[0].loops:
        return [describe_figure(figures[0])] * count
    return [""] * count


def _figures(source: str, language: str) -> list[DrawnFigure]:
    is_python = language.lower() in ("", "python", "ipython", "python3", "ipython3", "py")
    return read_figures(source) if is_python else []
