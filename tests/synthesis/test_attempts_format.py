"""A format that the server does not make is encoded here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ipytts import Service
from ipytts.audio import wav
from ipytts.audio.formats import sniff
from ipytts.errors import (
    ServiceError,
    SpeechError,
)
from ipytts.synthesis import attempts
from tests.helpers.attempts import Log, requested_formats
from tests.helpers.client_calls import LONG_TEXT, ask
from tests.helpers.environment import KEY, require
from tests.helpers.faults import error, out_of_quota, respond, rewritten_wav
from tests.helpers.sounds import decode

if TYPE_CHECKING:
    from tests.helpers.speech_server import SpeechServer

pytestmark = pytest.mark.usefixtures("fresh_process")


@pytest.mark.parametrize("wanted", ["mp3", "opus", "aac", "flac", "pcm"])
def test_server_of_wav_only_is_asked_for_wav(server: SpeechServer, wanted: str) -> None:
    require("lameenc", "soundfile", "av")
    server.formats = ("wav",)
    log = Log()
    speech = ask(server, response_format=wanted, listener=log)
    assert requested_formats(server) == [wanted, "wav"]
    assert speech.response_format == wanted
    assert sniff(speech.data) == (None if wanted == "pcm" else wanted)
    assert speech.duration == pytest.approx(ask(server, response_format="wav").duration, abs=0.1)
    assert log.notices == [f"{server.base_url} does not make {wanted}: wav is requested, and encoded here."]
    assert log.calls == ["start", "plan", "plan", "notice", "audio"]


def test_server_of_wav_only_is_remembered(server: SpeechServer) -> None:
    require("lameenc")
    server.formats = ("wav",)
    log = Log()
    for _ in range(3):
        ask(server, listener=log)
    assert requested_formats(server) == ["mp3", "wav", "wav", "wav"]
    assert len(log.notices) == 1


def test_service_that_declares_wav_only_is_asked_for_wav(server: SpeechServer) -> None:
    require("lameenc")
    service = Service(server.base_url, KEY, "bare", response_formats=("wav",))
    log = Log()
    for _ in range(2):
        assert ask(server, service=service, listener=log).response_format == "mp3"
    assert requested_formats(server) == ["wav", "wav"]
    assert len(log.notices) == 1
    assert ask(server, service=service, response_format="wav", listener=log).response_format == "wav"


@pytest.mark.parametrize(("wanted", "limit"), [("aac", 300), ("opus", 300), ("flac", 300), ("flac", 4096)])
def test_service_that_declares_pcm_without_wav_is_asked_for_pcm(
    server: SpeechServer, wanted: str, limit: int
) -> None:
    require("soundfile", "av")
    server.formats = ("mp3", "pcm")
    service = Service(server.base_url, KEY, "bare", response_formats=server.formats, limit=limit)
    log = Log()
    for _ in range(2):
        speech = ask(server, LONG_TEXT, service=service, response_format=wanted, listener=log)
        assert (speech.response_format, sniff(speech.data)) == (wanted, wanted)
        samples, rate = decode(speech.data)
        assert len(samples) / rate == pytest.approx(speech.parts[-1].end, abs=0.1)
    assert set(requested_formats(server)) == {"pcm"}
    assert log.notices == [f"{server.base_url} does not make {wanted}: pcm is requested, and encoded here."]


def test_wav_of_a_service_that_declares_pcm_is_made_here(server: SpeechServer) -> None:
    server.formats = ("mp3", "pcm")
    service = Service(server.base_url, KEY, "bare", response_formats=server.formats)
    speech = ask(server, service=service, response_format="wav", listener=Log())
    assert (requested_formats(server), sniff(speech.data)) == (["pcm"], "wav")
    assert speech.duration == pytest.approx(ask(server, response_format="pcm").duration, abs=0.1)


def test_parts_of_a_format_that_is_not_joined_are_requested_as_the_service_makes_them(
    server: SpeechServer,
) -> None:
    require("soundfile")
    server.formats = ("opus", "pcm")
    service = Service(server.base_url, KEY, "bare", response_formats=server.formats, limit=300)
    log = Log()
    speech = ask(server, LONG_TEXT, service=service, response_format="opus", listener=log)
    assert (set(requested_formats(server)), sniff(speech.data), log.notices) == ({"pcm"}, "opus", [])


def test_long_text_of_a_server_of_wav_only_is_joined_and_encoded(server: SpeechServer) -> None:
    require("lameenc")
    server.formats = ("wav",)
    service = Service(server.base_url, KEY, "bare", limit=300)
    speech = ask(server, LONG_TEXT, service=service, listener=Log())
    assert (speech.response_format, len(speech.parts)) == ("mp3", 12)
    assert speech.parts[-1].end == pytest.approx(speech.duration, abs=0.1)
    assert set(requested_formats(server)[-12:]) == {"wav"}
    samples, rate = decode(speech.data)
    assert len(samples) / rate == pytest.approx(speech.duration, abs=0.1)


def stereo(audio: bytes) -> bytes:
    """Return a mono wav with two equal channels."""
    samples = wav.decode(audio)
    doubled = (np.repeat(np.frombuffer(block, "<i2"), 2).tobytes() for block in samples.blocks)
    return wav.mend(b"".join(wav.encode(samples._replace(blocks=doubled, channels=2))))


def test_stereo_wav_is_mixed_for_pcm(server: SpeechServer) -> None:
    server.misbehave(rewritten_wav(stereo))
    service = Service(server.base_url, KEY, "bare", response_formats=("wav",))
    speech = ask(server, service=service, response_format="pcm", listener=Log())
    mono = ask(server, response_format="pcm", listener=Log())
    assert (speech.response_format, speech.data) == ("pcm", mono.data)


def test_wav_that_cannot_be_encoded_is_kept(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    server.misbehave(rewritten_wav(stereo))
    service = Service(server.base_url, KEY, "bare", response_formats=("wav",))
    with pytest.raises(SpeechError, match="No mixer from 2 channels to 1 is installed") as caught:
        ask(server, service=service, response_format="pcm", listener=Log())
    speech = caught.value.speech
    assert speech is not None
    assert (speech.response_format, speech.duration) == ("wav", ask(server, response_format="wav").duration)


def test_wav_of_a_server_of_wav_only_is_cached(server: SpeechServer) -> None:
    require("lameenc")
    server.formats = ("wav",)
    first = ask(server, cache=True, listener=Log())
    server.requests.clear()
    second = ask(server, cache=True)
    assert (server.requests, second.from_cache, second.data) == ([], True, first.data)
    attempts._encoded_here.clear()  # as in another process, which learns it by a request
    assert ask(server, cache=True, listener=Log()).from_cache is False
    assert requested_formats(server) == ["mp3"]


def test_server_that_refuses_wav_too_gives_both_errors(server: SpeechServer) -> None:
    require("lameenc")
    server.formats = ("pcm",)
    log = Log()
    with pytest.raises(ServiceError, match=r"must be one of pcm[\s\S]*In wav: .*must be one of pcm"):
        ask(server, listener=log)
    assert requested_formats(server) == ["mp3", "wav"]
    assert log.notices == []
    server.formats = ("mp3",)
    ask(server)
    assert requested_formats(server)[-1] == "mp3"


def test_missing_encoder_is_named(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lameenc", None)
    server.formats = ("wav",)
    with pytest.raises(ServiceError, match=r"one of wav[\s\S]*No encoder for mp3 .* Or ask for wav\."):
        ask(server)
    assert requested_formats(server) == ["mp3"]


@pytest.mark.usefixtures("fallback")
def test_builtin_voice_speaks_after_a_server_of_wav_only_fails(server: SpeechServer) -> None:
    server.formats = ("wav",)
    server.misbehave(out_of_quota())
    log = Log()
    speech = ask(server, listener=log)
    assert (speech.service, speech.response_format) == ("builtin", "mp3")
    assert [plan.part_format for plan in log.plans] == ["mp3", "wav", "mp3"]
    assert len(log.notices) == 1


def test_other_refusals_are_not_repeated_in_wav(server: SpeechServer) -> None:
    server.misbehave(respond(400, error("The input is too rude.", 400, "input")))
    with pytest.raises(ServiceError, match="too rude"):
        ask(server)
    assert requested_formats(server) == ["mp3"]
