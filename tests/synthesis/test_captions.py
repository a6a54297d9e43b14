"""Captions: the right words at the right time, in a file that others can read."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("hypothesis")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ipytts import Speech
from ipytts.errors import OutputError
from ipytts.synthesis.captions import web_vtt
from ipytts.synthesis.part import Part
from tests.helpers.captions import read_captions
from tests.helpers.environment import require
from tests.helpers.sounds import RATE, encode

if TYPE_CHECKING:
    from pathlib import Path


def test_captions_are_exact_at_joins_and_proportional_between() -> None:
    parts = [
        Part("One two three. Six.\n\n", 0.0, 1.8),
        Part("Seven, eight.", 1.8, 3723.0049),
        Part(" \n", 3723.0049, 3724.0),
        Part("Nine.", 3724.0, 3725.25),
    ]
    assert read_captions(web_vtt(parts)) == [
        (0, 1200, "One two three."),
        (1200, 1800, "Six."),
        (1800, 3_723_005, "Seven, eight."),
        (3_724_000, 3_725_250, "Nine."),
    ]
    assert "01:02:03.005" in web_vtt(parts)


def test_captions_of_touching_parts_do_not_overlap() -> None:
    parts = [Part("One.", 0.0, 1.0006), Part("Two.", 1.0004, 2.0)]
    assert read_captions(web_vtt(parts)) == [(0, 1001, "One."), (1001, 2000, "Two.")]


def test_captions_escape_markup() -> None:
    text = "WEBVTT\n\nNOTE <b>a</b> & b --> c &amp; d\n\n00:01.000 --> 00:02.000\nend."
    assert " ".join(words for _, _, words in read_captions(web_vtt([Part(text, 0.0, 9.0)]))) == " ".join(
        text.split()
    )


def hum(*lengths: float) -> bytes:
    """Return wav: sound, silence, sound and so on, of so many seconds each."""
    loud = (np.sin(np.arange(10 * RATE) / 10) * 0.3).astype(np.float32)
    pieces = [loud[: round(length * RATE)] * (1 - number % 2) for number, length in enumerate(lengths)]
    return encode(np.concatenate(pieces), "wav")


def test_captions_follow_pauses() -> None:
    require("soundfile")
    # By characters, the second sentence would begin at 1.7 s, where it pauses for a comma.
    sound = hum(0.0, 0.4, 1.0, 0.2, 1.0, 0.7, 0.9, 0.5)
    speech = Speech(
        sound,
        text="",
        voice="coral",
        response_format="wav",
        parts=[Part("In 1979, it was. Nobody had known.\n\n", 0.0, 4.7)],
    )
    cues = read_captions(speech.captions())
    assert [words for _, _, words in cues] == ["In 1979, it was.", "Nobody had known."]
    times = [time for start, end, _ in cues for time in (start, end)]
    assert times == pytest.approx([400, 2850, 3300, 4450], abs=20)


def test_captions_without_pauses_are_proportional() -> None:
    require("soundfile")
    parts = [Part("One two three. Six.", 0.0, 2.0), Part("Seven.", 2.0, 3.0)]
    speech = Speech(hum(3.0), text="", voice="coral", response_format="wav", parts=parts)
    assert read_captions(speech.captions()) == read_captions(web_vtt(parts))


def test_captions_of_many_sentences_and_few_pauses() -> None:
    require("soundfile")
    text = "No! " * 1000  # as where a speech broke off, and its last part has all of its text
    speech = Speech(
        hum(0.5, 0.3, 2.0), text="", voice="coral", response_format="wav", parts=[Part(text, 0.0, 2.8)]
    )
    cues = read_captions(speech.captions())
    assert len(cues) > 500  # what would be shown for less than a millisecond is not
    assert cues[-1][1] == 2800


@pytest.mark.parametrize("text", [f"It goes on{', and on' * 100}.", "语" * 1000])
def test_captions_split_a_very_long_sentence(text: str) -> None:
    cues = read_captions(web_vtt([Part(text, 0.0, 60.0)]))
    assert max(len(words) for _, _, words in cues) <= 200
    assert "".join(words for _, _, words in cues).replace(" ", "") == text.replace(" ", "")


@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from("ab1.?! \n\t\r\v\x85\u2028&<>-;é。語"), max_size=80), st.floats(0, 4000)
        )
    )
)
def test_captions_of_any_text_can_be_parsed(made: list[tuple[str, float]]) -> None:
    ends = list(accumulate((length for _, length in made), initial=0.0))
    parts = [Part(text, start, end) for (text, _), (start, end) in zip(made, pairwise(ends), strict=True)]
    cues = read_captions(web_vtt(parts))
    assert all(start < end and words.strip() for start, end, words in cues)
    assert all(end <= start for (_, end, _), (start, _, _) in pairwise(cues))
    if all(length > 0.1 for _, length in made):
        said = "".join(part.text for part in parts)
        assert "".join("".join(words.split()) for _, _, words in cues) == "".join(said.split())


def test_save_captions_writes_the_captions(tmp_path: Path) -> None:
    speech = Speech(bytes(48_000), text="Déjà vu. 你好。", voice="coral", response_format="pcm")
    path = speech.save_captions(tmp_path / "talk.vtt")
    assert path == tmp_path / "talk.vtt"
    assert read_captions(path.read_text(encoding="utf-8")) == [(0, 483, "Déjà vu."), (483, 1000, "你好。")]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("talk.srt", r"Captions are WebVTT, and '.*talk\.srt' does not end in \.vtt.*'talk\.vtt'"),
        ("talk", "does not end in .vtt"),
        ("nowhere/talk.vtt", "There is no folder"),
    ],
)
def test_save_captions_refuses_an_impossible_path(tmp_path: Path, name: str, words: str) -> None:
    speech = Speech(bytes(48_000), text="Hello.", voice="coral", response_format="pcm")
    with pytest.raises(OutputError, match=words):
        speech.save_captions(tmp_path / name)
    assert not list(tmp_path.iterdir())
