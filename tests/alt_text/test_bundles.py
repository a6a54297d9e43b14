from __future__ import annotations

import pytest

from ipytts.alt_text.bundles import add_alt_text, generated_mark, metadata_words, with_plain_words


def test_words_replace_generated_ones_and_leave_other_metadata() -> None:
    metadata = {"image/png": {"width": 3, "alt": "Old."}, "tags": ["a"], **generated_mark()}
    assert metadata_words({"image/png": ""}, metadata) == ""
    data = {"image/png": "AA", "text/plain": "x"}
    assert add_alt_text(data, metadata, "New.", generated=False) == (
        data,
        {"image/png": {"width": 3, "alt": "New."}, "tags": ["a"]},
    )


def test_words_that_a_type_has_from_an_author_stay() -> None:
    data = {
        "image/png": "AA",
        "image/svg+xml": "<svg/>",
        "application/vnd.vegalite.v5+json": {"description": "D"},
    }
    metadata = {"image/svg+xml": {"alt": "By hand"}}
    assert metadata_words(data, metadata) == "By hand"
    named_data, named = add_alt_text(data, metadata, "New.", generated=False)
    assert (named_data, named["image/svg+xml"], named["image/png"]) == (
        data,
        {"alt": "By hand"},
        {"alt": "New."},
    )


def test_script_of_a_named_element_of_bokeh_gets_no_second_name() -> None:
    data = {"application/javascript": "", "application/vnd.bokehjs_exec.v0+json": ""}
    for metadata, is_named in (({"id": "p1"}, True), ({"id": "p1", "alt": "It grows."}, False)):
        _, named = add_alt_text(
            data, {"application/vnd.bokehjs_exec.v0+json": metadata}, "A.", generated=True
        )
        assert ("application/javascript" in named) == is_named


@pytest.mark.parametrize(
    ("plain", "is_replaced"),
    [
        ("", True),
        (["<Figure size 640x480 ", "with 1 Axes>"], True),
        ("alt.LayerChart(...)", True),
        ("<VegaLite 5 object>\n\nIf you see this message, …", True),
        ("Figure({'data': []})", True),
        ("[<Figure size 640x480 with 1 Axes>, 1]", False),
        ("x**2", False),
    ],
)
def test_plain_text_is_replaced_if_it_only_names_the_object(plain: object, *, is_replaced: bool) -> None:
    data = with_plain_words({"text/plain": plain}, "A cat.")
    assert data == {"text/plain": "A cat." if is_replaced else plain}
