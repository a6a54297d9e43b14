"""A parser for the line of a magic: options first, then text."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from ipytts.config import SETTINGS
from ipytts.errors import InvalidRequestError

# A word is a run of plain characters and quoted stretches; a backslash is no escape, as in Windows' paths.
_WORD = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)(?P<open>["'])?""")

_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")

_OPTION = re.compile(r"--?[^\W\d]|--$")  # "-5 degrees" and "- an item" are text


class LineParser(argparse.ArgumentParser):
    """An `argparse.ArgumentParser` for the line of a magic.

    Options come first and are never abbreviated; what follows them, or ``--``, is text.
    """

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(
            prog=prog,
            allow_abbrev=False,
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **settings,
        )
        #: Words that can stand before the options; Tab completes them.
        self.first_words: tuple[str, ...] = ()

    @property
    def options(self) -> Mapping[str, argparse.Action]:
        """The options, each under its short name and its long one."""
        return self._option_string_actions

    def parse_line(self, line: str, interpolate: Callable[[str], str]) -> tuple[argparse.Namespace, str]:
        """Return the options at the start of a line, and the text after them, unchanged.

        Parameters
        ----------
        line : str
            What follows the name of the magic.
        interpolate : callable
            Replaces the expressions in the value of an option, unless ``--raw`` is given.

        Raises
        ------
        InvalidRequestError
            An option is unknown or lacks its value; the message suggests the right one.
        """
        words, text = self._split(line)
        if "--raw" not in words:
            words = [interpolate(word) for word in words]
        return self.parse_args(words), text

    def _split(self, line: str) -> tuple[list[str], str]:
        words: list[str] = []
        end = 0
        while (found := _WORD.match(line, end)) and _OPTION.match(found[1]):
            end = found.end()
            if found[1] == "--":
                break
            name, equals, _ = found[1].partition("=")
            self._check_known(name)
            self._check_closed(name, found)
            words.append(_unquote(found[1]))
            if self.options[name].nargs != 0 and not equals:
                found = _WORD.match(line, end)
                if found is None:
                    self.error(f"{name} needs a value; a quote must be closed")
                self._check_closed(name, found)
                # Joined to its option, so that no value is taken for an option itself.
                words[-1] = f"{name}={_unquote(found[1])}"
                end = found.end()
        return words, line[end:].strip()

    def _check_closed(self, name: str, found: re.Match[str]) -> None:
        if found["open"]:
            self.error(f"a quote in the value of {name} is not closed")

    def _check_known(self, name: str) -> None:
        if name not in self.options:
            import difflib

            near = difflib.get_close_matches(name, self.options, n=1)
            hint = f"did you mean {near[0]}?" if near else f"{self.prog} --help lists all options."
            if (setting := name.lstrip("-").replace("-", "_")) in SETTINGS and SETTINGS[setting].has_trait:
                hint = f"%config SpeechDefaults.{setting} sets it for all cells."
            raise InvalidRequestError(
                f"{self.prog} has no option {name}: {hint} (Write -- before a text that starts with a dash.)"
            )

    def error(self, message: str) -> NoReturn:
        """Raise an error for this line."""
        raise InvalidRequestError(f"{self.prog}: {message}. See {self.prog} --help.")


def _unquote(word: str) -> str:
    return _QUOTED.sub(lambda quoted: quoted[1] or quoted[2] or "", word)
