"""Who does the work: this process, worker processes that are replaced when they die, or a cluster."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from ..errors import UsageError
from .done import Done

log = logging.getLogger("headmap")

AHEAD = 2
"""Bundles of tasks for each worker: one that it is at, one that lies ready."""
BUNDLE = 8
"""Tasks that go to a worker together at most, since handing over takes time too."""
CONNECTING_SECONDS = 10
INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


class Crew:
    """Does tasks with an executor, made anew where its processes die.

    make: the executor. ahead: how much is handed to it at once: bundles of tasks, of at most so many each.
    leave: ends it, at once if need be.
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

    def results(
        self, work: Callable[..., Done], tasks: Sequence[tuple[Any, ...]]
    ) -> Iterator[tuple[int, Done]]:
        """Each task's number and what came of it, in the order in which they are done.

        Where a process dies, all tasks under way are done once more, each alone, so that it is known which
        one it was if it happens again. After stop(), what has begun is finished and nothing else begun.
        """
        waiting, suspects = deque(range(len(tasks))), deque[int]()
        running: dict[Future[list[Done]], list[int]] = {}
        deaths = Counter[int]()
        while True:
            alone = bool(suspects) or any(deaths[n] for numbers in running.values() for n in numbers)
            while not self.stopping and (suspects or waiting) and len(running) < (1 if alone else self.ahead):
                numbers = [suspects.popleft()] if suspects else self._bundle(waiting)
                running[self._submit(_each, work, [tasks[n] for n in numbers])] = numbers
            if not running:
                return
            finished = wait(running, return_when=FIRST_COMPLETED).done
            if any(map(_died, finished)):
                finished = wait(running).done
            for future in finished:
                numbers = running.pop(future)
                deaths.update(numbers if _died(future) else ())
                if _died(future) and max(deaths[n] for n in numbers) == 1:
                    suspects += numbers
                else:
                    yield from zip(numbers, _done(future, len(numbers)), strict=True)

    def _bundle(self, waiting: deque[int]) -> list[int]:
        """The next tasks that go together: fewer towards the end, so that no worker waits for another."""
        size = max(1, min(self.bundle, len(waiting) // (4 * self.ahead)))
        return [waiting.popleft() for _ in range(size)]

    def stop(self) -> None:
        """Begin nothing more."""
        self.stopping = True

    def close(self, at_once: bool = False) -> None:
        """Let the workers go; at once: whatever they are at."""
        if self.executor is not None:
            self.leave(self.executor, at_once)
        self.executor = None

    def _submit(self, work: Callable[..., list[Done]], *args: Any) -> Future[list[Done]]:
        """Hand tasks to the executor, or, where one of its processes has died, to a new one."""
        self.executor = self.executor or self.make()
        try:
            return self.executor.submit(work, *args)
        except BrokenProcessPool:
            self.close()
            return self._submit(work, *args)


def _each(work: Callable[..., Done], tasks: Sequence[tuple[Any, ...]]) -> list[Done]:
    """In a worker: do tasks one after another."""
    return [work(*task) for task in tasks]


def _error(future: Future[list[Done]]) -> BaseException | None:
    return CancelledError("the connection was lost") if future.cancelled() else future.exception()


def _died(future: Future[list[Done]]) -> bool:
    return isinstance(_error(future), BrokenProcessPool)


def _done(future: Future[list[Done]], tasks: int) -> list[Done]:
    """What came of a bundle of tasks, or for each that a worker could not do it."""
    error = _error(future)
    if error is None:
        return future.result()
    reason = (str(error) or type(error).__name__).splitlines()[0]
    said = f"a worker could not do it: {reason}"
    if _died(future):
        said = "its worker process died twice; was it killed for want of memory?"
    return [Done(problems=[said], status=1) for _ in range(tasks)]


class Here(Executor):
    """Does each task at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The finished future of a task."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def local(workers: int, draws: bool) -> Crew:
    """This process for one worker, else processes of their own; draws: whether they will surely draw.

    After ``python -E`` it is this process too: others would ignore PYTHONSAFEPATH, see process.shield, and
    import modules from the current folder.
    """
    if workers == 1 or (sys.flags.ignore_environment and not sys.flags.safe_path):
        return Crew(Here, 1, lambda *_: None)
    return Crew(lambda: _processes(workers, draws), workers * AHEAD, _leave, BUNDLE)


def _leave(executor: Executor, at_once: bool) -> None:
    if at_once:
        for process in multiprocessing.active_children():
            process.terminate()
    executor.shutdown(wait=True, cancel_futures=True)


def _processes(workers: int, draws: bool) -> Executor:
    """Processes that are split off, where the system can, from one of a single thread that has all loaded."""
    split = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if split else "spawn")
    if split:
        context.set_forkserver_preload(["__main__", *([f"{__package__}.warm"] if draws else [])])
        os.environ.setdefault(
            "OPENBLAS_NUM_THREADS", "1"
        )  # numpy's threads, which nothing here has a use for
    return _Processes(workers, mp_context=context, initializer=_begin)


class _Processes(ProcessPoolExecutor):
    """Processes whose start no interrupt cuts in two: half a start could be neither ended nor awaited."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The future of a task; an interrupt waits until the process that it needs has started."""
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTS)
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """A worker leaves Ctrl-C to its parent, and ends with it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):  # it began with the mask that submit had set
        signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTS)
    parent = multiprocessing.parent_process()

    def end() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=end, daemon=True).start()


def cluster(address: str) -> Crew:
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
    except (OSError, ValueError, TimeoutError) as e:
        raise UsageError(f"--scheduler {address}: no scheduler answers ({str(e).splitlines()[0]})") from None
    workers = sum(client.nthreads().values())
    if not workers:
        log.warning("the scheduler at %s has no workers yet; waiting for one", address)
        for handler in log.handlers:
            handler.flush()  # it may take long

    def leave(executor: Executor, _at_once: bool) -> None:
        executor.shutdown(wait=False)
        client.close()

    executor = client.get_executor(pure=False, retries=2)
    crew = Crew(lambda: executor, max(4, workers) * AHEAD, leave)
    crew.executor = executor
    return crew
