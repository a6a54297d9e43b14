"""``ipytts narrate``: write saved notebooks as audio, with captions, chapters and scripts."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, get_args

from ipytts.cli.fallback import add_fallback_option, configure_fallback
from ipytts.cli.output import print_message
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.narration.role_voices import check_voices
from ipytts.options.option_values import parse_role_voices
from ipytts.options.speech_options import (
    add_notebook_options,
    add_speech_options,
    check_options,
    narration_report,
    output_path,
    request_settings,
    speech_settings,
)
from ipytts.playback.progress import TerminalProgress, format_duration
from ipytts.services.spoken_languages import check_language
from ipytts.synthesis.plan import format_count

if TYPE_CHECKING:
    from ipytts.narration.batch import Outcome

_EXAMPLES = """\
examples:
  ipytts narrate report.ipynb -o report.mp3
  ipytts narrate report.ipynb -o report.mp3 --script edited.md
  ipytts narrate *.ipynb -d spoken/ --code skip --voice-for quotation=onyx"""


def add_narrate(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command ``narrate``; `add_parser` is the method of argparse's subparsers."""
    parser = add_parser(
        "narrate",
        help="speak saved notebooks",
        description=(
            "Speak saved notebooks, without running them. With -o and -d, captions (.vtt), chapters "
            "(.chapters.vtt) and the script (.script.md) are written beside the audio."
        ),
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("notebooks", nargs="+", metavar="notebook", help="an .ipynb file")
    parser.add_argument(
        "-d",
        "--directory",
        metavar="FOLDER",
        help="write the files of each notebook to this folder; skip notebooks that have not changed",
    )
    add_notebook_options(parser)
    add_speech_options(parser)
    add_fallback_option(parser)
    parser.set_defaults(check=_check, run=_narrate, parser=parser)


def _check(options: argparse.Namespace) -> None:
    check_voices(parse_role_voices(options.voice_for))
    if options.language is not None:
        check_language(options.language)
    configure_fallback(options)
    check_options(options)
    count = len(options.notebooks)
    if options.directory and (options.output or options.script):
        raise InvalidRequestError("-d names the files itself: do not combine it with -o or --script.")
    if count > 1 and not options.dry_run and not options.directory:
        raise InvalidRequestError(
            f"There are {count} notebooks: give a folder for their files with -d FOLDER."
        )
    if count > 1 and options.script:
        raise InvalidRequestError(f"There are {count} notebooks for one --script: give one notebook.")


def _narrate(options: argparse.Namespace) -> None:
    own = {"voices": parse_role_voices(options.voice_for), "language": options.language}
    settings = {**own, **speech_settings(options)}
    try:
        if options.dry_run:
            _print_report(options, settings)
        elif options.directory:
            _narrate_all(options, settings)
        else:
            _narrate_one(options, settings)
    except KeyboardInterrupt:
        print_message("Stopped. What arrived is in the cache: run the command again to fetch the rest.")
        raise


def _print_report(options: argparse.Namespace, settings: dict[str, Any]) -> None:
    from ipytts.narration.narrate_notebook import read_script
    from ipytts.narration.role_voices import plan_script

    for notebook in options.notebooks:
        script = read_script(notebook, script=options.script, code=options.code)
        report = narration_report(script, plan_script(script, **settings), options)
        print(f"{notebook}: {report}" if len(options.notebooks) > 1 else report)


def _narrate_one(options: argparse.Namespace, settings: dict[str, Any]) -> None:
    from ipytts.narration.narrate_notebook import narrate_notebook
    from ipytts.narration.narration_files import NarrationFiles

    path = output_path(options)
    files = NarrationFiles(path) if path else None
    is_edited = files is not None and files.is_script(options.script)
    if files is not None and not is_edited:
        files.check_unedited()
    with TerminalProgress(print_message) as listener:
        recording = narrate_notebook(
            options.notebooks[0],
            script=options.script,
            code=options.code,
            play=path is None,
            listener=listener,
            **request_settings(options),
            **settings,
        )
    if files is not None:
        recording.save_to(files, with_script=not is_edited)
        chapters = len(recording.chapters)
        print(f"{path}: {format_duration(recording.duration)}, {format_count(chapters, 'chapter')}")


def _narrate_all(options: argparse.Namespace, settings: dict[str, Any]) -> None:
    from tqdm import tqdm

    from ipytts.narration.batch import State, narrate_all

    count = len(options.notebooks)
    states: Counter[str] = Counter()
    bar_format = "{percentage:3.0f}% {bar} {postfix}, about {remaining} left"
    with tqdm(total=count, bar_format=bar_format, leave=False, disable=None, delay=1) as bar:
        outcomes = narrate_all(
            options.notebooks,
            options.directory,
            code=options.code,
            on_progress=bar.update,
            on_notice=lambda message: tqdm.write(f"ipytts: {message}", file=sys.stderr),
            **request_settings(options),
            **settings,
        )
        try:
            with closing(outcomes):
                for outcome in outcomes:
                    states[outcome.state] += 1
                    bar.set_postfix_str(f"{states.total()} of {count} notebooks")
                    tqdm.write(_format_outcome(outcome), file=sys.stderr if outcome.message else sys.stdout)
        finally:
            bar.clear()
            print(_summary(states, get_args(State), count))
    if failed := states["failed"]:
        raise SpeechError(f"Not all notebooks could be spoken: {failed} of {count} failed.")


def _format_outcome(outcome: Outcome) -> str:
    if outcome.message:
        return f"ipytts: {outcome.notebook} {outcome.state}: {outcome.message}"
    duration = f", {format_duration(outcome.duration)}" if outcome.duration else ""
    return f"{outcome.notebook}: {outcome.sound} {outcome.state}{duration}"


def _summary(states: Counter[str], order: Sequence[str], count: int) -> str:
    counts = [f"{states[state]} {state}" for state in order if states[state]]
    if left := count - states.total():
        counts.append(f"{left} left")
    return f"{format_count(count, 'notebook')}: {', '.join(counts)}."
