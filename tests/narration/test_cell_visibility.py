"""Which parts of cells are narrated: tags, metadata, options at the top of code, slides."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat import v4

from ipytts.narration.cell_visibility import visibility
from ipytts.narration.removal_tags import RemovalTags
from ipytts.narration.script_builder import build_script

OUT = v4.new_output("stream", text="out\n")
ERR = v4.new_output("stream", text="err\n", name="stderr")
VALUE = v4.new_output("execute_result", {"text/plain": "1"}, metadata={"tags": ["secret"]})

Seen = tuple[bool, list[Any]]
ALL: Seen = (True, [OUT, ERR, VALUE])
NOTHING: Seen = (False, [])
CODE_ONLY: Seen = (True, [])
OUTPUTS_ONLY: Seen = (False, [OUT, ERR, VALUE])


def seen(source: str = "f()", removed: RemovalTags | None = None, **metadata: Any) -> Seen:
    """Return whether the code of a cell is narrated, and which of its outputs are."""
    cell = {"cell_type": "code", "source": source, "outputs": [OUT, ERR, VALUE], "metadata": metadata}
    found = visibility(cell, removed)
    return found.source, list(found.outputs)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["full-width", "scroll-output", "hide", 3], ALL),
        (["remove-cell"], NOTHING),
        (["hide_cell"], NOTHING),
        (["remove_input"], OUTPUTS_ONLY),
        (["hide-input"], OUTPUTS_ONLY),
        (["remove-output"], CODE_ONLY),
        (["hide_output", "hide-input"], NOTHING),
        (["remove-stderr"], (True, [OUT, VALUE])),
        (["remove_stdout"], (True, [ERR, VALUE])),
        (["skip-narration"], NOTHING),
        (["ipytts-skip"], NOTHING),
        (["ipytts-narrate", "remove-cell", "hide-output"], ALL),
        (["ipytts-narrate", "ipytts-skip"], NOTHING),
    ],
)
def test_tags_hide_parts_of_a_cell(tags: list[Any], expected: object) -> None:
    assert seen(tags=tags) == expected


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"jupyter": {"source_hidden": True}}, OUTPUTS_ONLY),
        ({"jupyter": {"outputs_hidden": True}}, CODE_ONLY),
        ({"jupyter": {"source_hidden": "yes"}, "tags": "remove-cell", "hide_input": 1}, ALL),
        ({"hide_input": True}, OUTPUTS_ONLY),
        ({"transient": {"remove_source": True}}, OUTPUTS_ONLY),
    ],
)
def test_metadata_hide_parts_of_a_cell(metadata: dict[str, Any], expected: object) -> None:
    assert seen(**metadata) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("#| include: false\nf()", NOTHING),
        ("#| label: a\n#| echo: no\nf()", OUTPUTS_ONLY),
        ("#| output: False\nf()", CODE_ONLY),
        ("#| output: asis\n#| echo: true\n#| eval: false\nf()", ALL),
        ("#| include: []\n#| echo:\nf()", ALL),
        ("#|hide\nf()", NOTHING),
        ("# hide\nf()", NOTHING),
        ("#export\n\n#hide_input\nf()", OUTPUTS_ONLY),
        ("#| hide_output\nf()", CODE_ONLY),
        ("# hide the axes\nf()", ALL),
        ("f()\n# hide\ng()", ALL),
    ],
)
def test_options_and_comments_at_the_top_hide_parts_of_a_cell(source: str, expected: object) -> None:
    assert seen(source) == expected
    assert visibility(v4.new_markdown_cell(source)).source


def test_tags_that_nbconvert_removes_are_left_out() -> None:
    draft, quiet, mute, secret = (frozenset({tag}) for tag in ("draft", "quiet", "mute", "secret"))
    removed = RemovalTags(draft, quiet, mute, secret)
    assert seen(removed=removed) == (True, [OUT, ERR])
    assert seen(removed=removed, tags=["draft"]) == NOTHING
    assert seen(removed=removed, tags=["quiet"]) == (False, [OUT, ERR])
    assert seen(removed=removed, tags=["mute"]) == CODE_ONLY
    assert seen(removed=removed, tags=["ipytts-narrate", "draft"]) == ALL
    assert not visibility(v4.new_markdown_cell("x", metadata={"tags": ["draft"]}), removed).source


def text(source: str, slide_type: str = "", tags: tuple[str, ...] = ()) -> Any:
    """Return a text cell."""
    return v4.new_markdown_cell(
        source, metadata={"slideshow": {"slide_type": slide_type}, "tags": list(tags)}
    )


def test_skipped_slides_are_left_out_of_slide_shows_only() -> None:
    cells = [
        text("Aside.", "skip"),
        text("More words.", "notes"),
        text("Wanted.", "skip", ("ipytts-narrate",)),
    ]

    def said(*cells: Any) -> list[str]:
        return [passage.text for passage in build_script(v4.new_notebook(cells=list(cells))).passages()]

    assert said(*cells) == ["Aside.", "More words.", "Wanted."]
    assert said(text("# Birds", "slide"), *cells) == ["Birds.", "More words.", "Wanted."]


def test_tagged_code_is_narrated_where_code_is_skipped() -> None:
    cells = [v4.new_code_cell("f()"), v4.new_code_cell("g()", metadata={"tags": ["ipytts-narrate"]})]
    notebook = v4.new_notebook(cells=cells)
    assert [passage.text for passage in build_script(notebook, code_mode="skip").passages()] == [
        "Code: calls g."
    ]
