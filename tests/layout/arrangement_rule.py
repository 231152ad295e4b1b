"""The rule of DESIGN.md, "The layout serves the data", once more and by brute force.

Every number of columns, every place of the legend and every size of cells is measured, from the largest cells
down; then the rule is applied step by step. What is measured is one arrangement at a time, with `PageDraft`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from headmap_cli.layout.arrangement import Arrangement, LegendSpot
from headmap_cli.layout.page_draft import PageDraft
from headmap_cli.layout.page_parts import PageParts


@dataclass(frozen=True)
class Measured:
    """One arrangement with its largest cells."""

    columns: int
    legend: LegendSpot
    cell: int
    rows: int
    empty: int
    lonely: bool
    share: float


def expected(parts: PageParts) -> Measured | None:
    """Return what the rule gives for a page with a width or a shape; None if nothing fits."""
    layout = parts.style.layout
    pixels = layout.dpi / 72
    width = round(float(layout.width) * pixels)
    enough = float(layout.enough) * pixels
    best = None
    for height in heights(parts, width):
        options = list(measured(parts, width, height))
        if not options:
            continue
        best = chosen(options, enough)
        if height == inf:
            return max(options, key=lambda option: option.share)
        if best.cell >= enough or height != 1.35 * width:
            return best
        if layout.max_height == "auto" or float(layout.max_height) * pixels <= height:
            return best
    return best


def heights(parts: PageParts, width: int) -> list[float]:
    """Return the greatest heights of a page: the usual one, the venue's, and in need greater ones."""
    layout = parts.style.layout
    if layout.aspect != "auto":
        across, down = map(int, layout.aspect.split(":"))
        return [round(width * down / across)]
    limits = [1.35 * width]
    if layout.max_height != "auto" and round(float(layout.max_height) * layout.dpi / 72) > 1.35 * width:
        limits.append(round(float(layout.max_height) * layout.dpi / 72))
    return [*limits, *(1.35 * width * 1.25**power for power in range(1, 8)), inf]


def measured(parts: PageParts, width: int, height: float) -> Iterator[Measured]:
    """Yield every arrangement that fits a page, with its largest cells."""
    [facet] = parts.skeleton.facets
    panels = len(facet.panels)
    across, down = facet.grid
    if parts.style.axes.x == "head":
        across, down = down, across
    for columns in range(1, panels + 1):
        rows = (panels + columns - 1) // columns
        empty = rows * columns - panels
        for legend in places(parts.style.legend.place, rows, empty):
            for cell in range(min(width // (columns * across), width // max(across, down)), 0, -1):
                draft = PageDraft(parts, Arrangement(columns, legend), cell, width)
                needed = draft.page_height(width)
                if draft.page_width > width or needed > height:
                    continue
                if draft.legend_fits:
                    lonely = rows > 1 and columns - empty == 1 and legend is not LegendSpot.FREE_SLOTS
                    page = height if parts.style.layout.aspect != "auto" else needed
                    share = panels * across * down * cell**2 / (width * page)
                    yield Measured(columns, legend, cell, rows, empty, lonely, share)
                break


def places(place: str, rows: int, empty: int) -> list[LegendSpot]:
    """Return where the legend may be."""
    if place == "none":
        return [LegendSpot.NOWHERE]
    spots = [LegendSpot.BELOW]
    if place == "right":
        spots.append(LegendSpot.RIGHT)
    if place == "after-first" and rows == 1:
        spots.append(LegendSpot.AFTER_FIRST)
    if empty:
        spots.append(LegendSpot.FREE_SLOTS)
    return spots


def chosen(options: list[Measured], enough: float) -> Measured:
    """Return the arrangement to take."""
    large = [option for option in options if option.cell >= enough]
    if not large:
        options = with_share(options)
        most = max(option.cell for option in options)
        return first([option for option in options if option.cell == most])
    if any(not option.lonely for option in large):
        large = [option for option in large if not option.lonely]
    large = with_share(large)
    for rows in sorted({option.rows for option in large}):
        row = [option for option in large if option.rows == rows]
        more = [option.share for option in large if option.rows > rows]
        row = [option for option in row if not more or 2 * option.share > max(more)]
        if row:
            return first(row)
    raise AssertionError


def with_share(options: list[Measured]) -> list[Measured]:
    """Return the options whose number of rows lets the panels cover 35 % of the page, if there are any."""
    rows = {option.rows for option in options if option.share >= 0.35}
    return [option for option in options if option.rows in rows] or options


ORDER = (
    LegendSpot.NOWHERE,
    LegendSpot.FREE_SLOTS,
    LegendSpot.AFTER_FIRST,
    LegendSpot.RIGHT,
    LegendSpot.BELOW,
)
"""The places of a legend, the best first."""


def first(options: list[Measured]) -> Measured:
    """Return the option with the fewest rows, the fewest empty slots, and the best place of the legend."""
    return min(options, key=lambda option: (option.rows, option.empty, ORDER.index(option.legend)))
