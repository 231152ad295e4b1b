"""Run one task and record what came of it, as plain data that can travel between processes."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from ..core.errors import MAX_PROBLEMS_SHOWN, ExitStatus, HeadmapError, InputError, OutputError
from ..core.failures import machine_error, require_memory
from ..core.logs import capture_logs

# The handlers of a logger and matplotlib's fonts and settings exist once per process. The workers of a Dask
# cluster run several tasks as threads of one process, and these tasks take turns.
_ONE_TASK_AT_A_TIME = threading.Lock()


class LogLine(Struct, frozen=True):
    """A message that a task logged.

    Attributes:
        level: The level, as in ``logging``.
        text: The message.
        kind: The template of the message; messages of one kind are counted instead of repeated.
    """

    level: int
    text: str
    kind: str


class TaskProblem(Struct, frozen=True):
    """A line that says what went wrong in a task.

    Attributes:
        text: The line.
        source: The input, style or manifest that the problem is in, with which the text begins; None if the
            text names none.
    """

    text: str
    source: str | None = None


@dataclass
class Outcome:
    """The result of a task, or the problems that prevented one.

    Attributes:
        result: What the task returned; None if there are problems.
        log: The messages that the task logged.
        problems: What went wrong; empty if the task succeeded.
        status: The exit status that the problems lead to.
        disk_full: Whether the disk is full, so that no other output could be written either.
        seconds: How long the task took.
    """

    result: Any = None
    log: list[LogLine] = field(default_factory=list)
    problems: list[TaskProblem] = field(default_factory=list)
    status: ExitStatus = ExitStatus.SUCCESS
    disk_full: bool = False
    seconds: float = 0.0


def run_guarded(work: Callable[[], Any], level: int = logging.WARNING) -> Outcome:
    """Call a function and record its result, its log and its errors instead of letting them out.

    Args:
        work: The function to call. The threads of one process take turns.
        level: The lowest level of the messages to keep; the others are dropped.

    Returns:
        The outcome. Exceptions that nobody expected are explained as errors of the machine.
    """
    outcome = Outcome()
    start = time.perf_counter()
    with _ONE_TASK_AT_A_TIME, capture_logs(_ListHandler(outcome.log), level):
        try:
            outcome.result = work()
        except Exception as e:
            if os.environ.get("HEADMAP_DEBUG") and sys.stderr is not None:
                traceback.print_exc()
            _record_error(outcome, e)
    outcome.seconds = time.perf_counter() - start
    return outcome


def run_task(function: Callable[..., Any], level: int, *args: Any) -> Outcome:
    """Run a task in whatever process this is, after checking that there is memory for its libraries.

    Args:
        function: A function of ``tasks``, which imports what it needs only when it is called.
        level: The lowest level of the messages to keep.
        args: The arguments of the function.
    """

    def work() -> Any:
        require_memory()
        return function(*args)

    return run_guarded(work, level)


def _record_error(outcome: Outcome, error: Exception) -> None:
    """Turn an exception into the problems of an outcome."""
    reported = error if isinstance(error, HeadmapError) else machine_error(error)
    outcome.problems = _task_problems(reported)
    outcome.status = reported.exit_status
    outcome.disk_full = isinstance(reported, OutputError) and reported.disk_full


def _task_problems(error: HeadmapError) -> list[TaskProblem]:
    """Return the lines of an error, each with the source that it is about."""
    if not isinstance(error, InputError):
        return [TaskProblem(line) for line in error.lines()]
    sources: list[str | None] = [problem.source for problem in error.problems[:MAX_PROBLEMS_SHOWN]]
    sources.append(None)  # for a last line such as "... and 12 more", if there is one
    return [TaskProblem(line, source) for line, source in zip(error.lines(), sources, strict=False)]


class _ListHandler(logging.Handler):
    """A log handler that appends the messages to a list."""

    def __init__(self, lines: list[LogLine]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Append one message."""
        kind = getattr(record, "kind", record.msg)
        self.lines.append(LogLine(record.levelno, record.getMessage(), str(kind)))
