"""``make bench``: runs all benchmarks, writes RESULTS.md and the chart; ``--quick`` prints a smaller run."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from . import batch, figure, growth
from .chart import chart
from .timing import ROOT

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PACKAGES = "headmap matplotlib numpy pandas seaborn altair vl-convert-python plotly kaleido polars duckdb"
CPU = Path("/proc/cpuinfo")
T = TypeVar("T")
ROUNDS, FIGURES = 7, 9


def main() -> None:
    """Run, write and say where."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 rounds of the smaller sizes, printed")
    quick = parser.parse_args().quick
    rounds = 3 if quick else ROUNDS
    with tempfile.TemporaryDirectory() as name:
        text = "\n".join(report(Path(name), rounds, quick)) + "\n"
    if quick:
        print(text)
    else:
        RESULTS.write_text(text, encoding="utf-8")
        print(f"wrote {RESULTS.relative_to(ROOT)} and docs/images/bench.svg")


def report(folder: Path, rounds: int, quick: bool) -> list[str]:
    """The lines of RESULTS.md. A further measurement is a line here, and its table in ``parts``."""
    png, sizes = said("cold, png", lambda: figure.cold(folder, rounds, "png"))
    svg, svg_sizes = said("cold, svg", lambda: figure.cold(folder, rounds, "svg"))
    if not quick:
        chart(png)
    warm = said("warm", lambda: figure.warm(folder, rounds, 3 if quick else FIGURES))
    starts = said("starts", lambda: figure.start(rounds))
    grids = said("grids", lambda: growth.grids(folder, rounds, quick))
    categories = said("categories", lambda: growth.categories(folder, rounds, quick))
    rows = said("rows", lambda: growth.rows(folder, rounds, quick))
    many = said("batch", lambda: batch.measured(rounds))
    cells = [a * b for a, b in growth.GRIDS[: len(grids)]]
    parts = {
        "One figure, cold: from CSV to PNG": (
            f"headmap takes {figure.share(png, growth.PEER):.2f} of the time of pandas + pyplot, and "
            f"{figure.share(png, figure.BLANK_NAME):.2f} of that of saving a blank Figure of the same size.",
            figure.cold_lines(png, sizes),
        ),
        "One figure, cold: from CSV to SVG": (
            "pyplot, plotly and gnuplot put the panels into the SVG as pixels; headmap, seaborn and Altair "
            "as vectors. headmap's holds the data and the style too, as its PNG does.",
            figure.cold_lines(svg, svg_sizes),
        ),
        "Further figures in one process": ("From CSV to PNG each.", figure.warm_lines(warm)),
        "Batches": (
            "`headmap batch`, 36 x 40 and three categories, PNGs, start-up included; gnuplot is given merged "
            "matrices. `peak` is that of the largest process.",
            ["```text", *many, "```"],
        ),
        "Commands that draw nothing": ("Whole processes.", figure.start_lines(starts)),
        "Growth with the grid": (
            "Three categories, a tenth of the heads in each. " + growth.grows(grids, cells, "cells"),
            growth.lines(grids, "grid"),
        ),
        "Growth with the categories": (
            "36 x 41, a tenth of the heads in each category.",
            growth.lines(categories, "categories"),
        ),
        "Growth with the rows": (
            "`headmap check` of a long table on 126 x 128 with five categories, against reading it and "
            "dropping duplicates, which is less than check does. "
            + growth.grows(rows, growth.ROWS[: len(rows)], "rows"),
            growth.lines(rows, "rows"),
        ),
    }
    out = [*opening(rounds), ""]
    for heading, (words, lines) in parts.items():
        out += [f"## {heading}", "", words, "", *lines, ""]
    return out[:-1]


def opening(rounds: int) -> list[str]:
    """What was measured, how, and on what."""
    return [
        "# What it costs",
        "",
        "Made by `make bench`: the figure of `sample_data/pythia_like_36x41.csv` by headmap and by the "
        f"scripts in [peers/](peers), with the same panels, colours and size. Medians of {rounds} rounds; "
        "all take turns within a round, and shares are taken round by round, so that they hold where the "
        "machine is slow for a while. Seconds are this machine's; shares travel better.",
        "",
        machine(),
        "",
        "![Wall time of each contestant in headmap's](../docs/images/bench.svg)",
    ]


def said(what: str, measure: Callable[[], T]) -> T:
    """A measurement, announced."""
    print(f"{what} ..", flush=True)
    return measure()


def machine() -> str:
    """What it ran on."""
    lines = CPU.read_text(encoding="utf-8").splitlines() if CPU.exists() else []
    cpu = next(
        (x.partition(":")[2].strip() for x in lines if x.startswith("model name")), platform.processor()
    )
    parts = []
    for name in PACKAGES.split():
        with suppress(PackageNotFoundError):
            parts.append(f"{name} {version(name)}")
    with suppress(OSError):
        parts.append(subprocess.run(["gnuplot", "--version"], capture_output=True, text=True).stdout.strip())
    python = platform.python_version()
    return f"{platform.system()}, {cpu}, {os.cpu_count()} cores, Python {python}; {', '.join(parts)}."


if __name__ == "__main__":
    main()
