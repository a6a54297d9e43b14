"""Find what serves a page, not its reader: badges, buttons, rows of links to other pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ipytts.description.wording.plain_text import has_words

_BADGE = re.compile(
    r"badge|shields\.io|colab[-_]?(?:logo|favicon)|github[-_](?:mark|logo)|download_logo|tf_logo|hub_logo"
    r"|open-in-|openinstudiolab|studiolab\.svg|deepnote\.com/buttons|mybinder\.org|nbviewer|codecov\.io"
    r"|travis-ci|circleci|(?:vertex|workbench|bigquery)[-_\w]*(?:icon|logo|ai)|cloud/images/navigation"
    r"|logo[-_]?\d{2}px",
    re.IGNORECASE,
)
_WHERE = (
    r"(?:google |amazon |azure |github )?(?:co-?lab(?:oratory)?|binder|kaggle(?: notebooks?)?|deepnote"
    r"|gradient|paperspace|(?:sagemaker )?studio ?lab|(?:vertex )?ai workbench|workbench"
    r"|vertex ai(?: workbench)?"
    r"|colab enterprise|jupyterlite|jupyter(?:lab| ?hub)?|nb ?viewer|github|codespaces|notebooks"
    r"|tensorflow\.org|bigquery studio|molab|mybinder(?:\.org)?)"
)
_BUTTON = re.compile(
    r"(?:please )?(?:click (?:here )?to )?"
    r"(?:open|run|launch|try|view|see|edit|execute|test|start|show|render)"
    r"(?: (?:it|this|the|me|source|code|page|notebook|tutorial|example|live|interactively)){0,4}"
    rf"(?: (?:in|with|on|at|using|via|from))*(?: the)? {_WHERE}(?: badge| logo)?"
    r"|(?:launch|open) binder|binder|colab|(?:open )?in colab|(?:google )?colab(?:oratory)? (?:logo|badge)"
    r"|github logo"
    r"|download (?:this |the )?(?:jupyter )?(?:notebook|source|ipynb|page)(?: file)?"
    r"|(?:go )?back to (?:the )?(?:top|index|contents?|table of contents)|(?:to the )?top|discussions?"
    r"|see tf hub models?"
    r"|nb ?viewer|run in (?:the )?cloud",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(
    r"(?:previous|prev|next|before|back|contents?|table of contents|index|home|up|toc)"
    r"(?: (?:chapter|lesson|page|notebook|section|part|unit|topic|lecture|tutorial|step))?(?: ?[:-] .*)?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:table of )?contents?|toc|outline|in this notebook|index|on this page", re.IGNORECASE
)
_ARROWS = re.compile(r"[<>«»←→⟵⟶‹›◀▶⬅➡⏮⏭]")
_MAX_WAYS = 8  # to other pages, in one row
_EDGES = re.compile(r"\A[\W_]+|[\W_]+\Z")


def is_badge(address: str) -> bool:
    """Return whether a picture with this address is a badge or the picture of a button.

    Examples
    --------
    >>> is_badge("https://img.shields.io/pypi/v/x.svg"), is_badge("gull.png")
    (True, False)
    """
    return bool(_BADGE.search(address))


def is_button(text: str) -> bool:
    """Return whether the text of a link is that of a button, which opens the page elsewhere.

    Examples
    --------
    >>> is_button("Open in Colab"), is_button("Back to top"), is_button("the paper")
    (True, True, False)
    """
    return bool(_BUTTON.fullmatch(_without_edges(text)))


def are_buttons(links: Sequence[str], around: str) -> bool:
    """Return whether links, with the text around them, are only buttons or ways to other pages.

    Examples
    --------
    >>> are_buttons(["Run in Google Colab", "View source on GitHub"], " | ")
    True
    >>> are_buttons(["Types", "Contents", "Arrays"], "< | | >"), are_buttons(["Types", "Arrays"], " ")
    (True, False)
    """
    if not links or has_words(around):
        return False
    ways = list(map(_is_way, links))
    arrows = len(_ARROWS.findall(around + "".join(links)))
    is_row = 1 < len(links) <= _MAX_WAYS and (any(ways) or (len(links) <= 3 and arrows > 1))
    return all(ways) or (arrows > 0 and is_row)


def _is_way(text: str) -> bool:
    words = _without_edges(text)
    return not has_words(words) or is_button(words) or bool(_NAVIGATION.fullmatch(words))


def is_heading_of_contents(text: str) -> bool:
    """Return whether a heading announces a list of what is on the page.

    Examples
    --------
    >>> is_heading_of_contents("Table of Contents"), is_heading_of_contents("Contents of the box")
    (True, False)
    """
    return bool(_CONTENTS.fullmatch(_without_edges(text)))


def _without_edges(text: str) -> str:
    return _EDGES.sub("", " ".join(text.split()))
