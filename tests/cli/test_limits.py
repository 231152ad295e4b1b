"""Limits on memory, open files and processes, in real processes: the real cause in one line, status 4."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.commands import environment
from tests.forks import Run, forked

resource = pytest.importorskip("resource")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="limits the address space, as Linux does"),
]

GRID = ["--grid", "2x3"]
MEMORY = re.compile(
    r"headmap: error: (\S+: )?(its worker process died twice: )?"
    r"(memory ran out|headmap cannot start \(.*Memory).*\(ulimit -v(, -n)?\)"
)
FILES = re.compile(r"headmap: error: (\S+: )?(too many open files; raise the limit \(ulimit -n\))")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.csv").write_text("layer,head,category\n0,1,A\n1,2,B\n", encoding="utf-8")
    return tmp_path


def limited(limit: int, size: int, args: Sequence[str], folder: Path) -> tuple[int, list[str]]:
    """Return the exit status and the lines of stderr of a run under a limit."""
    done = subprocess.run(
        [sys.executable, "-m", "headmap_cli", *args],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(limit, (size, size)),
    )
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize(
    ("args", "megabytes"),
    [
        (["render", "one.csv", *GRID, "-o", "a.png"], 24),
        (["render", "one.csv", *GRID, "-o", "a.svg"], 70),
        (["render", "one.csv", *GRID, "-o", "a.pdf", "-o", "a.html"], 90),
        (["check", "one.csv", *GRID, "--format", "json"], 40),
        (["stats", "one.csv", *GRID], 60),
        (["describe", "one.csv", *GRID], 85),
        (["compare", "one.csv", "two.csv", *GRID, "-o", "a.png"], 50),
        (["convert", "one.csv", *GRID, "-o", "a.json"], 30),
        (["show", "one.csv", *GRID], 80),
        (["batch", "one.csv", "two.csv", *GRID, "-o", "{stem}.png", "-j", "2"], 75),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else str(value),
)
def test_too_little_memory_is_named(args: list[str], megabytes: int, folder: Path) -> None:
    """None of these sizes is enough to load numpy, whose own message and exit must not be seen."""
    before = sorted(folder.iterdir())
    status, lines = limited(resource.RLIMIT_AS, megabytes << 20, args, folder)
    assert status == 4, lines
    assert len(lines) == 1
    assert MEMORY.fullmatch(lines[0]), lines
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("megabytes", [105, 125, 140, 145, 150, 170])
def test_memory_that_runs_out_on_the_way_is_named(megabytes: int, folder: Path) -> None:
    """Expect a figure or one error: how much memory a figure takes depends on the machine."""
    args = ["render", "one.csv", *GRID, "-o", "a.png"]
    status, lines = limited(resource.RLIMIT_AS, megabytes << 20, args, folder)
    if status == 0:
        assert (lines, (folder / "a.png").exists()) == ([], True)
        return
    assert status == 4, lines
    assert len(lines) == 1
    assert MEMORY.fullmatch(lines[0]), lines
    assert not (folder / "a.png").exists()


@pytest.mark.parametrize("megabytes", [155, 170, 190])
def test_a_batch_without_memory_for_workers_ends_cleanly(megabytes: int, folder: Path) -> None:
    args = ["batch", "one.csv", "two.csv", "three.csv", *GRID, "-o", "{stem}.png", "-j", "2"]
    status, lines = limited(resource.RLIMIT_AS, megabytes << 20, args, folder)
    assert status in (0, 4), lines
    *others, counts = lines
    errors = [line for line in others if not line.startswith("headmap: warning: no worker process can be ")]
    assert all(MEMORY.fullmatch(line) for line in errors), lines
    assert len(others) - len(errors) <= 1
    drawn = len(list(folder.glob("*.png")))
    assert drawn == 3 - len(errors)
    assert re.fullmatch(r"headmap: .* in \d+\.\d s", counts)


# With fewer than five, Python itself may not start: some packages have it import modules at its start.
@pytest.mark.parametrize("files", [5, 6, 7, 8])
@pytest.mark.parametrize(
    "args",
    [
        ["render", "one.csv", *GRID, "-o", "a.png"],
        ["compare", "one.csv", "two.csv", *GRID, "-o", "a.svg"],
        ["check", "one.csv", *GRID],
    ],
    ids=lambda args: args[0],
)
def test_too_few_open_files_are_named(args: list[str], files: int, folder: Path) -> None:
    status, lines = limited(resource.RLIMIT_NOFILE, files, args, folder)
    if status == 0:
        assert lines == []
    else:
        assert status == 4, lines
        assert len(lines) == 1
        assert FILES.fullmatch(lines[0]), lines


TWO_THREADS = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"
"""Code after which a batch does not fork itself but has a fork server do it."""
FALLBACKS = {
    "read-only /dev/shm": (
        "import multiprocessing.synchronize as m\n"
        "def no(*_, **__): raise OSError(30, 'Read-only file system')\n"
        "m.SemLock.__init__ = no",
        "no semaphore can be made (Read-only file system); is /dev/shm writable?",
    ),
    "no /dev/shm": (
        "import multiprocessing.synchronize as m\n"
        "def no(*_, **__): raise FileNotFoundError(2, 'No such file or directory')\n"
        "m.SemLock.__init__ = no",
        "no semaphore can be made (No such file or directory); is /dev/shm writable?",
    ),
    "a full /dev/shm": (
        "import multiprocessing.synchronize as m\n"
        "def no(*_, **__): raise OSError(28, 'No space left on device')\n"
        "m.SemLock.__init__ = no",
        "no semaphore can be made (No space left on device); is /dev/shm writable?",
    ),
    "no process left for a server": (
        f"{TWO_THREADS}import multiprocessing.util as m\n"
        "def no(*_, **__): raise BlockingIOError(11, 'Resource temporarily unavailable')\n"
        "m.spawnv_passfds = no",
        "no more processes can be started; end other processes, raise the limit (ulimit -u)",
    ),
    "no memory for a server": (
        f"{TWO_THREADS}import multiprocessing.util as m\n"
        "def no(*_, **__): raise OSError(12, 'Cannot allocate memory')\n"
        "m.spawnv_passfds = no",
        "memory ran out; free some memory, or raise the limit (ulimit -v)",
    ),
    "no file left": (
        "import os\ndef no(*_, **__): raise OSError(24, 'Too many open files')\nos.memfd_create = no",
        "too many open files; raise the limit (ulimit -n)",
    ),
    "no thread": (
        "import concurrent.futures.process as m\n"
        'def no(*_, **__): raise RuntimeError("can\'t start new thread")\n'
        "m._ExecutorManagerThread.start = no",
        "no thread can be started; end other processes, raise the limit (ulimit -u), or free some memory, or "
        "raise the limit (ulimit -v)",
    ),
    "a thread that ends": (
        "import concurrent.futures.process as m\n"
        "def no(*_, **__): raise MemoryError\n"
        "m._ExecutorManagerThread.run = no",
        "memory ran out; free some memory, or raise the limit (ulimit -v)",
    ),
    "a server that dies at once": (
        f"{TWO_THREADS}import multiprocessing.spawn as m\n"
        "m.get_executable = lambda: '/bin/false'\n"
        "m.set_executable('/bin/false')",
        None,
    ),
    "no process left to fork": (
        "import os\ndef no(): raise BlockingIOError(11, 'Resource temporarily unavailable')\nos.fork = no",
        "no more processes can be started; end other processes, raise the limit (ulimit -u)",
    ),
    "no memory to fork": (
        "import os\ndef no(): raise OSError(12, 'Cannot allocate memory')\nos.fork = no",
        "memory ran out; free some memory, or raise the limit (ulimit -v)",
    ),
    "workers of a server that die of their start": (
        f"{TWO_THREADS}import headmap_cli.batch.processes as m\nimport os\n"
        "m._initialize_worker = __import__('functools').partial(os._exit, 7)",
        None,
    ),
    "workers that die of their start": (
        "import headmap_cli.batch.processes as m\nimport os\n"
        "m._initialize_worker = __import__('functools').partial(os._exit, 7)",
        None,
    ),
}


def test_a_batch_whose_workers_cannot_start_is_drawn_in_one_process(folder: Path) -> None:
    """Expect the cause that the patched call raises; None where the process itself dies."""
    args = ["batch", "one.csv", "two.csv", "three.csv", *GRID, "--dpi", "60", "-j"]
    runs = [
        Run([*args, "2", "-o", f"{n}/{{stem}}.png"], stderr=f"{n}.txt", patch=patch)
        for n, (patch, _) in enumerate(FALLBACKS.values())
    ]
    assert forked([*runs, Run([*args, "1", "-o", "one/{stem}.png"])], folder) == [0] * (len(runs) + 1)
    for n, (kind, (_, cause)) in enumerate(FALLBACKS.items()):
        warning, counts = (folder / f"{n}.txt").read_text(encoding="utf-8").splitlines()
        start = "headmap: warning: no worker process can be started: "
        end = "; the figures are drawn in one process"
        assert warning.startswith(start), kind
        assert warning.endswith(end)
        if cause is not None:
            assert warning == start + cause + end
        assert counts.startswith("headmap: 3 written in ")
        for path in (folder / "one").iterdir():
            assert (folder / str(n) / path.name).read_bytes() == path.read_bytes()
        assert list((folder / str(n)).glob("*tmp")) == []


DRAWING = {
    "memory": ("MemoryError()", "memory ran out; free some memory, or raise the limit (ulimit -v)"),
    "much memory": (
        "MemoryError('Unable to allocate 9 TiB')",
        "memory ran out (Unable to allocate 9 TiB); free some memory, or raise the limit (ulimit -v)",
    ),
    "files": ("OSError(24, 'x')", "too many open files; raise the limit (ulimit -n)"),
    "a disk": (
        "OSError(5, 'Input/output error', '/opt/a.ttf')",
        "/opt/a.ttf: the system reports: Input/output error; headmap cannot go on without it",
    ),
    "a pipe": (
        "BrokenPipeError(32, 'Broken pipe')",
        "the system reports: Broken pipe; headmap cannot go on without it",
    ),
    "a bug": (
        "KeyError('head')",
        "internal error (KeyError: 'head'); set HEADMAP_DEBUG=1 to see where, and please report it",
    ),
}


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_drawing_that_fails_is_status_4_with_its_cause(debug: str, folder: Path) -> None:
    runs = []
    for n, (raised, _) in enumerate(DRAWING.values()):
        patch = f"import headmap_cli.render as r\ndef no(*_, **__): raise {raised}\nr.compose = no"
        runs.append(Run(["render", "one.csv", *GRID, "-o", "a.png"], stderr=f"r{n}.txt", patch=patch))
        batch = ["batch", "one.csv", *GRID, "-o", "a.png", "-q", "-j", "1"]
        runs.append(Run(batch, stderr=f"b{n}.txt", patch=patch))
    assert forked(runs, folder, HEADMAP_DEBUG=debug) == [4] * len(runs)
    for n, (_, message) in enumerate(DRAWING.values()):
        for path, line in ((f"r{n}.txt", message), (f"b{n}.txt", f"one.csv: {message}")):
            *traceback, last = (folder / path).read_text(encoding="utf-8").splitlines()
            assert last == f"headmap: error: {line}"
            assert any(text.endswith(", in no") for text in traceback) == bool(debug)
            assert ("Traceback (most recent call last):" in traceback) == bool(debug)
            assert bool(traceback) == bool(debug)
    assert not (folder / "a.png").exists()
