"""Describe widgets from their state, as a notebook saves it: charts, texts, controls and what is in boxes."""

from __future__ import annotations

import contextlib
import copy
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ipytts.description.documents.notebook_json import as_mapping, as_mappings, as_text
from ipytts.description.documents.printed import python_values
from ipytts.description.documents.printed.printed_lines import is_progress
from ipytts.description.documents.speakable.speakable_text import to_speakable
from ipytts.description.wording import phrases

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_MAX_DEPTH, _MAX_CHILDREN = 4, 10  # levels of nested widgets, and widgets in one widget
_PROGRESS = ("FloatProgress", "IntProgress")
_PROGRESS_TEXT = re.compile(r"Progress\(")
_VEGA_VIEWS = {"mark", "layer", "concat", "hconcat", "vconcat", "spec"}
_TEXTS = ("HTML", "HTMLMath", "Label")


def live_states() -> Mapping[str, Any]:
    """Return the states of all widgets of this process by their ids, as a notebook would save them."""
    ipywidgets = sys.modules.get("ipywidgets")
    saved = as_mapping(ipywidgets.Widget.get_manager_state()) if ipywidgets else {}
    return as_mapping(saved.get("state"))


def is_canvas(data: Mapping[str, Any], states: Mapping[str, Any]) -> bool:
    """Return whether a bundle shows a figure of matplotlib as a widget of ipympl.

    Examples
    --------
    >>> view = {WIDGET_VIEW: {"model_id": "a1"}, "text/plain": "Canvas(toolbar=Toolbar())"}
    >>> is_canvas(view, {"a1": {"model_name": "MPLCanvasModel"}}), is_canvas(view, {})
    (True, True)
    """
    if WIDGET_VIEW not in data:
        return False
    record = as_mapping(states.get(as_text(as_mapping(data[WIDGET_VIEW]).get("model_id"))))
    plain = as_text(data.get("text/plain"))
    return record.get("model_name") == "MPLCanvasModel" or plain.startswith("Canvas(toolbar=")


@dataclass(frozen=True)
class _Widget:
    name: str  # of its class
    state: Mapping[str, Any]
    children: tuple[_Widget, ...] = ()
    buffers: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_progress(self) -> bool:
        """Whether it is a progress bar, or a box with one."""
        return self.name in _PROGRESS or any(child.is_progress for child in self.children)


def find_outputs(view: Any, plain: str, states: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what a widget shows as outputs: charts as bundles, captured outputs, texts and values.

    A box yields what is in it, or nothing if it holds a progress bar. Of a widget whose state was not saved,
    `plain` is read, the text that Python shows of it.
    """
    model_id = as_text(as_mapping(view).get("model_id"))
    if model_id in states:
        yield from _outputs(_from_states(model_id, states))
        return
    with contextlib.suppress(python_values.NoValueError):
        yield from _outputs(_from_value(python_values.to_value(plain)))
        return
    if not (_PROGRESS_TEXT.search(plain) or is_progress(plain)):
        yield _display({"text/plain": plain})


def _from_states(model_id: str, states: Mapping[str, Any], depth: int = 0) -> _Widget:
    record = as_mapping(states.get(model_id))
    state, children = as_mapping(record.get("state")), []
    if isinstance(state.get("children"), list) and depth < _MAX_DEPTH:
        ids = [as_text(child).removeprefix("IPY_MODEL_") for child in state["children"][:_MAX_CHILDREN]]
        children = [_from_states(child, states, depth + 1) for child in ids]
    name = as_text(record.get("model_name")).removesuffix("Model")
    return _Widget(name, state, tuple(children), tuple(as_mappings(record.get("buffers"))))


def _from_value(value: Any) -> _Widget:
    """Return the widget that a text shows, such as ``HBox(children=(IntSlider(value=3),))``."""
    if not hasattr(value, "_asdict"):
        raise python_values.NoValueError("no widget")
    fields = value._asdict()
    children = fields.pop("children", ())
    return _Widget(type(value).__name__, fields, tuple(map(_from_value, children)))


def _outputs(widget: _Widget) -> Iterator[Mapping[str, Any]]:
    if widget.is_progress:
        return
    if chart := _chart(widget):
        yield _display(chart)
    elif widget.name == "Output":
        yield from as_mappings(list(widget.state.get("outputs") or ()))
    elif widget.children:
        for child in widget.children:
            yield from _outputs(child)
    elif widget.name in _TEXTS:
        kind = "text/plain" if widget.name == "Label" else "text/html"
        yield _display({kind: as_text(widget.state.get("value"))})
    elif widget.name.isidentifier():
        yield _display({"text/plain": _describe_control(widget)})


def _display(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _chart(widget: _Widget) -> Mapping[str, Any]:
    """Return the bundle of a chart that is a widget: plotly's `FigureWidget`, or Altair's `JupyterChart`."""
    state = widget.state
    traces = state.get("_widget_data", state.get("_data"))  # the former since plotly 6
    layout = state.get("_widget_layout", state.get("_layout"))
    if isinstance(traces, list) and isinstance(layout, dict):
        with_arrays = _with_buffers(traces, widget.buffers)
        return {"application/vnd.plotly.v1+json": {"data": with_arrays, "layout": layout}}
    spec = as_mapping(state.get("spec"))
    return {"application/vnd.vegalite.v5+json": spec} if _VEGA_VIEWS & spec.keys() else {}


def _with_buffers(traces: list[Any], buffers: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return traces with their arrays, which the state keeps apart, in the form of plotly's JSON."""
    traces = copy.deepcopy(traces)
    for buffer in buffers:
        path = buffer.get("path")
        if not isinstance(path, list) or len(path) < len(("_data", 0, "x", "buffer")):
            continue
        array: Any = traces
        for step in path[1:-1]:
            array = array[step]
        array["bdata"] = buffer.get("data")
    return traces


def _describe_control(widget: _Widget) -> str:
    """Return the name, the label and the value of a control."""
    label = to_speakable(as_text(widget.state.get("description"))).rstrip(":")
    words = [f"A widget, {phrases.split_class_name(widget.name)}", *([f"labelled {label}"] if label else [])]
    value = _describe_value(widget.state)
    return ", ".join([*words, *([f"at {value}"] if value else [])])


def _describe_value(state: Mapping[str, Any]) -> str:
    """Return words for a widget's value: a text, a number, a Boolean, a range, or the selected option."""
    options, index, value = (state.get(name) for name in ("_options_labels", "index", "value"))
    if isinstance(options, list | tuple) and isinstance(index, int) and 0 <= index < len(options):
        value = options[index]
    if isinstance(value, list | tuple) and value and all(isinstance(end, int | float) for end in value):
        return " to ".join(map(phrases.value, value))
    return phrases.value(value) if isinstance(value, str | int | float) and value != "" else ""
