"""Draw many figures in one process and print the median seconds of one, without counting the first.

Run as ``python -m benchmarks.warm_process SCRIPT DATA.csv LAYERSxHEADS WIDTHxHEIGHT OUT FIGURES``.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module

Draw = Callable[[str, tuple[int, int], tuple[int, int], str], None]


def headmap(csv: str, grid: tuple[int, int], size: tuple[int, int], out: str) -> None:  # noqa: ARG001 - the peers need size
    """Draw the figure with headmap, which works out its own size instead of being given one."""
    import headmap_cli

    headmap_cli.save(headmap_cli.read(csv, grid=grid), out)


def main(script: str, csv: str, grid: str, size: str, out: str, figures: str) -> None:
    """Draw the figure several times and print the median time of one."""
    draw: Draw = headmap if script == "headmap" else import_module(f"benchmarks.peers.{script}").draw
    shape, pixels = (tuple(map(int, text.split("x"))) for text in (grid, size))
    taken = []
    for _ in range(int(figures) + 1):
        start = time.perf_counter()
        draw(csv, (shape[0], shape[1]), (pixels[0], pixels[1]), out)
        taken.append(time.perf_counter() - start)
    print(statistics.median(taken[1:]))


if __name__ == "__main__":
    main(*sys.argv[1:])
