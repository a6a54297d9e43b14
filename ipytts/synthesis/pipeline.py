"""From words to sound: `speak`, which every face calls."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any

from ipytts.audio.encode import encode_wav, joinable
from ipytts.audio.join import Joiner
from ipytts.config import SpeechDefaults
from ipytts.errors import NoPlayerError, SpeechError, SpeechInterrupt
from ipytts.playback.front_end import front_end
from ipytts.playback.notebook_page import Place, play_in_page
from ipytts.playback.progress import PageProgress, TerminalProgress
from ipytts.playback.system_player import Player, find_program
from ipytts.services.cancellation import Stop
from ipytts.services.request import check_timeout
from ipytts.services.service import BUILTIN, other_way_out
from ipytts.synthesis.cache import open_cache
from ipytts.synthesis.listener import Listener, Listeners
from ipytts.synthesis.plan import first_set, plan
from ipytts.synthesis.scheduler import deliver
from ipytts.synthesis.speech import Part, Speech

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ipytts.playback.front_end import FrontEnd
    from ipytts.playback.progress import Progress
    from ipytts.services.service import Service
    from ipytts.synthesis.cache import Cache, Entry
    from ipytts.synthesis.plan import Plan
    from ipytts.synthesis.scheduler import Arrival


def speak(
    text: str,
    *,
    voice: str | None = None,
    model: str | None = None,
    response_format: str | None = None,
    speed: float | None = None,
    instructions: str | None = None,
    extra: Mapping[str, Any] | None = None,
    service: str | Service | None = None,
    play: bool | None = None,
    cache: bool | None = None,
    timeout: float | None = None,
    listener: Listener | None = None,
    pronunciations: Mapping[str, str] | None = None,
) -> Speech:
    """Have `text` spoken, and wait until all of it is here.

    What is None is as configured: by `SpeechDefaults`, then the environment, then the service's own default.

    Parameters
    ----------
    text : str
        What to say, as it is: nothing is filled in. Of any length: what is longer than a service takes in one
        request is asked for in parts, side by side, and joined.
    voice, model : str, optional
        Names that the service knows.
    response_format : str, optional
        One of ``mp3``, ``opus``, ``aac``, ``flac``, ``wav`` and ``pcm``.
    speed : float, optional
        From 0.25 to 4; 1 is normal.
    instructions : str, optional
        How to say it, for models that take direction.
    extra : dict, optional
        Further fields for the request's body, where a server knows more.
    service : str or Service, optional
        ``onerouter``, ``openai``, ``builtin``, a base URL or a `Service`.
    play : bool, optional
        Whether the sound starts by itself: in the page that shows it, else through a player program of this
        machine, and then `speak` returns when all is heard. Unless configured, only in IPython's terminal.
    cache : bool, optional
        Whether to take from the cache what was fetched before; if not, it is fetched afresh and replaced.
    timeout : float, optional
        Seconds for the whole of one request, further tries included; 120 unless configured.
    listener : Listener, optional
        Is told of each piece as it comes, and can stop it.
    pronunciations : dict, optional
        What to say in place of words, such as ``{"kNN": "k nearest neighbours"}``; unless given, each word is
        said as it is written. The speech's `text` stays what is written.

    Returns
    -------
    Speech
        The audio, which a notebook shows as a player.

    Raises
    ------
    SpeechError
        See `ipytts.errors` for the kinds. What had arrived is its `speech`.

    Examples
    --------
    >>> speech = speak("The model reached 94 percent.", service="builtin")
    >>> speech.voice, speech.response_format
    ('heart', 'mp3')
    """
    planned = plan(
        text,
        voice=voice,
        model=model,
        response_format=response_format,
        speed=speed,
        instructions=instructions,
        extra=extra,
        service=service,
        pronunciations=pronunciations,
    )
    return speak_plan(planned, service=service, play=play, cache=cache, timeout=timeout, listener=listener)


def speak_plan(
    planned: Plan,
    *,
    service: str | Service | None = None,
    play: bool | None = None,
    cache: bool | None = None,
    timeout: float | None = None,
    listener: Listener | None = None,
    kind: Callable[..., Speech] = Speech,
) -> Speech:
    """Have spoken what was planned, and wait until all of it is here.

    Parameters
    ----------
    planned : Plan
        What to ask.
    service : str or Service, optional
        What was asked for when it was planned: a notice tells whose voice speaks where nothing was.
    play, cache, timeout, listener
        As for `speak`.
    kind : callable
        Makes a speech of what has come, from what `Speech` takes; of a part where not all came.

    Returns
    -------
    Speech
        What `kind` made.

    Raises
    ------
    SpeechError
        As from `speak`.
    """
    listener = listener or Listener()
    defaults = SpeechDefaults.instance()
    timeout = check_timeout(first_set(timeout, defaults.timeout))
    where = front_end()

    def tell(notice: str) -> None:
        if where != "nobody":  # a notebook that a program runs holds results alone
            listener.on_notice(notice)

    if notice := _notice(planned, chosen=service or defaults.service):
        tell(notice)
    wish = first_set(play, defaults.play)
    plays = wish or (wish is None and where == "terminal")
    is_fresh = not first_set(cache, defaults.cache)
    with contextlib.ExitStack() as ending:
        listeners = [listener]
        if not listener.shows_progress and (progress := _progress(where)) is not None:
            listeners.append(ending.enter_context(progress))
        with _only_told(listener, unless=wish):
            if plays and where in ("terminal", None):
                player = Player(find_program(planned.request.response_format))
                listeners.append(ending.enter_context(player))
        all_of_them = Listeners(*listeners)
        speech = _Making(planned, all_of_them, tell, kind).run(timeout, is_fresh=is_fresh)
        with _only_told(listener, unless=wish):
            _tell_end(all_of_them, speech)
    if plays and where == "page":
        play_in_page(speech, Place())
    return speech


@contextlib.contextmanager
def _only_told(listener: Listener, *, unless: bool | None) -> Iterator[None]:
    """Make a notice of a missing player, unless someone insists on hearing the sound."""
    try:
        yield
    except NoPlayerError as error:
        if unless:
            raise
        listener.on_notice(str(error))


def _progress(where: FrontEnd | None) -> Progress | None:
    """Return what shows how far it is, where someone looks."""
    if where == "page":
        return PageProgress()
    return TerminalProgress() if where == "terminal" else None


def _notice(planned: Plan, *, chosen: object) -> str | None:
    """Return what a person should know when the built-in voice speaks in place of what was wanted."""
    if not planned.service.is_builtin:
        return None
    if not chosen and not os.environ.get("IPYTTS_SERVICE"):
        return (
            "No key is set, so the built-in voice 'heart' speaks, whatever voice is asked for.\n"
            "Set ONEROUTER_API_KEY to hear OneRouter's voices." + other_way_out()
        )
    asked = [step.request for step in planned.steps]
    if any(request.voice != BUILTIN.sole_voice or request.instructions for request in asked):
        return (
            "The built-in voice has one way to speak: voices and instructions make no difference.\n"
            "Set ONEROUTER_API_KEY and ask `--service onerouter` to hear others."
        )
    return None


def _tell_end(listener: Listener, speech: Speech) -> None:
    try:
        listener.on_end(speech)
    except SpeechError as error:
        error.speech = speech
        raise


def _cache_notice(cache: Cache, failure: OSError) -> str:
    return (
        f"The cache in {str(cache.folder)[:200]} cannot keep the sound: {failure.strerror or failure}.\n"
        "Set IPYTTS_CACHE_DIR to a folder that can be written to."
    )


class _Making:
    """A speech that is being made: what of it is here, and who is told."""

    def __init__(
        self, planned: Plan, listener: Listener, tell: Callable[[str], None], kind: Callable[..., Speech]
    ) -> None:
        self._plan, self._listener, self._notice, self._kind = planned, listener, tell, kind
        self._stop = Stop()
        self._joiner = Joiner()
        self._parts: list[Part] = []
        self._current: Arrival | None = None

    def run(self, timeout: float, *, is_fresh: bool) -> Speech:
        """Return the whole speech; an error carries what there is of it."""
        try:
            return self._receive(timeout, is_fresh=is_fresh)
        except SpeechError as error:
            error.speech = self._so_far()
            raise
        except KeyboardInterrupt:
            interrupt = SpeechInterrupt()
            interrupt.speech = self._so_far()
        # Out of the handlers: the interrupt's own traceback would show our waiting, which helps nobody.
        raise interrupt

    def _receive(self, timeout: float, *, is_fresh: bool) -> Speech:
        self._listener.on_start(self._stop)
        self._listener.on_plan(self._plan)
        cache = open_cache()
        with deliver(self._plan, cache, timeout=timeout, stop=self._stop, is_fresh=is_fresh) as delivery:
            try:
                for arrival in delivery:
                    self._hand_on(arrival)
            finally:
                if delivery.cache_failure is not None:
                    self._notice(_cache_notice(cache, delivery.cache_failure))
        return self._speech(from_cache=delivery.is_from_cache)

    def _hand_on(self, arrival: Arrival) -> None:
        self._current = arrival
        for piece in arrival:
            if piece is None:
                self._listener.on_wait()
            else:
                self._listener.on_audio(piece)
        self._add(arrival.step.text, arrival.entry)
        self._current = None
        self._listener.on_part(self._parts[-1])

    def _add(self, text: str, entry: Entry) -> None:
        start = self._parts[-1].end if self._parts else 0.0
        self._joiner.add(*entry)
        self._parts.append(Part(text, start, self._joiner.ends[-1]))

    def _speech(self, *, complete: bool = True, from_cache: bool = False) -> Speech:
        request, service = self._plan.request, self._plan.service
        data, response_format = self._joiner.file(), self._joiner.response_format
        wanted = request.response_format
        is_substitute = len(self._parts) > 1 and wanted != response_format == joinable(wanted)
        if is_substitute and complete:
            data, response_format = encode_wav(data, wanted, self._on_block), wanted
        return self._kind(
            data,
            text=request.text,
            voice=service.sole_voice or request.voice,
            model=service.models[0] if service.sole_voice else request.model,
            response_format=response_format,
            service=service.name,
            rate=self._joiner.rate,
            complete=complete,
            parts=self._parts,
            from_cache=from_cache,
        )

    def _on_block(self) -> None:
        """Let a stop in while it is encoded, and time be told."""
        self._stop.check()
        self._listener.on_wait()

    def _so_far(self) -> Speech | None:
        """Return what arrived before it went wrong, if it can be played."""
        current = self._current
        if current is not None and (begun := current.so_far()) is not None:
            with contextlib.suppress(SpeechError):  # it may be what does not fit
                self._add(current.step.text, begun)
        with contextlib.suppress(SpeechError):
            return self._speech(complete=False) if self._parts and self._parts[-1].end else None
        return None
