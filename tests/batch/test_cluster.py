"""Drawing on a Dask cluster on this machine, parts of which are killed or have other versions."""

import os
import pickle
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from headmap_cli import __version__
from headmap_cli.batch.cluster import ADVICE, WorkerMismatchError, figure_versions, run_packed
from headmap_cli.cli.main import run
from headmap_cli.core import canonical
from tests.commands import environment, python
from tests.helpers import random_data

pytestmark = pytest.mark.slow

pytest.importorskip("distributed")
FIGURES = 100
WAIT = """
import sys
from distributed import Client
Client(sys.argv[1]).wait_for_workers(int(sys.argv[2]), timeout=60)
"""
NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="kills a process")
SETTINGS = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "5 minutes"}


class Cluster:
    """A scheduler and its workers, which are processes of this machine with folders of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        port = free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = begin("scheduler", "--host", "127.0.0.1", "--port", str(port))
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_worker(self, **variables: str) -> None:
        """Start a worker, with some variables of the environment."""
        folder = str(self.folder / f"worker-{len(self.workers)}")
        flags = ["--nthreads", "1", "--no-nanny", "--local-directory", folder]
        self.workers.append(begin("worker", self.address, *flags, **variables))

    def wait_for_workers(self, number: int) -> None:
        python("-c", WAIT, self.address, str(number), cwd=Path.cwd())

    def end(self) -> None:
        for process in [self.scheduler, *self.workers]:
            process.kill()
            process.wait()


def begin(tool: str, *args: str, **variables: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", f"distributed.cli.dask_{tool}", *args, "--no-dashboard"]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(**SETTINGS, **variables),
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Start a scheduler without workers."""
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        yield started
    finally:
        started.end()


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for n in range(FIGURES):
        data = random_data(["A", "B"], 12, 12, 0.3, seed=n)
        (workdir / f"m{n:02}.csv").write_bytes(canonical.to_csv(data))


def start_batch(cluster: Cluster) -> "subprocess.Popen[str]":
    """Start to draw the figures on a cluster, and return when a few are there."""
    args = ["batch", "*.csv", "-o", "figs/{stem}.png", "--scheduler", cluster.address]
    command = [sys.executable, "-m", "headmap_cli", *args]
    batch = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment())
    end = time.monotonic() + 60
    while len(figures()) < 5 and time.monotonic() < end and batch.poll() is None:
        time.sleep(0.005)
    return batch


def figures() -> list[Path]:
    return list(Path().glob("figs/*.png"))


def messages(batch: "subprocess.Popen[str]") -> list[str]:
    """Return what a batch prints, which must succeed, except how far it is if it takes long."""
    _, stderr = batch.communicate(timeout=120)
    assert batch.returncode == 0, stderr
    lines: list[str] = stderr.splitlines()
    return [line for line in lines if not re.fullmatch(rf"headmap: \d+ of {FIGURES} figures", line)]


def assert_all_drawn() -> None:
    """Check that all figures are there, and that one that was drawn last is the one that render draws."""
    assert len(figures()) == FIGURES
    name = f"m{FIGURES - 1:02}"
    assert run(["render", f"{name}.csv", "-o", "one.png"]) == 0
    assert Path(f"figs/{name}.png").read_bytes() == Path("one.png").read_bytes()


@NOT_ON_WINDOWS
def test_every_figure_arrives_though_a_worker_is_killed(cluster: Cluster) -> None:
    cluster.add_worker()
    cluster.add_worker()
    cluster.wait_for_workers(2)
    batch = start_batch(cluster)
    cluster.workers[0].kill()
    drawn = len(figures())
    [summary] = messages(batch)
    assert 5 <= drawn < FIGURES
    assert summary.startswith(f"headmap: {FIGURES} written in ")
    assert_all_drawn()
    again = start_batch(cluster)
    assert f"{FIGURES} up to date" in messages(again)[-1]


@NOT_ON_WINDOWS
def test_figures_wait_for_another_worker_if_the_last_is_killed(cluster: Cluster) -> None:
    cluster.add_worker()
    cluster.wait_for_workers(1)
    batch = start_batch(cluster)
    cluster.workers[0].kill()
    assert batch.stderr is not None
    warning = batch.stderr.readline()
    start = f"headmap: warning: the scheduler at {cluster.address} has no workers;"
    assert warning == f"{start} waiting for one\n"
    assert 5 <= len(figures()) < FIGURES
    cluster.add_worker()
    [summary] = messages(batch)
    assert summary.startswith(f"headmap: {FIGURES} written in ")
    assert_all_drawn()


@NOT_ON_WINDOWS
def test_figures_are_drawn_here_if_the_scheduler_is_killed(cluster: Cluster) -> None:
    cluster.add_worker()
    cluster.wait_for_workers(1)
    batch = start_batch(cluster)
    cluster.scheduler.kill()
    drawn = len(figures())
    lines = messages(batch)
    assert len(lines) == 2, lines
    warning, summary = lines
    assert 5 <= drawn < FIGURES
    assert re.fullmatch(
        rf"headmap: warning: the (scheduler at {cluster.address} is lost|connection to the scheduler broke); "
        r"the figures are drawn in one process",
        warning,
    )
    assert summary.startswith(f"headmap: {FIGURES} written in ")
    assert_all_drawn()


OTHER_VERSIONS = {
    "headmap": (
        "import headmap_cli._version\nheadmap_cli._version.__version__ = '0.0.1'\n",
        rf"has headmap 0\.0\.1, and this process has {re.escape(__version__)}; {ADVICE}",
    ),
    "an older headmap": (
        "import sys\nsys.modules['headmap_cli.batch.cluster'] = None\n",
        r"has another version of headmap \(.*\); " + ADVICE,
    ),
    "no headmap": (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.startswith('headmap_cli'):\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}')\n"
        "sys.meta_path.insert(0, Absent())\n",
        r"has no headmap; pip install 'headmap\[cluster\]' there",
    ),
    "matplotlib": (
        "import matplotlib\nmatplotlib.__version__ = '3.9.0'\n",
        r"has matplotlib 3\.9\.0, and this process has .*; " + ADVICE,
    ),
    "Pillow": (
        "import PIL.features\nPIL.features.check = lambda name: name == 'nothing'\n",
        r"has Pillow .* raqm=False, and this process has .*; " + ADVICE,
    ),
}
"""What a worker runs before anything else, and what is wrong with it then."""


@pytest.mark.parametrize("other", OTHER_VERSIONS)
def test_a_worker_with_other_versions_is_named_before_anything_is_drawn(
    other: str, cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start, defect = OTHER_VERSIONS[other]
    (tmp_path / "sitecustomize.py").write_text(start, encoding="utf-8")
    cluster.add_worker(PYTHONPATH=os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]]))
    cluster.wait_for_workers(1)
    assert run(["batch", "m0*.csv", "-o", "figs/{stem}.png", "--scheduler", cluster.address]) == 4
    stderr = capsys.readouterr().err
    start = f"headmap: error: --scheduler {cluster.address}: the worker tcp://"
    assert re.fullmatch(rf"{re.escape(start)}[\d.:]+ {defect}\n", stderr), stderr
    assert not figures()


def test_other_versions_of_dask_are_a_warning(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = (
        "import distributed.versions as v\nv.get_package_info = lambda names: {'dask': '1', 'python': '9'}\n"
    )
    (tmp_path / "sitecustomize.py").write_text(start, encoding="utf-8")
    cluster.add_worker(PYTHONPATH=os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]]))
    cluster.wait_for_workers(1)
    assert run(["batch", "m00.csv", "-o", "{stem}.png", "--scheduler", cluster.address]) == 0
    warning, summary = capsys.readouterr().err.splitlines()
    assert warning.startswith(f"headmap: warning: the cluster at {cluster.address} has other versions of ")
    assert re.search(r"\bdask\b.*\bpython\b", warning)
    assert warning.endswith(f"; if it fails, {ADVICE}")
    assert summary.startswith("headmap: 1 written in ")


def test_a_worker_that_joins_later_compares_the_versions_before_it_unpickles_anything() -> None:
    versions = figure_versions() | {"matplotlib": "9.9"}
    message = r"a worker on \S+ has matplotlib .*, and this process has 9\.9"
    with pytest.raises(WorkerMismatchError, match=message):
        run_packed(versions, b"no pickle")
    assert run_packed(figure_versions(), pickle.dumps((divmod, (7, 2), {}))) == (3, 1)


def test_a_missing_scheduler_is_reported_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("headmap_cli.batch.cluster.CONNECTION_SECONDS", 0.2)
    address = f"tcp://127.0.0.1:{free_port()}"
    assert run(["batch", "m00.csv", "-o", "{stem}.png", "--scheduler", address]) == 2
    stderr = capsys.readouterr().err
    assert stderr.startswith(f"headmap: error: --scheduler {address}: no scheduler answers")
    assert stderr.count("\n") == 1
    assert run(["batch", "m00.csv", "-o", "{stem}.png", "--scheduler", "nonsense://x"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_run_that_stops_while_reading_needs_no_scheduler(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("bad.csv").write_text("x", encoding="utf-8")
    args = ["batch", "m00.csv", "bad.csv", "-o", "{stem}.png", "--fail-fast"]
    assert run([*args, "--scheduler", f"tcp://127.0.0.1:{free_port()}"]) == 1
    assert "1 failed, 1 not run" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    [
        "tls://",
        "tls://127.0.0.1:1",
        "ucx://127.0.0.1:1",
        "tcp://",
        "foo://x",
        "inproc://x",
        ":",
        "tcp://[::1",
    ],
)
def test_an_address_without_a_scheduler_is_a_mistake_of_the_command_line(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["batch", "m00.csv", "--grid", "12x12", "-o", "{stem}.png", "--scheduler", address, "-q"]
    assert run(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"headmap: error: --scheduler {address}: no scheduler answers (")
    assert err.count("\n") == 1
