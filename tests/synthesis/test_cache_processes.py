"""The cache as many processes and threads use it, some of which are killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ipytts.services.cancellation import Stop
from ipytts.services.client import fetch
from ipytts.services.request import SpeechRequest
from ipytts.services.service import Service
from ipytts.synthesis.cache import Cache, Entry
from tests.helpers.cache_entries import POSIX, entry_of, is_claimed, key_of, names_in
from tests.helpers.environment import KEY
from tests.helpers.http_responses import Pace
from tests.helpers.sounds import tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.speech_server import SpeechServer

PROCESSES, THREADS = 8, 4
KILLS, AT_ONCE = 200, 8


@contextmanager
def running(function: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a function of this module in a process of its own, which is gone afterwards."""
    call = f"import sys; from {__name__} import {function}; {function}(*sys.argv[1:])"
    command = [sys.executable, "-c", call, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def report(words: str) -> None:
    """Print a line for the process that started this one."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def output_of(process: subprocess.Popen[str]) -> str:
    output = process.communicate(timeout=60)[0]
    assert process.returncode == 0
    return output


# -- Many at once ----------------------------------------------------------------------------------


def fetch_all(folder: str, base_url: str, number: str) -> None:
    """Be one of the processes: fetch the same texts as the others, and two more; report what arrived."""
    cache, service = Cache(Path(folder)), Service(base_url, key=KEY, authorization="bare")

    def heard(text: str) -> str:
        with cache.claim(key_of(text), lambda: False):
            entry = cache.get(key_of(text))
            if entry is None:
                request = SpeechRequest(text, "alloy", "speaker")
                with fetch(request, service, timeout=30, stop=Stop()) as answer:
                    data = b"".join(answer)
                    entry = Entry(data, answer.audio_type.response_format, answer.audio_type.rate)
                cache.put(key_of(text), entry)
        return sha256(entry.data).hexdigest()

    def heard_in_its_own_order(thread: int) -> dict[str, str]:
        texts = [*(f"Text {n}." for n in range(8)), f"Mine {number}.", f"Mine too {number}."]
        random.Random(f"{number} {thread}").shuffle(texts)  # noqa: S311
        return {text: heard(text) for text in texts}

    with ThreadPoolExecutor(THREADS) as threads:
        report(json.dumps(list(threads.map(heard_in_its_own_order, range(THREADS)))))


def test_cache_makes_processes_and_threads_fetch_each_text_once(server: SpeechServer, tmp_path: Path) -> None:
    server.pace = Pace(silence=0.05)  # time enough to be caught in the middle of a fetch
    with ThreadPoolExecutor(PROCESSES) as watchers:

        def of_process(number: int) -> list[dict[str, str]]:
            with running("fetch_all", str(tmp_path), server.base_url, str(number)) as process:
                digests: list[dict[str, str]] = json.loads(output_of(process))
                return digests

        threads = [digests for process in watchers.map(of_process, range(PROCESSES)) for digests in process]
    assert [len(thread) for thread in threads] == [10] * PROCESSES * THREADS
    heard = {(text, digest) for thread in threads for text, digest in thread.items()}
    assert heard == {(text, sha256(tone(text, "mp3")).hexdigest()) for text, _ in heard}
    requested = [request.body["input"] for request in server.requests]
    assert sorted(requested) == sorted(text for text, _ in heard)
    assert len(requested) == 8 + 2 * PROCESSES
    assert names_in(tmp_path) == sorted(f"{key_of(text)}.speech" for text in requested)
    assert not any(is_claimed(Cache(tmp_path), key_of(text)) for text in requested)


# -- Killed at any moment --------------------------------------------------------------------------

_TEXTS = [f"Text {number}." for number in range(12)]
_VERSIONS = {text: [entry_of(f"{text} {n}", 1 + 200_000 * n) for n in range(3)] for text in _TEXTS}
_TIGHT = 1_000_000  # bytes; about a third of what they put


def put_and_get_forever(folder: str, number: int, damaged: int) -> None:
    """Use the cache until killed; report each entry that differs from what was put."""
    cache, chance = Cache(Path(folder), _TIGHT), random.Random(f"{os.getpid()} {number}")  # noqa: S311
    while True:
        text = chance.choice(_TEXTS)
        if cache.get(key_of(text)) not in (None, *_VERSIONS[text]):  # whoever may be writing it
            os.write(damaged, b"!")
        with cache.claim(key_of(text), lambda: False):
            cache.put(key_of(text), chance.choice(_VERSIONS[text]))


def kill_at_random(folder: str) -> None:
    """Kill many users of a cache while others go on; report how many saw a damaged entry."""
    reports, damaged = os.pipe()
    assert not is_claimed(Cache(Path(folder)), key_of(""))  # loads what would take most of their lives
    victims: list[int] = []
    for number in range(KILLS + AT_ONCE):
        if not (child := os.fork()):
            put_and_get_forever(folder, number, damaged)
        victims.append(child)
        if len(victims) > AT_ONCE:
            time.sleep(random.uniform(0, 0.05))  # noqa: S311
            victim = victims.pop(0)
            os.kill(victim, signal.SIGKILL)
            assert os.waitpid(victim, 0)[1] == signal.SIGKILL  # it did not end by itself
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
    os.close(damaged)
    report(str(len(os.read(reports, 1000))))


@POSIX
def test_cache_survives_killed_processes(tmp_path: Path) -> None:
    with running("kill_at_random", str(tmp_path)) as process:
        assert output_of(process) == "0\n"
    cache = Cache(tmp_path, _TIGHT)
    assert names_in(tmp_path, ".speech")
    assert names_in(tmp_path, ".part") + names_in(tmp_path, ".lock")  # some died in the middle of it
    for text in _TEXTS:
        assert not is_claimed(cache, key_of(text))
        assert cache.get(key_of(text)) in (None, *_VERSIONS[text])
    assert not names_in(tmp_path, ".lock")


def test_cache_removes_leftovers_of_killed_processes(tmp_path: Path) -> None:
    names = [f"{key_of(text)}{ending}" for text in ("old", "new") for ending in (".a.part", ".lock")]
    for name in names:
        (tmp_path / name).touch()
    cache = Cache(tmp_path)
    with cache.claim(key_of("held"), lambda: False):
        for name in (*names[:2], f"{key_of('held')}.lock"):
            os.utime(tmp_path / name, (0, 0))
        cache.put(key_of("old"), entry_of("old"))
        assert names_in(tmp_path, ".part") == names[2:3]
        assert names_in(tmp_path, ".lock") == sorted([names[3], f"{key_of('held')}.lock"])


# -- Claims ----------------------------------------------------------------------------------------


def claim_and_fork(folder: str) -> None:
    """Hold a claim for ever, beside a child that has all that this process has."""
    with Cache(Path(folder)).claim(key_of("Hello."), lambda: False):
        if os.fork() == 0:
            report(str(os.getpid()))  # by now it has let go of what it inherited
        time.sleep(60)


@POSIX
def test_claim_ends_with_its_process(tmp_path: Path) -> None:
    with running("claim_and_fork", str(tmp_path)) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        try:
            assert is_claimed(Cache(tmp_path), key_of("Hello."))
            process.kill()
            process.wait()
            assert not is_claimed(Cache(tmp_path), key_of("Hello."))
        finally:
            os.kill(child, signal.SIGKILL)


def test_claim_waits_until_free_or_canceled(tmp_path: Path) -> None:
    cache, key = Cache(tmp_path), key_of("Hello.")
    waiting, over, entered, done = (threading.Event() for _ in range(4))

    def is_over() -> bool:
        waiting.set()
        return over.is_set()

    def claim() -> None:
        with cache.claim(key, is_over):
            entered.set()
            done.wait(10)

    with ThreadPoolExecutor(1) as thread:
        with cache.claim(key, lambda: False):
            assert not is_claimed(cache, key_of("Another."))
            gets = thread.submit(claim)
            assert waiting.wait(10)
            assert not entered.is_set()
        assert entered.wait(10)
        assert is_claimed(cache, key)
        done.set()
        gets.result(10)
        entered.clear()
        with cache.claim(key, lambda: False):
            leaves = thread.submit(claim)
            assert not entered.wait(0.2)
            over.set()
            leaves.result(10)
            assert names_in(tmp_path)  # it is still ours
    assert entered.is_set()
    assert not names_in(tmp_path)
