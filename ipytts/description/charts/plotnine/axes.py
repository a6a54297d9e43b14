"""The axes of a plot of plotnine, and the words of its labels."""

from __future__ import annotations

import re
from typing import Any, Literal

import numpy as np

from ipytts.description.charts.json_data import to_days, to_floats, to_texts
from ipytts.description.charts.model import Axis, Floats

_CALL = re.compile(
    r"(?:factor|reorder|as_factor|ordered)\(\s*['\"]?([^,'\"()]+?)['\"]?\s*(?:,.*)?\)", re.DOTALL
)
_SCALES = {"sqrt": "square root", "log1p": "logarithmic", "symlog": "symmetric logarithmic"}


def plain_label(label: Any) -> str:
    """Return the label of an aesthetic without the functions of plotnine around its name.

    Examples
    --------
    >>> plain_label("factor(cyl)"), plain_label("reorder(day, tip)"), plain_label("log(x)")
    ('cyl', 'day', 'log(x)')
    """
    text = "" if label is None else str(label)
    match = _CALL.fullmatch(text.strip())
    return match[1].strip() if match else text


def is_discrete(scale: Any) -> bool:
    """Return whether a scale has categories."""
    return any(base.__name__ == "scale_discrete" for base in type(scale).__mro__)


def names_of(scale: Any) -> dict[str, str]:
    """Return the names of the categories of a scale as a legend has them, in its order."""
    limits = getattr(scale, "final_limits", None)
    limits = scale.limits if limits is None else limits
    breaks, labels = list(scale.get_breaks()), list(scale.get_labels())
    shown = dict(zip(to_texts(breaks), map(str, labels), strict=False))
    texts = to_texts(list(limits))
    if len(breaks) == len(texts) and not set(shown) & set(texts):  # breaks are positions
        shown = dict(zip(texts, map(str, labels), strict=False))
    return {text: shown.get(text, text) for text in texts}


class PlotAxis:
    """An axis for the data of an aesthetic, x or y, with the limits that the coordinates set."""

    def __init__(self, scale: Any, label: str, limits: Any) -> None:
        self._scale = scale
        self.label = label
        self._limits = limits
        self.kind: Literal["number", "date", "category"] = "number"
        if is_discrete(scale):
            self.kind = "category"
        elif any("date" in base.__name__ for base in type(scale).__mro__):
            self.kind = "date"
        transformation = getattr(scale, "_trans", None) or getattr(scale, "trans", None)
        name = transformation if isinstance(transformation, str) else type(transformation).__name__
        self._transformation = name.removesuffix("_trans") if self.kind == "number" else ""

    @property
    def is_log(self) -> bool:
        """Whether the scale is logarithmic."""
        return self._transformation in ("log", "log10", "log2")

    def values(self, data: Any) -> Floats:
        """Return data of a layer, which are transformed, as floats of the model."""
        values = to_floats(np.asarray(data))
        if self.kind == "category":
            return np.round(values)
        if self._transformation in ("", "identity", "NoneType"):
            return values
        return np.asarray(self._scale.inverse(values), float)

    def to_model(self) -> Axis:
        """Return the axis as the model has it."""
        names = list(names_of(self._scale).values()) if self.kind == "category" else []
        is_plain = self.is_log or self._transformation in ("", "identity", "reverse", "NoneType")
        return Axis(
            self.label,
            self.kind,
            self.is_log,
            {float(position): name for position, name in enumerate(names, 1)},
            self._limits_of_axis(),
            percent_of=self._percent_of(),
            scale="" if is_plain else _SCALES.get(self._transformation, "transformed"),
            is_reversed=self._transformation == "reverse",
        )

    def _limits_of_axis(self) -> tuple[float, float] | None:
        if self._limits is None or self.kind == "category":
            return None
        ends = list(self._limits)
        low, high = to_days(ends) if self.kind == "date" else to_floats(ends)
        return (float(low), float(high)) if np.isfinite([low, high]).all() else None

    def _percent_of(self) -> float:
        labels = getattr(self._scale, "labels", None)
        name = type(labels).__name__ + getattr(labels, "__name__", "")
        return 1.0 if "percent" in name and self.kind == "number" else np.nan
