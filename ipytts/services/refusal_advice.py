"""What to do after the refusal of a model or a voice, from what the service lists."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import datetime, timezone

from ipytts.errors import ModelNotFoundError, VoiceNotFoundError
from ipytts.services.catalog import AFTER_REFUSAL, Catalog, read_catalog, with_declaration
from ipytts.services.model import Model, format_price
from ipytts.services.named_services import NAMED
from ipytts.services.request import SpeechRequest
from ipytts.services.service import VOICES, Service

_TIMEOUT = 5.0  # s for the list of a service
_MAX_MODELS, _MAX_VOICES = 8, 20  # in a message
_MAX_COMPARED = 200  # names that are compared with the refused one; a comparison takes up to 4 ms
_CHOOSE = "Choose another {0} (--{0} in a cell or a shell), or set one for the whole session"


def explain_refusal(
    error: ModelNotFoundError | VoiceNotFoundError,
    request: SpeechRequest,
    service: Service,
    seconds: float,
) -> None:
    """Add to the error of a refused model or voice what the service has, and the line to set.

    The list of the service may take half of the `seconds` that are left.
    """
    catalog = read_catalog(service, max_age=AFTER_REFUSAL, timeout=min(_TIMEOUT, seconds / 2))
    if isinstance(error, VoiceNotFoundError):
        lines = _voice_advice(request, service, catalog)
    else:
        refused = catalog and catalog.find(request.model)
        error.replacement = error.replacement or (refused.replacement if refused else None)
        lines = _model_advice(request, service, catalog, error.replacement)
    error.args = ("\n".join((str(error), *lines)), *error.args[1:])


def _model_advice(
    request: SpeechRequest, service: Service, catalog: Catalog | None, replacement: str | None
) -> Iterator[str]:
    if catalog is None:
        yield from _advice_without_list(service, replacement)
        return
    models = _choices(request, service, catalog)
    yield from _replacement_line(service, replacement)
    if models:
        yield f"Other models of {service.name}{_order(models, request.voice_name)}:"
        yield from (f"  {_describe(model, request.voice_name)}" for model in models[:_MAX_MODELS])
        if len(models) > _MAX_MODELS:
            yield f"  … and {len(models) - _MAX_MODELS} more: {_command(service)}"
    else:
        yield f"{service.name} lists no other model that is known to speak: see {_command(service)}."
    yield from _unclassified_line(request, catalog)
    names = {model.name: model for model in models}
    chosen = replacement or next(iter(names), None)
    if chosen is None:
        yield from _setting_lines("Use another service, such as the built-in voice", service="builtin")
        return
    settings = {"model": chosen}
    if chosen in names and _has_voice(names[chosen], request.voice_name) is False:
        settings["voice"] = names[chosen].voices[0]
    yield from _setting_lines(_CHOOSE.format("model"), **settings)


def _advice_without_list(service: Service, replacement: str | None) -> Iterator[str]:
    yield from _replacement_line(service, replacement)
    page = f", and {NAMED[service.name].page} documents them" if service.name in NAMED else ""
    yield f"Its models cannot be listed now: {_command(service)} tries again{page}."
    yield from _setting_lines(_CHOOSE.format("model"), model=replacement or "NAME")


def _replacement_line(service: Service, replacement: str | None) -> Iterator[str]:
    if replacement:
        yield f"{service.name} names a replacement: {replacement}"


def _choices(request: SpeechRequest, service: Service, catalog: Catalog) -> list[Model]:
    """Return the models to choose from: first those with the requested voice, and those that stay."""
    today = datetime.now(timezone.utc).date()
    models = (with_declaration(service, model) for model in catalog.models if model.name != request.model)
    ranks = {True: 0, None: 1, False: 2}
    return sorted(
        (model for model in models if model.shutdown is None or model.shutdown > today),
        key=lambda model: (ranks[_has_voice(model, request.voice_name)], model.shutdown is not None),
    )


def _unclassified_line(request: SpeechRequest, catalog: Catalog) -> Iterator[str]:
    names = [model.name for model in catalog.unclassified if model.name != request.model]
    similar = difflib.get_close_matches(request.model, names[:_MAX_COMPARED], n=_MAX_MODELS, cutoff=0)
    if similar:
        more = f" … and {len(names) - len(similar)} more" if len(names) > len(similar) else ""
        yield f"The list does not say whether these speak: {', '.join(similar)}{more}"


def _order(models: list[Model], voice: str | None) -> str:
    """Return words for how models are ordered by the requested voice, where that can be known."""
    known = {_has_voice(model, voice) for model in models} - {None}
    if known == {True, False} or (True in known and len(models) > 1):
        return f", those with the voice {voice!r} first"
    return f"; none is known to have the voice {voice!r}" if False in known else ""


def _has_voice(model: Model, voice: str | None) -> bool | None:
    """Return whether a model has a voice; None if it is not known, as with a custom voice."""
    return voice in model.voices if model.voices and voice else None


def _describe(model: Model, voice: str | None) -> str:
    notes = [format_price(model.price)] if model.price is not None else []
    if model.shutdown:
        notes.append(f"until {model.shutdown}")
    if _has_voice(model, voice) is False:
        notes.append(f"other voices, such as {model.voices[0]}")
    return f"{model.name} ({'; '.join(notes)})" if notes else model.name


def _voice_advice(request: SpeechRequest, service: Service, catalog: Catalog | None) -> Iterator[str]:
    owner, known = _known_voices(request.model, service, catalog)
    voices = tuple(voice for voice in known if voice != request.voice_name)
    if not voices:
        yield f"No list of its voices is known: see the documentation of {service.name}."
        return
    more = len(voices) - _MAX_VOICES
    rest = f" … and {more} more: {_command(service)}" if more > 0 else ""
    yield f"Voices of {owner}: {', '.join(voices[:_MAX_VOICES])}{rest}"
    similar = difflib.get_close_matches(request.voice, voices, n=1)
    chosen = (*similar, *voices)[0]
    yield from _setting_lines(_CHOOSE.format("voice"), voice=chosen)


def _known_voices(name: str, service: Service, catalog: Catalog | None) -> tuple[str, tuple[str, ...]]:
    """Return the voices to choose from, and in words whose they are: as listed, else as declared."""
    models = (*catalog.models, *catalog.unclassified) if catalog else ()
    listed = next((model for model in models if model.name == name), None)
    if listed and listed.voices:
        return name, listed.voices
    is_declared = service.name in NAMED or service.voices != VOICES  # not what many servers take
    if is_declared and name in service.model_names:
        return f"{name}, as documented", service.model(name).voices
    if not listed and (voices := tuple(dict.fromkeys(voice for model in models for voice in model.voices))):
        return service.name, voices
    return f"{service.name}, as documented", service.voices if is_declared and not listed else ()


def _command(service: Service) -> str:
    return f"`ipytts voices --service {service.name}`"


def _setting_lines(introduction: str, **settings: str) -> Iterator[str]:
    """Yield the lines that make settings, in a cell and from Python."""
    yield f"{introduction}:"
    yield from (f'  %config SpeechDefaults.{option} = "{value}"' for option, value in settings.items())
    arguments = ", ".join(f'{option}="{value}"' for option, value in settings.items())
    yield f"From Python: ipytts.speak(text, {arguments})"
