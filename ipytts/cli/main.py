"""The command line: ``ipytts say``, ``narrate``, ``voices``, ``cache`` and ``key``.

Also as ``python -m ipytts``.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ipytts.cli.narrate import add_narrate
from ipytts.errors import InvalidRequestError, NoServiceError, SpeechError
from ipytts.options.speech_options import (
    add_service_options,
    add_speech_options,
    dry_run_report,
    output_path,
    request_settings,
    service_of,
    speech_settings,
)
from ipytts.playback.progress import TerminalProgress
from ipytts.services.keyring import forget_key, load_key, store_key
from ipytts.services.service import MODELS, VOICES, check_key, find_service, key_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipytts.synthesis.cache import Cache
    from ipytts.synthesis.speech import Speech

_WRONG_USAGE, _INTERRUPTED = 2, 130
_EXAMPLES = """\
examples:
  ipytts say "The run has finished."
  ipytts say --voice nova -o report.mp3 -f report.txt
  git log -1 --format=%B | ipytts say
  ipytts say -o - --format wav Hello | aplay"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands behind ``ipytts``; of this process unless given.

    Returns
    -------
    int
        The exit status: 0; 1 where something failed; 2 for wrong usage; 130 when interrupted.
    """
    parser = _parser()
    _complete(parser)
    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], None] = options.run
    try:
        run(options)
        sys.stdout.flush()
    except SpeechError as error:
        _tell(str(error))
        return _WRONG_USAGE if isinstance(error, InvalidRequestError) else 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough. Python would complain at the exit: give it a place to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "ipytts", description="Have texts spoken, by a service or by the built-in voice."
    )
    parser.add_argument("--version", action="version", version=f"ipytts {version('ipytts')}")
    commands = parser.add_subparsers(required=True, metavar="command")

    say = commands.add_parser(
        "say",
        help="speak a text",
        description="Speak a text: it sounds, unless it is saved.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    say.add_argument("text", nargs="*", help="what to say; standard input where nothing is given")
    say.add_argument("-f", "--file", metavar="FILE", help="speak what is in this file")
    add_speech_options(say.add_argument)
    say.set_defaults(run=_say)

    add_narrate(commands.add_parser)

    voices = commands.add_parser("voices", help="list voices and models", allow_abbrev=False)
    add_service_options(voices.add_argument)
    voices.set_defaults(run=_voices)

    cache = commands.add_parser(
        "cache", help="what is kept of the speech that was fetched", allow_abbrev=False
    )
    cache.add_argument(
        "action",
        choices=("info", "dir", "clear"),
        help="info: how much it is; dir: the path of its folder alone, for scripts; clear: remove it",
    )
    cache.set_defaults(run=_cache)

    key = commands.add_parser("key", help="keep a key in the keyring of this system", allow_abbrev=False)
    key.add_argument("action", choices=("set", "check", "forget"))
    key.add_argument("service", help="onerouter, openai or a base URL")
    key.set_defaults(run=_key)
    return parser


def _complete(parser: argparse.ArgumentParser) -> None:
    """Answer the shell's Tab key, where argcomplete is installed and asked."""
    if "_ARGCOMPLETE" in os.environ:
        import argcomplete

        argcomplete.autocomplete(parser)


def _tell(message: str) -> None:
    print(f"ipytts: {message}", file=sys.stderr)


class _Sayer(TerminalProgress):
    """Tells notices on standard error, and puts the sound where it was wanted before it plays."""

    def __init__(self, place: Path | None) -> None:
        self._place = place

    def on_notice(self, message: str) -> None:
        _tell(message)

    def on_end(self, speech: Speech) -> None:
        super().on_end(speech)
        if self._place is not None:
            speech.save(self._place)


def _say(options: argparse.Namespace) -> None:
    if options.dry_run:
        print(dry_run_report(_text(options), options))
        return
    from ipytts.playback.speak import speak

    to_output = options.output == "-"
    if to_output:
        options.output = None
        if sys.stdout.isatty():
            raise InvalidRequestError("-o - writes the sound itself: send it to a file or a program.")
    place = output_path(options)
    with _Sayer(place) as sayer:
        speech = speak(
            _text(options),
            play=not (place or to_output),
            listener=sayer,
            **speech_settings(options),
            **request_settings(options),
        )
    if to_output:
        sys.stdout.buffer.write(speech.data)
        sys.stdout.buffer.flush()


def _text(options: argparse.Namespace) -> str:
    if options.text and options.file:
        raise InvalidRequestError("There is a text and a file: give one of them.")
    if options.text:
        return " ".join(options.text)
    try:
        if options.file and options.file != "-":
            return Path(options.file).read_text(encoding="utf-8-sig").strip()
        return sys.stdin.read().strip()
    except OSError as error:
        raise SpeechError(f"{options.file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SpeechError(f"{options.file or 'Standard input'} is no text in UTF-8.") from None


def _voices(options: argparse.Namespace) -> None:
    from ipytts.services.catalog import models_of, voices_of

    try:
        service = find_service(service_of(options))
    except NoServiceError as error:
        # Who has no key yet may want to know what there is.
        _tell(str(error))
        _list("Voices, as documented", VOICES)
        _list("Models, as documented", MODELS)
        return
    for what, found in (("Voices", voices_of(service)), ("Models", models_of(service))):
        _list(f"{what} of {service.name}, {found.source}", found.names)


def _list(title: str, names: Sequence[str]) -> None:
    print(f"{title}:", *names, sep="\n  ")


def _cache(options: argparse.Namespace) -> None:
    from ipytts.synthesis.cache import open_cache

    cache = open_cache()
    if options.action == "dir":
        print(cache.folder)
        return
    try:
        _clear_cache(cache) if options.action == "clear" else _describe_cache(cache)
    except OSError as error:
        raise SpeechError(f"The cache in {cache.folder} cannot be read: {error.strerror or error}.") from None


def _describe_cache(cache: Cache) -> None:
    info = cache.info()
    print(f"Folder: {info.folder}")
    print(f"Entries: {info.entries}")
    print(f"Size: {_megabytes(info.size)}")
    print(f"Limit: {_megabytes(info.limit)}")


def _clear_cache(cache: Cache) -> None:
    removed = cache.clear()
    print(f"Entries removed from {cache.folder}: {removed.entries} ({_megabytes(removed.size)}).")
    if removed.left:
        raise SpeechError(f"{removed.left} entries could not be removed: check whose files they are.")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _key(options: argparse.Namespace) -> None:
    entry, variable = key_sources(options.service)
    if options.action == "set":
        key = getpass.getpass(f"Key for {entry}: ") if sys.stdin.isatty() else sys.stdin.readline()
        store_key(entry, check_key(key, entry))
        print(f"The keyring keeps a key for {entry}.")
    elif options.action == "forget":
        forget_key(entry)
        print(f"The keyring has forgotten the key for {entry}.")
    elif variable and os.environ.get(variable):
        print(f"The key for {entry} is in {variable}.")
    elif load_key(entry):
        print(f"The key for {entry} is in the keyring.")
    else:
        raise NoServiceError(f"There is no key for {entry}: neither in {variable} nor in the keyring.")
