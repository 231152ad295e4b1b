"""Batches and renders that are killed, interrupted, crowded or without room: no file is ever half there."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from headmap_cli.core import canonical
from tests.commands import environment, python
from tests.helpers import random_data

pytestmark = pytest.mark.slow

HEADMAP = [sys.executable, "-m", "headmap_cli"]
FIGURES = 120
"""So many that a batch is still drawing when it is stopped after its first figures."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")

KILLS = """
import os, random, signal, sys, time
from pathlib import Path
from headmap_cli.cli.main import run

sys.stderr = open(os.devnull, "w")
ARGS = ["m[0-3].csv", "-o", "figs/{stem}.png", "-o", "figs/{stem}.svg", "-j", "1", "--dpi", "50"]
VERSIONS = [["--set", "title=old"], ["--set", "title=new"]]

def files():
    return {path.name: path.read_bytes() for path in Path("figs").iterdir()}

def whole(flags):
    assert run(["batch", *ARGS, *flags]) == 0
    return files()

known = [whole(flags) for flags in VERSIONS]
start = time.perf_counter()
whole([*VERSIONS[1], "--force"])
takes = time.perf_counter() - start
draw, killed, left = random.Random(5), 0, 0
for trial in range(40):
    flags = VERSIONS[trial % 2]
    child = os.fork()
    if not child:
        run(["batch", *ARGS, *flags])
        os._exit(0)
    time.sleep(draw.random() * takes)
    os.kill(child, signal.SIGKILL)
    killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    now = files()
    left += any(name.endswith("tmp") for name in now)
    for name, data in now.items():
        assert name.endswith("tmp") or data in (known[0][name], known[1][name]), name
    assert whole(flags) == known[trial % 2]
print(killed, left)
"""


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for n in range(6):
        (workdir / f"m{n}.csv").write_bytes(canonical.to_csv(random_data(["A", "B"], 8, 9, 0.3, seed=n)))


def begin(*args: str, **more: str) -> subprocess.Popen[str]:
    """Start the real command, in a group of processes of its own."""
    return subprocess.Popen(
        [*HEADMAP, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**more),
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def left_over() -> list[str]:
    return [str(path) for path in Path().rglob("*headmap-tmp")]


def group_is_gone(group: int, seconds: float = 20) -> bool:
    """Whether no process of a group is left, or will be soon."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def many(count: int) -> None:
    for n in range(count):
        Path(f"x{n:03}.csv").symlink_to(f"m{n % 6}.csv")


def until_drawn(count: int, process: subprocess.Popen[str]) -> None:
    """Wait until so many figures are there."""
    while len(list(Path().glob("figs/*.png"))) < count and process.poll() is None:
        time.sleep(0.005)


@posix
def test_killed_at_40_moments_every_file_is_old_or_new_and_the_next_run_finishes(tmp_path: Path) -> None:
    done = python("-c", KILLS, cwd=tmp_path)
    killed, _ = map(int, done.stdout.split())
    assert killed >= 25  # the others had ended before


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_all_and_the_next_run_does_the_rest(how: signal.Signals, jobs: str) -> None:
    many(FIGURES)
    args = ("batch", "x*.csv", "-o", "figs/{stem}.png", "-j", jobs, "--dpi", "60", "--report", "r.json")
    process = begin(*args)
    until_drawn(3, process)
    if how == signal.SIGINT:
        os.killpg(process.pid, how)  # as a terminal does
    else:
        process.send_signal(how)
    status, said = ended(process)
    meant, word = (130, "interrupted") if how == signal.SIGINT else (143, "terminated")
    assert status == meant, said
    assert said.splitlines()[-1] == f"headmap: error: {word}"
    assert "Traceback" not in said
    assert group_is_gone(process.pid)
    assert left_over() == []
    before = len(list(Path().glob("figs/*.png")))
    assert 3 <= before < FIGURES
    assert json.loads(Path("r.json").read_text(encoding="utf-8"))["counts"] == {
        "written": before,
        "not run": FIGURES - before,
    }
    status, said = ended(begin(*args))
    assert status == 0
    assert f"{before} up to date" in said


@posix
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_while_workers_start_is_said_in_one_line(how: signal.Signals) -> None:
    """At 10 moments of a run, of which most is the start; near its ends the signal itself may end it."""
    args = ("batch", "m*.csv", "-o", "figs/{stem}.png", "-j", "2", "--dpi", "60", "--force", "-q")
    start = time.monotonic()
    assert ended(begin(*args)) == (0, "")
    takes, statuses = time.monotonic() - start, []
    meant, word = (130, "interrupted") if how == signal.SIGINT else (143, "terminated")
    for moment in range(10):
        process = begin(*args)
        time.sleep(takes * (0.2 + 0.06 * moment))
        if how == signal.SIGINT:
            os.killpg(process.pid, how)
        else:
            process.send_signal(how)
        status, said = ended(process)
        statuses.append(status)
        assert status in (0, meant, -how)
        assert said == (f"headmap: error: {word}\n" if status == meant else "")
        assert left_over() == []
    assert meant in statuses


@posix
def test_workers_end_when_their_parent_is_killed() -> None:
    many(FIGURES)
    process = begin("batch", "x*.csv", "-o", "figs/{stem}.png", "-j", "2", "--dpi", "60")
    until_drawn(3, process)
    process.kill()
    process.wait()
    assert group_is_gone(process.pid)
    process.communicate()
    status, said = ended(begin("batch", "x*.csv", "-o", "figs/{stem}.png", "-j", "2", "--dpi", "60"))
    assert (status, left_over()) == (0, [])
    assert "up to date" in said
    assert len(list(Path().glob("figs/*.png"))) == FIGURES


def workers_of(parent: int) -> list[int]:
    """The processes that the warm process below a parent has split off, by /proc."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    return [worker for child in children.get(parent, []) for worker in children.get(child, [])]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds workers in /proc")
def test_a_killed_worker_is_replaced_and_every_figure_arrives() -> None:
    many(FIGURES)
    process = begin("batch", "x*.csv", "-o", "figs/{stem}.png", "-j", "2", "--dpi", "60")
    until_drawn(5, process)
    found = workers_of(process.pid)
    assert len(found) == 2
    os.kill(found[0], signal.SIGKILL)
    status, said = ended(process)
    assert status == 0, said
    assert f"{FIGURES} written" in said or "up to date" in said
    assert len(list(Path().glob("figs/*.png"))) == FIGURES
    assert left_over() == []


def test_ten_renders_of_one_output_at_once() -> None:
    crowd = [begin("render", "m0.csv", "-o", "fig.png", "-o", "fig.svg") for _ in range(10)]
    assert [ended(process) for process in crowd] == [(0, "")] * 10
    assert left_over() == []
    png, svg = Path("fig.png").read_bytes(), Path("fig.svg").read_bytes()
    assert ended(begin("render", "m0.csv", "-o", "fig.png", "-o", "fig.svg")) == (0, "")
    assert (png, svg) == (Path("fig.png").read_bytes(), Path("fig.svg").read_bytes())


def test_ten_first_starts_at_once(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    crowd = [begin("render", "m0.csv", "-o", f"f{n}.png", MPLCONFIGDIR=cache) for n in range(10)]
    results = [ended(process) for process in crowd]
    assert [status for status, _ in results] == [0] * 10
    assert {line for _, said in results for line in said.splitlines()} <= {
        "headmap: warning: indexing the fonts of this machine, which only the first start does ..."
    }
    assert len({Path(f"f{n}.png").read_bytes() for n in range(10)}) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"tmpfs", os.fsencode(disk), b"tmpfs", 0, b"size=64k"):
        pytest.skip("only root can mount a small disk")
    yield disk
    libc.umount2(os.fsencode(disk), 2)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
@pytest.mark.parametrize("command", ["render", "batch"])
def test_a_full_disk_leaves_the_old_file_and_says_one_line(command: str, small_disk: Path) -> None:
    target = small_disk / "m0.png"
    target.write_bytes(b"old")
    (small_disk / "filling").write_bytes(b"\0" * 56_000)
    outputs = ["-o", str(target)] if command == "render" else ["-o", f"{small_disk}/{{stem}}.png", "-j", "1"]
    inputs = ["m0.csv"] if command == "render" else ["m*.csv"]
    status, said = ended(begin(command, *inputs, *outputs, "--dpi", "300"))
    assert status == 3
    errors = [line for line in said.splitlines() if "error" in line]
    assert errors == [f"headmap: error: {target}: cannot be written: No space left on device"]
    assert target.read_bytes() == b"old"
    assert {path.name for path in small_disk.iterdir()} == {"m0.png", "filling"}


def test_a_device_without_room_is_an_output_error() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    Path("fig.png").symlink_to("/dev/full")
    status, said = ended(begin("render", "m0.csv", "-o", "fig.png"))
    assert (status, said.count("\n")) == (3, 1)
    assert "No space left on device" in said
