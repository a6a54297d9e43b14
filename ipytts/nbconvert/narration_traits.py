"""The settings of a narration as traits, for the exporter and the preprocessor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbconvert.utils.exceptions import ConversionException
from traitlets import CaselessStrEnum, Dict, Float, HasTraits, Unicode

from ipytts.description.documents.code import CODE_MODES
from ipytts.errors import SpeechError
from ipytts.narration.narrate_notebook import speak_script
from ipytts.narration.script_builder import build_script
from ipytts.playback.progress import TerminalProgress
from ipytts.services.request import check_response_format

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

    from ipytts.narration.recording import Recording
    from ipytts.narration.script import Script


class NarrationTraits(HasTraits):
    """The settings with which a notebook is narrated."""

    code = CaselessStrEnum(CODE_MODES, "summary", help="What is spoken of code: skip, summary or read.").tag(
        config=True
    )
    voice = Unicode(None, allow_none=True, help="The voice, such as coral.").tag(config=True)
    voices = Dict(
        key_trait=Unicode(),
        value_trait=Unicode(),
        help="The voices of roles: text, heading, quotation, code, output and error.",
    ).tag(config=True)
    model = Unicode(None, allow_none=True, help="The model, such as gpt-4o-mini-tts.").tag(config=True)
    response_format = Unicode("mp3", help="mp3, opus, aac, flac, wav or pcm.").tag(config=True)
    speed = Float(None, allow_none=True, help="The speed, from 0.25 to 4; 1 is normal.").tag(config=True)
    instructions = Unicode(
        None, allow_none=True, help="How to speak, for models that take instructions."
    ).tag(config=True)
    service = Unicode(
        None, allow_none=True, help="onerouter, openai, builtin or a base URL; its key is in the environment."
    ).tag(config=True)

    def build_script(self, notebook: NotebookNode, resources: Any) -> Script:
        """Return the script of a notebook, or raise a `ConversionException` if it is empty."""
        name = (resources or {}).get("metadata", {}).get("name", "")
        script = build_script(notebook, code_mode=self.code, name=name)
        if not script.sections:
            raise ConversionException(f"There is nothing to say in {name or 'the notebook'}.")
        return script

    def speak(self, script: Script, notify: Callable[[str], object]) -> Recording:
        """Speak a script and return the recording, or raise a `ConversionException`."""
        with TerminalProgress(notify) as progress:
            try:
                return speak_script(
                    script,
                    voices=self.voices,
                    voice=self.voice,
                    model=self.model,
                    response_format=check_response_format(self.response_format),
                    speed=self.speed,
                    instructions=self.instructions,
                    service=self.service,
                    play=False,
                    listener=progress,
                )
            except SpeechError as error:
                raise ConversionException(str(error)) from error
