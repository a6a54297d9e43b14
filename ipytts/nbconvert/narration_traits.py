"""The settings of a narration as traits, for the exporter and the preprocessor."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nbconvert.utils.exceptions import ConversionException
from traitlets import CaselessStrEnum, Dict, Unicode
from traitlets.config import Configurable

from ipytts.audio.response_formats import DEFAULT_FORMAT
from ipytts.config import SETTINGS, SpeechDefaults, make_trait, make_traits, setting_names
from ipytts.description.documents.code.code import CODE_MODES
from ipytts.errors import SpeechError
from ipytts.narration.narrate_notebook import speak_script
from ipytts.narration.recording import Recording
from ipytts.narration.removal_tags import RemovalTags
from ipytts.narration.script import Script
from ipytts.narration.script_builder import build_script
from ipytts.playback.progress import TerminalProgress

if TYPE_CHECKING:
    from nbformat import NotebookNode

_SETTINGS = tuple(name for name in setting_names("request") if SETTINGS[name].has_trait)


class NarrationTraits(Configurable):
    """The settings with which a notebook is narrated; those of `SpeechOptions` are traits too.

    What is not set is as the notebook has it in ``metadata.ipytts``. Other settings, such as the fallback,
    are those of ``c.SpeechDefaults`` in nbconvert's configuration.
    """

    code = CaselessStrEnum(
        CODE_MODES, None, allow_none=True, help="What is spoken of code: skip, summary or read."
    ).tag(config=True)
    language = Unicode(
        None, allow_none=True, help="The language of the notebook, such as de; by default as it states."
    ).tag(config=True)
    voices = Dict(
        key_trait=Unicode(),
        value_trait=Unicode(),
        help="The voices of roles: text, heading, quotation, code, output and error.",
    ).tag(config=True)
    locals().update(make_traits(_SETTINGS))
    response_format = make_trait(dataclasses.replace(SETTINGS["response_format"], default=DEFAULT_FORMAT))

    def build_script(self, notebook: NotebookNode, resources: Any) -> Script:
        """Return the script of a notebook, or raise a `ConversionException` if it is empty."""
        name = (resources or {}).get("metadata", {}).get("name", "")
        removed = RemovalTags.configured(self.config)
        script = build_script(notebook, code_mode=self.code, name=name, removed=removed)
        if not script.sections:
            raise ConversionException(f"There is nothing to say in {name or 'the notebook'}.")
        return script

    def speak(self, script: Script, notify: Callable[[str], object]) -> Recording:
        """Speak a script and return the recording, or raise a `ConversionException`."""
        SpeechDefaults.instance().update_config(self.config)
        with TerminalProgress(notify) as progress:
            try:
                return speak_script(
                    script,
                    voices=self.voices,
                    language=self.language,
                    **{name: getattr(self, name) for name in _SETTINGS},
                    play=False,
                    listener=progress,
                )
            except SpeechError as error:
                raise ConversionException(str(error)) from error
