"""Messages on standard error."""

from __future__ import annotations

import sys


def print_message(message: str) -> None:
    """Print a message on standard error."""
    print(f"ipytts: {message}", file=sys.stderr)
