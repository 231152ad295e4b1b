"""What every part of the benchmarks is given, and what it returns."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Settings(NamedTuple):
    """How much to measure, and where to put files."""

    folder: Path  # a temporary folder, of this part alone
    rounds: int  # of what a goal is about
    context_rounds: int  # of everything else
    seconds: float  # for the rounds of one format of the readers
    quick: bool  # leave out the largest sizes and the slowest contestants
    has_before: bool  # whether the state before the work on start-up is installed


class Section(NamedTuple):
    """A section of RESULTS.md: a heading, a paragraph and the lines of a table."""

    heading: str
    text: str
    lines: list[str]


class Findings(NamedTuple):
    """What a part found."""

    sections: list[Section]
    measured: dict[str, list[float]]  # by the key of a goal: a ratio for each round, or one size
    chart: str = ""  # an SVG


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Return the lines of a Markdown table that is also easy to read in a terminal.

    The first column is aligned to the left, the others to the right.
    """
    widths = [max(3, *map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = []
    for cells in (head, rule, *rows):
        padded = [cells[0].ljust(widths[0])]
        for cell, width in zip(cells[1:], widths[1:], strict=True):
            padded.append(cell.rjust(width))
        lines.append("| " + " | ".join(padded) + " |")
    return lines
