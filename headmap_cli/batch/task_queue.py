"""Keep track of the tasks of a worker pool: which wait, which are running, which have killed a worker."""

from __future__ import annotations

from collections import Counter, deque
from concurrent.futures import Future

from .outcome import Outcome

TaskFuture = Future[list[Outcome]]
"""The future of a bundle of tasks, with an outcome for each of them."""
BUNDLES_LEFT_PER_SLOT = 4
"""Into how many bundles per slot the waiting tasks are divided at least, so that all workers end together."""


class TaskQueue:
    """The tasks of a run by their numbers, which are handed to workers in bundles.

    ::

        waiting -- in bundles --> running --> finished
                                     |
                                worker dies
                                     v
                                  suspects -- one at a time --> running --> finished
                                                                   |
                                                              worker dies
                                                                   v
                                                                 failed

    The death of one worker ends the tasks of all workers of the pool. Suspects run alone, so that a second
    death can only be the fault of the task that was running.

    Attributes:
        max_bundle: The maximum number of tasks in a bundle.
        waiting: The tasks that have not begun.
        suspects: The tasks that were running when a worker died, and that have to run again alone.
        running: The tasks of each bundle that a worker has.
        deaths: How many workers died while a task was running, by task.
    """

    def __init__(self, tasks: int, max_bundle: int) -> None:
        self.max_bundle = max_bundle
        self.waiting = deque(range(tasks))
        self.suspects = deque[int]()
        self.running: dict[TaskFuture, list[int]] = {}
        self.deaths = Counter[int]()

    def running_tasks(self) -> list[int]:
        """Return the tasks of all bundles that are running."""
        numbers: list[int] = []
        for bundle in self.running.values():
            numbers += bundle
        return numbers

    def max_running(self, max_pending: int) -> int:
        """Return how many bundles may run at once: only one while it is unclear which task kills workers.

        Args:
            max_pending: How many bundles may run otherwise.
        """
        if self.suspects or any(self.deaths[number] for number in self.running_tasks()):
            return 1
        return max_pending

    def take_bundle(self, max_pending: int) -> list[int]:
        """Take out the tasks that go to a worker together next; none if no task waits.

        Bundles shrink towards the end, so that no worker is left with a long bundle while the others idle.
        """
        if self.suspects:
            return [self.suspects.popleft()]
        fair_size = len(self.waiting) // (BUNDLES_LEFT_PER_SLOT * max_pending)
        size = max(1, min(self.max_bundle, fair_size))
        return [self.waiting.popleft() for _ in range(min(size, len(self.waiting)))]

    def return_bundle(self, numbers: list[int]) -> None:
        """Put back a bundle that could not be handed over, in front of the tasks that wait."""
        self.waiting.extendleft(reversed(numbers))

    def retry_after_death(self, numbers: list[int]) -> bool:
        """Record that the worker of these tasks died, and have them run again if it is the first time.

        Returns:
            Whether the tasks run again; if not, they have been running at two deaths.
        """
        self.deaths.update(numbers)
        if any(self.deaths[number] > 1 for number in numbers):
            return False
        self.suspects += numbers
        return True

    def restart_running(self) -> None:
        """Have all tasks that are running, and all suspects, wait again."""
        self.waiting = deque(sorted({*self.running_tasks(), *self.suspects, *self.waiting}))
        self.running.clear()
        self.suspects.clear()
