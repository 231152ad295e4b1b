"""Find the largest cells that fit a page, for each arrangement of its panels, and choose an arrangement.

With fewer columns, there is more room for each panel, until the page becomes too high::

    4 columns    #### #### #### ####        cells of 1 point: too small

    2 columns    ######## ########          cells of 3 points: large enough
                 ######## ########

arrangement.py states the rule by which one is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct

from ..core.numbers import ceil_div
from .arrangement import (
    HALVED,
    WHOLE_FACETS,
    Arrangement,
    Candidate,
    LegendSpot,
    arrangements,
    choose,
)
from .page_cells import page_cells
from .page_draft import PageDraft
from .page_limits import PageLimits, enough_pixels, page_limits
from .page_parts import PageParts
from .page_size import page_height


class Fit(Struct, frozen=True):
    """An arrangement, and the cells and the page that fit it.

    Attributes:
        arrangement: How panels and legend share the page.
        cell: The side of a cell in pixels.
        max_width: The greatest width in pixels that the page may have.
        width: The width in pixels that the page has.
    """

    arrangement: Arrangement
    cell: int
    max_width: int
    width: int


def fit(parts: PageParts) -> Fit | None:
    """Return the arrangement, the cell and the page that fit each other; None if nothing fits.

    Args:
        parts: What the page has to hold.
    """
    for limits in page_limits(parts):
        candidates = measure_arrangements(parts, limits)
        if not candidates:
            continue
        enough = enough_pixels(parts.style.layout, limits)
        best = choose(candidates, enough)
        if limits.is_unlimited:
            # No page is low enough for paper; the lowest is the one that its panels cover most of.
            best = max(candidates, key=lambda candidate: candidate.share)
        if best.is_large(enough) or not limits.may_be_higher:
            draft = PageDraft(parts, best.arrangement, best.cell, limits.width)
            return Fit(best.arrangement, best.cell, limits.width, limits.page_width(draft))
    return None


def measure_arrangements(parts: PageParts, limits: PageLimits) -> list[Candidate]:
    """Return the arrangements that fit a page, with the largest cells of each.

    Those that would not be chosen are left out: those whose cells would be too small and smaller than others,
    and those with more rows than one that covers so much of the page that none can cover twice as much.
    """
    enough = enough_pixels(parts.style.layout, limits)
    has_large_composite = parts.composite is not None
    # Readers look for a colour bar on the right of all maps, and for the legend of all facets too.
    right_of_all = parts.legend.has_bars or len(parts.skeleton.facets) > 1
    options = []
    for arrangement in arrangements(parts.style, _panel_counts(parts), has_large_composite, right_of_all):
        options.append((_first_cell(parts, arrangement, limits), arrangement))
    # The first are those that may be large enough, with few rows and few empty slots before many; then the
    # largest cells.
    options.sort(
        key=lambda option: (-min(option[0], enough), page_cells(parts, option[1]).rows, option[1].columns)
    )
    candidates: list[Candidate] = []
    enough_for_facets = enough
    if len(parts.skeleton.facets) > 1:
        enough_for_facets = WHOLE_FACETS * enough
    largest = 0
    for limit, arrangement in options:
        if limit < min(enough_for_facets, largest) or _is_surpassed(arrangement, candidates):
            continue
        draft = largest_draft(parts, arrangement, limits)
        if draft is None:
            continue
        candidate = _measure(draft, limits)
        candidates.append(candidate)
        largest = max(largest, candidate.cell)
        is_last_spot = arrangement.legend in (LegendSpot.FREE_SLOTS, LegendSpot.BELOW, LegendSpot.NOWHERE)
        if (
            candidate.is_large(enough)
            and candidate.share > 1 / HALVED
            and is_last_spot
            and not candidate.single_last
        ):
            break
    return candidates


def _search_order(
    parts: PageParts, cell: int, arrangement: Arrangement, enough: float
) -> tuple[float, int, int]:
    """Return a key that sorts arrangements by their largest possible cells, their rows and their columns."""
    return -min(cell, enough), page_cells(parts, arrangement).rows, arrangement.columns


def _is_surpassed(arrangement: Arrangement, candidates: Sequence[Candidate]) -> bool:
    """Return whether a candidate has the same panels, and its legend in empty slots.

    No other place of the legend leaves more for the cells, so that none would be chosen.
    """
    for candidate in candidates:
        measured = candidate.arrangement
        if measured.columns == arrangement.columns and measured.legend is LegendSpot.FREE_SLOTS:
            return True
    return False


def _measure(draft: PageDraft, limits: PageLimits) -> Candidate:
    """Return a draft as a candidate."""
    block, _ = draft.blocks[-1]
    cells = page_cells(draft.parts, draft.arrangement)
    width = limits.page_width(draft)
    height = page_height(draft.parts.style.layout, width) or draft.page_height(width)
    in_slots = draft.arrangement.legend is LegendSpot.FREE_SLOTS
    # A facet with a single panel has a row of its own in any arrangement.
    facets = len(draft.parts.skeleton.facets)
    fills_rows = facets == 1 or draft.parts.skeleton.is_wrapped
    return Candidate(
        arrangement=draft.arrangement,
        cell=block.cell,
        rows=cells.rows,
        empty_slots=cells.empty_slots,
        single_last=fills_rows and cells.rows > 1 and cells.last_row == 1 and not in_slots,
        share=draft.panels_area / (width * height),
        has_whole_facets=not fills_rows and cells.rows == facets,
    )


def _panel_counts(parts: PageParts) -> list[int]:
    """Return the numbers of panels that fill rows: those of each facet, or of all if each has one panel."""
    if parts.skeleton.is_wrapped:
        return [len(parts.skeleton.facets)]
    return [len(facet.panels) for facet in parts.skeleton.facets]


def largest_draft(parts: PageParts, arrangement: Arrangement, limits: PageLimits) -> PageDraft | None:
    """Return the page of an arrangement with the largest cells that fit; None if none do."""
    cell = _first_cell(parts, arrangement, limits)
    too_large = cell + 1
    while True:
        draft = PageDraft(parts, arrangement, cell, limits.width)
        excess = _excess(draft, limits)
        if excess == 0:
            break
        if cell == limits.min_cell:
            return None
        too_large = cell
        cell = max(limits.min_cell, cell - excess)
    draft = _grown(draft, cell, too_large, limits)
    # A legend that has too little room beside these cells would have less beside smaller ones.
    return draft if draft.legend_fits else None


def _first_cell(parts: PageParts, arrangement: Arrangement, limits: PageLimits) -> int:
    """Return the size in pixels that cells have at most: that without any texts around the panels."""
    cells = page_cells(parts, arrangement)
    width = limits.width - 2 * parts.margin - cells.gaps * parts.gap
    cell = width // cells.across
    # The longer side of the grid is at most as long as the page is wide. Otherwise, the cells of a grid that
    # is one cell wide could fill the width, and the panel would be many times as high.
    cell = min(cell, limits.width // max(parts.skeleton.max_grid))
    max_height = limits.max_height(limits.width)
    if max_height is not None:
        height = int(max_height) - 2 * parts.margin - (cells.rows - 1) * parts.gap
        cell = min(cell, height // cells.down)
    if limits.max_cell is not None:
        cell = min(cell, limits.max_cell)
    return max(cell, limits.min_cell)


def _excess(draft: PageDraft, limits: PageLimits) -> int:
    """Return by how many pixels the cells of a draft are too large at least; 0 if they fit.

    The texts around smaller cells take about as much space, so that the cells have to save the difference.
    """
    cells = page_cells(draft.parts, draft.arrangement)
    excess = 0
    too_wide = draft.page_width - limits.width
    if too_wide > 0:
        excess = ceil_div(too_wide, cells.across)
    width = limits.page_width(draft)
    max_height = limits.max_height(width)
    if max_height is not None:
        too_high = ceil(draft.page_height(width) - max_height)
        if too_high > 0:
            excess = max(excess, ceil_div(too_high, cells.down))
    return excess


def _grown(draft: PageDraft, cell: int, too_large: int, limits: PageLimits) -> PageDraft:
    """Return a draft that fits with its cells as much larger as still fits.

    Texts may take less space around smaller cells, so that the search can go past the largest cells that fit.

    Args:
        draft: A page that fits.
        cell: The side of its cells in pixels.
        too_large: The side of cells that are known not to fit.
        limits: What the page has to keep to.
    """
    for larger in range(cell + 1, too_large):
        candidate = PageDraft(draft.parts, draft.arrangement, larger, limits.width)
        if _excess(candidate, limits):
            break
        draft = candidate
    return draft
