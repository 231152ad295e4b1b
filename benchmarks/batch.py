"""``headmap batch``: a figure of many against one alone, against gnuplot, in memory, and on two cores.

Sets of three categories on 36 x 40, random, so that legends differ. Whole processes, in turn; each ratio is
the median of the rounds' own. gnuplot is given merged matrices, and draws the four panels at the same size;
it is left out where it is not installed. Run with ``python -m benchmarks.batch [ROUNDS]``.
"""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

import headmap_cli as headmap
from headmap_cli.core.canonical import to_csv

from .timing import ROOT, Command, Runs, in_turn, median, ratio

GRID = (36, 40)
NAMES = ("Algorithmic", "Knowledge", "Linguistic")
FIGURES, FEW, MANY = 200, 20, 800
APART = "two runs of half each"
HEADMAP = [sys.executable, "-m", "headmap_cli"]


def write_inputs(folder: Path) -> None:
    """As many tables as the longest run takes, a few of them in folders of their own, and one for gnuplot."""
    for n in range(MANY):
        random = np.random.default_rng(n)
        data = headmap.Classification(NAMES, random.random((3, *GRID)) < random.choice([0.01, 0.05, 0.15]))
        for count in (FEW, FIGURES, MANY):
            if n < count:
                (folder / f"in{count}").mkdir(exist_ok=True)
                (folder / f"in{count}" / f"{n:03}.csv").write_bytes(to_csv(data))
        if not n:
            code = headmap.merge(data).code
            for panel, values in enumerate([code, *(m * (c + 1) for c, m in enumerate(data.membership))]):
                np.savetxt(folder / str(panel), values.T, fmt="%d")


def batch(folder: Path, figures: int, jobs: int) -> Command:
    """The command that draws so many figures anew."""
    target = f"{folder}/out{figures}-{jobs}/{{stem}}.png"
    return [*HEADMAP, "batch", f"{folder}/in{figures}/*.csv", "-o", target, "-j", str(jobs), "--force"]


def commands(folder: Path) -> dict[str, Command]:
    """All that is timed."""
    one = folder / "one.png"
    cold = [*HEADMAP, "render", f"{folder}/in{FEW}/000.csv", "-o", str(one)]
    headmap.save(headmap.read(folder / f"in{FEW}" / "000.csv"), one)
    with Image.open(one) as picture:
        size = picture.size
    found = {"render, cold": cold}
    if shutil.which("gnuplot"):
        script = str(ROOT / "benchmarks" / "peers" / "gnuplot_ready.gp")
        numbers = map(str, (*GRID, *size))
        found["gnuplot"] = ["gnuplot", "-c", script, str(folder), *numbers, str(folder / "gnuplot.png")]
    for figures, jobs in ((FEW, 1), (FIGURES, 1), (FIGURES, 2), (MANY, 1), (MANY, 2)):
        found[f"batch, {figures}, --jobs {jobs}"] = batch(folder, figures, jobs)
    alone = [shlex.join(batch(folder, MANY, 1)).replace("*.csv", f"[{half}]*.csv") for half in ("0-3", "4-7")]
    found[APART] = ["sh", "-c", f"{alone[0]} & {alone[1]} & wait"]
    return found


def lines(runs: Runs) -> list[str]:
    """What was measured, and the ratios that matter."""
    one, few = runs[f"batch, {FIGURES}, --jobs 1"], runs[f"batch, {FEW}, --jobs 1"]
    out = [f"{name:22} {median(r):7.3f} s  peak {median(r, 'peak'):6.1f} MiB" for name, r in runs.items()]
    per_figure = 1 / FIGURES
    out.append(f"a figure of {FIGURES}: {1000 * median(one) * per_figure:.1f} ms, start and all")
    out.append(f"  of a cold render       {ratio(one, runs['render, cold']) * per_figure:.3f} (at most 0.06)")
    if "gnuplot" in runs:
        out.append(f"  of a gnuplot process   {ratio(one, runs['gnuplot']) * per_figure:.2f} (at most 0.3)")
    memory = ratio(one, few, lambda run: run.peak)
    out.append(f"peak of {FIGURES} to that of {FEW}: {memory:.3f} (at most 1.1)")
    for figures in (FIGURES, MANY):
        faster = 1 / ratio(runs[f"batch, {figures}, --jobs 2"], runs[f"batch, {figures}, --jobs 1"])
        out.append(f"two jobs, {figures} figures: {faster:.2f} times as fast (at least 1.7)")
    apart = 1 / ratio(runs[APART], runs[f"batch, {MANY}, --jobs 1"])
    out.append(f"  {APART}: {apart:.2f} times, which is what this machine's cores give")
    return out


def same_bytes(folder: Path) -> bool:
    """Whether each of the few figures has the bytes of render alone."""
    out = folder / f"out{FEW}-1"
    for path in sorted(out.iterdir()):
        data = headmap.read(folder / f"in{FEW}" / f"{path.stem}.csv")
        headmap.save(data, folder / "same.png")
        if (folder / "same.png").read_bytes() != path.read_bytes():
            return False
    return True


def measured(rounds: int) -> list[str]:
    """The lines of a whole measurement."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder)
        found = lines(in_turn(commands(folder), rounds))
        return [*found, f"bytes equal to render's: {same_bytes(folder)}"]


def main(rounds: int = 5) -> None:
    """Print all."""
    print(f"{GRID[0]} x {GRID[1]}, {rounds} rounds in turn; medians", *measured(rounds), sep="\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
