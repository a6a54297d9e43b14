from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from ipytts import SpeechError
from ipytts.narration.notebook_file import read_notebook
from ipytts.narration.script_builder import build_script, script_from_notebook

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path


def saved(folder: Path, content: object) -> Path:
    path = folder / "report.ipynb"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is not a Jupyter notebook: it is empty"),
        ("import numpy", "it is not JSON"),
        ("[" * 100_000, "it is nested too deeply|it is not JSON"),
        (b"\xff\xfe\x00PNG", "it is not text in UTF-8"),
        ([], "its JSON is not an object"),
        ({"cells": []}, "it has no format number"),
        ({"nbformat": 0}, "it has no list of cells"),
        ({"nbformat": 4}, "it has no list of cells"),
        ({"nbformat": 4, "cells": 3}, "it has no list of cells"),
        ({"nbformat": 3, "worksheets": 3}, "it has no list of cells"),
        ({"nbformat": 9, "cells": []}, "format 9, which is newer"),
    ],
)
def test_file_that_is_not_a_notebook_is_refused_with_the_reason(
    tmp_path: Path, content: object, message: str
) -> None:
    with pytest.raises(SpeechError, match=message):
        read_notebook(saved(tmp_path, content))


def test_unreadable_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="cannot be read: No such file"):
        read_notebook(tmp_path / "missing.ipynb")
    with pytest.raises(SpeechError, match="cannot be read: Is a directory"):
        read_notebook(tmp_path)


_TEXT = {"cell_type": "markdown", "source": ["## Data\n", "\n", "Some *text*."]}
_OUTPUT = {"output_type": "pyout", "text": "0.94123", "prompt_number": 1}
_CODE = {
    "cell_type": "code",
    "input": "x = f()",
    "outputs": [_OUTPUT],
    "language": "python",
    "prompt_number": 1,
}


@pytest.mark.parametrize("version", [2, 3])
def test_formats_2_and_3_are_read(tmp_path: Path, version: int) -> None:
    notebook = {"nbformat": version, "metadata": {"name": "x"}, "worksheets": [{"cells": [_TEXT, _CODE]}]}
    script = script_from_notebook(saved(tmp_path, notebook))
    assert [passage.text for passage in script.passages()] == [
        "Data.",
        "Some text.",
        "Code: sets x by f.",
        "0.941.",
    ]


def test_heading_cell_of_format_3_becomes_a_section(tmp_path: Path) -> None:
    heading = {"cell_type": "heading", "level": 2, "source": "Data"}
    script = script_from_notebook(
        saved(tmp_path, {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [heading, _TEXT]}]})
    )
    assert [(section.heading, section.level) for section in script.sections] == [("Data", 2), ("Data", 2)]


def test_format_1_is_read(tmp_path: Path) -> None:
    script = script_from_notebook(
        saved(tmp_path, {"nbformat": 1, "cells": [{"cell_type": "code", "code": "x = f()"}]})
    )
    assert [passage.text for passage in script.passages()][-1] == "Code: sets x by f."


def test_old_formats_are_read_without_what_they_require(tmp_path: Path) -> None:
    outputs = [
        {"output_type": "stream", "text": ["one\n", "two"]},
        {"output_type": "pyout", "html": "<table><tr><th>a</th></tr><tr><td>1</td></tr></table>"},
        {"output_type": "pyerr", "ename": "ValueError", "evalue": "no birds"},
        {"output_type": "pyout", "json": "[3, 1"},
        {"text": "lost"},
        None,
    ]
    cells = [
        {"cell_type": "heading", "source": ["Of", "birds"]},
        {"cell_type": "code", "input": ["# Load", "x = 1"], "outputs": outputs, "language": "R"},
        {"cell_type": "markdown"},
        {"cell_type": "html", "source": "<b>Bold</b> words."},
        {"input": "no type"},
        7,
    ]
    for notebook in (
        {"nbformat": 3, "worksheets": [{"cells": cells[:2]}, {}, {"cells": cells[2:]}]},
        {"nbformat": "2", "metadata": None, "worksheets": [{"cells": cells}]},
        {"nbformat": 4, "worksheets": [{"cells": cells}]},
        {"worksheets": [{"cells": cells}]},
    ):
        script = script_from_notebook(saved(tmp_path, notebook))
        assert script.title == "Of birds"
        assert [passage.text for passage in script.passages()] == [
            "Of birds.",
            "R code: Load.",
            "one. two.",
            "A table of 1 row and 1 column: a 1.",
            "Value error: no birds.",
            "[3, 1.",
            "Bold words.",
        ]


def test_malformed_notebook_of_format_4_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown"},
        {"cell_type": "markdown", "source": "# Birds", "metadata": None},
        {"cell_type": "code", "source": None, "outputs": {"output_type": "stream", "text": "one output"}},
        {"cell_type": "code", "outputs": None, "metadata": {"tags": "remove-cell"}},
        None,
        {"cell_type": 3, "source": 4},
        {"cell_type": "markdown", "source": "Half \ud83d a <b>bird</b> \U0001f426."},
    ]
    heads: list[dict[str, object]] = [
        {"nbformat": "4"},
        {"nbformat": 4.5, "metadata": None},
        {"metadata": []},
    ]
    for head in heads:
        script = script_from_notebook(saved(tmp_path, {**head, "cells": cells}))
        assert [passage.text for passage in script.passages()] == [*("Birds.", "one output.", "Half a bird.")]


_JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "cell_type",
                        "source",
                        "outputs",
                        "output_type",
                        "data",
                        "metadata",
                        "text/html",
                        "text",
                    ),
                    *("input", "level", "language", "ipytts", "tags"),
                ]
            ),
            inner | st.sampled_from(["code", "markdown", "heading", "stream", "display_data", "pyout"]),
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_JSON, st.sampled_from([2, 3, 4]))
def test_any_json_is_read_or_refused_with_the_file_name(
    tmp_path: Path, content: object, version: int
) -> None:
    notebook = {
        "nbformat": version,
        "metadata": content,
        "cells": [content],
        "worksheets": [{"cells": [content]}],
    }
    try:
        script_from_notebook(saved(tmp_path, notebook))
    except SpeechError as error:
        assert "report.ipynb" in str(error)  # noqa: PT017 - either is right


def test_big_images_need_no_memory_beyond_the_file(tmp_path: Path) -> None:
    image = {"output_type": "display_data", "data": {"image/png": "A" * 1_000_000}, "metadata": {}}
    cell = {"cell_type": "code", "source": "plot()", "metadata": {}, "outputs": [image], "execution_count": 1}
    path = saved(tmp_path, {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell] * 20})
    script_from_notebook(path)  # what is loaded once
    tracemalloc.start()
    notebook = read_notebook(path)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = path.stat().st_size
    assert held < size / 10
    assert peak < 2.5 * size
    assert [passage.text for passage in build_script(notebook).passages()] == [
        "Code: calls plot.",
        "An image.",
    ] * 20
