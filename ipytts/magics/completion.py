"""Tab completion of the magics' options and their values."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from IPython.core import completer

from ipytts.audio.response_formats import FORMATS
from ipytts.options.known_values import known_values

if TYPE_CHECKING:
    import argparse

    from IPython.core.completer import CompletionContext, SimpleMatcherResult
    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.options.line_parser import LineParser

_HOOK = "complete_command"
# A word as `LineParser` reads it, but the last quote may still be open.
_WORD = re.compile(r"""(?:"[^"]*"?|'[^']*'?|[^\s"'])+""")
_EXTENSIONS = tuple(suffix for known in FORMATS.values() for suffix in known.suffixes)


def complete_options(parser: LineParser, before: str) -> tuple[str, list[str]]:
    """Return the word at the cursor, without quotes, and its completions.

    `before` is the line between the name of the magic and the cursor. No server and no keyring is queried.

    Examples
    --------
    >>> from ipytts.options.magic_parsers import speak_parser
    >>> complete_options(speak_parser(), " --service openai --voice co")
    ('co', ['coral'])
    >>> complete_options(speak_parser(), " --form")
    ('--form', ['--format'])
    """
    words = _WORD.findall(before)
    word = words.pop() if words and before.endswith(words[-1]) else ""
    if not words and not word.startswith("-"):
        return word, _matching(word, parser.first_words)
    parsed = _parse(parser, words[1:] if parser.first_words and words and words[0][0] != "-" else words)
    if parsed is None:
        return word, []
    given, option = parsed
    if option is None:
        name, equals, value = word.partition("=")
        if not equals:
            return word, _matching(word, parser.options if word.startswith("-") else ())
        if name not in parser.options:
            return word, []
        option, word = parser.options[name], value
    typed = _unquote(word)
    if option.dest == "output":
        return typed, _matching(typed, _audio_paths(typed, is_quoted=typed != word))
    return typed, _matching(typed, _values(option, given))


def _parse(parser: LineParser, words: list[str]) -> tuple[dict[str, str], argparse.Action | None] | None:
    """Return the given options, and the option that still needs its value; None if text follows."""
    given: dict[str, str] = {}
    open_option: argparse.Action | None = None
    for word in words:
        if open_option is not None:
            given[open_option.dest], open_option = _unquote(word), None
            continue
        name, equals, value = word.partition("=")
        if name not in parser.options:
            return None
        option = parser.options[name]
        if equals:
            given[option.dest] = _unquote(value)
        elif option.nargs != 0:
            open_option = option
    return given, open_option


def register(shell: InteractiveShell, magic: str, parser: Callable[[], LineParser]) -> None:
    """Complete the options of a magic, in its line form and its cell form."""

    def complete(line: str, symbol: str) -> list[str]:
        found = re.match(rf"\s*%{{0,2}}{magic}(?=\s)", line)
        if not found:
            return []
        word, completions = complete_options(parser(), line[found.end() :])
        # Of 'my talk' in quotes, IPython replaces the last word alone.
        return [completion[max(len(word) - len(symbol), 0) :] for completion in completions]

    def hook(_: InteractiveShell, event: SimpleNamespace) -> list[str]:
        return complete(event.text_until_cursor, event.symbol)

    unregister(shell, magic)
    for key in _keys(magic):
        shell.set_hook(_HOOK, hook, str_key=key)
    if hasattr(completer, "context_matcher"):  # IPython 8.6 and later
        shell.Completer.custom_matchers.append(_matcher(magic, complete))


def unregister(shell: InteractiveShell, magic: str) -> None:
    """Remove what `register` added, and nothing else."""
    dispatch = shell.strdispatchers[_HOOK]
    for key in _keys(magic):
        if key in dispatch.strs:
            hooks = dispatch.strs[key].chain
            hooks[:] = [(order, hook) for order, hook in hooks if hook.__module__ != __name__]
    matchers = shell.Completer.custom_matchers
    matchers[:] = [m for m in matchers if getattr(m, "matcher_identifier", None) != f"ipytts.{magic}"]


def _matcher(magic: str, complete: Callable[[str, str], list[str]]) -> Callable[..., SimpleMatcherResult]:
    """Return a matcher that suppresses all others: IPython shows Python's names before those of a hook."""

    def matcher(context: CompletionContext) -> SimpleMatcherResult:
        found = complete(context.text_until_cursor, context.token)
        completions = [completer.SimpleCompletion(text, type="param") for text in found]
        return {"completions": completions, "ordered": True, "suppress": bool(found)}

    decorated: Callable[..., SimpleMatcherResult] = completer.context_matcher(identifier=f"ipytts.{magic}")(
        matcher
    )
    return decorated


def _keys(magic: str) -> tuple[str, str]:
    return f"%{magic}", f"%%{magic}"


def _matching(word: str, candidates: Iterable[str]) -> list[str]:
    return [candidate for candidate in candidates if candidate.lower().startswith(word.lower())]


def _values(option: argparse.Action, given: Mapping[str, str]) -> Iterable[str]:
    return option.choices if option.choices is not None else known_values(option.dest, given)


def _audio_paths(start: str, *, is_quoted: bool) -> list[str]:
    """Return the folders and audio files whose paths start with a text."""
    cut = max(start.rfind("/"), start.rfind(os.sep)) + 1
    folder, name = start[:cut], start[cut:]
    paths = []
    with suppress(OSError, RuntimeError):  # there is no such folder, or no home
        for path in sorted(Path(folder).expanduser().iterdir()):
            is_hidden = path.name.startswith(".") and not name.startswith(".")
            is_folder = path.is_dir()
            if not is_hidden and (is_folder or path.suffix in _EXTENSIONS):
                paths.append(folder + path.name + "/" * is_folder)
    return paths if is_quoted else [path for path in paths if not re.search(r"[\s'\"]", path)]


def _unquote(word: str) -> str:
    return word.replace('"', "") if word.startswith('"') else word.replace("'", "")
