"""Names that programs write: files with long paths, identifiers, programming languages, in words."""

from __future__ import annotations

import re

_PART = r"[^/\\\s\"'<>|,;()]{1,80}(?: [^/\\\s\"'<>|,;()]{1,40}){0,2}"
_DIRECTORIES = re.compile(  # of an absolute path of four or more parts
    rf"(?<![\w/\\.:~)\]}}])(?:(?:~|[A-Za-z]:)?/(?:{_PART}/){{3,20}}|[A-Za-z]:\\(?:{_PART}\\){{3,20}})(?=[^/\\\s])"
)
_RELATIVE = re.compile(
    r"(?<![\w/\\.:~-])(?:\.{1,2}/)?(?:[\w.-]{1,80}/){4,20}(?=[\w.-]{1,80}\.[A-Za-z]\w{0,4}\b)"
)
_UUID = re.compile(
    r"(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])", re.IGNORECASE
)
_HASH = re.compile(
    r"(?<![\w.])(?=\d{0,40}[a-f])(?=[a-f]{0,40}\d)[0-9a-f]{20,128}(?!\w)"
    r"|(?<![\w.])(?=\d{0,40}[A-F])(?=[A-F]{0,40}\d)[0-9A-F]{20,128}(?!\w)"
)
_ADDRESS = re.compile(r"\sat 0x[0-9a-fA-F]{6,16}\b")
_SHARP = re.compile(r"(?<![\w.])([CFJQ])#(?!\w)")
_DOT_NAME = re.compile(r"(?:(?<=\s)|(?<=[(\"'])|\A|(?<=ASP))\.(?=[A-Za-z]\w)")


def name_paths_and_identifiers(text: str) -> str:
    """Return a text with files in place of long paths, and without the digits of identifiers.

    Examples
    --------
    >>> name_paths_and_identifiers("/home/ann/out/html/total sales.html and data/raw.csv")
    'total sales.html and data/raw.csv'
    >>> name_paths_and_identifiers("id 3f2a9c41-7d1b-4c55-9d34-0a8b7c6d5e4f")
    'id an identifier'
    """
    if "/" in text or "\\" in text:
        text = _RELATIVE.sub("", _DIRECTORIES.sub("", text))
    if len(text) < 20:
        return text
    return _HASH.sub("an identifier", _UUID.sub("an identifier", _ADDRESS.sub("", text)))


def name_languages(text: str) -> str:
    """Return a text with "C sharp" for ``C#`` and "dot" for a full stop before a name.

    Examples
    --------
    >>> name_languages("C#, F# and .NET write .csv files.")
    'C sharp, F sharp and dot NET write dot csv files.'
    """
    if "#" in text:
        text = _SHARP.sub(r"\1 sharp", text)
    return _DOT_NAME.sub(" dot ", text).replace("  dot ", " dot ") if "." in text else text
