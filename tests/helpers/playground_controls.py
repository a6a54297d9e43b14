"""The playground without a page: find its controls, press them, and read what is shown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import ipywidgets

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ipytts


def descendants(widget: Any) -> Iterator[Any]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from descendants(child)


def control(playground: ipytts.Playground, label: str) -> Any:
    """Return the control with this label."""
    (found,) = (widget for widget in descendants(playground) if getattr(widget, "description", None) == label)
    return found


def press(playground: ipytts.Playground, label: str) -> None:
    control(playground, label).click()


def shown_text(playground: ipytts.Playground) -> str:
    """Return all text that is shown, but for that of the controls."""
    shown = (widget.value for widget in descendants(playground) if type(widget) is ipywidgets.HTML)
    return html.unescape("\n".join(words for words in shown if "<audio" not in words))


def error_text(words: str) -> str:
    """Return an error as plain text, without the number of the request."""
    return re.sub(r"req_\d+", "", words.replace("<br />", "\n")).strip()


def speak(playground: ipytts.Playground, label: str = "Speak") -> None:
    """Press a button that speaks, and wait."""
    press(playground, label)
    playground._job.wait(10)  # type: ignore[union-attr]
