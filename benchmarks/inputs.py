"""The inputs that the benchmarks draw and read: random, and the same on every machine."""

from __future__ import annotations

import random
from pathlib import Path

from .timing import ROOT

Grid = tuple[int, int]
SAMPLE = ROOT / "sample_data" / "pythia_like_36x41.csv"
SAMPLE_GRID: Grid = (36, 41)
LARGE_GRID: Grid = (126, 128)
BLOCK = 100_000


def cross(pair: Grid) -> str:
    """Return two numbers as ``36x41``."""
    return f"{pair[0]}x{pair[1]}"


def write_rows(path: Path, rows: int, grid: Grid, categories: int) -> None:
    """Write a long table of random rows, which repeat after 100,000."""
    draw = random.Random(1)
    block = []
    for _ in range(min(rows, BLOCK)):
        layer, head, category = draw.randrange(grid[0]), draw.randrange(grid[1]), draw.randrange(categories)
        block.append(f"{layer},{head},Category{category:02}\n")
    with path.open("w", encoding="utf-8") as file:
        file.write("layer,head,category\n")
        for start in range(0, rows, len(block)):
            file.writelines(block[: rows - start])


def write_equal_categories(path: Path, grid: Grid, categories: int, members: int) -> None:
    """Write a long table in which every category has the same number of heads."""
    draw = random.Random(1)
    layers, heads = grid
    with path.open("w", encoding="utf-8") as file:
        file.write("layer,head,category\n")
        for category in range(categories):
            for index in draw.sample(range(layers * heads), members):
                file.write(f"{index // heads},{index % heads},Category{category:02}\n")
