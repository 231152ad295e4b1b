"""Count the cells that the panels of a page have side by side and below each other."""

from __future__ import annotations

from msgspec import Struct

from ..core.numbers import ceil_div
from .arrangement import Arrangement
from .page_parts import PageParts


class PageCells(Struct, frozen=True):
    """The cells of an arrangement.

    Attributes:
        across: The most cells side by side.
        down: The cells below each other.
        gaps: The number of gaps between the panels that have these cells side by side.
        rows: The number of rows of panels.
        empty_slots: The number of slots at the end of the last row that have no panel.
        last_row: The number of panels in the last row.
    """

    across: int
    down: int
    gaps: int
    rows: int
    empty_slots: int
    last_row: int


def page_cells(parts: PageParts, arrangement: Arrangement) -> PageCells:
    """Return the cells of an arrangement; a large composite is not counted.

    Args:
        parts: What the page has to hold.
        arrangement: The number of columns, and whether there is a large composite.
    """
    facets = parts.skeleton.facets
    grids = [_grid_on_page(facet.grid, parts.style.axes.x) for facet in facets]
    if parts.skeleton.is_wrapped:
        return _wrapped_cells(grids, arrangement.columns)
    counts = [len(facet.panels) for facet in facets]
    if arrangement.large_composite:
        counts[0] -= 1
    rows = [ceil_div(count, arrangement.columns) for count in counts]
    columns = [arrangement.columns] if len(facets) == 1 else [min(arrangement.columns, n) for n in counts]
    widths = [(n * grid[0], n - 1) for n, grid in zip(columns, grids, strict=True)]
    across, gaps = max(widths)
    down = sum(n * grid[1] for n, grid in zip(rows, grids, strict=True))
    empty_slots = rows[-1] * columns[-1] - counts[-1]
    return PageCells(across, down, gaps, sum(rows), empty_slots, columns[-1] - empty_slots)


def _wrapped_cells(grids: list[tuple[int, int]], columns: int) -> PageCells:
    """Return the cells of facets with one panel each, which fill the rows of a grid."""
    rows = [grids[start : start + columns] for start in range(0, len(grids), columns)]
    across = 0
    for column in range(columns):
        across += max(row[column][0] for row in rows if column < len(row))
    down = sum(max(height for _, height in row) for row in rows)
    empty_slots = columns - len(rows[-1])
    return PageCells(across, down, columns - 1, len(rows), empty_slots, len(rows[-1]))


def _grid_on_page(grid: tuple[int, int], x: str) -> tuple[int, int]:
    """Return the numbers of cells along x and along y of a grid of layers and heads."""
    layers, heads = grid
    return (layers, heads) if x == "layer" else (heads, layers)
