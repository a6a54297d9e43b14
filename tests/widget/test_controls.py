"""The controls of the playground, which ask the server for its models and voices."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("ipywidgets")

from ipytts.widget.controls import Controls
from ipytts.widget.settings import SettingTraits
from tests.helpers import catalogs
from tests.helpers.client_calls import AT_ONCE

if TYPE_CHECKING:
    from tests.helpers.speech_server import SpeechServer


def test_controls_offer_the_voices_of_the_chosen_model(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    server.catalogs = {"/models": catalogs.VENICE}
    traits = SettingTraits()
    controls = Controls(traits, lambda error: None, asks_servers=True)
    models, voices = controls.fields["model"], controls.fields["voice"]
    deadline = time.monotonic() + AT_ONCE
    while "tts-old" not in models.names:
        assert time.monotonic() < deadline, models.names
        time.sleep(0.02)
    traits.set_trait("model", "tts-kokoro")
    assert set(voices.names) == {"alloy", "af_sky", "am_adam"}  # the default, and its own
    traits.set_trait("model", "tts-old")
    assert set(voices.names) == {"alloy", "af_sky"}
    assert [request.path for request in server.requests] == ["/v1/models"]
