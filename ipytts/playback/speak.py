"""The public `speak`: choose the listeners for where output is seen, then synthesize."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ipytts.config import SpeechDefaults
from ipytts.errors import NoPlayerError, SpeechError
from ipytts.playback.announcements import requested_playback
from ipytts.playback.front_end import FrontEnd, current_front_end
from ipytts.playback.notebook_page import OutputSlot, play_in_page
from ipytts.playback.progress import PageProgress, Progress, TerminalProgress
from ipytts.services.named_services import BUILTIN
from ipytts.services.request import Voice, check_timeout
from ipytts.services.service import Service
from ipytts.services.service_selection import set_keys_hint
from ipytts.synthesis.listener import Listener, Listeners
from ipytts.synthesis.pipeline import synthesize
from ipytts.synthesis.plan import Plan, first_given, plan
from ipytts.synthesis.speech import Speech


def speak(
    text: str,
    *,
    voice: Voice | None = None,
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
    """Speak a text, and return when all of its audio has arrived.

    None means as configured: by `SpeechDefaults`, then the environment, then the service's own default.

    Parameters
    ----------
    text : str
        The text to speak, unchanged: braces stay braces. It may have any length: a text that is too long for
        one request is fetched in parts, several at once, and joined.
    voice : str or dict, optional
        The name of a voice that the service has, or ``{"id": "voice_123"}`` for a custom voice.
    model : str, optional
        The name of a model that the service has.
    response_format : str, optional
        One of ``mp3``, ``opus``, ``aac``, ``flac``, ``wav`` and ``pcm``.
    speed : float, optional
        From 0.25 to 4; 1 is normal.
    instructions : str, optional
        How to speak, for models that follow instructions.
    extra : dict, optional
        More fields for the body of the request.
    service : str or Service, optional
        ``onerouter``, ``openai``, ``builtin``, a base URL or a `Service`.
    play : bool, optional
        Whether the sound starts by itself: in the page that shows it, elsewhere by a player program of this
        machine, in which case `speak` returns at the end of the sound. By default only in IPython's terminal.
    cache : bool, optional
        Whether to use the cache; if False, the audio is fetched again and replaces the cached one.
    timeout : float, optional
        Seconds for the whole of one request, retries included. Unless one is given or configured, the whole
        may take any time, but a request ends when nothing comes for 120 s, from local servers for 600 s.
    listener : Listener, optional
        Is informed of each piece of audio as it arrives, and can stop the speech.
    pronunciations : dict, optional
        Words to speak differently, such as ``{"kNN": "k nearest neighbours"}``; the speech's `text` stays
        as written.

    Returns
    -------
    Speech
        The audio, which a notebook shows as a player.

    Raises
    ------
    SpeechError
        See `ipytts.errors` for the kinds. Its `speech` holds the audio that had arrived.

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
    speech_type: Callable[..., Speech] = Speech,
) -> Speech:
    """Speak a plan, and return when all of its audio has arrived.

    `service` is the one that the user chose, if any: without one, a notice says that the built-in voice
    speaks. `speech_type` makes the speech, from the arguments of `Speech`, after an error too.
    The other arguments and the errors are those of `speak`.
    """
    defaults = SpeechDefaults.instance()
    timeout = first_given(timeout, defaults.timeout)
    timeout = None if timeout is None else check_timeout(timeout)
    front_end = current_front_end()
    listener = _Notices(listener or Listener(), are_shown=front_end is not FrontEnd.PROGRAM)
    voice_notice = _voice_notice(planned, chosen=service or defaults.service)
    for message in (*planned.notices, *([voice_notice] if voice_notice else [])):
        listener.on_notice(message)
    requested = requested_playback(play)
    plays = requested or (requested is None and front_end is FrontEnd.TERMINAL)
    with contextlib.ExitStack() as stack:
        listeners: list[Listener] = [listener]
        if not listener.shows_progress and (progress := _progress(front_end, listener)) is not None:
            listeners.insert(0, stack.enter_context(progress))  # the first gets the notices
        if plays and front_end in (FrontEnd.TERMINAL, FrontEnd.NONE):
            from ipytts.playback.system_player import SystemPlayer, find_program

            with _missing_player_as_notice(listener, is_required=requested):
                player = SystemPlayer(find_program(planned.request.response_format))
                listeners.append(stack.enter_context(player))
        everyone = Listeners(*listeners)
        is_fresh = not first_given(cache, defaults.cache)
        speech = synthesize(planned, everyone, timeout=timeout, is_fresh=is_fresh, speech_type=speech_type)
        if front_end is not FrontEnd.PROGRAM and (notice := _shutdown_notice(planned)):
            everyone.on_notice(notice)
        with _missing_player_as_notice(listener, is_required=requested):
            _report_end(everyone, speech)
    if plays and front_end is FrontEnd.PAGE:
        play_in_page(speech, OutputSlot())
    return speech


class _Notices(Listeners):
    """Passes everything on to a listener, but notices only where a person reads them."""

    def __init__(self, listener: Listener, *, are_shown: bool) -> None:
        super().__init__(listener)
        self._are_shown = are_shown

    def on_notice(self, message: str) -> None:
        """Pass a notice on, if notices are shown."""
        if self._are_shown:
            super().on_notice(message)


@contextlib.contextmanager
def _missing_player_as_notice(listener: Listener, *, is_required: bool | None) -> Iterator[None]:
    """Turn the error of a missing player into a notice, unless the user requested playback."""
    try:
        yield
    except NoPlayerError as error:
        if is_required:
            raise
        listener.on_notice(str(error))


def _progress(front_end: FrontEnd, listener: Listener) -> Progress | None:
    """Return a listener that shows the progress, if the front end shows it to a person.

    It passes the notices on to `listener`.
    """
    if front_end is FrontEnd.PAGE:
        return PageProgress(notify=listener.on_notice)
    return TerminalProgress(listener.on_notice) if front_end is FrontEnd.TERMINAL else None


def _voice_notice(planned: Plan, *, chosen: object) -> str | None:
    """Return a notice for the user if the built-in voice speaks in place of another voice."""
    if not planned.service.is_builtin:
        return None
    if not chosen and not os.environ.get("IPYTTS_SERVICE"):
        return (
            "No key is set, so the built-in voice 'heart' speaks, whatever voice is requested.\n"
            "Set ONEROUTER_API_KEY to hear OneRouter's voices." + set_keys_hint()
        )
    own = (BUILTIN.sole_voice, BUILTIN.model().name, None)
    requests = [step.request for step in planned.steps]
    if any((request.voice, request.model, request.instructions) != own for request in requests):
        return (
            "The built-in voice has one voice and one model, and ignores instructions and other names.\n"
            "Set ONEROUTER_API_KEY and use `--service onerouter` to hear other voices."
        )
    return None


def _shutdown_notice(planned: Plan) -> str | None:
    from ipytts.services.shutdown_notice import shutdown_notice  # not before the sound has begun

    return shutdown_notice(planned.service, planned.request.model)


def _report_end(listener: Listener, speech: Speech) -> None:
    try:
        listener.on_end(speech)
    except SpeechError as error:
        error.speech = speech
        raise
