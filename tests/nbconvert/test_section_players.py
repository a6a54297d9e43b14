"""The preprocessor behind ``jupyter nbconvert --to html --template speech``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers.environment import KEY, require
from tests.helpers.notebooks import REPORT, write_notebook

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.helpers.speech_server import SpeechServer


def test_template_has_a_player_below_each_heading(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("nbconvert")
    from nbconvert.exporters import HTMLExporter

    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    path = write_notebook(tmp_path / "report.ipynb", REPORT, "%import os")
    page, _ = HTMLExporter(template_name="speech").from_filename(str(path))
    assert page.count('<figure class="ipytts-player">') == 2
    assert page.index("</h1><figure") < page.index("Listen: Penguins") < page.index("</h2><figure")
    assert page.index("</h2><figure") < page.index("Listen: Mass")
    assert "require.min.js" not in page
    assert "MathJax" not in page
