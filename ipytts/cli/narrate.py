"""``ipytts narrate``: saved notebooks into sound, captions, chapters and scripts."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any, get_args

from ipytts.config import SpeechDefaults
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.options.speech_options import (
    add_notebook_options,
    add_speech_options,
    output_path,
    request_settings,
    speech_settings,
    voices_by_role,
)
from ipytts.playback.progress import TerminalProgress, format_duration

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipytts.narration.batch import Outcome
    from ipytts.narration.output_files import NarrationFiles
    from ipytts.synthesis.speech import Speech

_EXAMPLES = """\
examples:
  ipytts narrate report.ipynb -o report.mp3
  ipytts narrate report.ipynb -o report.mp3 --script edited.md
  ipytts narrate *.ipynb -d spoken/ --code skip --voice-for quotation=onyx"""


def add_narrate(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command to those of a parser, by its method for it."""
    parser = add_parser(
        "narrate",
        help="speak saved notebooks",
        description=(
            "Speak saved notebooks, none of which is run. With -o and -d, captions (.vtt), chapters "
            "(.chapters.vtt) and the script (.script.md) are written beside the sound."
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
        help="write the files of each notebook there; what is there unchanged is not made again",
    )
    add_notebook_options(parser.add_argument)
    add_speech_options(parser.add_argument)
    parser.set_defaults(run=_narrate)


def _narrate(options: argparse.Namespace) -> None:
    settings = {
        **speech_settings(options),
        **request_settings(options),
        "voices": voices_by_role(options.voice_for),
    }
    several = len(options.notebooks) > 1
    if options.directory and (options.output or options.script):
        raise InvalidRequestError("-d chooses the files' names itself: it goes with neither -o nor --script.")
    if several and not options.dry_run and not options.directory:
        raise InvalidRequestError(
            "There are several notebooks: give a folder for their files with -d FOLDER."
        )
    if several and options.script:
        raise InvalidRequestError("There are several notebooks for one script: give one of them.")
    try:
        if options.dry_run:
            _report(options, settings)
        elif options.directory:
            _narrate_all(options, settings)
        else:
            _narrate_one(options, settings)
    except KeyboardInterrupt:
        _tell("Stopped. What had come is kept: run it again, and only the rest is asked for.")
        raise


def _report(options: argparse.Namespace, settings: dict[str, Any]) -> None:
    from ipytts.narration.narrated_notebook import read_script
    from ipytts.narration.role_voices import plan_script
    from ipytts.synthesis.cache import open_cache

    del settings["timeout"]
    is_fresh = settings.pop("cache") is False or not SpeechDefaults.instance().cache
    for notebook in options.notebooks:
        script = read_script(notebook, script=options.script, code=options.code)
        report = plan_script(script, **settings).report(open_cache(), is_fresh=is_fresh)
        print(f"{notebook}: {report}" if len(options.notebooks) > 1 else report)


def _narrate_one(options: argparse.Namespace, settings: dict[str, Any]) -> None:
    from ipytts.narration.narrated_notebook import narrate_notebook
    from ipytts.narration.output_files import NarrationFiles

    place = output_path(options)
    files = NarrationFiles(place) if place else None
    edited = files is not None and files.is_script(options.script)
    if files is not None and not edited:
        files.check_unedited()
    with _Narrator(files, with_script=not edited) as narrator:
        recording = narrate_notebook(
            options.notebooks[0],
            script=options.script,
            code=options.code,
            play=place is None,
            listener=narrator,
            **settings,
        )
    if place:
        chapters = len(recording.chapters)
        print(
            f"{place}: {format_duration(recording.duration)}, "
            f"{chapters} chapter{'' if chapters == 1 else 's'}"
        )


class _Narrator(TerminalProgress):
    """Tells notices on standard error, and writes the files before the sound plays."""

    def __init__(self, files: NarrationFiles | None, *, with_script: bool) -> None:
        self._files, self._with_script = files, with_script

    def on_notice(self, message: str) -> None:
        _tell(message)

    def on_end(self, speech: Speech) -> None:
        from ipytts.narration.recording import Recording

        super().on_end(speech)
        if self._files is not None and isinstance(speech, Recording):
            self._files.write(speech, with_script=self._with_script)


def _narrate_all(options: argparse.Namespace, settings: dict[str, Any]) -> None:
    from tqdm import tqdm

    from ipytts.narration.batch import State, narrate_all

    states: Counter[str] = Counter()
    shape = "{percentage:3.0f}% {bar} {postfix}, about {remaining} left"
    with tqdm(total=len(options.notebooks), bar_format=shape, leave=False, disable=None, delay=1) as bar:
        outcomes = narrate_all(
            options.notebooks,
            options.directory,
            code=options.code,
            on_share=bar.update,
            on_notice=lambda message: tqdm.write(f"ipytts: {message}", file=sys.stderr),
            **settings,
        )
        try:
            with closing(outcomes):
                for outcome in outcomes:
                    states[outcome.state] += 1
                    bar.set_postfix_str(f"{states.total()} of {len(options.notebooks)} notebooks")
                    tqdm.write(_line(outcome), file=sys.stderr if outcome.message else sys.stdout)
        finally:
            bar.clear()
            print(_summary(states, get_args(State), len(options.notebooks)))
    if failed := states["failed"]:
        raise SpeechError(f"Not all notebooks could be spoken: {failed} of {len(options.notebooks)} failed.")


def _line(outcome: Outcome) -> str:
    if outcome.message:
        return f"ipytts: {outcome.notebook} {outcome.state}: {outcome.message}"
    length = f", {format_duration(outcome.duration)}" if outcome.duration else ""
    return f"{outcome.notebook}: {outcome.sound} {outcome.state}{length}"


def _summary(states: Counter[str], order: Sequence[str], count: int) -> str:
    ended = [f"{states[state]} {state}" for state in order if states[state]]
    if left := count - states.total():
        ended.append(f"{left} left")
    return f"{count} notebook{'' if count == 1 else 's'}: {', '.join(ended)}."


def _tell(message: str) -> None:
    print(f"ipytts: {message}", file=sys.stderr)
