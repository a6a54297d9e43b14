"""Paths through menus, such as "File > Save As", in words."""

from __future__ import annotations

import re

_ITEM = r"[A-Z][\w.…'’-]{0,30}(?: (?:&|and|of|for|the|to|[A-Z][\w.…'’-]{0,30})){0,4}?"
_INNER = r"[A-Z][\w…'’-]{0,30}(?: [\w…'’&-]{1,30}){0,4}"  # between two separators, so that its end is certain
_SEPARATOR = r" ?(?:>{1,2}|→|»|›|▸|➔|➜|->|=>) ?"
_PATH = re.compile(
    rf"(?<![\w.])(?P<first>{_ITEM})"
    rf"(?P<rest>(?:{_SEPARATOR}(?:{_INNER}(?={_SEPARATOR}[A-Z])|{_ITEM})){{1,8}})(?!\w)"
)
_SEPARATORS = re.compile(_SEPARATOR)
_MENU_NAMES = (
    "Account Admin Advanced Applications Build Cell Code Data Debug Developer Edit Environment Export File "
    "Format General Git Go Help Home Import Insert Kernel Layout Menu Navigate Network New Options Plugins "
    "Preferences Privacy Project Run Runtime Security Selection Settings Start System Tabs Terminal Tools "
    "View Window"
)
_MENUS = frozenset(_MENU_NAMES.split())
_LEADS_TO_MENU = re.compile(
    r"\b(?:(?:choos|navigat)\w+|(?:select|click|open|press|pick|tap|menu)(?:p?ed|p?ing|e?s)?"
    r"|go(?:es|ing)?|under|via|through|see)\b"
    r"(?: (?:on|the|to|menu|in)\b){0,3}[ :“\"'(]*(?:\S{1,30} )?\Z",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"\b(?:order|rank|prefer|prioriti|precedence|importan|better|worse|best|worst|bigger|faster)",
    re.IGNORECASE,
)
_CONTEXT = 40  # characters before a path, or after it


def name_menu_paths(text: str) -> str:
    """Return a text with commas between the items of paths through menus.

    Other comparisons of words, such as "Recall > Precision", stay as they are.

    Examples
    --------
    >>> name_menu_paths("Choose File > Save As and then Kernel > Restart; Recall > Precision")
    'Choose File, Save As and then Kernel, Restart; Recall > Precision'
    """
    return _PATH.sub(_with_commas, text) if _SEPARATORS.search(text) else text


def _with_commas(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _CONTEXT) : match.start()]
    first = match["first"].split(" ")
    is_menu = not _MENUS.isdisjoint(first) or bool(_LEADS_TO_MENU.search(f"{before}{first[0]} "))
    return _SEPARATORS.sub(", ", match[0]) if is_menu or _is_long(match, before) else match[0]


def _is_long(match: re.Match[str], before: str) -> bool:
    """Return whether there are three items or more that are words and are not ranked."""
    items = _SEPARATORS.split(match[0])
    after = match.string[match.end() : match.end() + _CONTEXT]
    are_ranked = _RANKS.search(before) or _RANKS.search(after)
    are_words = all(len(item) > 2 and not re.search(r"\d", item) for item in items)
    return len(items) > 2 and are_words and not are_ranked and not re.search("->|=>|→", match["rest"])
