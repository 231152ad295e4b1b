"""Combine the repeats of a measurement, such as prompts or seeds, into one value for each head."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from ..core.errors import Location
from ..core.strings import counted
from ..core.vocabulary import option
from .collector import Collector
from .context import ReadContext
from .entries import Entries
from .tables.cells import NO, YES, normalize_cell

LocateCell = Callable[[int], Location]
"""A function that returns the location of a cell by its index."""


class Repeats:
    """The repeats of a flat column or an array, of which --repeats makes one value for each head.

    Attributes:
        cells: The values of all heads, layer by layer.
        start: The index, among the cells of all repeats, of the first cell.
    """

    def __init__(self, cells: Sequence[Any], start: int = 0) -> None:
        self.cells = cells
        self.start = start


def combine_scores(scores: Sequence[float], how: str) -> float:
    """Return the mean, the largest or the smallest of the scores of one head; NaN if all are missing.

    >>> combine_scores([0.1] * 10, "mean"), combine_scores([0.5, math.nan, 0.2], "max")
    (0.1, 0.5)
    """
    present = [score for score in scores if not math.isnan(score)]
    if not present:
        return math.nan
    if how == "max":
        return max(present)
    if how == "min":
        return min(present)
    try:
        return math.fsum(present) / len(present)
    except OverflowError:  # the sum of scores near the largest float is larger than any float
        return math.fsum(score / len(present) for score in present)


def combine_cells(cells: Sequence[Any], size: int, locate: LocateCell, context: ReadContext) -> Repeats:
    """Return one value for each head from the cells of several repeats, one repeat after the other.

    Args:
        cells: The cells of all repeats: strings or JSON values.
        size: The number of heads.
        locate: The function that locates a cell.
        context: The input; its --repeats says what to do.

    Raises:
        InputError: --repeats names a repeat that does not exist, or there are problems in the cells.
    """
    how = context.options.repeats
    count = len(cells) // size
    if how.isdigit():
        start = size * check_repeat(int(how), count, context)
        return Repeats(cells[start : start + size], start)
    collector = Collector(context, "repeats")
    has_flags = all(normalize_cell(cell) in YES | NO for cell in cells)
    scores = []
    for i, cell in enumerate(cells):
        number = cell
        if has_flags:
            number = int(normalize_cell(cell) in YES)
        scores.append(collector.read_score(number, lambda _, i=i: locate(i)))  # type: ignore[misc]
    collector.finish()
    return Repeats([combine_scores(scores[head::size], how) for head in range(size)])


def check_repeat(number: int, count: int, context: ReadContext) -> int:
    """Return the number of a repeat, counted from 0; raise InputError if there are not so many."""
    if number < count:
        return number
    chosen = option("repeats", count - 1)
    repeats = counted(count, "repeat")
    raise context.error(f"has {repeats}, counted from 0, and no repeat {number}; the last one is {chosen}")


def require_combined(entries: Entries, context: ReadContext) -> None:
    """Raise InputError if --repeats is given for an input in which no repeats were combined."""
    parts = [entries, *entries.facets.values()]
    if context.options.repeats and not any(part.combined for part in parts):
        raise context.error(
            f"was read as {entries.shape}, to which {option('repeats')} does not apply; it is for flat "
            "columns, arrays, and lists of scores for each head"
        )
