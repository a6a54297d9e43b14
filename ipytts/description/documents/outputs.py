"""What a cell has shown, in words: values, tables, printed lines, images, errors, widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ipytts.description.documents import html, markdown, mathematics, printed_text
from ipytts.description.documents.notebook_json import mapping_in, mappings_in, text_in
from ipytts.description.documents.passages import Passage
from ipytts.description.documents.speakable import as_sentence, image, speakable
from ipytts.description.wording import numbers, phrases, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipytts.description.documents.passages import Role, Section

_MOST = 1_500  # characters that are told of one output
_DEEPEST, _MOST_HELD = 4, 10  # widgets within widgets
_LONGEST = 500  # characters of a message
_LOOKED_AT = 200_000  # characters of a table or a page
_NO_VALUE = re.compile(r"<[\w.]*(?:display|core)\.[\w.]+ object>")
_DRAWN = re.compile(
    r"[\[({]*<|Text\(|\[?\[?Text\(|\(array\(|.*<matplotlib|<Axes", re.DOTALL
)  # what plotting functions return
_FIGURE = re.compile(r"<Figure size \S+ with (\d+) Axes>")
_TAGS_OF_TABLES = re.compile(r"<table\b", re.IGNORECASE)
_OURS = re.compile(r"\bdata-ipytts\b")
_SVG_TITLE = re.compile(r"<(?:title|desc)\b[^>]*>([^<]+)<", re.IGNORECASE)


@dataclass(frozen=True)
class Shown:
    """What is known around the outputs of a cell.

    Parameters
    ----------
    captions : sequence of str
        Of its images, by the cell.
    widgets : mapping of str to mapping
        The state of each widget of the notebook, by its id.
    definitions : str
        Macros of LaTeX.
    """

    captions: Sequence[str] = ()
    widgets: Mapping[str, Any] = field(default_factory=dict)
    definitions: str = ""


def told(outputs: Sequence[Mapping[str, Any]], shown: Shown) -> Iterator[Passage]:
    """Yield what is to be said of the outputs of a cell.

    Parameters
    ----------
    outputs : sequence of mapping
        As nbformat 4 has them, texts in one piece.
    shown : Shown

    Yields
    ------
    Passage
        Each at most some 1500 characters long, whatever the output is.

    Raises
    ------
    SpeechError
        A package that is needed is not installed.

    Examples
    --------
    >>> value = {"output_type": "execute_result", "data": {"text/plain": "0.9412345"}}
    >>> [passage.text for passage in told([value], Shown())]
    ['0.941.']
    """
    captions = iter(shown.captions)
    draws = any(_image_type(_data(output)) for output in outputs)
    for output in _merged(outputs):
        kind = output.get("output_type")
        if kind == "stream":
            told_lines = printed_text.errors if output.get("name") == "stderr" else printed_text.lines
            yield from _passage(told_lines(text_in(output.get("text"))))
        elif kind == "error":
            yield Passage(_error(output), "error")
        elif kind in ("execute_result", "display_data") and not _is_ours(output):
            yield from _shown(output, shown, captions, draws=draws)


def _merged(outputs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the outputs, those pieces of a stream that follow each other as one."""
    merged: list[dict[str, Any]] = []
    for output in outputs:
        last = merged[-1] if merged else {}
        is_more = output.get("output_type") == last.get("output_type") == "stream"
        if is_more and output.get("name") == last.get("name"):
            last["text"] = text_in(last.get("text")) + text_in(output.get("text"))
        else:
            merged.append(dict(output))
    return merged


def _error(output: Mapping[str, Any]) -> str:
    name, value = speakable(text_in(output.get("ename"))), text_in(output.get("evalue"))
    message = plain_text.shorten(speakable(printed_text.without_colours(value[:5_000])), _LONGEST)
    return as_sentence(
        f"An error, {name}: {message}" if message else f"An error, {name}" if name else "An error"
    )


def _is_ours(output: Mapping[str, Any]) -> bool:
    """Tell whether it has been spoken before, and would be told twice."""
    return bool(_OURS.search(text_in(_data(output).get("text/html"))))


def _shown(
    output: Mapping[str, Any], shown: Shown, captions: Iterator[str], *, draws: bool
) -> Iterator[Passage]:
    data = _data(output)
    plain = text_in(data.get("text/plain"))
    page = html.DATA_ADDRESS.sub("inside", text_in(data.get("text/html")))[:_LOOKED_AT]
    if view := data.get("application/vnd.jupyter.widget-view+json"):
        yield from _widget(view, shown, plain)
    elif chart := _chart(data):
        yield from _passage(chart)
    elif kind := _image_type(data):
        yield from _passage(_image(data, kind, output, next(captions, "")))
    elif _TAGS_OF_TABLES.search(page):
        yield from _bounded(html.told(page, role="output"))
    elif latex := text_in(data.get("text/latex")):
        yield from _passage(_latex(latex, plain, shown.definitions))
    elif text := text_in(data.get("text/markdown")):
        yield from _bounded(markdown.told(text[:_LOOKED_AT], definitions=shown.definitions))
    elif page and (not plain or _NO_VALUE.fullmatch(plain)):
        yield from _bounded(html.told(page, role="output"))
    elif any(kind.startswith(("audio/", "video/")) for kind in data):
        yield Passage("A video." if any(kind.startswith("video/") for kind in data) else "A sound.", "output")
    elif plain and not _NO_VALUE.fullmatch(plain) and not (draws and _DRAWN.match(plain)):
        yield from _passage(printed_text.value(plain))


def _bounded(parts: Iterator[Section | Passage]) -> Iterator[Passage]:
    """Yield passages as output, headings among them, until enough is said."""
    left = _MOST
    for part in parts:
        if left <= 0:
            yield Passage("The rest of this output is left out.", "output")
            return
        text = part.text if isinstance(part, Passage) else as_sentence(part.heading)
        yield Passage(plain_text.shorten(text, max(left, 100)), "output")
        left -= len(text)


def _passage(text: str, role: Role = "output") -> Iterator[Passage]:
    if any(map(str.isalnum, text)):
        yield Passage(as_sentence(plain_text.shorten(text, _MOST)), role)


def _data(output: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping_in(output.get("data"))


def _image_type(data: Mapping[str, Any]) -> str:
    kinds = [kind for kind in data if kind.startswith("image/") or kind == "application/pdf"]
    return kinds[0] if kinds else ""


def _image(data: Mapping[str, Any], kind: str, output: Mapping[str, Any], caption: str) -> str:
    """Tell an image by its alternative text or its caption, else by what it is made of."""
    about = mapping_in(output.get("metadata"))
    inner = mapping_in(about.get(kind))
    title = _SVG_TITLE.search(text_in(data.get("image/svg+xml"))[:20_000])
    known = [text_in(place.get(name)) for place in (inner, about) for name in ("alt", "caption", "title")]
    for alt in (*known, caption, title[1] if title else ""):
        if alt.strip():
            return image(alt)
    if figure := _FIGURE.match(text_in(data.get("text/plain"))):
        count = int(figure[1])
        return f"A figure with {numbers.counted(count, 'plot')}" if count > 1 else "A figure"
    return "An image"


def _latex(latex: str, plain: str, definitions: str) -> str:
    """Tell a formula; where it cannot be read aloud, the text that came with it."""
    inside = re.sub(r"\A\s*\$+(?:\\displaystyle)?|\$+\s*\Z", "", latex.strip())
    said = mathematics.spoken(inside, definitions)
    return printed_text.value(plain) if said in ("", mathematics.UNREADABLE) and plain else said


def _chart(data: Mapping[str, Any]) -> str:
    """Tell a chart of Altair, Plotly or Bokeh by its title; empty where there is none."""
    for kind, spec in data.items():
        if re.match(r"application/vnd\.(?:vega|vegalite|plotly|bokeh)", kind):
            title = _title(spec) if isinstance(spec, dict) else ""
            return f"An interactive chart: {speakable(title)}" if title else "An interactive chart"
    return ""


def _title(spec: Mapping[str, Any]) -> str:
    layout = spec.get("layout")
    title = (layout if isinstance(layout, dict) else spec).get("title")
    if isinstance(title, dict):
        title = title.get("text")
    return text_in(title)


def _widget(view: Any, shown: Shown, plain: str, depth: int = 0) -> Iterator[Passage]:
    """Tell a widget by its name, its label and its value; one that holds others or outputs by these."""
    record = mapping_in(shown.widgets.get(text_in(mapping_in(view).get("model_id"))))
    state = mapping_in(record.get("state"))
    name = text_in(record.get("model_name")).removesuffix("Model") or plain.partition("(")[0].strip()
    if name == "Output":
        yield from told(mappings_in(state.get("outputs")), Shown(definitions=shown.definitions))
    elif (held := state.get("children")) and isinstance(held, list) and depth < _DEEPEST:
        for child in held[:_MOST_HELD]:
            model = text_in(child).removeprefix("IPY_MODEL_")
            yield from _widget({"model_id": model}, shown, "", depth + 1)
    elif not name.isidentifier():
        yield Passage("A widget.", "output")
    else:
        label, value = speakable(text_in(state.get("description"))).rstrip(":"), _value_of(state)
        named = [f"A widget, {phrases.split_class_name(name)}", *([f"labelled {label}"] if label else [])]
        yield from _passage(", ".join([*named, *([f"at {value}"] if value else [])]))


def _value_of(state: Mapping[str, Any]) -> str:
    """Say what a widget is set to: a text, a number, a truth, two ends of a range, or one of its options."""
    options, index, value = (state.get(name) for name in ("_options_labels", "index", "value"))
    if isinstance(options, list) and isinstance(index, int) and 0 <= index < len(options):
        value = options[index]
    if isinstance(value, list) and value and all(isinstance(end, int | float) for end in value):
        return " to ".join(map(phrases.value, value))
    if isinstance(value, str):
        return printed_text.value(plain_text.to_plain(value))
    return phrases.value(value) if isinstance(value, int | float) else ""
