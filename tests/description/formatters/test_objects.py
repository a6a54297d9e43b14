"""Objects of classes without a formatter are described by what a notebook shows of them."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from IPython.display import HTML, JSON, SVG, IFrame, Latex, Markdown, Math, Video, YouTubeVideo

from ipytts import describe


class Shown:
    """An object that a notebook shows as a given bundle."""

    def __init__(self, **bundle: str) -> None:
        self._bundle = {kind.replace("_", "/", 1): text for kind, text in bundle.items()}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return self._bundle


class Prices:
    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{city}<td>{rain}" for city, rain in (("Bergen", 9), ("Oslo", 3)))
        return f"<table><tr><th>city<th>rain</tr>{rows}</table>"


class Failing:
    def _repr_html_(self) -> str:
        raise SystemExit

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (HTML("<!DOCTYPE html><input type=checkbox checked disabled> done <b>3 &lt; 4</b>"),
         "A checkbox, checked: done 3 is less than 4."),
        (HTML("<script>if (a < b) {}</script><style>p {}</style><p>Shown."), "Shown."),
        (HTML('<img src="x.png" alt="A gull on a rock">'), "An image: A gull on a rock."),
        (Markdown("## Fit\n\nThe *best* is **0.9**."), "Fit. The best is 0.9."),
        (Math(r"\frac{a}{b}"), "A over b."),
        (Latex(r"The area is $\pi r^2$."), "The area is pi r squared."),
        (SVG("<svg xmlns='http://www.w3.org/2000/svg'><title>A circle</title></svg>"), "An image: A circle."),
        (JSON({"loss": 0.25, "epochs": 3}), "A dict of 2 entries: loss is 0.25; epochs is 3."),
        (Video("https://example.org/a.mp4"), "A video."),
        (YouTubeVideo("abc"), "A video on youtube.com."),
        (IFrame("https://example.org/page", 300, 200), "An embedded page of example.org."),
        (Prices(), "Rain by city, 2 values: highest for Bergen, 9; lowest for Oslo, 3. Bergen, 9; Oslo, 3."),
        (Shown(text_markdown="Three *of* four.", text_plain="x"), "Three of four."),
        (Shown(image_png="iVBORw0KGgo", text_latex=r"$x^2$"), "X squared."),
        (Failing(), "A Failing."),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
@pytest.mark.usefixtures("long_time_limit")
def test_object_is_described_by_what_is_shown_of_it(shown: Any, words: str) -> None:
    assert describe(shown) == words


def test_html_is_described_without_the_packages_of_the_extra() -> None:
    code = (
        "import sys; sys.modules['bs4'] = None\n"
        "from ipytts import describe; from IPython.display import HTML\n"
        "print(describe(HTML('<!DOCTYPE html><input checked> on <b>3 &lt; 4</b>')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "On 3 < 4.\n"
