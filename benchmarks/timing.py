"""Whole processes, timed in turn: what each takes of wall time, processor and memory.

The contestants run one after another, round by round, so that a machine whose speed drifts slows all alike.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).parents[1]
Command = list[str]
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""An installed program has its bytecode; so have all contestants here, after their first run."""


LAUNCH = [
    sys.executable,
    "-S",
    "-E",
    "-c",
    """
import os, resource, sys, time
start = time.perf_counter()
status = os.waitstatus_to_exitcode(os.waitpid(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ), 0)[1])
wall, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.write(f"\\n{wall} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
sys.exit(status)
""",
]
"""Starts a command from a small process: until it is replaced, a child counts its parent's memory."""


class Run(NamedTuple):
    """One process: wall and processor seconds (its children's too), the peak of its memory in MiB."""

    wall: float
    cpu: float
    peak: float
    said: str = ""


Runs = Mapping[str, list[Run]]
Name = TypeVar("Name")


def run(command: Command) -> Run:
    """Run a command; raises RuntimeError with what it said where it fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([*LAUNCH, *command], stdout=out, stderr=err, cwd=ROOT, env=ENVIRONMENT)
        process.wait()
        err.seek(0)
        *_, last = err.read().decode(errors="replace").splitlines() or [""]
        if process.returncode:
            err.seek(0)
            raise RuntimeError(f"{' '.join(command)}: {err.read().decode(errors='replace')[-500:]}")
        out.seek(0)
        wall, cpu, peak = map(float, last.split())
        return Run(wall, cpu, peak, out.read().decode())


def in_turn(commands: Mapping[Name, Command], rounds: int) -> dict[Name, list[Run]]:
    """The runs of each command: once each to warm the disk's cache, then so many rounds of all."""
    for command in commands.values():
        run(command)
    taken: dict[Name, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(run(command))
    return taken


def median(runs: list[Run], of: str = "wall") -> float:
    """The median of one figure."""
    return float(statistics.median(getattr(run, of) for run in runs))


def ratio(ours: list[Run], theirs: list[Run], of: Callable[[Run], float] = lambda run: run.wall) -> float:
    """The median of our share of their time, round by round."""
    return statistics.median(of(a) / of(b) for a, b in zip(ours, theirs, strict=True))


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table; all columns but the first are numbers."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    return ["| " + " | ".join(cells) + " |" for cells in (head, marks, *rows)]
