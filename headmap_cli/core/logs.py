"""Who hears headmap's messages; other libraries' stay off stderr, where only headmap's own lines belong."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

NOTICE = 25
"""The level of lines that the command line shows by default, although they warn of nothing."""


@contextmanager
def silence(library: str) -> Iterator[None]:
    """For the time of a ``with``, a library logs nothing."""
    log = logging.getLogger(library)
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


@contextmanager
def capture_logs(handler: logging.Handler, level: int) -> Iterator[None]:
    """For the time of a ``with``, headmap's messages from level on go to a handler alone, and of matplotlib's
    only errors anywhere.
    """
    log, theirs = logging.getLogger("headmap"), logging.getLogger("matplotlib")
    before = log.level, log.handlers, log.propagate, theirs.level
    log.setLevel(level)
    log.handlers, log.propagate = [handler], False
    theirs.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before[0])
        log.handlers, log.propagate = before[1:3]
        theirs.setLevel(before[3])
