"""The options of a speech, shared by the magics and the command line, and their values as settings."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipytts.config import SETTINGS, Scope, SpeechDefaults, SpeechOptions, setting_names
from ipytts.errors import InvalidRequestError, NoServiceError, OutputError
from ipytts.files import check_output_path, check_suffix, format_from_suffix
from ipytts.options.option_values import parse_extra_fields, parse_integer, parse_number, quote
from ipytts.services.request import check_response_format
from ipytts.services.service import Service
from ipytts.services.service_selection import check_service, find_service

if TYPE_CHECKING:
    import argparse

    from ipytts.narration.script import Script
    from ipytts.synthesis.plan import Plan

_PARSERS: dict[type, Callable[[Any], Any]] = {
    float: parse_number,
    int: parse_integer,
    dict: parse_extra_fields,
}


def add_option(parser: argparse.ArgumentParser, name: str) -> None:
    """Add the option of a setting."""
    setting = SETTINGS[name]
    takes: dict[str, Any] = {"metavar": setting.metavar}
    if setting.constant is not None:
        takes = {"action": "store_const", "const": setting.constant}
    elif setting.kind is dict:
        takes.update(action="append", default=[])
    help_text = (setting.option_help or setting.phrase).replace("%", "%%")
    parser.add_argument(*setting.flags, dest=name, help=help_text, **takes)


def add_speech_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that the magics and ``ipytts say`` and ``narrate`` share."""
    for name, setting in SETTINGS.items():
        if name == "service":
            add_service_options(parser)
        elif setting.flags and setting.scope != "playback":
            add_option(parser, name)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="save the audio; the file extension selects the format"
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="show the parts and the number of requests, without making any",
    )
    parser.set_defaults(pronounce=False)


def add_service_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that select a service and its key."""
    add_option(parser, "service")
    parser.add_argument("--key-env", metavar="VARIABLE", help="the environment variable that holds the key")


def add_notebook_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for narrating a saved notebook."""
    parser.add_argument("--script", metavar="FILE", help="speak this edited script of the notebook")
    parser.add_argument(
        "--code",
        choices=("skip", "summary", "read"),
        help="whether to skip, summarize (the default) or read the code of a notebook",
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        help="the language of a notebook, such as de; by default as it states, or as its text shows",
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
    response_format = options.response_format or format_from_suffix(options.output)
    check_suffix(options.output, check_response_format(response_format))
    return check_output_path(options.output)


def check_options(options: argparse.Namespace) -> None:
    """Raise an `InvalidRequestError` for an impossible value; no file and no key is looked for."""
    values = _parse(options, "request", "fetching", "service")
    SpeechOptions(**values)
    check_service_options(options)
    if options.output in (None, "-"):
        return
    try:
        check_suffix(options.output, options.response_format or format_from_suffix(options.output))
    except OutputError as error:
        raise InvalidRequestError(str(error)) from None


def check_service_options(options: argparse.Namespace) -> None:
    """Raise an `InvalidRequestError` for impossible values of the options that select a service."""
    if options.service:
        check_service(options.service)
    with contextlib.suppress(NoServiceError):
        selected_service(options)


def speech_settings(options: argparse.Namespace) -> dict[str, Any]:
    """Return the settings that `speak` and `plan` share.

    Raises
    ------
    SpeechError
        A value is invalid, or the service or its key is missing.
    """
    settings = _parse(options, "request")
    if options.output and not options.response_format:
        settings["response_format"] = format_from_suffix(options.output)
    settings["service"] = _with_limits(selected_service(options), options)
    if options.pronounce:
        settings["pronunciations"] = SpeechDefaults.instance().pronunciations
    return settings


def request_settings(options: argparse.Namespace) -> dict[str, Any]:
    """Return the settings of `speak` for its requests: the cache and the timeout."""
    return _parse(options, "fetching")


def _parse(options: argparse.Namespace, *scopes: Scope) -> dict[str, Any]:
    """Return the values of the options for the settings of some scopes."""
    return {
        name: _PARSERS.get(SETTINGS[name].kind, _unchanged)(getattr(options, name))
        for name in setting_names(*scopes)
        if SETTINGS[name].flags
    }


def _unchanged(value: Any) -> Any:
    return value


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
    limits = {name: value for name, value in _parse(options, "service").items() if value is not None}
    if not limits:
        return service
    return dataclasses.replace(find_service(service or SpeechDefaults.instance().service), **limits)


def dry_run_report(planned: Plan, options: argparse.Namespace) -> str:
    """Return a report of what a plan would request; nothing is requested."""
    from ipytts.synthesis.cache import open_cache

    uses_cache = SpeechDefaults.instance().cache if options.cache is None else options.cache
    return planned.report(open_cache(), is_fresh=not uses_cache)


def narration_report(script: Script, planned: Plan, options: argparse.Namespace) -> str:
    """Return a report of what the plan of a script would request, and of the settings of its notebook."""
    own = str(script.settings)
    head = f"Settings of the notebook, which options override: {own}.\n" if own else ""
    return head + dry_run_report(planned, options)


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
    return [
        f"{setting.flags[-1]} {quote(f'{settings[name]}')}"
        for name, setting in SETTINGS.items()
        if name in settings
    ]
