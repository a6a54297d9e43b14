"""``jupyter nbconvert --to speech``: a notebook as sound, with captions, chapters and script beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbconvert.exporters import Exporter
from traitlets import default

from ipytts.audio.response_formats import DEFAULT_FORMAT, FORMATS
from ipytts.nbconvert.narration_traits import NarrationTraits

if TYPE_CHECKING:
    from nbformat import NotebookNode


class SpeechExporter(NarrationTraits, Exporter):
    """Exports a notebook as speech."""

    export_from_notebook = "Speech"
    output_mimetype = FORMATS[DEFAULT_FORMAT].mimetype

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return FORMATS[self.response_format].suffixes[0]

    def from_notebook_node(  # type: ignore[override]  # other exporters return text
        self, nb: NotebookNode, resources: Any = None, **settings: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the sound of a notebook, and the resources.

        The resources under ``outputs`` are the captions, chapters and script, to be written beside the sound.

        Raises
        ------
        ConversionException
            The notebook cannot be spoken.
        """
        notebook, resources = super().from_notebook_node(nb, resources, **settings)
        recording = self.speak(self.build_script(notebook, resources), self.log.warning)
        name = resources.get("unique_key") or resources.get("metadata", {}).get("name") or "notebook"
        name = f"./{name}"  # nbconvert's writer needs a folder
        resources["outputs"] = {
            **resources.get("outputs", {}),
            f"{name}.vtt": recording.captions().encode(),
            f"{name}.chapters.vtt": recording.chapters_track().encode(),
            f"{name}.script.md": recording.marked_script().encode(),
        }
        return _Sound(recording.data), resources


class _Sound(bytes):
    """Bytes with the method `encode`, which Jupyter's server calls on every export that it archives."""

    __slots__ = ()

    def encode(self, *_: str) -> bytes:
        return self
