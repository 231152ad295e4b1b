"""Make calls of the system fail: a chosen occurrence of a function, with an error, a signal or a short write.

Only calls about a folder and the files below it count, so that the imports of a run are left alone. Files
that are open for reading are replaced by ones whose reads and closes count too. Worker processes that are
forked inherit all this.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ON_PATHS = ("open", "unlink", "replace", "link", "mkdir", "scandir")
ON_DESCRIPTORS = ("write", "fsync", "close", "fchmod", "flock")
WRITING = (*ON_PATHS, *ON_DESCRIPTORS)
READING = ("file open", "file read", "file close")
"""The calls for files that Python's own ``open`` opened."""
ERRORS = ("EIO", "ESTALE", "EINTR", "ENOSPC", "EDQUOT", "EACCES")
SIGNALS = {"SIGINT": signal.SIGINT, "SIGTERM": signal.SIGTERM, "SIGKILL": signal.SIGKILL}
SHORT = "short"
"""The fault of a read or a write that takes half of the bytes, which is no error."""


class Fault(NamedTuple):
    """One fault: the function, how often it succeeds before, and what happens then."""

    function: str
    occurrence: int
    kind: str  # the name of an errno or of a signal, or SHORT
    persists: bool = False  # whether all further calls fail too


class Injector:
    """Counts the calls about the files of a folder, and lets one of them fail.

    Attributes:
        folder: The folder.
        fault: The fault; None to count only.
        on_failure: Called with the path of each call that fails, before it does.
        calls: How often each function was called.
        has_failed: Whether a call has failed.
    """

    def __init__(self, folder: Path, fault: Fault | None, on_failure: Callable[[str], object]) -> None:
        self.folder = os.path.realpath(folder)
        self.fault = fault
        self.on_failure = on_failure
        self.calls: Counter[str] = Counter()
        self.has_failed = False

    def install(self) -> None:
        """Replace the functions for the rest of this process."""
        for name in ON_PATHS:
            setattr(os, name, self._on_path(name, getattr(os, name)))
        for name in ON_DESCRIPTORS:
            module = fcntl if name == "flock" else os
            setattr(module, name, self._on_descriptor(name, getattr(module, name)))
        real_open = io.open

        def open_file(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
            if not isinstance(file, str | os.PathLike) or mode != "rb" or not self._is_inside(file):
                return real_open(file, mode, *args, **options)
            self.happen("file open", os.fspath(file))
            return io.BufferedReader(_FaultyFile(self, os.fspath(file)))

        builtins.open = io.open = open_file

    def _on_path(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *args: Any, **options: Any) -> Any:
            if self._is_inside(path):
                self.happen(name, os.fspath(path))
            return function(path, *args, **options)

        return call

    def _on_descriptor(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        real_readlink = os.readlink

        def call(descriptor: int, *args: Any) -> Any:
            try:
                path = real_readlink(f"/proc/self/fd/{descriptor}")
            except OSError:
                path = ""
            # What is not a file is called pipe:[123] or the like.
            if os.path.isabs(path) and self._is_inside(path):
                try:
                    is_short = self.happen(name, path)
                except OSError:
                    if name == "close":
                        # Linux closes a descriptor even if it reports an error.
                        function(descriptor)
                    raise
                if is_short:
                    data = memoryview(args[0])
                    return function(descriptor, data[: max(1, len(data) // 2)])
            return function(descriptor, *args)

        return call

    def _is_inside(self, path: Any) -> bool:
        name = os.fspath(path) if isinstance(path, str | os.PathLike) else ""
        return bool(name) and (os.path.abspath(name) + os.sep).startswith(self.folder + os.sep)

    def happen(self, function: str, path: str) -> bool:
        """Count a call; raise or send what the fault says. Return whether it is to be short."""
        occurrence = self.calls[function]
        self.calls[function] += 1
        fault = self.fault
        if fault is None or function != fault.function:
            return False
        is_due = occurrence >= fault.occurrence if fault.persists else occurrence == fault.occurrence
        if not is_due:
            return False
        is_first = not self.has_failed
        self.has_failed = True
        self.on_failure(path)
        if fault.kind == SHORT:
            return True
        if fault.kind in SIGNALS:
            if is_first:
                os.kill(os.getpid(), SIGNALS[fault.kind])
            return False
        number = getattr(errno, fault.kind)
        raise OSError(number, os.strerror(number), path)


class _FaultyFile(io.FileIO):
    """A file open for reading whose reads and close may fail."""

    def __init__(self, injector: Injector, path: str) -> None:
        super().__init__(path, "rb")
        self._injector = injector
        self._path = path

    def readinto(self, buffer: Any) -> int | None:
        view = memoryview(buffer)
        if self._injector.happen("file read", self._path):
            view = view[: max(1, len(view) // 2)]
        return super().readinto(view)

    def readall(self) -> bytes:
        self._injector.happen("file read", self._path)
        return super().readall()

    def close(self) -> None:
        is_open = not self.closed
        super().close()
        if is_open:
            self._injector.happen("file close", self._path)
