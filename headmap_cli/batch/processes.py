"""Start worker processes, in a pool that never hangs and that reports why workers cannot start.

The pool of the standard library waits forever if one of its own threads dies, and an interrupt while it
starts a worker leaves a process that nobody can end. ``ProcessPool`` rules out both.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.context import BaseContext
from typing import Any

from ..core.failures import free_address_space, known_cause, memory_limit, require_memory, summary
from ..core.signals import INTERRUPTS
from .executors import CheckedExecutor, NoWorkersError, await_futures
from .worker_output import WorkerOutput

MIN_ADDRESS_SPACE = 192 << 20
"""How much address space a pool needs: its two threads reserve 72 MiB each. If it ran out, tasks could get
lost on the way to the workers, and the pool would wait for them for ever."""

EXIT_SECONDS = 5
"""How long a worker may take to exit after it was asked to, before it is killed."""


class ProcessPool(ProcessPoolExecutor, CheckedExecutor):
    """A pool of processes that an interrupt cannot leave half started.

    Attributes:
        output: What the workers print, which is kept off stderr; None until it has been opened.
        thread_failure: What ended a thread of the pool itself, without which no task would ever finish.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.thread_failure: BaseException | None = None
        self.output: WorkerOutput | None = None
        try:
            self.output = WorkerOutput()
            # The first semaphore starts multiprocessing's resource tracker, which inherits stderr too.
            with self.output.captured():
                super().__init__(*args, **kwargs)
        except OSError as e:
            reason = known_cause(e)
            if reason is None:
                reason = f"no semaphore can be made ({e.strerror}); is /dev/shm writable?"
            raise _start_failure(reason) from e
        except Exception as e:
            raise self.explain(e) from e
        threading.excepthook = self._note_failure

    def _note_failure(self, arguments: threading.ExceptHookArgs) -> None:
        """Remember the exception that ended a thread of this process."""
        self.thread_failure = arguments.exc_value
        if self.thread_failure is None:
            self.thread_failure = RuntimeError("a thread ended")

    def explain_last_line(self) -> str:
        """Return what the last line means that a worker printed; empty if no worker printed anything."""
        if self.output is None:
            return ""
        return self.output.explain_last_line()

    def explain(self, error: BaseException) -> NoWorkersError:
        """Return the error that says why no worker starts.

        What a worker printed is closest to the cause; the exception here may only say that it is gone.
        """
        reason = self.explain_last_line() or known_cause(error) or getattr(error, "strerror", None)
        return _start_failure(reason or summary(error))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the future of a task; an interrupt waits until the process that the task needs has started.

        Raises:
            NoWorkersError: The process cannot start.
            BrokenProcessPool: A process has died.
        """
        assert self.output is not None
        try:
            with _interrupts_blocked(), self.output.captured():
                return super().submit(fn, *args, **kwargs)
        except BrokenProcessPool:
            raise
        except Exception as e:
            raise self.explain(e) from e

    def check(self) -> None:
        """Raise NoWorkersError if a thread of this pool has ended, so that no task would ever finish."""
        if self.thread_failure is not None:
            raise self.explain(self.thread_failure)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, even those of a pool that never worked."""
        with suppress(RuntimeError):  # the pool's own thread was never started and cannot be joined
            super().shutdown(wait, cancel_futures=cancel_futures)
        threading.excepthook = threading.__excepthook__


def _start_failure(reason: str) -> NoWorkersError:
    """Return the error that no worker process starts."""
    return NoWorkersError(f"no worker process can be started: {reason}")


def make_process_pool(workers: int, preload_drawing: bool) -> ProcessPool:
    """Return a pool of processes that start when they get their first task.

    Args:
        workers: The maximum number of processes.
        preload_drawing: Whether to load what drawing needs before the first worker is forked; a waste of time
            if all figures turn out to be up to date.
    """
    free = free_address_space()
    if free is not None and free < MIN_ADDRESS_SPACE:
        raise _start_failure("the limit of memory (ulimit -v) leaves too little for the threads of a pool")
    # numpy would start threads for linear algebra, which headmap does not use, in each worker.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    context = _fork_context(preload_drawing) or _server_context(preload_drawing)
    return ProcessPool(workers, mp_context=context, initializer=_initialize_worker)


def _fork_context(preload_drawing: bool) -> BaseContext | None:
    """Return the context that forks this process, which is the fastest way; None where that is not safe."""
    # Under a limit on memory, a library that cannot be loaded ends its process, which must not be this one.
    if not _has_one_thread() or memory_limit() is not None:
        return None
    if preload_drawing:
        # An interrupt would leave C extensions half loaded, and the interpreter could crash at its end.
        with _interrupts_blocked():
            from . import preload  # noqa: F401 - loads the libraries that the workers take over
    # A library may have started a thread in the meantime.
    if not _has_one_thread():
        return None
    return multiprocessing.get_context("fork")


def _has_one_thread() -> bool:
    """Return whether this process surely has one thread, so that it can be forked.

    A worker would inherit a lock that another thread holds, and wait forever for that thread, which it does
    not have. Threads that are not Python's are listed in /proc alone. Without it, as on macOS, where
    libraries of the system start threads of their own, nothing is certain.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _server_context(preload_drawing: bool) -> BaseContext:
    """Return the context in which a server with a single thread forks the workers, where the system can."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    modules = ["__main__"]
    if preload_drawing:
        modules.append(f"{__package__}.preload")
    context.set_forkserver_preload(modules)
    return context


def require_start(executor: Executor) -> None:
    """Have one worker start and load what every task needs; raise NoWorkersError if it dies of that."""
    future = executor.submit(_load_libraries)
    await_futures(executor, [future])
    error = future.exception()
    if error is not None and isinstance(executor, ProcessPool):
        raise executor.explain(error)


def end_process_pool(executor: Executor, at_once: bool) -> None:
    """End the workers of an executor.

    Args:
        executor: The executor, which takes no task any more.
        at_once: Whether to end the tasks that are running instead of waiting for them.
    """
    if at_once:
        _end_workers()
    executor.shutdown(wait=True, cancel_futures=True)


def _end_workers() -> None:
    """End all worker processes, even in the middle of a task."""
    children = multiprocessing.active_children()
    for child in children:
        child.terminate()
    for child in children:
        child.join(EXIT_SECONDS)
        if child.is_alive():
            child.kill()


def _load_libraries() -> None:
    """Load, in a worker, what every task needs."""
    require_memory()
    from . import job_data  # noqa: F401 - imported for its libraries, not used


def _initialize_worker() -> None:
    """Have a worker leave Ctrl-C to its parent, and end when the parent ends, however that happens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A fork has its parent's handler, which would let a task end by an exception instead of at once.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        # The worker inherited the mask that submit() had set; SIGTERM must reach it again.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTS)
    parent = multiprocessing.parent_process()

    def exit_after_parent() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=exit_after_parent, daemon=True).start()


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Hold SIGINT and SIGTERM back until the end of the with block, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    previous_mask = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous_mask)
