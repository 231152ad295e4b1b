"""Worker processes: all tasks are done, whatever the workers die of, and one that kills them is named."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.batch.categories import shared_categories
from headmap_cli.batch.outcome import Outcome, run_guarded
from headmap_cli.batch.processes import NoWorkersError
from headmap_cli.batch.workers import Here, WorkerPool, local
from headmap_cli.core.errors import HeadmapError, OutputError

pytestmark = pytest.mark.slow


@pytest.fixture(params=[1, 2])
def crew(request: pytest.FixtureRequest) -> Iterator[WorkerPool]:
    made = local(request.param, draws=False)
    yield made
    made.close()


def double(number: int) -> Outcome:
    return Outcome(2 * number)


def raising(number: int) -> Outcome:
    if number == 3:
        raise ValueError("no")
    return Outcome(number)


def dying_once(number: int, marks: str) -> Outcome:
    """Kill the own process, the first time for number 5."""
    mark = Path(marks) / str(number)
    if number == 5 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(number)


def poison(number: int) -> Outcome:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(number)


def test_each_task_is_done_once(crew: WorkerPool) -> None:
    found = list(crew.results(double, [(n,) for n in range(30)]))
    assert sorted((number, done.result) for number, done in found) == [(n, 2 * n) for n in range(30)]


def test_no_task_is_no_result(crew: WorkerPool) -> None:
    assert list(crew.results(double, [])) == []


def test_after_stop_nothing_begins(crew: WorkerPool) -> None:
    seen = 0
    for _ in crew.results(double, [(n,) for n in range(100)]):
        seen += 1
        crew.stop()
    assert 1 <= seen <= crew.ahead * crew.bundle < 100


def test_a_killed_worker_is_replaced_and_its_task_done_again(tmp_path: Path) -> None:
    crew = local(2, draws=False)
    try:
        found = dict(crew.results(dying_once, [(n, str(tmp_path)) for n in range(20)]))
    finally:
        crew.close()
    assert {number: done.result for number, done in found.items()} == {n: n for n in range(20)}
    assert not any(done.problems for done in found.values())


def test_a_task_that_kills_its_worker_twice_is_named_and_no_other() -> None:
    crew = local(2, draws=False)
    try:
        found = dict(crew.results(poison, [(n,) for n in range(12)]))
        again = dict(crew.results(double, [(1,), (2,)]))
    finally:
        crew.close()
    assert [number for number, done in found.items() if done.problems] == [5]
    assert "died twice" in found[5].problems[0]
    assert found[5].status == 4
    assert len(found) == 12
    assert {number: done.result for number, done in again.items()} == {0: 2, 1: 4}


def test_an_error_of_a_worker_is_the_tasks_own() -> None:
    crew = local(2, draws=False)
    try:
        found = dict(crew.results(raising, [(n,) for n in range(6)]))
    finally:
        crew.close()
    assert [number for number, done in found.items() if done.problems] == [3]


def test_closing_at_once_ends_what_runs() -> None:
    crew = local(2, draws=False)
    results = crew.results(_sleeping, [(0,), (60,), (60,)])
    next(results)
    start = time.monotonic()
    crew.close(at_once=True)
    assert time.monotonic() - start < 30


class Failing(Here):
    """Cannot start another worker after so many tasks were handed over."""

    def __init__(self, after: int) -> None:
        self.after = after

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not self.after:
            raise NoWorkersError("the machine is full")
        self.after -= 1
        return super().submit(fn, *args, **kwargs)


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5, 6, 50])
@pytest.mark.parametrize("bundle", [1, 8])
def test_whenever_a_worker_cannot_start_each_task_has_one_result(
    after: int, bundle: int, caplog: pytest.LogCaptureFixture
) -> None:
    left: list[bool] = []
    crew = WorkerPool(lambda: Failing(after), 4, lambda _executor, at_once: left.append(at_once), bundle)
    found = list(crew.results(double, [(n,) for n in range(40)]))
    assert sorted((number, done.result) for number, done in found) == [(n, 2 * n) for n in range(40)]
    falls_back = after < 50  # there are at most 40 bundles, and more than 6 of any size
    assert left == ([True] if falls_back else [])
    assert [record.getMessage() for record in caplog.records] == (
        ["no worker process can be started: the machine is full; this process does their work"]
        if falls_back
        else []
    )


def test_a_worker_that_dies_says_what_it_printed() -> None:
    crew = local(2, draws=False)
    try:
        found = dict(crew.results(printing_and_dying, [(n,) for n in range(8)]))
    finally:
        crew.close()
    assert [number for number, done in found.items() if done.problems] == [3]
    assert found[3].problems == [
        "its worker process died twice: memory ran out; free some memory, or raise the limit (ulimit -v)"
    ]
    assert found[3].status == 4


def printing_and_dying(number: int) -> Outcome:
    if number == 3:
        os.write(2, b"first line\nterminate called after throwing an instance of 'std::bad_alloc'\n\n")
        os.abort()
    return Outcome(number)


def _sleeping(seconds: float) -> Outcome:
    time.sleep(seconds)
    return Outcome()


def fails() -> None:
    raise HeadmapError("wrong")


def full() -> None:
    raise OutputError("a.png: cannot be written", disk_full=True)


def test_a_step_keeps_errors_and_messages() -> None:
    assert run_guarded(fails).problems == ["wrong"]
    done = run_guarded(full)
    assert (done.status, done.disk_full) == (3, True)
    assert "internal error (ZeroDivisionError" in run_guarded(lambda: 1 // 0).problems[0]


def test_the_union_has_the_order_of_styles_then_of_the_alphabet_or_of_the_data() -> None:
    assert shared_categories([(["b"], []), (["a", "C"], [])]) == ("a", "b", "C")
    assert shared_categories([(["b", "a"], []), (["c", "b"], [])]) == ("b", "a", "c")
    assert shared_categories([(["L", "X"], ["K", "L"]), (["K", "A", "L"], ["K", "L"])]) == (
        "K",
        "L",
        "A",
        "X",
    )
    assert shared_categories([(["a"], ["not there"])]) == ("a",)
