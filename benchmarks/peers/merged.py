"""What the scripts of pandas users share: the merge of a long table, the colours, the ticks, the arguments.

Each script draws one figure: ``python -m benchmarks.peers.NAME DATA.csv LAYERSxHEADS WIDTHxHEIGHT OUT``,
the size in pixels. Its ``draw`` is also called many times over in one process, by benchmarks/warm_process.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

DPI = 144
UNCLASSIFIED = "#d3d3d3"
OWN = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728")
COUNTS = ("#9467bd", "#8c564b", "#e377c2")
Size = tuple[int, int]


@dataclass
class Merged:
    """titles of the panels; codes (panels, heads, layers); the label and colour of each code."""

    titles: list[str]
    codes: Any
    labels: list[str]
    colors: list[str]


def merged(csv: str, grid: Size) -> Merged:
    """The composite and a panel per category, with colours by code; several in a cell are a count's code."""
    table = pd.read_csv(csv)
    category = table["category"].astype("category")
    names = list(category.cat.categories)
    member = np.zeros((len(names), grid[1], grid[0]), dtype=bool)
    member[category.cat.codes, table["head"], table["layer"]] = True
    count = member.sum(axis=0)
    both = len(names) + count - 1
    composite = np.where(count == 0, 0, np.where(count == 1, member.argmax(axis=0) + 1, both))
    own = member * np.arange(1, len(names) + 1)[:, None, None]
    counts = [f"{k} categories" for k in range(2, int(count.max()) + 1)]
    labels = ["Unclassified", *names, *counts]
    colors = [UNCLASSIFIED, *_taken(OWN, len(names)), *_taken(COUNTS, len(counts))]
    return Merged(["All Categories", *names], np.stack([composite, *own]), labels, colors)


def ticks(n: int) -> list[int]:
    """The ticks of an axis of n cells."""
    return list(range(0, n, max(1, n // 5)))


def main(draw: Callable[[str, Size, Size, str], None]) -> None:
    """Draw what the command line says."""
    csv, grid, size, out = sys.argv[1:]
    draw(csv, pair(grid), pair(size), out)


def pair(text: str) -> Size:
    """``36x41`` as two numbers."""
    a, b = map(int, text.split("x"))
    return a, b


def _taken(first: tuple[str, ...], n: int) -> list[str]:
    """n colours: the usual ones where they suffice, else evenly spaced hues."""
    if n <= len(first):
        return list(first[:n])
    from colorsys import hsv_to_rgb

    hues = [hsv_to_rgb(i / n, 0.6, 0.8) for i in range(n)]
    return ["#" + "".join(f"{round(255 * part):02x}" for part in hue) for hue in hues]
