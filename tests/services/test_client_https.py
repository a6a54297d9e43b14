"""A real TLS connection: an unknown server gets nothing; everything else works as without TLS."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Service, speak
from ipytts.errors import UnreachableError
from ipytts.services import certificates
from tests.helpers import faults
from tests.helpers.client_calls import AT_ONCE, ENDS, TEXT, ask, service_of, speak_until
from tests.helpers.environment import KEY, report_missing, require
from tests.helpers.http_responses import Pace
from tests.helpers.sounds import FORMATS, tone
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


HAS_NO_STORE = pytest.mark.skipif(
    sys.platform in ("darwin", "win32"), reason="this system's certificates are in no file"
)


class _TLSSpeechServer(SpeechServer):
    """The speech server behind a certificate."""

    def __init__(self, context: ssl.SSLContext, **settings: Any) -> None:
        super().__init__(**settings)
        self.greetings = 0  # handshakes that were begun
        context.sni_callback = self._greeted
        self._listener.socket = context.wrap_socket(self._listener.socket, server_side=True)

    @property
    def base_url(self) -> str:
        return super().base_url.replace("http:", "https:")

    def _greeted(self, *_: object) -> None:
        self.greetings += 1


@pytest.fixture(scope="module")
def authority() -> Any:
    """Return a certificate authority that no system trusts by default."""
    require("trustme")
    import trustme

    return trustme.CA()


@pytest.fixture
def tls_server(authority: Any) -> Iterator[_TLSSpeechServer]:
    """Serve speech for the bare `KEY` over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with _TLSSpeechServer(context, key=KEY) as running:
        yield running


@pytest.fixture(autouse=True)
def unconfigured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the settings of this machine."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def known(authority: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the authority known, as users do."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(path))


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("audio_format", FORMATS)
def test_client_fetches_over_one_tls_connection(audio_format: str, tls_server: _TLSSpeechServer) -> None:
    for text in (TEXT, "Once more."):
        assert ask(tls_server, text, response_format=audio_format).data == tone(text, audio_format)
    assert {(request.connection, request.headers["authorization"]) for request in tls_server.requests} == {
        (1, KEY)
    }
    assert tls_server.greetings == 1


@pytest.mark.usefixtures("known")
@ENDS
def test_client_streams_over_tls_until_it_is_stopped(
    end: Any, error: Any, tls_server: _TLSSpeechServer
) -> None:
    tls_server.pace = Pace(piece=100)
    tls_server.misbehave(faults.HANGS["half a body"])
    raised = speak_until(
        lambda listener: listener.wait_for_bytes(1000), end, error, service=service_of(tls_server)
    )
    assert raised.speech is not None
    assert raised.speech.data == tone(TEXT, "mp3")[:1000]
    tls_server.wait_for_connections(0)
    assert ask(tls_server).data == tone(TEXT, "mp3")


def test_unknown_certificate_is_reported_without_retries(tls_server: _TLSSpeechServer) -> None:
    with pytest.raises(UnreachableError, match=r"certificate.*PEM.* REQUESTS_CA_BUNDLE or SSL_CERT_FILE"):
        ask(tls_server)
    assert (tls_server.greetings, tls_server.requests) == (1, [])


def _hashed_folder(certificate: Path) -> Path:
    """Return a folder as SSL_CERT_DIR names it."""
    hashed = subprocess.run(
        ["openssl", "x509", "-subject_hash", "-noout", "-in", certificate],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    folder = certificate.parent / "certificates"
    folder.mkdir()
    shutil.copy(certificate, folder / f"{hashed}.0")
    return folder


@HAS_NO_STORE
@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_client_trusts_the_certificates_of_the_system(
    variable: str,
    authority: Any,
    tls_server: _TLSSpeechServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    if variable == "SSL_CERT_DIR":
        if shutil.which("openssl") is None:
            report_missing("openssl")
        path = _hashed_folder(path)
    with pytest.raises(UnreachableError, match="certificate"):
        ask(tls_server)
    monkeypatch.setenv(variable, str(path))
    assert ask(tls_server).data == tone(TEXT, "mp3")


@HAS_NO_STORE
def test_client_uses_certifi_where_the_system_has_no_certificates(
    authority: Any, tls_server: _TLSSpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a container without ca-certificates, wherever truststore would look.
    path, nowhere = tmp_path / "certifi.pem", str(tmp_path / "nowhere")
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", nowhere)
    monkeypatch.setenv("SSL_CERT_DIR", nowhere)
    monkeypatch.setattr("truststore._openssl._CA_FILE_CANDIDATES", [])
    monkeypatch.setattr(certificates, "certifi_path", lambda: str(path))
    assert ask(tls_server).data == tone(TEXT, "mp3")


def test_bundle_overrules_the_certificates_of_the_system(
    authority: Any, tls_server: _TLSSpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certificates.certifi_path())
    with pytest.raises(UnreachableError, match="certificate"):
        ask(tls_server)


@contextmanager
def _tunnel(context: ssl.SSLContext | None) -> Iterator[int]:
    """Give the port of a proxy that connects clients to where they want to go, itself behind TLS or not."""
    with ExitStack() as open_ones:
        listening = open_ones.enter_context(socket.create_server(("127.0.0.1", 0)))

        def serve() -> None:
            with suppress(OSError):  # at its end
                while True:
                    client = open_ones.enter_context(listening.accept()[0])
                    with suppress(ssl.SSLError):
                        connect(context.wrap_socket(client, server_side=True) if context else client)

        def connect(client: socket.socket) -> None:
            open_ones.enter_context(client)
            host, port = client.recv(1 << 16).split()[1].decode().split(":")
            server = open_ones.enter_context(socket.create_connection((host, int(port))))
            client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            for ends in ((client, server), (server, client)):
                threading.Thread(target=relay, args=ends, daemon=True).start()

        def relay(one: socket.socket, other: socket.socket) -> None:
            with suppress(OSError, ValueError):  # at its end
                while data := one.recv(1 << 16):
                    other.sendall(data)

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]


@HAS_NO_STORE
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_client_trusts_the_certificates_of_the_system_through_a_proxy(
    scheme: str,
    authority: Any,
    tls_server: _TLSSpeechServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with _tunnel(context if scheme == "https" else None) as port:
        monkeypatch.setenv("https_proxy", f"{scheme}://127.0.0.1:{port}")
        with pytest.raises(UnreachableError, match=r"certificate.* SSL_CERT_FILE"):
            ask(tls_server)
        assert tls_server.greetings == (scheme == "http")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        assert ask(tls_server).data == tone(TEXT, "mp3")


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_client_notices_changed_certificates(
    variable: str,
    authority: Any,
    tls_server: _TLSSpeechServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    for _ in range(2):
        with pytest.raises(UnreachableError, match="certificate"):
            ask(tls_server)
        with monkeypatch.context() as known:
            known.setenv(variable, str(tmp_path / "authority.pem"))
            assert ask(tls_server).data == tone(TEXT, "mp3")


@pytest.mark.usefixtures("known")
def test_certificate_of_another_host_is_reported_without_retries(tls_server: _TLSSpeechServer) -> None:
    url = tls_server.base_url.replace("127.0.0.1", "localhost")
    with pytest.raises(UnreachableError, match=r"certificate.*base URL is right") as caught:
        speak(TEXT, service=Service(url, key=KEY))
    assert "CA_BUNDLE" not in str(caught.value)
    assert (tls_server.greetings, tls_server.requests) == (1, [])


@contextmanager
def _who_knows_no_tls(heard: list[bytes]) -> Iterator[int]:
    """Give a port that answers whatever it hears in plain HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):  # at its end
                while True:
                    connection = listening.accept()[0]
                    with connection, suppress(ConnectionError):
                        heard.append(connection.recv(1 << 16))
                        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                        connection.shutdown(socket.SHUT_WR)
                        while rest := connection.recv(1 << 16):
                            heard[-1] += rest

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)  # wakes it
        thread.join(AT_ONCE)


def test_client_sends_neither_text_nor_key_to_a_server_without_tls() -> None:
    heard: list[bytes] = []
    with (
        _who_knows_no_tls(heard) as port,
        pytest.raises(UnreachableError, match=rf"127\.0\.0\.1:{port}"),
    ):
        speak(TEXT, service=Service(f"https://127.0.0.1:{port}/v1", key=KEY))
    [said] = heard
    assert said.startswith(b"\x16\x03")  # a handshake
    assert KEY.encode() not in said
    assert TEXT.encode() not in said
