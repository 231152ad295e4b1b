"""Who draws the figure: headmap and what people draw it with today, as far as each is installed."""

from __future__ import annotations

import importlib.util
import random
import shutil
import sys
from pathlib import Path

from .timing import ROOT, Command

SAMPLE = ROOT / "sample_data" / "pythia_like_36x41.csv"
PYTHON = [sys.executable]
HEADMAP = [*PYTHON, "-m", "headmap_cli"]
PEERS = {
    "pandas + pyplot": ("pyplot", ("pandas", "matplotlib")),
    "pandas + seaborn": ("seaborn", ("pandas", "seaborn")),
    "pandas + Altair + vl-convert": ("altair", ("pandas", "altair", "vl_convert")),
    "pandas + plotly + kaleido": ("plotly", ("pandas", "plotly", "kaleido")),
}
"""By name: the script in peers/, and what it imports."""
BROWSERS = ("chromium", "google-chrome", "chrome", "chromium-browser")
Size = tuple[int, int]


def scripts() -> dict[str, str]:
    """The peers whose parts are all here, by name, with their scripts."""
    found = {}
    for name, (script, needs) in PEERS.items():
        if not all(map(importlib.util.find_spec, needs)):
            continue
        if "kaleido" not in needs or any(map(shutil.which, BROWSERS)):
            found[name] = script
    return found


def headmap(csv: Path, grid: Size, out: Path) -> Command:
    """The command that draws the figure with headmap."""
    return [*HEADMAP, "render", str(csv), "--grid", times(grid), "-o", str(out), "-q"]


def peer(script: str, csv: Path, grid: Size, size: Size, out: Path) -> Command:
    """The command that draws it with a peer's script, at a size in pixels."""
    return [*PYTHON, "-m", f"benchmarks.peers.{script}", str(csv), times(grid), times(size), str(out)]


def gnuplot(csv: Path, grid: Size, size: Size, out: Path) -> Command:
    """The command that draws it with gnuplot and awk."""
    script = str(ROOT / "benchmarks" / "peers" / "gnuplot.gp")
    return ["gnuplot", "-c", script, str(csv), *map(str, (*grid, *size)), str(out)]


def drawers(csv: Path, grid: Size, size: Size, folder: Path, ending: str) -> dict[str, Command]:
    """All who can draw it here, each to a file of its own: folder/NAME.ending."""
    found = {"headmap": headmap(csv, grid, folder / f"headmap.{ending}")}
    for name, script in scripts().items():
        found[name] = peer(script, csv, grid, size, folder / f"{name}.{ending}")
    if shutil.which("gnuplot"):
        found["gnuplot + awk"] = gnuplot(csv, grid, size, folder / f"gnuplot + awk.{ending}")
    return found


def times(pair: Size) -> str:
    """``36x41``."""
    return "{}x{}".format(*pair)


def write_table(path: Path, rows: int, grid: Size, categories: int) -> None:
    """A long table of random rows, the same on every machine."""
    draw = random.Random(1)
    block = [
        f"{draw.randrange(grid[0])},{draw.randrange(grid[1])},Category{draw.randrange(categories):02}\n"
        for _ in range(min(rows, 100_000))
    ]
    with path.open("w") as file:
        file.write("layer,head,category\n")
        for start in range(0, rows, len(block)):
            file.writelines(block[: rows - start])
