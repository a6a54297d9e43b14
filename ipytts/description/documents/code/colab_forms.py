"""Describe the forms of Colab: comments such as ``#@title`` and ``#@param``, which it shows as a form."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ipytts.description.documents.speakable.speakable_text import as_sentence, to_speakable
from ipytts.description.wording import grammar, phrases, plain_text
from ipytts.description.wording.phrase import join_some

_TITLE = re.compile(r"^#[ \t]*@title[ \t]*(.*)$", re.MULTILINE)
_TEXT = re.compile(r"^#[ \t]*@markdown[ \t]*(.*)$", re.MULTILINE)
_SETTING = re.compile(r"^(\w+)\s*=\s*(.+?)\s*#\s*@param\b.*$", re.MULTILINE)
_OPTIONS = re.compile(r"\s*\{.*\}\s*\Z")
_LICENSE = re.compile(r"licen[cs]ed? under|\bcopyright\b|\blicense\b", re.IGNORECASE)
_MARKUP = re.compile(r"[*`]+|\b_+|_+\b")
_MAX_SETTINGS = 6
_MAX_LENGTH = 500  # characters


def describe_form(source: str) -> str:
    r"""Return the title, the texts and the settings of a form; empty for code without one.

    Examples
    --------
    >>> describe_form('#@title Load the model { run: "auto" }\nsteps = 50  #@param {type: "integer"}')
    'Load the model: steps is 50.'
    """
    title = to_speakable(_OPTIONS.sub("", found[1])) if (found := _TITLE.search(source)) else ""
    if _LICENSE.search(title):
        title = ""
    texts = [to_speakable(_MARKUP.sub("", text.lstrip("# "))) for text in _TEXT.findall(source)]
    settings = str(join_some(list(_settings(source)), _MAX_SETTINGS, "setting"))
    opening = f"{title.rstrip(':.')}: {settings}" if title and settings else title or settings
    words = [as_sentence(part) for part in (opening, *texts) if plain_text.has_words(part)]
    return plain_text.shorten(grammar.paragraph(*words), _MAX_LENGTH) if words else ""


def _settings(source: str) -> Iterator[str]:
    for name, text in _SETTING.findall(source):
        try:
            value = ast.literal_eval(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            yield f"{to_speakable(name)} is {to_speakable(text)}"
            continue
        words = {True: "on", False: "off", "": "empty"}.get(value) if isinstance(value, bool | str) else ""
        yield f"{to_speakable(name)} is {words or phrases.value(value)}"
