"""Batches that are killed or interrupted: no file is ever half written, and the next run does the rest."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headmap_cli.core import canonical
from tests.background import finish, group_has_ended, start, temporary_files
from tests.commands import python
from tests.helpers import random_data

pytestmark = pytest.mark.slow

FIGURES = 120
"""So many that a batch is still drawing when it is stopped after its first figures."""
DRAW_MANY = ("batch", "x*.csv", "-o", "figs/{stem}.png", "--dpi", "60", "-j")
ENDINGS = {signal.SIGINT: (130, "interrupted"), signal.SIGTERM: (143, "terminated")}
"""The exit status and the message of a command that a signal ended."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
both_signals = pytest.mark.parametrize("number", ENDINGS, ids=lambda number: number.name)

KILL_FORTY_TIMES = """
import os, random, signal, sys, time
from pathlib import Path
from headmap_cli.cli.main import run

sys.stderr = open(os.devnull, "w")
ARGS = ["m[0-3].csv", "-o", "figs/{stem}.png", "-o", "figs/{stem}.svg", "-j", "1", "--dpi", "50"]
VERSIONS = [["--set", "title=old"], ["--set", "title=new"]]

def read_files():
    return {path.name: path.read_bytes() for path in Path("figs").iterdir()}

def draw(flags):
    assert run(["batch", *ARGS, *flags]) == 0
    return read_files()

expected = [draw(flags) for flags in VERSIONS]
start = time.perf_counter()
draw([*VERSIONS[1], "--force"])
duration = time.perf_counter() - start
generator, killed = random.Random(5), 0
for trial in range(40):
    flags = VERSIONS[trial % 2]
    child = os.fork()
    if not child:
        run(["batch", *ARGS, *flags])
        os._exit(0)
    time.sleep(generator.random() * duration)
    os.kill(child, signal.SIGKILL)
    killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    for name, data in read_files().items():
        assert name.endswith("tmp") or data in (expected[0][name], expected[1][name]), name
    assert draw(flags) == expected[trial % 2]
print(killed)
"""


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for n in range(6):
        (workdir / f"m{n}.csv").write_bytes(canonical.to_csv(random_data(["A", "B"], 8, 9, 0.3, seed=n)))
    for n in range(FIGURES):
        (workdir / f"x{n:03}.csv").symlink_to(f"m{n % 6}.csv")


def count_figures() -> int:
    return len(list(Path().glob("figs/*.png")))


def await_figures(count: int, process: subprocess.Popen[str]) -> None:
    """Wait until a batch has written a number of figures."""
    while count_figures() < count and process.poll() is None:
        time.sleep(0.005)


def send(number: signal.Signals, process: subprocess.Popen[str]) -> None:
    """Send a signal as it usually comes: Ctrl-C goes to all processes of a terminal."""
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)


@posix
def test_after_a_kill_every_file_is_old_or_new_and_the_next_run_finishes(tmp_path: Path) -> None:
    killed = int(python("-c", KILL_FORTY_TIMES, cwd=tmp_path).stdout)
    assert killed >= 25  # the others had ended before


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@both_signals
def test_an_interrupt_ends_all_processes_and_the_next_run_does_the_rest(
    number: signal.Signals, jobs: str
) -> None:
    process = start(*DRAW_MANY, jobs, "--report", "r.json")
    await_figures(3, process)
    send(number, process)
    status, stderr = finish(process)
    expected_status, message = ENDINGS[number]
    assert status == expected_status, stderr
    assert stderr.splitlines()[-1] == f"headmap: error: {message}"
    assert "Traceback" not in stderr
    assert group_has_ended(process.pid)
    assert temporary_files() == []
    drawn = count_figures()
    assert 3 <= drawn < FIGURES
    counts = json.loads(Path("r.json").read_text(encoding="utf-8"))["counts"]
    assert counts == {"written": drawn, "not run": FIGURES - drawn}
    status, stderr = finish(start(*DRAW_MANY, jobs))
    assert status == 0
    assert f"{drawn} up to date" in stderr


@posix
@both_signals
def test_an_interrupt_while_workers_start_is_reported_in_one_line(number: signal.Signals) -> None:
    """Interrupt a run at 10 moments, most of them in its start; at first the signal itself may end it."""
    args = ("batch", "m*.csv", "-o", "figs/{stem}.png", "-j", "2", "--dpi", "60", "--force", "-q")
    begin = time.monotonic()
    assert finish(start(*args)) == (0, "")
    duration = time.monotonic() - begin
    expected_status, message = ENDINGS[number]
    statuses: list[int] = []
    for moment in range(10):
        process = start(*args)
        time.sleep(duration * (0.2 + 0.06 * moment))
        send(number, process)
        status, stderr = finish(process)
        statuses.append(status)
        assert status in (0, expected_status, -number)
        assert stderr == (f"headmap: error: {message}\n" if status == expected_status else "")
        assert temporary_files() == []
    assert expected_status in statuses


@posix
def test_workers_end_when_their_parent_is_killed_and_the_next_run_does_the_rest() -> None:
    process = start(*DRAW_MANY, "2")
    await_figures(3, process)
    process.kill()
    process.wait()
    assert group_has_ended(process.pid)
    process.communicate()
    status, stderr = finish(start(*DRAW_MANY, "2"))
    assert (status, temporary_files()) == (0, [])
    assert "up to date" in stderr
    assert count_figures() == FIGURES


def workers_of(batch: int) -> list[int]:
    """Return the workers of a batch, by /proc: its children, forks that have its command line."""
    command = Path(f"/proc/{batch}/cmdline").read_bytes()
    workers: list[int] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(fields[1]) == batch and path.with_name("cmdline").read_bytes() == command:
                workers.append(int(path.parent.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return workers


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds workers in /proc")
def test_a_killed_worker_is_replaced_and_every_figure_is_drawn() -> None:
    process = start(*DRAW_MANY, "2")
    await_figures(5, process)
    workers = workers_of(process.pid)
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    status, stderr = finish(process)
    assert status == 0, stderr
    assert f"{FIGURES} written" in stderr or "up to date" in stderr
    assert count_figures() == FIGURES
    assert temporary_files() == []
