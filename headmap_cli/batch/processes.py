"""Worker processes: a pool of them that reports what keeps it from starting; it neither hangs nor prints."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ALL_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

from ..core.failures import explain_text, known_cause, require_memory, summary
from ..core.signals import INTERRUPTS

LAST_BYTES = 4096
"""How much of what the workers printed is looked at for the reason why one died."""
POLL_SECONDS = 1
"""How often a pool that is at work is asked whether its own threads are still there."""
LEAVING_SECONDS = 5
"""How long a worker may take to end when it is asked to."""


class NoWorkersError(Exception):
    """No worker process can be started; the text says why."""


class Processes(ProcessPoolExecutor):
    """Processes whose start no interrupt cuts in two: half a start could be neither ended nor awaited.

    What they print is kept back, since it is no message of headmap; only last_words looks at it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.thread_failure: BaseException | None = None
        self.printed: int | None = None
        self.printed_before = 0
        try:
            self.printed = _nameless_file()
            self.printed_before = _size(self.printed)
            with _stderr_to(self.printed):  # the first semaphore starts a process that keeps track of them
                super().__init__(*args, **kwargs)
        except OSError as e:
            reason = known_cause(e) or f"no semaphore can be made ({e.strerror}); is /dev/shm writable?"
            raise NoWorkersError(reason) from e
        except Exception as e:
            raise self.no_workers(e) from e
        threading.excepthook = self._note_failure

    def _note_failure(self, arguments: threading.ExceptHookArgs) -> None:
        """Keep what ended a thread of this pool, without which no task would ever be done."""
        self.thread_failure = arguments.exc_value or RuntimeError("a thread ended")

    def no_workers(self, error: BaseException) -> NoWorkersError:
        """Explain why no worker starts: by what it printed, if anything, else by the error here."""
        reason = self.last_words() or known_cause(error) or getattr(error, "strerror", None)
        return NoWorkersError(reason or summary(error))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The future of a task; an interrupt waits until the process that it needs has started.

        Raises NoWorkersError where that cannot start, BrokenProcessPool where one has died.
        """
        try:
            with _interrupts_blocked(), _stderr_to(self.printed):
                return super().submit(fn, *args, **kwargs)
        except BrokenProcessPool:
            raise
        except Exception as e:
            raise self.no_workers(e) from e

    def check_threads(self) -> None:
        """Raise NoWorkersError if a thread of this pool has ended, so that nothing would ever be done."""
        if self.thread_failure is not None:
            raise self.no_workers(self.thread_failure)

    def last_words(self) -> str:
        """Return what the last line that a worker printed means, or nothing."""
        if self.printed is None or not hasattr(os, "pread"):
            return ""
        start = max(self.printed_before, _size(self.printed) - LAST_BYTES)
        text = os.pread(self.printed, LAST_BYTES, start).decode("utf-8", "replace")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return explain_text(lines[-1]) if lines else ""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, also where the pool has never worked."""
        with suppress(RuntimeError):  # its thread was never started
            super().shutdown(wait, cancel_futures=cancel_futures)
        threading.excepthook = threading.__excepthook__


def processes(workers: int, draws: bool) -> Processes:
    """Processes that are split off, where the system can, from one of a single thread that has all loaded.

    draws: whether they will surely draw.
    """
    split = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if split else "spawn")
    if split:
        context.set_forkserver_preload(["__main__", *([f"{__package__}.preload"] if draws else [])])
        os.environ.setdefault(
            "OPENBLAS_NUM_THREADS", "1"
        )  # numpy's threads, which nothing here has a use for
    return Processes(workers, mp_context=context, initializer=_begin)


def await_futures(
    executor: Executor | None, futures: Collection[Future[Any]], return_when: str = ALL_COMPLETED
) -> set[Future[Any]]:
    """Wait for futures of an executor and return those that are done.

    Raises NoWorkersError if they never would be.
    """
    while True:
        done, pending = wait(futures, POLL_SECONDS, return_when)
        if not pending or (done and return_when != ALL_COMPLETED):
            return done
        if isinstance(executor, Processes):
            executor.check_threads()


def require_a_start(executor: Executor) -> None:
    """Have a worker start and load what every task needs; raises NoWorkersError if it dies of that."""
    future = executor.submit(_load)
    await_futures(executor, [future])
    error = future.exception()
    if error is not None and isinstance(executor, Processes):
        raise executor.no_workers(error)


def last_words(executor: Executor | None) -> str:
    """Return what the last line that a worker of an executor printed means, or nothing."""
    return executor.last_words() if isinstance(executor, Processes) else ""


def shut_down(executor: Executor, at_once: bool) -> None:
    """Let the workers go; at once: whatever they are at."""
    if at_once:
        end_workers()
    executor.shutdown(wait=True, cancel_futures=True)


def end_workers() -> None:
    """End all worker processes, whatever they are at."""
    children = multiprocessing.active_children()
    for child in children:
        child.terminate()
    for child in children:
        child.join(LEAVING_SECONDS)
        if child.is_alive():
            child.kill()


def _load() -> None:
    """In a worker: load what every task needs."""
    require_memory()
    from . import tasks as steps  # noqa: F401 - loaded, not used


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


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@cache
def _nameless_file() -> int | None:
    """Open a file in memory for what workers print; None with HEADMAP_DEBUG, which leaves it on stderr.

    There is one for the whole run, as the process that workers are split off from outlives a pool.
    """
    if os.environ.get("HEADMAP_DEBUG"):
        return None
    if hasattr(os, "memfd_create"):
        return os.memfd_create("headmap-workers")
    return os.open(os.devnull, os.O_RDWR)


def _size(descriptor: int | None) -> int:
    return 0 if descriptor is None else os.fstat(descriptor).st_size


@contextmanager
def _stderr_to(descriptor: int | None) -> Iterator[None]:
    """Give a file as stderr to the processes that start inside the with block."""
    if descriptor is None:
        yield
        return
    before = os.dup(2)
    try:
        os.dup2(descriptor, 2)
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
