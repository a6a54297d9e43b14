"""Convert saved outputs to passages: values, tables, printed lines, images, errors and widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ipytts.description.detail import LENGTHS
from ipytts.description.documents import html, markdown, mathematics, printed_text
from ipytts.description.documents.notebook_json import as_mapping, as_mappings, as_text
from ipytts.description.documents.passages import Passage, sentence_passage
from ipytts.description.documents.speakable_text import as_sentence, describe_image, to_speakable
from ipytts.description.wording import numbers, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipytts.description.documents.passages import Section

_MAX_OUTPUT = 1_500  # characters that are spoken of one output
_MIN_PASSAGE = 100  # characters of its last passage, even if these exceed `_MAX_OUTPUT`
_MAX_DEPTH, _MAX_CHILDREN = 4, 10  # levels of nested widgets, and widgets in one widget
_MAX_MESSAGE, _MAX_MESSAGE_READ = 500, 5_000  # characters of an error's message
_MAX_READ = 200_000  # characters of a page
_MAX_SVG = 20_000  # characters that are searched for a title
_DISPLAY_OBJECT = re.compile(r"<[\w.]*(?:display|core)\.[\w.]+ object>")
# What plotting functions return.
_ARTIST = re.compile(r"[\[({]*<|Text\(|\[?\[?Text\(|\(array\(|.*<matplotlib|<Axes", re.DOTALL)
_FIGURE = re.compile(r"<Figure size \S+ with (\d+) Axes>")
_TABLE_TAG = re.compile(r"<table\b", re.IGNORECASE)
_IPYTTS_MARK = re.compile(r"\bdata-ipytts\b")
_SVG_TITLE = re.compile(r"<(?:title|desc)\b[^>]*>([^<]+)<", re.IGNORECASE)


@dataclass(frozen=True)
class OutputContext:
    """Data from elsewhere in the notebook that the outputs of a cell refer to."""

    captions: Sequence[str] = ()  # of the images, in order
    widgets: Mapping[str, Any] = field(default_factory=dict)  # the saved state of each widget, by its id
    macros: str = ""  # LaTeX macros that formulas may use


def to_passages(outputs: Sequence[Mapping[str, Any]], context: OutputContext) -> Iterator[Passage]:
    """Yield the passages of a cell's outputs (nbformat 4), each at most about 1500 characters.

    Raises
    ------
    SpeechError
        A package that is needed is not installed.

    Examples
    --------
    >>> value = {"output_type": "execute_result", "data": {"text/plain": "0.9412345"}}
    >>> [passage.text for passage in to_passages([value], OutputContext())]
    ['0.941.']
    """
    captions = iter(context.captions)
    has_image = any(_image_type(_data(output)) for output in outputs)
    for output in _merge_streams(outputs):
        kind = output.get("output_type")
        if kind == "stream":
            is_stderr = output.get("name") == "stderr"
            describe = printed_text.describe_stderr if is_stderr else printed_text.describe_stdout
            yield from _passage(describe(as_text(output.get("text"))))
        elif kind == "error":
            yield Passage(_describe_error(output), "error")
        elif kind in ("execute_result", "display_data") and not _is_from_ipytts(output):
            yield from _display_data(output, context, captions, has_image=has_image)


def _merge_streams(outputs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the outputs with adjacent pieces of the same stream joined."""
    merged: list[dict[str, Any]] = []
    for output in outputs:
        last = merged[-1] if merged else {}
        is_more = output.get("output_type") == last.get("output_type") == "stream"
        if is_more and output.get("name") == last.get("name"):
            last["text"] = as_text(last.get("text")) + as_text(output.get("text"))
        else:
            merged.append(dict(output))
    return merged


def _describe_error(output: Mapping[str, Any]) -> str:
    name, value = to_speakable(as_text(output.get("ename"))), as_text(output.get("evalue"))
    value = plain_text.strip_ansi(value[:_MAX_MESSAGE_READ])
    message = plain_text.shorten(to_speakable(value), _MAX_MESSAGE)
    return as_sentence(
        f"An error, {name}: {message}" if message else f"An error, {name}" if name else "An error"
    )


def _is_from_ipytts(output: Mapping[str, Any]) -> bool:
    """Return whether an output is a player or a playground of ipytts, which is not narrated."""
    return bool(_IPYTTS_MARK.search(as_text(_data(output).get("text/html"))))


def _display_data(
    output: Mapping[str, Any], context: OutputContext, captions: Iterator[str], *, has_image: bool
) -> Iterator[Passage]:
    data = _data(output)
    plain = as_text(data.get("text/plain"))
    page = html.DATA_URL.sub("inside", as_text(data.get("text/html")))[:_MAX_READ]
    if view := data.get("application/vnd.jupyter.widget-view+json"):
        yield from _widget(view, context, plain)
    elif chart := _describe_chart(data):
        yield from _passage(chart)
    elif kind := _image_type(data):
        yield from _passage(_describe_image_data(data, kind, output, next(captions, "")))
    elif _TABLE_TAG.search(page):
        yield from _bounded(html.to_passages(page, role="output"))
    elif latex := as_text(data.get("text/latex")):
        yield from _passage(_describe_latex(latex, plain, context.macros))
    elif text := as_text(data.get("text/markdown")):
        yield from _bounded(markdown.to_passages(text[:_MAX_READ], macros=context.macros))
    elif page and (not plain or _DISPLAY_OBJECT.fullmatch(plain)):
        yield from _bounded(html.to_passages(page, role="output"))
    elif any(kind.startswith(("audio/", "video/")) for kind in data):
        yield Passage("A video." if any(kind.startswith("video/") for kind in data) else "A sound.", "output")
    elif plain and not _DISPLAY_OBJECT.fullmatch(plain) and not (has_image and _ARTIST.match(plain)):
        yield from _passage(printed_text.describe_repr(plain))


def _bounded(parts: Iterator[Section | Passage]) -> Iterator[Passage]:
    """Yield passages, and headings as passages, with the role "output", up to `_MAX_OUTPUT` characters."""
    left = _MAX_OUTPUT
    for part in parts:
        if left <= 0:
            yield Passage("The rest of this output is left out.", "output")
            return
        text = part.text if isinstance(part, Passage) else as_sentence(part.heading)
        yield Passage(plain_text.shorten(text, max(left, _MIN_PASSAGE)), "output")
        left -= len(text)


def _passage(text: str) -> Iterator[Passage]:
    return sentence_passage(plain_text.shorten(text, _MAX_OUTPUT), "output")


def _data(output: Mapping[str, Any]) -> Mapping[str, Any]:
    return as_mapping(output.get("data"))


def _image_type(data: Mapping[str, Any]) -> str:
    kinds = [kind for kind in data if kind.startswith("image/") or kind == "application/pdf"]
    return kinds[0] if kinds else ""


def _describe_image_data(data: Mapping[str, Any], kind: str, output: Mapping[str, Any], caption: str) -> str:
    """Return words for an image: its alternative text, caption or title, or else its number of plots."""
    metadata = as_mapping(output.get("metadata"))
    of_kind = as_mapping(metadata.get(kind))
    title = _SVG_TITLE.search(as_text(data.get("image/svg+xml"))[:_MAX_SVG])
    texts = [as_text(known.get(key)) for known in (of_kind, metadata) for key in ("alt", "caption", "title")]
    for alt in (*texts, caption, title[1] if title else ""):
        if alt.strip():
            return describe_image(alt)
    if figure := _FIGURE.match(as_text(data.get("text/plain"))):
        count = int(figure[1])
        return f"A figure with {numbers.with_noun(count, 'plot')}" if count > 1 else "A figure"
    return "An image"


def _describe_latex(latex: str, plain: str, macros: str) -> str:
    """Return words for a formula; if it cannot be read, words for its plain text."""
    formula = re.sub(r"\A\s*\$+(?:\\displaystyle)?|\$+\s*\Z", "", latex.strip())
    words = mathematics.describe_formula(formula, macros)
    return printed_text.describe_repr(plain) if words in ("", mathematics.UNREADABLE) and plain else words


def _describe_chart(data: Mapping[str, Any]) -> str:
    """Return words for a chart of Altair or Plotly, or for another one's title; empty without a chart."""
    for kind, spec in data.items():
        if re.match(r"application/vnd\.(?:vega|vegalite|plotly|bokeh)", kind):
            words = _describe_spec(kind, spec) if isinstance(spec, dict) else ""
            if words:
                return words
            title = _title(spec) if isinstance(spec, dict) else ""
            return f"An interactive chart: {to_speakable(title)}" if title else "An interactive chart"
    return ""


def _describe_spec(kind: str, spec: Mapping[str, Any]) -> str:
    """Return words for a chart in Vega-Lite or Plotly; empty if it cannot be read, or without numpy."""
    try:
        from ipytts.description.charts.plotly.bundles import describe_plotly
        from ipytts.description.charts.vega.bundles import describe_vega_lite

        readers = {"vega": describe_vega_lite, "plotly": describe_plotly}
        describe = next((describe for name, describe in readers.items() if name in kind), None)
        return describe(spec, "normal").render(LENGTHS["normal"]) if describe else ""
    except Exception:  # noqa: BLE001 - the file may hold anything
        return ""


def _title(spec: Mapping[str, Any]) -> str:
    layout = spec.get("layout")
    title = (layout if isinstance(layout, dict) else spec).get("title")
    if isinstance(title, dict):
        title = title.get("text")
    return as_text(title)


def _widget(view: Any, context: OutputContext, plain: str, depth: int = 0) -> Iterator[Passage]:
    """Yield the name, label and value of a widget, or the passages of the widgets or outputs in it."""
    record = as_mapping(context.widgets.get(as_text(as_mapping(view).get("model_id"))))
    state = as_mapping(record.get("state"))
    name = as_text(record.get("model_name")).removesuffix("Model") or plain.partition("(")[0].strip()
    if name == "Output":
        yield from to_passages(as_mappings(state.get("outputs")), OutputContext(macros=context.macros))
    elif (children := state.get("children")) and isinstance(children, list) and depth < _MAX_DEPTH:
        for child in children[:_MAX_CHILDREN]:
            model = as_text(child).removeprefix("IPY_MODEL_")
            yield from _widget({"model_id": model}, context, "", depth + 1)
    elif not name.isidentifier():
        yield Passage("A widget.", "output")
    else:
        label, value = to_speakable(as_text(state.get("description"))).rstrip(":"), _widget_value(state)
        words = [f"A widget, {phrases.split_class_name(name)}", *([f"labelled {label}"] if label else [])]
        yield from _passage(", ".join([*words, *([f"at {value}"] if value else [])]))


def _widget_value(state: Mapping[str, Any]) -> str:
    """Return words for a widget's value: a text, a number, a Boolean, a range, or the selected option."""
    options, index, value = (state.get(name) for name in ("_options_labels", "index", "value"))
    if isinstance(options, list) and isinstance(index, int) and 0 <= index < len(options):
        value = options[index]
    if isinstance(value, list) and value and all(isinstance(end, int | float) for end in value):
        return " to ".join(map(phrases.value, value))
    if isinstance(value, str):
        return printed_text.describe_repr(plain_text.to_plain(value))
    return phrases.value(value) if isinstance(value, int | float) else ""
