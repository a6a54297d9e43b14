"""From a text and its settings to a plan: the requests to make, long text split into parts."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipytts.audio.encode import encoder, joinable
from ipytts.audio.response_formats import DEFAULT_FORMAT
from ipytts.config import SpeechDefaults, SpeechOptions
from ipytts.errors import SpeechError
from ipytts.services.english_text import EnglishText, check_sayable, describe_unsayable, to_english
from ipytts.services.named_services import BUILTIN_REVISION, NAMED
from ipytts.services.request import SpeechRequest, Voice, excerpt
from ipytts.services.service import Service
from ipytts.services.service_selection import find_service
from ipytts.services.spoken_languages import ENGLISH
from ipytts.services.time_limits import is_local
from ipytts.text.pronunciation import pronounce

if TYPE_CHECKING:
    from ipytts.synthesis.cache import Cache


_LIMIT, _AT_ONCE = 4096, 4  # characters in one request, and concurrent requests; OpenAI takes that many
# A laptop speaks hardly faster than a listener hears, and often sends nothing before the end of a request.
_LOCAL_LIMIT, _LOCAL_AT_ONCE = 600, 1
_SOURCES = ("wav", "pcm")  # formats that others are made from here, the better one first
_GAP = "\n\n"  # between texts that are spoken one after another
EXCERPT_LENGTH = 50  # characters of a part in reports and errors


@dataclass(frozen=True)
class Step:
    """One part of a plan."""

    text: str  # its section of the whole text
    request: SpeechRequest  # its text is stripped, with pronunciations put in
    key: str  # of its audio in the cache
    english: EnglishText | None = None  # what the built-in voice makes of its text


@dataclass(frozen=True)
class Plan:
    """The requests that a speech takes."""

    request: SpeechRequest  # the whole text, with all settings
    service: Service
    steps: tuple[Step, ...]  # the parts, in order; their texts joined give the whole text
    limit: int  # characters in one request, at most
    at_once: int  # concurrent requests, at most
    # Of "voice" and "model", those that the user named; "voice" even if for some of the steps only.
    chosen: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()  # for the user
    language: str = ENGLISH  # of the text, as far as it is known
    not_by_builtin: str = ""  # why the built-in voice must not speak it instead of the service

    @property
    def part_format(self) -> str:
        """The response format that the parts are requested in."""
        return self.steps[0].request.response_format

    @property
    def is_encoded_here(self) -> bool:
        """Whether the service does not make the format that was requested, but one to make it from."""
        requested = self.request.response_format
        return self.part_format != requested and requested not in self.service.response_formats

    def describe_unsayable(self) -> str:
        """Return a sentence about what the built-in voice cannot say; empty if it can say all."""
        return describe_unsayable([words for text in self._english() for words in text.unsayable])

    def checked(self) -> Plan:
        """Return the plan with a notice if the built-in voice cannot say all of it.

        Raises
        ------
        InvalidRequestError
            The built-in voice cannot say any of it.
        """
        if english := self._english():
            check_sayable(english)
        notices = (*self.notices, *filter(None, [self.describe_unsayable()]))
        return dataclasses.replace(self, notices=notices)

    def _english(self) -> list[EnglishText]:
        return [step.english for step in self.steps if step.english]

    def revise(self, service: Service | None = None, part_format: str | None = None, **settings: Any) -> Plan:
        """Return a plan of the same parts for another service, or with other settings for all requests."""
        target = service or self.service
        of_parts = {**settings, "response_format": part_format or self.part_format}
        return dataclasses.replace(
            self,
            request=dataclasses.replace(self.request, **settings),
            service=target,
            steps=tuple(
                _step(step.text, dataclasses.replace(step.request, **of_parts), target) for step in self.steps
            ),
        )

    def report(self, cache: Cache, *, is_fresh: bool = False) -> str:
        """Return the parts as text for a person: sizes, cost, and, unless `is_fresh`, which are cached."""
        rows = [(step, not is_fresh and cache.holds(step.key)) for step in self.steps]
        missing = sum(not is_cached for _, is_cached in rows)
        size = f"{format_count(len(rows), 'part')}, {format_count(len(self.request.text), 'character')}"
        target = "the built-in voice" if self.service.is_builtin else self.service.name
        cached = "cache ignored" if is_fresh else f"{len(rows) - missing} in the cache"
        work = f"{cached}: {format_count(missing, 'request')} to {target}."
        lines = [
            *self.notices,
            f"{size}, {work}",
            *self._cost([step for step, is_cached in rows if not is_cached]),
        ]
        width, most = len(str(len(rows))), max(len(f"{len(step.text):,}") for step in self.steps)
        for number, (step, is_cached) in enumerate(rows, 1):
            source = "cached " if is_cached else "request"
            start = excerpt(step.request.text, EXCERPT_LENGTH)
            lines.append(f"{number:{width}}  {source}  {len(step.text):{most},} characters  {start}")
        return "\n".join(lines)

    def _cost(self, missing: list[Step]) -> Iterator[str]:
        """Yield a line on what the missing parts cost, if a price is known."""
        from ipytts.services.catalog import known_model
        from ipytts.services.model import format_cost, format_price

        price = known_model(self.service, self.request.model).price
        if price is None:
            return
        cost = price * sum(len(step.request.text) for step in missing) / 1_000_000
        yield f"Cost: {format_cost(cost)} at {format_price(price)}." if missing else "Cost: nothing."


def plan(
    text: str,
    *,
    voice: Voice | None = None,
    model: str | None = None,
    response_format: str | None = None,
    speed: float | None = None,
    instructions: str | None = None,
    extra: Mapping[str, Any] | None = None,
    service: str | Service | None = None,
    pronunciations: Mapping[str, str] | None = None,
) -> Plan:
    """Return the requests that `ipytts.speak` would make with the same arguments; none is made.

    Raises
    ------
    SpeechError
        A setting is not possible, or there is no service.

    Examples
    --------
    >>> plan("The model reached 94 percent.", service="builtin").steps[0].request.voice
    'heart'
    """
    planned = _plan(
        text,
        pronunciations,
        voice=voice,
        model=model,
        response_format=response_format,
        speed=speed,
        instructions=instructions,
        extra=extra,
        service=service,
    )
    return planned.checked()


def _plan(
    text: str,
    pronunciations: Mapping[str, str] | None = None,
    language: str | None = None,
    **settings: Any,
) -> Plan:
    """Return a plan that may have nothing that the built-in voice can say, as a passage of a longer text."""
    options = SpeechOptions(**settings)
    defaults = SpeechDefaults.instance()
    target = find_service(options.service or defaults.service)
    request = SpeechRequest(text, **_fields(options.completed(target)))
    limit, at_once = request_limits(target)
    parts = _parts(request.text, limit, pronunciations or {}, language or ENGLISH)
    steps = tuple(_steps(request, target, parts))
    named = [name for name in ("voice", "model") if getattr(options, name) or getattr(defaults, name)]
    return Plan(request, target, steps, limit, at_once, frozenset(named))


def request_limits(service: Service) -> tuple[int, int]:
    """Return the maximum length of one request in characters, and the maximum number of concurrent requests.

    What the user set for the service holds; else the smaller one of `SpeechDefaults` and of what is declared
    of the service. By default both are small for a local server without a key, so that something is soon
    heard; one with a key may be a gateway.

    Examples
    --------
    >>> request_limits(find_service("http://localhost:8880/v1"))
    (600, 1)
    """
    is_slow = service.key is None and not service.is_builtin and is_local(service.base_url)
    limit, at_once = (_LOCAL_LIMIT, _LOCAL_AT_ONCE) if is_slow else (_LIMIT, _AT_ONCE)
    return _bound("limit", service, limit), _bound("at_once", service, at_once)


def _bound(name: str, service: Service, usual: int) -> int:
    """Return the limit of this name that holds for requests to a service."""
    own: int | None = getattr(service, name)
    declared = getattr(NAMED[service.name].service, name) if service.name in NAMED else None
    if own is not None and own != declared:
        return own
    configured = getattr(SpeechDefaults.instance(), name)
    return min((bound for bound in (configured, declared) if bound is not None), default=usual)


def plan_passages(
    texts: Sequence[tuple[str, Voice | None]],
    *,
    voice: Voice | None = None,
    response_format: str | None = None,
    service: str | Service | None = None,
    **settings: Any,
) -> Plan:
    r"""Return the requests for several texts, spoken one after another, each in a voice of its own.

    Each item is a text and its voice, or None for `voice`. `settings` may have a `language`, an ISO 639-1
    code; the other arguments are those of `plan`. No step holds more than one of the texts.

    Examples
    --------
    >>> texts = [("Who's there?", "onyx"), ("He knocks.", None)]
    >>> play = plan_passages(texts, voice="sage", service="builtin")
    >>> [(step.text, step.request.voice) for step in play.steps]
    [("Who's there?\n\n", 'onyx'), ('He knocks.', 'sage')]
    """
    settings["service"] = find_service(service or SpeechDefaults.instance().service)
    requested_format = first_given(response_format, SpeechDefaults.instance().response_format, DEFAULT_FORMAT)
    part_format = joinable(requested_format) if len(texts) > 1 else requested_format
    plans = [
        _plan(text, voice=first_given(own_voice, voice), response_format=part_format, **settings)
        for text, own_voice in texts
    ]
    steps = [step for each in plans for step in (*each.steps[:-1], _before_gap(each.steps[-1]))]
    steps[-1] = plans[-1].steps[-1]
    whole = _plan(texts[0][0], voice=voice, response_format=requested_format, **settings)
    request = dataclasses.replace(whole.request, text=_GAP.join(text for text, _ in texts))
    chosen = whole.chosen.union(*(each.chosen for each in plans))
    return dataclasses.replace(whole, request=request, steps=tuple(steps), chosen=chosen).checked()


def _before_gap(step: Step) -> Step:
    return dataclasses.replace(step, text=step.text + _GAP)  # the texts of the steps give the whole


def first_given(*values: Any) -> Any:
    """Return the first value that is not None."""
    return next((value for value in values if value is not None), None)


def _fields(options: SpeechOptions) -> dict[str, Any]:
    """Return the options that are fields of a request."""
    names = {each.name for each in dataclasses.fields(SpeechRequest)}
    return {name: value for name, value in options.given.items() if name in names}


def _steps(request: SpeechRequest, service: Service, parts: Sequence[tuple[str, str]]) -> Iterator[Step]:
    response_format = format_of_parts(request.response_format, service, len(parts))
    for text, spoken in parts:
        yield _step(text, dataclasses.replace(request, text=spoken, response_format=response_format), service)


def format_of_parts(response_format: str, service: Service, count: int) -> str:
    """Return the format to request `count` parts in, from which `response_format` can be made.

    Raises
    ------
    SpeechError
        It has to be encoded here, and no encoder is installed.
    """
    source = next((name for name in _SOURCES if name in service.response_formats), None)
    if source is None or response_format in service.response_formats:
        is_joined = count == 1 or joinable(response_format) == response_format
        return response_format if is_joined else source or "wav"
    try:
        encoder(response_format)
    except SpeechError as error:
        missing = f"{service.name} does not make {response_format}. {error}"
        raise SpeechError(f"{missing} Or ask for {source}.") from None
    return source


def _step(text: str, request: SpeechRequest, service: Service) -> Step:
    if not service.is_builtin:
        return Step(text, request, request.digest(service.base_url))
    english = to_english(request.text)
    if english.text:  # else the request fails, as there is nothing to say
        request = dataclasses.replace(request, text=english.text)
    return Step(text, request, request.digest(service.base_url, _voice_version()), english)


def _parts(text: str, limit: int, pronunciations: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """Return the sections of a text, each with the text to speak for it: at most `limit` characters."""
    whole = pronounce(text, pronunciations)
    if len(whole) <= limit:
        return [(text, whole)]
    from ipytts.text.splitting import split

    room = limit
    while True:
        pieces = _speakable(split(text, room, language))
        parts = [(part, pronounce(spoken, pronunciations)) for part, spoken in pieces]
        longest = max(len(spoken) for _, spoken in parts)
        if longest <= limit or room == 1:
            return parts
        room = max(1, min(room - 1, room * limit // longest))  # pronunciations make the text longer


def _speakable(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each part and the text to speak for it; one without letters and digits joins its neighbor."""
    from ipytts.text.splitting import has_words

    text = spoken = ""
    for part in parts:
        if spoken and has_words(part):
            yield text, spoken
            text = spoken = ""
        text += part
        spoken = spoken or (part.strip() if has_words(part) else "")
    yield text, spoken or text.strip()


@functools.cache
def _voice_version() -> str:
    from importlib.metadata import version

    return f"hibari-tts {version('hibari-tts')}, ipytts {BUILTIN_REVISION}"


def format_count(number: int, noun: str) -> str:
    """Return a number and a noun, in the plural unless the number is 1."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
