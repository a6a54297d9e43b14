"""The cache, by real processes, threads, kills and disks that fail."""

from __future__ import annotations

import json
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipytts.errors import InvalidRequestError
from ipytts.services.cancellation import Stop
from ipytts.services.client import fetch
from ipytts.services.request import SpeechRequest
from ipytts.services.service import Service
from ipytts.synthesis.cache import Cache, Entry, open_cache
from tests.helpers.environment import KEY
from tests.helpers.sounds import tone
from tests.helpers.wire import Pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.speech_server import SpeechServer

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions, signals or limits")
PROCESSES, THREADS = 8, 4
KILLS, AT_ONCE = 200, 8


def key_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def entry_of(text: str, size: int = 1000) -> Entry:
    return Entry(random.Random(text).randbytes(size), "mp3", 24_000)  # noqa: S311


def is_claimed(cache: Cache, key: str) -> bool:
    """Return whether the claim is held: then it cannot be taken without waiting."""
    asked = []
    with cache.claim(key, lambda: not asked.append(True)):  # type: ignore[func-returns-value]
        return bool(asked)


def names_in(folder: Path, ending: str = "") -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(ending))


@contextmanager
def running(function: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a function of this module in a process of its own, which is gone afterwards."""
    call = f"import sys; from tests.synthesis import test_cache; test_cache.{function}(*sys.argv[1:])"
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
    told = process.communicate(timeout=60)[0]
    assert process.returncode == 0
    return told


# -- Many at once ----------------------------------------------------------------------------------


def fetch_all(folder: str, base_url: str, number: str) -> None:
    """Be one of the processes: fetch the same texts as the others, and two more; report what arrived."""
    cache, service = Cache(Path(folder)), Service(base_url, key=KEY, authorization="bare")

    def heard(text: str) -> str:
        with cache.claim(key_of(text), lambda: False):
            entry = cache.get(key_of(text))
            if entry is None:
                with fetch(SpeechRequest(text), service, timeout=30, stop=Stop()) as answer:
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
                told: list[dict[str, str]] = json.loads(output_of(process))
                return told

        threads = [told for process in watchers.map(of_process, range(PROCESSES)) for told in process]
    assert [len(thread) for thread in threads] == [10] * PROCESSES * THREADS
    heard = {(text, digest) for thread in threads for text, digest in thread.items()}
    assert heard == {(text, sha256(tone(text, "mp3")).hexdigest()) for text, _ in heard}
    asked = [request.body["input"] for request in server.requests]
    assert sorted(asked) == sorted(text for text, _ in heard)
    assert len(asked) == 8 + 2 * PROCESSES
    assert names_in(tmp_path) == sorted(f"{key_of(text)}.speech" for text in asked)
    assert not any(is_claimed(Cache(tmp_path), key_of(text)) for text in asked)


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
    told, damaged = os.pipe()
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
    report(str(len(os.read(told, 1000))))


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


# -- Entries ---------------------------------------------------------------------------------------


def flipped(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


def test_get_returns_no_damaged_entry(tmp_path: Path) -> None:
    cache, key, entry = Cache(tmp_path), key_of("Hello."), entry_of("Hello.")
    cache.put(key, entry)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    head = whole.index(b"\n") + 1
    damaged = [flipped(whole, at) for at in (*range(head), head, len(whole) // 2, len(whole) - 1)]
    damaged += [
        b"",
        whole[: head // 2],
        whole[:head],
        whole[:-1],
        whole + b"x",
        b"\n" * 300,
        b"[" * 300,
        b"{}\n",
    ]
    for content in damaged:
        file.write_bytes(content)
        assert not (cache.holds(key) and len(content) != len(whole))
        served = cache.get(key)
        assert served in (None, entry)  # a flip in a blank of the head hurts nobody
        assert file.exists() == (served is not None)
    file.mkdir()
    assert cache.get(key) is None
    assert not cache.holds(key)
    with pytest.raises(OSError, match="irectory"):
        cache.put(key, entry)
    assert names_in(tmp_path) == [file.name]
    file.rmdir()
    cache.put(key, entry)
    assert cache.get(key) == entry


def test_get_returns_what_put_stored_last(tmp_path: Path) -> None:
    cache, key = Cache(tmp_path), key_of("Hello.")
    assert not cache.holds(key)
    assert cache.get(key) is None
    for entry in (
        Entry(b"\n\0{}\r\n" * 100, "mp3", 24_000),
        Entry(b"", "wav", 0),
        Entry(b"x", "pcm", 22_050),
    ):
        cache.put(key, entry)
        assert cache.holds(key)
        assert Cache(tmp_path).get(key) == entry
    assert cache.info() == (tmp_path, 1, *(path.stat().st_size for path in tmp_path.iterdir()), 10**9)


@POSIX
def test_cache_files_are_readable_by_the_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        cache = Cache(tmp_path / "new" / "cache")
        with cache.claim(key_of("Hello."), lambda: False):
            cache.put(key_of("Hello."), entry_of("Hello."))
            modes = {path.suffix: stat.S_IMODE(path.stat().st_mode) for path in cache.folder.iterdir()}
    finally:
        os.umask(before)
    assert modes == {".speech": 0o600, ".lock": 0o600}
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700


# -- Bounds ----------------------------------------------------------------------------------------


def test_cache_removes_the_least_recently_used_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, 10_000)
    texts = [f"Text {number}." for number in range(8)]
    for age, text in enumerate(texts):
        cache.put(key_of(text), entry_of(text))
        os.utime(tmp_path / f"{key_of(text)}.speech", (age, age))
    assert cache.get(key_of(texts[0]))
    assert cache.holds(key_of(texts[1]))  # a look is no use
    Cache(tmp_path, 10_000).put(key_of("more"), entry_of("more", 2500))
    assert [text for text in texts if not cache.holds(key_of(text))] == texts[1:3]


def test_cache_size_stays_below_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a-strangers.speech").write_bytes(bytes(50_000))
    cache, chance, sizes = Cache(tmp_path, 20_000), random.Random(1), []  # noqa: S311
    for number in range(300):
        size = chance.choice((100, 300, 1000, 5000, 19_500, 30_000))
        cache.put(key_of(f"Text {number}."), entry_of("x", size))
        assert cache.holds(key_of(f"Text {number}.")) == (size < 20_000)
        sizes.append(cache.info().size)
    assert max(sizes) <= 20_000
    for number in range(100):
        cache.put(key_of(f"Text {number}."), entry_of("x", 300))
    assert 18_000 < cache.info().size <= 20_000
    cache.put(key_of("Text 99."), entry_of("x", 30_000))
    assert not cache.holds(key_of("Text 99."))  # the old one is not served in place of it
    Cache(tmp_path, 0).put(key_of("more"), entry_of("x"))
    assert names_in(tmp_path) == ["a-strangers.speech"]


# -- Disks that fail -------------------------------------------------------------------------------


@POSIX
def test_put_on_a_full_disk_keeps_existing_entries(tmp_path: Path) -> None:
    import resource

    cache, key, entry = Cache(tmp_path), key_of("Hello."), entry_of("Hello.")
    cache.put(key, entry)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))  # no file can be larger
    try:
        with pytest.raises(OSError, match="File too large"):
            cache.put(key, entry_of("Hello.", 200_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert cache.get(key) == entry
    assert len(names_in(tmp_path)) == 1


@contextmanager
def of_nobody() -> Iterator[Path]:
    """Yield a folder of someone who is not allowed everything, and be that one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        Cache(path).put(key_of(""), entry_of(""))  # what is loaded on first use may be out of reach then
        assert not is_claimed(Cache(path), key_of(""))
        as_root = os.geteuid() == 0
        if as_root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield path
        finally:
            if as_root:
                os.seteuid(0)
            path.chmod(0o700)


@POSIX
def test_cache_reads_a_read_only_folder() -> None:
    key, entry = key_of("Hello."), entry_of("Hello.")
    with of_nobody() as folder:
        cache = Cache(folder)
        cache.put(key, entry)
        there = names_in(folder)
        folder.chmod(0o500)
        assert cache.get(key) == entry
        with pytest.raises(PermissionError):
            cache.put(key, entry_of("other"))
        assert not is_claimed(cache, key)
        assert cache.get(key) == entry
        assert names_in(folder) == there
        assert cache.clear().left == len(there)
        folder.chmod(0o000)
        assert cache.get(key) is None
        assert not cache.holds(key)
        assert not is_claimed(cache, key)


@pytest.mark.parametrize("where", ["", "cache"])
def test_cache_works_without_a_folder(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache, key = Cache(tmp_path / "file" / where), key_of("Hello.")
    assert not is_claimed(cache, key)
    assert cache.get(key) is None
    assert not cache.holds(key)
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        cache.put(key, entry_of("Hello."))
    assert (tmp_path / "file").read_text() == "not a folder"


# -- What the environment says ---------------------------------------------------------------------


def test_open_cache_reads_folder_and_limit_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Path.home() in open_cache().folder.parents
    assert open_cache().info().limit == 10**9
    monkeypatch.chdir(tmp_path)
    for named, place in (("~/sound", Path.home() / "sound"), ("sound", tmp_path / "sound")):
        monkeypatch.setenv("IPYTTS_CACHE_DIR", named)
        assert open_cache().folder == place
    assert open_cache() is open_cache()
    monkeypatch.setenv("IPYTTS_CACHE_SIZE", "2.5 gb")
    assert open_cache().info().limit == 2_500_000_000


@pytest.mark.parametrize("size", ["much", "-1", "5 MiB", "1e9", "1,5 GB", "9" * 400, "MB"])
def test_open_cache_refuses_an_invalid_size(size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTTS_CACHE_SIZE", size)
    with pytest.raises(InvalidRequestError, match="500 MB or 2 GB"):
        open_cache()


@POSIX
def test_open_cache_without_a_home_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTTS_CACHE_DIR", "~no-such-user/sound")
    with pytest.raises(InvalidRequestError, match="set IPYTTS_CACHE_DIR"):
        open_cache()
