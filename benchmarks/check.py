"""A million rows: ``headmap check`` against pandas and the like, which read the file and drop duplicates.

Whole processes, imports included, in turn, so that a machine whose speed drifts slows all alike. Needs
pandas, polars and duckdb for their columns; one that is not installed is left out.
Run with ``python -m benchmarks.check [RUNS]``.
"""

from __future__ import annotations

import importlib.util
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS, LAYERS, HEADS = 1_000_000, 126, 128
CATEGORIES = ("Algorithmic", "Knowledge", "Linguistic", "Translation", "Copying")
PEERS = {
    "pandas": "import pandas; pandas.read_csv({path!r}).drop_duplicates()",
    "polars": "import polars; polars.read_csv({path!r}).unique()",
    "duckdb": "import duckdb; duckdb.read_csv({path!r}).distinct().fetchall()",
    "numpy (import alone)": "import numpy",
}


def write_table(path: Path) -> None:
    """A long table of random rows, the same in every run."""
    draw = random.Random(1)
    with path.open("w") as file:
        file.write("layer,head,category\n")
        for _ in range(ROWS):
            file.write(f"{draw.randrange(LAYERS)},{draw.randrange(HEADS)},{draw.choice(CATEGORIES)}\n")


def run(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak MiB of one process; raises when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{command} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main(runs: int = 7) -> None:
    """Print medians, and the ratios to headmap's time pair by pair."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.csv"
        write_table(path)
        commands = {
            "headmap check": [
                sys.executable,
                "-m",
                "headmap_cli",
                "check",
                str(path),
                "--grid",
                f"{LAYERS}x{HEADS}",
            ]
        }
        for name, code in PEERS.items():
            if importlib.util.find_spec(name.split()[0]):
                commands[name] = [sys.executable, "-c", code.format(path=str(path))]
        for command in commands.values():
            run(command)
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                taken[name].append(run(command))
    print(f"{ROWS:,} rows on {LAYERS} x {HEADS}, {runs} runs of each, in turn; medians")
    ours = taken["headmap check"]
    for name, figures in taken.items():
        ratio = statistics.median(a[0] / b[0] for a, b in zip(ours, figures, strict=True))
        seconds, peak = (statistics.median(column) for column in zip(*figures, strict=True))
        print(f"{name:22} {seconds:6.3f} s  {peak:6.1f} MiB   headmap takes {ratio:.2f} of it")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
