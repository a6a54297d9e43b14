"""What will be asked, before anything is: settings filled in, and long text in parts."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipytts.audio.encode import joinable
from ipytts.config import SpeechDefaults
from ipytts.services.request import SpeechRequest, excerpt
from ipytts.services.service import BUILTIN_REVISION, find_service
from ipytts.text.pronunciation import pronounce

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipytts.services.service import Service
    from ipytts.synthesis.cache import Cache


_GAP = "\n\n"  # between texts that are spoken in turn
EXCERPT_LENGTH = 50  # characters by which a part is known to a person


@dataclass(frozen=True)
class Step:
    """One part of a speech.

    Attributes
    ----------
    text : str
        Its stretch of the whole text.
    request : SpeechRequest
        What is asked for it: its text, without the white space around.
    key : str
        What the cache knows its sound by.
    """

    text: str
    request: SpeechRequest
    key: str


@dataclass(frozen=True)
class Plan:
    """What a speech takes.

    Attributes
    ----------
    request : SpeechRequest
        The whole of what is wanted.
    service : Service
        Whom to ask.
    steps : tuple of Step
        Its parts, in order; their texts joined give the whole.
    limit : int
        The most characters in one request.
    at_once : int
        The most requests that are made side by side.
    """

    request: SpeechRequest
    service: Service
    steps: tuple[Step, ...]
    limit: int
    at_once: int

    def report(self, cache: Cache, *, is_fresh: bool = False) -> str:
        """Return, for a person, what there is to do and what of it is in the cache.

        Parameters
        ----------
        cache : Cache
            Where parts are looked for.
        is_fresh : bool
            Whether all is to be fetched, also what is in the cache.
        """
        rows = [(step, not is_fresh and cache.holds(step.key)) for step in self.steps]
        missing = sum(not is_kept for _, is_kept in rows)
        size = f"{_counted(len(rows), 'part')}, {_counted(len(self.request.text), 'character')}"
        kept = "not looked for in the cache" if is_fresh else f"{len(rows) - missing} in the cache"
        work = f"{kept}: {_counted(missing, 'request')} to {self.service.name}."
        lines = [f"{size}, {work}"]
        width, most = len(str(len(rows))), max(len(f"{len(step.text):,}") for step in self.steps)
        for number, (step, is_kept) in enumerate(rows, 1):
            where = "cached" if is_kept else "to ask"
            start = excerpt(step.request.text, EXCERPT_LENGTH)
            lines.append(f"{number:{width}}  {where}  {len(step.text):{most},} characters  {start}")
        return "\n".join(lines)


def plan(
    text: str,
    *,
    voice: str | None = None,
    model: str | None = None,
    response_format: str | None = None,
    speed: float | None = None,
    instructions: str | None = None,
    extra: Mapping[str, Any] | None = None,
    service: str | Service | None = None,
    pronunciations: Mapping[str, str] | None = None,
) -> Plan:
    """Tell what `ipytts.speak` would ask; nothing is asked.

    Parameters
    ----------
    text : str
        What to say.
    voice, model, response_format, speed, instructions, extra, service, pronunciations
        As for `ipytts.speak`; None is as configured.

    Returns
    -------
    Plan
        The requests, with all settings filled in.

    Raises
    ------
    SpeechError
        It cannot be asked so.

    Examples
    --------
    >>> plan("The model reached 94 percent.", service="builtin").steps[0].request.voice
    'heart'
    """
    defaults = SpeechDefaults.instance()
    asked = find_service(service or defaults.service)
    request = SpeechRequest(
        text=text,
        voice=first_given(voice, defaults.voice, asked.voices[0]),
        model=first_given(model, defaults.model, asked.models[0]),
        response_format=first_given(response_format, defaults.response_format, "mp3"),
        speed=first_given(speed, defaults.speed),
        instructions=first_given(instructions, defaults.instructions),
        extra=extra or {},
    )
    limit = asked.limit or defaults.limit
    steps = tuple(_steps(request, asked, limit, pronunciations or {}))
    return Plan(request, asked, steps, limit, asked.at_once or defaults.at_once)


def plan_passages(
    texts: Sequence[tuple[str, str | None]],
    *,
    voice: str | None = None,
    response_format: str | None = None,
    service: str | Service | None = None,
    **settings: Any,
) -> Plan:
    r"""Tell what it takes to have texts spoken one after another, each by a voice of its own.

    Parameters
    ----------
    texts : sequence of (str, str or None)
        At least one: what to say, and the voice that says it, if it is another one than `voice`.
    voice, response_format, service, **settings
        As for `plan`.

    Returns
    -------
    Plan
        No step holds more than one of the texts.

    Raises
    ------
    SpeechError
        It cannot be asked so.

    Examples
    --------
    >>> texts = [("Who's there?", "onyx"), ("He knocks.", None)]
    >>> play = plan_passages(texts, voice="sage", service="builtin")
    >>> [(step.text, step.request.voice) for step in play.steps]
    [("Who's there?\n\n", 'onyx'), ('He knocks.', 'sage')]
    """
    settings["service"] = find_service(service or SpeechDefaults.instance().service)
    wanted = first_given(response_format, SpeechDefaults.instance().response_format, "mp3")
    each_in = joinable(wanted) if len(texts) > 1 else wanted
    plans = [
        plan(text, voice=first_given(own, voice), response_format=each_in, **settings) for text, own in texts
    ]
    steps = [step for each in plans for step in (*each.steps[:-1], _before_gap(each.steps[-1]))]
    steps[-1] = plans[-1].steps[-1]
    whole = plan(texts[0][0], voice=voice, response_format=wanted, **settings)
    request = dataclasses.replace(whole.request, text=_GAP.join(text for text, _ in texts))
    return dataclasses.replace(whole, request=request, steps=tuple(steps))


def _before_gap(step: Step) -> Step:
    return dataclasses.replace(step, text=step.text + _GAP)  # the texts of the steps give the whole


def first_given(*values: Any) -> Any:
    """Return the first value that is not None."""
    return next((value for value in values if value is not None), None)


def _steps(
    request: SpeechRequest, service: Service, limit: int, pronunciations: Mapping[str, str]
) -> Iterator[Step]:
    version = _voice_version() if service.is_builtin else ""
    parts = _parts(request.text, limit, pronunciations)
    response_format = joinable(request.response_format) if len(parts) > 1 else request.response_format
    for text, said in parts:
        asked = dataclasses.replace(request, text=said, response_format=response_format)
        yield Step(text, asked, asked.digest(service.base_url, version))


def _parts(text: str, limit: int, pronunciations: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the stretches of a text, and what is said for each: no more than the limit."""
    whole = pronounce(text, pronunciations)
    if len(whole) <= limit:
        return [(text, whole)]
    from ipytts.text.splitting import split

    room = limit
    while True:
        parts = [(part, pronounce(said, pronunciations)) for part, said in _speakable(split(text, room))]
        longest = max(len(said) for _, said in parts)
        if longest <= limit or room == 1:
            return parts
        room = max(1, min(room - 1, room * limit // longest))  # what is said is longer than what is written


def _speakable(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each part's text and what of it is said: those without a letter or a digit go with another."""
    from ipytts.text.splitting import has_words

    text = said = ""
    for part in parts:
        if said and has_words(part):
            yield text, said
            text = said = ""
        text += part
        said = said or (part.strip() if has_words(part) else "")
    yield text, said or text.strip()


@functools.cache
def _voice_version() -> str:
    from importlib.metadata import version

    return f"hibari-tts {version('hibari-tts')}, ipytts {BUILTIN_REVISION}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
