"""What came of a step of a job, wherever it was done: plain data that travels between processes."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..core.errors import ExitStatus, HeadmapError, OutputError
from ..core.failures import machine_error, require_memory
from ..core.logs import capture_logs


class LogLine(NamedTuple):
    """A message of the log; kind: its template, which alike messages share."""

    level: int
    text: str
    kind: str


ONE_AT_A_TIME = threading.Lock()
"""The log, and matplotlib's fonts and settings, are one for a process, whatever threads there are."""


@dataclass
class Outcome:
    """The result of a step, what was said on the way, and what went wrong.

    status: the exit status that the problems stand for; 0 where there are none.
    disk_full: no other output could be written either. seconds: how long it took.
    """

    result: Any = None
    said: list[LogLine] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    status: ExitStatus = ExitStatus.SUCCESS
    disk_full: bool = False
    seconds: float = 0.0


def run_guarded(work: Callable[[], Any], level: int = logging.WARNING) -> Outcome:
    """Do a step; errors become problems, and messages from level on are kept instead of printed.

    Threads of one process take turns.
    """
    done, start = Outcome(), time.perf_counter()
    with ONE_AT_A_TIME, capture_logs(_Listener(done.said), level):
        try:
            done.result = work()
        except Exception as e:
            if os.environ.get("HEADMAP_DEBUG") and sys.stderr is not None:
                traceback.print_exc()
            failure = e if isinstance(e, HeadmapError) else machine_error(e)
            done.problems, done.status = failure.lines(), failure.exit_status
            done.disk_full = isinstance(e, OutputError) and e.disk_full
    done.seconds = time.perf_counter() - start
    return done


def run_task(name: str, level: int, *args: Any) -> Outcome:
    """One of the steps by its name, so that a process loads them only when it has work."""

    def work() -> Any:
        require_memory()
        from . import tasks as steps

        return getattr(steps, name)(*args)

    return run_guarded(work, level)


class _Listener(logging.Handler):
    """Keeps messages in a list."""

    def __init__(self, said: list[LogLine]) -> None:
        super().__init__()
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        kind = getattr(record, "kind", record.msg)
        self.said.append(LogLine(record.levelno, record.getMessage(), str(kind)))
