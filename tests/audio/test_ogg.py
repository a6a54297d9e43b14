from __future__ import annotations

import itertools
import struct

import pytest

from ipytts.audio.formats import duration
from tests.helpers import audio_files


def page(body: bytes, granule: int, *, flags: int = 0, serial: int = 1, cut: bool = False) -> bytes:
    """A page of one packet; with `cut` the packet goes on on the next page."""
    full, rest = divmod(len(body), 255)
    lacing = bytes([255] * full) + (b"" if cut else bytes([rest]))
    assert not cut or rest == 0
    header = struct.pack("<4sxBqIIIB", b"OggS", flags, granule, serial, 0, 0, len(lacing))
    return header + lacing + body


def headers(skip: int = 0, serial: int = 1) -> bytes:
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, skip, 24_000, 0, 0)
    tags = b"OpusTags" + bytes(8)
    return page(head, 0, flags=2, serial=serial) + page(tags, 0, serial=serial)


def pages(data: bytes) -> list[int]:
    starts = [i for i in range(len(data)) if data.startswith(b"OggS\0", i)]
    return [*starts, len(data)]


@pytest.mark.parametrize("length", ["2.5", "10", "20", "60", "120"])
@pytest.mark.parametrize("kbps", [8, 24, 160])
def test_duration_is_that_of_the_decoded_samples(length: str, kbps: int) -> None:
    encoder = {"frame_duration": length, "b": f"{kbps}k", "application": "voip"}
    data = audio_files.by_av(audio_files.sound(1.3), "ogg", "libopus", encoder=encoder)
    assert duration(data, "opus") == pytest.approx(audio_files.decoded(data))
    assert duration(data, "opus") == pytest.approx(1.3)


def test_duration_of_a_file_of_soundfile() -> None:
    data = audio_files.by_soundfile(audio_files.sound(1.3, channels=2), format="OGG", subtype="OPUS")
    assert duration(data, "opus") == pytest.approx(1.3, abs=1 / audio_files.RATE)


def test_duration_adds_chained_streams() -> None:
    data = audio_files.opus(0.7) + audio_files.opus(1.1) + audio_files.opus(0.2)
    assert duration(data, "opus") == pytest.approx(2.0)


def test_duration_of_a_truncated_file_counts_complete_pages() -> None:
    data = audio_files.opus()
    for start, end in itertools.pairwise(pages(data)):
        for cut in (start, (start + end) // 2):
            expected = audio_files.decoded(data[:start]) if start > 200 else 0
            assert duration(data[:cut], "opus") == pytest.approx(expected)


def test_duration_of_a_file_after_a_truncated_one() -> None:
    data = audio_files.opus()
    last = pages(data)[-2]
    broken = data[: last + 100] + data
    expected = duration(data[:last], "opus") + duration(data, "opus")
    assert duration(broken, "opus") == pytest.approx(expected)


def test_duration_skips_garbage_between_pages() -> None:
    data = audio_files.opus()
    middle = pages(data)[4]
    broken = data[:middle] + b"OggS nothing" + data[middle:] + b"OggS"
    assert duration(broken, "opus") == pytest.approx(duration(data, "opus"))


def test_granule_position_does_not_lengthen_the_packets() -> None:
    packet = b"\x08" + bytes(40)  # 20 ms
    data = headers(skip=480) + page(packet, 960) + page(packet, 1 << 60, flags=4)
    assert duration(data, "opus") == pytest.approx(0.03)


def test_last_page_trims_the_end() -> None:
    packet = b"\x08" + bytes(40)
    data = headers() + page(packet, 960) + page(packet, 960 + 240, flags=4)
    assert duration(data, "opus") == pytest.approx(0.025)


def test_packet_counts_where_it_ends() -> None:
    begin, rest = b"\x0b\x03" + bytes(508), bytes(40)  # three frames of 20 ms
    whole = headers() + page(begin, -1, cut=True) + page(rest, 2880, flags=1)
    assert duration(whole, "opus") == pytest.approx(0.06)
    assert duration(headers() + page(begin, -1, cut=True), "opus") == 0
    assert duration(headers() + page(rest, 2880, flags=1), "opus") == 0


def test_duration_ignores_other_streams() -> None:
    packet = b"\x08" + bytes(40)
    data = headers() + page(packet, 960) + page(packet, 960, serial=2)
    assert duration(data, "opus") == pytest.approx(0.02)
    assert duration(audio_files.by_soundfile(audio_files.sound(), format="OGG"), "opus") == 0
