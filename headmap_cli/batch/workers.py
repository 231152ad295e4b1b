"""Do tasks with an executor: in this process, in worker processes that are replaced, or on a cluster."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from ..core.errors import ExitStatus
from ..core.failures import known_cause
from .executors import CheckedExecutor, NoWorkersError, await_futures
from .outcome import Outcome, TaskProblem
from .processes import ProcessPool, require_start
from .task_queue import TaskFuture, TaskQueue

log = logging.getLogger("headmap")

Task = tuple[Any, ...]
"""The arguments of the function that does the tasks."""


class WorkerPool:
    """Workers that do tasks, whose executor is made anew if one of its processes dies.

    If no worker process can start, this process does the work.

    Attributes:
        make_executor: Returns a new executor.
        max_pending: How many bundles of tasks the executor has at once, running or queued.
        shutdown: Ends an executor; its second argument is whether to abandon the tasks that are running.
        max_bundle: The maximum number of tasks in a bundle.
        executor: The executor that is working; None before the first task, and after one has died.
        stopping: Whether no further task is to begin.
    """

    def __init__(
        self,
        make_executor: Callable[[], Executor],
        max_pending: int,
        shutdown: Callable[[Executor, bool], None],
        max_bundle: int = 1,
    ) -> None:
        self.make_executor = make_executor
        self.max_pending = max_pending
        self.shutdown = shutdown
        self.max_bundle = max_bundle
        self.executor: Executor | None = None
        self.stopping = False
        self._has_worked = False
        self._last_line = ""

    def results(self, work: Callable[..., Outcome], tasks: Sequence[Task]) -> Iterator[tuple[int, Outcome]]:
        """Yield the number of each task and its outcome, in the order in which the tasks finish.

        If a process dies, all tasks that were running run once more, each alone, so that it is clear which of
        them causes a second death. After stop(), the tasks that are running finish and no other begins.

        Args:
            work: The function that does a task.
            tasks: The arguments of each call.
        """
        queue = TaskQueue(len(tasks), self.max_bundle)
        while True:
            try:
                self._submit_bundles(queue, work, tasks)
                if not queue.running:
                    return
                finished = self._await_some(queue.running)
            except NoWorkersError as e:
                # The tasks that were running are lost with their workers and have to begin again.
                self._fall_back_to_this_process(str(e))
                queue.max_bundle = self.max_bundle
                queue.restart_running()
                continue
            for future in finished:
                numbers = queue.running.pop(future)
                if _has_died(future) and queue.retry_after_death(numbers):
                    continue
                yield from zip(numbers, self._outcomes(future, len(numbers)), strict=True)

    def _submit_bundles(self, queue: TaskQueue, work: Callable[..., Outcome], tasks: Sequence[Task]) -> None:
        """Hand over bundles of tasks until the executor has enough to do."""
        while not self.stopping and len(queue.running) < queue.max_running(self.max_pending):
            numbers = queue.take_bundle(self.max_pending)
            if not numbers:
                return
            try:
                future = self._submit(work, [tasks[number] for number in numbers])
            except NoWorkersError:
                queue.return_bundle(numbers)
                raise
            queue.running[future] = numbers

    def _submit(self, work: Callable[..., Outcome], tasks: Sequence[Task]) -> TaskFuture:
        """Hand a bundle to the executor, or to a new one if one of its processes has died."""
        # A worker may die while it is idle, so that the first sign of it is that the pool takes no task.
        while True:
            if self.executor is None:
                self.executor = self.make_executor()
            try:
                return self.executor.submit(_do_bundle, work, tasks)
            except BrokenProcessPool:
                self.close()

    def _await_some(self, running: Collection[TaskFuture]) -> set[TaskFuture]:
        """Wait for the next bundle that finishes; for all that are running if a process has died.

        Raises:
            NoWorkersError: The processes die of their start, whatever the task is, or a cluster is lost.
        """
        finished = await_futures(self.executor, running, FIRST_COMPLETED)
        if any(future.cancelled() for future in finished):
            # Dask does this when the connection breaks, even if it can connect again.
            raise NoWorkersError("the connection to the scheduler broke")
        if not any(_has_died(future) for future in finished):
            self._has_worked = True
            return finished
        # The death of one process breaks the pool, so the other futures end now, too.
        finished = await_futures(self.executor, running)
        if isinstance(self.executor, ProcessPool):
            self._last_line = self.executor.explain_last_line()
        if not self._has_worked:
            self._restart_executor()
        return finished

    def _restart_executor(self) -> None:
        """Make a new executor, and raise NoWorkersError if its workers cannot even start.

        Without this check, workers that die before they have done anything would make each task look guilty.
        """
        self.close()
        self.executor = self.make_executor()
        require_start(self.executor)
        self._has_worked = True

    def _fall_back_to_this_process(self, reason: str) -> None:
        """Do all further tasks in this process, and warn why."""
        log.warning("%s; the figures are drawn in one process", reason)
        self.close(at_once=True)
        self.make_executor = InProcessExecutor
        self.max_pending = 1
        self.shutdown = leave_running
        self.max_bundle = 1

    def _outcomes(self, future: TaskFuture, tasks: int) -> list[Outcome]:
        """Return the outcomes of a bundle that is done, or the same problem for each of its tasks."""
        error = future.exception()
        if error is None:
            return future.result()
        problem = TaskProblem(self._explain_failure(error))
        return [Outcome(problems=[problem], status=ExitStatus.MACHINE) for _ in range(tasks)]

    def _explain_failure(self, error: BaseException) -> str:
        """Return why a bundle has no outcomes."""
        if isinstance(error, BrokenProcessPool):
            reason = self._last_line or known_cause(error)
            if not reason:
                reason = "perhaps the system killed it because memory ran out"
            return f"its worker process died twice: {reason}"
        assert isinstance(self.executor, CheckedExecutor)
        return self.executor.explain_failure(error)

    def stop(self) -> None:
        """Let no further task begin."""
        self.stopping = True

    def close(self, at_once: bool = False) -> None:
        """End the workers.

        Args:
            at_once: Whether to abandon the tasks that are running.
        """
        if self.executor is not None:
            self.shutdown(self.executor, at_once)
        self.executor = None


class InProcessExecutor(Executor):
    """An executor that does each task in this process, while it is submitted."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do a task and return its future, which is done."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def leave_running(_executor: Executor, _at_once: bool) -> None:
    """Do nothing: this process does not end itself."""


def _do_bundle(work: Callable[..., Outcome], tasks: Sequence[Task]) -> list[Outcome]:
    """Do the tasks of a bundle one after another, in a worker."""
    return [work(*task) for task in tasks]


def _has_died(future: TaskFuture) -> bool:
    """Return whether the process of a bundle, or another one of its pool, has died."""
    return isinstance(future.exception(), BrokenProcessPool)
