"""What tests of tellers need to see."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def failures() -> Iterator[list[str]]:
    """Gather what tellers failed at; `describe` itself is silent about it."""
    logger = logging.getLogger("ipytts.description")
    found: list[str] = []

    class Gathers(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(logging.Formatter().format(record))

    handler = Gathers()
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield found
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)
