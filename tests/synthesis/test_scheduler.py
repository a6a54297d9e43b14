"""Long texts: in parts, side by side, in order, and nothing fetched twice."""

from __future__ import annotations

import dataclasses
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from ipytts import Service
from ipytts.errors import RateLimitError, ServiceError, SpeechError, SpeechStoppedError, UnreachableError
from ipytts.synthesis.listener import SpeechWarning
from ipytts.synthesis.scheduler import ConcurrencyLimit
from tests.helpers import faults
from tests.helpers.client_calls import (
    ENDS,
    LONG_TEXT,
    PARAGRAPHS,
    Recorder,
    ask,
    assert_no_thread_remains,
    service_of,
    speak_until,
    stop,
)
from tests.helpers.environment import KEY
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.sounds import FORMATS, decode, seconds, tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipytts import Speech
    from ipytts.synthesis.part import Part
    from ipytts.synthesis.plan import Plan
    from tests.helpers.faults import Fault, ValidRequest
    from tests.helpers.http_responses import Response
    from tests.helpers.speech_server import SpeechServer

LIMIT = 300  # characters; each paragraph fits it, and is a part


def _service(server: SpeechServer, at_once: int = 4) -> Service:
    return dataclasses.replace(service_of(server), limit=LIMIT, at_once=at_once)


def _ask(server: SpeechServer, text: str = LONG_TEXT, **options: object) -> Speech:
    return ask(server, text, **{"service": _service(server), **options})


def _for_text(beginning: str, fault: Fault) -> Fault:
    """Commit a fault against the requests whose text begins so, and behave for the others."""

    def chosen(request: ValidRequest) -> Response:
        return fault(request) if request.body["input"].startswith(beginning) else request.correct_response()

    return chosen


def _inputs(server: SpeechServer) -> list[str]:
    return [request.body["input"] for request in server.requests]


def _pitch(samples: np.ndarray, rate: int) -> float:
    """Return the loudest frequency, in Hz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.fft.rfftfreq(len(samples), 1 / rate)[spectrum.argmax()])


@pytest.mark.parametrize("name", FORMATS)
def test_parts_are_joined_in_order_with_their_times(name: str, server: SpeechServer) -> None:
    # Each text hums at a pitch of its own; the first part comes last.
    server.misbehave(_for_text("Paragraph 0", faults.paced(Pace(silence=0.5))), times=FOREVER)
    speech = _ask(server, response_format=name)
    assert speech.response_format == name
    assert "".join(part.text for part in speech.parts) == LONG_TEXT
    assert len(speech.parts) == len(server.requests) == len(PARAGRAPHS)
    samples, rate = decode(speech.data, pcm_rate=speech.pcm_rate if name == "pcm" else None)
    assert len(samples) / rate == pytest.approx(speech.duration, abs=0.05)
    assert speech.parts[-1].end == pytest.approx(speech.duration, abs=0.05)
    for part, following in pairwise(speech.parts):
        assert part.end == following.start
    for part in speech.parts:
        middle = samples[int((part.start + 0.2) * rate) : int((part.start + 0.5) * rate)]
        expected = 300 + zlib.crc32(part.text.strip().encode()) % 700
        assert _pitch(middle, rate) == pytest.approx(expected, abs=8)


@pytest.mark.parametrize("at_once", [1, 3])
def test_scheduler_respects_at_once(at_once: int, server: SpeechServer) -> None:
    server.misbehave(faults.paced(Pace(silence=FOREVER)), times=FOREVER)
    service = _service(server, at_once)
    speak_until(
        lambda _: server.wait_for_requests(at_once), stop, SpeechStoppedError, text=LONG_TEXT, service=service
    )
    server.wait_for_connections(0)
    assert len(server.requests) == at_once


def test_scheduler_bounds_the_characters_read_ahead(server: SpeechServer) -> None:
    server.misbehave(_for_text("Paragraph 0", faults.paced(Pace(silence=FOREVER))), times=FOREVER)

    def when(_: Recorder) -> None:
        server.wait_for_requests(4)
        time.sleep(0.3)  # in which more would come

    speak_until(when, stop, SpeechStoppedError, text=LONG_TEXT, service=_service(server, at_once=2))
    # The first part hangs; with it, these are as many characters as two requests may have.
    assert len(server.requests) == 4


@ENDS
def test_stop_ends_all_parts_and_keeps_whole_ones(
    end: Callable[[Recorder], None], error: type[BaseException], server: SpeechServer
) -> None:
    server.misbehave(_for_text("Paragraph 5", faults.paced(Pace(silence=FOREVER))), times=FOREVER)
    service = _service(server, at_once=2)
    caught = speak_until(
        lambda _: server.wait_for_requests(8), end, error, text=LONG_TEXT, service=service, cache=True
    )
    server.wait_for_connections(2)
    assert caught.speech is not None
    said = "".join(part.text for part in caught.speech.parts)
    assert LONG_TEXT.startswith(said)
    assert not caught.speech.complete
    server.behave()
    server.requests.clear()
    speech = _ask(server, cache=True)
    assert "".join(part.text for part in speech.parts) == LONG_TEXT
    assert not speech.from_cache
    assert not any(text in said for text in _inputs(server))
    assert len(server.requests) < len(PARAGRAPHS) - 4


def test_error_names_the_failed_part_and_keeps_the_others(server: SpeechServer) -> None:
    failing = _for_text("Paragraph 4", faults.respond(400, "This number is not liked."))
    server.misbehave(failing, times=FOREVER)
    server.pace = Pace(silence=0.1)  # others are under way when it fails
    with pytest.raises(ServiceError) as caught:
        _ask(server, cache=True)
    assert f"Part 5 of {len(PARAGRAPHS)} ('Paragraph 4 is about" in str(caught.value)
    assert "This number is not liked." in str(caught.value)
    assert caught.value.speech is not None
    assert len(caught.value.speech.parts) == 4
    answered = {text for text in _inputs(server) if not text.startswith("Paragraph 4")}
    assert (
        f"{len(answered)} of the {len(PARAGRAPHS)} parts are in the cache: run it again to fetch the rest."
        in str(caught.value)
    )
    server.behave()
    server.requests.clear()
    assert len(_ask(server, cache=True).parts) == len(PARAGRAPHS)
    assert answered.isdisjoint(_inputs(server))
    assert len(server.requests) == len(PARAGRAPHS) - len(answered)


def test_scheduler_lowers_concurrency_after_429(server: SpeechServer) -> None:
    server.at_once = 2
    server.pace = Pace(silence=0.2)
    text = "\n\n".join(PARAGRAPHS[n % 12].replace("number is", f"number in round {n} is") for n in range(24))
    speech = _ask(server, text, service=_service(server, at_once=6))
    assert len(speech.parts) == 24
    refused = len(server.requests) - len(speech.parts)
    assert 0 < refused < len(speech.parts) / 2


def test_concurrency_limit_rises_after_successes() -> None:
    limit = ConcurrencyLimit(4)
    limit.lower(under_way=4)
    limit.lower(under_way=4)
    assert limit.allowed == 2
    for _ in range(50):
        limit.raise_slowly()
    assert limit.allowed == 4
    for _ in range(9):
        limit.lower(under_way=4)
    assert limit.allowed == 1


def test_scheduler_fails_when_429_never_ends(server: SpeechServer) -> None:
    server.misbehave(faults.rate_limited({"retry-after-ms": "10"}), times=FOREVER)
    with pytest.raises(RateLimitError, match=r"(?s)Part 1 of .*Too many requests"):
        _ask(server)
    assert_no_thread_remains()


def test_scheduler_takes_repeated_parts_from_the_cache(server: SpeechServer) -> None:
    first = _ask(server, cache=True)
    count = len(server.requests)
    again = _ask(server, cache=True)
    assert (again.data, again.parts) == (first.data, first.parts)
    assert (first.from_cache, again.from_cache) == (False, True)
    assert len(server.requests) == count
    changed = LONG_TEXT.replace("the 49th row", "the 50th row")
    assert not _ask(server, changed, cache=True).from_cache
    assert _inputs(server)[count:] == [changed.split("\n\n")[7]]


def test_cache_key_covers_every_setting(server: SpeechServer) -> None:
    server.known_fields |= {"speed", "instructions", "language"}
    for options in (
        {},
        {"voice": "nova"},
        {"model": "model-a"},
        {"speed": 1.5},
        {"instructions": "Slowly."},
        {"response_format": "wav"},
        {"extra": {"language": "en"}},
        {"text": "Hello from another test."},
        {"service": Service(server.base_url.replace("127.0.0.1", "localhost"), KEY, "bare")},
    ):
        count = len(server.requests)
        assert not ask(server, cache=True, **options).from_cache
        assert ask(server, cache=True, **options).from_cache
        assert len(server.requests) == count + 1


def test_cache_false_fetches_again_and_replaces(server: SpeechServer) -> None:
    old = ask(server, cache=True)
    server.speech = lambda text, name, speed: tone(text + text, name, speed)
    assert ask(server, cache=True).data == old.data
    new = ask(server, cache=False)
    assert new.data != old.data
    assert ask(server, cache=True).data == new.data


def test_unwritable_cache_gives_a_warning(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("IPYTTS_CACHE_DIR", str(tmp_path / "file" / "cache"))
    with pytest.warns(SpeechWarning, match=r"The cache in .* cannot store the audio: Not a directory"):
        assert _ask(server, cache=True).complete


def test_cache_holds_no_key(server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTTS_CACHE_DIR", str(tmp_path))
    ask(server, cache=True)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(KEY.encode() in path.read_bytes() or KEY in path.name for path in files)


def test_cache_keeps_no_silent_audio(server: SpeechServer) -> None:
    server.misbehave(faults.broken("body", 2000, "close"))
    with pytest.raises(UnreachableError, match="broke in the middle"):
        ask(server, cache=True)
    assert not ask(server, cache=True).from_cache


@pytest.mark.parametrize("name", ["opus", "flac"])
def test_missing_encoder_is_reported_before_any_request(
    name: str, server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)  # what Python does for a package that is not there
    with pytest.raises(SpeechError, match=r"ipytts\[offline\]"):
        _ask(server, response_format=name)
    assert server.requests == []


def test_parts_of_different_formats_are_refused(server: SpeechServer) -> None:
    server.misbehave(_for_text("Paragraph 3", faults.another_format("wav")), times=FOREVER)
    with pytest.raises(SpeechError, match="fit together") as caught:
        _ask(server, response_format="mp3")
    assert caught.value.speech is not None  # what came before


def test_pcm_parts_of_different_rates_are_joined(server: SpeechServer) -> None:
    server.misbehave(_for_text("Paragraph 3", faults.pcm_at(22_050)), times=FOREVER)
    speech = _ask(server, response_format="pcm")
    assert speech.pcm_rate == 24_000
    assert speech.duration == pytest.approx(seconds(speech.data, pcm_rate=24_000), abs=0.01)
    assert len(speech.parts) == len(PARAGRAPHS)


def test_listener_gets_the_plan_and_each_part(server: SpeechServer) -> None:
    class Follower(Recorder):
        heard: list[object]

        def on_plan(self, plan: Plan) -> None:
            self.heard = [len(plan.steps)]

        def on_part(self, part: Part) -> None:
            self.heard.append(part)

    follower = Follower()
    speech = _ask(server, listener=follower)
    assert follower.heard == [len(speech.parts), *speech.parts]


def test_threads_share_one_request_for_the_same_text(server: SpeechServer) -> None:
    server.pace = Pace(silence=0.3)
    with ThreadPoolExecutor(6) as pool:
        spoken = list(pool.map(lambda _: ask(server, cache=True).data, range(6)))
    assert len(set(spoken)) == 1
    assert len(server.requests) == 1


def test_error_claims_nothing_kept_without_a_cache(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPYTTS_CACHE_SIZE", "0")
    server.misbehave(_for_text("Paragraph 4", faults.respond(400, "No.")), times=FOREVER)
    with pytest.raises(ServiceError) as caught:
        _ask(server, cache=True)
    assert "Kept" not in str(caught.value)


def test_on_wait_is_called_while_other_parts_end(server: SpeechServer) -> None:
    class Waiter(Recorder):
        waited = 0

        def on_wait(self) -> None:
            self.waited += 1

    waiter = Waiter()
    server.pace = Pace(silence=1.0)
    refuse = faults.respond(400, "No.")

    def refuse_when_another_runs(request: Any) -> Any:
        deadline = time.monotonic() + 10
        while len(server.requests) < 2 and time.monotonic() < deadline:  # the other part may begin later
            time.sleep(0.01)
        return refuse(request)

    server.misbehave(_for_text("Paragraph 0", refuse_when_another_runs), times=FOREVER)
    with pytest.raises(ServiceError, match="Part 1 of"):
        _ask(server, listener=waiter, service=_service(server, at_once=2))
    assert waiter.waited > 5
    assert_no_thread_remains()
