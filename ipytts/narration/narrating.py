"""What ``ipytts narrate`` does: a notebook or its edited script spoken, and what belongs beside the sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipytts.cache import open_cache
from ipytts.defaults import SpeechDefaults
from ipytts.errors import InvalidRequestError, SpeechError
from ipytts.narration.script import ROLES
from ipytts.narration.script_file import from_markdown, to_markdown
from ipytts.narration.scriptwriter import script_of
from ipytts.narration.spoken import chapters, plan_script, speak_script
from ipytts.options import handling_of, settings_of
from ipytts.saving import write_whole

if TYPE_CHECKING:
    import argparse

    from ipytts.listener import Listener
    from ipytts.narration.script import Script


def run(options: argparse.Namespace, place: Path | None, listener: Listener) -> None:
    """Speak a notebook.

    Parameters
    ----------
    options : Namespace
        As they were typed.
    place : Path or None
        Where the sound is saved by the listener, and the rest beside it; it plays where there is none.
    listener : Listener

    Raises
    ------
    SpeechError
        See `ipytts.errors` for the kinds. What was made until then is in the cache.
    """
    script = _script(options)
    handling = {**handling_of(options), "play": place is None, "listener": listener}
    speech = speak_script(script, voices=_voices(options), handling=handling, **settings_of(options))
    if place is None:
        return
    speech.save_captions(place.with_suffix(".vtt"))
    write_whole(place.with_suffix(".chapters.vtt"), chapters(script, speech).encode())
    _keep_script(to_markdown(script), place.with_suffix(".script.md"), listener)


def report(options: argparse.Namespace) -> str:
    """Return, for a person, what would be asked; nothing is asked."""
    planned = plan_script(_script(options), voices=_voices(options), **settings_of(options))
    return planned.report(open_cache(), is_fresh=options.no_cache or not SpeechDefaults.instance().cache)


def _script(options: argparse.Namespace) -> Script:
    if options.script is None:
        return script_of(options.notebook, reading=options.code)
    try:
        text = Path(options.script).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SpeechError(f"The script {options.script} is no text in UTF-8.") from None
    except OSError as error:
        raise SpeechError(f"The script {options.script} cannot be read: {error.strerror or error}.") from None
    return from_markdown(text)


def _voices(options: argparse.Namespace) -> dict[Any, str]:
    voices = {}
    for pair in options.voice_of:
        role, equals, name = pair.partition("=")
        if role not in ROLES or not equals or not name:
            raise InvalidRequestError(
                f"--voice-of {pair} is not possible: write ROLE=NAME; the roles are {', '.join(ROLES)}."
            )
        voices[role] = name
    return voices


def _keep_script(text: str, path: Path, listener: Listener) -> None:
    """Write the script, unless somebody has edited the one that is there."""
    try:
        is_there = path.exists() and path.read_text(encoding="utf-8") != text
    except (OSError, UnicodeDecodeError):
        is_there = True
    if is_there:
        listener.on_notice(f"{path} is another script and stays as it is: speak it with --script {path}.")
    else:
        write_whole(path, text.encode())
