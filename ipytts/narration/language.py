"""Find the language of a notebook, and say where the voice does not speak it."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from typing import Any

from ipytts.description.documents.markdown.front_matter import notebook_front_matter
from ipytts.description.documents.notebook_json import as_mapping
from ipytts.description.documents.passages import Passage
from ipytts.services.english_text import is_foreign
from ipytts.services.spoken_languages import ENGLISH, LANGUAGES, find_code, language_of_voice, who_speaks
from ipytts.synthesis.plan import Plan

_PROSE = ("text", "heading", "quotation")  # roles with words of the author
_MIN_LETTERS = 20
_MAX_LETTERS = 5_000  # as more text changes nothing
_MIN_MARGIN = 10.0  # nats; names of people and code in English reach 3.4
# Labels of the detector that stand for no language, or for one that is written like another.
_NOT_APART = ("ary", "arz", "pcm", "wuu", "yue", "zxx")


def stated_language(notebook: Mapping[str, Any]) -> str | None:
    r"""Return the code of the language that a loaded notebook says it has, if it does.

    In its metadata these are ``language_code``, ``lang`` and ``language``, and the language that the
    extension nbTranslate shows; in front matter, as Quarto has it, ``lang``.

    Examples
    --------
    >>> stated_language({"metadata": {"lang": "de-AT"}})
    'de'
    >>> stated_language({"metadata": {}, "cells": [{"cell_type": "raw", "source": "---\nlang: fr\n---"}]})
    'fr'
    """
    metadata = as_mapping(notebook.get("metadata"))
    translate = as_mapping(metadata.get("nbTranslate"))
    matter = notebook_front_matter(notebook)
    candidates = (
        metadata.get("language_code"),
        metadata.get("lang"),
        metadata.get("language"),
        matter.get("lang"),
        matter.get("language"),
        *_shown_languages(translate),
    )
    return next(filter(None, map(find_code, candidates)), None)


def _shown_languages(translate: Mapping[str, Any]) -> list[object]:
    """Return the language that nbTranslate shows, if it is only one."""
    shown = translate.get("displayLangs")
    return shown if isinstance(shown, list) and len(shown) == 1 and shown != ["*"] else []


def detect_language(passages: Iterable[Passage]) -> str | None:
    """Return the code of the language of the author's words; None if that is not certain.

    The extra ``language`` must be installed: py3langid.
    """
    text = _prose(passages)
    if sum(map(str.isalpha, text)) < _MIN_LETTERS or importlib.util.find_spec("py3langid") is None:
        return None
    from py3langid import rank

    ranked = [(label, float(score)) for label, score in rank(text) if label not in _NOT_APART]
    (label, best), (_, second) = ranked[:2]
    return find_code(label) if best - second >= _MIN_MARGIN else None


def _prose(passages: Iterable[Passage]) -> str:
    words = "\n".join(passage.text for passage in passages if passage.role in _PROSE)
    return words[:_MAX_LETTERS]


def describe_foreign(passages: Iterable[Passage], language: str | None) -> str:
    """Return why the built-in voice cannot speak a notebook; empty if most words are in Latin letters."""
    if language == ENGLISH or not is_foreign(_prose(passages)):
        return ""
    name = f"in {LANGUAGES[language]}" if language else "not in Latin letters"
    return (
        f"This notebook is {name}; the built-in voice speaks English, and can say hardly anything of it.\n"
        f"{who_speaks(language)}\nWith `--language en` it speaks what it can."
    )


def describe_other_language(language: str | None, planned: Plan) -> str:
    """Return a notice if the voices of a plan do not speak the language of a notebook; empty if they may.

    Examples
    --------
    >>> from ipytts.synthesis.plan import plan
    >>> print(describe_other_language("de", plan("Das Ergebnis.", service="builtin")))
    This notebook is in German; the built-in voice speaks English.
    OpenAI's models speak it: set ONEROUTER_API_KEY and use `--service onerouter`.
    """
    if language is None or not (speaker := _other_speaker(language, planned)):
        return ""
    return f"This notebook is in {LANGUAGES[language]}; {speaker}.\n{who_speaks(language)}"


def _other_speaker(language: str, planned: Plan) -> str:
    """Return who does not speak a language, and what instead; empty if all may speak it."""
    service = planned.service
    if service.is_builtin:
        return "" if language == ENGLISH else "the built-in voice speaks English"
    is_default = planned.request.model == service.model().name
    if service.languages is not None and is_default and language not in service.languages:
        return f"{service.name} does not speak it"
    for voice in dict.fromkeys(step.request.voice for step in planned.steps):
        own = language_of_voice(voice)
        if own not in (None, language):
            return f"the voice {voice} speaks {LANGUAGES[own]}"
    return ""
