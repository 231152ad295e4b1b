"""Read all inputs of a run, then draw all figures, with the workers that there are.

What happens in which process::

    parent                                        workers: processes, or the parent itself for -j 1
    ------                                        -------
    list the jobs, read streams   -- Job -->      tasks.load_job: read inputs and style
    find the shared categories    <- LoadedJob -
    send each job back            -- LoadedJob -> tasks.draw_job: compare with the files on disk,
    record and report             <- states ----                  draw and write what is out of date

With ``--scheduler``, inputs and outputs are files of this machine, and only drawing is done elsewhere::

    parent                                        workers of a Dask cluster
    ------                                        -------
    read everything, find the shared categories,
    compare with the files on disk
                                  -- data ----->  tasks.encode_figure: draw
    write the files               <- bytes -----
    record and report

All inputs are read before the first figure is drawn, because the categories that figures share depend on all.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from ..files.atomic import sync_folders
from ..files.temporary import sweep
from ..writers.formats import find_format
from .categories import shared_categories
from .jobs import LoadedJob
from .outcome import Outcome, run_guarded, run_task
from .pools import cluster_pool, local_pool
from .results import FigureStatus, JobResult
from .streams import with_inputs_read
from .tasks import check_job, draw_job, encode_figure, load_job, output_formats, write_outputs
from .workers import Task, WorkerPool
from .written import mark_written, stamp_files

OnResult = Callable[[JobResult], None]
"""A function that is called with each figure as soon as it is drawn, or cannot be."""


class RunOptions(Struct, frozen=True):
    """How to do a run.

    Attributes:
        workers: The maximum number of processes.
        share_categories: Whether all figures share one set of categories.
        force: Whether to draw figures that are up to date.
        dry_run: Whether to compare only, and draw nothing.
        fail_fast: Whether the first problem ends the run.
        scheduler: The address of a Dask scheduler; None to draw on this machine.
        log_level: The lowest level of the messages to keep.
    """

    workers: int = 1
    share_categories: bool = True
    force: bool = False
    dry_run: bool = False
    fail_fast: bool = False
    scheduler: str | None = None
    log_level: int = logging.WARNING


def run(results: Sequence[JobResult], options: RunOptions, on_result: OnResult) -> None:
    """Read and draw all figures.

    Temporary files that killed runs have left in the folders of the outputs are removed, before and after. An
    interrupt ends the workers at once and is raised again.

    Args:
        results: The figures, in which the run records what came of each.
        options: How to do the run.
        on_result: Called with each figure that is done.
    """
    outputs: list[str] = []
    for result in results:
        outputs += result.job.outputs
    # A dry run changes nothing, so it does not remove temporary files either.
    folders: set[Path] = set()
    if not options.dry_run:
        folders = {Path(os.path.realpath(path)).parent for path in outputs}
    sweep(folders)
    stamps = stamp_files(outputs)
    batch_run = BatchRun(results, options, on_result, _reading_pool(len(results), outputs, options))
    try:
        batch_run.draw(batch_run.load())
    except BaseException:
        batch_run.close(at_once=True)
        raise
    finally:
        batch_run.close()
        if not options.dry_run:
            mark_written(results, stamps)
        sweep(folders)
        sync_folders(folders)


def _reading_pool(figures: int, outputs: Sequence[str], options: RunOptions) -> WorkerPool:
    """Return the pool that reads the inputs, and that draws unless there is a scheduler."""
    if options.scheduler:
        return local_pool(1, preload_drawing=False)
    is_missing = not all(os.path.exists(path) for path in outputs)
    draws_something = not options.dry_run and (options.force or is_missing)
    return local_pool(min(options.workers, figures), preload_drawing=draws_something)


class BatchRun:
    """A run at work.

    Attributes:
        results: The figures; a figure's number is its position here.
        options: How to do the run.
        on_result: Called with each figure that is done.
        pool: The workers that have tasks now.
        pools: All workers, which have to be closed.
    """

    def __init__(
        self, results: Sequence[JobResult], options: RunOptions, on_result: OnResult, pool: WorkerPool
    ) -> None:
        self.results = results
        self.options = options
        self.on_result = on_result
        self.pool = pool
        self.pools = [pool]

    def close(self, at_once: bool = False) -> None:
        """End all workers; at_once: even in the middle of a task."""
        for pool in self.pools:
            pool.close(at_once)

    def load(self) -> dict[int, LoadedJob]:
        """Read all jobs, and record those that cannot be read.

        Returns:
            What was read for each of the others, by number and in the order of the jobs. An order by the time
            of reading would make the shared categories differ from run to run.
        """
        tasks: dict[int, Task] = {}
        contents: dict[str, bytes] = {}
        for number, result in enumerate(self.results):
            if self.pool.stopping:
                break
            read_streams = partial(with_inputs_read, result.job, contents)
            outcome = run_guarded(read_streams, self.options.log_level)
            if outcome.problems:
                self._record(number, outcome)
            else:
                tasks[number] = (load_job, self.options.log_level, outcome.result)
        loaded: dict[int, LoadedJob] = {}
        for number, outcome in self._outcomes(tasks):
            if outcome.problems:
                self._record(number, outcome)
            else:
                self.results[number].log += outcome.log
                loaded[number] = outcome.result
                self.results[number].has_rule = outcome.result.is_decided
        return dict(sorted(loaded.items()))

    def draw(self, loaded: dict[int, LoadedJob]) -> None:
        """Draw all jobs that have been read, or compare them only, and record what came of each."""
        if self.pool.stopping or not loaded:
            return
        categories: tuple[str, ...] | None = None
        if self.options.share_categories:
            categories = shared_categories((job.categories, job.styled_categories) for job in loaded.values())
        if self.options.scheduler and not self.options.dry_run:
            self.pool = cluster_pool(self.options.scheduler)
            self.pools.append(self.pool)
            outcomes = self._draw_on_cluster(loaded, categories)
        else:
            outcomes = self._draw_here(loaded, categories)
        for number, outcome in outcomes:
            self._record(number, outcome)

    def _draw_here(
        self, loaded: dict[int, LoadedJob], categories: tuple[str, ...] | None
    ) -> Iterator[tuple[int, Outcome]]:
        """Have each worker write what it draws, and yield the states that the outputs had before."""
        function = check_job if self.options.dry_run else draw_job
        tasks: dict[int, Task] = {}
        for number, job_data in loaded.items():
            job = self.results[number].job
            tasks[number] = (function, self.options.log_level, job, job_data, categories, self.options.force)
        return self._outcomes(tasks)

    def _draw_on_cluster(
        self, loaded: dict[int, LoadedJob], categories: tuple[str, ...] | None
    ) -> Iterator[tuple[int, Outcome]]:
        """Have other machines draw, write the files, and yield the states that the outputs had before."""
        from .output_states import check_states, stale_outputs

        tasks: dict[int, Task] = {}
        states: dict[int, dict[str, FigureStatus]] = {}
        for number, job_data in loaded.items():
            job = self.results[number].job
            drawing, states[number] = check_states(job, job_data, categories, self.options.force)
            formats = output_formats(stale_outputs(states[number]))
            if formats:
                fingerprints = {format: drawing.fingerprint(find_format(format)) for format in formats}
                figure = (drawing.data, drawing.style, fingerprints, job.args.draw)
                tasks[number] = (encode_figure, self.options.log_level, *figure)
            else:
                yield number, Outcome(states[number])
        for number, outcome in self._outcomes(tasks):
            if not outcome.problems:
                self._write_encoded(outcome, stale_outputs(states[number]))
                # As in draw_job, the result is the states before the task, not the bytes.
                outcome.result = states[number]
            yield number, outcome

    def _write_encoded(self, outcome: Outcome, paths: Sequence[str]) -> None:
        """Write the files of a figure that the cluster has encoded, and record problems in its outcome."""
        written = run_guarded(partial(write_outputs, paths, outcome.result), self.options.log_level)
        outcome.problems = written.problems
        outcome.status = written.status
        outcome.disk_full = written.disk_full

    def _outcomes(self, tasks: dict[int, Task]) -> Iterator[tuple[int, Outcome]]:
        """Have the workers do tasks of figures, and yield each figure's number with the outcome."""
        numbers = list(tasks)
        for position, outcome in self.pool.results(run_task, list(tasks.values())):
            yield numbers[position], outcome

    def _record(self, number: int, outcome: Outcome) -> None:
        """Record the outcome of the last task of a figure, and stop the run if it cannot go on."""
        result = self.results[number]
        result.log += outcome.log
        if outcome.disk_full and self.pool.stopping:
            # A task that was running when the disk filled up. One message is enough, and the next run draws
            # the figure.
            return
        if outcome.problems:
            result.record_failure(outcome)
            if self.options.fail_fast or outcome.disk_full:
                self.pool.stop()
        else:
            result.record_states(outcome, self.options.dry_run)
        self.on_result(result)
