"""What a service lists: requested when needed, kept for a day, and never with a key where none belongs."""

from __future__ import annotations

import json
import stat
import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Service
from ipytts.services import catalog as catalog_module
from ipytts.services.catalog import (
    Catalog,
    clear_catalogs,
    kept_catalog,
    known_model,
    known_model_names,
    missing_list_reason,
    read_catalog,
)
from ipytts.services.model import Model
from tests.helpers import catalogs
from tests.helpers.client_calls import service_of
from tests.helpers.environment import KEY
from tests.helpers.faults import reply
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.speech_server import SpeechServer, closed_port

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.http_responses import Response


def _catalog_file(home: Path) -> Path:
    (path,) = home.rglob("catalogs/*.json")
    return path


def _forget_memory() -> None:
    """Do as another process, which has only the file."""
    catalog_module._kept_lists.clear()


def _names(catalog: Catalog | None) -> list[str]:
    assert catalog is not None
    return [model.name for model in catalog.models]


def _paths(server: SpeechServer) -> list[str]:
    return [request.path for request in server.requests]


def test_list_is_requested_once_a_day(server: SpeechServer, home: Path) -> None:
    service = service_of(server)
    assert _names(read_catalog(service)) == list(catalogs.MODELS)
    assert _paths(server) == ["/v1/models", "/v1/audio/voices"]
    _forget_memory()
    first = read_catalog(service)
    assert first is not None
    assert first.models[0] == Model("gpt-4o-mini-tts", catalogs.VOICES)
    assert len(server.requests) == 2
    path = _catalog_file(home)
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "read": time.time() - 90_000}))
    _forget_memory()
    server.catalogs["/models"] = {"data": [{"id": "new-tts", "type": "tts"}]}
    assert _names(kept_catalog(service)) == list(catalogs.MODELS)  # an older copy is better than none
    assert _names(read_catalog(service)) == ["new-tts"]


def test_older_copy_serves_when_the_server_fails(server: SpeechServer) -> None:
    service = service_of(server)
    read_catalog(service)
    server.catalogs = {}
    assert _names(read_catalog(service, max_age=0)) == list(catalogs.MODELS)


def test_failure_is_not_repeated_at_once(server: SpeechServer) -> None:
    server.catalogs = {}
    assert read_catalog(service_of(server)) is None
    count = len(server.requests)
    assert read_catalog(service_of(server)) is None
    assert len(server.requests) == count


def test_threads_share_one_request(server: SpeechServer) -> None:
    service = replace(service_of(server), voice_lists=())
    threads = [threading.Thread(target=read_catalog, args=(service,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _paths(server) == ["/v1/models"]


@pytest.mark.parametrize(
    "damage",
    [
        *(b"", b"{", b"[]", b"\xff", b"null", b"3", b'"form"', b"[" * 100_000),
        *(b'{"form": 1}', b'{"form": 9, "models": []}', b'{"form": [], "models": {}}'),
        b'{"form": 1, "read": 1e400, "models": [3], "unclassified": []}',
    ],
)
def test_damaged_copy_counts_as_absent(server: SpeechServer, home: Path, damage: bytes) -> None:
    read_catalog(service_of(server))
    _catalog_file(home).write_bytes(damage)
    _forget_memory()
    assert kept_catalog(service_of(server)) is None
    assert _names(read_catalog(service_of(server))) == list(catalogs.MODELS)


def test_cleared_copies_are_gone(server: SpeechServer, home: Path) -> None:
    read_catalog(service_of(server))
    clear_catalogs()
    assert kept_catalog(service_of(server)) is None
    assert not list(home.rglob("catalogs"))
    clear_catalogs()  # nothing to remove


def test_copy_from_the_future_counts_as_absent(server: SpeechServer, home: Path) -> None:
    read_catalog(service_of(server))
    path = _catalog_file(home)
    path.write_text(json.dumps({**json.loads(path.read_text()), "read": time.time() + 9999}))
    _forget_memory()
    assert kept_catalog(service_of(server)) is None


@pytest.mark.parametrize("field", ["price", "voice_total", "shutdown", "voices"])
def test_copy_with_a_field_of_a_wrong_type_counts_as_absent(
    server: SpeechServer, home: Path, field: str
) -> None:
    read_catalog(service_of(server))
    path = _catalog_file(home)
    content = json.loads(path.read_text())
    content["models"][0][field] = {} if field != "voices" else 3
    content["models"][0]["shutdown"] = {"at": 1} if field == "shutdown" else None
    path.write_text(json.dumps(content))
    _forget_memory()
    assert kept_catalog(service_of(server)) is None


def test_copy_and_models_hold_no_key_however_it_is_escaped(server: SpeechServer, home: Path) -> None:
    escaped = "".join(f"\\u{ord(sign):04x}" for sign in KEY)
    body = f'{{"data": [{{"id": "tts-{escaped}", "voices": ["{escaped}"], "type": "tts"}}], "{escaped}": 1}}'
    server.catalogs["/models"] = reply(200, body.encode())
    catalog = read_catalog(service_of(server))
    assert catalog is not None
    assert catalog.models == (Model("tts-[key]", ("[key]",)),)
    assert KEY not in _catalog_file(home).read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX")
def test_copy_is_for_the_user_alone(server: SpeechServer, home: Path) -> None:
    read_catalog(service_of(server))
    path = _catalog_file(home)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == [path.name]  # no draft is left


def test_disk_that_cannot_be_written_to_is_no_obstacle(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    monkeypatch.setenv("IPYTTS_CACHE_DIR", str(blocked / "cache"))
    for _ in range(2):
        assert _names(read_catalog(service_of(server))) == list(catalogs.MODELS)
    assert len(server.requests) == 2  # memory serves


def test_whole_url_gets_no_key(server: SpeechServer, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    netrc = home / "netrc"
    netrc.write_text(f"default login me password {KEY}")
    monkeypatch.setenv("NETRC", str(netrc))
    with SpeechServer(auth=None) as other:
        other.catalogs = {"/models": catalogs.ONEROUTER}
        service = replace(service_of(server), model_lists=(f"{other.base_url}/models",), voice_lists=())
        assert _names(read_catalog(service)) == ["speech-2.6"]
        assert "authorization" not in other.requests[0].headers
    assert not server.requests


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_followed_within_the_host_with_the_key(server: SpeechServer, status: int) -> None:
    server.catalogs = {
        "/models": reply(status, catalogs.VENICE, {"Location": "models/?a=b"}),
        "/models/?a=b": catalogs.ONEROUTER,
    }
    assert _names(read_catalog(service_of(server))) == ["speech-2.6"]
    assert [request.headers["authorization"] for request in server.requests[:2]] == [KEY, KEY]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("{}/models", "it redirects to another host"),
        ("//localhost:1/models", "it redirects to another host"),
        ("http://[", "it cannot be reached"),
        ("/v1/models", "it redirects in a loop"),
    ],
)
def test_redirect_elsewhere_is_not_followed(server: SpeechServer, target: str, reason: str) -> None:
    with SpeechServer(auth=None) as other:
        location = {"Location": target.format(other.base_url)}
        server.catalogs = {"/models": reply(302, catalogs.VENICE, location)}
        service = replace(service_of(server), voice_lists=())
        assert read_catalog(service) is None
        assert not other.requests
    assert missing_list_reason(service) == reason


def test_later_list_adds_to_an_earlier_one(server: SpeechServer) -> None:
    server.catalogs = {"/audio/speech/models": catalogs.OPENROUTER_SPEECH, "/models": catalogs.OPENROUTER}
    service = replace(service_of(server), model_lists=("/audio/speech/models", "/models"), voice_lists=())
    catalog = read_catalog(service)
    assert catalog is not None
    gpt, kokoro, speaker = catalog.models
    assert (gpt.voices, gpt.price) == (("alloy", "coral", "marin"), 0.6)
    assert str(gpt.shutdown) == "2027-01-06"
    assert (kokoro.price, kokoro.takes_instructions) == (0.62, False)
    assert speaker.name == "some/speaker"


@pytest.mark.parametrize(
    ("address", "lists"),
    [
        ("/voices", {"/voices": catalogs.TOGETHER_VOICES}),
        (
            "/audio/voices?model={model}",
            {"/audio/voices?model=hexgrad/Kokoro-82M": {"data": [{"id": "af_heart"}]}},
        ),
    ],
)
def test_voices_are_those_of_each_model(server: SpeechServer, address: str, lists: dict[str, Any]) -> None:
    server.catalogs = {"/models": catalogs.TOGETHER_MODELS, **lists}
    catalog = read_catalog(replace(service_of(server), voice_lists=(address,)))
    assert catalog is not None
    assert catalog.models == (Model("hexgrad/Kokoro-82M", ("af_heart",)),)


def test_name_of_a_model_is_quoted_in_the_address_of_its_voices(server: SpeechServer) -> None:
    server.catalogs = {
        "/models": {"data": [{"id": "a&b#c?d 100%", "type": "tts"}]},
        "/v?x={y}&model=a%26b%23c%3Fd%20100%25".replace("{y}", "%7By%7D"): {"voices": ["af_heart"]},
    }
    catalog = read_catalog(replace(service_of(server), voice_lists=("/v?x={y}&model={model}",)))
    assert catalog is not None
    assert catalog.models == (Model("a&b#c?d 100%", ("af_heart",)),)


def test_models_without_any_mark_are_known_by_declaration_alone(server: SpeechServer) -> None:
    server.catalogs["/models"] = catalogs.openai_models("gpt-5", "kokoro", "canary-tts-embed")
    catalog = read_catalog(replace(service_of(server), models=("kokoro",)))
    assert _names(catalog) == ["kokoro"]
    assert catalog is not None
    assert [model.name for model in catalog.unclassified] == ["gpt-5", "canary-tts-embed"]


def test_known_model_joins_declaration_and_kept_list(server: SpeechServer) -> None:
    server.catalogs = {"/models": catalogs.OPENROUTER}
    declared = Model("openai/gpt-4o-mini-tts-2025-12-15", takes_instructions=False, price=9.0)
    service = replace(service_of(server), models=(declared,), price=3.0, voice_lists=())
    assert known_model(service, declared.name).price == 9.0
    assert known_model_names(service) == (declared.name,)
    assert not server.requests
    read_catalog(service)
    known = known_model(service, declared.name)
    assert (known.price, known.voices, known.takes_instructions) == (0.6, ("alloy", "coral"), False)
    assert known_model(service, "some/speaker").price == 3.0
    assert known_model(service, "some/speaker").voices == ()  # the service's are of declared models
    assert len(known_model_names(service)) == 3


@pytest.mark.parametrize("pace", [Pace(silence=FOREVER), Pace(drip=0.5), Pace(piece=1, pause=0.3)])
def test_slow_list_is_given_up(server: SpeechServer, pace: Pace) -> None:
    server.catalogs = {"/models": replace(reply(200, catalogs.OPENROUTER), pace=pace)}
    assert read_catalog(service_of(server), timeout=0.5) is None  # without an end, it would hang
    assert missing_list_reason(service_of(server)) == "it did not answer in time"


def test_unreachable_server_lists_nothing() -> None:
    with closed_port() as port:
        service = Service(f"http://127.0.0.1:{port}/v1")
        assert read_catalog(service, timeout=2) is None
        assert missing_list_reason(service) == "it cannot be reached"


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (reply(401, "No."), "it refuses the key"),
        (reply(404, "No."), "it has none"),
        (reply(503, "No."), "it answered 503"),
        (reply(200, "<h1>Welcome</h1>"), "it sent something else than a list"),
        (reply(200, {"data": []}), "it has none"),
        (reply(200, b"[" * 100_000), "it sent something else than a list"),
    ],
)
def test_reason_of_a_missing_list_is_kept(server: SpeechServer, response: Response, reason: str) -> None:
    service = replace(service_of(server), voice_lists=())
    server.catalogs = {"/models": response}
    assert read_catalog(service) is None
    assert missing_list_reason(service) == reason
    _forget_memory()
    server.catalogs = dict(catalogs.DEFAULT)
    assert read_catalog(service) is not None
    assert missing_list_reason(service) == ""


def test_file_of_one_service_is_not_that_of_another(server: SpeechServer, home: Path) -> None:
    read_catalog(service_of(server))
    read_catalog(replace(service_of(server), model_lists=("/models?type=tts",)))
    assert len(list(home.rglob("catalogs/*.json"))) == 2
