"""The passages of Markdown as lines, to compare."""

from __future__ import annotations

from ipytts.description.documents.markdown import markdown
from ipytts.description.documents.passages import Passage, Section


def lines_of(text: str, **options: object) -> list[str]:
    """Return headings with their marks, and passages with a role that is not the text's."""
    return [_as_line(part) for part in markdown.to_passages(text, **options)]  # type: ignore[arg-type]


def _as_line(part: Section | Passage) -> str:
    if isinstance(part, Section):
        return f"{'#' * part.level} {part.heading}"
    return part.text if part.role == "text" else f"{part.role}: {part.text}"
