"""The queue of tasks: bundles, and what happens to the tasks of a worker that died."""

from concurrent.futures import Future

from headmap_cli.batch.task_queue import TaskFuture, TaskQueue


def start(queue: TaskQueue, max_pending: int) -> TaskFuture:
    """Take a bundle out and mark it as running."""
    numbers = queue.take_bundle(max_pending)
    future: TaskFuture = Future()
    queue.running[future] = numbers
    return future


def test_bundles_become_smaller_towards_the_end() -> None:
    queue = TaskQueue(40, max_bundle=3)
    sizes: list[int] = []
    while queue.waiting:
        sizes.append(len(queue.take_bundle(max_pending=2)))
    assert sum(sizes) == 40
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (3, 1)


def test_a_returned_bundle_is_taken_first() -> None:
    queue = TaskQueue(5, max_bundle=1)
    queue.return_bundle(queue.take_bundle(1))
    assert queue.take_bundle(1) == [0]


def test_suspects_run_alone_until_they_have_finished() -> None:
    queue = TaskQueue(80, max_bundle=2)
    assert queue.max_running(4) == 4
    numbers = queue.running.pop(start(queue, 4))
    assert numbers == [0, 1]
    assert queue.retry_after_death(numbers)
    assert queue.max_running(4) == 1
    first = start(queue, 4)
    assert queue.running[first] == [0]
    queue.running.pop(first)
    last = start(queue, 4)
    assert queue.running[last] == [1]
    assert queue.max_running(4) == 1
    queue.running.pop(last)
    assert queue.max_running(4) == 4


def test_a_task_is_not_run_again_after_a_second_death() -> None:
    queue = TaskQueue(2, max_bundle=1)
    assert queue.retry_after_death([0])
    assert not queue.retry_after_death([0])


def test_after_a_restart_all_unfinished_tasks_wait_in_order() -> None:
    queue = TaskQueue(6, max_bundle=1)
    queue.running.pop(start(queue, 2))  # task 0 has finished
    start(queue, 2)
    queue.retry_after_death(queue.running.pop(start(queue, 2)))
    queue.restart_running()
    assert list(queue.waiting) == [1, 2, 3, 4, 5]
    assert (queue.running, list(queue.suspects)) == ({}, [])
