"""The magic ``%alttext``, and the setting that it switches."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from IPython.core.magic import Magics, line_magic, magics_class, no_var_expand

from ipytts.config import SpeechDefaults
from ipytts.description.author_words import has_author_words
from ipytts.errors import InvalidRequestError
from ipytts.magics.magic_help import with_help_of
from ipytts.options.magic_parsers import alt_text_parser

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

_REPORTS = {
    None: "Charts get no alternative text. %alttext on turns it on.",
    "on": "Charts that cells show get alternative text.",
    "text": "Charts that cells show get alternative text, and a description and a table below them.",
}


@magics_class
class AltTextMagics(Magics):
    """``%alttext``."""

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._defaults = SpeechDefaults.instance()
        self._defaults.observe(self._switch, "alt_text")
        self._switch()

    @no_var_expand
    @line_magic
    @with_help_of(alt_text_parser)
    def alttext(self, line: str) -> None:
        """Give charts alternative text; ``%alttext --help`` shows the options."""
        options, mode = alt_text_parser().parse_line(line, str)
        if options.help:
            print(alt_text_parser().format_help())  # noqa: T201 - the requested output
            return
        if mode and mode not in alt_text_parser().first_words:
            raise InvalidRequestError(f"%alttext {mode} is not possible: write on, off or text.")
        if mode:
            self._defaults.alt_text = None if mode == "off" else mode
        print(_REPORTS[self._defaults.alt_text])  # noqa: T201 - for a person

    def end(self) -> None:
        """Leave outputs as they are from now on."""
        self._defaults.unobserve(self._switch, "alt_text")
        self._turn_off()

    def _switch(self, _: Any = None) -> None:
        if self._defaults.alt_text is not None or has_author_words():
            from ipytts.alt_text.chart_outputs import ChartOutputs

            ChartOutputs.of(self._shell).start()
        else:
            self._turn_off()

    def _turn_off(self) -> None:
        if module := sys.modules.get("ipytts.alt_text.chart_outputs"):  # else nothing has turned it on
            module.ChartOutputs.of(self._shell).stop()
