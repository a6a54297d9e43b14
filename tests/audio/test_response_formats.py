"""A response format is one declaration and its codec module."""

from __future__ import annotations

import dataclasses
import io
from typing import TYPE_CHECKING, cast

import av
import numpy as np
import pytest

import ipytts
from ipytts import speak
from ipytts.audio.encode import convert, encoder
from ipytts.audio.formats import detect, duration, sniff
from ipytts.audio.frames import HEAD
from ipytts.audio.join import Joiner
from ipytts.audio.response_formats import FORMATS, Format
from ipytts.audio.samples import Samples
from ipytts.config import SpeechDefaults
from ipytts.errors import SpeechError
from ipytts.services.named_services import BUILTIN
from tests.helpers import audio_files, client_calls, faults, sounds, webm
from tests.helpers.client_calls import LONG_TEXT, ask

if TYPE_CHECKING:
    from pathlib import Path

    from ipytts import Service
    from tests.helpers.speech_server import SpeechServer

ALL = list(FORMATS.values())
names = pytest.mark.parametrize("known", ALL, ids=[known.name for known in ALL])


@names
def test_declared_mark_is_found_in_its_files_alone(known: Format) -> None:
    for name, data in audio_files.examples().items():
        is_own = bool(known.looks_like and known.looks_like(data[:HEAD]))
        assert is_own == (name == known.name and not known.is_headerless)


@names
def test_declared_signature_is_not_in_samples(known: Format) -> None:
    if known.looks_like is None:
        assert known.content_types
        assert {detect(bytes(HEAD), kind, "mp3") for kind in known.content_types} == {known.name}
        return
    noise = np.random.default_rng(5).integers(0, 256, (2_000, 48), dtype=np.uint8)
    start = np.frombuffer(audio_files.examples()[known.name][:2], np.uint8)
    noise[:, :2] = start  # the first sample, by chance
    is_certain = not any(known.looks_like(head.tobytes()) for head in noise)
    assert is_certain or not known.has_signature


@pytest.mark.parametrize(
    ("known", "channels"),
    [(known, channels) for known in ALL for channels in {1, known.channels}],
    ids=lambda value: getattr(value, "name", value),
)
def test_declared_rates_and_channels_can_be_encoded(known: Format, channels: int) -> None:
    for rate in known.rates or (8_000, 22_050, 24_000, 44_100, 96_000):
        block = bytes(rate // 2 * 2 * channels)  # half a second
        data = b"".join(encoder(known.name)(Samples([block], rate, channels)))
        assert known.duration(known.mend(data) if known.mend else data, rate) == pytest.approx(0.5, abs=0.3)


@names
def test_declared_track_joins_and_others_are_encoded_from_wav(known: Format) -> None:
    data = audio_files.examples()[known.name]
    joiner = Joiner()
    joiner.add(data, known.name)
    if known.track is None:
        assert convert(audio_files.wav(), "wav", known.name)[0]
        with pytest.raises(SpeechError, match="cannot be joined"):
            joiner.add(data, known.name)
        return
    joiner.add(data, known.name)
    assert duration(joiner.file(), known.name) == pytest.approx(2 * duration(data, known.name), abs=0.1)


@names
def test_declared_samples_are_those_that_were_encoded(known: Format) -> None:
    if known.decode is None:
        with pytest.raises(SpeechError, match=f"{known.name} cannot be converted to"):
            convert(b"", known.name, "pcm")
        return
    pcm = audio_files.pcm(audio_files.sound(1.2))
    samples = known.decode(b"".join(encoder(known.name)(Samples([pcm]))), 24_000, known.bits)
    assert samples[1:] == (24_000, 1, 16)
    blocks = list(samples.blocks)
    assert b"".join(blocks) == pcm
    assert max(map(len, blocks)) == 48_000


@pytest.mark.parametrize("owner", [ipytts.speak, ipytts.Speech], ids=["speak", "Speech"])
def test_documentation_names_all_formats(owner: object) -> None:
    assert [name for name in FORMATS if f"``{name}``" not in str(owner.__doc__)] == []


# -- A format that is added ----------------------------------------------------------------------------------


@pytest.fixture
def webm_server(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> SpeechServer:
    monkeypatch.setitem(cast("dict[str, Format]", FORMATS), "webm", webm.WEBM)
    monkeypatch.setitem(faults.CONTENT_TYPES, "webm", "audio/webm")
    server.speech = webm.speech
    server.formats = tuple(FORMATS)
    return server


def service_of(server: SpeechServer) -> Service:
    # The services that are declared at import know no format that is added later.
    return dataclasses.replace(client_calls.service_of(server), response_formats=tuple(FORMATS))


def heard(data: bytes) -> tuple[str, float]:
    """Return the container and the seconds that a decoder finds."""
    with av.open(io.BytesIO(data)) as file:
        return file.format.name, sounds.seconds(data)


def test_added_format_is_requested_known_and_saved(webm_server: SpeechServer, tmp_path: Path) -> None:
    speech = ask(webm_server, service=service_of(webm_server), response_format="webm")
    assert webm_server.requests[-1].body["response_format"] == "webm"
    assert sniff(speech.data[:HEAD]) == speech.response_format == "webm"
    assert speech.duration == pytest.approx(0.6, abs=0.05)
    assert speech.save(tmp_path / "talk.webm").read_bytes() == speech.data
    assert 'type="audio/webm;codecs=opus"' in speech._repr_html_()
    with pytest.raises(SpeechError, match=r"name the file 'talk\.webm'"):
        speech.save(tmp_path / "talk.mp3")


def test_long_text_is_joined_in_an_added_format(
    webm_server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SpeechDefaults.instance(), "limit", len(LONG_TEXT) // 3)
    speech = ask(webm_server, LONG_TEXT, service=service_of(webm_server), response_format="webm")
    assert {request.body["response_format"] for request in webm_server.requests} == {"wav"}
    assert len(speech.parts) > 2
    container, seconds = heard(speech.data)
    assert "webm" in container
    assert seconds == pytest.approx(0.6 * len(speech.parts), abs=0.1)


@pytest.mark.usefixtures("webm_server")
def test_builtin_voice_speaks_in_an_added_format() -> None:
    builtin = dataclasses.replace(BUILTIN, response_formats=tuple(FORMATS))
    speech = speak("Hello.", service=builtin, response_format="webm")
    container, seconds = heard(speech.data)
    assert "webm" in container
    assert seconds == pytest.approx(speech.duration)
    assert seconds > 0.3
