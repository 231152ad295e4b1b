"""Drawing on a Dask cluster: two worker processes on this machine, one of them killed in the middle."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from headmap_cli.core import canonical
from tests.commands import environment, python
from tests.helpers import random_data

pytestmark = pytest.mark.slow

pytest.importorskip("distributed")
FIGURES = 150
WAIT = "import sys; from distributed import Client; Client(sys.argv[1]).wait_for_workers(2, timeout=60)"
SETTINGS = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "5 minutes"}


Cluster = tuple[str, list["subprocess.Popen[bytes]"]]
"""The address of a scheduler and its workers."""


def begin(tool: str, *args: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", f"distributed.cli.dask_{tool}", *args, "--no-dashboard"]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(**SETTINGS)
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Start a scheduler and two workers, which have folders of their own."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    started = [begin("scheduler", "--host", "127.0.0.1", "--port", str(port))]
    for name in ("one", "two"):
        folder = str(tmp_path_factory.mktemp(name))
        flags = ["--nthreads", "1", "--no-nanny", "--local-directory", folder]
        started.append(begin("worker", address, *flags))
    try:
        python("-c", WAIT, address, cwd=Path.cwd())
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for n in range(FIGURES):
        data = random_data(["A", "B"], 12, 12, 0.3, seed=n)
        (workdir / f"m{n:02}.csv").write_bytes(canonical.to_csv(data))


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process")
def test_every_figure_arrives_though_a_worker_is_killed(cluster: Cluster) -> None:
    address, workers = cluster
    args = ["batch", "*.csv", "-o", "figs/{stem}.png", "--scheduler", address]
    command = [sys.executable, "-m", "headmap_cli", *args]
    batch = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment())
    end = time.monotonic() + 60
    while len(list(Path().glob("figs/*.png"))) < 5 and time.monotonic() < end and batch.poll() is None:
        time.sleep(0.005)
    os.kill(workers[0].pid, signal.SIGKILL)
    drawn = len(list(Path().glob("figs/*.png")))
    _, stderr = batch.communicate(timeout=120)
    assert batch.returncode == 0, stderr
    assert 5 <= drawn < FIGURES
    *progress, summary = stderr.splitlines()
    assert summary.startswith(f"headmap: {FIGURES} written in ")
    # A run of more than ten seconds prints how far it is.
    assert all(re.fullmatch(rf"headmap: \d+ of {FIGURES} figures", line) for line in progress)
    assert len(list(Path().glob("figs/*.png"))) == FIGURES
    assert run(["render", "m07.csv", "-o", "one.png"]) == 0
    assert Path("figs/m07.png").read_bytes() == Path("one.png").read_bytes()
    again = subprocess.run(command, capture_output=True, text=True, env=environment(), check=True)
    assert f"{FIGURES} up to date" in again.stderr


def test_a_missing_scheduler_is_reported_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("headmap_cli.batch.pools.CONNECTION_SECONDS", 0.2)
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
