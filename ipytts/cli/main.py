"""The command line: ``ipytts say``, ``narrate``, ``describe``, ``voices``, ``cache`` and ``key``.

Also as ``python -m ipytts``.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ipytts.cli.describe import add_describe
from ipytts.cli.fallback import add_fallback_option, configure_fallback
from ipytts.cli.narrate import add_narrate
from ipytts.cli.output import print_message
from ipytts.errors import InvalidRequestError, NoServiceError, SpeechError
from ipytts.options.known_values import known_values
from ipytts.options.speech_options import (
    add_service_options,
    add_speech_options,
    check_options,
    check_service_options,
    dry_run_report,
    output_path,
    request_settings,
    selected_service,
    speech_settings,
)
from ipytts.playback.progress import TerminalProgress
from ipytts.services.keyring import forget_key, load_key, store_key
from ipytts.services.named_services import NAMED
from ipytts.services.service import check_key
from ipytts.services.service_selection import key_sources

if TYPE_CHECKING:
    from ipytts.synthesis.cache import Cache

_ERROR, _WRONG_USAGE, _INTERRUPTED = 1, 2, 130  # exit statuses
_EXIT_STATUSES = """\
exit status:
  0    success
  1    an error: of a file, a service, an environment variable, a player
  2    wrong usage: an unknown option or an impossible value; nothing was done
  130  an interrupt"""
_STANDARD_OUTPUT = "-"  # as the value of --output
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
        The arguments after ``ipytts``; those of this process unless given.

    Returns
    -------
    int
        The exit status; ``ipytts --help`` lists them.
    """
    parser = _parser()
    _autocomplete(parser)
    options, unknown = parser.parse_known_args(arguments)
    if unknown:  # argparse would show the usage of `ipytts`, not that of the command
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    check: Callable[[argparse.Namespace], object] = options.check
    run: Callable[[argparse.Namespace], None] = options.run
    try:
        check(options)
    except InvalidRequestError as error:
        print_message(str(error))
        return _WRONG_USAGE
    try:
        run(options)
        sys.stdout.flush()
    except SpeechError as error:
        print_message(str(error))
        return _ERROR
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has closed the pipe. Python would complain at the exit if it could not write.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _ERROR
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "ipytts",
        description="Speak texts and notebooks, with a service or the built-in voice; describe notebooks.",
        epilog=_EXIT_STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"ipytts {version('ipytts')}")
    commands = parser.add_subparsers(required=True, metavar="command")

    say = commands.add_parser(
        "say",
        help="speak a text",
        description="Speak a text: play it, or save it with -o.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    say.add_argument("text", nargs="*", help="the text; standard input if it is missing")
    say.add_argument("-f", "--file", metavar="FILE", help="read the text from this file")
    add_speech_options(say)
    add_fallback_option(say)
    say.set_defaults(check=_check_say, run=_say, parser=say)

    add_narrate(commands.add_parser)
    add_describe(commands.add_parser)

    voices = commands.add_parser(
        "voices",
        help="list models, voices and prices",
        description="List the models and voices of a service, with prices where it lists them.",
        allow_abbrev=False,
    )
    add_service_options(voices)
    voices.set_defaults(check=check_service_options, run=_voices, parser=voices)

    cache = commands.add_parser(
        "cache",
        help="show or clear the cache",
        description="Show or clear the cache, which holds the audio of earlier requests.",
        allow_abbrev=False,
    )
    cache.add_argument(
        "action",
        choices=("info", "dir", "clear"),
        help="info: show its size and limit; dir: print the path of its folder, for scripts; clear: empty it",
    )
    cache.set_defaults(check=lambda _: None, run=_cache, parser=cache)

    key = commands.add_parser(
        "key",
        help="manage keys in the keyring of this system",
        description="Store, find or remove the key of a service in the keyring of this system.",
        allow_abbrev=False,
    )
    key.add_argument(
        "action",
        choices=("set", "check", "forget"),
        help="set: store a key; check: show where the key is; forget: remove it from the keyring",
    )
    key.add_argument("service", help="the name of a service, such as onerouter, or a base URL")
    key.set_defaults(check=lambda options: key_sources(options.service), run=_key, parser=key)
    return parser


def _autocomplete(parser: argparse.ArgumentParser) -> None:
    """Complete a command line, if the shell calls argcomplete for it."""
    if "_ARGCOMPLETE" in os.environ:
        import argcomplete

        # A function will do, whatever its stubs say.
        argcomplete.autocomplete(parser, default_completer=_complete)  # type: ignore[arg-type]


def _complete(
    *, prefix: str, action: argparse.Action, parser: argparse.ArgumentParser, parsed_args: argparse.Namespace
) -> Iterable[str]:
    """Return the known values of an option; for other options, files."""
    from argcomplete.completers import FilesCompleter

    known = known_values(action.dest, vars(parsed_args))
    return known or FilesCompleter()(prefix, action=action, parser=parser, parsed_args=parsed_args)


def _check_say(options: argparse.Namespace) -> None:
    if options.text and options.file:
        raise InvalidRequestError("There are both a text and a file: give one of them.")
    if options.output == _STANDARD_OUTPUT and sys.stdout.isatty():
        raise InvalidRequestError("-o - writes audio data: redirect it to a file or a program.")
    configure_fallback(options)
    check_options(options)


def _say(options: argparse.Namespace) -> None:
    if options.dry_run:
        from ipytts.synthesis.plan import plan

        print(dry_run_report(plan(_read_text(options), **speech_settings(options)), options))
        return
    from ipytts.playback.speak import speak

    to_stdout = options.output == _STANDARD_OUTPUT
    if to_stdout:
        options.output = None
    path = output_path(options)
    with TerminalProgress(print_message) as listener:
        speech = speak(
            _read_text(options),
            play=not (path or to_stdout),
            listener=listener,
            **speech_settings(options),
            **request_settings(options),
        )
    if path is not None:
        speech.save(path)
    if to_stdout:
        sys.stdout.buffer.write(speech.data)
        sys.stdout.buffer.flush()


def _read_text(options: argparse.Namespace) -> str:
    if options.text:
        return " ".join(options.text)
    try:
        if options.file and options.file != "-":
            return Path(options.file).read_text(encoding="utf-8-sig").strip()
        return sys.stdin.read().strip()
    except OSError as error:
        raise SpeechError(f"{options.file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SpeechError(f"{options.file or 'Standard input'} is not UTF-8 text.") from None


def _voices(options: argparse.Namespace) -> None:
    from ipytts.cli.voices import print_voices

    print_voices(selected_service(options))


def _cache(options: argparse.Namespace) -> None:
    from ipytts.synthesis.cache import open_cache

    cache = open_cache()
    if options.action == "dir":
        print(cache.folder)
        return
    try:
        _clear_cache(cache) if options.action == "clear" else _print_cache_info(cache)
    except OSError as error:
        raise SpeechError(f"The cache in {cache.folder} cannot be read: {error.strerror or error}.") from None


def _print_cache_info(cache: Cache) -> None:
    info = cache.info()
    print(f"Folder: {info.folder}")
    print(f"Entries: {info.entries}")
    print(f"Size: {_format_size(info.size)}")
    print(f"Limit: {_format_size(info.limit)}")


def _clear_cache(cache: Cache) -> None:
    from ipytts.services.catalog import clear_catalogs

    removed = cache.clear()
    clear_catalogs()
    print(f"Entries removed from {cache.folder}: {removed.entries} ({_format_size(removed.size)}).")
    if removed.left:
        raise SpeechError(f"{removed.left} entries could not be removed: check the permissions of the files.")


def _format_size(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _key(options: argparse.Namespace) -> None:
    entry, variable = key_sources(options.service)
    if options.action == "set":
        key = getpass.getpass(f"Key for {entry}: ") if sys.stdin.isatty() else sys.stdin.readline()
        store_key(entry, check_key(key, entry))
        print(f"The key for {entry} is stored in the keyring.")
    elif options.action == "forget":
        forget_key(entry)
        print(f"The key for {entry} was removed from the keyring.")
    elif variable and os.environ.get(variable):
        print(f"The key for {entry} is in {variable}.")
    elif load_key(entry):
        print(f"The key for {entry} is in the keyring.")
    elif entry in NAMED and not NAMED[entry].needs_key:
        print(f"{entry} needs no key, and none is set.")
    else:
        places = f", neither in {variable} nor in" if variable else " in"
        raise NoServiceError(
            f"There is no key for {entry}{places} the keyring: `ipytts key set {options.service}` stores one."
        )
