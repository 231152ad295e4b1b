"""Keep what worker processes print off stderr, and explain the death of a worker by it.

A library that ends the process, such as OpenBLAS without memory, prints its reason and raises nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from ..core.failures import explain_text

STDERR = 2
LAST_BYTES = 4096
"""How many bytes at the end of the output are searched for the last line."""


class WorkerOutput:
    """What the workers of one pool print to stderr.

    Attributes:
        descriptor: The file in memory that takes the output; None if the workers print to stderr itself.
        start: The size of that file when the pool began, in bytes; what precedes it is of earlier pools.
    """

    def __init__(self) -> None:
        self.descriptor = _open_memory_file()
        self.start = self._size()

    def _size(self) -> int:
        """Return how many bytes have been printed, by the workers of all pools."""
        if self.descriptor is None:
            return 0
        return os.fstat(self.descriptor).st_size

    @contextmanager
    def captured(self) -> Iterator[None]:
        """Give the file as stderr to the processes that start inside the with block."""
        if self.descriptor is None:
            yield
            return
        # A new process inherits descriptor 2, whatever sys.stderr is, so the descriptor itself is replaced.
        stderr_copy = os.dup(STDERR)
        try:
            os.dup2(self.descriptor, STDERR)
            yield
        finally:
            os.dup2(stderr_copy, STDERR)
            os.close(stderr_copy)

    def explain_last_line(self) -> str:
        """Return what the last line means that a worker of this pool printed; empty if there is none."""
        if self.descriptor is None or not hasattr(os, "pread"):
            return ""
        # pread leaves the offset alone, at which workers that are still running append.
        position = max(self.start, self._size() - LAST_BYTES)
        text = os.pread(self.descriptor, LAST_BYTES, position).decode("utf-8", "replace")
        for line in reversed(text.splitlines()):
            if line.strip():
                return explain_text(line.strip())
        return ""


@cache
def _open_memory_file() -> int | None:
    """Open the file in memory that takes what workers print; None with HEADMAP_DEBUG, which shows it.

    There is one file for the whole run: a fork server, from which all workers inherit their stderr, starts
    once and outlives a pool.
    """
    if os.environ.get("HEADMAP_DEBUG"):
        return None
    if hasattr(os, "memfd_create"):
        return os.memfd_create("headmap-workers")
    return os.open(os.devnull, os.O_RDWR)
