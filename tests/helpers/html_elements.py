"""The elements of HTML: where each stands, with its attributes and its text."""

from __future__ import annotations

from html.parser import HTMLParser


class HTMLElements(HTMLParser):
    """The elements of HTML by their paths, such as ``details/summary``; all must be closed, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []
        self.feed(html)
        self.close()
        assert not self._open, "elements that are not closed"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        path = "/".join([*(self.elements[n][0].rpartition("/")[2] for n in self._open), tag])
        self._open.append(len(self.elements))
        self.elements.append((path, dict(attributes), []))

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0].rpartition("/")[2] == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.elements[self._open[-1]][2].append(data)

    def texts(self, path: str) -> list[str]:
        return ["".join(text) for at, _, text in self.elements if at == path]

    def attribute(self, path: str, name: str) -> list[str | None]:
        """Return an attribute of the elements at a path."""
        return [attributes.get(name) for at, attributes, _ in self.elements if at == path]
