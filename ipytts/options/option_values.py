"""Values of options, from the text that a user types and back to it."""

from __future__ import annotations

import json
import keyword
import re
from typing import Any

from ipytts.errors import InvalidRequestError

DEFAULT_THRESHOLD = 10.0  # s; %autonarrate narrates a cell that takes longer


def parse_number(value: str | None) -> float | str | None:
    """Return a number, or the text unchanged if it is not one: the check of the request reports it."""
    try:
        return None if value is None else float(value)
    except ValueError:
        return value


def parse_integer(value: str | None) -> Any:
    """Return an integer, or the text unchanged if it is not one: the check of the service reports it."""
    return int(value) if value is not None and value.isdecimal() else value


def parse_extra_fields(pairs: list[str]) -> dict[str, Any]:
    """Return the request fields of ``KEY=VALUE`` pairs; a value can be JSON.

    Raises
    ------
    InvalidRequestError
        A pair has no ``=`` or no key.

    Examples
    --------
    >>> parse_extra_fields(["language=en", "seed=3"])
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


def parse_role_voices(pairs: list[str]) -> dict[str, str]:
    """Return the voices of ``ROLE=NAME`` pairs.

    Raises
    ------
    InvalidRequestError
        A pair has no ``=``, no role or no name.

    Examples
    --------
    >>> parse_role_voices(["quotation=onyx"])
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


def check_variable_name(value: str | None) -> str | None:
    """Return the value of ``--into``.

    Raises
    ------
    InvalidRequestError
        It is not a valid name of a Python variable.
    """
    if value is not None and (not value.isidentifier() or keyword.iskeyword(value)):
        raise InvalidRequestError(
            f"--into {value} is not possible: give the name of a variable, such as audio."
        )
    return value


def parse_seconds(value: str | float) -> float:
    """Return the value of ``--when-longer-than`` in seconds.

    Raises
    ------
    InvalidRequestError
        It is not a number, or negative or infinite.
    """
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise InvalidRequestError(
            f"--when-longer-than {value} is not possible: give a number of seconds, such as 30."
        )
    return seconds


def parse_threshold(value: str) -> float | None:
    """Return the threshold of ``%autonarrate`` in seconds; None for off.

    Raises
    ------
    InvalidRequestError
        It is neither ``on`` nor ``off`` nor a number of seconds.
    """
    words = {"": DEFAULT_THRESHOLD, "on": DEFAULT_THRESHOLD, "off": None}
    try:
        return words[value] if value in words else parse_seconds(value)
    except InvalidRequestError:
        raise InvalidRequestError(
            f"%autonarrate {value} is not possible: write on, off or a number of seconds."
        ) from None


def quote(value: str) -> str:
    r"""Return a value with the quotes that a line needs around it.

    Examples
    --------
    >>> print(quote('As in "Hamlet"'), quote("It's " + '"Hamlet"'))
    'As in "Hamlet"' "It's "'"'"Hamlet"'"'
    """
    if value and not re.search(r"""[\s"']""", value):
        return value
    if '"' not in value:
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    # A word can have several quoted stretches; none can hold both kinds of quotes.
    return "".join(f"'{part}'" if part == '"' else f'"{part}"' for part in re.split('(")', value) if part)
