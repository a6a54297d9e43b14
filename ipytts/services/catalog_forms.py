"""The forms in which services list their models and voices in JSON, read tolerantly."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ipytts.services.model import Model

_MAX_NAME = 200  # characters; a longer text is no name
_UNSAFE = frozenset('"\\{}$`')  # names are shown in lines to paste, where these would run as code
_MILLION = 1_000_000
# What a list says of a model that speaks, in small letters with hyphens.
_SPEECH = frozenset(
    {"speech", "tts", "text-to-speech", "audio-speech", "/v1/audio/speech", "/audio/speech", "audio/speech"}
)
# Fields that say what a model makes; they are in the entry itself or in its `architecture`.
_MODALITIES = ("output_modalities", "modality", "task", "category_type", "model_class", "supported_endpoints")
_SHUTDOWN_FIELDS = ("shutdown_date", "expiration_date", "removesAt")  # OpenAI, OpenRouter, Venice
_REPLACEMENT_FIELDS = ("deprecation_replacement_model", "replacementModelId")  # Mistral, Venice


@dataclass(frozen=True)
class Listing:
    """A list of models.

    Parameters
    ----------
    models : tuple of Model
        The models that speak.
    unclassified : tuple of Model
        Models of which the list does not say what they do.
    """

    models: tuple[Model, ...] = ()
    unclassified: tuple[Model, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.models or self.unclassified)


def parse_models(body: Any) -> Listing:
    """Return the models in a JSON body.

    Those that speak are known by what the list says of modalities, tasks or endpoints. "audio" is weaker than
    "speech", as music is audio too: it counts where no model has "speech".

    Examples
    --------
    >>> listing = parse_models({"data": [{"id": "sing", "output_modalities": ["Speech"]}, {"id": "chat"}]})
    >>> [model.name for model in listing.models], [model.name for model in listing.unclassified]
    (['sing'], ['chat'])
    """
    known = [(model, _outputs(entry)) for entry in _entries(body) if (model := _model(entry)) is not None]
    speaking = [model for model, outputs in known if outputs & _SPEECH]
    speaking = speaking or [model for model, outputs in known if outputs == {"audio"}]
    return Listing(tuple(speaking), tuple(model for model, outputs in known if not outputs))


def parse_voices(body: Any) -> dict[str | None, tuple[str, ...]]:
    """Return the voices in a JSON body by their model; those under None are of every model.

    Examples
    --------
    >>> parse_voices({"voices": ["alloy", {"id": "nova", "name": "Nova"}]})
    {None: ('alloy', 'nova')}
    >>> parse_voices({"data": [{"model": "kokoro", "voices": [{"name": "af_heart"}]}]})
    {'kokoro': ('af_heart',)}
    """
    found: dict[str | None, list[str]] = {}
    for entry in _entries(body):
        if isinstance(entry, dict) and isinstance(entry.get("voices"), list):
            # Together's form: it takes the name where it also gives an id.
            found.setdefault(_string(entry.get("model")), []).extend(_names(entry["voices"], "name", "id"))
        else:
            found.setdefault(None, []).extend(_names([entry]))
    return {model: tuple(dict.fromkeys(voices)) for model, voices in found.items() if voices}


def parse_total(body: Any) -> int:
    """Return how many entries a list has in all, where it says so; 0 if it does not.

    Examples
    --------
    >>> parse_total({"voices": ["alloy"], "total": 1684})
    1684
    """
    total = body.get("total") if isinstance(body, dict) else None
    return total if type(total) is int and total > 0 else 0


def find_replacement(entry: Any) -> str | None:
    """Return the model that a service names in place of the one that an entry or an error is about."""
    return next((name for name in map(_string, _values(entry, _REPLACEMENT_FIELDS)) if name), None)


def _entries(body: Any) -> list[Any]:
    if isinstance(body, dict):
        fields = (body.get(name) for name in ("data", "models", "voices", "items"))
        body = next((value for value in fields if isinstance(value, list) and value), None)
    return body if isinstance(body, list) else []


def _string(value: Any) -> str | None:
    """Return a value if it can be a name."""
    if not isinstance(value, str) or not value.strip() or len(value) > _MAX_NAME:
        return None
    return value if value.isprintable() and not _UNSAFE & set(value) else None


def _name(entry: Any, *fields: str) -> str | None:
    if isinstance(entry, dict):
        entry = next((entry[field] for field in fields if entry.get(field)), None)
    return _string(entry)


def _names(entries: list[Any], *fields: str) -> tuple[str, ...]:
    names = (_name(entry, *(fields or ("id", "voice_id", "name"))) for entry in entries)
    return tuple(dict.fromkeys(name for name in names if name))


def _model(entry: Any) -> Model | None:
    name = _name(entry, "id", "model_id", "name")
    if name is None or (isinstance(entry, dict) and entry.get("is_display_only") is True):
        return None
    if not isinstance(entry, dict):
        return Model(name)
    parameters = _speech_parameters(entry)
    replacement = find_replacement(entry)
    return Model(
        name,
        voices=_voices(entry, parameters),
        # Without a range of speeds, providers may take one all the same.
        takes_instructions=not parameters or "instructions" in parameters,
        price=_price(entry),
        shutdown=_shutdown(entry),
        replacement=replacement if replacement != name else None,
    )


def _dicts(entry: Any) -> Iterator[dict[str, Any]]:
    """Yield an entry and the objects in it that also describe the model."""
    if isinstance(entry, dict):
        yield entry
        for field in ("architecture", "model_spec", "deprecation", "error", "detail"):
            yield from _dicts(entry.get(field))


def _values(entry: Any, fields: tuple[str, ...]) -> Iterator[Any]:
    yield from (each[field] for each in _dicts(entry) for field in fields if each.get(field))


def _outputs(entry: Any) -> set[str]:
    """Return what an entry says that its model makes, in small letters; nothing if it does not say."""
    outputs = set(_words(list(_values(entry, _MODALITIES))))
    # Many lists have types that are no modalities, such as "model" and "base".
    outputs |= set(_words(list(_values(entry, ("type",))))) & (_SPEECH | {"audio"})
    return outputs | (set(_words(list(_values(entry, ("capabilities",))))) & _SPEECH)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.rpartition("->")[2].strip().lower().replace("_", "-").replace(" ", "-")
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict) and isinstance(value.get("type"), str):
        yield from _words(value["type"])
    elif isinstance(value, dict):
        yield from _words([name for name, is_true in value.items() if is_true is True])


def _speech_parameters(entry: dict[str, Any]) -> dict[str, Any]:
    """Return what OpenRouter's list of speech models says of the fields of a request."""
    outputs = entry.get("output_modalities")
    for output in outputs if isinstance(outputs, list) else []:
        if isinstance(output, dict) and isinstance(output.get("supported_parameters"), dict):
            return dict(output["supported_parameters"])
    return {}


def _voices(entry: dict[str, Any], parameters: dict[str, Any]) -> tuple[str, ...]:
    voice = parameters.get("voice")
    listed = [voice.get("values")] if isinstance(voice, dict) else []
    listed += _values(entry, ("supported_voices", "voices"))
    return next((_names(voices) for voices in listed if isinstance(voices, list)), ())


def _shutdown(entry: dict[str, Any]) -> date | None:
    for value in _values(entry, _SHUTDOWN_FIELDS):
        with contextlib.suppress(ValueError):
            if isinstance(value, str):
                return date.fromisoformat(value[:10])
    return None


def _price(entry: dict[str, Any]) -> float | None:
    """Return US dollars for a million characters, where that is all that is charged, and documented so."""
    spec, pricing = entry.get("model_spec"), entry.get("pricing")
    if not _outputs(entry) & _SPEECH:  # others are charged by tokens
        return None
    with contextlib.suppress(LookupError, TypeError, ValueError, OverflowError):
        if isinstance(spec, dict):  # Venice: for a million characters
            return _checked_price(spec["pricing"]["input"]["usd"])
        if isinstance(pricing, dict) and isinstance(pricing["prompt"], str):  # OpenRouter: for one character
            others = (value for name, value in pricing.items() if name not in ("prompt", "discount"))
            if not any(isinstance(value, str) and float(value) for value in others):
                return _checked_price(float(pricing["prompt"]) * _MILLION)
    return None


def _checked_price(price: Any) -> float | None:
    if isinstance(price, bool):
        return None
    return round(float(price), 6) if 0 <= float(price) < _MILLION else None


def merge(first: Model, second: Model) -> Model:
    """Return a model with what `second` adds to `first`."""
    return replace(
        first,
        voices=first.voices or second.voices,
        takes_speed=first.takes_speed and second.takes_speed,
        takes_instructions=first.takes_instructions and second.takes_instructions,
        price=second.price if first.price is None else first.price,
        shutdown=first.shutdown or second.shutdown,
        replacement=first.replacement or second.replacement,
    )
