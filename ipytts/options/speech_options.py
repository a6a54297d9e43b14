"""The options of a speech as they are typed: one table for whoever reads them."""

from __future__ import annotations

import dataclasses
import json
import keyword
import re
from typing import TYPE_CHECKING, Any

from ipytts.config import SpeechDefaults
from ipytts.errors import InvalidRequestError
from ipytts.files import check_ending, check_output_path, format_from_suffix
from ipytts.services.service import find_service

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ipytts.services.service import Service

DETAILS = ("brief", "normal", "full")

_TYPED = {  # what `speak` takes, and how it is typed
    "service": "--service",
    "model": "--model",
    "voice": "--voice",
    "response_format": "--format",
    "speed": "--speed",
    "instructions": "--instructions",
}


def add_speech_options(add: Callable[..., object]) -> None:
    """Add the options that every way to type a speech has, by a parser's method for it."""
    add("-v", "--voice", metavar="NAME", help="the voice, such as coral")
    add("-m", "--model", metavar="NAME", help="the model, such as gpt-4o-mini-tts")
    add("--format", metavar="NAME", help="mp3, opus, aac, flac, wav or pcm")
    add("--speed", metavar="NUMBER", help="from 0.25 to 4; 1 is normal")
    add("-i", "--instructions", metavar="TEXT", help="how to say it, for models that take direction")
    add_service_options(add)
    add("-o", "--output", metavar="FILE", help="save the sound too; the ending chooses the format")
    add(
        "--extra",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="a further field of the request, where a server knows more; may be repeated",
    )
    add("--timeout", metavar="SECONDS", help="for the whole of one request, further tries included")
    add("--limit", metavar="CHARACTERS", help="the most in one request; longer text is asked for in parts")
    add("--at-once", metavar="NUMBER", help="the most requests side by side")
    add("--no-cache", action="store_true", help="fetch afresh also what was fetched before")
    add("--dry-run", action="store_true", help="only tell what would be asked: parts, characters, requests")


def add_service_options(add: Callable[..., object]) -> None:
    """Add the options that choose a service."""
    add("-s", "--service", metavar="NAME|URL", help="onerouter, openai, builtin or a base URL")
    add("--key-env", metavar="VARIABLE", help="the environment variable that holds the key")


def add_notebook_options(add: Callable[..., object]) -> None:
    """Add the options that tell how a notebook is read."""
    add("--script", metavar="FILE", help="speak this script of the notebook, which was saved and edited")
    add(
        "--code", choices=("skip", "summary", "read"), default="summary", help="how a notebook's code is told"
    )
    add(
        "--voice-for",
        metavar="ROLE=NAME",
        action="append",
        default=[],
        help="another voice for text, heading, quotation, code, output or error; may be repeated",
    )


def voices_by_role(pairs: list[str]) -> dict[str, str]:
    """Return the voices that ``ROLE=NAME`` pairs stand for.

    Raises
    ------
    InvalidRequestError
        One is no such pair.

    Examples
    --------
    >>> voices_by_role(["quotation=onyx"])
    {'quotation': 'onyx'}
    """
    voices = {}
    for pair in pairs:
        role, equals, voice = pair.partition("=")
        if not (role and equals and voice):
            raise InvalidRequestError(
                f"--voice-for {pair} is not possible: write ROLE=NAME, such as quotation=onyx."
            )
        voices[role] = voice
    return voices


def output_path(options: argparse.Namespace) -> Path | None:
    """Return where options ask to save the sound.

    Raises
    ------
    OutputError
        Nothing can be written there, or the ending tells another format than ``--format``.
    """
    if options.output is None:
        return None
    check_ending(options.output, options.format or format_from_suffix(options.output))
    return check_output_path(options.output)


def speech_settings(options: argparse.Namespace) -> dict[str, Any]:
    """Return what options ask for, as `speak` and `plan` take it.

    Raises
    ------
    SpeechError
        One of them cannot be.
    """
    return {
        "voice": options.voice,
        "model": options.model,
        "response_format": options.format or (format_from_suffix(options.output) if options.output else None),
        "speed": _number(options.speed),
        "instructions": options.instructions,
        "extra": extra_fields(options.extra),
        "service": _bounded(service_of(options), options),
        "pronunciations": _pronunciations(options),
    }


def as_typed(settings: Mapping[str, Any]) -> list[str]:
    """Return settings as they are typed: what `speech_settings` undoes.

    Parameters
    ----------
    settings : mapping
        Some of what `speak` takes; the texts in it are on one line each.

    Examples
    --------
    >>> as_typed({"voice": "coral", "speed": 1.2, "instructions": "Speak slowly"})
    ['--voice coral', '--speed 1.2', '--instructions "Speak slowly"']
    """
    return [f"{typed} {_quoted(f'{settings[name]}')}" for name, typed in _TYPED.items() if name in settings]


def request_settings(options: argparse.Namespace) -> dict[str, Any]:
    """Return how options want it fetched, as `speak` takes it."""
    return {"cache": False if options.no_cache else None, "timeout": _number(options.timeout)}


def dry_run_report(text: str, options: argparse.Namespace) -> str:
    """Return, for a person, what options would ask for a text; nothing is asked."""
    from ipytts.synthesis.cache import open_cache
    from ipytts.synthesis.plan import plan

    is_fresh = options.no_cache or not SpeechDefaults.instance().cache
    return plan(text, **speech_settings(options)).report(open_cache(), is_fresh=is_fresh)


def _pronunciations(options: argparse.Namespace) -> dict[str, str] | None:
    # The command line has no such option: nothing is configured there.
    return SpeechDefaults.instance().pronunciations if getattr(options, "pronounce", False) else None


def service_of(options: argparse.Namespace) -> Service | str | None:
    """Return the service that options choose; None where they leave it open.

    Raises
    ------
    SpeechError
        ``--key-env`` names no variable that is set.
    """
    if options.key_env is None:
        return options.service or None
    return find_service(options.service or SpeechDefaults.instance().service, options.key_env)


def _bounded(service: Service | str | None, options: argparse.Namespace) -> Service | str | None:
    """Return a service with the bounds that options set."""
    bounds = {"limit": _count(options.limit), "at_once": _count(options.at_once)}
    bounds = {name: value for name, value in bounds.items() if value is not None}
    if not bounds:
        return service
    return dataclasses.replace(find_service(service or SpeechDefaults.instance().service), **bounds)


def _count(value: str | None) -> Any:
    """Return what was typed as a whole number; as it is where it is none, for the service to refuse."""
    return int(value) if value is not None and value.isdecimal() else value


def _number(value: str | None) -> float | str | None:
    """Return what was typed as a number; as it is where it is none, for the request to refuse."""
    try:
        return None if value is None else float(value)
    except ValueError:
        return value


def extra_fields(pairs: list[str]) -> dict[str, Any]:
    """Return the fields that ``KEY=VALUE`` pairs stand for; a value may be JSON.

    Raises
    ------
    InvalidRequestError
        One has no ``=``.

    Examples
    --------
    >>> extra_fields(["language=en", "seed=3"])
    {'language': 'en', 'seed': 3}
    """
    fields = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise InvalidRequestError(
                f"--extra {pair} is not possible: write KEY=VALUE, such as language=en."
            )
        try:
            fields[name] = json.loads(value)
        except ValueError:
            fields[name] = value
    return fields


def variable_name(value: str | None) -> str | None:
    """Return `value` if a Python variable can be called so.

    Raises
    ------
    InvalidRequestError
        It cannot.
    """
    if value is not None and (not value.isidentifier() or keyword.iskeyword(value)):
        raise InvalidRequestError(
            f"--into {value} is not possible: give the name of a variable, such as audio."
        )
    return value


def _quoted(value: str) -> str:
    r"""Return a value as it is typed.

    Examples
    --------
    >>> print(_quoted('As in "Hamlet"'), _quoted("It's " + '"Hamlet"'))
    'As in "Hamlet"' "It's "'"'"Hamlet"'"'
    """
    if value and not re.search(r"""[\s"']""", value):
        return value
    if '"' not in value:
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    # A word may be of several quoted stretches; none can hold both kinds of quotes.
    return "".join(f"'{part}'" if part == '"' else f'"{part}"' for part in re.split('(")', value) if part)
