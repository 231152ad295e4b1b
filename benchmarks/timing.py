"""Run commands in turn and time them: the one place where the benchmarks start and time processes.

The commands run one after another, round by round, so that a machine whose speed drifts slows all of them
alike. Ratios are taken within each round for the same reason.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Hashable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).parents[1]
MIN_ROUNDS = 3
Command = list[str]

# An installed program has its bytecode, and people do not set how many threads numpy uses.
LEFT_OUT = (
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
)
ENVIRONMENT = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}

# A child counts the memory of its parent until it is replaced, so a small process starts the commands.
LAUNCHER = """
import os, resource, sys, time
start = time.perf_counter()
status = os.waitstatus_to_exitcode(os.waitpid(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ), 0)[1])
wall, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.write(f"\\n{wall} {used.ru_utime + used.ru_stime} {used.ru_maxrss * 1024}")
sys.exit(status)
"""
LAUNCH = [sys.executable, "-S", "-E", "-c", LAUNCHER]


class Run(NamedTuple):
    """What one process took, its children included, and what it printed."""

    wall: float  # seconds
    cpu: float  # seconds of user and system time
    peak: float  # bytes of memory, of the largest process
    output: str = ""


Runs = dict[int, Run]  # the runs of one command, by the number of the round
Name = TypeVar("Name", bound=Hashable)


def run(command: Command) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: The command failed; the message holds the end of what it printed.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        launcher = subprocess.Popen([*LAUNCH, *command], stdout=out, stderr=err, cwd=ROOT, env=ENVIRONMENT)
        launcher.wait()
        out.seek(0)
        err.seek(0)
        printed = err.read().decode(errors="replace")
        if launcher.returncode:
            raise RuntimeError(f"{' '.join(command)}: {printed[-500:]}")
        wall, cpu, peak = map(float, printed.splitlines()[-1].split())
        return Run(wall, cpu, peak, out.read().decode())


def run_in_turn(
    commands: Mapping[Name, Command],
    rounds: int,
    *,
    context: Collection[Name] = (),
    context_rounds: int = 1,
    seconds: float | None = None,
    warm_up: bool = True,
) -> dict[Name, Runs]:
    """Run commands in rounds, in which they take turns.

    Args:
        commands: The commands by name.
        rounds: The number of rounds.
        context: The names of commands that no goal is about. They run in some of the rounds only.
        context_rounds: The number of rounds in which these commands run.
        seconds: No round begins after so much time, except for the first three.
        warm_up: Whether every command runs once before the first round without being timed, so that the
            files that it needs are in memory.

    Returns:
        The runs of each command.
    """
    if warm_up:
        for command in commands.values():
            run(command)
    taken: dict[Name, Runs] = {name: {} for name in commands}
    step = max(1, rounds // context_rounds)
    start = time.monotonic()
    for number in range(rounds):
        if seconds is not None and number >= MIN_ROUNDS and time.monotonic() - start > seconds:
            break
        for name, command in commands.items():
            if name not in context or number % step == 0:
                taken[name][number] = run(command)
    return taken


def median(runs: Runs, quantity: str = "wall") -> float:
    """Return the median of a quantity, which is the name of a field of Run."""
    return float(statistics.median(getattr(run, quantity) for run in runs.values()))


def ratios(ours: Runs, theirs: Runs, quantity: str = "wall") -> list[float]:
    """Return the ratio of ours to theirs in each round in which both ran."""
    shared = sorted(ours.keys() & theirs.keys())
    return [getattr(ours[number], quantity) / getattr(theirs[number], quantity) for number in shared]


def median_ratio(ours: Runs, theirs: Runs, quantity: str = "wall") -> float:
    """Return the median of the ratios of the rounds."""
    return statistics.median(ratios(ours, theirs, quantity))
