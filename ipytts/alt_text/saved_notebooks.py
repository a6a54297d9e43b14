"""Find the words of a saved notebook's outputs, and alternative text for its images. Nothing is run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from ipytts.alt_text import bundles
from ipytts.description.detail import LENGTHS
from ipytts.description.documents import mime_bundles, outputs
from ipytts.description.documents.code.cell_options import cell_options
from ipytts.description.documents.notebook_json import as_mapping, as_text
from ipytts.description.documents.speakable.speakable_text import describe_image
from ipytts.description.wording import grammar, plain_text
from ipytts.narration.saved_cells import saved_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipytts.description.detail import Detail
    from ipytts.description.documents.mime_bundles import Bundle
    from ipytts.narration.saved_cells import SavedCell

    #: The keys and the numbers that lead to a value of a notebook.
    Path = tuple[str | int, ...]

_FROM_CODE = "From the code"  # how a description from code begins
_SVG_TITLE = re.compile(  # of the whole image, not of a part
    r"<svg\b[^>]*>(?:\s|<!--.*?-->|<(?:metadata|style)\b.*?</(?:metadata|style)>)*<(?:title|desc)\b[^>]*>([^<]+)<",
    re.DOTALL | re.IGNORECASE,
)
_NO_IMAGE = re.compile(r"widget-view|bokehjs_load")
_VEGA = re.compile(r"application/vnd\.vega")
_SAYS_NOTHING = re.compile(r"An interactive chart\.|From the code: (?:an image|a picture|a figure|images)\.")
_MAX_SVG = 20_000  # characters that are searched for a title


@dataclass(frozen=True)
class SavedImage:
    """An image, or a chart in JSON, with its alternative text and with that which the notebook has for it."""

    has_alt: bool = False
    alt: str = ""
    is_generated: bool = False  # whether ipytts made the words that it has
    new: str = ""  # words for an image without, or better ones
    changes: Mapping[Path, Any] = field(default_factory=dict)  # what to set in the notebook for them


@dataclass(frozen=True)
class SavedOutput:
    """An output with its words, empty without any, and with its image."""

    cell: int  # from 1
    words: str
    image: SavedImage | None = None


def describe_notebook(notebook: Mapping[str, Any], detail: Detail = "normal") -> Iterator[SavedOutput]:
    """Yield the outputs of a loaded notebook in format 4, in order.

    Raises
    ------
    SpeechError
        A package that is needed is not installed.

    Examples
    --------
    >>> output = {"output_type": "display_data", "data": {"image/png": ""}, "metadata": {}}
    >>> cell = {"cell_type": "code", "source": "plt.pie(votes)", "outputs": [output]}
    >>> [described] = describe_notebook({"cells": [cell]})
    >>> described.words
    'From the code: a pie chart of votes.'
    >>> described.image.changes[("cells", 0, "outputs", 0, "metadata", "image/png", "alt")]
    'From the code: a pie chart of votes.'
    """
    places = _places(notebook.get("cells"))
    for saved in saved_cells(notebook):
        if saved.kind == "code":
            yield from _describe_cell(saved, ("cells", places[saved.number - 1], "outputs"), detail)


def _describe_cell(saved: SavedCell, path: Path, detail: Detail) -> Iterator[SavedOutput]:
    places = _places(saved.cell.get("outputs"))
    described = {each.index: each for each in outputs.describe_outputs(saved.outputs, saved.context, detail)}
    shown: dict[str, Bundle] = {}  # by the data of an image, as a figure that is a value is shown twice
    for index, output in enumerate(saved.outputs):
        data, found = as_mapping(output.get("data")), described.get(index)
        image = _image_data(data)
        bundle = found.bundle if found else shown.get(image)
        if bundle and image:
            shown[image] = bundle
        words = grammar.paragraph(*(passage.text for passage in found.passages)) if found else ""
        place = (*path, places[index])
        saved_image = _image(output, bundle, place) if bundle and _is_image(data, bundle) else None
        if words or saved_image:
            yield SavedOutput(saved.number, words, saved_image)


def _places(items: Any) -> list[int]:
    """Return the places of the mappings in a list, which may hold anything."""
    listed = items if isinstance(items, list) else []
    return [place for place, item in enumerate(listed) if isinstance(item, dict)]


def _image_data(data: Mapping[str, Any]) -> str:
    return "".join(as_text(data[kind]) for kind in bundles.find_image_types(data))


def _is_image(data: Mapping[str, Any], bundle: Bundle) -> bool:
    """Return whether a bundle shows an image or a chart; a widget or a page may be anything."""
    is_sure = any(not _NO_IMAGE.search(kind) for kind in bundles.find_chart_types(data))
    return is_sure or (bool(bundles.find_shown_types(data)) and any(mime_bundles.find_charts(bundle)))


def _specs(data: Mapping[str, Any]) -> list[str]:
    """Return the MIME types of a bundle that are charts of Vega, which have a description of their own."""
    return [kind for kind, spec in data.items() if _VEGA.match(kind) and isinstance(spec, dict)]


def _image(output: Mapping[str, Any], bundle: Bundle, path: Path) -> SavedImage:
    data, metadata = as_mapping(output.get("data")), as_mapping(output.get("metadata"))
    alts = [as_mapping(metadata.get(kind)).get("alt") for kind in bundles.find_shown_types(data)]
    known = [*map(as_text, alts), as_text(metadata.get("alt")), *_chart_descriptions(bundle)]
    alt = next((text for text in known if text.strip()), "")
    if bundles.is_generated(metadata):
        words, is_generated = _renewed(alt, bundle, metadata)
        changes = _renewal(data, metadata, words, path, is_generated=is_generated) if words else {}
        return SavedImage(has_alt=True, alt=alt, is_generated=True, new=words, changes=changes)
    has_alt = bool(alt) or any(text is not None for text in alts)  # an empty one marks decoration
    if not _is_regular(output) or (has_alt and not alt):
        return SavedImage(has_alt, alt)
    words, is_generated = (alt, False) if alt else _words(bundle)
    changes = _additions(data, metadata, words, path, is_generated=is_generated) if words else {}
    return SavedImage(has_alt, alt, new=words if changes else "", changes=changes)


def _chart_descriptions(bundle: Bundle) -> list[str]:
    """Return the descriptions that charts of Vega contain, wherever they stand."""
    return [as_text(chart.bundle.get("description")) for chart in mime_bundles.find_charts(bundle)]


def _is_regular(output: Mapping[str, Any]) -> bool:
    """Return whether the metadata of an output are as nbformat says, so that something can be added."""
    metadata = output.get("metadata", {})
    return isinstance(metadata, dict) and all(
        isinstance(metadata.get(kind, {}), dict) for kind in as_mapping(output.get("data"))
    )


def _words(bundle: Bundle) -> tuple[str, bool]:
    """Return words for an image, empty if the notebook has none, and whether they are generated."""
    if words := _author_words(bundle):
        return words, False
    words = _describe_chart(bundle) or bundle.from_code
    return "" if _SAYS_NOTHING.fullmatch(words) else plain_text.shorten(words, LENGTHS["brief"]), True


def _author_words(bundle: Bundle) -> str:
    """Return the author's words for an image: the options of its cell, what its metadata say, or a title."""
    known = (*(as_mapping(bundle.metadata.get(kind)) for kind in bundle.data), bundle.metadata)
    keys = ("caption", "title") if bundles.is_generated(bundle.metadata) else ("alt", "caption", "title")
    texts = [as_text(texts.get(key)) for texts in known for key in keys]
    title = _SVG_TITLE.search(as_text(bundle.data.get("image/svg+xml"))[:_MAX_SVG])
    for text in (bundle.caption, *texts, unescape(title[1]) if title else ""):
        if describe_image(text) != describe_image(""):  # it has words
            return plain_text.to_plain(text)
    return ""


def _describe_chart(bundle: Bundle) -> str:
    """Return a brief description of a chart in JSON; empty without one, or if it cannot be read."""
    if not any(mime_bundles.find_charts(bundle)):
        return ""
    data = {kind: _without_description(value) for kind, value in bundle.data.items()}
    chart = mime_bundles.Bundle(data, context=bundle.context, detail="brief")
    return grammar.paragraph(*(passage.text for passage in mime_bundles.to_passages(chart)))


def _without_description(spec: Any) -> Any:
    if not isinstance(spec, dict):
        return spec
    return {key: value for key, value in spec.items() if key != "description"}


def _renewed(alt: str, bundle: Bundle, metadata: Mapping[str, Any]) -> tuple[str, bool]:
    """Return words in place of generated ones, empty without any, and whether these are generated, too.

    Those of a running cell may know more than the notebook, so only words from the same source are renewed.
    """
    words, is_generated = _words(bundle)
    is_from_code = alt.startswith(_FROM_CODE)
    if not is_generated:
        is_alt = bundle.caption in cell_options(bundle.context.code).get("fig-alt", [])
        return words if is_alt or is_from_code else "", False
    is_older = as_mapping(metadata["ipytts"]).get("version") != bundles.generated_mark()["ipytts"]["version"]
    has_same_source = is_from_code or any(mime_bundles.find_charts(bundle))
    return words if is_older and has_same_source and words != alt else "", True


def _additions(
    data: Mapping[str, Any], metadata: Mapping[str, Any], words: str, path: Path, *, is_generated: bool
) -> dict[Path, Any]:
    """Return what to set so that each type of an image without words has some."""
    new_data, new_metadata = bundles.add_alt_text(data, metadata, words, generated=is_generated)
    changes: dict[Path, Any] = {
        (*path, "metadata", kind, "alt"): words
        for kind in data
        if "alt" in new_metadata.get(kind, {}) and metadata.get(kind, {}).get("alt") is None
    }
    changes |= {
        (*path, "data", kind, "description"): words
        for kind in _specs(data)
        if "description" in new_data[kind] and "description" not in data[kind]
    }
    if changes and is_generated:
        changes |= {(*path, "metadata", key): value for key, value in bundles.generated_mark().items()}
    return changes


def _renewal(
    data: Mapping[str, Any], metadata: Mapping[str, Any], words: str, path: Path, *, is_generated: bool
) -> dict[Path, Any]:
    """Return what to set so that all generated words of an image are other ones."""
    new_data, new_metadata = bundles.add_alt_text(data, metadata, words, generated=is_generated)
    changes: dict[Path, Any] = {(*path, "metadata"): new_metadata}
    return changes | {
        (*path, "data", kind, "description"): new_data[kind]["description"] for kind in _specs(data)
    }
