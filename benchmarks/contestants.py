"""The programs that draw the same figure: headmap, and what people draw it with today if it is installed."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from .environments import HEADMAP, PYTHON
from .inputs import Grid, cross
from .timing import ROOT, Command, run

PYPLOT, PLOTLY, GNUPLOT = "pandas + pyplot", "pandas + plotly + kaleido", "gnuplot + awk"
PEERS = {
    PYPLOT: ("pyplot", ("pandas", "matplotlib")),
    "pandas + seaborn": ("seaborn", ("pandas", "seaborn")),
    "pandas + Altair + vl-convert": ("altair", ("pandas", "altair", "vl_convert")),
    PLOTLY: ("plotly", ("pandas", "plotly", "kaleido")),
}
"""By name: the script in peers/, and what it imports."""
BROWSERS = ("chromium", "google-chrome", "chrome", "chromium-browser")
Size = tuple[int, int]


def installed_scripts() -> dict[str, str]:
    """Return the scripts in peers/ that can run here, by the name of the contestant."""
    scripts = {}
    for name, (script, packages) in PEERS.items():
        if not all(map(importlib.util.find_spec, packages)):
            continue
        if "kaleido" not in packages or any(map(shutil.which, BROWSERS)):
            scripts[name] = script
    return scripts


def render(csv: Path, grid: Grid, out: Path, headmap: Command = HEADMAP) -> Command:
    """Return the command that draws a figure with headmap, or with the headmap of another environment."""
    return [*headmap, "render", str(csv), "--grid", cross(grid), "-o", str(out), "-q"]


def peer_command(script: str, csv: Path, grid: Grid, size: Size, out: Path) -> Command:
    """Return the command that draws it with a script in peers/, at a size in pixels."""
    return [*PYTHON, "-m", f"benchmarks.peers.{script}", str(csv), cross(grid), cross(size), str(out)]


def gnuplot_command(csv: Path, grid: Grid, size: Size, out: Path) -> Command:
    """Return the command that draws it with gnuplot and awk."""
    script = str(ROOT / "benchmarks" / "peers" / "gnuplot.gp")
    return ["gnuplot", "-c", script, str(csv), *map(str, (*grid, *size)), str(out)]


def peer_commands(csv: Path, grid: Grid, size: Size, outputs: Mapping[str, Path]) -> dict[str, Command]:
    """Return the commands of the contestants that are installed and that have an output."""
    commands = {}
    for name, script in installed_scripts().items():
        if name in outputs:
            commands[name] = peer_command(script, csv, grid, size, outputs[name])
    if GNUPLOT in outputs and shutil.which("gnuplot"):
        commands[GNUPLOT] = gnuplot_command(csv, grid, size, outputs[GNUPLOT])
    return commands


def picture_size(csv: Path, grid: Grid, folder: Path) -> Size:
    """Return the width and height in pixels of the picture that headmap makes."""
    out = folder / "size.png"
    run(render(csv, grid, out))
    with Image.open(out) as picture:
        return picture.size
