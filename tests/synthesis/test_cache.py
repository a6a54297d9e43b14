"""The cache: its entries, its size, disks that fail, and its settings."""

from __future__ import annotations

import os
import random
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipytts.errors import InvalidRequestError
from ipytts.synthesis.cache import Cache, Entry, open_cache
from tests.helpers.cache_entries import POSIX, entry_of, is_claimed, key_of, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    assert not cache.holds(key_of("Text 99."))  # the old one is not served instead of it
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
    for named, folder in (("~/sound", Path.home() / "sound"), ("sound", tmp_path / "sound")):
        monkeypatch.setenv("IPYTTS_CACHE_DIR", named)
        assert open_cache().folder == folder
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
