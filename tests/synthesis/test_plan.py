"""The plan of a speech, before anything is requested."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from ipytts import Service, SpeechDefaults
from ipytts.services.catalog import read_catalog
from ipytts.services.named_services import BUILTIN
from ipytts.services.service_selection import find_service
from ipytts.synthesis.cache import open_cache
from ipytts.synthesis.plan import plan, plan_passages
from tests.helpers import catalogs
from tests.helpers.client_calls import LONG_TEXT, PARAGRAPHS, ask
from tests.helpers.environment import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.speech_server import SpeechServer

NOBODY = "http://127.0.0.1:9/v1"


@pytest.fixture(autouse=True)
def _own_defaults() -> Iterator[None]:
    yield
    SpeechDefaults.clear_instance()


def test_plan_of_a_short_text_is_one_unchanged_request() -> None:
    planned = plan(" Hello. \n", service=NOBODY)
    assert [step.request for step in planned.steps] == [planned.request]
    assert planned.request.text == " Hello. \n"


def test_plan_takes_the_limit_of_the_service_or_the_default() -> None:
    text = "Over and over again it goes. " * 200  # 5,800 characters
    remote = Service("https://speech.example/v1")
    assert len(plan(text, service=Service(NOBODY, limit=6000)).steps) == 1
    assert max(len(step.request.text) for step in plan(text, service=remote).steps) <= 4096
    SpeechDefaults.instance().limit = 500
    for service in (NOBODY, remote, find_service("kokoro")):
        assert plan(text, service=service).limit == 500
    assert len(plan(text, service=Service(NOBODY, limit=6000)).steps) == 1


def test_smaller_of_the_configured_and_the_declared_limit_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    groq = find_service("groq")
    assert plan("Hello.", service=groq, response_format="wav").limit == 200
    SpeechDefaults.instance().limit = 100
    assert plan("Hello.", service=groq, response_format="wav").limit == 100
    SpeechDefaults.instance().limit = 1000
    assert plan("Hello.", service=groq, response_format="wav").limit == 200
    longer = dataclasses.replace(groq, limit=300)
    assert plan("Hello.", service=longer, response_format="wav").limit == 300


def test_plan_takes_at_once_of_the_service_or_the_default() -> None:
    remote = Service("https://speech.example/v1")
    assert plan("Hello.", service=remote).at_once == 4
    SpeechDefaults.instance().at_once = 2
    assert plan("Hello.", service=remote).at_once == plan("Hello.", service=NOBODY).at_once == 2
    assert plan("Hello.", service=Service(NOBODY, at_once=8)).at_once == 8
    assert BUILTIN.at_once == 1


@pytest.mark.parametrize(
    "service",
    [NOBODY, "kokoro", "http://studio.local:8000/v1", "http://192.168.1.7/v1", "http://gpu:8000/v1"],
)
def test_plan_of_a_local_service_has_short_parts_one_at_a_time(service: str) -> None:
    planned = plan(LONG_TEXT, service=service)
    assert (planned.limit, planned.at_once) == (600, 1)
    assert len(planned.steps[0].text) <= 250
    assert len(planned.steps) == 12  # paragraphs stay whole


@pytest.mark.parametrize(
    "service",
    [Service(NOBODY, KEY), Service("https://speech.example/v1"), BUILTIN],
    ids=["key", "far", "own"],
)
def test_plan_of_other_services_has_long_parts(service: Service) -> None:
    assert plan(LONG_TEXT, service=service).limit == 4096


def test_plan_makes_no_request_for_white_space() -> None:
    text = f"Here.{' ' * 900}\n\n{' ' * 900}There."
    planned = plan(text, service=Service(NOBODY, limit=300))
    assert [step.request.text for step in planned.steps] == ["Here.", "There."]
    assert "".join(step.text for step in planned.steps) == text


@pytest.mark.parametrize(
    ("wanted", "requested"), [("opus", "wav"), ("flac", "wav"), ("mp3", "mp3"), ("pcm", "pcm")]
)
def test_plan_requests_parts_in_a_joinable_format(wanted: str, requested: str) -> None:
    pytest.importorskip("soundfile")
    long = plan(LONG_TEXT, service=Service(NOBODY, limit=300), response_format=wanted)
    assert {step.request.response_format for step in long.steps} == {requested}
    (short,) = plan("Hello.", service=NOBODY, response_format=wanted).steps
    assert short.request.response_format == wanted


def test_report_says_what_the_missing_parts_cost(server: SpeechServer) -> None:
    service = Service(server.base_url, KEY, "bare", limit=300, price=15.0)
    planned = plan(LONG_TEXT, service=service)
    size = sum(len(step.request.text) for step in planned.steps)
    cost = f"Cost: about ${15 * size / 1e6:.2g} at $15.00 for a million characters."
    assert planned.report(open_cache()).splitlines()[1] == cost
    ask(server, "".join(PARAGRAPHS[:-1]), service=service, cache=True)
    rest = len(planned.steps[-1].request.text)
    cost = f"Cost: about ${15 * rest / 1e6:.2g} at $15.00 for a million characters."
    assert planned.report(open_cache()).splitlines()[1] == cost
    ask(server, LONG_TEXT, service=service, cache=True)
    assert planned.report(open_cache()).splitlines()[1] == "Cost: nothing."
    assert "$15.00" in planned.report(open_cache(), is_fresh=True)


def test_report_takes_the_price_of_a_kept_list_and_requests_none(server: SpeechServer) -> None:
    server.catalogs = {"/models": catalogs.OPENROUTER}
    service = Service(server.base_url, KEY, "bare")
    planned = plan("Hello. " * 200, service=service, model="hexgrad/kokoro-82m")
    assert "Cost" not in planned.report(open_cache())
    assert not server.requests
    read_catalog(service)
    server.requests.clear()
    lines = planned.report(open_cache()).splitlines()
    assert lines[1] == "Cost: less than $0.001 at $0.62 for a million characters."
    assert not server.requests


def test_report_lists_cached_parts(server: SpeechServer) -> None:
    service = Service(server.base_url, KEY, "bare", limit=300)
    planned = plan(LONG_TEXT, service=service)
    assert planned.report(open_cache()).startswith(
        f"12 parts, {len(LONG_TEXT):,} characters, 0 in the cache: 12 requests to {server.base_url}.\n"
    )
    ask(server, "".join(PARAGRAPHS[:-1]), service=service, cache=True)
    server.requests.clear()
    lines = planned.report(open_cache()).splitlines()
    assert lines[0].endswith(f"11 in the cache: 1 request to {server.base_url}.")
    assert ["cached" in line for line in lines[1:]] == [True] * 11 + [False]
    assert "Paragraph 11 is about the 77th row" in lines[-1]
    assert server.requests == []


def test_plan_needs_no_key() -> None:
    assert plan("Hello.", service=Service(NOBODY, KEY)).steps == plan("Hello.", service=Service(NOBODY)).steps


def test_plan_merges_parts_without_words() -> None:
    text = f"Here it ends.\n\n{'.' * 700}\n\nThere it begins."
    steps = plan(text, service=Service(NOBODY, limit=300)).steps
    assert len(steps) == 2
    assert steps[0].request.text == "Here it ends."
    assert steps[1].request.text.endswith("There it begins.")
    assert all(len(step.request.text) <= 300 for step in steps)
    assert "".join(step.text for step in steps) == text


def test_plan_keeps_the_format_of_a_single_part() -> None:
    (step,) = plan("Hello." + "\n" * 5000, service=NOBODY, response_format="opus").steps
    assert (step.request.text, step.request.response_format) == ("Hello.", "opus")


def test_plan_passages_gives_each_text_its_voice_and_request() -> None:
    long = "Over and over again it goes. " * 10
    texts = [("A title.", None), ("He said so.", "onyx"), (long, None)]
    planned = plan_passages(texts, voice="sage", response_format="flac", service=Service(NOBODY, limit=100))
    said = [step.request.text for step in planned.steps]
    assert said[:2] == ["A title.", "He said so."]
    assert max(map(len, said)) <= 100
    assert [step.request.voice for step in planned.steps][:3] == ["sage", "onyx", "sage"]
    assert {step.request.response_format for step in planned.steps} == {"wav"}  # which can be joined
    assert planned.request.response_format == "flac"
    assert "".join(step.text for step in planned.steps) == planned.request.text
    assert planned.request.text == f"A title.\n\nHe said so.\n\n{long}"


def test_plan_passages_of_one_text_equals_plan() -> None:
    alone = plan_passages([("Hello.", "onyx")], voice="sage", response_format="flac", service=NOBODY)
    assert alone.steps == plan("Hello.", voice="onyx", response_format="flac", service=NOBODY).steps
