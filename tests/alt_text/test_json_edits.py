"""Values set in the text of a JSON file, in every style that notebooks have."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipytts.alt_text.json_edits import set_values

_KEYS = st.sampled_from(["alt", "b", 'q"{,', "image/png", "ipytts", "zü"])
_LEAVES = st.sampled_from([None, True, 7, "", 'é"}', [], [1, {}]])
_INNER = _LEAVES | st.dictionaries(_KEYS, _LEAVES, max_size=3)
_OBJECTS = st.dictionaries(_KEYS, _INNER, min_size=1, max_size=3)
_STYLES = [
    {"indent": 1},
    {"indent": 4, "ensure_ascii": True},
    {"indent": "\t", "separators": (",", " : ")},
    {},
    {"separators": (",", ":")},
]


def _dump(value: Any, style: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, **{"ensure_ascii": False, **style})


@pytest.mark.parametrize("style", _STYLES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@settings(max_examples=40, deadline=None)
@given(before=_OBJECTS, inside=_OBJECTS, after=_OBJECTS, key=_KEYS, other=_KEYS)
def test_result_is_what_the_changed_object_is_written_as(
    style: dict[str, Any], newline: str, before: Any, inside: Any, after: Any, key: str, other: str
) -> None:
    whole = {"a": [before, {"m": inside, "n": {}}], "c": after, "é": 1}
    text = "\ufeff" + _dump(whole, style).replace("\n", newline) + newline
    values: dict[Any, Any] = {
        ("a", 1, "m", key): {"x": "é"},
        ("a", 1, "n", key, other): [1],
        ("a", 1, "n", "A"): 0,
        ("new", "k"): None,
    }
    edited = set_values(text, values)
    inside[key], whole["a"][1]["n"], whole["new"] = {"x": "é"}, {key: {other: [1]}, "A": 0}, {"k": None}
    assert edited == "\ufeff" + _dump(whole, style).replace("\n", newline) + newline


def test_all_else_stays_as_it_is() -> None:
    text = '{ "z":1.50,\n\n  "m": {"b" : [ 1e3, NaN ], "\\u00e9": {  }}, "a": 1, "a": {"y": 1}}  '
    edited = set_values(text, {("m", "b2"): "ü", ("m", "é", "k"): 1, ("a", "x"): "old", ("q",): 2})
    assert edited == (
        '{ "z":1.50,\n\n  "m": {"b" : [ 1e3, NaN ], "b2":"\\u00fc","\\u00e9": {"k":1}}, "a": 1, '
        '"a": {"x":"old","y": 1},"q":2}  '
    )


def test_half_a_character_is_escaped() -> None:
    assert set_values('{"é": 1}', {("z",): "\ud83d"}) == '{"z": "\\ud83d", "é": 1}'
