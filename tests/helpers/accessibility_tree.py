"""The accessibility tree of a page in Chromium: what a screen reader finds there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

_CHARTS = ("image", "figure", "graphics-document")
_CONTROLS = ("button", "link", "DisclosureTriangle")  # their icons are no charts


@dataclass(frozen=True)
class Element:
    """An element that a screen reader finds.

    Attributes
    ----------
    role
        As Chromium calls it: ``"image"``, ``"figure"``, ``"StaticText"``.
    name
        Its accessible name, or an empty string.
    children
        The elements inside it, in order.
    """

    role: str
    name: str
    children: tuple[Element, ...]

    def text(self) -> str:
        """Return the text inside it."""
        if self.role == "StaticText":
            return self.name
        return " ".join(filter(None, (child.text() for child in self.children)))

    def outermost(self, *roles: str) -> Iterator[Element]:
        """Yield the elements with one of these roles, in order, but none inside another."""
        if self.role in roles:
            yield self
        else:
            for child in self.children:
                yield from child.outermost(*roles)


def elements(page: Page, selector: str) -> list[Element]:
    """Return what a screen reader finds in the elements of a page that match a CSS selector, in order."""
    session = page.context.new_cdp_session(page)
    try:
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
        described = [session.send("DOM.describeNode", {"nodeId": each})["node"] for each in found]
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    by_element = {node.get("backendDOMNodeId"): node for node in nodes}
    starts = [by_element[each["backendNodeId"]] for each in described if each["backendNodeId"] in by_element]
    return [element for start in starts for element in _elements(start, by_id)]


def charts(page: Page, selector: str) -> list[tuple[str, str]]:
    """Return role and name of each image and figure in the elements that match a CSS selector, in order."""
    found = (each for element in elements(page, selector) for each in element.outermost(*_CHARTS, *_CONTROLS))
    return [(each.role, each.name) for each in found if each.role in _CHARTS]


def _elements(node: dict[str, Any], by_id: dict[str, Any]) -> Iterator[Element]:
    """Yield the element of a node, or those inside it where screen readers pass over it."""
    children = (by_id[each] for each in node["childIds"] if each in by_id)
    inside = tuple(element for child in children for element in _elements(child, by_id))
    if node["ignored"]:
        yield from inside
    else:
        yield Element(node["role"]["value"], node.get("name", {}).get("value", ""), inside)
