"""Record what a run did about each figure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum

from ..core.errors import ExitStatus
from ..files.source import named_path
from ..files.streams import display_name
from .jobs import Job
from .outcome import LogLine, Outcome, TaskProblem


class FigureStatus(Enum):
    """What a run found or did about a figure, or about one of its files.

    The values are the words that messages and the JSON report use.
    """

    NEW = "new"
    """The file does not exist; only a dry run reports this, as it does CHANGED."""
    CHANGED = "changed"
    """The file exists, but was made of other data, another style or another version."""
    UP_TO_DATE = "up to date"
    """The file is what the run would write."""
    WRITTEN = "written"
    FAILED = "failed"
    NOT_RUN = "not run"
    """The run ended before it came to the figure."""

    def __str__(self) -> str:
        return self.value


@dataclass
class JobResult:
    """A job, and what a run did about it.

    Attributes:
        job: The job.
        status: The status of the figure as a whole.
        outputs: The status of each file; empty until the figure is done, and if it failed.
        log: The messages that reading and drawing logged.
        problems: What went wrong, a line for each problem.
        exit_status: The exit status that the problems lead to.
        seconds: How long the last task of the job took.
        has_rule: Whether it is decided which heads are in a category; False for scores without a rule.
    """

    job: Job
    status: FigureStatus = FigureStatus.NOT_RUN
    outputs: dict[str, FigureStatus] = field(default_factory=dict)
    log: list[LogLine] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    exit_status: ExitStatus = ExitStatus.SUCCESS
    seconds: float = 0.0
    has_rule: bool = True

    def record_failure(self, outcome: Outcome) -> None:
        """Record the problems of a task."""
        self.status = FigureStatus.FAILED
        self.exit_status = outcome.status
        self.seconds = outcome.seconds
        for problem in outcome.problems:
            self.problems.append(_with_inputs(problem, outcome.status, self.job))

    def record_states(self, outcome: Outcome, dry_run: bool) -> None:
        """Record the outcome of the last task, whose result is the state of each file before it.

        Args:
            outcome: The outcome, which has no problems.
            dry_run: Whether nothing was written, so that the files still have these states.
        """
        self.seconds = outcome.seconds
        for path, state in outcome.result.items():
            is_written = not dry_run and state is not FigureStatus.UP_TO_DATE
            self.outputs[path] = FigureStatus.WRITTEN if is_written else state
        self.status = _overall(self.outputs.values())


def _overall(statuses: Collection[FigureStatus]) -> FigureStatus:
    """Return the status of a figure by those of its files: what there is to do decides."""
    for status in (FigureStatus.WRITTEN, FigureStatus.NEW, FigureStatus.CHANGED):
        if status in statuses:
            return status
    return FigureStatus.UP_TO_DATE


def _with_inputs(problem: TaskProblem, status: ExitStatus, job: Job) -> str:
    """Return the text of a problem, after the names of the inputs if it names no file of the job."""
    # The text of an output error begins with the output.
    if status is ExitStatus.OUTPUT or _is_in_job(problem.source, job):
        return problem.text
    return f"{' '.join(job.all_inputs)}: {problem.text}"


def _is_in_job(source: str | None, job: Job) -> bool:
    """Return whether a source is an input of the job, one of its outputs or its manifest."""
    if source is None:
        return False
    names = [display_name(named_path(text)[1]) for text in job.all_inputs]
    names += job.outputs
    if job.place is not None:
        names.append(job.place.source)
    # A source may add a remark to the name, as in "heads.svg (the style that it carries)".
    return any(source == name or source.startswith(f"{name} (") for name in names)
