"""The options of a speech, shared by the magics and the command line, and their values as settings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from ipytts.config import SpeechDefaults
from ipytts.files import check_output_path, check_suffix, format_from_suffix
from ipytts.options.option_values import parse_extra_fields, parse_integer, parse_number, quote
from ipytts.services.request import check_response_format
from ipytts.services.service_selection import find_service

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from ipytts.services.service import Service
    from ipytts.synthesis.plan import Plan

_OPTIONS = {  # settings of `speak`, and the options for them
    "service": "--service",
    "model": "--model",
    "voice": "--voice",
    "response_format": "--format",
    "speed": "--speed",
    "instructions": "--instructions",
}


def add_speech_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that the magics and ``ipytts say`` and ``narrate`` share."""
    add = parser.add_argument
    add("-v", "--voice", metavar="NAME", help="the voice, such as coral")
    add("-m", "--model", metavar="NAME", help="the model, such as gpt-4o-mini-tts")
    add("--format", metavar="NAME", help="the audio format: mp3, opus, aac, flac, wav or pcm")
    add("--speed", metavar="NUMBER", help="the speed, from 0.25 to 4; 1 is normal")
    add("-i", "--instructions", metavar="TEXT", help="how to speak, for models that accept instructions")
    add_service_options(parser)
    add("-o", "--output", metavar="FILE", help="save the audio; the file extension selects the format")
    add(
        "--extra",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="an additional field of the request, if the server supports it; can be repeated",
    )
    add("--timeout", metavar="SECONDS", help="the time limit for one request, including retries")
    add("--limit", metavar="CHARACTERS", help="the maximum length of one request; longer text is split")
    add("--at-once", metavar="NUMBER", help="the maximum number of concurrent requests")
    add("--no-cache", action="store_true", help="fetch the audio again, even if it is in the cache")
    add(
        "--dry-run",
        action="store_true",
        help="show the parts and the number of requests, without making any",
    )
    parser.set_defaults(pronounce=False)


def add_service_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that select a service and its key."""
    parser.add_argument(
        "-s", "--service", metavar="NAME|URL", help="the service: onerouter, openai, builtin or a base URL"
    )
    parser.add_argument("--key-env", metavar="VARIABLE", help="the environment variable that holds the key")


def add_notebook_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for narrating a saved notebook."""
    parser.add_argument("--script", metavar="FILE", help="speak this edited script of the notebook")
    parser.add_argument(
        "--code",
        choices=("skip", "summary", "read"),
        default="summary",
        help="whether to skip, summarize or read the code of a notebook",
    )
    parser.add_argument(
        "--voice-for",
        metavar="ROLE=NAME",
        action="append",
        default=[],
        help="the voice for text, heading, quotation, code, output or error; can be repeated",
    )


def output_path(options: argparse.Namespace) -> Path | None:
    """Return the path of ``--output``, if given.

    Raises
    ------
    OutputError
        The file cannot be written, or its extension contradicts ``--format``.
    """
    if options.output is None:
        return None
    response_format = options.format or format_from_suffix(options.output)
    check_suffix(options.output, check_response_format(response_format))
    return check_output_path(options.output)


def speech_settings(options: argparse.Namespace) -> dict[str, Any]:
    """Return the settings that `speak` and `plan` share.

    Raises
    ------
    SpeechError
        A value is invalid, or the service or its key is missing.
    """
    return {
        "voice": options.voice,
        "model": options.model,
        "response_format": options.format or (format_from_suffix(options.output) if options.output else None),
        "speed": parse_number(options.speed),
        "instructions": options.instructions,
        "extra": parse_extra_fields(options.extra),
        "service": _with_limits(selected_service(options), options),
        "pronunciations": SpeechDefaults.instance().pronunciations if options.pronounce else None,
    }


def request_settings(options: argparse.Namespace) -> dict[str, Any]:
    """Return the settings of `speak` for its requests: the cache and the timeout."""
    return {"cache": False if options.no_cache else None, "timeout": parse_number(options.timeout)}


def selected_service(options: argparse.Namespace) -> Service | str | None:
    """Return the service that the options select; None if they leave it open.

    Raises
    ------
    SpeechError
        The environment variable of ``--key-env`` is not set.
    """
    if options.key_env is None:
        return options.service or None
    return find_service(options.service or SpeechDefaults.instance().service, options.key_env)


def _with_limits(service: Service | str | None, options: argparse.Namespace) -> Service | str | None:
    """Return a service with the values of ``--limit`` and ``--at-once``."""
    limits = {"limit": parse_integer(options.limit), "at_once": parse_integer(options.at_once)}
    limits = {name: value for name, value in limits.items() if value is not None}
    if not limits:
        return service
    return dataclasses.replace(find_service(service or SpeechDefaults.instance().service), **limits)


def dry_run_report(planned: Plan, options: argparse.Namespace) -> str:
    """Return a report of what a plan would request; nothing is requested."""
    from ipytts.synthesis.cache import open_cache

    return planned.report(open_cache(), is_fresh=options.no_cache or not SpeechDefaults.instance().cache)


def format_options(settings: Mapping[str, Any]) -> list[str]:
    """Return settings as a user types them: the inverse of `speech_settings`.

    Parameters
    ----------
    settings : mapping
        Settings of `speak`; texts among them have a single line.

    Examples
    --------
    >>> format_options({"voice": "coral", "speed": 1.2, "instructions": "Speak slowly"})
    ['--voice coral', '--speed 1.2', '--instructions "Speak slowly"']
    """
    return [f"{option} {quote(f'{settings[name]}')}" for name, option in _OPTIONS.items() if name in settings]
