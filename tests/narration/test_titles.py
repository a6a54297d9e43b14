from __future__ import annotations

from typing import Any

import pytest

from ipytts.description.documents.markdown.front_matter import notebook_front_matter
from ipytts.narration.script_builder import build_script


def notebook(*sources: str, raw: str = "", **metadata: Any) -> dict[str, Any]:
    cells = [{"cell_type": "raw", "source": raw}] if raw else []
    cells += [{"cell_type": "markdown", "source": source} for source in sources]
    return {"cells": cells, "metadata": metadata}


def title(*sources: str, name: str = "02_fox_dens", **more: Any) -> str:
    return build_script(notebook(*sources, **more), name=name).title


def test_a_given_title_comes_first() -> None:
    yaml = "---\ntitle: 'Of *foxes*'\nlang: en\n---\n"
    assert title("# Dens", raw=yaml, title="All", ipytts={"title": "Mine"}) == "Mine"
    assert title("# Dens", raw=yaml, title="All") == "All"
    assert title("# Dens", raw=yaml) == "Of foxes"
    assert title(yaml, "# Dens") == "Of foxes"


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["# Foxes\n\n## Setup\n\n## Dens"], "Foxes"),
        (["## Foxes\n\nText", "## Dens", "# Finally ..."], "Foxes"),
        (["##### Draft", "#### Unit 3\n\n# Foxes"], "Foxes"),
        (["##### Copyright 2024 The Fox Authors.", "# Foxes"], "Foxes"),
        (["**Unit 3: Foxes**", "# Setup", "# Dens"], "Unit 3: Foxes"),
        (["**Unit 3: Foxes**", "# Tails", "# Dens"], "Unit 3: Foxes"),
        (["**Note**", "# Foxes"], "Foxes"),
        (["# Foxes", "# 1. Dens", "# 2. Tails"], "Foxes"),
        (["## Setup\n\n# Foxes\n\n## Dens"], "Foxes"),
        (["# Introduction to foxes"], "Introduction to foxes"),
    ],
)
def test_title_is_the_heading_that_says_what_it_is_about(sources: list[str], expected: str) -> None:
    assert title(*sources) == expected


@pytest.mark.parametrize(
    "sources",
    [
        ["# Setup", "# Dens"],
        ["## Introduction", "## Dens"],
        ["## Importing the libraries"],
        ["# Part 1: Tails", "# Part 2: Dens"],
        ["Only text."],
    ],
)
def test_title_is_the_name_of_the_file_where_headings_say_nothing(sources: list[str]) -> None:
    assert title(*sources) == "fox dens"


def test_a_heading_is_better_than_a_name_that_says_nothing() -> None:
    assert title("# Setup", name="Untitled3") == "Setup"
    assert title("Only text.", name="Untitled3") == "Untitled3"


def test_a_title_in_bold_type_is_said_once() -> None:
    made = build_script(notebook("**Unit 3: Foxes**", "# Setup\n\nx", "# Dens"))
    assert [passage.text for passage in made.passages()][:2] == ["Unit 3: Foxes.", "Setup."]
    named = build_script(notebook("Text", "# Setup", "# Dens"), name="foxes")
    assert [passage.text for passage in named.passages()][:2] == ["foxes.", "Text."]


def test_front_matter_is_that_of_the_first_cells() -> None:
    assert notebook_front_matter(notebook(raw="---\ntitle: Füchse\nlang: de\n---"))["lang"] == "de"
    assert notebook_front_matter(notebook("Text", "Text", "Text", "---\ntitle: x\n---")) == {}
