"""Lists of models and voices in the forms of real services."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ipytts.services.catalog_forms import find_replacement, parse_models, parse_total, parse_voices
from ipytts.services.model import Model
from tests.helpers import catalogs


@pytest.mark.parametrize(
    ("body", "models"),
    [
        (catalogs.ONEROUTER, (Model("speech-2.6"),)),
        (
            catalogs.OPENROUTER,
            (
                Model("hexgrad/kokoro-82m", ("af_bella", "af_heart"), price=0.62),
                Model(
                    "openai/gpt-4o-mini-tts-2025-12-15",
                    ("alloy", "coral"),
                    price=0.6,
                    shutdown=date(2027, 1, 6),
                ),
                Model("some/speaker"),  # it also charges for the audio
            ),
        ),
        (
            catalogs.OPENROUTER_SPEECH,
            (
                Model("openai/gpt-4o-mini-tts-2025-12-15", ("alloy", "coral", "marin")),
                Model("hexgrad/kokoro-82m", ("af_bella", "af_heart"), takes_instructions=False),
            ),
        ),
        (
            catalogs.VENICE,
            (
                Model("tts-kokoro", ("af_sky", "am_adam"), price=3.5),
                Model("tts-old", ("af_sky",), price=50, shutdown=date(2027, 1, 6), replacement="tts-kokoro"),
            ),
        ),
        (catalogs.MISTRAL, (Model("voxtral-mini-tts-2603", replacement="voxtral-mini-tts-3-0"),)),
        (catalogs.SPEACHES, (Model("speaches-ai/Kokoro-82M-v1.0-ONNX", ("af_heart",)),)),
        (catalogs.TOGETHER_MODELS, (Model("hexgrad/Kokoro-82M"),)),
        ({"data": [{"id": "x", "supported_endpoints": ["/v1/audio/speech"]}]}, (Model("x"),)),
        ({"data": [{"id": "x", "output_modalities": ["text"]}]}, ()),
    ],
)
def test_parse_models_of_each_service(body: Any, models: tuple[Model, ...]) -> None:
    assert parse_models(body).models == models


def test_parse_models_of_a_list_without_modalities() -> None:
    listing = parse_models(catalogs.openai_models("gpt-5", tts_1="2027-01-06"))
    assert listing.models == ()
    assert listing.unclassified == (Model("gpt-5"), Model("tts-1", shutdown=date(2027, 1, 6)))


def test_music_is_not_speech_where_a_list_has_both() -> None:
    body = {
        "data": [
            {"id": "sing", "output_modalities": ["audio"]},
            {"id": "say", "output_modalities": ["speech"]},
        ]
    }
    assert parse_models(body).models == (Model("say"),)


@pytest.mark.parametrize(
    ("body", "voices"),
    [
        ({"voices": ["alloy", "nova", "alloy"]}, {None: ("alloy", "nova")}),
        ({"voices": [{"id": "af_heart", "name": "Heart"}]}, {None: ("af_heart",)}),
        ([{"voice_id": "a"}, {"name": "b"}], {None: ("a", "b")}),
        ({"items": [{"id": "voice_478", "name": "Sheila"}]}, {None: ("voice_478",)}),
        (
            catalogs.TOGETHER_VOICES,
            {"hexgrad/Kokoro-82M": ("af_heart",), "canopylabs/orpheus-3b-0.1-ft": ("tara",)},
        ),
        ({"voices": []}, {}),
        (None, {}),
    ],
)
def test_parse_voices_of_each_form(body: Any, voices: dict[str | None, tuple[str, ...]]) -> None:
    assert parse_voices(body) == voices


_FIELDS = (
    *("data", "models", "voices", "id", "type", "pricing", "prompt", "model_spec", "deprecation", "input"),
    *("output_modalities", "supported_parameters", "shutdown_date", "architecture", "usd", "total"),
    *("capabilities", "removesAt", "replacementModelId"),
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.sampled_from([10**400, 7, -1]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(_FIELDS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(_JSON)
def test_any_json_is_parsed_without_an_error(body: Any) -> None:
    body = json.loads(json.dumps(body))
    assert all(model.name.isprintable() for model in parse_models(body).models)
    parse_voices(body)
    parse_total(body)
    find_replacement(body)


@given(st.dictionaries(st.sampled_from(sorted({*_FIELDS} - {"id", "type"})), _JSON, max_size=4))
def test_field_of_a_wrong_type_loses_that_field_alone(fields: dict[str, Any]) -> None:
    (model,) = parse_models({"data": [{**fields, "id": "x", "type": "tts"}]}).models
    assert model.name == "x"
    assert model.price is None or 0 <= model.price < 1_000_000
    assert model.shutdown is None or isinstance(model.shutdown, date)
    assert all(isinstance(voice, str) for voice in model.voices)


@pytest.mark.parametrize("usd", ["x", True, [], {}, None, -1, float("nan"), pytest.param(10**400, id="huge")])
def test_price_that_is_none_is_left_out(usd: Any) -> None:
    spec = {"pricing": {"input": {"usd": usd}}}
    assert parse_models([{"id": "x", "type": "tts", "model_spec": spec}]).models == (Model("x"),)


@pytest.mark.parametrize("value", [{"at": 1}, 20270106, ["2027-01-06"], "soon", "2027-13-01"])
def test_shutdown_that_is_no_date_is_left_out(value: Any) -> None:
    assert parse_models([{"id": "x", "type": "tts", "shutdown_date": value}]).models == (Model("x"),)


@pytest.mark.parametrize(
    "name", ["\x1b[2Jtts", 'tts"; import os', "tts {exit()}", "tts $HOME", "tts\\", "`tts`", " ", "t" * 300]
)
def test_names_that_could_run_as_code_are_left_out(name: str) -> None:
    assert not parse_models({"data": [{"id": name}]})
    assert not parse_voices([name])
    assert find_replacement({"deprecation_replacement_model": name}) is None
