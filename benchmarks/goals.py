"""The goals for time, memory and size, and which of them hold."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Mapping
from typing import NamedTuple

from .settings import Section, table

HOLDS, MISSED, NOT_MEASURED = "holds", "missed", "not measured"


class Goal(NamedTuple):
    """One goal: the part that measures it, what is measured, and the limit."""

    key: str
    part: str
    text: str
    limit: float
    unit: str = ""  # empty for a ratio
    is_minimum: bool = False


READER_FORMATS = {
    "csv": ("a plain CSV", 1.5),
    "quoted": ("a quoted CSV", 1.5),
    "wide": ("a wide table of 0 and 1", 1.5),
    "head-names": ("a table with one head per cell, such as `L5H3`", 1.5),
    "scores": ("a CSV with scores", 1.5),
    "records": ("JSON records", 3),
    "jsonl": ("JSONL", 3),
    "columns": ("JSON by columns", 3),
    "heads": ("JSON that maps categories to heads", 3),
    "parquet": ("Parquet", 2),
    "npz": ("npz", 2),
}
"""By the key of a format: what it is called, and the limit for the CPU time relative to the best library."""

START_GOALS = (
    Goal("png-blank", "cold", "A cold PNG, relative to saving a blank matplotlib Figure", 0.30),
    Goal("png-pyplot", "cold", "A cold PNG, relative to pandas + pyplot", 0.14),
    Goal("png-gnuplot", "cold", "A cold PNG, relative to gnuplot + awk", 2.2),
    Goal("svg-before", "cold", "A cold SVG, relative to the state before", 0.35),
    Goal("html-before", "cold", "A cold HTML page, relative to the state before", 0.35),
    Goal("pdf-before", "cold", "A cold PDF, relative to the state before", 0.65),
    Goal("check-cpu", "commands", "CPU time of `check`, relative to `import numpy`", 1.0),
    Goal("check-wall", "commands", "`check`, relative to `import numpy`", 1.3),
    Goal("help", "commands", "`--help`, relative to `import click`", 1.1),
    Goal("batch-before", "batch", "A batch of 200 with `--jobs 1`, relative to the state before", 0.7),
    Goal("batch-jobs", "batch", "Speed-up of a batch of 200 by a second job", 1.7, is_minimum=True),
    Goal("batch-up-to-date", "batch", "1,000 up-to-date figures, relative to the state before", 0.35),
    Goal("scores-categories", "scores", "A cold PNG of scores, relative to one of categories", 1.15),
    Goal("scores-large", "scores", "A cold PNG of 1000 x 1000 scores", 1.5, "s"),
    Goal("svg-sample", "sizes", "SVG of the sample, with its data", 26, "kB"),
    Goal("svg-rectangles", "sizes", "Worst SVG, relative to 60 kB + 18 bytes per rectangle", 1.0),
    Goal("pdf-bytes", "sizes", "PDF of 126 x 128 in 20 categories, relative to the state before", 0.5),
)


def _reader_goals() -> tuple[Goal, ...]:
    """Return a goal for each format, and one for the memory."""
    goals = []
    for key, (name, limit) in READER_FORMATS.items():
        goals.append(Goal(f"read-{key}", "readers", f"CPU time to read {name}", limit))
    memory = Goal("read-memory", "readers", "Largest peak memory for tables and arrays", 150, "MB")
    return (*goals, memory)


READER_GOALS = _reader_goals()


def verdict(goal: Goal, measured: list[float] | None) -> str:
    """Return whether the median of what was measured keeps to the limit of a goal."""
    if not measured:
        return NOT_MEASURED
    value = statistics.median(measured)
    kept = value >= goal.limit if goal.is_minimum else value <= goal.limit
    return HOLDS if kept else MISSED


def goal_sections(measured: Mapping[str, list[float]], parts: Collection[str]) -> list[Section]:
    """Return the sections that say which goals hold.

    Args:
        measured: What was measured, by the key of a goal; a list that is missing or empty was not measured.
        parts: The parts that ran. Goals of other parts are left out.
    """
    groups = (
        ("Goals for start-up, batches, scores and sizes", START_GOALS, START_TEXT),
        ("Goals for the readers", READER_GOALS, READER_TEXT),
    )
    sections = []
    for heading, goals, text in groups:
        asked = [goal for goal in goals if goal.part in parts]
        if asked:
            sections.append(Section(heading, f"{_summary(asked, measured)} {text}", _lines(asked, measured)))
    return sections


START_TEXT = (
    "Ratios are of wall times unless the goal says CPU or is about the size of a file. The middle half is "
    "the range from the first to the third quartile of the rounds. The state before is commit a599717, with "
    "the same versions of all other packages."
)
READER_TEXT = (
    "The inputs of a whole run have a million rows, and the ratio is to the best of polars, DuckDB, pandas, "
    "msgspec and numpy."
)


def _summary(goals: list[Goal], measured: Mapping[str, list[float]]) -> str:
    """Return a sentence that counts the goals that hold."""
    verdicts = [verdict(goal, measured.get(goal.key)) for goal in goals]
    text = f"{verdicts.count(HOLDS)} of {len(goals)} goals hold"
    missing = verdicts.count(NOT_MEASURED)
    if missing:
        text += f", and {missing} could not be measured"
    return text + "."


def _lines(goals: list[Goal], measured: Mapping[str, list[float]]) -> list[str]:
    """Return a table with a row for each goal."""
    rows = []
    for goal in goals:
        values = measured.get(goal.key) or []
        bound = "at least" if goal.is_minimum else "at most"
        limit = f"{bound} {goal.limit:g} {goal.unit}".rstrip()
        rows.append([goal.text, limit, *_numbers(goal, values), verdict(goal, values)])
    return table(["goal", "limit", "measured", "middle half", "rounds", "result"], rows)


def _numbers(goal: Goal, values: list[float]) -> list[str]:
    """Return the cells for the median, the quartiles and the number of rounds."""
    if not values:
        return ["", "", ""]
    median = f"{statistics.median(values):.3f}"
    if goal.unit:
        median = f"{statistics.median(values):.1f} {goal.unit}"
    if len(values) < 2:
        return [median, "", ""]
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return [median, f"{first:.3f} to {third:.3f}", str(len(values))]
