"""The documented request, to the right URL, with the right key and no other."""

from __future__ import annotations

import json
import pickle
import re
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Model, Service, speak
from ipytts.errors import AuthenticationError, InvalidRequestError, NoServiceError, ServiceError, SpeechError
from ipytts.services import service_selection
from ipytts.services.named_services import BUILTIN, NAMED, SERVICES
from ipytts.services.service_selection import find_service
from tests.helpers.client_calls import TEXT
from tests.helpers.environment import KEY
from tests.helpers.faults import respond
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCUMENTED = {"model": "gpt-4o-mini-tts", "input": TEXT, "voice": "alloy", "response_format": "mp3"}
SECRET = "sk-live-0a1b2c3d4e5f"  # noqa: S105 - a canary


@pytest.fixture
def strict() -> Iterator[SpeechServer]:
    """Serve whoever asks exactly as documented, with any key."""
    with SpeechServer(auth=None, strict=True) as server:
        yield server


def _sent(server: SpeechServer, **options: Any) -> tuple[dict[str, Any], str | None]:
    """Return the body and the Authorization header of the one request."""
    server.requests.clear()
    assert speak(TEXT, timeout=20, cache=False, **options).data
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/audio/speech")
    assert request.headers["content-type"] == "application/json"
    return request.body, request.headers.get("authorization")


@pytest.mark.parametrize(
    ("name", "variable", "form"), [("onerouter", "ONEROUTER", "{}"), ("openai", "OPENAI", "Bearer {}")]
)
def test_named_services_get_the_documented_request(
    name: str, variable: str, form: str, strict: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{variable}_BASE_URL", strict.base_url + "/")
    monkeypatch.setenv(f"{variable}_API_KEY", f" {KEY}\n")
    monkeypatch.setenv("MINE", SECRET)
    assert _sent(strict, service=name) == (DOCUMENTED, form.format(KEY))
    assert _sent(strict, service=find_service(name, key_env="MINE")) == (DOCUMENTED, form.format(SECRET))


@pytest.mark.parametrize(
    ("name", "url", "authorization"),
    [
        ("onerouter", "https://audio.onerouter.pro/v1", "bare"),
        ("openai", "https://api.openai.com/v1", "bearer"),
    ],
)
def test_named_services_are_found_by_their_urls(
    name: str, url: str, authorization: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable = name.upper()
    monkeypatch.setenv(f"{variable}_API_KEY", KEY)
    for choice in (name, url, url + "/", url + "/audio/speech"):
        found = find_service(choice)
        assert (found.name, found.url, found.key) == (name, url + "/audio/speech", KEY)
        assert found.authorization == authorization
    monkeypatch.setenv(f"{variable}_BASE_URL", "http://127.0.0.1:9/v1")
    assert find_service(name).base_url == "http://127.0.0.1:9/v1"
    assert find_service(url).base_url == url  # an address is where it says
    monkeypatch.setenv("IPYTTS_SERVICE", url)
    monkeypatch.setenv("IPYTTS_API_KEY", SECRET)
    assert find_service().key == SECRET


def test_url_gets_a_bearer_key_or_none(strict: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ONEROUTER_API_KEY", "OPENAI_API_KEY", "IPYTTS_API_KEY"):
        monkeypatch.setenv(name, KEY)
    monkeypatch.setenv("MINE", SECRET)
    assert _sent(strict, service=strict.base_url) == (DOCUMENTED, None)
    assert _sent(strict, service=find_service(strict.base_url, key_env="MINE"))[1] == f"Bearer {SECRET}"
    assert _sent(strict, service=Service(strict.base_url, key=KEY))[1] == f"Bearer {KEY}"
    assert _sent(strict, service=Service(strict.base_url, key=KEY, authorization="bare"))[1] == KEY


def test_optional_fields_are_sent_if_they_are_set(strict: SpeechServer) -> None:
    strict.strict = False
    options = {
        "model": "tts-9",
        "voice": "marin",
        "response_format": "wav",
        "speed": 2,
        "instructions": "Sing.",
    }
    body, _ = _sent(strict, service=strict.base_url, extra={"language": "en", "n": [1]}, **options)
    assert body == {**options, "input": TEXT, "language": "en", "n": [1]}
    strict.strict = True
    with pytest.raises(
        SpeechError, match=r"answered 422 .*: Extra inputs are not permitted \(body\.language\)"
    ):
        speak(TEXT, service=strict.base_url, extra={"language": "en"})


def test_key_of_ipytts_service_is_sent_there_alone(
    strict: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPYTTS_SERVICE", strict.base_url)
    monkeypatch.setenv("IPYTTS_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_API_KEY", SECRET)
    assert _sent(strict) == (DOCUMENTED, f"Bearer {KEY}")
    assert _sent(strict, service=strict.base_url)[1] == f"Bearer {KEY}"
    with SpeechServer(auth=None) as other:
        assert _sent(other, service=other.base_url)[1] is None
    # Another name, another scheme and another path are distinguished too.
    for elsewhere in (strict.base_url.replace("127.0.0.1", "localhost"), "https" + strict.base_url[4:]):
        assert find_service(elsewhere).key is None
    monkeypatch.setenv("IPYTTS_SERVICE", "openai")
    assert find_service(strict.base_url).key is None


def test_netrc_is_ignored(strict: SpeechServer, home: Path) -> None:
    (home / ".netrc").write_text(f"machine 127.0.0.1 login me password {SECRET}\n")
    (home / ".netrc").chmod(0o600)
    assert _sent(strict, service=Service(strict.base_url, key=KEY))[1] == f"Bearer {KEY}"
    assert _sent(strict, service=strict.base_url)[1] is None


def test_cookies_are_not_kept(strict: SpeechServer) -> None:
    strict.misbehave(respond(400, "no", {"Set-Cookie": "who=me; Path=/"}))
    with pytest.raises(ServiceError):
        speak(TEXT, service=strict.base_url)
    _sent(strict, service=strict.base_url)
    assert "cookie" not in strict.requests[0].headers


def test_find_service_without_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_service() is BUILTIN
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    assert find_service().name == "onerouter"
    monkeypatch.setenv("IPYTTS_SERVICE", "builtin")
    assert find_service() is BUILTIN
    assert find_service("builtin://hibari") is BUILTIN


def test_find_service_without_any_names_both_remedies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_selection, "builtin_is_installed", lambda: False)
    with pytest.raises(NoServiceError, match=r'ONEROUTER_API_KEY.*"ipytts\[offline\]"'):
        speak(TEXT)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    with pytest.raises(NoServiceError, match=r"OPENAI_API_KEY is set: `--service openai`.*--service groq"):
        speak(TEXT)
    with pytest.raises(NoServiceError, match=r"ipytts\[offline\]"):
        find_service("builtin")


@pytest.mark.parametrize("name", [name for name, declared in NAMED.items() if declared.needs_key])
@pytest.mark.parametrize("is_installed", [True, False])
def test_missing_key_names_its_variable_and_its_page(
    name: str, monkeypatch: pytest.MonkeyPatch, *, is_installed: bool
) -> None:
    monkeypatch.setattr(service_selection, "builtin_is_installed", lambda: is_installed)
    with pytest.raises(NoServiceError) as caught:
        speak(TEXT, service=name)
    first, *_, last = str(caught.value).splitlines()
    named = NAMED[name]
    assert (
        first == f"No key for {name}: set the environment variable {named.service.key_env}; see {named.page}"
    )
    install = "" if is_installed else 'run `pip install "ipytts[offline]"`, then '
    assert last == f"The built-in voice needs no key: {install}`--service builtin`."


def test_missing_key_is_explained_if_the_server_needs_one(server: SpeechServer) -> None:
    with pytest.raises(AuthenticationError, match=r"No key was sent.*--key-env"):
        speak(TEXT, service=server.base_url)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("KOKORO", "kokoro"),
        ("openruoter", "openrouter"),
        ("localhost:8966/v1", "http://localhost:8966/v1"),
        ("192.168.1.7:8880", "http://192.168.1.7:8880"),
        ("speech.example.com/v1", "https://speech.example.com/v1"),
    ],
)
def test_error_of_an_invalid_service_has_what_was_meant(value: str, meant: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        find_service(value)
    assert str(caught.value) == f"service={value!r} is neither a name nor a base URL: did you mean {meant!r}?"


@pytest.mark.parametrize(
    "value", ["nowhere", "ftp://host/v1", "http://", "http://h:x/v1", "http://a..b/v1", "//h/v1"]
)
def test_invalid_service_is_named(value: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        find_service(value)
    assert f"service={value!r}" in str(caught.value)
    assert ", ".join(SERVICES) in str(caught.value)


def test_invalid_ipytts_service_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTTS_SERVICE", "http://h:x/v1")
    for choice in (None, "http://127.0.0.1/v1"):
        with pytest.raises(InvalidRequestError, match="http://h:x/v1"):
            find_service(choice)


@pytest.mark.parametrize(
    ("choice", "key_env"),
    [
        (f"https://user:{SECRET}@host/v1", None),
        (f"https://{SECRET}@host/v1", None),
        (f"https://host/v1?key={SECRET}", None),
        (f"https://host/v1#{SECRET}", None),
        (f"https://user:{SECRET}@host:x/v1", None),
        (f"ftp://user:{SECRET}@host/v1", None),
        (f"user:{SECRET}@host/v1", None),
        (f"https://user:{SECRET}@/v1", None),
        ("http://127.0.0.1/v1", SECRET),
        ("http://127.0.0.1/v1", SECRET.replace("-", "_")),
        ("http://127.0.0.1/v1", SECRET.replace("-", "")),
        ("onerouter", SECRET),
        ("openai", SECRET.replace("-", "_")),
    ],
)
def test_secret_in_the_wrong_option_is_not_repeated(choice: str, key_env: str | None) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        find_service(choice, key_env)
    shown = str(caught.value)
    assert SECRET not in shown
    assert SECRET.replace("-", "_") not in shown
    assert SECRET.replace("-", "") not in shown


def test_unset_key_variable_is_named() -> None:
    with pytest.raises(NoServiceError, match="MY_KEY_2, which --key-env names, is not set"):
        find_service("http://127.0.0.1/v1", "MY_KEY_2")


@pytest.mark.parametrize("key", ["sk\u2013dash", "sk a", "sk\nb", "sk\x7f"])
def test_key_that_no_header_can_carry_is_not_repeated(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEROUTER_API_KEY", key)
    with pytest.raises(InvalidRequestError, match="The key for onerouter in ONEROUTER_API_KEY") as caught:
        find_service("onerouter")
    assert key not in str(caught.value)


@pytest.mark.parametrize("name", ["voices", "models", "response_formats"])
def test_service_without_a_voice_or_a_model_is_a_clear_error(name: str) -> None:
    options: dict[str, Any] = {name: ()}
    with pytest.raises(InvalidRequestError, match=rf"^{name}=\(\) is not possible: give the {name} of "):
        Service("http://127.0.0.1:8880/v1", **options)


@pytest.mark.parametrize("field", ["model_lists", "voice_lists"])
@pytest.mark.parametrize("address", ["@other.example/models", "models", ".other.example/models", "file:///x"])
def test_list_address_that_could_change_the_host_is_refused(field: str, address: str) -> None:
    lists: dict[str, Any] = {field: ("/models", address)}
    with pytest.raises(InvalidRequestError, match=f"'{re.escape(address)}', is neither a path"):
        Service("https://audio.example/v1", key=KEY, **lists)


def test_redact_json_finds_the_key_however_it_was_escaped() -> None:
    service = Service("https://audio.example/v1", key="ab/cd")
    value = json.loads(r'{"\u0061b\/cd": ["x\u0061b/cd", 1, null, {"a": "ab/cd"}]}')
    assert service.redact_json(value) == {"[key]": ["x[key]", 1, None, {"a": "[key]"}]}


@pytest.mark.parametrize("name", ["voices", "models", "response_formats", "model_lists", "voice_lists"])
def test_service_refuses_a_str_for_a_tuple(name: str) -> None:
    options: dict[str, Any] = {name: "wav"}
    with pytest.raises(
        InvalidRequestError, match=rf"^{name}='wav' is not possible: give a tuple, \('wav',\)"
    ):
        Service("http://127.0.0.1:8880/v1", **options)


def test_model_refuses_a_str_for_its_voices() -> None:
    with pytest.raises(InvalidRequestError, match="voices='af_heart' is not possible"):
        Model("kokoro", voices="af_heart")  # type: ignore[arg-type]


@pytest.mark.parametrize("price", ["x", float("nan"), float("inf"), -1, True])
def test_service_refuses_an_impossible_price(price: Any) -> None:
    with pytest.raises(InvalidRequestError, match=f"^price={price!r} is not possible: give US dollars"):
        Service("http://127.0.0.1:8880/v1", price=price)


def test_service_refuses_an_unknown_format() -> None:
    with pytest.raises(InvalidRequestError, match="response_format='mp4' is not possible"):
        Service("http://127.0.0.1:8880/v1", response_formats=("mp3", "mp4"))


def test_service_does_not_show_its_key() -> None:
    mine = Service("http://127.0.0.1/v1", key=KEY)
    assert KEY not in repr(mine) + repr(vars(mine)) + str(mine)
    assert KEY.encode() not in pickle.dumps(mine)
    assert pickle.loads(pickle.dumps(mine)) == Service("http://127.0.0.1/v1")  # noqa: S301 - our own
    assert mine.redact(f"<{KEY}>") == "<[key]>"
