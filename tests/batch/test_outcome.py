"""Outcomes of tasks: results, logs and errors, also of threads of one process, as clusters have them."""

import logging
import threading
from collections.abc import Callable

import pytest

from headmap_cli.batch.outcome import LogLine, Outcome, TaskProblem, run_guarded, run_task
from headmap_cli.core.errors import ExitStatus, HeadmapError, InputError, Location, OutputError, Problem

log = logging.getLogger("headmap")


def raise_error(error: Exception) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def test_a_task_that_succeeds_has_a_result_and_its_log() -> None:
    def work(name: str) -> int:
        log.warning("a warning of %s", name)
        log.info("not kept")
        return 42

    outcome = run_task(work, logging.WARNING, "work")
    assert (outcome.result, outcome.problems, outcome.status) == (42, [], ExitStatus.SUCCESS)
    assert outcome.log == [LogLine(logging.WARNING, "a warning of work", "a warning of %s")]
    assert outcome.seconds > 0


@pytest.mark.parametrize(
    ("error", "status", "disk_full", "problems"),
    [
        (HeadmapError("wrong"), 1, False, [TaskProblem("wrong")]),
        (OutputError("a.png: cannot be written"), 3, False, [TaskProblem("a.png: cannot be written")]),
        (OutputError("a.png: no space", disk_full=True), 3, True, [TaskProblem("a.png: no space")]),
        (
            InputError([Problem("a.csv", "bad row", Location(3)), Problem("s.yaml", "bad key")]),
            1,
            False,
            [TaskProblem("a.csv:3: bad row", "a.csv"), TaskProblem("s.yaml: bad key", "s.yaml")],
        ),
        (MemoryError(), 4, False, None),
    ],
)
def test_an_error_becomes_problems_with_their_sources(
    error: Exception, status: int, disk_full: bool, problems: list[TaskProblem] | None
) -> None:
    outcome = run_guarded(raise_error(error))
    assert (outcome.result, outcome.status, outcome.disk_full) == (None, status, disk_full)
    if problems is None:
        assert outcome.problems[0].text.startswith("memory ran out")
    else:
        assert outcome.problems == problems


def test_an_error_that_nobody_expected_is_an_internal_error() -> None:
    [problem] = run_guarded(lambda: 1 // 0).problems
    assert "internal error (ZeroDivisionError" in problem.text


def test_problems_that_are_only_counted_have_no_source() -> None:
    problems = [Problem("a.csv", "bad row", Location(line)) for line in range(1, 26)]
    *listed, count = run_guarded(raise_error(InputError(problems))).problems
    assert [problem.source for problem in listed] == ["a.csv"] * 20
    assert count == TaskProblem("... and 5 more")


def test_threads_keep_their_messages_apart_and_leave_the_log_as_it_was() -> None:
    """Have the second task ask to begin while the first is running, and end after it."""
    before = log.level, log.handlers, log.propagate
    has_begun, may_end, outcomes = threading.Event(), threading.Event(), dict[str, Outcome]()

    def log_late() -> None:
        has_begun.set()
        may_end.wait()
        second.join(0.2)
        log.warning("of the first")

    def log_at_once() -> None:
        log.warning("of the second")

    def run(name: str, work: Callable[[], None]) -> None:
        outcomes[name] = run_guarded(work)

    first = threading.Thread(target=run, args=("first", log_late))
    second = threading.Thread(target=run, args=("second", log_at_once))
    first.start()
    has_begun.wait()
    second.start()
    may_end.set()
    for thread in (first, second):
        thread.join()
    assert [line.text for line in outcomes["first"].log] == ["of the first"]
    assert [line.text for line in outcomes["second"].log] == ["of the second"]
    assert (log.level, log.handlers, log.propagate) == before


def test_two_tasks_that_overlap_leave_the_log_as_it_was() -> None:
    """Have the second task ask to begin while the first is running, which then ends after a while."""
    before = list(log.handlers)
    has_begun, may_end = threading.Event(), threading.Event()

    def wait() -> None:
        has_begun.set()
        may_end.wait(0.2)

    first = threading.Thread(target=run_guarded, args=(wait,))
    second = threading.Thread(target=run_guarded, args=(lambda: first.join(1),))
    first.start()
    has_begun.wait()
    second.start()
    may_end.set()
    for thread in (first, second):
        thread.join()
    assert log.handlers == before
