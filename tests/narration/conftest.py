"""The public notebooks are read by tests, not run by nbval."""

from __future__ import annotations

collect_ignore = ["notebooks"]
