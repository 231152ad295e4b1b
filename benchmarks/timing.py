"""Whole processes, timed in turn: what each takes of wall time, processor and memory.

The contestants run one after another, round by round, so that a machine whose speed drifts slows all alike.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
Command = list[str]
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""An installed program has its bytecode; so have all contestants here, after their first run."""


class Run(NamedTuple):
    """One process: wall and processor seconds (its children's too), the peak of its memory in MiB."""

    wall: float
    cpu: float
    peak: float
    said: str = ""


Runs = Mapping[str, list[Run]]


def run(command: Command) -> Run:
    """Run a command; raises RuntimeError with what it said where it fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=ROOT, env=ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if status:
            err.seek(0)
            raise RuntimeError(f"{' '.join(command)}: {err.read().decode(errors='replace')[-500:]}")
        out.seek(0)
        return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read().decode())


def in_turn(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Run]]:
    """The runs of each command: once each to warm the disk's cache, then so many rounds of all."""
    for command in commands.values():
        run(command)
    taken: dict[str, list[Run]] = {name: [] for name in commands}
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
