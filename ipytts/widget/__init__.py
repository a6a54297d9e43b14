"""The playground: a widget in which a person finds a voice by ear, and takes the cell away."""

from __future__ import annotations

from ipytts.widget.board import Playground, playground

__all__ = ["Playground", "playground"]
