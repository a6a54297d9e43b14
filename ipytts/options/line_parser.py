"""A parser for the line behind the name of a magic."""

from __future__ import annotations

import argparse
import difflib
import re
from typing import TYPE_CHECKING, Any, NoReturn

from ipytts.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


# A word is a run of plain characters and quoted stretches; a backslash is no escape, as in Windows' paths.
_WORD = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)(?P<open>["'])?""")

_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")

_OPTION = re.compile(r"--?[^\W\d]|--$")  # "-5 degrees" and "- an item" are text


class OptionParser(argparse.ArgumentParser):
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
        self._takes_value: dict[str, bool] = {}
        #: What may stand in front of the options, for Tab to offer.
        self.first_words: tuple[str, ...] = ()

    @property
    def options(self) -> Mapping[str, argparse.Action]:
        """The options, each under its short name and its long one."""
        return self._option_string_actions

    def add(self, *names: str, **settings: Any) -> None:
        """Add an option; as `add_argument`."""
        action = self.add_argument(*names, **settings)
        self._takes_value.update(dict.fromkeys(action.option_strings, action.nargs != 0))

    def parse_line(self, line: str, fill: Callable[[str], str]) -> tuple[argparse.Namespace, str]:
        """Return the options that `line` begins with, and the text after them, as it stands.

        Parameters
        ----------
        line : str
            What stands behind the magic's name.
        fill : callable
            Makes of each option's value what is meant, unless ``--raw`` is given.

        Raises
        ------
        InvalidRequestError
            An option is not known or lacks its value; the message suggests the right one.
        """
        words, rest = self._split(line)
        if "--raw" not in words:
            words = [fill(word) for word in words]
        return self.parse_args(words), rest

    def _split(self, line: str) -> tuple[list[str], str]:
        words: list[str] = []
        place = 0
        while (found := _WORD.match(line, place)) and _OPTION.match(found[1]):
            place = found.end()
            if found[1] == "--":
                break
            name, has_value, _ = found[1].partition("=")
            self._check_known(name)
            self._check_closed(name, found)
            words.append(_unquoted(found[1]))
            if self._takes_value[name] and not has_value:
                found = _WORD.match(line, place)
                if found is None:
                    self.error(f"{name} needs a value, and a quote an end")
                self._check_closed(name, found)
                # Joined to its option, so that no value is taken for an option itself.
                words[-1] = f"{name}={_unquoted(found[1])}"
                place = found.end()
        return words, line[place:].strip()

    def _check_closed(self, name: str, found: re.Match[str]) -> None:
        if found["open"]:
            self.error(f"a quote in the value of {name} is not closed")

    def _check_known(self, name: str) -> None:
        if name not in self._takes_value:
            near = difflib.get_close_matches(name, self._takes_value, n=1)
            hint = f"did you mean {near[0]}?" if near else f"{self.prog} --help lists them."
            raise InvalidRequestError(
                f"{self.prog} has no option {name}: {hint} (Write -- before a text that begins so.)"
            )

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the line."""
        raise InvalidRequestError(f"{self.prog}: {message}. {self.prog} --help tells more.")


def _unquoted(word: str) -> str:
    return _QUOTED.sub(lambda quoted: quoted[1] or quoted[2] or "", word)
