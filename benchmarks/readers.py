"""Readers by format: the CPU time and memory of ``headmap check`` beside those of the best other library."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from .environments import HEADMAP, PYTHON
from .goals import READER_FORMATS
from .inputs import cross
from .reader_inputs import FORMATS, Format
from .settings import Findings, Section, Settings, table
from .timing import Command, Runs, median, median_ratio, ratios, run_in_turn

ROWS, QUICK_ROWS = 1_000_000, 100_000
OURS = "headmap"
WITH_MEMORY_GOAL = {"csv", "quoted", "wide", "head-names", "scores", "parquet", "npz"}
"""The tables and arrays."""


def measure(settings: Settings) -> Findings:
    """Measure all formats, one after the other."""
    rows, measured, peaks = [], {}, []
    for key, format in FORMATS.items():
        if not is_writable(format):
            continue
        runs = _measure_format(settings, key, format)
        best = min(runs.keys() - {OURS}, key=lambda name: median(runs[name], "cpu"))
        measured[f"read-{key}"] = ratios(runs[OURS], runs[best], "cpu")
        if key in WITH_MEMORY_GOAL:
            peaks.append(median(runs[OURS], "peak") / 1e6)
        rows.append(_row(READER_FORMATS[key][0], runs, best))
    measured["read-memory"] = [max(peaks)]
    head = [
        "",
        "CPU time",
        "wall time",
        "peak memory",
        "best other library",
        "its CPU time",
        "CPU time / its",
        "rounds",
    ]
    text = (
        f"`headmap check` reads about {_count(settings):,} rows. The others read the file and count the "
        "distinct memberships, which is less than check does."
    )
    return Findings([Section("Readers by format", text, table(head, rows))], measured)


def is_writable(format: Format) -> bool:
    """Return whether the input can be made here: Parquet needs DuckDB."""
    return format.suffix != "parquet" or importlib.util.find_spec("duckdb") is not None


def reading_commands(format: Format, path: Path, rows: int) -> dict[str, Command]:
    """Write the input of a format.

    Returns:
        The commands that read it, of headmap and of the libraries that are installed.
    """
    grid = format.write(path, rows)
    commands = {OURS: [*HEADMAP, "check", str(path), "--grid", cross(grid), *format.options]}
    for library, code in format.peers.items():
        needed = ("pandas", "pyarrow") if (library, format.suffix) == ("pandas", "parquet") else (library,)
        if all(map(importlib.util.find_spec, needed)):
            commands[library] = [*PYTHON, "-c", f"path = {str(path)!r}\n{code}"]
    return commands


def _measure_format(settings: Settings, key: str, format: Format) -> dict[str, Runs]:
    """Return the runs of headmap and of the other libraries, which must agree about what the file holds."""
    path = settings.folder / f"{key}.{format.suffix}"
    commands = reading_commands(format, path, _count(settings))
    runs = run_in_turn(commands, settings.rounds, seconds=settings.seconds, warm_up=False)
    counts = {name: taken[0].output.strip() for name, taken in runs.items() if name != OURS}
    if len(set(counts.values())) > 1:
        raise RuntimeError(f"the libraries disagree about the memberships in {path.name}: {counts}")
    path.unlink()
    return runs


def _count(settings: Settings) -> int:
    return QUICK_ROWS if settings.quick else ROWS


def _row(name: str, runs: dict[str, Runs], best: str) -> list[str]:
    """Return the row of one format."""
    ours, theirs = runs[OURS], runs[best]
    return [
        name,
        f"{median(ours, 'cpu'):.2f} s",
        f"{median(ours):.2f} s",
        f"{median(ours, 'peak') / 1e6:.0f} MB",
        best,
        f"{median(theirs, 'cpu'):.2f} s",
        f"{median_ratio(ours, theirs, 'cpu'):.2f}",
        str(len(ours)),
    ]
