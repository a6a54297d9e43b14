"""What speaks where the requested speech fails before any sound."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from ipytts import Listener, Service, SpeechDefaults, SpeechWarning, speak
from ipytts.audio import wav
from ipytts.audio.formats import sniff
from ipytts.errors import (
    AuthenticationError,
    ModelNotFoundError,
    QuotaError,
    RateLimitError,
    ServiceError,
    SpeechError,
    SpeechStoppedError,
    SpeechTimeoutError,
    UnreachableError,
    VoiceNotFoundError,
)
from ipytts.services import client
from ipytts.services.model import Model
from ipytts.synthesis import attempts
from ipytts.synthesis.pipeline import synthesize
from ipytts.synthesis.plan import plan_passages
from tests.helpers.client_calls import LONG_TEXT, TEXT, ask
from tests.helpers.environment import KEY, require
from tests.helpers.faults import error, out_of_quota, paced, rate_limited, respond, rewritten_wav, short
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.sounds import decode
from tests.helpers.speech_server import closed_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts.synthesis.plan import Plan
    from tests.helpers.speech_server import SpeechServer

SILENT = paced(Pace(silence=FOREVER))


@pytest.fixture(autouse=True)
def _fresh_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(attempts, "_encoded_here", set())
    yield
    SpeechDefaults.clear_instance()


@pytest.fixture
def fallback() -> None:
    """Let the built-in voice speak where the service cannot."""
    require("hibari", "lameenc")
    SpeechDefaults.instance().fallback = "builtin"


class Log(Listener):
    """Records the calls that a listener gets."""

    shows_progress = True

    def __init__(self) -> None:
        self.notices: list[str] = []
        self.plans: list[Plan] = []
        self.calls: list[str] = []
        self.audio = b""

    def on_notice(self, message: str) -> None:
        self.calls.append("notice")
        self.notices.append(message)

    def on_start(self, stop: object) -> None:
        self.calls.append("start")

    def on_plan(self, plan: Plan) -> None:
        self.calls.append("plan")
        self.plans.append(plan)

    def on_audio(self, data: bytes) -> None:
        if not self.audio:
            self.calls.append("audio")
        self.audio += data


def requested_formats(server: SpeechServer) -> list[Any]:
    return [request.body["response_format"] for request in server.requests]


# -- The built-in voice ------------------------------------------------------------------------------


@pytest.mark.usefixtures("fallback")
def test_builtin_voice_speaks_if_the_server_is_unreachable() -> None:
    log = Log()
    with closed_port() as port:
        speech = speak(
            TEXT,
            service=f"http://127.0.0.1:{port}/v1",
            voice="coral",
            instructions="Whisper.",
            extra={"language": "en"},
            listener=log,
        )
    assert (speech.service, speech.voice, speech.model) == ("builtin", "heart", "hibari")
    assert (speech.text, speech.response_format, speech.complete) == (TEXT, "mp3", True)
    assert log.calls == ["start", "plan", "plan", "notice", "audio"]
    (notice,) = log.notices
    assert notice.startswith(f"http://127.0.0.1:{port}/v1 cannot be reached: the built-in voice speaks, as ")


@pytest.mark.usefixtures("fallback")
@pytest.mark.parametrize(
    "fault", [out_of_quota(), respond(402, error("Add credit.", 402))], ids=["429", "402"]
)
def test_builtin_voice_speaks_if_the_account_is_out_of_credit(server: SpeechServer, fault: Any) -> None:
    server.misbehave(fault)
    with pytest.warns(SpeechWarning, match="account is out of credit: the built-in voice speaks"):
        assert ask(server).service == "builtin"
    assert len(server.requests) == 1


@pytest.mark.usefixtures("fallback")
@pytest.mark.parametrize("status", [502, 503, 504])
def test_builtin_voice_speaks_if_a_gateway_reaches_no_server(
    status: int, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_FIRST_BACKOFF", 0.01)
    server.misbehave(respond(status, error("Try again.", status)), times=FOREVER)
    log = Log()
    assert ask(server, listener=log).service == "builtin"
    assert len(server.requests) == 3
    assert log.notices[0].startswith(f"{server.base_url} answered {status}: the built-in voice speaks")


@pytest.mark.usefixtures("fallback")
def test_builtin_voice_speaks_after_a_timeout_without_sound(server: SpeechServer) -> None:
    server.misbehave(SILENT)
    assert ask(server, timeout=0.3, listener=Log()).service == "builtin"


@pytest.mark.usefixtures("fallback")
def test_builtin_voice_speaks_a_long_text_whole(server: SpeechServer) -> None:
    server.misbehave(out_of_quota(), times=FOREVER)
    service = Service(server.base_url, KEY, "bare", limit=300)
    speech = ask(server, LONG_TEXT, service=service, response_format="opus", speed=3, listener=Log())
    assert (speech.service, speech.response_format, len(speech.parts)) == ("builtin", "opus", 12)
    assert sniff(speech.data) == "opus"
    assert "".join(part.text for part in speech.parts) == LONG_TEXT


@pytest.mark.usefixtures("fallback")
@pytest.mark.parametrize(("speed", "possible"), [(0.25, 0.5), (4, 2), (1.5, 1.5)])
def test_builtin_voice_takes_the_nearest_speed_that_it_has(
    server: SpeechServer, speed: float, possible: float
) -> None:
    server.misbehave(out_of_quota())
    log = Log()
    ask(server, speed=speed, listener=log)
    assert [plan.steps[0].request.speed for plan in log.plans] == [speed, possible]


@pytest.mark.usefixtures("fallback")
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (respond(401, error("Incorrect API key.", 401)), AuthenticationError),
        (respond(400, error("No such voice.", 400)), ServiceError),
        (rate_limited({"retry-after": "60"}), RateLimitError),
        (respond(500, error("Internal error.", 500)), ServiceError),
        (respond(502, error("Voice 'alloy' not found.", 502)), VoiceNotFoundError),
    ],
)
def test_builtin_voice_does_not_cover_other_errors(
    server: SpeechServer, fault: Any, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_FIRST_BACKOFF", 0.01)
    server.misbehave(fault, times=FOREVER)
    with pytest.raises(kind):
        ask(server, timeout=5)


def test_builtin_voice_is_off_by_default(server: SpeechServer) -> None:
    require("hibari")
    server.misbehave(out_of_quota())
    with pytest.raises(QuotaError):
        ask(server)


@pytest.mark.usefixtures("fallback")
@pytest.mark.parametrize("then", ["close", "hang"])
def test_recording_never_mixes_voices(server: SpeechServer, then: Any) -> None:
    server.misbehave(short(1500, then), times=FOREVER)
    log = Log()
    with pytest.raises((UnreachableError, SpeechTimeoutError)) as caught:
        ask(server, LONG_TEXT, timeout=1, listener=log)
    assert caught.value.speech is not None
    assert caught.value.speech.service == server.base_url
    assert len(log.plans) == 1


@pytest.mark.usefixtures("fallback")
def test_cached_part_counts_as_sound(server: SpeechServer) -> None:
    service = Service(server.base_url, KEY, "bare", limit=300)
    begun = LONG_TEXT[: LONG_TEXT.index("Paragraph 2")]
    ask(server, begun + "Other words. " * 20, service=service, cache=True)
    server.misbehave(out_of_quota(), times=FOREVER)
    with pytest.raises(QuotaError, match="of the 12 parts are in the cache") as caught:
        ask(server, LONG_TEXT, service=service, cache=True)
    assert caught.value.speech is not None
    assert caught.value.speech.service == server.base_url


def test_missing_builtin_voice_adds_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    SpeechDefaults.instance().fallback = "builtin"
    monkeypatch.setattr("ipytts.services.service_selection.builtin_is_installed", lambda: False)
    with (
        closed_port() as port,
        pytest.raises(UnreachableError, match=r'nothing listens[\s\S]*run `pip install "ipytts\[offline\]"`'),
    ):
        speak(TEXT, service=f"http://127.0.0.1:{port}/v1")


@pytest.mark.usefixtures("fallback")
def test_error_has_both_reasons_if_the_builtin_voice_fails_too(server: SpeechServer) -> None:
    server.misbehave(out_of_quota())
    log = Log()
    with pytest.raises(QuotaError, match=r"With the built-in voice: .*reads only English") as caught:
        ask(server, "你好。", listener=log)
    assert "out of credit" in str(caught.value)
    assert (caught.value.status, caught.value.speech, log.notices) == (429, None, [])


@pytest.mark.usefixtures("fallback")
def test_stop_during_the_first_attempt_ends_all(server: SpeechServer) -> None:
    server.misbehave(SILENT, times=FOREVER)

    class Impatient(Log):
        stop: Any

        def on_start(self, stop: object) -> None:
            self.stop = stop

        def on_wait(self) -> None:
            self.stop.set()

    log = Impatient()
    with pytest.raises(SpeechStoppedError):
        ask(server, listener=log)
    assert len(log.plans) == 1


# -- A replacement that the service names ------------------------------------------------------------


def retired(model: str) -> Any:
    """Refuse the model, and name another one in its place."""
    return respond(
        404, {"error": {"code": "model_not_found", "message": "Gone.", "replacementModelId": model}}
    )


def requested_models(server: SpeechServer) -> list[Any]:
    return [request.body["model"] for request in server.requests if request.method == "POST"]


def test_replacement_of_the_default_model_speaks(server: SpeechServer) -> None:
    server.misbehave(retired("tts-2"))
    log = Log()
    speech = ask(server, listener=log)
    assert requested_models(server) == ["gpt-4o-mini-tts", "tts-2"]
    assert (speech.model, speech.voice, speech.service) == ("tts-2", "alloy", server.base_url)
    (notice,) = log.notices
    assert "'gpt-4o-mini-tts', and names 'tts-2' in its place" in notice
    assert notice.endswith('%config SpeechDefaults.model = "tts-2"')


def test_replacement_has_its_own_default_voice(server: SpeechServer) -> None:
    models = (Model("old", ("ash",)), Model("new", ("ivy",)))
    service = Service(server.base_url, KEY, "bare", models=models)
    for voice, spoken in ((None, "ivy"), ("ash", "ash")):
        server.misbehave(retired("new"))
        assert ask(server, service=service, voice=voice, listener=Log()).voice == spoken


def test_replacement_keeps_the_default_voice_if_it_has_it(server: SpeechServer) -> None:
    models = (Model("old", ("alloy",)), Model("new", ("zed", "alloy")))
    server.misbehave(retired("new"))
    service = Service(server.base_url, KEY, "bare", models=models)
    assert ask(server, service=service, listener=Log()).voice == "alloy"


def test_voice_of_a_role_is_never_replaced(server: SpeechServer) -> None:
    models = (Model("old", ("alloy",)), Model("new", ("zed",)))
    service = Service(server.base_url, KEY, "bare", models=models, at_once=1)
    server.misbehave(retired("new"))
    planned = plan_passages([("A heading.", "alloy"), ("Some text.", None)], service=service)
    synthesize(planned, Log(), timeout=None)
    voices = [request.body["voice"] for request in server.requests if request.method == "POST"]
    assert requested_models(server) == ["old", "new", "new"]
    assert voices == ["alloy", "alloy", "alloy"]


@pytest.mark.parametrize("how", ["argument", "configuration"])
def test_model_that_the_user_named_is_never_replaced(server: SpeechServer, how: str) -> None:
    server.misbehave(retired("tts-2"), times=FOREVER)
    if how == "configuration":
        SpeechDefaults.instance().model = "tts-1"
    with pytest.raises(ModelNotFoundError, match="Gone"):
        ask(server, model="tts-1" if how == "argument" else None)
    assert requested_models(server) == ["tts-1"]


def test_replacement_that_is_refused_too_is_the_last(server: SpeechServer) -> None:
    # In a circle: each names another one.
    server.misbehave(retired("tts-2"), retired("gpt-4o-mini-tts"), retired("tts-2"), retired("tts-1"))
    log = Log()
    with pytest.raises(ModelNotFoundError, match=r"Gone[\s\S]*With the model 'tts-2': .*Gone"):
        ask(server, listener=log)
    assert requested_models(server) == ["gpt-4o-mini-tts", "tts-2"]
    assert log.notices == []


def test_cached_audio_of_a_retired_model_plays(server: SpeechServer) -> None:
    first = ask(server, cache=True)
    server.requests.clear()
    server.misbehave(retired("tts-2"), times=FOREVER)
    second = ask(server, cache=True)
    assert (second.data, second.model, server.requests) == (first.data, "gpt-4o-mini-tts", [])


@pytest.mark.usefixtures("fallback")
def test_builtin_voice_speaks_if_a_named_model_is_refused(server: SpeechServer) -> None:
    server.misbehave(retired("tts-2"))
    log = Log()
    assert ask(server, model="tts-1", listener=log).model == "hibari"
    assert "does not have the model: the built-in voice speaks" in log.notices[0]


@pytest.mark.usefixtures("fallback")
def test_notice_of_the_builtin_voice_is_the_same_each_time(server: SpeechServer) -> None:
    server.misbehave(out_of_quota(), times=FOREVER)
    log = Log()
    for _ in range(2):
        ask(server, listener=log)
    assert len(log.notices) == 2
    assert len(set(log.notices)) == 1


@pytest.mark.usefixtures("fallback")
def test_four_attempts_at_most(server: SpeechServer) -> None:
    server.formats = ("wav",)
    server.misbehave(retired("tts-2"), out_of_quota())
    log = Log()
    assert ask(server, listener=log).service == "builtin"
    attempted = [(plan.request.model, plan.part_format) for plan in log.plans]
    assert attempted == [
        ("gpt-4o-mini-tts", "mp3"),
        ("gpt-4o-mini-tts", "wav"),
        ("tts-2", "wav"),
        ("hibari", "mp3"),
    ]
    assert len(log.notices) == 1


def test_notices_of_a_replacement_and_of_a_format_are_both_shown(server: SpeechServer) -> None:
    require("lameenc")
    server.formats = ("wav",)
    server.misbehave(retired("tts-2"))
    log = Log()
    assert ask(server, listener=log).model == "tts-2"
    assert [("names 'tts-2'" in notice, "does not make mp3" in notice) for notice in log.notices] == [
        (True, False),
        (False, True),
    ]


# -- Wav, encoded here ---------------------------------------------------------------------------------


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
