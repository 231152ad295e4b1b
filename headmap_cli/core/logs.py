"""Route log messages, so that only headmap's own messages reach stderr."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

NOTICE = 25
"""The level, between INFO and WARNING, of messages that are shown by default but are not warnings."""


@contextmanager
def silence(library: str) -> Iterator[None]:
    """Silence a library's logger inside the with block.

    Args:
        library: The name of the logger, such as ``pypdf``.
    """
    logger = logging.getLogger(library)
    previous_level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(previous_level)


@contextmanager
def capture_logs(handler: logging.Handler, level: int) -> Iterator[None]:
    """Send headmap's messages only to a handler inside the with block, and silence matplotlib's warnings.

    Args:
        handler: The handler that receives the messages.
        level: The lowest level of the messages that it receives.
    """
    logger = logging.getLogger("headmap")
    matplotlib_logger = logging.getLogger("matplotlib")
    previous_level = logger.level
    previous_handlers = logger.handlers
    previous_propagate = logger.propagate
    previous_matplotlib_level = matplotlib_logger.level
    logger.setLevel(level)
    logger.handlers = [handler]
    # The root logger would print each message a second time.
    logger.propagate = False
    matplotlib_logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(previous_level)
        logger.handlers = previous_handlers
        logger.propagate = previous_propagate
        matplotlib_logger.setLevel(previous_matplotlib_level)
