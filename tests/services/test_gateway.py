"""The gateway of docs/scale.md, run as that page says, in front of two speech services."""

from __future__ import annotations

import shlex
import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Service, speak
from tests.helpers.environment import report_missing
from tests.helpers.faults import ValidRequest, paced
from tests.helpers.http_responses import FOREVER, Pace
from tests.helpers.server_process import STARTED, free_port, server_process
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipytts import Speech
    from tests.helpers.http_responses import Response

pytestmark = pytest.mark.gateway

ROOT = Path(__file__).parents[2]
MASTER_KEY, KEY_A, KEY_B = "sk-of-the-gateway", "sk-of-a", "sk-of-b"
LIMIT = 1000  # characters

PARAGRAPH = (
    "Paragraph {0} says what the gateway did with part {0}. It went to one of two services, and chance told "
    "to which of them. Its sound is a hum of its own, so that no other can pass for it. {1}"
)
FILLER = "And so that the parts are of some length, there is this sentence, too. " * 8
LONG = "\n\n".join(PARAGRAPH.format(number, FILLER).strip() for number in range(1, 29))


@dataclass(frozen=True)
class Gateway:
    """A running gateway, and the two services behind it."""

    url: str
    a: SpeechServer
    b: SpeechServer

    def ask(self, text: str, **options: Any) -> Speech:
        return speak(text, service=Service(self.url, key=MASTER_KEY, limit=LIMIT), cache=False, **options)

    def shares(self) -> tuple[list[str], list[str]]:
        """Return the texts that each of the services was asked for."""
        return _texts(self.a), _texts(self.b)


def _texts(server: SpeechServer) -> list[str]:
    return [request.body["input"] for request in list(server.requests) if request.method == "POST"]


def _asked_directly(server: SpeechServer, text: str, **options: Any) -> Speech:
    server.at_once, server.pace = None, Pace()
    return speak(text, service=Service(server.base_url, key=KEY_A, limit=LIMIT), cache=False, **options)


def _command(port: int) -> list[str]:
    """Return the command of docs/scale.md that starts the gateway, with another port."""
    lines = (ROOT / "docs/scale.md").read_text(encoding="utf-8").splitlines()
    words = shlex.split(next(line for line in lines if "litellm --config" in line))
    return [str(port) if word == "4000" else word for word in words]


@contextmanager
def _gateway(a: SpeechServer, b: SpeechServer, log: Path) -> Iterator[Gateway]:
    port = free_port()
    command = _command(port)
    if not (ROOT / command[0]).exists():
        report_missing(f"the LiteLLM proxy ({command[0]}, which scripts/gateway installs)")
    environment = {
        "VOICE_A_URL": a.base_url,
        "VOICE_A_KEY": KEY_A,
        "VOICE_B_URL": b.base_url,
        "VOICE_B_KEY": KEY_B,
        "LITELLM_MASTER_KEY": MASTER_KEY,
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }
    url = f"http://127.0.0.1:{port}"
    with server_process(command, f"{url}/health/liveliness", cwd=ROOT, env=environment, log=log):
        yield Gateway(f"{url}/v1", a, b)


def _service(key: str) -> SpeechServer:
    return SpeechServer(key=key, auth="bearer")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """Yield one gateway for all tests but those that end what is behind it: it takes a while to start."""
    log = tmp_path_factory.mktemp("gateway") / "log"
    with _service(KEY_A) as a, _service(KEY_B) as b, _gateway(a, b, log) as running:
        yield running


def test_gateway_passes_all_options_on(shared: Gateway) -> None:
    options: dict[str, Any] = {
        "voice": "coral",
        "speed": 1.5,
        "instructions": "Calmly.",
        "response_format": "wav",
    }
    text = "Each word of this goes through."
    speech = shared.ask(text, **options)
    body = next(r.body for r in shared.a.requests + shared.b.requests if r.body.get("input") == text)
    assert body == {"model": "gpt-4o-mini-tts", "input": text, **options}
    assert speech.response_format == "wav"
    assert speech.data == _asked_directly(shared.a, text, **options).data


def test_services_with_one_request_at_a_time_share_a_long_text(shared: Gateway) -> None:
    for server in (shared.a, shared.b):
        server.at_once, server.pace = 1, Pace(silence=0.1)
    speech = shared.ask(LONG)
    assert "".join(part.text for part in speech.parts) == LONG
    assert all(set(share) & {part.text.strip() for part in speech.parts} for share in shared.shares())
    assert speech.data == _asked_directly(shared.a, LONG).data


def test_long_text_is_complete_although_one_of_two_services_stops(tmp_path: Path) -> None:
    assert len(LONG) > 20_000
    with ExitStack() as life_of_b, _service(KEY_A) as a:
        b = life_of_b.enter_context(_service(KEY_B))
        holds_a_request = threading.Event()

        def hold(request: ValidRequest) -> Response:
            holds_a_request.set()
            return paced(Pace(silence=FOREVER))(request)

        def end_b() -> None:
            if holds_a_request.wait(STARTED):
                life_of_b.close()

        b.misbehave(ValidRequest.correct_response, times=4)
        b.misbehave(hold, times=FOREVER)
        with _gateway(a, b, tmp_path / "log") as gateway:
            threading.Thread(target=end_b, daemon=True).start()
            speech = gateway.ask(LONG)
            by_a, by_b = gateway.shares()
    texts = [part.text.strip() for part in speech.parts]
    assert "".join(part.text for part in speech.parts) == LONG
    assert set(by_a) & set(by_b)  # what b left unanswered was asked of a
    assert set(by_a) | set(by_b) == set(texts)
    with _service(KEY_A) as whole:
        assert speech.data == _asked_directly(whole, LONG).data
