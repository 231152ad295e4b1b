"""The sample's figure: each contestant as a whole process, then many figures in one."""

from __future__ import annotations

import statistics
from pathlib import Path

from PIL import Image

from .contestants import HEADMAP, PYTHON, SAMPLE, drawers, headmap, scripts, times
from .timing import Run, Runs, in_turn, median, ratio, run, table

GRID = (36, 41)
BLANK = """
import sys
from matplotlib.figure import Figure
Figure(figsize=({0} / 144, {1} / 144), dpi=144).savefig(sys.argv[1])
"""
BLANK_NAME = "a blank matplotlib Figure"
STARTS = {
    "headmap --help": [*HEADMAP, "--help"],
    "import click": [*PYTHON, "-c", "import click"],
    "headmap check": [*HEADMAP, "check", str(SAMPLE), "--grid", times(GRID)],
    "import numpy": [*PYTHON, "-c", "import numpy"],
}


def size_of_ours(folder: Path) -> tuple[int, int]:
    """Width and height in pixels of the picture that headmap makes of the sample."""
    out = folder / "size.png"
    run(headmap(SAMPLE, GRID, out))
    with Image.open(out) as picture:
        return picture.size


def cold(folder: Path, rounds: int, ending: str) -> tuple[Runs, dict[str, int]]:
    """Whole processes that read the sample and write a picture; and the bytes of each picture."""
    size = size_of_ours(folder)
    commands = drawers(SAMPLE, GRID, size, folder, ending)
    if ending == "png":
        blank = folder / f"{BLANK_NAME}.png"
        commands[BLANK_NAME] = [*PYTHON, "-c", BLANK.format(*size), str(blank)]
    runs = in_turn(commands, rounds)
    return runs, {name: (folder / f"{name}.{ending}").stat().st_size for name in commands}


def cold_lines(runs: Runs, sizes: dict[str, int]) -> list[str]:
    """The table of whole processes; headmap's share of each."""
    ours = runs["headmap"]
    rows = [
        [
            name,
            f"{ratio(ours, taken):.2f}",
            f"{median(taken):.2f} s",
            f"{median(taken, 'cpu'):.2f} s",
            f"{median(taken, 'peak'):.0f} MiB",
            f"{sizes[name]:,}",
        ]
        for name, taken in sorted(runs.items(), key=lambda item: median(item[1]))
    ]
    return table(["", "headmap takes of it", "wall", "processor", "peak memory", "bytes"], rows)


def warm(folder: Path, rounds: int, figures: int) -> dict[str, list[float]]:
    """Seconds of one further figure, in a process that has drawn one: medians of each round's process."""
    size = size_of_ours(folder)
    common = [str(SAMPLE), times(GRID), times(size)]
    names = {"headmap": "headmap"} | scripts()
    commands = {
        name: [*PYTHON, "-m", "benchmarks.warm", script, *common, str(folder / f"{script}.png"), str(figures)]
        for name, script in names.items()
    }
    return {name: [float(r.said) for r in taken] for name, taken in in_turn(commands, rounds).items()}


def warm_lines(taken: dict[str, list[float]]) -> list[str]:
    """The table of further figures."""
    ours = taken["headmap"]
    rows = []
    for name, seconds in sorted(taken.items(), key=lambda item: statistics.median(item[1])):
        share = statistics.median(a / b for a, b in zip(ours, seconds, strict=True))
        rows.append([name, f"{share:.2f}", f"{1 / statistics.median(seconds):.1f}"])
    return table(["", "headmap takes of it", "figures per second"], rows)


def start(rounds: int) -> Runs:
    """Commands that draw nothing, and what they cannot do without."""
    return in_turn(STARTS, rounds)


def start_lines(runs: Runs) -> list[str]:
    """The table of commands that draw nothing."""
    rows = [
        [name, against, f"{ratio(runs[name], runs[against]):.2f}", f"{median(runs[name]) * 1000:.0f} ms"]
        for name, against in (("headmap --help", "import click"), ("headmap check", "import numpy"))
    ]
    return table(["", "against", "times", "wall"], rows)


def share(runs: Runs, name: str) -> float:
    """Headmap's share of another's wall time."""
    empty: list[Run] = []
    return ratio(runs["headmap"], runs.get(name, empty)) if name in runs else float("nan")
