"""The summary and the JSON report of a run."""

import json
import logging

import pytest

from headmap_cli import __version__
from headmap_cli.batch.jobs import Job
from headmap_cli.batch.outcome import LogLine, Outcome, TaskProblem
from headmap_cli.batch.report import report, summary
from headmap_cli.batch.results import FigureStatus, JobResult
from headmap_cli.core.errors import ExitStatus


def drawn(name: str, *states: FigureStatus, dry_run: bool = False) -> JobResult:
    """Return the result of a job whose outputs had these states."""
    result = JobResult(Job((f"{name}.csv",), tuple(f"{name}.{i}.png" for i in range(len(states)))))
    outcome = Outcome(dict(zip(result.job.outputs, states, strict=True)), seconds=0.25)
    result.record_states(outcome, dry_run)
    return result


def failed(name: str, *problems: TaskProblem, status: ExitStatus = ExitStatus.INPUT) -> JobResult:
    result = JobResult(Job((f"{name}.csv",), (f"{name}.png",)))
    result.record_failure(Outcome(problems=list(problems), status=status))
    return result


NEW, CHANGED, UP_TO_DATE = FigureStatus.NEW, FigureStatus.CHANGED, FigureStatus.UP_TO_DATE


def test_the_summary_counts_each_status() -> None:
    results = [
        drawn("a", NEW),
        drawn("b", UP_TO_DATE, CHANGED),
        drawn("c", UP_TO_DATE),
        failed("d", TaskProblem("wrong")),
        JobResult(Job(("e.csv",), ("e.png",))),
    ]
    assert summary(results, 2.34) == "2 written, 1 up to date, 1 failed, 1 not run in 2.3 s"


def test_the_summary_of_a_dry_run_says_what_there_is_to_do() -> None:
    results = [
        drawn("a", CHANGED, NEW, dry_run=True),
        drawn("b", UP_TO_DATE, CHANGED, dry_run=True),
        drawn("c", UP_TO_DATE, dry_run=True),
    ]
    assert summary(results, 0.04) == "1 new, 1 changed, 1 up to date in 0.0 s"


def test_the_report_has_each_figure_with_its_files_warnings_and_problems() -> None:
    first = drawn("a", UP_TO_DATE, CHANGED)
    first.log = [
        LogLine(logging.INFO, "detected a table", "detected %s"),
        LogLine(logging.WARNING, "no model", "no model"),
    ]
    second = failed("b", TaskProblem("b.csv:3: bad row", "b.csv"))
    assert json.loads(report([first, second], 1.23456)) == {
        "headmap": __version__,
        "seconds": 1.235,
        "counts": {"written": 1, "failed": 1},
        "figures": [
            {
                "inputs": ["a.csv"],
                "outputs": {"a.0.png": "up to date", "a.1.png": "written"},
                "status": "written",
                "seconds": 0.25,
                "warnings": ["no model"],
                "problems": [],
            },
            {
                "inputs": ["b.csv"],
                "outputs": {"b.png": "failed"},
                "status": "failed",
                "seconds": 0.0,
                "warnings": [],
                "problems": ["b.csv:3: bad row"],
            },
        ],
    }


def test_the_report_keeps_names_that_are_not_utf_8_and_is_json_all_the_same() -> None:
    result = JobResult(Job(("caf\udce9.csv",), ("caf\udce9.png",)))
    content = report([result], 0).decode("utf-8", "strict")
    assert json.loads(content)["figures"][0]["inputs"] == ["caf\udce9.csv"]


@pytest.mark.parametrize(
    ("problem", "status", "expected"),
    [
        (TaskProblem("no memory"), ExitStatus.MACHINE, "b.csv: no memory"),
        (TaskProblem("s.yaml: bad key", "s.yaml"), ExitStatus.INPUT, "b.csv: s.yaml: bad key"),
        (TaskProblem("b.csv:3: bad row", "b.csv"), ExitStatus.INPUT, "b.csv:3: bad row"),
        (TaskProblem("b.csv (style): bad", "b.csv (style)"), ExitStatus.INPUT, "b.csv (style): bad"),
        (TaskProblem("b.csv2: bad", "b.csv2"), ExitStatus.INPUT, "b.csv: b.csv2: bad"),
        (TaskProblem("b.png: cannot be written"), ExitStatus.OUTPUT, "b.png: cannot be written"),
        (TaskProblem("of b.csv, say", None), ExitStatus.INPUT, "b.csv: of b.csv, say"),
    ],
)
def test_a_problem_that_names_no_file_of_its_job_gets_the_name_of_the_input(
    problem: TaskProblem, status: ExitStatus, expected: str
) -> None:
    assert failed("b", problem, status=status).problems == [expected]
