"""Wait for executors that say when the futures that they have handed out will never be done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection
from concurrent.futures import ALL_COMPLETED, Executor, Future, wait
from typing import Any

from ..core.failures import known_cause, summary

POLL_SECONDS = 1
"""How often an executor at work is asked whether its workers are still there."""


class NoWorkersError(Exception):
    """No worker can do the tasks; the text says why."""


class CheckedExecutor(Executor):
    """An executor that can lose all its workers."""

    @abstractmethod
    def check(self) -> None:
        """Raise NoWorkersError if the tasks that were submitted would never be done."""

    def explain_failure(self, error: BaseException) -> str:
        """Return why a task failed that a worker could not do, with the exception of its future."""
        return f"a worker could not do it: {known_cause(error) or summary(error)}"


def await_futures(
    executor: Executor | None, futures: Collection[Future[Any]], return_when: str = ALL_COMPLETED
) -> set[Future[Any]]:
    """Wait for futures of an executor and return those that are done.

    Args:
        executor: The executor that the futures belong to.
        futures: The futures to wait for.
        return_when: ALL_COMPLETED or FIRST_COMPLETED, as in ``concurrent.futures``.

    Raises:
        NoWorkersError: The futures would never be done.
    """
    while True:
        done, pending = wait(futures, POLL_SECONDS, return_when)
        if not pending or (done and return_when != ALL_COMPLETED):
            return done
        if isinstance(executor, CheckedExecutor):
            executor.check()
