"""Plans of scripts, with voices by role."""

from __future__ import annotations

from typing import Any

import pytest

from ipytts.description.documents.passages import Passage, Section
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.narration.role_voices import plan_script
from ipytts.narration.script import Script

NOBODY = "http://127.0.0.1:9/v1"
SCRIPT = Script(
    "Birds",
    (
        Section("Birds", 1, (Passage("They fly."), Passage("* * *"), Passage("Not all!", "quotation"))),
        Section("Data", 2, (Passage("Code: loads data.", "code"),)),
    ),
)


def test_plan_has_a_request_per_passage_with_the_voice_of_its_role() -> None:
    planned = plan_script(
        SCRIPT, voice="sage", voices={"quotation": "onyx", "heading": "nova"}, service=NOBODY
    )
    assert [(step.request.text, step.request.voice) for step in planned.steps] == [
        ("Birds.", "nova"),
        ("They fly.", "sage"),
        ("Not all!", "onyx"),
        ("Data.", "nova"),
        ("Code: loads data.", "sage"),
    ]
    assert planned.request.voice == "sage"


@pytest.mark.parametrize(
    ("voices", "words"),
    [
        ({"qotation": "onyx"}, "no role 'qotation' .* quotation"),
        ({"quotation": ""}, "voice='' is not possible"),
        ("onyx", "give a dict"),
    ],
)
def test_unknown_roles_and_invalid_voices_are_refused(voices: Any, words: str) -> None:
    with pytest.raises(InvalidRequestError, match=words):
        plan_script(SCRIPT, voices=voices, service=NOBODY)


def test_script_without_words_is_refused() -> None:
    with pytest.raises(SpeechError, match="nothing to say"):
        plan_script(Script("", (Section(passages=(Passage("* * *"),)),)), service=NOBODY)
