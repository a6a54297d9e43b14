"""Loading and unloading: all magics, with their completion, input transformers and event callbacks."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from ipytts.config import SpeechDefaults
from ipytts.errors import SpeechError
from ipytts.magics import completion
from ipytts.magics.alt_text_magics import AltTextMagics
from ipytts.magics.cell_speech import NoticePrinter
from ipytts.magics.input_transformers import keep_speak_text, rewrite_speak_lines
from ipytts.magics.narrate_magics import NarrateMagics
from ipytts.magics.speak_magics import SpeakMagics
from ipytts.options.magic_parsers import alt_text_parser, autonarrate_parser, narrate_parser, speak_parser
from ipytts.playback.announcements import is_for_reader
from ipytts.playback.front_end import FrontEnd, current_front_end
from ipytts.playback.notebook_page import CellRuns
from ipytts.services.named_services import BUILTIN
from ipytts.services.service_selection import find_service

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add the magics and ``%config SpeechDefaults`` to a shell; called by ``%load_ext ipytts``."""
    unload_ipython_extension(shell)
    _add_defaults(shell)
    notices = NoticePrinter()
    speak, narrate = SpeakMagics(shell, notices), NarrateMagics(shell, notices)
    shell.register_magics(speak, narrate, AltTextMagics(shell))
    completion.register(shell, "speak", speak_parser)
    completion.register(shell, "narrate", narrate_parser)
    completion.register(shell, "autonarrate", autonarrate_parser)
    completion.register(shell, "alttext", alt_text_parser)
    shell.events.register("pre_run_cell", narrate.start_cell)
    shell.events.register("post_run_cell", narrate.end_cell)
    _warm_up_after_first_cell(shell)
    CellRuns.of(shell)  # registered last, so that its callback at the end of a cell runs after the narration
    transformers = shell.input_transformers_cleanup
    transformers[:] = [keep_speak_text, *transformers, narrate.remove_narrate_line, rewrite_speak_lines]


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Remove what `load_ipython_extension` added; called by ``%unload_ext ipytts``."""
    for name in ("speak", "narrate", "autonarrate", "alttext"):
        for magics in shell.magics_manager.magics.values():
            magics.pop(name, None)
        completion.unregister(shell, name)
    registry = shell.magics_manager.registry
    for magics_class in (SpeakMagics, NarrateMagics, AltTextMagics):
        magics = registry.pop(magics_class.__name__, None)
        if isinstance(magics, AltTextMagics):
            magics.end()
    _remove_ours(shell.input_transformers_cleanup)
    for event in ("pre_run_cell", "post_run_cell"):
        _remove_ours(shell.events.callbacks[event])
    CellRuns.of(shell).end()
    shell.configurables[:] = [c for c in shell.configurables if not isinstance(c, SpeechDefaults)]


def _add_defaults(shell: InteractiveShell) -> None:
    is_older = SpeechDefaults.initialized()  # created by `speak` before the extension was loaded
    defaults = SpeechDefaults.instance(parent=shell)
    if is_older and defaults.parent is not shell:
        defaults.parent = shell
        defaults.config = shell.config
    configurables: list[Any] = shell.configurables
    configurables.append(defaults)


def _remove_ours(callbacks: list[Any]) -> None:
    prefix = f"{__package__}."
    callbacks[:] = [each for each in callbacks if not str(getattr(each, "__module__", "")).startswith(prefix)]


def _warm_up_after_first_cell(shell: InteractiveShell) -> None:
    """Load the built-in voice in the background after the first cell, if it is the one that will speak."""

    def end_cell(_: object) -> None:
        with contextlib.suppress(ValueError):  # the cell has unloaded the extension
            shell.events.unregister("post_run_cell", end_cell)
        # It would delay the end of a program that runs a notebook; for a screen reader, results are text.
        if current_front_end() is FrontEnd.PROGRAM or is_for_reader():
            return
        with contextlib.suppress(SpeechError):
            if find_service(SpeechDefaults.instance().service) is BUILTIN:
                from ipytts.services.builtin_voice import warm_up

                warm_up()

    shell.events.register("post_run_cell", end_cell)
