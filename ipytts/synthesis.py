"""From words to sound: `speak`, which every face calls."""

from __future__ import annotations

import contextlib
import io
import os
from typing import TYPE_CHECKING, Any

from ipytts import audio
from ipytts.defaults import SpeechDefaults
from ipytts.errors import (
    InvalidRequestError,
    NoPlayerError,
    NotSpeechError,
    SpeechError,
    SpeechInterrupt,
)
from ipytts.fetch import fetch
from ipytts.front_end import front_end, play_in_page
from ipytts.listener import Listener
from ipytts.playback import Player, find_program
from ipytts.request import SpeechRequest, check_timeout
from ipytts.service import BUILTIN, find_service, other_way_out
from ipytts.speech import Speech
from ipytts.stopping import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipytts.fetch import Sound
    from ipytts.service import Service


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
    timeout: float | None = None,
    listener: Listener | None = None,
) -> Speech:
    """Have `text` spoken, and wait until all of it is here.

    What is None is as configured: by `SpeechDefaults`, then the environment, then the service's own default.

    Parameters
    ----------
    text : str
        What to say, as it is: nothing is filled in.
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
    timeout : float, optional
        Seconds for the whole request, further tries included; 120 unless configured.
    listener : Listener, optional
        Is told of each piece as it comes, and can stop it.

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
    listener = listener or Listener()
    defaults = SpeechDefaults.instance()
    asked = find_service(service or defaults.service)
    request = SpeechRequest(
        text=text,
        voice=_first(voice, defaults.voice, asked.voices[0]),
        model=_first(model, defaults.model, asked.models[0]),
        response_format=_first(response_format, defaults.response_format, "mp3"),
        speed=_first(speed, defaults.speed),
        instructions=_first(instructions, defaults.instructions),
        extra=extra or {},
    )
    _check_length(request, asked)
    timeout = check_timeout(_first(timeout, defaults.timeout))
    where = front_end()
    notice = _notice(request, asked, chosen=service or defaults.service)
    if notice and where != "nobody":  # a notebook that a program runs holds results alone
        listener.on_notice(notice)
    wish = _first(play, defaults.play)
    plays = wish or (wish is None and where == "terminal")
    with contextlib.ExitStack() as ending:
        listeners = [listener]
        with _only_told(listener, unless=wish):
            if plays and where in ("terminal", None):
                listeners.append(ending.enter_context(Player(find_program(request.response_format))))
        speech = _receive(request, asked, timeout, listeners)
        with _only_told(listener, unless=wish):
            _tell_end(listeners, speech)
    if plays and where == "page":
        play_in_page(speech)
    return speech


def _first(*values: Any) -> Any:
    """Return the first value that is set."""
    return next((value for value in values if value is not None), None)


@contextlib.contextmanager
def _only_told(listener: Listener, *, unless: bool | None) -> Iterator[None]:
    """Make a notice of a missing player, unless someone insists on hearing the sound."""
    try:
        yield
    except NoPlayerError as error:
        if unless:
            raise
        listener.on_notice(str(error))


def _check_length(request: SpeechRequest, service: Service) -> None:
    if service.limit is not None and (length := len(request.text)) > service.limit:
        raise InvalidRequestError(
            f"The text has {length:,} characters, but {service.name} takes {service.limit:,} in one request: "
            "shorten it, or speak it in several parts."
        )


def _notice(request: SpeechRequest, service: Service, *, chosen: object) -> str | None:
    """Return what a person should know when the built-in voice speaks in place of what was wanted."""
    if service is not BUILTIN:
        return None
    if not chosen and not os.environ.get("IPYTTS_SERVICE"):
        return (
            "No key is set, so the built-in voice 'heart' speaks, whatever voice is asked for.\n"
            "Set ONEROUTER_API_KEY to hear OneRouter's voices." + other_way_out()
        )
    if request.voice != BUILTIN.sole_voice or request.instructions:
        return (
            "The built-in voice has one way to speak: voices and instructions make no difference.\n"
            "Set ONEROUTER_API_KEY and ask `--service onerouter` to hear others."
        )
    return None


def _receive(request: SpeechRequest, service: Service, timeout: float, listeners: list[Listener]) -> Speech:
    data = io.BytesIO()
    sound = None
    stop = Stop()
    try:
        for listener in listeners:
            listener.on_start(stop)
        with fetch(request, service, timeout=timeout, stop=stop) as answer:
            sound = answer.sound
            for piece in answer:
                data.write(piece)
                for listener in listeners:
                    listener.on_audio(piece)
        return _speech(data.getvalue(), request, service, sound)
    except SpeechError as error:
        error.speech = _so_far(data.getvalue(), request, service, sound)
        raise
    except KeyboardInterrupt:
        interrupt = SpeechInterrupt()
        interrupt.speech = _so_far(data.getvalue(), request, service, sound)
    # Out of the handlers: the interrupt's own traceback would show our waiting, which helps nobody.
    raise interrupt


def _tell_end(listeners: list[Listener], speech: Speech) -> None:
    try:
        for listener in listeners:
            listener.on_end(speech)
    except SpeechError as error:
        error.speech = speech
        raise


def _speech(
    data: bytes, request: SpeechRequest, service: Service, sound: Sound, *, complete: bool = True
) -> Speech:
    speech = Speech(
        audio.mend(data, sound.response_format),
        text=request.text,
        voice=service.sole_voice or request.voice,
        model=service.models[0] if service.sole_voice else request.model,
        response_format=sound.response_format,
        service=service.name,
        rate=sound.rate,
        complete=complete,
    )
    if not speech.duration:
        raise NotSpeechError(f"{service.name} sent {sound.response_format} without any sound in it.", 200)
    return speech


def _so_far(data: bytes, request: SpeechRequest, service: Service, sound: Sound | None) -> Speech | None:
    """Return what arrived before it went wrong, if it can be played."""
    with contextlib.suppress(SpeechError):
        return _speech(data, request, service, sound, complete=False) if sound else None
    return None
