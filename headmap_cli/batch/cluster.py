"""Do tasks on the workers of a Dask cluster, and notice when it is lost or has other versions."""

from __future__ import annotations

import logging
import pickle
import re
import socket
import time
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from .._version import __version__
from ..core.errors import MachineError, UsageError
from ..core.failures import summary
from ..core.strings import first_line
from .executors import CheckedExecutor, NoWorkersError

if TYPE_CHECKING:
    from distributed import Client

log = logging.getLogger("headmap")

CONNECTION_SECONDS = 10
"""How long to wait for an answer of a scheduler."""
CHECK_SECONDS = 5
"""How often a scheduler is asked for its workers while no task is finished."""
RETRIES = 2
"""How often Dask does a task again whose worker was lost."""
DASK_LOGGERS = ("distributed", "distributed.client", "tornado.application", "asyncio")
"""The loggers of Dask and of the libraries below it, whose messages are not for users of headmap."""
ADVICE = "install the same versions on both"


class WorkerMismatchError(Exception):
    """A worker has other versions than this process, so that its figures could differ."""


class ClusterExecutor(CheckedExecutor):
    """The workers of a Dask cluster.

    Attributes:
        address: The address of the scheduler, as the user gave it.
        worker_threads: How many tasks the workers do at once; 0 if there are no workers yet.
    """

    def __init__(self, client: Client, address: str) -> None:
        self.address = address
        self._client = client
        self._executor = client.get_executor(pure=False, retries=RETRIES)
        self._versions = figure_versions()
        self._is_waiting = False
        self.worker_threads = self._count_threads()
        self._require_same_versions()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the future of a task.

        Raises:
            NoWorkersError: The scheduler is lost.
        """
        self._require_connection()
        # A worker with other versions might not even unpickle the arguments, so it compares them first.
        packed = pickle.dumps((fn, args, kwargs))
        try:
            future: Future[Any] = self._executor.submit(run_packed, self._versions, packed)
        except Exception as e:
            raise self._lost() from e
        return future

    def check(self) -> None:
        """Raise NoWorkersError if the scheduler is lost. Workers may come back, so wait for them."""
        self._require_connection()
        if time.monotonic() - self._checked_at > CHECK_SECONDS:
            self._count_threads()

    def _require_connection(self) -> None:
        """Raise NoWorkersError if the connection is lost; Dask then forgets all tasks of this process."""
        if self._client.status != "running":
            raise self._lost()

    def _lost(self) -> NoWorkersError:
        return NoWorkersError(f"the scheduler at {self.address} is lost")

    def _count_threads(self) -> int:
        """Ask the scheduler how many tasks its workers do at once, and warn if there are no workers."""
        scheduler: Any = self._client.scheduler
        try:
            threads = self._client.sync(scheduler.ncores, callback_timeout=CONNECTION_SECONDS)
        except Exception as e:  # a time-out, or what the protocol raises when the connection breaks
            raise self._lost() from e
        self._checked_at = time.monotonic()
        if not threads and not self._is_waiting:
            log.warning("the scheduler at %s has no workers; waiting for one", self.address)
            # Messages are collected until a command ends, but the wait for a worker may be long.
            for handler in log.handlers:
                handler.flush()
        self._is_waiting = not threads
        return sum(threads.values())

    def _require_same_versions(self) -> None:
        """Raise MachineError if a worker cannot draw as this process would; each task compares again."""
        versions_by_worker = self._client.run(figure_versions, on_error="return")
        for worker, versions in sorted(versions_by_worker.items()):
            defect: str | None
            if isinstance(versions, Exception):
                defect = _explain_task_error(versions) or f"cannot be used ({summary(versions)})"
            else:
                defect = _difference(self._versions, versions)
            if defect:
                raise MachineError(f"--scheduler {self.address}: the worker {worker} {defect}")

    def explain_failure(self, error: BaseException) -> str:
        """Return why a task failed that no worker could do."""
        if isinstance(error, WorkerMismatchError):
            return str(error)
        # The class is Dask's, whose import takes long.
        if type(error).__name__ == "KilledWorker":
            return "each worker that had it died, perhaps because memory ran out"
        explanation = _explain_task_error(error)
        if explanation:
            return f"a worker {explanation}"
        return super().explain_failure(error)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - as in Executor
        """Cancel all tasks and disconnect."""
        # Dask raises errors of many kinds if the scheduler is lost.
        try:
            self._executor.shutdown(wait=False)
            self._client.close(timeout=CONNECTION_SECONDS)
        except Exception as e:
            log.debug("the connection to %s could not be closed: %s", self.address, summary(e))


def connect(address: str) -> ClusterExecutor:
    """Connect to a Dask cluster.

    Args:
        address: The address of its scheduler, such as ``tcp://host:8786``.

    Raises:
        UsageError: No scheduler answers, or Dask is not installed.
        MachineError: A worker has other versions than this process.
    """
    try:
        import dask.config

        # Dask logs each worker that is lost, which does not matter here: another one does its tasks again. Of
        # a lost scheduler, which headmap reports itself, the libraries below Dask print tracebacks.
        dask.config.set({"logging": dict.fromkeys(DASK_LOGGERS, "critical")})
        from distributed import Client
    except ImportError:
        raise UsageError("--scheduler needs Dask: pip install 'headmap[cluster]'") from None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            client = Client(address, timeout=CONNECTION_SECONDS)
        except Exception as e:  # each protocol that Dask knows raises errors of its own
            raise UsageError(f"--scheduler {address}: no scheduler answers ({first_line(e)})") from None
    _warn_of_other_versions(address, [str(warning.message) for warning in caught])
    try:
        return ClusterExecutor(client, address)
    except BaseException as e:
        client.close()
        if isinstance(e, NoWorkersError):
            raise MachineError(f"--scheduler {address}: {e}") from None
        raise


def _warn_of_other_versions(address: str, messages: list[str]) -> None:
    """Say in one line which packages have other versions on the cluster, which Dask says in tables."""
    for message in messages:
        packages = re.findall(r"^\| (\w+)", message, re.MULTILINE)
        # The first row is the head of the table.
        if message.startswith("Mismatched versions") and packages:
            names = ", ".join(packages[1:])
            log.warning("the cluster at %s has other versions of %s; if it fails, %s", address, names, ADVICE)


def figure_versions() -> dict[str, str]:
    """Return the versions that the bytes of a figure depend on."""
    from ..embed.fingerprint import matplotlib_version, pillow_version

    return {"headmap": __version__, "matplotlib": matplotlib_version(), "Pillow": pillow_version()}


def run_packed(versions: Mapping[str, str], packed: bytes) -> Any:
    """Do a task on a worker.

    Args:
        versions: The figure versions of the process that asks.
        packed: A function and its arguments, pickled.

    Raises:
        WorkerMismatchError: The worker has other versions. It may have joined the cluster during the run.
    """
    difference = _difference(versions, figure_versions())
    if difference:
        raise WorkerMismatchError(f"a worker on {socket.gethostname()} {difference}")
    function, args, kwargs = pickle.loads(packed)
    return function(*args, **kwargs)


def _difference(here: Mapping[str, str], there: Mapping[str, str]) -> str | None:
    """Return which version of a worker is not that of this process; None if all are."""
    for name, version in here.items():
        if there.get(name) != version:
            return f"has {name} {there.get(name)}, and this process has {version}; {ADVICE}"
    return None


def _explain_task_error(error: BaseException) -> str | None:
    """Return what is wrong with a worker that could not load a task; None if the error has another cause."""
    # Dask passes some errors on as the text of an exception of another class.
    text = str(error)
    if "No module named 'headmap_cli'" in text:
        return "has no headmap; pip install 'headmap[cluster]' there"
    if "headmap_cli" in text:
        return f"has another version of headmap ({first_line(error)}); {ADVICE}"
    return None
