"""Takes, without a page."""

from __future__ import annotations

from ipytts.synthesis.speech import Speech
from ipytts.widget.settings import Settings
from ipytts.widget.takes import TakeStore

SECOND = bytes(48_000)  # of silence
WHISPERED = Settings("Hello.", {"speed": 1.5, "instructions": "Whisper"})


def a_speech(voice: str = "coral", *, complete: bool = True, from_cache: bool = False) -> Speech:
    return Speech(
        SECOND,
        text="Hello.",
        voice=voice,
        model="tts-1",
        service="openai",
        response_format="pcm",
        complete=complete,
        from_cache=from_cache,
    )


def test_a_take_says_how_it_came_to_be() -> None:
    take = TakeStore().add(a_speech(from_cache=True), WHISPERED)
    assert take.line == "Take 1 · coral · 1.0 s"
    assert take.details == ("coral, tts-1, speed 1.5, “Whisper”, pcm, openai, 1.0 s, 48 kB, from the cache")
    cut = TakeStore().add(a_speech(complete=False), Settings("Hello."))
    assert cut.line == "Take 1 · coral · 1.0 s, incomplete"
    assert cut.details == "coral, tts-1, pcm, openai, 1.0 s, 48 kB, fetched, incomplete"


def test_a_new_name_is_that_of_the_file_too() -> None:
    shelf = TakeStore()
    take = shelf.add(a_speech("Ålesund/1"), WHISPERED)
    shelf.rename(take, "  The\none, at last ")
    assert (take.name, shelf.names) == ("The one, at last", ("The one, at last",))
    assert take.file_name + take.suffix == "the-one-at-last-ålesund-1.pcm"
    shelf.rename(take, " ")
    assert take.name == "The one, at last"


def test_after_a_removal_a_neighbour_is_chosen_and_no_name_comes_twice() -> None:
    shelf = TakeStore()
    first, second, third = (shelf.add(a_speech(), WHISPERED) for _ in range(3))
    assert shelf.chosen is third
    shelf.remove(third)
    assert shelf.chosen is second
    shelf.remove(first)
    assert shelf.chosen is second
    assert shelf.add(a_speech(), WHISPERED).name == "Take 4"
    shelf.clear()
    assert not shelf.takes
    assert not shelf.names
    assert shelf.chosen is None
