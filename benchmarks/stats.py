"""``headmap stats``, with and without p-values, and ``headmap describe`` against ``headmap check``, one file.

126 x 128 heads in 20 categories. Whole processes, in turn, so that a machine whose speed drifts slows all
alike; ratios are taken pair by pair. Run with ``python -m benchmarks.stats [RUNS]``.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import in_turn, median, ratio

LAYERS, HEADS, CATEGORIES, MEMBERS = 126, 128, 20, 800


def write_table(path: Path) -> None:
    """A long table with as many heads of each category, the same in every run."""
    draw = random.Random(1)
    with path.open("w") as file:
        file.write("layer,head,category\n")
        for category in range(CATEGORIES):
            for place in draw.sample(range(LAYERS * HEADS), MEMBERS):
                file.write(f"{place // HEADS},{place % HEADS},category {category}\n")


def main(runs: int = 11) -> None:
    """Print medians, and the ratios to the time of check."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "heads.csv"
        write_table(path)
        shared = [str(path), "--grid", f"{LAYERS}x{HEADS}"]
        commands = {
            "check": ["check", *shared],
            "stats --permutations 0": ["stats", *shared, "--format", "json", "--permutations", "0"],
            "stats": ["stats", *shared, "--format", "json"],
            "describe": ["describe", *shared],
            "describe --alt": ["describe", *shared, "--alt"],
        }
        headmap = [sys.executable, "-m", "headmap_cli"]
        taken = in_turn({name: [*headmap, *args] for name, args in commands.items()}, runs)
    print(f"{CATEGORIES} categories on {LAYERS} x {HEADS}, {runs} runs of each, in turn; medians")
    for name, found in taken.items():
        print(f"{name:24} {median(found):.3f} s   {ratio(found, taken['check']):.2f} of check")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
