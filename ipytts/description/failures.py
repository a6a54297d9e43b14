"""Errors: their kind, their message, and where in the cell they arose."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipytts.description.registry import Teller

TELLERS: Mapping[type, Teller] = {}
