"""What Tab offers behind our magics: the names of options, and their values."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from IPython.core import completer

from ipytts.audio.names import FORMATS
from ipytts.config import SpeechDefaults
from ipytts.options.speech_options import DETAILS
from ipytts.services.service import BUILTIN, MODELS, SERVICES, VOICES, builtin_is_installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import SimpleNamespace

    from IPython.core.completer import CompletionContext, SimpleMatcherResult
    from IPython.core.interactiveshell import InteractiveShell

    from ipytts.options.line_parser import OptionParser

_HOOK = "complete_command"
# A word as `OptionParser` sees it, but the last quote may still be open.
_WORD = re.compile(r"""(?:"[^"]*"?|'[^']*'?|[^\s"'])+""")
_KEY_VARIABLE = re.compile("[A-Z0-9_]*(KEY|TOKEN)")
_ENDINGS = tuple(suffix for known in FORMATS.values() for suffix in known.suffixes)


def complete_options(parser: OptionParser, before: str) -> tuple[str, list[str]]:
    """Return the word that is being typed, without quotes, and the words that may stand in its place.

    No server and no keyring is asked; where nothing is known, nothing is offered.

    Parameters
    ----------
    parser : OptionParser
        Knows the options.
    before : str
        What stands between the name of the magic and the cursor.

    Examples
    --------
    >>> from ipytts.options.line_parser import OptionParser
    >>> from ipytts.options.speech_options import add_speech_options
    >>> parser = OptionParser("%%speak")
    >>> add_speech_options(parser.add)
    >>> complete_options(parser, " --service openai --voice co")
    ('co', ['coral'])
    >>> complete_options(parser, " --form")
    ('--form', ['--format'])
    """
    words = _WORD.findall(before)
    word = words.pop() if words and before.endswith(words[-1]) else ""
    if not words and not word.startswith("-"):
        return word, _matching(word, parser.first_words)
    read = _read(parser, words[1:] if parser.first_words and words and words[0][0] != "-" else words)
    if read is None:
        return word, []
    given, awaiting = read
    if not awaiting:
        name, equals, value = word.partition("=")
        if not equals:
            return word, _matching(word, parser.options if word.startswith("-") else ())
        if name not in parser.options:
            return word, []
        awaiting, word = parser.options[name].dest, value
    typed = _unquoted(word)
    offers = _paths(typed, quoted=typed != word) if awaiting == "output" else _values(awaiting, given)
    return typed, _matching(typed, offers)


def _read(parser: OptionParser, words: list[str]) -> tuple[dict[str, str], str] | None:
    """Return the options that are given, and the one whose value comes next; None if text follows."""
    given: dict[str, str] = {}
    awaiting = ""
    for word in words:
        if awaiting:
            given[awaiting], awaiting = _unquoted(word), ""
            continue
        name, equals, value = word.partition("=")
        if name not in parser.options:
            return None
        option = parser.options[name]
        if equals:
            given[option.dest] = _unquoted(value)
        elif option.nargs != 0:
            awaiting = option.dest
    return given, awaiting


def register(shell: InteractiveShell, magic: str, parser: OptionParser) -> None:
    """Complete the options of a magic, in its line form and its cell form."""

    def offers(line: str, symbol: str) -> list[str]:
        found = re.match(rf"\s*%{{0,2}}{magic}(?=\s)", line)
        if not found:
            return []
        word, whole = complete_options(parser, line[found.end() :])
        # Of 'my talk' in quotes, IPython replaces the last word alone.
        return [offer[max(len(word) - len(symbol), 0) :] for offer in whole]

    def hook(_: InteractiveShell, event: SimpleNamespace) -> list[str]:
        return offers(event.text_until_cursor, event.symbol)

    unregister(shell, magic)
    for key in _keys(magic):
        shell.set_hook(_HOOK, hook, str_key=key)
    if hasattr(completer, "context_matcher"):  # IPython 8.6 and later
        shell.Completer.custom_matchers.append(_matcher(magic, offers))


def unregister(shell: InteractiveShell, magic: str) -> None:
    """Take away what `register` brought, and nothing else."""
    dispatch = shell.strdispatchers[_HOOK]
    for key in _keys(magic):
        if key in dispatch.strs:
            hooks = dispatch.strs[key].chain
            hooks[:] = [(order, hook) for order, hook in hooks if hook.__module__ != __name__]
    matchers = shell.Completer.custom_matchers
    matchers[:] = [m for m in matchers if getattr(m, "matcher_identifier", None) != f"ipytts.{magic}"]


def _matcher(magic: str, offers: Callable[[str, str], list[str]]) -> Callable[..., SimpleMatcherResult]:
    """Return what keeps Python's names out: IPython shows them in front of what a hook offers."""

    def matcher(context: CompletionContext) -> SimpleMatcherResult:
        found = offers(context.text_until_cursor, context.token)
        completions = [completer.SimpleCompletion(offer, type="param") for offer in found]
        return {"completions": completions, "ordered": True, "suppress": bool(found)}

    decorated: Callable[..., SimpleMatcherResult] = completer.context_matcher(identifier=f"ipytts.{magic}")(
        matcher
    )
    return decorated


def _keys(magic: str) -> tuple[str, str]:
    return f"%{magic}", f"%%{magic}"


def _matching(word: str, offers: Iterable[str]) -> list[str]:
    return [offer for offer in offers if offer.lower().startswith(word.lower())]


def _values(option: str, given: Mapping[str, str]) -> Iterable[str]:
    """Return the values that are known for an option."""
    if option == "voice":
        return BUILTIN.voices if _asks_builtin(given) else VOICES
    if option == "model":
        return BUILTIN.models if _asks_builtin(given) else MODELS
    if option == "key_env":
        return sorted(filter(_KEY_VARIABLE.fullmatch, os.environ))
    return {"format": tuple(FORMATS), "service": SERVICES, "detail": DETAILS}.get(option, ())


def _asks_builtin(given: Mapping[str, str]) -> bool:
    """Tell whether the built-in voice would speak; no key is looked for, as that may open a keyring."""
    choice = given.get("service") or SpeechDefaults.instance().service or os.environ.get("IPYTTS_SERVICE")
    if not choice:
        return builtin_is_installed() and not os.environ.get("ONEROUTER_API_KEY")
    return choice in (BUILTIN.name, BUILTIN.base_url)


def _paths(start: str, *, quoted: bool) -> list[str]:
    """Return the folders and the audio files whose paths begin so."""
    cut = max(start.rfind("/"), start.rfind(os.sep)) + 1
    folder, name = start[:cut], start[cut:]
    offers = []
    with suppress(OSError, RuntimeError):  # there is no such folder, or no home
        for path in sorted(Path(folder).expanduser().iterdir()):
            is_hidden = path.name.startswith(".") and not name.startswith(".")
            is_folder = path.is_dir()
            if not is_hidden and (is_folder or path.suffix in _ENDINGS):
                offers.append(folder + path.name + "/" * is_folder)
    return offers if quoted else [offer for offer in offers if not re.search(r"[\s'\"]", offer)]


def _unquoted(word: str) -> str:
    return word.replace('"', "") if word.startswith('"') else word.replace("'", "")
