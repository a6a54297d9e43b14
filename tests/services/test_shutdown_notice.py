"""The notice that a service ends a model: once a day, from the kept list alone."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from ipytts.services import catalog as catalog_module
from ipytts.services import shutdown_notice as notice_module
from ipytts.services.catalog import read_catalog, with_declaration
from ipytts.services.model import Model
from ipytts.services.shutdown_notice import shutdown_notice
from tests.helpers import catalogs
from tests.helpers.client_calls import service_of

if TYPE_CHECKING:
    from pathlib import Path

    from ipytts import Service
    from tests.helpers.speech_server import SpeechServer


@pytest.fixture(autouse=True)
def _fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    _start_process(monkeypatch)


def _start_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what only a process remembers."""
    monkeypatch.setattr(notice_module, "_given", set())
    monkeypatch.setattr(catalog_module, "_kept_lists", {})


def _in_days(days: int) -> date:
    return datetime.now(timezone.utc).date() + timedelta(days=days)


def _ending(server: SpeechServer, days: int) -> Service:
    """Return a service whose list, which is kept, ends tts-1 in so many days."""
    server.catalogs = {"/models": catalogs.openai_models("tts-2", tts_1=str(_in_days(days)))}
    service = replace(service_of(server), name="openai", voice_lists=())
    read_catalog(service, max_age=0)
    server.requests.clear()
    return service


def test_notice_says_when_and_what_to_do(server: SpeechServer) -> None:
    service = _ending(server, 40)
    assert shutdown_notice(service, "tts-2") is None
    assert shutdown_notice(service, "tts-1") == (
        f"openai ends the model tts-1 on {_in_days(40)}.\n"
        "`ipytts voices --service openai` lists its models. To choose another:\n"
        '  %config SpeechDefaults.model = "NAME"'
    )
    assert not server.requests


def test_declared_end_of_a_model_gives_no_notice(server: SpeechServer) -> None:
    ending = replace(service_of(server), models=(Model("tts-1", shutdown=_in_days(3)),))
    assert shutdown_notice(ending, "tts-1") is None
    assert with_declaration(ending, Model("tts-1")).shutdown is None


def test_notice_names_the_replacement_of_the_service(server: SpeechServer) -> None:
    (_, ending) = catalogs.VENICE["data"]
    spec = {
        **ending["model_spec"],
        "deprecation": {"removesAt": f"{_in_days(3)}T00:00:00Z", "replacementModelId": "tts-kokoro"},
    }
    server.catalogs = {"/models": {"data": [{**ending, "model_spec": spec}]}}
    service = service_of(server)
    read_catalog(service)
    notice = shutdown_notice(service, "tts-old")
    assert notice is not None
    assert notice.endswith(
        'It names tts-kokoro in its place. To choose that:\n  %config SpeechDefaults.model = "tts-kokoro"'
    )


@pytest.mark.parametrize("days", [0, 60])
def test_notice_is_given_in_the_last_60_days(server: SpeechServer, days: int) -> None:
    assert shutdown_notice(_ending(server, days), "tts-1")


@pytest.mark.parametrize("days", [-1, 61])
def test_notice_is_not_given_earlier_or_later(server: SpeechServer, days: int) -> None:
    assert shutdown_notice(_ending(server, days), "tts-1") is None


def test_notice_is_given_once_a_day_across_processes(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    service = _ending(server, 40)
    assert shutdown_notice(service, "tts-1")
    assert shutdown_notice(service, "tts-1") is None
    _start_process(monkeypatch)
    assert shutdown_notice(service, "tts-1") is None
    (mark,) = home.rglob("*.notice")
    mark.rename(mark.with_name(mark.name.replace(str(_in_days(0)), str(_in_days(-1)))))
    _start_process(monkeypatch)
    assert shutdown_notice(service, "tts-1")
    assert len(list(home.rglob("*.notice"))) == 1  # that of yesterday is gone


def test_notice_without_a_folder_is_given_once_in_a_process(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("IPYTTS_CACHE_DIR", str(tmp_path / "file" / "cache"))
    service = _ending(server, 40)
    assert shutdown_notice(service, "tts-1")
    assert shutdown_notice(service, "tts-1") is None


def test_notice_from_an_old_list_says_so(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    service = _ending(server, 40)
    (path,) = home.rglob("catalogs/*.json")
    path.write_text(json.dumps({**json.loads(path.read_text()), "read": time.time() - 10 * 86_400}))
    _start_process(monkeypatch)
    assert f"says its list of {_in_days(-10)}.\n" in str(shutdown_notice(service, "tts-1"))


def test_speak_without_a_kept_list_requests_none(server: SpeechServer) -> None:
    server.catalogs = {"/models": catalogs.openai_models(tts_1=str(_in_days(5)))}
    assert shutdown_notice(service_of(server), "tts-1") is None
    assert not server.requests


def test_say_prints_the_notice_once(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    server.catalogs = {"/models": catalogs.openai_models(tts_1=str(_in_days(5)))}
    run = [sys.executable, "-m", "ipytts"]
    subprocess.run([*run, "voices"], check=True, capture_output=True)
    say = [*run, "say", "-m", "tts-1", "-o", str(tmp_path / "talk.mp3"), "Hello."]
    first, second = (subprocess.run(say, check=True, capture_output=True) for _ in range(2))
    assert b"onerouter ends the model tts-1 on " in first.stderr
    assert second.stderr == b""
