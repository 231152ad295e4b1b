"""How the time grows with the grid, the categories and the rows of a table."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping

from .contestants import PYPLOT, installed_scripts, peer_command, picture_size, render
from .environments import HEADMAP, PYTHON
from .inputs import LARGE_GRID, SAMPLE_GRID, Grid, cross, write_rows
from .settings import Findings, Section, Settings, table
from .timing import Command, Runs, median, median_ratio, run_in_turn

OURS = "headmap"
GRIDS: list[Grid] = [(12, 12), (36, 41), (126, 128), (256, 256), (512, 512), (1000, 1000)]
CATEGORIES = [1, 3, 10, 25, 50]
ROWS = [10**3, 10**4, 10**5, 10**6, 10**7]
QUICK_SIZES = 3
ROW_CATEGORIES = 5
READERS = {
    "pandas": "import pandas; pandas.read_csv({path!r}).drop_duplicates()",
    "polars": "import polars; polars.read_csv({path!r}).unique()",
    "duckdb": "import duckdb; duckdb.read_csv({path!r}).distinct().fetchall()",
}
"""Code that reads the same table and drops duplicates, which is less than check does."""
Growth = Mapping[str, Mapping[str, Runs]]  # the runs by size and by contestant


def measure(settings: Settings) -> Findings:
    """Measure all three."""
    sizes = QUICK_SIZES if settings.quick else None
    grids = {cross(grid): _drawn(settings, grid, 3) for grid in GRIDS[:sizes]}
    categories = {str(n): _drawn(settings, SAMPLE_GRID, n) for n in CATEGORIES[:sizes]}
    rows = {f"{n:,}": _checked(settings, n) for n in ROWS[:sizes]}
    sections = [
        _section(settings, "grid", grids, "Each of three categories has about a tenth of the heads."),
        _section(
            settings,
            "categories",
            categories,
            "The grid is 36 x 41, and each category has about a tenth of the heads.",
        ),
        _section(
            settings,
            "rows",
            rows,
            "`headmap check` reads a long table on 126 x 128 with five categories. The others read it and "
            "drop duplicates, which is less than check does.",
        ),
    ]
    return Findings(sections, {})


def _drawn(settings: Settings, grid: Grid, categories: int) -> dict[str, Command]:
    """Return the commands that draw one figure."""
    folder = settings.folder
    csv = folder / f"{cross(grid)}-{categories}.csv"
    write_rows(csv, max(10, grid[0] * grid[1] * categories // 10), grid, categories)
    commands = {OURS: render(csv, grid, folder / "ours.png")}
    script = installed_scripts().get(PYPLOT)
    if script:
        size = picture_size(csv, grid, folder)
        commands[PYPLOT] = peer_command(script, csv, grid, size, folder / "theirs.png")
    return commands


def _checked(settings: Settings, rows: int) -> dict[str, Command]:
    """Return the commands that read one table."""
    csv = settings.folder / f"{rows}.csv"
    write_rows(csv, rows, LARGE_GRID, ROW_CATEGORIES)
    commands = {OURS: [*HEADMAP, "check", str(csv), "--grid", cross(LARGE_GRID)]}
    for name, code in READERS.items():
        if importlib.util.find_spec(name):
            commands[name] = [*PYTHON, "-c", code.format(path=str(csv))]
    return commands


def _section(
    settings: Settings, what: str, commands: Mapping[str, Mapping[str, Command]], text: str
) -> Section:
    """Run all sizes in turn, so that a slow moment is not taken for growth, and describe them."""
    by_size_and_name = {}
    for size, named in commands.items():
        for name, command in named.items():
            by_size_and_name[size, name] = command
    runs = run_in_turn(by_size_and_name, settings.context_rounds)
    growth = {size: {name: runs[size, name] for name in named} for size, named in commands.items()}
    return Section(f"Growth with the {what}", f"{text} {_summary(growth)}", _lines(growth, what))


def _summary(growth: Growth) -> str:
    """Return how much longer the largest size takes than the third largest.

    The smallest are left out: their pictures have as many pixels, and may take as long.
    """
    *_, first, _, last = growth
    factor = median(growth[last][OURS]) / median(growth[first][OURS])
    return f"From {first} to {last}, a process of headmap takes {factor:.1f} times as long."


def _lines(growth: Growth, what: str) -> list[str]:
    """Return a row for each size."""
    others = [name for name in next(iter(growth.values())) if name != OURS]
    head = [what, "headmap", "peak memory"]
    for name in others:
        head += [name, "headmap's time / its time"]
    rows = []
    for size, runs in growth.items():
        ours = runs[OURS]
        row = [size, f"{median(ours):.2f} s", f"{median(ours, 'peak') / 1e6:.0f} MB"]
        for name in others:
            row += [f"{median(runs[name]):.2f} s", f"{median_ratio(ours, runs[name]):.2f}"]
        rows.append(row)
    return table(head, rows)
