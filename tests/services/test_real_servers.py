"""ipytts with speech servers that others wrote: their voices, their formats, a long text."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from ipytts import Service, Speech, SpeechWarning, speak
from ipytts.audio.response_formats import FORMATS
from ipytts.errors import ServiceError
from tests.helpers.command_line import run_ipytts
from tests.helpers.real_servers import VOICE, real_server
from tests.helpers.recognizer import character_error_rate, hear, hear_parts
from tests.helpers.sounds import seconds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

pytestmark = [pytest.mark.slow, pytest.mark.ear]

SENTENCE = "The museum opens at nine on Monday, and every child gets a red balloon."
LONG = """\
A lighthouse once stood at the end of our village. On clear evenings you could see it from the school, and
in a storm the whole harbor waited for its light. My grandfather looked after the lamp for thirty years.
He climbed the stairs twice a night, even in winter, and he never missed a single hour.

When I was seven, he took me to the top for the first time. The room smelled of oil and salt. He showed me
the heavy glass, and he let me polish one of the small brass handles. Far below us, the fishing boats
looked like toys in a bath.

One autumn the telephone rang early in the morning. A ship had lost its way in thick fog, and the captain
asked for help. Grandfather put on his coat and walked out into the dark without his breakfast. For five
hours he sounded the horn by hand, because the motor had frozen during the night. At noon the fog lifted,
and the ship came slowly around the rocks.

The sailors thanked him with a basket of oranges, which we had never tasted before. We ate them in the
kitchen, one after another, until our fingers were sticky and sweet. My sister kept the peel in a drawer
until Christmas.

Today a computer turns the lamp on and off. Nobody lives in the tower any more, and the stairs are closed
to visitors. Still, every summer I walk out to the point, sit down on the warm stones, and listen to the
waves until the first light appears."""


# Some of what `ipytts voices` lists. local-tts-studio lists no voices: whatever voice is requested, it speaks
# with its one.
LISTED = {
    "local-tts-studio": ("tts-1", "tts-1-hd"),
    "loudness-tts": (VOICE, "loudness-tts"),
    "tts-daemon": (VOICE,),
}
# In Hz. The first names it in a header; the last one's pcm is made here, of its wav.
PCM_RATES = {"local-tts-studio": 22_050, "loudness-tts": 24_000, "tts-daemon": 22_050}
CHARACTERS_PER_SECOND = (12, 22)  # at the slowest and at the fastest
LIMIT = 250  # characters of a part
SHORTEST_SENTENCE = 34  # characters


@dataclass(frozen=True)
class Server:
    """A running server, and the formats that it makes; the others are encoded here, of its wav."""

    name: str
    url: str
    formats: Collection[str]

    def speak(self, text: str, *, limit: int | None = None, **options: Any) -> Speech:
        service = Service(self.url, limit=limit)
        return speak(text, service=service, play=False, cache=False, **({"voice": VOICE} | options))


@pytest.fixture(scope="module", params=LISTED)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run one server after another, each for all tests."""
    with real_server(request.param, tmp_path_factory.mktemp("server")) as url:
        yield Server(request.param, url, ("wav",) if request.param == "tts-daemon" else FORMATS)


@pytest.fixture(scope="module", params=["local-tts-studio", "loudness-tts"])
def server_without_ffmpeg(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Run the servers that make wav and pcm only, where ffmpeg is missing."""
    with real_server(request.param, tmp_path_factory.mktemp("server"), has_ffmpeg=False) as url:
        yield Server(request.param, url, ("wav", "pcm"))


def _assert_is_heard_right(server: Server, response_format: str) -> None:
    notice = f"does not make {response_format}: wav is requested"
    is_made = response_format in server.formats
    with nullcontext() if is_made else pytest.warns(SpeechWarning, match=notice):
        speech = server.speak(SENTENCE, response_format=response_format)
    assert speech.response_format == response_format
    heard = hear(speech.data, pcm_rate=speech.pcm_rate if response_format == "pcm" else None)
    assert character_error_rate(SENTENCE, heard) < 0.1, heard


def test_command_line_lists_voices_and_models(server: Server) -> None:
    done = run_ipytts("voices", "--service", server.url)
    assert done.returncode == 0, done.stderr
    assert b"as its server lists them" in done.stdout
    assert set(LISTED[server.name]) <= set(re.findall(r"[\w-]+", done.stdout.decode()))


@pytest.mark.parametrize("response_format", FORMATS)
def test_sentence_is_heard_right_in_each_format(server: Server, response_format: str) -> None:
    _assert_is_heard_right(server, response_format)


@pytest.mark.parametrize("response_format", FORMATS)
def test_sentence_is_heard_right_without_ffmpeg(server_without_ffmpeg: Server, response_format: str) -> None:
    _assert_is_heard_right(server_without_ffmpeg, response_format)


def test_pcm_has_the_rate_that_the_server_names(server: Server) -> None:
    assert server.speak(SENTENCE, response_format="pcm").pcm_rate == PCM_RATES[server.name]


def test_long_text_is_heard_whole(server: Server) -> None:
    speech = server.speak(LONG, limit=LIMIT)
    assert "".join(part.text for part in speech.parts) == LONG
    slowest, fastest = CHARACTERS_PER_SECOND
    assert len(LONG) / fastest < seconds(speech.data) < len(LONG) / slowest
    for part, heard in hear_parts(speech):
        wrong_characters = character_error_rate(part.text, heard) * len(part.text)
        assert wrong_characters < 0.8 * SHORTEST_SENTENCE, (part.text, heard)


def test_error_of_an_unknown_voice_has_the_servers_words(server: Server) -> None:
    if server.name != "local-tts-studio":
        with pytest.raises(ServiceError, match="'nobody'"):
            server.speak("Hello.", voice="nobody", response_format="wav")
