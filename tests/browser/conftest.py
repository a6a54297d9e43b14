"""The browser that the tests of this folder share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.environment import report_missing, require
from tests.helpers.jupyter_browser import chromium, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser(clean_environment: None) -> Iterator[Browser]:
    require("jupyterlab", "playwright")
    if find_chromium() is None:
        report_missing("chromium")
    with chromium() as running:
        yield running
