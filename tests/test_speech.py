"""The value that comes back."""

from __future__ import annotations

import base64
import pickle
import re
import signal
from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.formatters import DisplayFormatter

from ipytts import Speech
from ipytts.audio import FORMATS, wav_from_pcm
from ipytts.errors import OutputError
from tests.encode import RATE, seconds, tone

if TYPE_CHECKING:
    from pathlib import Path

TEXT = 'The model reached "94 %" <b>& more</b>, which is rather a long sentence for a label.'


def speech(response_format: str = "mp3", **settings: Any) -> Speech:
    data = tone(TEXT, response_format, 1.0)
    return Speech(data, text=TEXT, voice="coral", response_format=response_format, **settings)


@pytest.mark.parametrize("response_format", FORMATS)
def test_duration_is_what_a_decoder_counts(response_format: str) -> None:
    made = speech(response_format)
    decoded = seconds(made.data, pcm_rate=RATE if response_format == "pcm" else None)
    assert made.duration == pytest.approx(decoded, abs=0.1)


def test_it_tells_what_it_is() -> None:
    made = Speech(bytes(48_000), text="The model\n reached.", voice="coral", response_format="pcm")
    assert repr(made) == "Speech(voice='coral', 1.0 s, pcm, 48 kB): \"The model reached.\""


@pytest.mark.parametrize("response_format", FORMATS)
def test_a_page_gets_one_labelled_player_with_the_bytes_once(response_format: str) -> None:
    made = speech(response_format)
    bundle, metadata = DisplayFormatter().format(made)
    assert set(bundle) == {"text/plain", "text/html"}
    assert metadata == {}
    html = bundle["text/html"]
    playable = wav_from_pcm(made.data, RATE) if response_format == "pcm" else made.data
    mimetype = FORMATS["wav" if response_format == "pcm" else response_format].mimetype
    encoded = base64.b64encode(playable).decode()
    assert html.count(f'src="data:{mimetype};base64,{encoded}" type="{mimetype}"') == 1
    assert "autoplay" not in html
    assert re.search(r'aria-label="Speech, 0\.\d seconds, voice coral: The model reached &quot;94', html)
    assert "<b>" not in html
    assert sum(map(len, bundle.values())) <= len(playable) * 4 / 3 + 2000


def test_it_is_the_same_after_a_pickle() -> None:
    made = speech("pcm", rate=22_050)
    again = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own
    assert repr(again) == repr(made)
    assert again.data == made.data
    assert again._repr_html_() == made._repr_html_()


def test_save_replaces_a_file_by_a_whole_one(tmp_path: Path) -> None:
    place = tmp_path / "talk.mp3"
    place.write_bytes(b"what was there before")
    assert speech().save(place) == place
    assert place.read_bytes() == speech().data
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("talk.wav", r"The sound is mp3, but the ending of '.*talk\.wav' says wav.*'talk\.mp3'"),
        ("talk.txt", r"names no audio format: use one of \.mp3"),
        ("talk", "names no audio format"),
        ("nowhere/talk.mp3", "There is no folder"),
        (".mp3", "names no audio format"),
    ],
)
def test_an_impossible_place_is_told_and_nothing_is_written(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(OutputError, match=words):
        speech().save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "talk.mp3").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        speech().save(tmp_path / "talk.mp3")


def test_a_write_that_fails_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="no limits of file sizes here")
    place = tmp_path / "talk.mp3"
    place.write_bytes(b"before")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))  # as good as a full disk
    try:
        with pytest.raises(OutputError, match=r"talk\.mp3' could not be written: File too large"):
            speech().save(place)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert place.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [place]
