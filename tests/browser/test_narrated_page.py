"""``jupyter nbconvert --to html --template speech``: the page, opened from a file, in Chromium."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.helpers.environment import require
from tests.helpers.notebooks import write_notebook
from tests.helpers.recognizer import character_error_rate, hear

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

CELLS = (
    "# Penguins\n\nThree species were measured. It took three years.",
    "## Mass & size\n\nThe largest are heavy.\n\n### Weight\n\n> They cannot fly.",
    "%1 + 1",
)


@pytest.fixture(scope="module")
def page_file(clean_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    require("nbconvert", "hibari")
    folder = tmp_path_factory.mktemp("page")
    write_notebook(folder / "report.ipynb", *CELLS)
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--template", "speech", "report.ipynb"]
    options = ["--SectionPlayers.service=builtin", "--SectionPlayers.code=skip"]
    subprocess.run([*command, *options], cwd=folder, check=True, capture_output=True)
    assert {path.name for path in folder.iterdir()} == {"report.ipynb", "report.html"}
    return folder / "report.html"


@pytest.fixture
def requested_urls() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, page_file: Path, requested_urls: list[str]) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: requested_urls.append(request.url[:80]))
    page.goto(page_file.as_uri())
    yield page
    context.close()


def press_play(page: Page, number: int) -> None:
    """Press the browser's own button in the player."""
    player = page.locator(".ipytts-player audio").nth(number)
    player.scroll_into_view_if_needed()
    box = player.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 25, box["y"] + box["height"] / 2)


def state(page: Page, number: int) -> dict[str, float]:
    """Return what a player does."""
    values: dict[str, float] = (
        page.locator(".ipytts-player audio")
        .nth(number)
        .evaluate("el => ({paused: el.paused, at: el.currentTime, length: el.duration})")
    )
    return values


def test_each_section_has_a_player_below_its_heading(page: Page) -> None:
    headings = page.locator(".ipytts-player").evaluate_all(
        "all => all.map(el => el.previousElementSibling.firstChild.textContent)"
    )
    assert headings == ["Penguins", "Mass & size", "Weight"]
    labels = page.locator(".ipytts-player audio").evaluate_all("all => all.map(el => el.ariaLabel)")
    assert labels == ["Penguins, spoken", "Mass & size, spoken", "Weight, spoken"]


@pytest.mark.ear
def test_player_speaks_its_section(page: Page) -> None:
    source = page.locator(".ipytts-player source").nth(1).get_attribute("src")
    assert source is not None
    sound = base64.b64decode(source.partition("base64,")[2])
    assert character_error_rate("Mass and size. The largest are heavy.", hear(sound)) < 0.15


def test_click_plays_a_section_with_captions_and_pauses_the_other(
    page: Page, requested_urls: list[str]
) -> None:
    captions = page.locator(".ipytts-caption")
    press_play(page, 0)
    page.wait_for_function("document.querySelectorAll('.ipytts-caption')[0].textContent === 'Penguins.'")
    page.wait_for_function(
        "document.querySelectorAll('.ipytts-caption')[0].textContent === 'Three species were measured.'"
    )
    assert 1 < state(page, 0)["at"] < state(page, 0)["length"] < 15
    press_play(page, 1)
    page.wait_for_function("document.querySelectorAll('.ipytts-caption')[1].textContent === 'Mass & size.'")
    assert state(page, 0)["paused"]
    assert not state(page, 1)["paused"]
    assert captions.nth(1).is_visible()
    assert [url for url in requested_urls if not re.match(r"file:|data:|blob:", url)] == []


def test_axe_finds_no_serious_accessibility_problem(page: Page) -> None:
    require("axe_playwright_python")
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response
    assert len(found["passes"]) > 10
    serious = [rule for rule in found["violations"] if rule["impact"] in ("serious", "critical")]
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in serious] == []
