"""Worker processes: all tasks are done, whatever the workers die of, and one that kills them is named."""

import faulthandler
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.batch.executors import NoWorkersError
from headmap_cli.batch.outcome import Outcome
from headmap_cli.batch.pools import local_pool
from headmap_cli.batch.workers import InProcessExecutor, WorkerPool

pytestmark = pytest.mark.slow


@pytest.fixture(params=[1, 2])
def any_pool(request: pytest.FixtureRequest) -> Iterator[WorkerPool]:
    """Yield a pool that is this process, then one of two processes."""
    pool = local_pool(request.param, preload_drawing=False)
    yield pool
    pool.close()


@pytest.fixture(params=["one thread", "two threads"])
def pool(request: pytest.FixtureRequest) -> Iterator[WorkerPool]:
    """Yield a pool of two processes, forked from this one where the system can, then from a server."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    if request.param == "two threads":
        thread.start()
    pool = local_pool(2, preload_drawing=False)
    yield pool
    pool.close()
    end.set()
    if thread.ident is not None:
        thread.join()


def double(number: int) -> Outcome:
    return Outcome(2 * number)


def raise_at_3(number: int) -> Outcome:
    if number == 3:
        raise ValueError("no")
    return Outcome(number)


def die_once_at_5(number: int, folder: str) -> Outcome:
    """Kill the process, the first time that the number is 5."""
    mark = Path(folder) / str(number)
    if number == 5 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(number)


def die_at_5(number: int) -> Outcome:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(number)


def print_and_die_at_3(number: int) -> Outcome:
    if number == 3:
        os.write(2, b"first line\nterminate called after throwing an instance of 'std::bad_alloc'\n\n")
        faulthandler.disable()  # of pytest, which a fork inherits and which would print the stack
        os.abort()
    return Outcome(number)


def sleep(seconds: float) -> Outcome:
    time.sleep(seconds)
    return Outcome()


def parent_id(_number: int) -> Outcome:
    return Outcome(os.getppid())


def failed_tasks(outcomes: dict[int, Outcome]) -> list[int]:
    return [number for number, outcome in outcomes.items() if outcome.problems]


def results_of(outcomes: dict[int, Outcome]) -> dict[int, object]:
    return {number: outcome.result for number, outcome in outcomes.items()}


def test_each_task_is_done_once(any_pool: WorkerPool) -> None:
    outcomes = list(any_pool.results(double, [(n,) for n in range(30)]))
    assert len(outcomes) == 30
    assert results_of(dict(outcomes)) == {n: 2 * n for n in range(30)}


def test_without_tasks_there_is_no_result(any_pool: WorkerPool) -> None:
    assert list(any_pool.results(double, [])) == []


def test_after_stop_no_task_begins(any_pool: WorkerPool) -> None:
    count = 0
    for _ in any_pool.results(double, [(n,) for n in range(100)]):
        count += 1
        any_pool.stop()
    assert 1 <= count <= any_pool.max_pending * any_pool.max_bundle < 100


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="cannot know how many threads there are")
def test_workers_are_forked_from_this_process_only_while_it_has_one_thread(
    pool: WorkerPool, request: pytest.FixtureRequest
) -> None:
    if len(os.listdir("/proc/self/task")) > 2:
        pytest.skip("this process has threads of its own")
    is_alone = "one thread" in request.node.name
    parents = results_of(dict(pool.results(parent_id, [(0,)])))
    assert (parents[0] == os.getpid()) == is_alone


def test_a_killed_worker_is_replaced_and_its_task_done_again(pool: WorkerPool, tmp_path: Path) -> None:
    outcomes = dict(pool.results(die_once_at_5, [(n, str(tmp_path)) for n in range(20)]))
    assert results_of(outcomes) == {n: n for n in range(20)}
    assert failed_tasks(outcomes) == []


def test_only_the_task_that_kills_its_worker_twice_fails(pool: WorkerPool) -> None:
    outcomes = dict(pool.results(die_at_5, [(n,) for n in range(12)]))
    assert len(outcomes) == 12
    assert failed_tasks(outcomes) == [5]
    assert "died twice" in outcomes[5].problems[0].text
    assert outcomes[5].status == 4


def test_a_pool_works_on_after_a_task_that_kills_workers(pool: WorkerPool) -> None:
    list(pool.results(die_at_5, [(5,)]))
    assert results_of(dict(pool.results(double, [(1,), (2,)]))) == {0: 2, 1: 4}


def test_an_exception_in_a_worker_fails_its_task_alone(pool: WorkerPool) -> None:
    outcomes = dict(pool.results(raise_at_3, [(n,) for n in range(6)]))
    assert failed_tasks(outcomes) == [3]
    assert outcomes[3].problems[0].text == "a worker could not do it: ValueError: no"


def test_closing_at_once_ends_running_tasks(pool: WorkerPool) -> None:
    results = pool.results(sleep, [(0,), (60,), (60,)])
    next(results)
    start = time.monotonic()
    pool.close(at_once=True)
    assert time.monotonic() - start < 30


class FailingExecutor(InProcessExecutor):
    """An executor that can start no further worker after a number of tasks."""

    def __init__(self, tasks: int) -> None:
        self.tasks_left = tasks

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not self.tasks_left:
            raise NoWorkersError("the machine is full")
        self.tasks_left -= 1
        return super().submit(fn, *args, **kwargs)


@pytest.mark.parametrize("tasks", [0, 1, 2, 3, 5, 6, 50])
@pytest.mark.parametrize("max_bundle", [1, 8])
def test_each_task_has_one_result_whenever_a_worker_cannot_start(
    tasks: int, max_bundle: int, caplog: pytest.LogCaptureFixture
) -> None:
    shutdowns: list[bool] = []
    pool = WorkerPool(
        lambda: FailingExecutor(tasks), 4, lambda _executor, at_once: shutdowns.append(at_once), max_bundle
    )
    outcomes = list(pool.results(double, [(n,) for n in range(40)]))
    assert len(outcomes) == 40
    assert results_of(dict(outcomes)) == {n: 2 * n for n in range(40)}
    messages = [record.getMessage() for record in caplog.records]
    if tasks == 50:  # there are at most 40 bundles, and more than 6 of any size
        assert (shutdowns, messages) == ([], [])
    else:
        assert shutdowns == [True]
        assert messages == ["the machine is full; the figures are drawn in one process"]


def test_the_reason_that_a_dying_worker_printed_is_reported(pool: WorkerPool) -> None:
    outcomes = dict(pool.results(print_and_die_at_3, [(n,) for n in range(8)]))
    assert failed_tasks(outcomes) == [3]
    [problem] = outcomes[3].problems
    assert problem.text == (
        "its worker process died twice: memory ran out; free some memory, or raise the limit (ulimit -v)"
    )
    assert outcomes[3].status == 4
