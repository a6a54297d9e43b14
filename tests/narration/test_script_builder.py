from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from nbformat import v4

from ipytts import SpeechError
from ipytts.narration.script_builder import build_script, script_from_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from ipytts.narration.script import Script


def script(*cells: object, **metadata: object) -> Script:
    return build_script(v4.new_notebook(cells=list(cells), metadata=metadata), name="a_report")


def texts(script: Script) -> list[str]:
    return [passage.text for passage in script.passages()]


def text(source: str, **more: Any) -> Any:
    return v4.new_markdown_cell(source, **more)


def code(source: str, **more: Any) -> Any:
    return v4.new_code_cell(source, **more)


def test_headings_begin_sections_and_passages_have_cell_numbers() -> None:
    output = v4.new_output("stream", text="done\n")
    made = script(text("Hello."), text("# Birds\n\nOf three.\n\n## Data"), code("load()", outputs=[output]))
    assert made.title == "Birds"
    assert [(s.heading, s.level, s.cell) for s in made.sections] == [
        ("", 0, None),
        ("Birds", 1, 2),
        ("Data", 2, 2),
    ]
    last = made.sections[-1].passages
    assert [(passage.text, passage.role, passage.cell) for passage in last] == [
        ("Code: calls load.", "code", 3),
        ("done.", "output", 3),
    ]


def test_tagged_and_collapsed_parts_are_left_out() -> None:
    output = v4.new_output("stream", text="seen\n")
    made = script(
        text("gone", metadata={"tags": ["remove-cell"]}),
        code("a()", outputs=[output], metadata={"tags": ["hide-input"]}),
        code("b()", outputs=[output], metadata={"jupyter": {"outputs_hidden": True}}),
        code("c()", metadata={"jupyter": {"source_hidden": True}}),
        v4.new_raw_cell("raw"),
    )
    assert texts(made)[1:] == ["seen.", "Code: calls b."]


def test_image_has_the_caption_of_its_cell() -> None:
    image = v4.new_output("display_data", {"image/png": "iVBORw0KGgo"})
    made = script(
        code("#| fig-cap: Bills by species\nplot()", outputs=[image]),
        code("plot()", outputs=[image], metadata={"alt": "A rising line"}),
        code(
            "#| fig-alt:\n#|   - One\n#| fig-cap: [X, Two]",
            outputs=[image, {**image, "data": {"image/png": "Aw"}}],
        ),
    )
    assert [line for line in texts(made) if "image" in line] == [
        "An image: Bills by species.",
        "An image: A rising line.",
        "An image: One.",
        "An image: Two.",
    ]


def test_hidden_cells_define_names_for_those_after_them() -> None:
    image = v4.new_output("display_data", {"image/png": "iVBORw0KGgo"})
    made = script(
        code("def draw(x):\n    plt.hist(x)", metadata={"tags": ["remove-cell"]}),
        code("draw(age)", outputs=[image]),
    )
    assert texts(made)[-1] == "From the code: a histogram of age."


def test_macros_apply_to_the_following_cells() -> None:
    made = script(text(r"$\newcommand{\R}{\mathbb{R}}$"), text(r"$x \in \R$"))
    assert texts(made)[1:] == ["x is in the real numbers."]


def test_code_is_described_in_the_language_of_the_notebook() -> None:
    assert texts(script(code("lm(y ~ x)"), language_info={"name": "R"}))[1:] == ["R code: lm of y by x."]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([], "it has no cells"),
        ([text(" ")], "its cells are empty"),
        ([text("[Next >](b.ipynb)")], "only buttons, badges"),
        ([code("x = 1")], "no outputs, and code is skipped"),
    ],
)
def test_notebook_without_words_is_refused_with_the_reason(
    tmp_path: Path, cells: list[object], message: str
) -> None:
    path = tmp_path / "report.ipynb"
    path.write_text(json.dumps(v4.new_notebook(cells=cells)), encoding="utf-8")
    with pytest.raises(SpeechError, match=message):
        script_from_notebook(path, code_mode="skip")


def test_memory_stays_near_the_size_of_the_text() -> None:
    cell = {"cell_type": "markdown", "source": "## Part\n\n" + "Some *words* with $x_i$ and `code`. " * 20}
    build_script({"cells": [cell]})  # what is loaded once
    tracemalloc.start()
    made = build_script({"cells": [cell] * 300})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(made.sections) == 300
    assert peak < 20 * sum(map(len, texts(made)))


def test_missing_package_is_reported_with_its_installation() -> None:
    program = (
        "import sys; sys.modules['markdown_it'] = None\n"
        "from ipytts import SpeechError\nfrom ipytts.narration.script_builder import build_script\n"
        "try:\n    build_script({'cells': [{'cell_type': 'markdown', 'source': 'x'}]})\n"
        "except SpeechError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 'pip install "ipytts[narrate]"' in done.stdout


def test_warning_is_said_once_in_a_notebook() -> None:
    warning = v4.new_output("stream", name="stderr", text="x.py:3: UserWarning: Old birds\n")
    other = v4.new_output("stream", name="stderr", text="x.py:3: UserWarning: Young birds\n")
    cells = [v4.new_code_cell("f()", outputs=[warning]), v4.new_code_cell("g()", outputs=[warning, other])]
    spoken = [
        passage.text for passage in build_script(v4.new_notebook(cells=cells), code_mode="skip").passages()
    ]
    assert spoken == ["A warning, UserWarning: Old birds.", "A warning, UserWarning: Young birds."]
