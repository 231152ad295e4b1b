"""Make the pool of workers that a run asks for."""

from __future__ import annotations

import logging
import sys
from concurrent.futures import Executor

from ..core.errors import UsageError
from ..core.strings import first_line
from .processes import end_process_pool, make_process_pool
from .workers import InProcessExecutor, WorkerPool, leave_running

log = logging.getLogger("headmap")

BUNDLES_PER_WORKER = 2
"""Bundles that each worker has: one that it works on, and one so that it need not wait for the next."""
MAX_BUNDLE = 8
"""Tasks that go to a worker together at most, since handing over takes time, too."""
MIN_CLUSTER_WORKERS = 4
"""For how many workers a cluster gets tasks at least, since more workers may join it later."""
CONNECTION_SECONDS = 10
"""How long to wait for the answer of a scheduler."""
RETRIES = 2
"""How often Dask does a task again whose worker was lost."""


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
    """
    try:
        import dask.config

        # Dask logs each worker that is lost, which does not matter here: another one does its tasks again.
        dask.config.set({"logging": {"distributed": "critical", "distributed.client": "critical"}})
        from distributed import Client
    except ImportError:
        raise UsageError("--scheduler needs Dask: pip install 'headmap[cluster]'") from None
    try:
        client = Client(address, timeout=CONNECTION_SECONDS)
    except Exception as e:  # each protocol that Dask knows raises errors of its own
        raise UsageError(f"--scheduler {address}: no scheduler answers ({first_line(e)})") from None
    workers = sum(client.nthreads().values())
    if not workers:
        log.warning("the scheduler at %s has no workers yet; waiting for one", address)
        # Messages are collected until a command ends, but the wait for a worker may be long.
        for handler in log.handlers:
            handler.flush()
    executor: Executor = client.get_executor(pure=False, retries=RETRIES)

    def get_executor() -> Executor:
        return executor

    def disconnect(dask_executor: Executor, _at_once: bool) -> None:
        dask_executor.shutdown(wait=False)
        client.close()

    pool = WorkerPool(get_executor, max(MIN_CLUSTER_WORKERS, workers) * BUNDLES_PER_WORKER, disconnect)
    # The connection is open from now on, so it has to be closed even if no task is submitted.
    pool.executor = executor
    return pool
