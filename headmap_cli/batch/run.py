"""Jobs -> figures: all is read first, then drawn, by whoever is there to do it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from .. import __version__
from ..core.errors import ExitStatus
from ..files.atomic import sync
from ..files.source import named_path
from ..files.streams import display_name
from ..files.temporary import sweep
from ..writers import format_of
from . import workers as crews
from .categories import shared_categories
from .jobs import Job
from .outcome import LogLine, Outcome, run_guarded, run_task
from .streams import with_inputs_read
from .workers import WorkerPool

STATES = ("up to date", "changed", "new")
Categories = tuple[str, ...] | None
Stamp = tuple[int, int] | None


@dataclass(frozen=True)
class RunOptions:
    """How a run is done.

    workers: processes. shared: all figures have the categories of all. force: nothing counts as up to date.
    dry: nothing is drawn. fail_fast: the first problem ends the run. scheduler: a Dask scheduler's address.
    level: of the messages to keep.
    """

    workers: int = 1
    shared: bool = True
    force: bool = False
    dry: bool = False
    fail_fast: bool = False
    scheduler: str | None = None
    level: int = logging.WARNING


@dataclass
class JobResult:
    """A job and what became of it.

    status: ``written``, ``up to date``, ``failed`` or ``not run``; in a dry run ``new`` and ``changed`` too.
    outputs: what became of each file. exit_status: what the problems stand for.
    """

    job: Job
    status: str = "not run"
    outputs: dict[str, str] = field(default_factory=dict)
    said: list[LogLine] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    exit_status: ExitStatus = ExitStatus.SUCCESS
    seconds: float = 0.0


OnResult = Callable[[JobResult], None]
"""Called with each figure when it is known what became of it."""


def run(figures: Sequence[JobResult], how: RunOptions, tell: OnResult) -> None:
    """Read and draw all figures; fills in what became of each.

    What a killed run left of files on their way is removed before and after, but in a dry run. An interrupt
    ends the workers at once and is passed on.
    """
    paths = [path for figure in figures for path in figure.job.outputs]
    folders = set() if how.dry else {Path(os.path.realpath(path)).parent for path in paths}
    sweep(folders)
    draws = not how.dry and (how.force or not all(map(os.path.exists, paths)))
    stamps = {path: _stamp(path) for path in paths}
    workers = crews.local(1 if how.scheduler else min(how.workers, len(figures)), draws)
    crew = workers
    try:
        founds = _read(figures, workers, how, tell)
        shared = (
            shared_categories((found.categories, found.named) for found in founds.values())
            if how.shared
            else None
        )
        if how.scheduler and not how.dry and founds and not workers.stopping:
            crew = crews.cluster(how.scheduler)
        draw = _draw_far if crew is not workers else _draw
        for number, done in draw(figures, founds, shared, crew, how):
            _finish(figures[number], done, crew, how, tell)
    except BaseException:
        for each in (workers, crew):
            each.close(at_once=True)
        raise
    finally:
        for each in (workers, crew):
            each.close()
        if not how.dry:
            _count_written(figures, stamps)
        sweep(folders)
        sync(folders)


def _stamp(path: str) -> Stamp:
    """Return what tells whether a file has been written anew; None where there is none."""
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def _count_written(figures: Sequence[JobResult], stamps: dict[str, Stamp]) -> None:
    """Count figures as written that are on disk, though the worker that wrote them could not say so.

    An interrupt, or the death of a worker, loses its last words. What it wrote is whole.
    """
    for figure in figures:
        if figure.status not in ("not run", "up to date"):
            continue
        for path in figure.job.outputs:
            if _stamp(path) not in (None, stamps[path]):
                figure.status = figure.outputs[path] = "written"


def _read(figures: Sequence[JobResult], crew: WorkerPool, how: RunOptions, tell: OnResult) -> dict[int, Any]:
    """What each job is made of, by the job's number; those that cannot be read are told."""
    numbers, tasks, founds = [], [], {}
    contents: dict[str, bytes] = {}
    for number, figure in enumerate(figures):
        if crew.stopping:
            break
        ready = run_guarded(partial(with_inputs_read, figure.job, contents), how.level)
        if ready.problems:
            _finish(figure, ready, crew, how, tell)
        else:
            numbers.append(number)
            tasks.append(("read", how.level, ready.result))
    for at, done in crew.results(run_task, tasks):
        number = numbers[at]
        if done.problems:
            _finish(figures[number], done, crew, how, tell)
        else:
            figures[number].said += done.said
            founds[number] = done.result
    return dict(sorted(founds.items()))


def _draw(
    figures: Sequence[JobResult],
    founds: dict[int, Any],
    shared: Categories,
    crew: WorkerPool,
    how: RunOptions,
) -> Iterator[tuple[int, Outcome]]:
    """Draw where the files are: each worker writes what it draws."""
    numbers = list(founds)
    name = "states" if how.dry else "draw"
    tasks = [(name, how.level, figures[number].job, founds[number], shared, how.force) for number in numbers]
    for at, done in crew.results(run_task, tasks):
        yield numbers[at], done


def _draw_far(
    figures: Sequence[JobResult],
    founds: dict[int, Any],
    shared: Categories,
    crew: WorkerPool,
    how: RunOptions,
) -> Iterator[tuple[int, Outcome]]:
    """Draw on other machines: data go there with each task, and bytes come back to be written here."""
    from .tasks import check_states, stale_outputs, write

    numbers, tasks, states = [], [], {}
    for number, found in founds.items():
        job = figures[number].job
        data, style, states[number] = check_states(job, found, shared, how.force)
        wanted = sorted({format_of(path) for path in stale_outputs(states[number])})
        if wanted:
            numbers.append(number)
            tasks.append(("pictures", how.level, data, style, wanted, job.args.draw, __version__))
        else:
            yield number, Outcome(states[number])
    for at, done in crew.results(run_task, tasks):
        number = numbers[at]
        if not done.problems:
            written = run_guarded(partial(write, stale_outputs(states[number]), done.result), how.level)
            done.result = states[number]
            done.problems, done.status = written.problems, written.status
            done.disk_full = written.disk_full
        yield number, done


def _placed(problem: str, job: Job) -> str:
    """A problem with the name of the input that it is about, where it names no file of the job."""
    read = [display_name(named_path(text)[1]) for text in job.inputs]
    names = (*read, *job.outputs, *([job.place.source] if job.place else []))
    return problem if any(name in problem for name in names) else f"{' '.join(job.inputs)}: {problem}"


def _finish(figure: JobResult, done: Outcome, crew: WorkerPool, how: RunOptions, tell: OnResult) -> None:
    figure.said += done.said
    if done.disk_full and crew.stopping:
        return  # said once; the next run does the rest
    figure.exit_status, figure.seconds = done.status, done.seconds
    if done.problems:
        figure.status = "failed"
        figure.problems = [_placed(line, figure.job) for line in done.problems]
        if how.fail_fast or done.disk_full:
            crew.stop()
    else:
        drawn = "up to date" if set(done.result.values()) == {"up to date"} else "written"
        figure.status = max(done.result.values(), key=STATES.index) if how.dry else drawn
        figure.outputs = {
            path: state if how.dry or state == "up to date" else "written"
            for path, state in done.result.items()
        }
    tell(figure)
