"""``ipytts voices``: the models of a service with their voices and prices."""

from __future__ import annotations

import textwrap
from typing import Any

from ipytts.services.catalog import Catalog, current_catalog, missing_list_reason, with_declaration
from ipytts.services.model import Model, format_price
from ipytts.services.named_services import NAMED
from ipytts.services.service import Service
from ipytts.services.service_selection import builtin_is_installed, find_service_without_key, lacks_key
from ipytts.synthesis.plan import format_count

_WIDTH = 79  # characters in a line
_WHOLE_WORDS: Any = {"break_long_words": False, "break_on_hyphens": False}


def print_voices(choice: Any) -> None:
    """Print the models of a service, as its server lists them, else as documented, else the usual ones.

    Raises
    ------
    SpeechError
        There is no such service.
    """
    service = find_service_without_key(choice)
    if service.is_builtin:
        _print_builtin(service)
        return
    if catalog := current_catalog(service):
        _print_catalog(service, catalog)
    else:
        _print_declared(service)
    _print_languages(service)
    if lacks_key(service):
        print(f"\nThis needs no key. To speak with {service.name}, set {service.key_env}.")


def _print_builtin(service: Service) -> None:
    print("The built-in voice needs no key. Its model is", service.model().name, end=".\n")
    _print_wrapped(
        f"It has one voice, {service.sole_voice}, which speaks whatever voice is requested, in English."
    )
    if not builtin_is_installed():
        print('It is not installed: run `pip install "ipytts[offline]"`.')


def _print_languages(service: Service) -> None:
    if service.languages:
        print()
        _print_wrapped(f"Languages, of its default model: {', '.join(service.languages)}")


def _print_declared(service: Service) -> None:
    if reason := missing_list_reason(service):
        print(f"No list came from {service.name}: {reason}.")
    if service.name in NAMED:
        print(f"Models of {service.name}, as documented:")
    else:
        print("Many servers know these models:")
    for name in service.model_names:
        _print_model(service.model(name), _origin(service))


def _origin(service: Service) -> str:
    """Return where voices are from that the server does not list."""
    return "as documented" if service.name in NAMED else "as many servers know them"


def _print_catalog(service: Service, catalog: Catalog) -> None:
    if catalog.models:
        print(f"Models of {service.name}, as its server lists them:")
        for model in catalog.models:
            origin = "" if model.voices else _origin(service)
            _print_model(with_declaration(service, model), origin)
    if catalog.unclassified:
        also = "also " if catalog.models else ""
        names = ", ".join(model.name for model in catalog.unclassified)
        print()
        _print_wrapped(f"The server of {service.name} {also}lists, without saying what they do: {names}")
    if not catalog.models and (voices := catalog.unclassified[0].voices):
        _print_wrapped(f"It lists {_voice_count(catalog.unclassified[0])}: {', '.join(voices)}")


def _print_model(model: Model, origin: str) -> None:
    print(f"\n{model.name}")
    if model.price is not None:
        print(f"  Price: {format_price(model.price)}")
    if model.shutdown:
        print(f"  Ends on {model.shutdown}")
    if model.replacement:
        print(f"  Its replacement: {model.replacement}")
    if model.voices:
        note = f", {origin}" if origin else ""
        _print_wrapped(f"  {_voice_count(model)}{note}: {', '.join(model.voices)}")


def _voice_count(model: Model) -> str:
    """Return how many voices are known, and of how many, such as ``100 of 1,684 voices``."""
    known, total = len(model.voices), model.voice_total
    return f"{known:,} of {format_count(total, 'voice')}" if known < total else format_count(known, "voice")


def _print_wrapped(text: str) -> None:
    # A name is never cut: it is there to be copied.
    print("\n".join(textwrap.wrap(text, _WIDTH, subsequent_indent="    ", **_WHOLE_WORDS)))
