"""Who does the work: this process, worker processes that are replaced when they die, or a cluster."""

from __future__ import annotations

import logging
import sys
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from ..core.errors import ExitStatus, UsageError
from ..core.failures import known_cause, summary
from .outcome import Outcome
from .processes import NoWorkersError, await_futures, last_words, processes, require_a_start, shut_down

log = logging.getLogger("headmap")

AHEAD = 2
"""Bundles of tasks for each worker: one that it is at, one that lies ready."""
BUNDLE = 8
"""Tasks that go to a worker together at most, since handing over takes time too."""
CONNECTING_SECONDS = 10


class WorkerPool:
    """Does tasks with an executor, made anew where its processes die.

    make: the executor. ahead: how much is handed to it at once: bundles of tasks, of at most so many each.
    leave: ends it, at once if need be. Where no worker process can start, this process does the work.
    """

    def __init__(
        self,
        make: Callable[[], Executor],
        ahead: int,
        leave: Callable[[Executor, bool], None],
        bundle: int = 1,
    ) -> None:
        self.make, self.ahead, self.leave, self.bundle = make, ahead, leave, bundle
        self.executor: Executor | None = None
        self.stopping = False
        self.has_worked = False
        self.printed = ""

    def results(
        self, work: Callable[..., Outcome], tasks: Sequence[tuple[Any, ...]]
    ) -> Iterator[tuple[int, Outcome]]:
        """Each task's number and what came of it, in the order in which they are done.

        Where a process dies, all tasks under way are done once more, each alone, so that it is known which
        one it was if it happens again. After stop(), what has begun is finished and nothing else begun.
        """
        queue = _Queue(len(tasks), self.bundle)
        while True:
            try:
                self._hand_out(queue, work, tasks)
                if not queue.running:
                    return
                finished = self._finished(queue.running)
            except NoWorkersError as e:
                self._work_here(str(e))
                queue.take_back()
                continue
            for future in finished:
                numbers = queue.running.pop(future)
                if _died(future) and queue.is_first_death(numbers):
                    queue.suspects += numbers
                else:
                    yield from zip(numbers, _done(future, len(numbers), self.printed), strict=True)

    def _hand_out(
        self, queue: _Queue, work: Callable[..., Outcome], tasks: Sequence[tuple[Any, ...]]
    ) -> None:
        """Hand over bundles of tasks until the executor has enough to do."""
        while not self.stopping and len(queue.running) < queue.room(self.ahead):
            numbers = queue.next_bundle(self.ahead)
            if not numbers:
                return
            try:
                future = self._submit(_each, work, [tasks[n] for n in numbers])
            except NoWorkersError:
                queue.waiting.extendleft(reversed(numbers))
                raise
            queue.running[future] = numbers

    def _submit(self, work: Callable[..., list[Outcome]], *args: Any) -> Future[list[Outcome]]:
        """Hand tasks to the executor, or, where one of its processes has died, to a new one."""
        self.executor = self.executor or self.make()
        try:
            return self.executor.submit(work, *args)
        except BrokenProcessPool:
            self.close()
            return self._submit(work, *args)

    def _finished(self, running: Collection[Future[list[Outcome]]]) -> set[Future[list[Outcome]]]:
        """Wait for what is done next; all that is under way where a process died.

        Raises NoWorkersError where the processes die of their start, whatever the task.
        """
        finished = await_futures(self.executor, running, FIRST_COMPLETED)
        if not any(map(_died, finished)):
            self.has_worked = True
            return finished
        finished = await_futures(self.executor, running)
        self.printed = last_words(self.executor)
        if not self.has_worked:
            self.close()
            self.executor = self.make()
            require_a_start(self.executor)
            self.has_worked = True
        return finished

    def _work_here(self, reason: str) -> None:
        """Do the rest in this process, and warn why."""
        log.warning("no worker process can be started: %s; this process does their work", reason)
        self.close(at_once=True)
        self.make, self.ahead, self.leave, self.bundle = Here, 1, lambda *_: None, 1

    def stop(self) -> None:
        """Begin nothing more."""
        self.stopping = True

    def close(self, at_once: bool = False) -> None:
        """Let the workers go; at once: whatever they are at."""
        if self.executor is not None:
            self.leave(self.executor, at_once)
        self.executor = None


class _Queue:
    """The numbers of tasks: those that wait, those under way, and those whose process died once."""

    def __init__(self, tasks: int, bundle: int) -> None:
        self.bundle = bundle
        self.waiting = deque(range(tasks))
        self.suspects = deque[int]()
        self.running: dict[Future[list[Outcome]], list[int]] = {}
        self.deaths = Counter[int]()

    def room(self, ahead: int) -> int:
        """Return how many bundles may be under way: one, while it is unclear which task kills its process."""
        under_way = (n for numbers in self.running.values() for n in numbers)
        return 1 if self.suspects or any(self.deaths[n] for n in under_way) else ahead

    def next_bundle(self, ahead: int) -> list[int]:
        """Take out the tasks that go together next: fewer towards the end, so that no worker waits."""
        if self.suspects:
            return [self.suspects.popleft()]
        size = max(1, min(self.bundle, len(self.waiting) // (4 * ahead)))
        return [self.waiting.popleft() for _ in range(min(size, len(self.waiting)))]

    def is_first_death(self, numbers: list[int]) -> bool:
        """Count that the process of these tasks died; return whether it is the first time for all of them."""
        self.deaths.update(numbers)
        return max(self.deaths[n] for n in numbers) == 1

    def take_back(self) -> None:
        """Have what is under way done again."""
        numbers = [n for bundle in self.running.values() for n in bundle]
        self.waiting = deque(sorted({*numbers, *self.suspects, *self.waiting}))
        self.running.clear()
        self.suspects.clear()


def _each(work: Callable[..., Outcome], tasks: Sequence[tuple[Any, ...]]) -> list[Outcome]:
    """In a worker: do tasks one after another."""
    return [work(*task) for task in tasks]


def _error(future: Future[list[Outcome]]) -> BaseException | None:
    return CancelledError("the connection was lost") if future.cancelled() else future.exception()


def _died(future: Future[list[Outcome]]) -> bool:
    return isinstance(_error(future), BrokenProcessPool)


def _done(future: Future[list[Outcome]], tasks: int, printed: str) -> list[Outcome]:
    """What came of a bundle of tasks, or for each why no worker could do it.

    printed: what the last line means that a worker printed, where one died.
    """
    error = _error(future)
    if error is None:
        return future.result()
    if _died(future):
        reason = printed or known_cause(error) or "perhaps the system killed it because memory ran out"
        problem = f"its worker process died twice: {reason}"
    else:
        problem = f"a worker could not do it: {known_cause(error) or summary(error)}"
    return [Outcome(problems=[problem], status=ExitStatus.MACHINE) for _ in range(tasks)]


class Here(Executor):
    """Does each task at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The finished future of a task."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def local(workers: int, draws: bool) -> WorkerPool:
    """This process for one worker, else processes of their own; draws: whether they will surely draw.

    After ``python -E`` it is this process too: others would ignore PYTHONSAFEPATH, see process.shield, and
    import modules from the current folder.
    """
    if workers == 1 or (sys.flags.ignore_environment and not sys.flags.safe_path):
        return WorkerPool(Here, 1, lambda *_: None)
    return WorkerPool(lambda: processes(workers, draws), workers * AHEAD, shut_down, BUNDLE)


def cluster(address: str) -> WorkerPool:
    """The workers of a Dask scheduler. Raises UsageError where there is none, or no Dask."""
    try:
        import dask.config

        quiet = {"distributed": "critical", "distributed.client": "critical"}
        dask.config.set({"logging": quiet})  # it tells of each worker that is lost, which is no problem here
        from distributed import Client
    except ImportError:
        raise UsageError("--scheduler needs Dask: pip install 'headmap[cluster]'") from None
    try:
        client = Client(address, timeout=CONNECTING_SECONDS)
    except Exception as e:  # each protocol that Dask knows has errors of its own
        reason = next(iter(str(e).splitlines()), type(e).__name__)
        raise UsageError(f"--scheduler {address}: no scheduler answers ({reason})") from None
    workers = sum(client.nthreads().values())
    if not workers:
        log.warning("the scheduler at %s has no workers yet; waiting for one", address)
        for handler in log.handlers:
            handler.flush()  # it may take long

    def leave(executor: Executor, _at_once: bool) -> None:
        executor.shutdown(wait=False)
        client.close()

    executor = client.get_executor(pure=False, retries=2)
    crew = WorkerPool(lambda: executor, max(4, workers) * AHEAD, leave)
    crew.executor = executor
    return crew
