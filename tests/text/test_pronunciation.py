"""Pronunciations: what is sent, and what a reader sees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipytts.synthesis.captions import web_vtt
from ipytts.text.pronunciation import pronounce
from tests.helpers.client_calls import ask, service_of

if TYPE_CHECKING:
    from tests.helpers.speech_server import SpeechServer

SAID = {"kNN": "k nearest neighbours", "NN": "neural net", "R²": "R squared", "dB": "decibels"}


def test_pronounce_replaces_whole_words_with_the_same_capitals_longest_first() -> None:
    written = "kNN and NN, not KNN or NNs; R² is 0.9 at 3 dB."
    said = "k nearest neighbours and neural net, not KNN or NNs; R squared is 0.9 at 3 decibels."
    assert pronounce(written, SAID) == said
    assert pronounce("A B", {"A": "B", "B": "C", "": "nothing"}) == "B C"  # what is said is not changed again


def test_service_gets_the_spoken_words_and_the_reader_the_written_ones(server: SpeechServer) -> None:
    speech = ask(server, "kNN won.", pronunciations=SAID)
    assert server.requests[0].body["input"] == "k nearest neighbours won."
    assert (speech.text, speech.parts[0].text) == ("kNN won.", "kNN won.")
    assert "kNN won." in web_vtt(speech.parts)
    ask(server, "kNN won.")
    assert server.requests[1].body["input"] == "kNN won."


def test_no_part_with_its_pronunciations_is_over_the_limit(server: SpeechServer) -> None:
    text = " ".join(f"Number {n} is by kNN." for n in range(20))
    speech = ask(server, text, service=replace(service_of(server), limit=400), pronunciations=SAID)
    sent = [str(request.body["input"]) for request in server.requests]
    assert max(map(len, sent)) <= 400 < len(text)
    assert sum(part.count("k nearest neighbours") for part in sent) == 20
    assert "".join(part.text for part in speech.parts) == speech.text == text
