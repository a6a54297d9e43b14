"""What can be requested: each mistake is named, and what is sent is what was set."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from typing import Any

import pytest

pytest.importorskip("hypothesis")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ipytts import speak
from ipytts.audio.response_formats import FORMATS
from ipytts.errors import InvalidRequestError
from ipytts.services.request import SpeechRequest, check_timeout


@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("text", "", "nothing to say"),
        ("text", " \n\t", "nothing to say"),
        ("text", b"Hello", "str"),
        ("text", None, "str"),
        ("text", "\ud83d", "half a character"),
        ("voice", "", "coral"),
        ("voice", 7, "coral"),
        ("voice", {"name": "mine"}, "{'id': 'voice_123'}"),
        ("voice", {"id": "voice_123", "name": "mine"}, "{'id': 'voice_123'}"),
        ("voice", {"id": ""}, "{'id': 'voice_123'}"),
        ("voice", {"id": 123}, "{'id': 'voice_123'}"),
        ("voice", "id: ", "{'id': 'voice_123'}"),
        ("model", "  ", "ipytts voices"),
        ("model", ["soft"], "ipytts voices"),
        ("response_format", "ogg", "mp3, opus, aac, flac, wav, pcm"),
        ("response_format", "MP3", "mp3, opus, aac, flac, wav, pcm"),
        ("response_format", ["mp3"], "mp3, opus, aac, flac, wav, pcm"),
        ("speed", 0.2, "0.25 to 4.0"),
        ("speed", 4.1, "0.25 to 4.0"),
        ("speed", 10**400, "0.25 to 4.0"),
        ("speed", math.nan, "0.25 to 4.0"),
        ("speed", "1", "0.25 to 4.0"),
        ("speed", True, "0.25 to 4.0"),
        ("instructions", "", "nothing to say"),
        ("instructions", 3, "str"),
        ("extra", ["language"], "dict"),
        ("extra", {1: "x"}, "dict"),
        ("extra", {"voice": "x"}, "option of its own"),
        ("extra", {"x": math.nan}, "JSON"),
        ("extra", {"x": {1, 2}}, "JSON"),
        ("timeout", 0, "number of seconds"),
        ("timeout", -1.5, "number of seconds"),
        ("timeout", math.inf, "number of seconds"),
        ("timeout", math.nan, "number of seconds"),
        ("timeout", 10**400, "number of seconds"),
        ("timeout", "60", "number of seconds"),
    ],
)
def test_invalid_option_is_named_with_what_is_allowed(option: str, value: Any, allowed: str) -> None:
    options = {"text": "Hello.", option: value}
    with pytest.raises(InvalidRequestError) as caught:
        speak(**options, service="http://127.0.0.1:9/v1")
    message = str(caught.value)
    assert option in message
    assert allowed in message
    if option in ("voice", "model", "response_format", "speed", "timeout"):
        assert f"{option}={value!r}" in message


_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_words, inner, max_size=3),
    max_leaves=5,
)
_own = {"model", "input", "voice", "response_format", "speed", "instructions"}


@given(
    text=_words,
    voice=_words.filter(lambda name: not name.startswith("id:")),
    model=_words,
    response_format=st.sampled_from(sorted(FORMATS)),
    speed=st.none()
    | st.floats(0.25, 4)
    | st.fractions(Fraction(1, 4), 4)
    | st.sampled_from([1, np.float32(1.5)]),
    instructions=st.none() | _words,
    extra=st.dictionaries(_words.filter(lambda name: name not in _own), _json, max_size=3),
)
def test_payload_has_only_the_options_that_are_set(**options: Any) -> None:
    payload = SpeechRequest(**options).payload()
    assert json.loads(json.dumps(payload)) == payload
    text, extra, speed = options.pop("text"), options.pop("extra"), options.pop("speed")
    expected = {**options, "input": text, "speed": None if speed is None else float(speed)}
    assert payload == {**{name: value for name, value in expected.items() if value is not None}, **extra}


def test_request_does_not_change_with_its_extra_fields() -> None:
    extra = {"voices": ["a"]}
    request = SpeechRequest("Hello.", "alloy", "speaker", extra=extra)
    extra["voices"].append("b")
    request.payload()["voices"] = None
    assert request.payload()["voices"] == ["a"]


@pytest.mark.parametrize("voice", [{"id": "voice_123"}, "id:voice_123"])
def test_custom_voice_is_sent_as_an_object(voice: Any) -> None:
    request = SpeechRequest("Hello.", voice, "speaker")
    named = SpeechRequest("Hello.", "voice_123", "speaker")
    assert request.voice == "id:voice_123"
    assert request.payload()["voice"] == {"id": "voice_123"}
    assert request.digest("http://127.0.0.1/v1") != named.digest("http://127.0.0.1/v1")
    assert named.payload()["voice"] == "voice_123"


def test_check_timeout_returns_seconds() -> None:
    assert check_timeout(Fraction(1, 2)) == 0.5
    assert check_timeout(86_400) == 86_400
