"""Print how much of the page the panels get, and how long laying out a page takes when all is warm.

    python -m benchmarks.layout_share [PRESET ...]

The table has a row for each preset and grid, and for each number of categories the width of the page in
inches, the side of a cell in points, the panels' share of the page, and the milliseconds of the layout.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.layout.page import Page, layout_page
from headmap_cli.layout.plan import plan
from headmap_cli.layout.skeleton import PageSkeleton, page_skeleton
from headmap_cli.style.load import load_style
from headmap_cli.style.presets import preset_names
from headmap_cli.style.schema import Style
from headmap_cli.text.measure import Measure, make_measure

GRIDS = [(12, 12), (28, 16), (32, 8), (32, 32), (36, 40), (48, 25), (80, 64), (126, 128)]
CATEGORIES = [1, 2, 3, 4, 6, 8, 12, 20]
REPEATS = 5


def main(presets: list[str]) -> None:
    """Print the table for some presets, or for all."""
    print(f"{'preset':16}{'grid':>8}", *(f"{count:>24}" for count in CATEGORIES))
    for preset in presets or preset_names():
        style = load_style(preset=preset)
        measure = make_measure(style.text.family, style.layout.dpi)
        for grid in GRIDS:
            cells = [_table_cell(grid, count, style, measure) for count in CATEGORIES]
            print(f"{preset:16}{grid[0]:>4}x{grid[1]:<3}", *(f"{cell:>24}" for cell in cells))


def _table_cell(grid: tuple[int, int], categories: int, style: Style, measure: Measure) -> str:
    """Return what the table says about one figure."""
    names = tuple(f"Category {i + 1}" for i in range(categories))
    members = np.random.default_rng(0).random((categories, *grid)) < 0.05
    skeleton = page_skeleton(plan(merge(Classification(names, members)), style), style)
    page = layout_page(skeleton, style, measure)
    milliseconds = _warm_milliseconds(skeleton, style, measure)
    scene = page.scene
    cell = (page.smallest_cell or 0) * 72 / scene.dpi
    return f"{scene.width / scene.dpi:.1f}in {cell:.2f}pt {panels_share(page):4.0%} {milliseconds:4.1f}ms"


def _warm_milliseconds(skeleton: PageSkeleton, style: Style, measure: Measure) -> float:
    """Return the least time that laying out a page again takes."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        layout_page(skeleton, style, measure)
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def panels_share(page: Page) -> float:
    """Return the area of all cells as a share of the page."""
    area = 0
    for panel in page.scene.panels:
        width = panel.columns.max() - panel.columns.min()
        height = panel.rows.max() - panel.rows.min()
        area += int(width) * int(height)
    return area / (page.scene.width * page.scene.height)


if __name__ == "__main__":
    main(sys.argv[1:])
