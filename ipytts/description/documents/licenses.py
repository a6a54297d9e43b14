"""Find copyright notices and the texts of licenses."""

from __future__ import annotations

import re

_YEAR = r"\b(?:19|20)\d\d\b"
_NOTICE = re.compile(
    rf"(?:@title\s+)?(?:copyright\b\W*(?:(?:\(c\)|©|by\b).{{0,60}}?)?|(?:©|\(c\)\s).{{0,60}}?)"
    rf"{_YEAR}.{{0,80}}"
    r"|(?:copyright\b\W*(?:\(c\)|©|by\b|the\b)|©).{0,60}"
    r"\b(?:authors?|inc|llc|ltd|corporation|foundation)\b.{0,60}"
    r"|(?:[\w ]{0,60}\. )?copyright\W*(?:\(c\)|©).{0,60}\ball rights reserved\.?"
    r"|(?:spdx-license-identifier.*|all rights reserved\.?)",
    re.IGNORECASE,
)
_BEGINNING = re.compile(
    r"(?:except as otherwise noted, )?licensed (?:under|to) "
    r".{0,80}?\b(?:licen[cs]e|apache|mit|bsd|l?gpl|cc\b)"
    r"|permission is hereby granted|redistribution and use in source|the above copyright notice"
    r"|you may (?:not use this file|obtain a copy of the licen)|unless required by applicable law"
    r"|(?:the|this) software is provided|(?:this|the) program is free software",
    re.IGNORECASE,
)
_LICENSE = r"(?:licen[cs]es?|creative commons|cc[ -]by\S*|cc0|mit|bsd|a?gpl\S*|apache)"
# "The text is released under the CC-BY-NC-ND license, and code is released under the MIT license."
_STATEMENT = re.compile(
    r"(?:this|these|the|all)(?: [\w-]+){0,2}"
    r" (?:notebooks?|works?|texts?|contents?|materials?|documents?|code|tutorials?|lessons?|books?|pages?)"
    r"(?: [\w-]+){0,3} (?:released|licensed|distributed|shared|published|available|used|provided)"
    rf" (?:under|subject to) .{{0,80}}?\b{_LICENSE}(?!\w)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:the )?(?:apache|mit|bsd|gnu|creative commons)\b[\w .,-]{0,40}licen[cs]e"
    r"(?:,? (?:version |v)?\d[\d.]*)?\.?|a link to (?:apache|creativecommons|opensource|gnu)\.org\.?",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\W*(?:licen[cs](?:e|es|ing)(?: information| agreement| notice)?|copyright(?: notice)?)\W*",
    re.IGNORECASE,
)
_MAX_LENGTH = 3_000  # characters; a longer paragraph says more than its license


def is_license(text: str) -> bool:
    """Return whether a paragraph or a heading, in words, is a copyright notice or the text of a license.

    Examples
    --------
    >>> is_license("Copyright 2024 The Authors."), is_license("The text is available under the MIT license.")
    (True, True)
    >>> is_license("Copyright law changed in 1998."), is_license("Licensed under state law, she moved.")
    (False, False)
    """
    if len(text) > _MAX_LENGTH:
        return False
    text = text.strip().strip("*_")
    return bool(
        _NOTICE.fullmatch(text) or _BEGINNING.match(text) or _STATEMENT.match(text) or _NAME.fullmatch(text)
    )


def is_heading_of_license(text: str) -> bool:
    """Return whether a heading announces a license.

    Examples
    --------
    >>> is_heading_of_license("License"), is_heading_of_license("Licensed drivers")
    (True, False)
    """
    return bool(_HEADING.fullmatch(text))
