"""Find the title of a notebook: what says best what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ipytts.description.documents.licenses import is_license
from ipytts.description.documents.markdown import markdown
from ipytts.description.documents.markdown.front_matter import notebook_front_matter
from ipytts.description.documents.notebook_json import as_mapping, as_mappings, as_text
from ipytts.description.documents.passages import Passage, Section
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording.plain_text import has_words

# Headings that stand in many notebooks, whatever they are about.
_OBJECTS = r"(?:librar(?:y|ies)|packages?|modules?|dependencies|data|data ?sets?)"
_DETERMINERS = r"(?:(?:the|all|of|some|our|necessary|needed|required|relevant|python|r|and)\s+)*"
_GENERAL = re.compile(
    rf"(?:[\d.:)]+\s+)?(?:(?:import(?:ing|s)?|install(?:ing)?|load(?:ing)?) {_DETERMINERS}{_OBJECTS}"
    r"(?: and \w+)?"
    rf"|imports?|importing|{_OBJECTS}|set ?up|installation|install|usage|basics|environment|overview"
    r"|introduction|intro|einleitung|introducción|introdução|requirements?|pre-?requisites?|preliminaries"
    r"|preparations?|getting started|quick ?start|abstract|summary|background|motivation|aims?"
    r"|(?:learning )?(?:objectives?|outcomes|goals?)|(?:table of )?contents?|toc|outline|agenda|index"
    r"|examples?|config(?:uration)?|parameters?|settings|finally\b.*|conclusions?|references|acknowledge?ments?"
    r"|exercises?|solutions?|homework|notes?|warning|disclaimer|welcome|hello|read ?me|description"
    r"|about(?: this notebook)?|instructions|helpers?|(?:(?:helper |utility )?functions)|util(?:itie)?s)\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:part|step|section|exercise|task|question|problem|q)\s*(?:\d|[ivx]+\b|one\b).*|\d.*", re.IGNORECASE
)
_BOLD_LINE = re.compile(
    r"\s*(?:<center>\s*)?(?:(\*\*|__)(?P<marked>[^*\n]+?)\1|<(?:b|strong)>(?P<tagged>[^<\n]+)</(?:b|strong)>)"
    r"(?:\s*</center>)?\s*(?:\n|\Z)"
)
_NO_TITLE = re.compile(
    r"(?:untitled|notebook|index|main|read ?me|test|copy|draft|new|demo|example|script|report|final|nb)?"
    r"(?: ?(?:copy|\d+))*",
    re.IGNORECASE,
)
_NUMBER_BEFORE_NAME = re.compile(r"\A\d{1,3}(?:[._-]\d{1,3})*[a-z]?[._ -]+(?=[^\W\d])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_SMALL = 3  # the level from which a heading above an H1 is no title
_VERY_SMALL = 5  # that from which no heading is a title


def find_title(
    notebook: Mapping[str, Any], sections: Sequence[Section], name: str = "", title: str | None = None
) -> str:
    """Return the title of a loaded notebook with these sections; `title` is that of its settings.

    It is that of its metadata or front matter; or else a heading, unless that stands in many notebooks, as
    "Setup" does; or else a first line in bold type; or else the name of the file.

    Examples
    --------
    >>> find_title({}, [Section("Setup", 2), Section("Results", 2)], "03_bird_bills")
    'bird bills'
    >>> find_title({}, [Section("Bird bills", 1), Section("Setup", 2)], "03_bird_bills")
    'Bird bills'
    """
    given = to_speakable(title or as_text(as_mapping(notebook.get("metadata")).get("title")))
    given = given or _words(notebook_front_matter(notebook).get("title", ""))
    headings = [(section.heading, section.level) for section in sections if section.heading]
    candidates = (given, _title_in_text(_bold_line(notebook), headings), words_of_name(name))
    return next(filter(None, candidates), "") or _first(headings) or to_speakable(name)


def words_of_name(name: str) -> str:
    """Return the name of a file as words, without a number before it; empty for one that says nothing.

    Examples
    --------
    >>> words_of_name("03.07-merge_and-join"), words_of_name("LinearModels"), words_of_name("Untitled1")
    ('merge and join', 'Linear Models', '')
    """
    words = _NUMBER_BEFORE_NAME.sub("", name).replace("_", " ").replace("-", " ")
    words = " ".join(_CAMEL.sub(" ", words).split())
    return to_speakable(words) if has_words(words) and not _NO_TITLE.fullmatch(words) else ""


def _title_in_text(bold: str, headings: Sequence[tuple[str, int]]) -> str:
    """Return the heading that is a title, or the line in bold type above headings that are none."""
    tops = [heading for heading, level in headings if level == 1]
    big = [heading for heading, level in headings if level < _SMALL]
    if len(tops) == 1 and not _is_general(tops[0]) and all(map(_is_general, big[: big.index(tops[0])])):
        return tops[0]
    if bold:
        return bold
    first = next(iter(big), "") or _first(headings, below=_VERY_SMALL)
    is_one_of_many = sum(bool(_NUMBERED.fullmatch(heading)) for heading in tops) > 1
    return "" if _is_general(first) or (is_one_of_many and _NUMBERED.fullmatch(first)) else first


def _first(headings: Iterable[tuple[str, int]], below: int = 7) -> str:
    """Return the first heading with a level below a number; empty if there is none."""
    return next((heading for heading, level in headings if level < below), "")


def _is_general(heading: str) -> bool:
    return bool(_GENERAL.fullmatch(heading))


def _bold_line(notebook: Mapping[str, Any]) -> str:
    """Return the first line of the first text, in words, if all of it is in bold type."""
    cells = as_mappings(notebook.get("cells"))
    source = next((as_text(cell.get("source")) for cell in cells if cell.get("cell_type") == "markdown"), "")
    found = _BOLD_LINE.match(source)
    words = _words((found["marked"] or found["tagged"]).strip()) if found else ""
    return "" if is_license(words) else words


def _words(line: str) -> str:
    """Return a line of Markdown in words; empty if it is more than a line."""
    parts = list(markdown.to_passages(line))
    texts = [part.text for part in parts if isinstance(part, Passage)]
    return texts[0].removesuffix(".").rstrip(":") if len(parts) == len(texts) == 1 else ""
