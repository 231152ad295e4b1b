"""Find out which files a run has written that nobody reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from .results import FigureStatus, JobResult

Stamp = tuple[int, int]
"""The inode of a file and the time of its last change in nanoseconds; writing a file anew changes both."""


def stamp_files(paths: Iterable[str]) -> dict[str, Stamp | None]:
    """Return the stamp of each file; None if it does not exist."""
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> Stamp | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def mark_written(results: Sequence[JobResult], stamps: dict[str, Stamp | None]) -> None:
    """Mark figures as written that are on disk although no outcome says so.

    An interrupt, or the death of a worker, loses the outcome of a task. Files are renamed into place when
    they are complete, so one that has changed is good.

    Args:
        results: The figures of the run.
        stamps: The stamps of all outputs before the run.
    """
    for result in results:
        if result.status not in (FigureStatus.NOT_RUN, FigureStatus.UP_TO_DATE):
            continue
        for path in result.job.outputs:
            stamp = _stamp(path)
            if stamp is not None and stamp != stamps[path]:
                result.outputs[path] = FigureStatus.WRITTEN
                result.status = FigureStatus.WRITTEN
