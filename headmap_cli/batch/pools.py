"""Make the pool of workers that a run asks for."""

from __future__ import annotations

import sys
from concurrent.futures import Executor

from .processes import end_process_pool, make_process_pool
from .workers import InProcessExecutor, WorkerPool, leave_running

BUNDLES_PER_WORKER = 2
"""Bundles that each worker has: one that it works on, and one so that it need not wait for the next."""
MAX_BUNDLE = 8
"""Tasks that go to a worker together at most, since handing over takes time, too."""
MIN_CLUSTER_WORKERS = 4
"""For how many workers a cluster gets tasks at least, since more workers may join it later."""


def local_pool(workers: int, preload_drawing: bool) -> WorkerPool:
    """Return a pool on this machine: this process for one worker, worker processes for several.

    Args:
        workers: The maximum number of workers.
        preload_drawing: Whether worker processes load what drawing needs before they get a task.
    """
    # Worker processes find their modules by PYTHONSAFEPATH (see cli/process.py). After ``python -E`` they
    # would ignore it and import from the current folder, so this process does the work alone.
    ignores_safe_path = sys.flags.ignore_environment and not sys.flags.safe_path
    if workers == 1 or ignores_safe_path:
        return WorkerPool(InProcessExecutor, max_pending=1, shutdown=leave_running)

    def make_executor() -> Executor:
        return make_process_pool(workers, preload_drawing)

    return WorkerPool(make_executor, workers * BUNDLES_PER_WORKER, end_process_pool, MAX_BUNDLE)


def cluster_pool(address: str) -> WorkerPool:
    """Return a pool of the workers of a Dask scheduler.

    Args:
        address: The address of the scheduler, such as ``tcp://host:8786``.

    Raises:
        UsageError: No scheduler answers, or Dask is not installed.
        MachineError: The workers cannot draw as this process would.
    """
    from .cluster import connect

    executor = connect(address)
    slots = max(MIN_CLUSTER_WORKERS, executor.worker_threads) * BUNDLES_PER_WORKER

    def get_executor() -> Executor:
        return executor

    def disconnect(_executor: Executor, _at_once: bool) -> None:
        executor.shutdown()

    pool = WorkerPool(get_executor, slots, disconnect)
    # The connection is open from now on, so it has to be closed even if no task is submitted.
    pool.executor = executor
    return pool
