from __future__ import annotations

import pytest

from ipytts.alt_text.bundles import add_alt_text, generated_mark, own_words, with_plain_words


def test_words_replace_generated_ones_and_leave_other_metadata() -> None:
    metadata = {"image/png": {"width": 3, "alt": "Old."}, "tags": ["a"], **generated_mark()}
    assert own_words({"image/png": ""}, metadata) == ""
    data = {"image/png": "AA", "text/plain": "x"}
    assert add_alt_text(data, metadata, "New.", generated=False) == (
        data,
        {"image/png": {"width": 3, "alt": "New."}, "tags": ["a"]},
    )


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
