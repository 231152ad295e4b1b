"""Figures of scores, cold: compared with a figure of categories, and with numpy and matplotlib's imshow."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np

from .contestants import render
from .environments import HEADMAP, PYTHON
from .inputs import SAMPLE, SAMPLE_GRID, Grid
from .settings import Findings, Section, Settings, table
from .timing import Command, median, median_ratio, ratios, run_in_turn

CATEGORIES, SCORES, LARGE = "categories", "scores", "1000 x 1000 scores"
PANELS = 3
LARGE_GRID: Grid = (1000, 1000)


def measure(settings: Settings) -> Findings:
    """Measure a figure of scores with as many panels as that of the sample's categories, and a large one."""
    folder = settings.folder
    small, large = folder / "scores.npy", folder / "large.npy"
    _write_scores(small, PANELS, SAMPLE_GRID)
    _write_scores(large, 1, LARGE_GRID)
    commands = {
        CATEGORIES: render(SAMPLE, SAMPLE_GRID, folder / "categories.png"),
        SCORES: _render_scores(small, folder),
        LARGE: _render_scores(large, folder),
    }
    if importlib.util.find_spec("matplotlib") is not None:
        commands |= {_peer(SCORES): _imshow(small, folder), _peer(LARGE): _imshow(large, folder)}
    runs = run_in_turn(commands, settings.rounds)
    measured = {
        "scores-categories": ratios(runs[SCORES], runs[CATEGORIES]),
        "scores-large": [run.wall for run in runs[LARGE].values()],
    }
    rows = []
    for name, taken in runs.items():
        row = [name, f"{median(taken):.3f} s", f"{median_ratio(taken, runs[CATEGORIES]):.2f}"]
        row.append(f"{max(run.peak for run in taken.values()) / 1e6:.0f} MB")
        rows.append(row)
    text = (
        f"Whole processes that write a PNG. The scores are random, in {PANELS} panels of 36 x 41 cells and "
        "in one panel of 1000 x 1000. imshow reads the same arrays."
    )
    head = ["", "wall time", "relative to categories", "peak memory"]
    return Findings(
        [Section("One figure of scores, cold: from npy to PNG", text, table(head, rows))], measured
    )


def _write_scores(path: Path, panels: int, grid: Grid) -> None:
    """Write an array of scores from a normal distribution, which is the same every time."""
    np.save(path, np.random.default_rng(1).normal(size=(panels, *grid)).astype(np.float32))


def _render_scores(npy: Path, folder: Path) -> Command:
    """Return the command that draws an array of scores with headmap."""
    return [*HEADMAP, "render", str(npy), "-o", str(folder / "scores.png"), "-q"]


def _imshow(npy: Path, folder: Path) -> Command:
    """Return the command that draws an array of scores with imshow."""
    return [*PYTHON, "-m", "benchmarks.peers.imshow", str(npy), str(folder / "imshow.png")]


def _peer(name: str) -> str:
    """Return the name of imshow's figure of the same scores."""
    return f"{name} by imshow"
