"""What an array of NumPy looks like: evenly spaced numbers, a few labels, a mask, an image."""

from __future__ import annotations

from typing import Any

import numpy as np

from ipytts.description.formatters.array_kind import Kind, are_close
from ipytts.description.formatters.matrix_kinds import find_matrix_kind
from ipytts.description.wording import numbers
from ipytts.description.wording.facts import number_fact, percent_fact
from ipytts.description.wording.phrase import Phrase, Words, join, join_with, phrase

_MOST = 2_000_000  # values of an array that is looked at
_FEWEST_SPACED = 5
_FEWEST_LABELED = 20  # values of which a few different ones are labels
_MOST_LABELS = 6
_SMALLEST_IMAGE = 8  # pixels on a side
_CHANNELS = (3, 4)
_MOSTLY = 0.8  # the share of zeros in an array that is mostly 0


def find_kind(array: Any) -> Kind | None:
    """Return what an array with values looks like; None if it is an array of any numbers."""
    if array.size > _MOST or array.dtype.kind not in "biuf" or array.dtype.itemsize > np.dtype("f8").itemsize:
        return None
    if array.dtype.kind == "b":
        return _mask(array)
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        return None
    if array.size > 1 and array.min() == array.max():
        return Kind([], has_range=True, is_complete=True)
    if array.ndim == 1:
        return _spaced(array) or _permutation(array) or _labels(array) or _sorted(array)
    is_matrix = array.ndim == 2 and min(array.shape) > 1
    return (find_matrix_kind(array) if is_matrix else None) or _image(array) or _mostly_zero(array)


def _mask(array: Any) -> Kind:
    true = int(np.count_nonzero(array))
    text = {0: "none", array.size: "all"}.get(true, "")
    share = percent_fact(true / array.size, "share of true values")
    count = number_fact(true, "count of true values", text=text)
    words: list[Words] = [phrase("{} of them true", count), *([] if text else [share])]
    if array.ndim == 2 and 0 < true < array.size and min(array.shape) > 1:
        words += _bounds(array)
    return Kind(words, is_complete=bool(text) and array.size > 1)


def _bounds(array: Any) -> list[Phrase]:
    """Return the rows and the columns that hold all true values, if these are not nearly the whole array."""
    ends = [
        number_fact(int(found[end]) + 1, f"{'last' if end else 'first'} {noun} with true values")
        for axis, noun in ((1, "row"), (0, "column"))
        for found in [np.flatnonzero(array.any(axis=axis))]
        for end in (0, -1)
    ]
    height, width = (int(ends[i + 1].value) - int(ends[i].value) + 1 for i in (0, 2))
    if height * width > array.size / 2:
        return []
    return [phrase("all in rows {} to {} and columns {} to {}", *ends)]


def _spaced(array: Any) -> Kind | None:
    """Return the words for evenly spaced numbers, such as those of ``linspace``."""
    if array.size < _FEWEST_SPACED:
        return None
    values = array.astype("float64")
    step = (values[-1] - values[0]) / (array.size - 1)
    size = float(np.abs(values).max())
    is_spaced = step and np.isfinite(step) and are_close(np.diff(values), step, size)
    if not is_spaced or abs(step) < 1e-6 * size:  # rounding errors may be as large
        return None
    first, last = array[0].item(), array[-1].item()
    first_text, last_text = numbers.apart([first, last])
    ends = number_fact(first, "first value", text=first_text), number_fact(last, "last value", text=last_text)
    down = "down " if step < 0 else ""
    steps = number_fact(abs(float(step)), "step")
    return Kind([phrase("evenly spaced from {} {}to {} in steps of {}", ends[0], down, ends[1], steps)])


def _permutation(array: Any) -> Kind | None:
    """Return the words for the whole numbers from 0, or from 1, each once and in no order."""
    if array.dtype.kind == "f" or array.size < _FEWEST_SPACED:
        return None
    low, high = int(array.min()), int(array.max())
    if low not in (0, 1) or high - low + 1 != array.size or len(np.unique(array)) < array.size:
        return None
    ends = number_fact(low, "minimum"), number_fact(high, "maximum")
    return Kind([phrase("each from {} to {} once, not in order", *ends)])


def _labels(array: Any) -> Kind | None:
    """Return the counts of a few different whole numbers."""
    if array.size < _FEWEST_LABELED or (array.dtype.kind == "f" and bool((array != np.round(array)).any())):
        return None
    different, counts = np.unique(array, return_counts=True)
    if not 1 < len(different) <= _MOST_LABELS:
        return None
    values = [number_fact(value, "distinct value") for value in different.tolist()]
    often = [
        number_fact(count, "count", at=value, text=numbers.times(count))
        for value, count in zip(different.tolist(), counts.tolist(), strict=True)
    ]
    if len(set(counts.tolist())) == 1:
        each = phrase("{}, {} each", join(values), often[0])
    else:
        each = join_with("; ", [phrase("{}, {}", *pair) for pair in zip(values, often, strict=True)])
    return Kind([phrase("{} different: {}", number_fact(len(different), "distinct count"), each)])


def _sorted(array: Any) -> Kind | None:
    if array.size <= _FEWEST_SPACED or array[0] == array[-1]:
        return None
    rises = array[1:] >= array[:-1]
    if not (rises.all() or (array[1:] <= array[:-1]).all()):
        return None
    first, last = array[0].item(), array[-1].item()
    first_text, last_text = numbers.apart([first, last])
    ends = number_fact(first, "first value", text=first_text), number_fact(last, "last value", text=last_text)
    mean = number_fact(float(array.mean(dtype="float64")), "mean")
    return Kind(
        [phrase("{} from {} to {}", "rising" if rises.all() else "falling", *ends), phrase("mean {}", mean)]
    )


def _image(array: Any) -> Kind | None:
    """Return the words for an array with the shape and the values of an image."""
    is_color = array.ndim == 3 and array.shape[2] in _CHANNELS
    if not (is_color or array.ndim == 2) or min(array.shape[:2]) < _SMALLEST_IMAGE:
        return None
    is_share = array.dtype.kind == "f" and is_color and array.min() >= 0 and array.max() <= 1
    if array.dtype != np.uint8 and not is_share:
        return None
    height, width = array.shape[:2]
    pixels = number_fact(width, "image width"), number_fact(height, "image height")
    kind = "a color image" if is_color else "a grayscale image"
    looks = phrase("it looks like {}, {} pixels wide and {} high", kind, *pixels)
    if not is_color:
        return Kind([], [looks], has_range=True)
    means = [
        number_fact(float(array[..., channel].mean(dtype="float64")), "mean", at=f"channel {channel + 1}")
        for channel in range(array.shape[2])
    ]
    return Kind([], [looks, phrase("the means of its channels are {}", join(means))], has_range=True)


def _mostly_zero(array: Any) -> Kind | None:
    zeros = int(array.size - np.count_nonzero(array))
    if not _MOSTLY <= zeros / array.size < 1:
        return None
    share = percent_fact(zeros / array.size, "share of zeros")
    return Kind([phrase("{} of them {}", share, number_fact(0, "distinct value"))], has_range=True)
