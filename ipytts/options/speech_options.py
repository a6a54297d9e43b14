"""The options of a speech as they are typed: one table for whoever reads them."""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import json
import keyword
import re
from typing import TYPE_CHECKING, Any, NoReturn

from ipytts.config import SpeechDefaults
from ipytts.errors import InvalidRequestError
from ipytts.files import check_ending, check_place, format_of
from ipytts.services.service import find_service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ipytts.services.service import Service

DETAILS = ("brief", "normal", "full")

# A word is a run of plain characters and quoted stretches; a backslash is no escape, as in Windows' paths.
_WORD = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)(?P<open>["'])?""")
_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")
_TYPED = {  # what `speak` takes, and how it is typed
    "service": "--service",
    "model": "--model",
    "voice": "--voice",
    "response_format": "--format",
    "speed": "--speed",
    "instructions": "--instructions",
}
_OPTION = re.compile(r"--?[^\W\d]|--$")  # "-5 degrees" and "- an item" are text


class OptionParser(argparse.ArgumentParser):
    """An `argparse.ArgumentParser` for the line of a magic.

    Options come first and are never abbreviated; what follows them, or ``--``, is text.
    """

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(
            prog=prog,
            allow_abbrev=False,
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **settings,
        )
        self._takes_value: dict[str, bool] = {}
        #: What may stand in front of the options, for Tab to offer.
        self.first_words: tuple[str, ...] = ()

    @property
    def options(self) -> Mapping[str, argparse.Action]:
        """The options, each under its short name and its long one."""
        return self._option_string_actions

    def add(self, *names: str, **settings: Any) -> None:
        """Add an option; as `add_argument`."""
        action = self.add_argument(*names, **settings)
        self._takes_value.update(dict.fromkeys(action.option_strings, action.nargs != 0))

    def parse_line(self, line: str, fill: Callable[[str], str]) -> tuple[argparse.Namespace, str]:
        """Return the options that `line` begins with, and the text after them, as it stands.

        Parameters
        ----------
        line : str
            What stands behind the magic's name.
        fill : callable
            Makes of each option's value what is meant, unless ``--raw`` is given.

        Raises
        ------
        InvalidRequestError
            An option is not known or lacks its value; the message suggests the right one.
        """
        words, rest = self._split(line)
        if "--raw" not in words:
            words = [fill(word) for word in words]
        return self.parse_args(words), rest

    def _split(self, line: str) -> tuple[list[str], str]:
        words: list[str] = []
        place = 0
        while (found := _WORD.match(line, place)) and _OPTION.match(found[1]):
            place = found.end()
            if found[1] == "--":
                break
            name, has_value, _ = found[1].partition("=")
            self._check_known(name)
            self._check_closed(name, found)
            words.append(_unquoted(found[1]))
            if self._takes_value[name] and not has_value:
                found = _WORD.match(line, place)
                if found is None:
                    self.error(f"{name} needs a value, and a quote an end")
                self._check_closed(name, found)
                # Joined to its option, so that no value is taken for an option itself.
                words[-1] = f"{name}={_unquoted(found[1])}"
                place = found.end()
        return words, line[place:].strip()

    def _check_closed(self, name: str, found: re.Match[str]) -> None:
        if found["open"]:
            self.error(f"a quote in the value of {name} is not closed")

    def _check_known(self, name: str) -> None:
        if name not in self._takes_value:
            near = difflib.get_close_matches(name, self._takes_value, n=1)
            hint = f"did you mean {near[0]}?" if near else f"{self.prog} --help lists them."
            raise InvalidRequestError(
                f"{self.prog} has no option {name}: {hint} (Write -- before a text that begins so.)"
            )

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the line."""
        raise InvalidRequestError(f"{self.prog}: {message}. {self.prog} --help tells more.")


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


def voices_of_roles(pairs: list[str]) -> dict[str, str]:
    """Return the voices that ``ROLE=NAME`` pairs stand for.

    Raises
    ------
    InvalidRequestError
        One is no such pair.

    Examples
    --------
    >>> voices_of_roles(["quotation=onyx"])
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


def place_of(options: argparse.Namespace) -> Path | None:
    """Return where options ask to save the sound.

    Raises
    ------
    OutputError
        Nothing can be written there, or the ending tells another format than ``--format``.
    """
    if options.output is None:
        return None
    check_ending(options.output, options.format or format_of(options.output))
    return check_place(options.output)


def settings_of(options: argparse.Namespace) -> dict[str, Any]:
    """Return what options ask for, as `speak` and `plan` take it.

    Raises
    ------
    SpeechError
        One of them cannot be.
    """
    return {
        "voice": options.voice,
        "model": options.model,
        "response_format": options.format or (format_of(options.output) if options.output else None),
        "speed": _number(options.speed),
        "instructions": options.instructions,
        "extra": extra_fields(options.extra),
        "service": _bounded(service_of(options), options),
        "pronunciations": _pronunciations(options),
    }


def words_of(settings: Mapping[str, Any]) -> list[str]:
    """Return settings as they are typed: what `settings_of` undoes.

    Parameters
    ----------
    settings : mapping
        Some of what `speak` takes; the texts in it are on one line each.

    Examples
    --------
    >>> words_of({"voice": "coral", "speed": 1.2, "instructions": "Speak slowly"})
    ['--voice coral', '--speed 1.2', '--instructions "Speak slowly"']
    """
    return [f"{typed} {_quoted(f'{settings[name]}')}" for name, typed in _TYPED.items() if name in settings]


def handling_of(options: argparse.Namespace) -> dict[str, Any]:
    """Return how options want it fetched, as `speak` takes it."""
    return {"cache": False if options.no_cache else None, "timeout": _number(options.timeout)}


def report_of(text: str, options: argparse.Namespace) -> str:
    """Return, for a person, what options would ask for a text; nothing is asked."""
    from ipytts.synthesis.cache import open_cache  # noqa: PLC0415 - seldom asked for
    from ipytts.synthesis.plan import plan  # noqa: PLC0415 - the same

    is_fresh = options.no_cache or not SpeechDefaults.instance().cache
    return plan(text, **settings_of(options)).report(open_cache(), is_fresh=is_fresh)


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


def _unquoted(word: str) -> str:
    return _QUOTED.sub(lambda quoted: quoted[1] or quoted[2] or "", word)


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
