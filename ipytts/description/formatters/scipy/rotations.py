"""Describe rotations in space of SciPy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.spatial.transform import Rotation

from ipytts.description.detail import Detail, Formatter
from ipytts.description.wording.facts import counted, number_fact
from ipytts.description.wording.phrase import Description, join, phrase

_LARGE = 100_000  # rotations whose angles are not computed


def _describe_rotation(rotation: Any, _: Detail) -> Description:
    """Return the angle and the axis of a rotation; of several, how many and their angles."""
    if not rotation.single:
        count = counted(len(rotation), "rotation", "size")
        if not 0 < len(rotation) <= _LARGE:
            return Description.of([count])
        angles = np.degrees(rotation.magnitude())
        ends = number_fact(float(angles.min()), "minimum"), number_fact(float(angles.max()), "maximum")
        return Description.of([phrase("{} by {} to {} degrees", count, *ends)])
    vector = np.asarray(rotation.as_rotvec())
    angle = float(np.degrees(np.linalg.norm(vector)))
    if not angle:
        return Description.of(["a rotation by 0 degrees"])
    axis = vector / np.linalg.norm(vector)
    # Components that differ by rounding errors alone are spoken alike.
    named = [
        number_fact(round(float(part), 12) + 0.0, "axis", at=name)
        for name, part in zip("xyz", axis, strict=True)
    ]
    words = phrase("a rotation by {} degrees", number_fact(round(angle, 9), "angle"))
    return Description.of([phrase("{} about the axis {}", words, join(named))])


FORMATTERS: Mapping[type, Formatter] = {Rotation: _describe_rotation}
