"""Collect what ``headmap check`` finds, and print it for readers or programs."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from ..core.errors import ExitStatus, HeadmapError, InputError, Problem
from ..core.strings import json_text, one_line
from .messages import count_warnings
from .output import write_stdout


class CheckReport:
    """What a check found.

    Attributes:
        problems: The problems; of an input with many, only the first ones.
        total: How many problems there are, including those that are left out of ``problems``.
        advice: What could be better; reported as warnings.
        passed: A line for each file without problems.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.total = 0
        self.advice: list[Problem] = []
        self.passed: list[str] = []

    def add_problems(self, source: str, messages: Iterable[str]) -> None:
        """Add problems of a file."""
        for message in messages:
            self.problems.append(Problem(source, message))
            self.total += 1

    def add_error(self, source: str, error: HeadmapError) -> None:
        """Add the problems of an error if a file caused it; otherwise raise the error again.

        Args:
            source: The file, for an error that does not itself name the source of each problem.
            error: The error.
        """
        if error.exit_status != ExitStatus.INPUT:
            raise error
        if isinstance(error, InputError):
            self.problems += error.problems
            self.total += error.total
        else:
            self.add_problems(source, [str(error)])


def print_report(report: CheckReport, format: str) -> None:
    """Print a report to standard output, with its problems sorted by location.

    Args:
        report: The report.
        format: ``text`` or ``json``.
    """
    report.problems.sort(key=lambda problem: (problem.source, problem.location))
    if format == "json":
        _print_json(report)
    else:
        _print_text(report)


def _print_json(report: CheckReport) -> None:
    """Print a report as JSON, which holds the advice too."""
    # The advice is not logged, but --strict must count it all the same.
    count_warnings(len(report.advice))
    document = {
        "problems": [_problem_object(problem) for problem in report.problems],
        "total": report.total,
        "warnings": [_problem_object(problem) for problem in report.advice],
    }
    write_stdout((json_text(document, indent=2) + "\n").encode())


def _print_text(report: CheckReport) -> None:
    """Print a report as lines of text, and log the advice as warnings."""
    for problem in report.advice:
        logging.getLogger("headmap").warning("%s", problem, extra={"kind": problem.message})
    lines = list(report.passed)
    if report.total:
        lines = InputError(report.problems, report.total).lines() + lines
    text = "".join(one_line(line) + "\n" for line in lines)
    write_stdout(text.encode())


def _problem_object(problem: Problem) -> dict[str, Any]:
    """Return the JSON object of a problem."""
    return {"file": problem.source, **problem.location._asdict(), "message": problem.message}
