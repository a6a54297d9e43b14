"""Convert the outputs of cells, live or saved, to passages: values, printed lines, charts, errors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ipytts.description.author_words import author_words
from ipytts.description.describer import describe
from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.documents import mime_bundles, widgets
from ipytts.description.documents.code.cell_options import cell_options
from ipytts.description.documents.code.code_hints import describe_year, result_of
from ipytts.description.documents.errors import describe_error
from ipytts.description.documents.figure_code import describe_figures_code
from ipytts.description.documents.mime_bundles import Bundle, Context
from ipytts.description.documents.notebook_json import as_mapping, as_text
from ipytts.description.documents.passages import Passage, sentence_passage
from ipytts.description.documents.printed import printed_text
from ipytts.description.documents.printed.diffs import with_named_conflicts
from ipytts.description.documents.printed.julia_values import describe_julia_text, is_julia
from ipytts.description.documents.printed.known_objects import name_objects
from ipytts.description.documents.printed.model_summaries import describe_summary_text
from ipytts.description.documents.printed.printed_noise import tidy
from ipytts.description.documents.printed.printed_objects import find_objects
from ipytts.description.documents.printed.printed_text import PrintedText, describe_stderr, describe_stdout
from ipytts.description.documents.printed.r_values import describe_r_text, is_r
from ipytts.description.documents.printed.shapes import describe_shape
from ipytts.description.documents.speakable.speakable_text import describe_image, to_speakable
from ipytts.description.safe_types import package_of
from ipytts.description.wording import grammar, plain_text

_FIGURE = "<Figure size ? with 1 Axes>"
_FIGURE_FILE = re.compile(r"<iframe\b[^>]*\bsrc=[\"']iframe_figures/", re.IGNORECASE)  # of Plotly
_MAX_FRAME = 1_000  # characters
_SERIES = re.compile(r"\n.*dtype: \S+\s*\Z|\Ashape: \(")
_R_MODEL = re.compile(r"^Call:\n(?:.*\n)*?F-statistic:.*$", re.MULTILINE)
_IPYTTS_MARK = re.compile(r"\bdata-ipytts\b")
_DESCRIPTION_MARK = re.compile(r"\bdata-ipytts=\"description\"")


@dataclass(frozen=True)
class DescribedOutput:
    """An output of a cell with its words."""

    index: int  # among the outputs of the cell; of a stream in pieces, that of the first
    passages: tuple[Passage, ...]
    bundle: Bundle | None = None  # what is displayed, with what describes it


def to_passages(
    outputs: Sequence[Mapping[str, Any]], context: Context, detail: Detail = "normal"
) -> Iterator[Passage]:
    """Yield the passages of a cell's outputs, in the form of nbformat 4.

    A live output may have its object under the key "object"; it is described by that, as it may be shown in
    part. The passages of an output together have about the length of the detail.

    Raises
    ------
    SpeechError
        A package that is needed is not installed.

    Examples
    --------
    >>> value = {"output_type": "execute_result", "data": {"text/plain": "0.9412345"}}
    >>> [passage.text for passage in to_passages([value], Context())]
    ['0.941.']
    """
    for described in describe_outputs(outputs, context, detail):
        yield from described.passages


def describe_outputs(
    outputs: Sequence[Mapping[str, Any]], context: Context, detail: Detail = "normal"
) -> Iterator[DescribedOutput]:
    """Yield the outputs of a cell with their passages; those without words, and images but once, too.

    Pieces of the same stream are one output, and an image that is shown again is left out.

    Raises
    ------
    SpeechError
        A package that is needed is not installed.
    """
    numbered = [
        {**_with_picture(output, context), "index": index, "description": description}
        for index, (output, description) in enumerate(zip(outputs, _descriptions(outputs), strict=True))
    ]
    distinct = _without_repeated_images(numbered)
    captions, images = iter(context.captions), sum(map(_has_image, distinct))
    from_code = iter(_describe_code(context, images))
    found: set[str] = set()  # the warnings of the output before
    for output in _merge_streams(distinct):
        if not _is_displayed(output):
            context = replace(context, warnings=context.warnings | found)
            found = find_warnings([output])
            yield DescribedOutput(output["index"], tuple(_other_passages(output, context, detail)))
            continue
        data, metadata = as_mapping(output.get("data")), as_mapping(output.get("metadata"))
        bundle = Bundle(data, metadata, context, detail, is_beside_image=images > 0)
        bundle = replace(bundle, description=output["description"])
        if bundle.image_type:
            bundle = replace(bundle, from_code=next(from_code, ""))
        if context.captions and (bundle.image_type or any(mime_bundles.find_charts(bundle))):
            bundle = replace(bundle, caption=next(captions, ""))
        yield DescribedOutput(output["index"], tuple(_bundle_passages(bundle, output)), bundle)


def find_warnings(outputs: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the keys of the warnings in the outputs of a cell, for the context of later cells."""
    streams = [output for output in outputs if output.get("name") == "stderr"]
    return {key for output in _merge_streams(streams) for key in printed_text.find_warnings(output["text"])}


def _descriptions(outputs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield for each output the description that `%alttext text` shows below it; empty texts for others."""
    for _, below in zip(outputs, [*outputs[1:], {}], strict=False):
        data = as_mapping(below.get("data"))
        is_description = _DESCRIPTION_MARK.search(as_text(data.get("text/html"))[:_MAX_FRAME])
        yield as_text(data.get("text/plain")) if is_description else ""


def _is_displayed(output: Mapping[str, Any]) -> bool:
    """Return whether an output is a bundle, and not from ipytts; one of a known object is not used."""
    is_bundle = output.get("output_type") in ("execute_result", "display_data") and "object" not in output
    return is_bundle and not _is_from_ipytts(output)


def _bundle_passages(bundle: Bundle, output: Mapping[str, Any]) -> Iterator[Passage]:
    yield from _after(_result(bundle.context, output) if _shows_table(bundle) else "", _displayed(bundle))


def _other_passages(output: Mapping[str, Any], context: Context, detail: Detail) -> Iterator[Passage]:
    """Yield the passages of an object, printed text, or an error."""
    if "object" in output:
        value = output["object"]
        yield from _by_author(value)
        known = describe_year(context.code, value, detail) or describe_shape(context.code, value)
        words = known or describe(value, detail)
        result = _result(context, output) if _is_of_tables(value) else ""
        yield from sentence_passage(f"{result} {words}".lstrip(), "output")
    elif output.get("output_type") == "stream":
        if cell_options(context.code).get("output") == ["asis"]:  # of Quarto: what is printed is Markdown
            yield from mime_bundles.to_passages(
                Bundle({"text/markdown": str(output["text"])}, {}, context, detail)
            )
            return
        text = _describe_printed(output["text"], as_text(output.get("name")), detail, context)
        yield from sentence_passage(text, "output")
    elif output.get("output_type") == "error":
        yield from sentence_passage(str(describe_error(output, detail)), "error")


def _by_author(value: Any) -> Iterator[Passage]:
    """Yield the words that an author set for a chart, as for its saved output."""
    if words := author_words(value):
        is_in_json = package_of(type(value)) in ("altair", "bokeh", "plotly")
        words = f"A chart: {to_speakable(words)}" if is_in_json else describe_image(words)
        yield from sentence_passage(words, "output")


def _result(context: Context, output: Mapping[str, Any]) -> str:
    """Return what the value of a cell is, by its code; empty for another output."""
    is_value = output.get("output_type", "execute_result") == "execute_result"
    return grammar.sentence(result_of(context.code)) if is_value and context.language == "python" else ""


def _is_of_tables(thing: object) -> bool:
    return type(thing).__module__.partition(".")[0] in ("pandas", "polars")


def _shows_table(bundle: Bundle) -> bool:
    """Return whether a bundle is a data frame or a series of pandas or polars."""
    return "dataframe" in bundle.page or bool(_SERIES.search(bundle.plain))


def _after(words: str, passages: Iterator[Passage]) -> Iterator[Passage]:
    """Yield passages, the first of them after other words."""
    for passage in passages:
        yield replace(passage, text=grammar.paragraph(words, passage.text)) if words else passage
        words = ""


def _describe_code(context: Context, images: int) -> list[str]:
    """Return a sentence for each image from the code of the cell."""
    if not images:
        return []
    return describe_figures_code(context.code, images, context.language, context.earlier_code)


def _with_picture(output: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    """Return an output with an image in the place of a figure that only a page shows."""
    data = as_mapping(output.get("data"))
    page = as_text(data.get("text/html"))
    if widgets.is_canvas(data, context.widgets) or _FIGURE_FILE.search(page[:_MAX_FRAME]):
        return {**output, "data": {"image/png": "", "text/plain": _FIGURE}}
    return output


def _without_repeated_images(outputs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the outputs without images that are there before: a figure as a value is shown twice."""
    shown: set[str] = set()
    kept: list[Mapping[str, Any]] = []
    for output in outputs:
        data = as_mapping(output.get("data"))
        kind = Bundle(data).image_type
        image = as_text(data.get(kind)) if kind else ""
        if not image or image not in shown:
            kept.append(output)
        shown.add(image)
    return kept


def _describe_printed(printed: PrintedText, stream: str, detail: Detail, context: Context) -> str:
    """Return printed text in words: warnings, tables, summaries and reports as such, else its lines."""
    printed = printed.changed(tidy).changed(with_named_conflicts).changed(name_objects)
    if stream == "stderr" and printed_text.find_warnings(printed):
        return describe_stderr(printed, detail, context.warnings)
    if printed.lines_left_out:
        return describe_stdout(printed, detail)
    if is_r(context.language, context.code) and (text := _describe_printed_r(str(printed), detail, context)):
        return text
    if is_julia(context.language) and (text := describe_julia_text(str(printed), detail)):
        return text
    parts = find_objects(str(printed), detail) or [("", "")]
    words = [found or describe_stdout(PrintedText(part), detail) for part, found in parts]
    return plain_text.shorten(grammar.paragraph(*words) if len(words) > 1 else words[0], LENGTHS[detail])


def _describe_printed_r(text: str, detail: Detail, context: Context) -> str:
    """Return values of R in words, and summaries of models with what is printed around them."""
    model = _R_MODEL.search(text)
    words = describe_summary_text(model[0]) if model else ""
    if not model or not words:
        return describe_r_text(text, detail)
    around = (text[: model.start()], text[model.end() :])
    before, after = (_describe_printed(PrintedText(part), "stdout", detail, context) for part in around)
    return plain_text.shorten(grammar.paragraph(before, words, after), LENGTHS[detail])


def _displayed(bundle: Bundle) -> Iterator[Passage]:
    if view := bundle.data.get(widgets.WIDGET_VIEW):
        shown = list(widgets.find_outputs(view, bundle.plain, bundle.context.widgets))
        yield from to_passages(
            shown, replace(bundle.context, code="", earlier_code=(), captions=()), bundle.detail
        )
    else:
        yield from mime_bundles.to_passages(bundle)


def _has_image(output: Mapping[str, Any]) -> bool:
    return bool(Bundle(as_mapping(output.get("data"))).image_type) and not _is_from_ipytts(output)


def live_context(outputs: Sequence[Mapping[str, Any]], code: str = "") -> Context:
    """Return the context of live outputs: the code of their cell, and the states of shown widgets."""
    has_widget = any(widgets.WIDGET_VIEW in as_mapping(output.get("data")) for output in outputs)
    return Context(widgets=widgets.live_states() if has_widget else {}, code=code)


def _merge_streams(outputs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the outputs with adjacent pieces of the same stream joined into a `PrintedText`."""
    merged: list[Mapping[str, Any]] = []
    for output in outputs:
        if output.get("output_type") != "stream":
            merged.append(output)
            continue
        last = merged[-1] if merged else {}
        text = output.get("text")
        if last.get("output_type") != "stream" or last.get("name") != output.get("name"):
            merged.append(
                {**output, "text": text if isinstance(text, PrintedText) else PrintedText(as_text(text))}
            )
        else:
            last["text"].add(str(text) if isinstance(text, PrintedText) else as_text(text))
    return merged


def _is_from_ipytts(output: Mapping[str, Any]) -> bool:
    """Return whether an output is a player or a playground of ipytts, which is not narrated."""
    return bool(_IPYTTS_MARK.search(as_text(as_mapping(output.get("data")).get("text/html"))))
