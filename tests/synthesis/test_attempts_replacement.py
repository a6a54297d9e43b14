"""The model that a service names in place of a retired one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipytts import Service, SpeechDefaults
from ipytts.errors import (
    ModelNotFoundError,
)
from ipytts.services.model import Model
from ipytts.synthesis.pipeline import synthesize
from ipytts.synthesis.plan import plan_passages
from tests.helpers.attempts import Log, requested_models, retired
from tests.helpers.client_calls import ask
from tests.helpers.environment import KEY, require
from tests.helpers.faults import out_of_quota
from tests.helpers.http_responses import FOREVER

if TYPE_CHECKING:
    from tests.helpers.speech_server import SpeechServer

pytestmark = pytest.mark.usefixtures("fresh_process")


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
