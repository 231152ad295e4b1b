"""List the colours and hatches that readers of a figure have to tell apart."""

from __future__ import annotations

from collections.abc import Sequence

from ..scene.marks import Scene
from ..style.legibility import Swatch
from .hatches import shows_hatches
from .page_size import POINTS_PER_INCH
from .plan_types import DIAGONAL, LegendEntry

DOT = "dot"
"""What takes the place of a hatch for an entry with a dot over its colour."""


def legend_swatches(entries: Sequence[LegendEntry], hides_hatches: bool) -> list[Swatch]:
    """Return the label, colour and hatch of each entry of a legend.

    Args:
        entries: The entries.
        hides_hatches: Whether cells are too small for hatches.
    """
    swatches = []
    for entry in entries:
        hatch = entry.hatch
        if entry.dot:
            hatch = DOT
        elif hides_hatches and hatch != DIAGONAL:
            hatch = "none"
        swatches.append((entry.label, entry.color, hatch))
    return swatches


def hides_hatches(scene: Scene) -> bool:
    """Return whether a figure has cells that are too small for hatches, or no picture at all."""
    if not scene.groups:
        # A format without a picture of ours, such as Vega-Lite, has no hatches.
        return True
    return bool(scene.panels) and not shows_hatches(_cell(scene), scene.dpi)


def cell_points(scene: Scene) -> float:
    """Return the side of a cell in points."""
    return _cell(scene) / scene.dpi * POINTS_PER_INCH


def _cell(scene: Scene) -> int:
    """Return the side of a cell in pixels."""
    first, after_last = scene.panels[0].columns[0].tolist()
    return int(after_last - first)
