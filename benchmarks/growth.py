"""How the cost grows: with the grid, the categories and the rows; beside pandas + pyplot, whole processes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from PIL import Image

from .contestants import HEADMAP, PYTHON, Size, headmap, peer, scripts, times, write_table
from .timing import Command, Runs, in_turn, median, ratio, run, table

PEER = "pandas + pyplot"
GRIDS: list[Size] = [(12, 12), (36, 41), (126, 128), (256, 256), (512, 512), (1000, 1000)]
CATEGORIES = [1, 3, 10, 25, 50]
ROWS = [10**3, 10**4, 10**5, 10**6, 10**7]
TABLE_GRID, TABLE_CATEGORIES = (126, 128), 5
READERS = {
    "pandas": "import pandas; pandas.read_csv({path!r}).drop_duplicates()",
    "polars": "import polars; polars.read_csv({path!r}).unique()",
    "duckdb": "import duckdb; duckdb.read_csv({path!r}).distinct().fetchall()",
}
"""What reads the same table and drops duplicates, which is less than check does."""
Growth = dict[str, Runs]


def drawn(folder: Path, grid: Size, categories: int) -> dict[str, Command]:
    """One figure whose heads are in a category one time in ten."""
    csv = folder / f"{times(grid)}-{categories}.csv"
    write_table(csv, max(10, grid[0] * grid[1] * categories // 10), grid, categories)
    ours = headmap(csv, grid, folder / "ours.png")
    commands = {"headmap": ours}
    if PEER in scripts():
        run(ours)
        with Image.open(folder / "ours.png") as picture:
            size = picture.size
        commands[PEER] = peer(scripts()[PEER], csv, grid, size, folder / "theirs.png")
    return commands


def grown(commands: dict[str, dict[str, Command]], rounds: int) -> Growth:
    """The runs by size: all sizes take turns, so that a slow moment is not taken for growth."""
    taken = in_turn(
        {(size, name): c for size, named in commands.items() for name, c in named.items()}, rounds
    )
    return {size: {name: taken[size, name] for name in named} for size, named in commands.items()}


def grids(folder: Path, rounds: int, quick: bool) -> Growth:
    """By the grid, with three categories."""
    return grown({times(grid): drawn(folder, grid, 3) for grid in GRIDS[: 3 if quick else None]}, rounds)


def categories(folder: Path, rounds: int, quick: bool) -> Growth:
    """By the number of categories, on 36 x 41."""
    return grown({str(n): drawn(folder, (36, 41), n) for n in CATEGORIES[: 3 if quick else None]}, rounds)


def rows(folder: Path, rounds: int, quick: bool) -> Growth:
    """By the rows of a table that headmap checks."""
    every = dict[str, dict[str, Command]]()
    for n in ROWS[: 4 if quick else None]:
        csv = folder / f"{n}.csv"
        write_table(csv, n, TABLE_GRID, TABLE_CATEGORIES)
        commands = {"headmap": [*HEADMAP, "check", str(csv), "--grid", times(TABLE_GRID)]}
        for name, code in READERS.items():
            if importlib.util.find_spec(name):
                commands[name] = [*PYTHON, "-c", code.format(path=str(csv))]
        every[f"{n:,}"] = commands
    return grown(every, rounds)


def lines(growth: Growth, what: str) -> list[str]:
    """A row for each size; of each contestant the wall time, and headmap's share of it."""
    others = [name for name in next(iter(growth.values())) if name != "headmap"]
    head = [what, "headmap", "its memory"]
    head += [words for name in others for words in (name, "headmap takes of it")]
    body = []
    for size, runs in growth.items():
        ours = runs["headmap"]
        row = [size, f"{median(ours):.2f} s", f"{median(ours, 'peak'):.0f} MiB"]
        for name in others:
            row += [f"{median(runs[name]):.2f} s", f"{ratio(ours, runs[name]):.2f}"]
        body.append(row)
    return table(head, body)


def grows(growth: Growth, sizes: list[int], what: str) -> str:
    """How much longer a process takes at the largest size than at the third largest, in words.

    Not above the smallest: its picture has as many pixels, in fewer cells, and may take as long.
    """
    walls = [median(runs["headmap"]) for runs in growth.values()]
    *_, first, _, last = growth
    return (
        f"From {first} to {last}, with {sizes[-1] / sizes[-3]:.0f} times the {what}, a process takes "
        f"{walls[-1] / walls[-3]:.1f} times as long."
    )
