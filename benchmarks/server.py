"""The tests' speech server in a process of its own, so that its work is not counted as ours."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import ssl
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import certifi
import numpy as np
import trustme

from tests.helpers.audio_files import RATE, by_lame
from tests.helpers.http_responses import Pace
from tests.helpers.speech_server import SpeechServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

KEY = "key-of-the-benchmarks"
CHARACTERS = 15  # in a second of speech
_FRAME, _FRAME_SECONDS = 192, 0.024  # bytes and s of mp3 frames of 64 kbit/s at 24 kHz
_LONGEST = 4096 / CHARACTERS  # s of speech in one request
_BAND = 200, 3000  # Hz: speech is as wide, and it fits into 8 kHz
_LOUDNESS = 0.15  # root mean square, where 1 is full scale
_PIECE_SECONDS = 0.024  # s between two pieces

#: The whole speech is sent at once.
AT_ONCE = Pace()
#: 0.3 s to the first byte, then 50 times real time, or 5 times.
LIFELIKE, UNHURRIED = (
    Pace(silence=0.3, piece=round(times * _PIECE_SECONDS / _FRAME_SECONDS) * _FRAME, pause=_PIECE_SECONDS)
    for times in (50, 5)
)


class Server:
    """A speech server in another process, at `base_url`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.base_url: str = connection.recv()

    def requests(self) -> int:
        """Return how many requests there were."""
        self._connection.send("count")
        count: int = self._connection.recv()
        return count

    def latest_request(self) -> float:
        """Return when the latest request arrived, in seconds of `time.monotonic`."""
        self._connection.send("latest")
        seconds: float = self._connection.recv()
        return seconds


@contextlib.contextmanager
def certified(folder: Path) -> Iterator[Path]:
    """Make a certificate that requests and httpx trust within the block, besides all others."""
    authority, bundle, certificate = trustme.CA(), folder / "bundle.pem", folder / "certificate.pem"
    bundle.write_bytes(Path(certifi.where()).read_bytes() + authority.cert_pem.bytes())
    certificate.write_bytes(authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.bytes())
    trusting = dict.fromkeys(("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"), str(bundle))
    os.environ.update(trusting)
    try:
        yield certificate
    finally:
        for variable in trusting:
            del os.environ[variable]


@contextlib.contextmanager
def serving(pace: Pace, certificate: Path | None = None) -> Iterator[Server]:
    """Run a server for the length of the block; over TLS if it has a certificate."""
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_serve, args=(theirs, pace, certificate), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Server(ours)
    finally:
        ours.close()
        process.join()


def _serve(connection: Connection, pace: Pace, certificate: Path | None) -> None:
    _frames()  # now, not during the first request
    server, scheme = SpeechServer(key=KEY, auth="bearer", speech=_speech, pace=pace), "http:"
    if certificate:
        context, scheme = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), "https:"
        context.load_cert_chain(certificate)
        listener = server._listener  # noqa: SLF001 - it is the tests' own
        listener.socket = context.wrap_socket(listener.socket, server_side=True)
    with server:
        connection.send(server.base_url.replace("http:", scheme))
        with contextlib.suppress(EOFError):  # the benchmark has closed the connection
            while question := connection.recv():
                requests = server.requests
                connection.send(len(requests) if question == "count" else requests[-1].time)


@cache
def _frames() -> bytes:
    return by_lame(_noise(2 * _LONGEST), kbps=64)


def _noise(seconds: float) -> Any:
    """Return noise, no two parts of which are alike, so that each can be found in a recording."""
    white = np.random.default_rng(7).standard_normal(round(seconds * RATE))
    spectrum = np.fft.rfft(white)
    frequencies = np.fft.rfftfreq(white.size, 1 / RATE)
    spectrum[(frequencies < _BAND[0]) | (frequencies > _BAND[1])] = 0
    samples = np.fft.irfft(spectrum, white.size)
    return _LOUDNESS * (samples / samples.std())[:, None]


def _speech(text: str, audio_format: str, speed: float) -> bytes:
    """Return mp3 as long as the text takes to speak; different texts give different bytes."""
    if (audio_format, speed) != ("mp3", 1.0):
        raise ValueError(f"There is no {audio_format} at speed {speed} here.")
    count = max(1, round(len(text) / CHARACTERS / _FRAME_SECONDS))
    frames = memoryview(_frames())
    start = zlib.crc32(text.encode()) % (len(frames) // _FRAME - count)
    return bytes(frames[start * _FRAME : (start + count) * _FRAME])
