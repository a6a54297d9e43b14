"""What speaks where a service cannot: the built-in voice, if the user wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Service, SpeechDefaults, SpeechWarning, speak
from ipytts.audio.formats import sniff
from ipytts.errors import (
    AuthenticationError,
    QuotaError,
    RateLimitError,
    ServiceError,
    SpeechStoppedError,
    SpeechTimeoutError,
    UnreachableError,
    VoiceNotFoundError,
)
from ipytts.services import client
from tests.helpers.attempts import Log
from tests.helpers.client_calls import LONG_TEXT, TEXT, ask
from tests.helpers.environment import KEY, require
from tests.helpers.faults import error, out_of_quota, paced, rate_limited, respond, short
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.speech_server import closed_port

if TYPE_CHECKING:
    from tests.helpers.speech_server import SpeechServer

pytestmark = pytest.mark.usefixtures("fresh_process")
SILENT = paced(Pace(silence=FOREVER))


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
    with pytest.raises(QuotaError, match="built-in voice speaks only English") as caught:
        ask(server, "你好。", listener=log)
    assert "out of credit" in str(caught.value)
    assert (caught.value.status, caught.value.speech, log.notices) == (429, None, [])


@pytest.mark.usefixtures("fallback")
def test_builtin_voice_names_foreign_words_in_place_of_a_service(server: SpeechServer) -> None:
    server.misbehave(out_of_quota())
    log = Log()
    speech = ask(server, "Tokyo is 東京.", listener=log)
    assert (speech.service, speech.text) == ("builtin", "Tokyo is 東京.")
    assert "cannot say 1 foreign word or phrase (東京)" in log.notices[-1]


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
