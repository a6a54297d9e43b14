"""The notebooks of others are read here, not run by nbval."""

from __future__ import annotations

collect_ignore = ["notebooks"]
