"""Each of the six formats, from a server and from the built-in voice: the right words and duration."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytest

from ipytts import Speech, speak
from ipytts.audio.response_formats import FORMATS
from tests.helpers import faults
from tests.helpers.client_calls import ask
from tests.helpers.environment import KEY, require
from tests.helpers.recognizer import character_error_rate, hear
from tests.helpers.sounds import RATE, decode, seconds, spoken
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "The model reached ninety four percent on twelve hundred rows, three points more than before."

Make = Callable[[str], Speech]  # of a format


@pytest.fixture(scope="module")
def speaking_server(clean_environment: None) -> Iterator[SpeechServer]:
    require("hibari", "lameenc", "soundfile", "av")
    with SpeechServer(key=KEY, speech=spoken) as running:
        yield running


@pytest.fixture(scope="module", params=["server", "builtin"])
def make(request: pytest.FixtureRequest, speaking_server: SpeechServer) -> Make:
    """Return what speaks `TEXT` in a format, once for all tests."""
    if request.param == "server":
        return cache(lambda name: ask(speaking_server, TEXT, response_format=name))
    return cache(lambda name: speak(TEXT, voice="heart", service="builtin", response_format=name))


def _rate(speech: Speech) -> int | None:
    return speech.pcm_rate if speech.response_format == "pcm" else None


@pytest.mark.ear
@pytest.mark.parametrize("name", FORMATS)
def test_speech_in_each_format_is_understood(name: str, make: Make) -> None:
    speech = make(name)
    assert speech.response_format == name
    assert character_error_rate(TEXT, hear(speech.data, pcm_rate=_rate(speech))) < 0.15


@pytest.mark.parametrize("name", FORMATS)
def test_duration_is_that_of_the_decoded_samples(name: str, make: Make) -> None:
    speech = make(name)
    assert speech.duration == pytest.approx(seconds(speech.data, pcm_rate=_rate(speech)), abs=0.1)
    assert speech.duration == pytest.approx(make("wav").duration, abs=0.15)


@pytest.mark.parametrize("name", FORMATS)
def test_saved_file_is_of_the_requested_format(name: str, make: Make, tmp_path: Path) -> None:
    speech = make(name)
    for suffix in FORMATS[name].suffixes:
        assert speech.save(tmp_path / f"talk{suffix}").read_bytes() == speech.data


@pytest.mark.parametrize("name", FORMATS)
def test_speech_has_the_servers_bytes(name: str, speaking_server: SpeechServer) -> None:
    assert ask(speaking_server, TEXT, response_format=name).data == spoken(TEXT, name)


@pytest.mark.parametrize("rate", [22_050, RATE])
def test_page_gets_pcm_as_wav_at_the_servers_rate(rate: int, server: SpeechServer, tmp_path: Path) -> None:
    if rate != RATE:
        server.misbehave(faults.with_content_type(f"audio/pcm;rate={rate}"))
    speech = ask(server, response_format="pcm")
    (encoded,) = re.findall(r'src="data:audio/wav;base64,(.*?)" type="audio/wav"', speech._repr_html_())
    samples, shown_rate = decode(b64decode(encoded))
    assert shown_rate == speech.pcm_rate == rate
    assert len(samples) == len(speech.data) / 2
    assert speech.duration == len(samples) / rate
    assert speech.save(tmp_path / "talk.pcm").read_bytes() == speech.data
