"""What serves a page and not its reader, in Markdown and HTML."""

from __future__ import annotations

import pytest

from tests.helpers.passage_lines import lines_of

_COLAB = "https://colab.research.google.com"
_BUTTONS = """<table align="left">
<td><a href="https://x.org"><img src="https://x.org/colab_logo_32px.png" />Run in Google Colab</a></td>
<td><a href="https://x.org"><img src="https://x.org/GitHub-Mark-32px.png" />View source on GitHub</a></td>
<td><a href="x.ipynb"><img src="https://x.org/download_logo_32px.png" />Download notebook</a></td>
</table>"""


@pytest.mark.parametrize(
    "text",
    [
        f"[![Open in Colab]({_COLAB}/assets/colab-badge.svg)]({_COLAB}/github/x)",
        "[![build](https://img.shields.io/x.svg)](https://x.org) ![](https://mybinder.org/badge_logo.svg)",
        f'<a href="{_COLAB}/x"><img src="{_COLAB}/assets/colab-badge.svg" alt="Open In Colab"/></a>',
        _BUTTONS,
        "| [Open in Colab](https://x) | [View on GitHub](https://y) |\n|---|---|",
        "< [Lists](a.ipynb) | [Contents](index.ipynb) | [Sets](b.ipynb) >",
        "[Previous](a.md) • [Home](b.md) • [Next](c.md)",
        "[← Lists](a.md) [Sets →](b.md)",
        "[Back to top](#top)",
        '<a href="#top">Back to top</a>',
        '<button onclick="run()">Run</button>',
        '<div style="text-align: right"><a href="#top">Back to top</a></div>',
        "## Contents\n\n1. [Foxes](#foxes)\n2. [Owls](#owls)\n   - [Snowy owls](#snowy)\n",
        '<ul class="toc"><li><a href="#a">Foxes</a></li><li><a href="#b">Owls</a></li></ul>',
        "##### Copyright 2023 The Fox Authors.",
        "Copyright (c) 2019-2021, Ann Fox. All rights reserved.",
        '# License\n\nLicensed under the Apache License, Version 2.0 (the "License").',
        "*The text is released under the [CC-BY-NC license](https://x.org), and code under the MIT license.*",
        "***\n---\n",
    ],
)
def test_nothing_is_read_of(text: str) -> None:
    assert lines_of(text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[Foxes](a.ipynb) and [owls](b.ipynb)", ["Foxes and owls."]),
        ("- [Foxes](foxes.ipynb)\n- [Owls](owls.ipynb)", ["Foxes.", "Owls."]),
        ("- [Foxes](#foxes) run\n- [Owls](#owls) fly", ["Foxes run.", "Owls fly."]),
        ("You can [open it in Colab](https://x) to try.", ["You can open it in Colab to try."]),
        ("[![A fox](fox.png)](https://x.org)", ["An image: A fox."]),
        ('<a href="https://x.org"><img src="fox.png" alt="A fox"></a> <a href="#">', ["An image: A fox."]),
        (
            "Copyright law is older than 1998 and protects authors.",
            ["Copyright law is older than 1998 and protects authors."],
        ),
        ("# License\n\nChoose one for your code.", ["# License", "Choose one for your code."]),
        ("# Contents of the box\n\nA fox.", ["# Contents of the box", "A fox."]),
        ("This code was used in the MIT lab.", ["This code was used in the MIT lab."]),
        ("<p><a href='a.html'>Foxes</a> <a href='b.html'>Owls</a></p>", ["Foxes Owls."]),
    ],
)
def test_content_is_kept(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize("form", ["{}", "<div>{}</div>"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mc<sup>2</sup> and km<sup>2</sup>", "mc squared and km squared."),
        ("the 1<sup>st</sup>, the n<sup>th</sup>", "the 1st, the n-th."),
        ("CO<sub>2</sub> at v<sub>max</sub>", "CO2 at v sub max."),
        ("10<sup>-3</sup>, e<sup>x+1</sup>", "10 to the minus 3, e to the x+1."),
        ("A claim<sup>[3]</sup>, another<sup><a href='#n4'>4</a></sup>.", "A claim, another."),
        ("A word<sup>TM</sup> <sup>with small print above</sup>", "A word with small print above."),
    ],
)
def test_raised_and_lowered_text(form: str, text: str, words: str) -> None:
    assert lines_of(form.format(text)) == [words]
