"""Signals that ask a process to end: SIGTERM as an exception, and both held back while files are renamed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from .errors import Terminated

INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def _terminate(number: int, _frame: FrameType | None) -> None:
    """Raise Terminated for the first SIGTERM; a second one must not cut the cleaning up short."""
    signal.signal(number, signal.SIG_IGN)
    raise Terminated


@contextmanager
def sigterm_raises() -> Iterator[None]:
    """Raise Terminated inside the with block when SIGTERM arrives, so that outputs are left whole."""
    try:
        before = signal.signal(signal.SIGTERM, _terminate)
    except ValueError:  # only the main thread handles signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def signals_held() -> Iterator[None]:
    """Deliver SIGINT and SIGTERM only after the with block.

    Handlers are replaced instead of the signals blocked, because another thread could receive a signal that
    is blocked in this one.
    """
    arrived: list[int] = []
    before: dict[signal.Signals, Any] = {}
    try:
        for number in INTERRUPTS:
            handler = signal.getsignal(number)
            if handler not in (None, signal.SIG_IGN):
                signal.signal(number, lambda arriving, _frame: arrived.append(arriving))
                before[number] = handler
    except ValueError:  # only the main thread handles signals
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for arriving in arrived:
            signal.raise_signal(arriving)
