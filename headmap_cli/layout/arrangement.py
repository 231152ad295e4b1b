"""Choose how the panels of a figure are arranged: the rule by which the layout serves the data.

An arrangement is a number of columns and a place for the legend. Panels fill the rows one after the other, so
that slots can be empty only at the end of the last row::

    one row                   two rows of four            three rows of three

    A ## B C D E F G          A B C D                     A B C
                              E F G #                     D E F
                                                          G # #

`arrangements` lists those that are worth measuring, and `choose` takes one of them:

1. An arrangement whose cells reach ``layout.enough`` comes before all whose cells are smaller. The cells are
   the largest with which the arrangement fits the width of the page, and a height of `MAX_HEIGHT_TO_WIDTH`
   times the width or the shape that the style sets. If none has such cells, ``layout.max_height``, the height
   of the venue's page, counts instead.
2. A last row with a single panel, and no legend beside it, comes after all other arrangements whose cells are
   large enough.
3. Numbers of rows with which the panels can cover `MIN_SHARE` of the page come before others.
4. Then the fewest rows come first, since a lower figure costs less of a page, but not if an
   arrangement with more rows gives the panels twice the share of the page.
5. Then the fewest empty slots come first. The legend takes them if it fits there; otherwise it is in the
   place that the style names, or below if it does not fit there or leaves too little for the cells.
6. If no arrangement has large enough cells, the largest cells come first, of those that 3 prefers.

Each of several facets begins a row. Readers compare facets row by row, so that cells of `WHOLE_FACETS` times
``layout.enough`` are large enough where every facet fits one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from ..core.numbers import ceil_div
from ..style.schema import Style

MAX_HEIGHT_TO_WIDTH = 1.35
"""The greatest height of a page, in widths, unless the style sets its shape."""
MIN_SHARE = 0.35
"""The share of the page that the panels have to cover, if any arrangement lets them."""
HALVED = 2
"""The factor by which more rows have to raise the panels' share of the page to come first."""
WHOLE_FACETS = 0.8
"""The share of ``layout.enough`` that cells need where each of several facets has one row."""


class LegendSpot(Enum):
    """Where the legend is on the page: the lower the number, the better the place."""

    NOWHERE = 0
    FREE_SLOTS = 1
    """In the empty slots at the end of the last row."""
    AFTER_FIRST = 2
    """In a column after the first panel of a single row."""
    RIGHT = 3
    """In a column on the right of all panels."""
    BELOW = 4
    """Below all panels."""


class Arrangement(Struct, frozen=True):
    """How panels and legend share a page.

    Attributes:
        columns: The number of panels in a full row; a large composite is not one of them.
        legend: Where the legend is.
        large_composite: Whether the composite is on the left of all rows, as high as all of them together.
    """

    columns: int
    legend: LegendSpot
    large_composite: bool = False


class Candidate(Struct, frozen=True):
    """An arrangement with the largest cells that it has room for.

    Attributes:
        arrangement: The arrangement.
        cell: The side of a cell in pixels; that of the smaller cells if the composite is large.
        rows: The number of rows.
        empty_slots: The number of slots at the end of the last row that have no panel.
        single_last: Whether the last of several rows has a single panel, and no legend beside it.
        share: The area of all panels, as a share of the page.
        has_whole_facets: Whether there are several facets, each with one row.
    """

    arrangement: Arrangement
    cell: int
    rows: int
    empty_slots: int
    single_last: bool
    share: float
    has_whole_facets: bool = False

    def is_large(self, enough: float) -> bool:
        """Return whether the cells are large enough, given the side in pixels that is."""
        return self.cell >= (WHOLE_FACETS * enough if self.has_whole_facets else enough)

    @property
    def order(self) -> tuple[int, int, int]:
        """Return a key that sorts large enough candidates: the one to choose comes first."""
        return self.rows, self.empty_slots, self.arrangement.legend.value


def arrangements(
    style: Style, panel_counts: Sequence[int], large_composite: bool = False, right_of_all: bool = False
) -> Iterator[Arrangement]:
    """Yield the arrangements that are worth measuring.

    Args:
        style: The style of the figure.
        panel_counts: The number of panels of each facet, which begins a row of its own.
        large_composite: Whether one of the panels is a composite that is larger than the others.
        right_of_all: Whether a legend beside the panels is on the right of all, not after the first.
    """
    counts = list(panel_counts)
    if large_composite:
        counts[0] -= 1
    for columns in column_choices(style, max(counts)):
        rows = _row_count(counts, columns)
        if large_composite and rows == 1 and counts[0] > 1 and style.layout.columns == "auto":
            # Beside a single row, the composite would not be larger than the other panels.
            continue
        # Of the numbers of columns that lead to the same number of rows, the smallest has the fewest empty
        # slots and the largest cells. Others are better only if the legend needs their empty slots.
        is_smallest = columns == 1 or _row_count(counts, columns - 1) > rows
        has_empty_slots = counts[-1] % columns > 0
        for spot in _legend_spots(style, rows, has_empty_slots, large_composite, right_of_all):
            if is_smallest or style.layout.columns != "auto" or spot is LegendSpot.FREE_SLOTS:
                yield Arrangement(columns, spot, large_composite)


def _row_count(counts: Sequence[int], columns: int) -> int:
    """Return the number of rows of facets with some numbers of panels."""
    return sum(ceil_div(count, columns) for count in counts)


def column_choices(style: Style, panels: int) -> list[int]:
    """Return the numbers of columns to try: all panels in one row, then fewer and fewer.

    >>> column_choices(Style(), 4)
    [4, 3, 2, 1]
    """
    if style.layout.columns != "auto":
        return [min(panels, style.layout.columns)]
    return list(range(panels, 0, -1))


def _legend_spots(
    style: Style, rows: int, has_empty_slots: bool, large_composite: bool, right_of_all: bool
) -> list[LegendSpot]:
    """Return where the legend may be, the best place first.

    It takes empty slots if it fits there. If the place that the style names leaves too little for the cells,
    or has too little room for the legend, it moves below.
    """
    place = style.legend.place
    if place == "none":
        return [LegendSpot.NOWHERE]
    spots = []
    if has_empty_slots:
        spots.append(LegendSpot.FREE_SLOTS)
    if place == "right" or (place == "after-first" and right_of_all):
        spots.append(LegendSpot.RIGHT)
    elif place == "after-first" and rows == 1 and not large_composite:
        spots.append(LegendSpot.AFTER_FIRST)
    spots.append(LegendSpot.BELOW)
    return spots


def choose(candidates: Sequence[Candidate], enough: float) -> Candidate:
    """Return the best of some candidates by the rule at the top of this file.

    Args:
        candidates: The arrangements that fit the page, at least one.
        enough: The side in pixels of a cell that is large enough.
    """
    large = [candidate for candidate in candidates if candidate.is_large(enough)]
    if not large:
        return min(_with_enough_of_page(candidates), key=lambda best: (-best.cell, *best.order))
    even = [candidate for candidate in large if not candidate.single_last]
    if even:
        large = even
    return min(_worth_their_rows(_with_enough_of_page(large)), key=lambda best: best.order)


def _with_enough_of_page(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates with as many rows as let the panels have enough of the page; all if none do."""
    # Only the rows count: a legend is not moved to raise the share.
    rows = {candidate.rows for candidate in candidates if candidate.share >= MIN_SHARE}
    enough = [candidate for candidate in candidates if candidate.rows in rows]
    return enough if enough else candidates


def _worth_their_rows(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates without those that more rows would give twice the share of the page."""
    worth = []
    for candidate in candidates:
        shares = [rival.share for rival in candidates if rival.rows > candidate.rows]
        if max(shares, default=0.0) < HALVED * candidate.share:
            worth.append(candidate)
    return worth
