"""Handle SIGINT and SIGTERM: raise an exception for SIGTERM, and delay both while files are renamed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from .errors import Terminated

INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def _raise_terminated(number: int, _frame: FrameType | None) -> None:
    """Raise Terminated for the first SIGTERM."""
    # A second SIGTERM must not interrupt the cleanup that the first one starts.
    signal.signal(number, signal.SIG_IGN)
    raise Terminated


@contextmanager
def sigterm_raises() -> Iterator[None]:
    """Raise Terminated inside the with block when SIGTERM arrives, so that temporary files are removed."""
    try:
        previous_handler = signal.signal(signal.SIGTERM, _raise_terminated)
    except ValueError:  # only the main thread handles signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous_handler)


@contextmanager
def signals_held() -> Iterator[None]:
    """Delay SIGINT and SIGTERM until the end of the with block.

    Their handlers are replaced. Blocking the signals would not be enough, because another thread could
    receive a signal that is blocked in this one.
    """
    arrived: list[int] = []
    previous_handlers: dict[signal.Signals, Any] = {}
    try:
        for number in INTERRUPTS:
            handler = signal.getsignal(number)
            # An ignored signal stays ignored. None is a handler that Python did not set and cannot restore.
            if handler not in (None, signal.SIG_IGN):
                signal.signal(number, lambda arriving, _frame: arrived.append(arriving))
                previous_handlers[number] = handler
    except ValueError:  # only the main thread handles signals
        yield
        return
    try:
        yield
    finally:
        for number, handler in previous_handlers.items():
            signal.signal(number, handler)
        for arriving in arrived:
            signal.raise_signal(arriving)
