from __future__ import annotations

import gc

import pytest

import ipytts
from ipytts.description.author_words import author_words, has_author_words
from ipytts.errors import InvalidRequestError
from tests.helpers.environment import require


def test_words_belong_to_the_figure_of_what_is_given_as_long_as_it_exists() -> None:
    require("matplotlib")
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.subplots(1, 2)
    ipytts.alt(axes[0].plot([1, 2]), " Sales double. ")
    assert author_words(figure) == author_words(axes) == author_words(axes[1]) == "Sales double."
    assert author_words(Figure()) == ""
    ipytts.alt(figure, "Sales grow.")
    assert author_words(axes) == "Sales grow."
    del figure, axes
    gc.collect()
    assert not has_author_words()


def test_description_of_altair_is_an_authors() -> None:
    require("altair")
    import altair as alt

    assert author_words(alt.Chart(description="By hand")) == "By hand"
    assert author_words(alt.Chart()) == ""


@pytest.mark.parametrize("words", ["", "  ", 3, None])
def test_words_must_be_a_text(words: object) -> None:
    with pytest.raises(InvalidRequestError, match=f"words={words!r} is not possible: give a text"):
        ipytts.alt(object(), words)  # type: ignore[arg-type]


def test_words_for_a_plain_value_are_refused() -> None:
    with pytest.raises(InvalidRequestError, match="class list: give the chart itself"):
        ipytts.alt([1, 2], "Two numbers.")


def test_words_for_a_module_are_refused() -> None:
    with pytest.raises(InvalidRequestError, match="class module: give the chart itself"):
        ipytts.alt(pytest, "Sales.")
