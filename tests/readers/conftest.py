"""Where the reader tests run: a folder of their own, and all that -v says heard where it is asked for."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture
def heard() -> Iterator[None]:
    """Log lines of -v reach caplog."""
    logger = logging.getLogger("headmap")
    level = logger.level
    logger.setLevel(logging.INFO)
    yield
    logger.setLevel(level)
