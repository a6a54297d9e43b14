"""``jupyter nbconvert --to speech``: a notebook as sound, with captions, chapters and script beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException
from traitlets import CaselessStrEnum, Dict, Float, HasTraits, Unicode, default

from ipytts.audio.names import FORMATS
from ipytts.description.documents.code import CODE_MODES
from ipytts.errors import SpeechError
from ipytts.narration.chapters import chapters_track
from ipytts.narration.narrated_notebook import speak_script
from ipytts.narration.output_files import marked_script
from ipytts.narration.scriptwriter import write_script
from ipytts.playback.progress import TerminalProgress
from ipytts.services.request import check_response_format

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

    from ipytts.narration.recording import Recording
    from ipytts.narration.script import Script


class Narration(HasTraits):
    """What can be configured of how a notebook is spoken."""

    code = CaselessStrEnum(CODE_MODES, "summary", help="How code is told: skip, summary or read.").tag(
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
    speed = Float(None, allow_none=True, help="From 0.25 to 4; 1 is normal.").tag(config=True)
    instructions = Unicode(None, allow_none=True, help="How to say it, for models that take direction.").tag(
        config=True
    )
    service = Unicode(
        None, allow_none=True, help="onerouter, openai, builtin or a base URL; its key is in the environment."
    ).tag(config=True)

    def script_of(self, notebook: NotebookNode, resources: Any) -> Script:
        """Return what is to be said of a notebook."""
        name = (resources or {}).get("metadata", {}).get("name", "")
        script = write_script(notebook, code_mode=self.code, name=name)
        if not script.sections:
            raise ConversionException(f"There is nothing to say in {name or 'the notebook'}.")
        return script

    def spoken(self, script: Script, tell: Callable[[str], None]) -> Recording:
        """Have a script spoken."""
        with _Progress(tell) as progress:
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
                    handling={"play": False, "listener": progress},
                )
            except SpeechError as error:
                raise ConversionException(str(error)) from error


class SpeechExporter(Narration, Exporter):
    """Exports a notebook as speech."""

    export_from_notebook = "Speech"
    output_mimetype = FORMATS["mp3"].mimetype

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return FORMATS[check_response_format(self.response_format)].suffixes[0]

    def from_notebook_node(  # type: ignore[override]  # its exporters return texts
        self, nb: NotebookNode, resources: Any = None, **settings: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the sound of a notebook; the captions, the chapters and the script are among its resources.

        Parameters
        ----------
        nb : NotebookNode
            The notebook.
        resources : dict, optional
            What nbconvert knows of it.
        **settings
            As nbconvert hands them on.

        Returns
        -------
        bytes
            The sound.
        dict
            The resources; those under ``outputs`` are written beside the sound.

        Raises
        ------
        ConversionException
            It cannot be spoken.
        """
        notebook, resources = super().from_notebook_node(nb, resources, **settings)
        script = self.script_of(notebook, resources)
        recording = self.spoken(script, self.log.warning)
        name = resources.get("unique_key") or resources.get("metadata", {}).get("name") or "notebook"
        name = f"./{name}"  # nbconvert's writer takes no file without a folder
        resources["outputs"] = {
            **resources.get("outputs", {}),
            f"{name}.vtt": recording.captions().encode(),
            f"{name}.chapters.vtt": chapters_track(recording.chapters).encode(),
            f"{name}.script.md": marked_script(recording).encode(),
        }
        return _Sound(recording.data), resources


class _Sound(bytes):
    """Bytes that Jupyter's server can put into an archive: it takes every export for a text."""

    __slots__ = ()

    def encode(self, *_: str) -> bytes:
        return self


class _Progress(TerminalProgress):
    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def on_notice(self, message: str) -> None:
        self._tell(message)
