"""Paths through menus, such as "File > Save As", in words."""

from __future__ import annotations

import re

_ITEM = r"[A-Z][\w.…'’-]{0,30}(?: (?:&|and|of|for|the|to|[A-Z][\w.…'’-]{0,30})){0,4}?"
_SEPARATOR = r" ?(?:>{1,2}|→|»|›|▸|➔|➜|->|=>) ?"
_PATH = re.compile(rf"(?<![\w.])(?P<first>{_ITEM})(?P<rest>(?:{_SEPARATOR}{_ITEM}){{1,8}})(?!\w)")
_SEPARATORS = re.compile(_SEPARATOR)
_MENU_NAMES = (
    "Account Admin Advanced Applications Build Cell Code Data Debug Developer Edit Environment Export File "
    "Format General Git Go Help Home Import Insert Kernel Layout Menu Navigate Network New Options Plugins "
    "Preferences Privacy Project Run Runtime Security Selection Settings Start System Tabs Terminal Tools "
    "View Window"
)
_MENUS = frozenset(_MENU_NAMES.split())
_LEADS_TO_MENU = re.compile(
    r"\b(?:choos|select|click|go|open|press|navigat|pick|tap|menu|under|via|through|see)\w*"
    r"(?: (?:on|the|to|menu|in)\b){0,3}[ :“\"'(]*(?:\S{1,30} )?\Z",
    re.IGNORECASE,
)
_CONTEXT = 40  # characters before a path


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
    is_long = len(_SEPARATORS.findall(match["rest"])) > 1 and not re.search("->|=>|→", match["rest"])
    return _SEPARATORS.sub(", ", match[0]) if is_menu or is_long else match[0]
