"""Takes, without a page."""

from __future__ import annotations

from ipytts.synthesis.speech import Speech
from ipytts.widget.settings import Settings
from ipytts.widget.takes import TakeStore

SECOND = bytes(48_000)  # of silence
WHISPERED = Settings("Hello.", {"speed": 1.5, "instructions": "Whisper"})


def make_speech(voice: str = "coral", *, complete: bool = True, from_cache: bool = False) -> Speech:
    return Speech(
        SECOND,
        text="Hello.",
        voice=voice,
        model="soft",
        service="openai",
        response_format="pcm",
        complete=complete,
        from_cache=from_cache,
    )


def test_take_describes_its_speech_and_settings() -> None:
    take = TakeStore().add(make_speech(from_cache=True), WHISPERED)
    assert take.summary == "Take 1 · coral · 1.0 s"
    assert take.details == ("coral, soft, speed 1.5, “Whisper”, pcm, openai, 1.0 s, 48 kB, from the cache")
    incomplete = TakeStore().add(make_speech(complete=False), Settings("Hello."))
    assert incomplete.summary == "Take 1 · coral · 1.0 s, incomplete"
    assert incomplete.details == "coral, soft, pcm, openai, 1.0 s, 48 kB, fetched, incomplete"


def test_rename_changes_the_file_name_too() -> None:
    take_store = TakeStore()
    take = take_store.add(make_speech("Ålesund/1"), WHISPERED)
    take_store.rename(take, "  The\none, at last ")
    assert (take.name, take_store.names) == ("The one, at last", ("The one, at last",))
    assert take.file_name + take.suffix == "the-one-at-last-ålesund-1.pcm"
    take_store.rename(take, " ")
    assert take.name == "The one, at last"


def test_remove_chooses_a_neighbor_and_never_reuses_a_name() -> None:
    take_store = TakeStore()
    first, second, third = (take_store.add(make_speech(), WHISPERED) for _ in range(3))
    assert take_store.chosen is third
    take_store.remove(third)
    assert take_store.chosen is second
    take_store.remove(first)
    assert take_store.chosen is second
    assert take_store.add(make_speech(), WHISPERED).name == "Take 4"
    take_store.clear()
    assert not take_store.takes
    assert not take_store.names
    assert take_store.chosen is None
