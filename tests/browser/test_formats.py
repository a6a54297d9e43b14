"""Each of the six formats in a real JupyterLab in Chromium, from a server and from the built-in voice."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

import pytest

from tests.helpers.environment import KEY, require
from tests.helpers.jupyter_browser import Lab
from tests.helpers.notebooks import write_code_notebook
from tests.helpers.sounds import FORMATS, seconds, spoken
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

TEXT = "The model reached ninety four percent on twelve hundred rows."
GUESSED = ("aac",)  # ADTS does not state its length: browsers guess it from the bit rate

pytestmark = pytest.mark.browser


def test_chromium_plays_each_format_of_each_voice(browser: Browser, tmp_path: Path) -> None:
    require("hibari", "lameenc", "soundfile", "av")
    requested = [(service, name) for service in ("onerouter", "builtin") for name in FORMATS]
    magics = [
        f"%%speak --voice heart --service {service} --format {name}\n{TEXT}" for service, name in requested
    ]
    write_code_notebook(tmp_path / "formats.ipynb", "%reload_ext ipytts", *magics)

    with (
        SpeechServer(key=KEY, speech=spoken) as server,
        Lab(tmp_path, server.environment) as lab,
        lab.open(browser, "formats.ipynb") as notebook,
    ):
        notebook.run_all()
        for i, (_, name) in enumerate(requested, start=1):
            notebook.play(i)
            notebook.wait_for_time(i, 0.3)
            source = notebook.audio(i).locator("source").get_attribute("src") or ""
            sound = b64decode(source.partition("base64,")[2])
            if name not in GUESSED:
                assert notebook.duration(i) == pytest.approx(seconds(sound), abs=0.25), requested[i - 1]
        assert notebook.players_heard() == len(requested)
    assert [request.body["response_format"] for request in server.requests] == list(FORMATS)
