"""What commands write on standard error: messages and progress."""

from __future__ import annotations

import sys

from ipytts.playback.progress import TerminalProgress


def print_message(message: str) -> None:
    """Print a message on standard error."""
    print(f"ipytts: {message}", file=sys.stderr)


class CommandListener(TerminalProgress):
    """Shows progress and notices on standard error."""

    def on_notice(self, message: str) -> None:
        """Print a notice."""
        print_message(message)
