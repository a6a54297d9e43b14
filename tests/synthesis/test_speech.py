"""The value that comes back."""

from __future__ import annotations

import base64
import contextlib
import pickle
import re
import signal
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from IPython.core.formatters import DisplayFormatter

from ipytts import Speech, SpeechDefaults
from ipytts.audio.response_formats import FORMATS
from ipytts.audio.wav import from_pcm
from ipytts.errors import OutputError
from ipytts.synthesis.part import Part
from tests.helpers.sounds import RATE, seconds, tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = 'The model reached "94 %" <b>& more</b>, which is rather a long sentence for a label.'


def speech(response_format: str = "mp3", **settings: Any) -> Speech:
    data = tone(TEXT, response_format, 1.0)
    return Speech(data, text=TEXT, voice="coral", response_format=response_format, **settings)


@pytest.mark.parametrize("response_format", FORMATS)
def test_duration_equals_the_decoded_length(response_format: str) -> None:
    made = speech(response_format)
    decoded = seconds(made.data, pcm_rate=RATE if response_format == "pcm" else None)
    assert made.duration == pytest.approx(decoded, abs=0.1)


def test_speech_attributes() -> None:
    made = Speech(bytes(48_000), text="The model\n reached.", voice="coral", response_format="pcm")
    assert repr(made) == "Speech(voice='coral', 1.0 s, pcm, 48 kB): \"The model reached.\""


def test_speech_parts_default_to_one() -> None:
    made = speech()
    assert made.parts == ((TEXT, 0.0, made.duration),)
    assert made.from_cache is False
    parts = Part("The model", 0.0, 0.2), Part(" reached.", 0.2, 0.6)
    made = speech(parts=iter(parts), from_cache=True)
    assert made.parts == parts
    assert made.from_cache is True
    assert pickle.loads(pickle.dumps(made)).parts == parts  # noqa: S301 - our own


@pytest.mark.parametrize("response_format", FORMATS)
def test_speech_html_is_one_labelled_player(response_format: str) -> None:
    made = speech(response_format)
    bundle, metadata = DisplayFormatter().format(made)
    assert set(bundle) == {"text/plain", "text/html"}
    assert metadata == {}
    html = bundle["text/html"]
    playable = from_pcm(made.data, RATE) if response_format == "pcm" else made.data
    mimetype = FORMATS["wav" if response_format == "pcm" else response_format].mimetype
    encoded = base64.b64encode(playable).decode()
    assert html.count(f'src="data:{mimetype};base64,{encoded}" type="{mimetype}"') == 1
    assert "autoplay" not in html
    assert ' aria-label="Speech, less than a second" ' in html
    assert "The model" not in html  # a screen reader would say over again what the player speaks
    assert sum(map(len, bundle.values())) <= len(playable) * 4 / 3 + 2000


@pytest.mark.parametrize(
    ("seconds", "label"),
    [
        (0.96, "Speech, less than a second"),
        (1.4, "Speech, 1 second"),
        (6.6, "Speech, 7 seconds"),
        (59.7, "Speech, 1 minute"),
        (754.2, "Speech, 12 minutes and 34 seconds"),
    ],
)
def test_label_says_the_whole_seconds(seconds: float, label: str) -> None:
    made = Speech(bytes(2 * round(RATE * seconds)), text=TEXT, voice="coral", response_format="pcm")
    assert made.label == label


def test_incomplete_speech_is_labelled_as_such() -> None:
    assert speech(complete=False).label == "Incomplete speech, less than a second"


def test_player_id_is_that_of_the_text_and_its_settings() -> None:
    made = speech()
    assert re.search(rf' data-ipytts="{made.player_id}" ', made._repr_html_())
    assert speech().player_id == made.player_id  # in another process too, as for nbval
    assert re.fullmatch("[0-9a-f]{16}", made.player_id)
    other_text = Speech(made.data, text="Another.", voice="coral")
    other_voice = Speech(made.data, text=TEXT, voice="nova")
    others = [speech("wav"), speech(complete=False), other_text, other_voice]
    assert len({made.player_id, *(each.player_id for each in others)}) == 5


def test_speech_survives_pickling() -> None:
    made = speech("pcm", rate=22_050)
    again = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own
    assert repr(again) == repr(made)
    assert again.data == made.data
    assert again._repr_html_() == made._repr_html_()


def test_save_replaces_a_file_atomically(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(b"what was there before")
    assert speech().save(path) == path
    assert path.read_bytes() == speech().data
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("talk.wav", r"The audio is mp3, but the extension of '.*talk\.wav' is that of wav.*'talk\.mp3'"),
        ("talk.txt", r"has no extension of an audio format: use one of \.mp3"),
        ("talk", "has no extension of an audio format"),
        ("nowhere/talk.mp3", "There is no folder"),
        (".mp3", "has no extension of an audio format"),
    ],
)
def test_save_refuses_an_impossible_path(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(OutputError, match=words):
        speech().save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_save_refuses_a_folder(tmp_path: Path) -> None:
    (tmp_path / "talk.mp3").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        speech().save(tmp_path / "talk.mp3")


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow over 1 kB, which fails in the same way as a full disk."""
    resource = pytest.importorskip("resource", reason="no limits of file sizes here")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)


def test_failed_save_keeps_the_existing_file(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(b"before")
    with full_disk(), pytest.raises(OutputError, match=r"talk\.mp3' could not be written: File too large"):
        speech().save(path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


# -- Too big for a notebook ------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the folder of a notebook that takes no more than 1 kB of audio."""
    monkeypatch.chdir(tmp_path)
    SpeechDefaults.clear_instance()
    SpeechDefaults.instance().embed_limit = 0.001
    yield tmp_path
    SpeechDefaults.clear_instance()


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.players: list[dict[str, str | None]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "audio":
            self.players.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


def link_of(made: Speech) -> str:
    """Return what the one player of a page links to."""
    (player,) = _Page(made._repr_html_()).players
    assert player["src"]
    return unquote(player["src"])


def test_big_audio_is_written_beside_the_notebook_once(folder: Path) -> None:
    made = speech()
    made.element_id = "ipytts-1"
    bundle, _ = DisplayFormatter().format(made)
    (kept,) = folder.iterdir()
    assert kept.read_bytes() == made.data
    assert re.fullmatch(r"speech-[0-9a-f]{8,}\.mp3", kept.name)

    page = _Page(bundle["text/html"])
    (player,) = page.players
    assert player["src"] == kept.name
    assert player["id"] == "ipytts-1"  # by which --play finds it
    assert str(player["aria-label"]) == "Speech, less than a second"
    assert f"3 kB, too large for the notebook: it is in {kept.name} beside it." in page.words
    assert sum(map(len, bundle.values())) < 2000

    before = kept.stat()
    assert link_of(speech()) == kept.name  # the same sound, in the same file
    assert kept.stat() == before
    kept.write_bytes(made.data[:-1])  # cut short
    assert link_of(made) == kept.name
    assert kept.read_bytes() == made.data
    assert list(folder.iterdir()) == [kept]


def test_audio_at_the_limit_is_embedded(folder: Path) -> None:
    made = speech()
    SpeechDefaults.instance().embed_limit = len(made.data) / 1e6
    assert made._repr_html_().count("base64,") == 1
    assert not list(folder.iterdir())


def test_big_pcm_is_linked_as_wav(folder: Path) -> None:
    made = speech("pcm")
    made.save("talk.pcm")
    assert (folder / link_of(made)).read_bytes() == from_pcm(made.data, RATE)


def test_big_audio_links_to_a_saved_file(folder: Path) -> None:
    (folder / "my talks").mkdir()
    made = speech()
    made.save("my talks/50 % #1.mp3")
    made.save(folder.parent / "elsewhere.mp3")
    page = _Page(made._repr_html_())
    assert page.players[0]["src"] == "my%20talks/50%20%25%20%231.mp3"
    assert "it is in my talks/50 % #1.mp3 beside it." in page.words
    assert [path.name for path in folder.iterdir()] == ["my talks"]


@pytest.mark.parametrize("path", ["../elsewhere.mp3", ".hidden/talk.mp3", ".talk.mp3", "changed.mp3"])
def test_big_audio_links_to_no_unreachable_or_changed_file(folder: Path, path: str) -> None:
    (folder / ".hidden").mkdir()
    made = speech()
    made.save(path)
    (folder / "changed.mp3").write_bytes(b"something else")
    assert link_of(made).startswith("speech-")
    assert (folder / link_of(made)).read_bytes() == made.data


def test_big_audio_in_a_read_only_folder_shows_a_message(folder: Path) -> None:
    with full_disk():
        bundle, _ = DisplayFormatter().format(speech())
    page = _Page(bundle["text/html"])
    assert not page.players
    assert "too large for the notebook, and it could not be saved beside it" in page.words
    assert "File too large" in page.words
    assert ".save(path)" in page.words
    assert bundle["text/plain"] == repr(speech())
    assert not list(folder.iterdir())


def test_big_audio_in_a_removed_folder_shows_a_message(folder: Path) -> None:
    folder.rmdir()
    assert "The folder of the notebook no longer exists" in speech()._repr_html_()


def test_terminal_writes_no_file_for_big_audio(folder: Path) -> None:
    cell = (
        "from ipytts import *; SpeechDefaults.instance().embed_limit = 0\n"
        "Speech(bytes(48_000), text='Hello.', voice='coral', response_format='pcm')"
    )
    result = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "-c", cell],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Speech(voice='coral', 1.0 s, pcm, 48 kB): \"Hello.\"" in result.stdout
    assert not list(folder.iterdir())
