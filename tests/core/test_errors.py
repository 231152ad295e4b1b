"""Errors have one line for each problem, with its position, and count those beyond the first twenty."""

import pytest

from headmap_cli.core.errors import InputError, Location, Problem, ReaderGoneError, UsageError, input_error


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (Location(), "a.csv: is empty"),
        (Location(3), "a.csv:3: is empty"),
        (Location(3, 7), "a.csv:3:7: is empty"),
        (Location(path="$.A[3]"), "a.csv: $.A[3]: is empty"),
        (Location(3, 7, "$.A[3]"), "a.csv:3:7: $.A[3]: is empty"),
    ],
)
def test_a_problem_is_shown_at_its_location(location: Location, line: str) -> None:
    assert input_error("a.csv", "is empty", location).lines() == [line]


def test_a_problem_is_one_line_whatever_its_message_holds() -> None:
    # Messages quote what an input holds, such as a line break or a sequence that clears the terminal.
    assert str(Problem("a\nb.csv", "found \x1b[2J")) == "a\\nb.csv: found \\x1b[2J"


@pytest.mark.parametrize(
    ("count", "total", "last_line"),
    [
        (20, None, "a.csv: problem 20"),
        (21, None, "... and 1 more"),
        # A reader may count the last problems without keeping them.
        (20, 500, "... and 480 more"),
    ],
)
def test_problems_beyond_the_first_twenty_are_counted(count: int, total: int | None, last_line: str) -> None:
    problems = [Problem("a.csv", f"problem {i}") for i in range(1, count + 1)]
    lines = InputError(problems, total).lines()
    assert lines[0] == "a.csv: problem 1"
    assert lines[-1] == last_line


def test_a_closed_pipe_has_no_lines() -> None:
    assert ReaderGoneError().lines() == []


def test_other_errors_have_their_message_as_their_line() -> None:
    assert UsageError("--grid is missing").lines() == ["--grid is missing"]
