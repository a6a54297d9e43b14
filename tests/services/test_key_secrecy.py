"""The key is a canary: whatever goes wrong, it is sung nowhere but in the request's own header."""

from __future__ import annotations

import base64
import copy
import http.client
import io
import logging
import pickle
import traceback
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from ipytts import Service, Speech, SpeechError, speak
from ipytts.services import client
from ipytts.services.request import SpeechRequest
from tests.helpers import faults
from tests.helpers.client_calls import ENDS, TEXT, TIMEOUT, ask, service_of, speak_until
from tests.helpers.environment import KEY
from tests.helpers.faults import ERROR_SHAPES, echo_key
from tests.helpers.shell import Shell, new_shell
from tests.helpers.speech_server import closed_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from IPython.core.interactiveshell import InteractiveShell

    from tests.helpers.http_responses import Response
    from tests.helpers.speech_server import SpeechServer

module_shell = pytest.fixture(scope="module")(new_shell)

_HANGING = {*faults.HANGS, "headers with the key"}
_HANG = 2.0  # s; a busy machine sends the request within this time
_ESCAPED = "".join(f"\\u{ord(char):04X}" if char in "sk" else char for char in KEY)  # as JSON may have it
_FORMS = (KEY, _ESCAPED, quote(KEY, safe=""), base64.b64encode(KEY.encode()).decode().rstrip("="), KEY[3:])


def _is_sung_in(witness: object) -> bool:
    heard = witness.decode("latin-1") if isinstance(witness, bytes) else str(witness)
    return any(form in heard for form in _FORMS)


def _long_echo(request: faults.ValidRequest) -> Response:
    """Repeat the key where a long message is cut off."""
    return faults.respond(400, faults.error("x" * 490 + request.headers["Authorization"], 400))(request)


def _echo_of_a_location(request: faults.ValidRequest) -> Response:
    key = request.headers["Authorization"]
    return faults.redirect(307, f"http://{key}:{key}@{key}.invalid/{key}?{key}")(request)


def _torn_echo(request: faults.ValidRequest) -> Response:
    key = request.headers["Authorization"]
    return faults.respond(200, b"RIFF", {"Content-Type": key, key: key, "Content-Length": key})(request)


def _escaped_echo(status: int, end: str) -> faults.Fault:
    """Repeat the key with a JSON escape, in the message and as the model to use; `end` ends the JSON."""

    def fault(request: faults.ValidRequest) -> Response:
        message = f'"message": "No {_ESCAPED}", "code": "model_not_found"'
        body = f'{{"error": {{{message}, "replacementModelId": "{_ESCAPED}"{end}'
        return faults.respond(status, body.encode())(request)

    return fault


FAULTS: dict[str, faults.Fault] = {
    **faults.REFUSALS,
    **faults.HICCUPS,
    **faults.EMPTY,
    **faults.ODDITIES,
    **faults.BREAKS_BEFORE,
    **faults.BREAKS_AMID,
    **faults.HANGS,
    **faults.WAITS,
    **{
        f"{status} with the key, {shape}": echo_key(status, shape)
        for status in (200, 400, 500)
        for shape in ERROR_SHAPES
    },
    "escaped key": _escaped_echo(404, "}}"),
    "escaped key in broken JSON": _escaped_echo(404, ""),
    "escaped key in a 200": _escaped_echo(200, ""),
    "long words with the key": _long_echo,
    "redirect with the key": _echo_of_a_location,
    "headers with the key": _torn_echo,
    "redirect to nowhere": faults.redirect(307, "http://["),
}


@pytest.fixture(autouse=True)
def talkative(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Have everything logged that can be, and try again sooner than in life."""
    monkeypatch.setattr(client, "_FIRST_BACKOFF", 0.01)
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)
    log, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(log), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield log
    root.setLevel(level)
    root.removeHandler(handler)


def _witnesses(thing: BaseException | Speech) -> Iterator[object]:
    """Yield all that the thing can show of itself, and of what it hangs on."""
    yield repr(thing)
    yield str(thing)
    yield vars(thing)
    yield pickle.dumps(thing)
    yield vars(copy.copy(thing))
    if isinstance(thing, Speech):
        yield thing.data
        return
    frames = thing.__traceback__
    while frames and not frames.tb_frame.f_globals["__name__"].startswith("ipytts"):
        frames = frames.tb_next  # the test's own know the key
    thing = thing.with_traceback(frames)
    yield "".join(traceback.format_exception(thing))
    with_locals = traceback.TracebackException.from_exception(thing, capture_locals=True)
    yield "".join(with_locals.format())
    for linked in (thing.__context__, thing.__cause__, getattr(thing, "speech", None)):
        if linked is not None:
            yield from _witnesses(linked)


def _silent(*things: object) -> None:
    for thing in things:
        if isinstance(thing, BaseException | Speech):
            _silent(*_witnesses(thing))
        else:
            assert not _is_sung_in(thing)


@pytest.mark.parametrize("name", FAULTS)
def test_no_key_leaks_through_any_fault(
    name: str, server: SpeechServer, talkative: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    server.misbehave(FAULTS[name], times=3)
    result: Any
    try:
        result = ask(server, timeout=_HANG if name in _HANGING else TIMEOUT)
    except SpeechError as error:
        result = error
    assert server.requests[0].headers["authorization"] == KEY  # it was in use
    _silent(result, talkative.getvalue(), *capfd.readouterr())


def test_no_key_leaks_where_nobody_answers(talkative: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:
    with closed_port() as port, pytest.raises(SpeechError) as caught:
        speak(TEXT, service=Service(f"http://127.0.0.1:{port}/v1", key=KEY))
    _silent(caught.value, talkative.getvalue(), *capfd.readouterr())


@ENDS
def test_no_key_leaks_through_a_stop_or_an_interrupt(
    end: Any, error: Any, server: SpeechServer, talkative: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    server.misbehave(faults.HANGS["half a body"])
    raised = speak_until(
        lambda listener: listener.wait_for_bytes(1000), end, error, service=service_of(server)
    )
    assert raised.__context__ is None
    _silent(raised, talkative.getvalue(), *capfd.readouterr())


def test_no_key_leaks_into_objects(server: SpeechServer) -> None:
    service = service_of(server)
    _silent(repr(service), vars(service), pickle.dumps(service), copy.copy(service), copy.deepcopy(service))
    request = SpeechRequest(TEXT, "alloy", "speaker")
    _silent(repr(request), vars(request), pickle.dumps(request))
    speech = ask(server)
    _silent(speech, speech._repr_html_())


def test_invalid_key_is_in_no_local_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEROUTER_API_KEY", f"{KEY}\u00a0{KEY}")
    with pytest.raises(SpeechError) as caught:
        speak(TEXT, service="onerouter")
    _silent(caught.value)


@pytest.mark.parametrize("mode", ["Plain", "Context", "Verbose", "Minimal"])
@pytest.mark.parametrize(
    "fault", ["401 with the key", "half a body", "reset in a chunk", "close before a byte"]
)
def test_no_key_leaks_in_a_shell(
    mode: str,
    fault: str,
    server: SpeechServer,
    module_shell: InteractiveShell,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    server.misbehave(FAULTS[fault], times=3)
    shell = Shell(module_shell)
    shell.run(f"%xmode {mode}")
    failed = shell.run("import ipytts", "speech = ipytts.speak('Hello.', timeout=0.5)")
    assert isinstance(failed.error, SpeechError)
    assert type(failed.error).__name__ in failed.printed
    assert "Traceback" not in failed.printed  # the short message alone
    again = shell.run(f"%tb {mode}")
    assert type(failed.error).__name__ in again.printed
    # Whoever asks for the whole traceback gets it, and still not the key.
    whole = shell.run(
        "import sys, IPython.core.ultratb as u",
        "u.VerboseTB(include_vars=True)(type(sys.last_value), sys.last_value, sys.last_value.__traceback__)",
    )
    assert "ipytts" in whole.printed
    _silent(failed.printed, again.printed, whole.printed, failed.error)
