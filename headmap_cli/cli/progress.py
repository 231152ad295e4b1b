"""Show how far a batch is, and what went wrong in it."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from ..core.errors import MAX_PROBLEMS_SHOWN
from ..core.strings import one_line
from .messages import is_shown
from .streams import is_stderr_terminal, print_error

if TYPE_CHECKING:
    from ..batch.results import JobResult

INTERVAL_SECONDS = 10.0
"""How often a batch prints its progress if standard error is not a terminal."""

log = logging.getLogger("headmap")


class Progress:
    """The progress of a batch, on standard error.

    Attributes:
        total: How many figures there are.
        finished: How many of them are finished.
        is_dry_run: Whether each figure's status is printed on standard output instead.
        bar: The progress bar; None if there is none.
    """

    def __init__(self, total: int, is_dry_run: bool, bar: Any = None) -> None:
        self.total = total
        self.is_dry_run = is_dry_run
        self.bar = bar
        self.finished = 0
        self._last_report = time.monotonic()

    def update(self, result: JobResult) -> None:
        """Report one finished figure, and the messages that were logged while it was drawn."""
        self.finished += 1
        # The figure may have been drawn in a worker process, which returns its messages with the result.
        for line in result.log:
            log.log(line.level, "%s", line.text, extra={"kind": line.kind})
        if self.is_dry_run:
            self._print_plan(result)
        elif is_shown(logging.INFO):
            for path, state in result.outputs.items():
                log.info("%s: %s", path, state)
        elif self.bar is not None:
            self.bar.update(1)
        else:
            self._print_count()

    def _print_plan(self, result: JobResult) -> None:
        """Print what would be drawn for one job, and from what."""
        if not result.problems:
            inputs, outputs = " ".join(result.job.all_inputs), " ".join(result.job.outputs)
            click.echo(one_line(f"{result.status}: {inputs} -> {outputs}"))

    def _print_count(self) -> None:
        """Print how many figures are finished, unless it was printed in the last few seconds."""
        if time.monotonic() - self._last_report <= INTERVAL_SECONDS:
            return
        self._last_report = time.monotonic()
        if is_shown(logging.WARNING):
            click.echo(f"headmap: {self.finished} of {self.total} figures", err=True)


@contextmanager
def show_progress(total: int, is_dry_run: bool) -> Iterator[Progress]:
    """Yield the progress of a batch, with a bar if standard error is a terminal that shows nothing else."""
    # Lines printed while a bar is shown would end up in the middle of the bar.
    shows_other_lines = is_dry_run or is_shown(logging.INFO)
    if shows_other_lines or not is_shown(logging.WARNING) or not is_stderr_terminal():
        yield Progress(total, is_dry_run)
        return
    with click.progressbar(length=total, file=sys.stderr) as bar:
        yield Progress(total, is_dry_run, bar)


def print_problems(failed: Sequence[JobResult]) -> None:
    """Print the first problems of the figures that failed, and how many more there are."""
    lines: list[str] = []
    for result in failed:
        lines += result.problems
    for line in lines[:MAX_PROBLEMS_SHOWN]:
        print_error(line)
    if len(lines) > MAX_PROBLEMS_SHOWN:
        print_error(f"... and {len(lines) - MAX_PROBLEMS_SHOWN} more")
