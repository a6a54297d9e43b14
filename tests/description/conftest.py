"""Fixtures for tests of descriptions."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from ipytts.description import time_limit

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def failures() -> Iterator[list[str]]:
    """Collect the errors of formatters, which `describe` only logs."""
    logger = logging.getLogger("ipytts.description")
    errors: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            errors.append(logging.Formatter().format(record))

    handler = Collector()
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield errors
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


@pytest.fixture(scope="module")
def long_time_limit() -> Iterator[None]:
    """Let the texts of objects take long, as a busy machine may not start a thread within 0.1 s."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time_limit, "TIME_LIMIT", 30)  # s
        yield
