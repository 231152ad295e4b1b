"""Choose the colours of the composite's cells, in each of the ways to show heads in several categories."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..colors.contrast import contrast
from ..colors.names import opaque
from ..core.composite import Composite
from ..core.strings import printable
from ..style.schema import Style
from .cell_content import CellPart, DotLook, Fill, Mask
from .hatches import LINE_COLORS
from .plan_types import LegendEntry

ScalarT = TypeVar("ScalarT", bound=np.generic)

MIN_SWATCH_CONTRAST = 1.4
"""The contrast of a colour and the page below which a swatch has an outline."""
MARKED = "marked"
"""What the ids of dots over cells, and of their entry in the legend, end with."""


class OrientedHeads(Struct, frozen=True, eq=False):
    """The heads of a figure in rows along y and columns along x.

    Attributes:
        members: The heads of each category, bool (categories, rows, columns).
        count: The number of categories of each head, int (rows, columns).
        present: The heads that the model has, bool (rows, columns).
    """

    members: Mask
    count: npt.NDArray[np.int64]
    present: Mask


class Swatch(NamedTuple):
    """How the heads of a category, or of a count, look.

    Attributes:
        id: The id of the category or count.
        color: The colour as ``#rrggbb``.
        hatch: The kind of lines across the colour, or ``none``.
    """

    id: str
    color: str
    hatch: str

    def fill(self, *parts: CellPart) -> Fill:
        """Return a fill of some parts of cells with this look."""
        return Fill(self.id, self.color, self.hatch, parts)

    def legend_entry(self, label: str, style: Style) -> LegendEntry:
        """Return the legend's entry of this look, outlined if its colour is close to that of the page."""
        is_outlined = contrast(self.color, opaque(style.background)) < MIN_SWATCH_CONTRAST
        return LegendEntry(
            f"legend--{self.id}", printable(label), self.color, self.hatch, outlined=is_outlined
        )


def orient(grid: npt.NDArray[ScalarT], style: Style) -> npt.NDArray[ScalarT]:
    """Return values per head in rows along y and columns along x.

    Args:
        grid: An array (.., layers, heads).
        style: The style, whose ``axes.x`` says what runs along x.
    """
    if style.axes.x == "layer":
        turned: npt.NDArray[Any] = np.swapaxes(grid, -1, -2)
        return turned
    return grid


def orient_heads(composite: Composite, style: Style) -> OrientedHeads:
    """Return the heads of a figure in rows along y and columns along x."""
    data = composite.classification
    if data.is_decided:
        members = data.membership
    else:
        members = np.zeros((len(data.categories), data.layers, data.heads), dtype=bool)
    return OrientedHeads(orient(members, style), orient(composite.count, style), orient(data.present, style))


CompositeFills = Callable[[OrientedHeads, Sequence[Swatch], Mapping[int, Swatch]], list[Fill]]
"""Returns the fills of the composite, from the heads, the swatch of each category in order, and the swatch of
each count k >= 2 that occurs."""


def split_fills(
    heads: OrientedHeads, categories: Sequence[Swatch], counts: Mapping[int, Swatch]
) -> list[Fill]:
    """Return fills that split the cell of a head in k categories into k parts, one of each colour."""
    # The rank of a category among those of a head: the second one has rank 1, and so the second part.
    rank = heads.members.cumsum(axis=0) - 1
    fills = []
    for c, swatch in enumerate(categories):
        parts = []
        for k in (1, *counts):
            has_category = heads.members[c] & (heads.count == k)
            for index in range(k):
                parts.append(CellPart(has_category & (rank[c] == index), index, k))
        fills.append(swatch.fill(*parts))
    return fills


def marked_fills(
    heads: OrientedHeads, categories: Sequence[Swatch], _counts: Mapping[int, Swatch]
) -> list[Fill]:
    """Return fills that give a head the colour of its first category, and a dot if it has others."""
    rank = heads.members.cumsum(axis=0) - 1
    cells = []
    dots = []
    for c, swatch in enumerate(categories):
        is_first = heads.members[c] & (rank[c] == 0)
        cells.append(swatch.fill(CellPart(is_first)))
        part = CellPart(is_first & (heads.count > 1))
        dots.append(Fill(f"{swatch.id}--{MARKED}", swatch.color, "none", (part,), dot_look(swatch.color)))
    return [*cells, *dots]


def dot_look(color: str) -> DotLook:
    """Return the dot that shows best on a colour: white or black, with a ring of the other."""
    ring, dot = sorted(LINE_COLORS, key=lambda candidate: contrast(candidate, color))
    return DotLook(dot, ring)


def counted_fills(
    heads: OrientedHeads, categories: Sequence[Swatch], counts: Mapping[int, Swatch]
) -> list[Fill]:
    """Return fills that give a head of one category its colour, and any other the colour of its count."""
    fills = []
    for c, swatch in enumerate(categories):
        fills.append(swatch.fill(CellPart(heads.members[c] & (heads.count == 1))))
    for k, swatch in counts.items():
        fills.append(swatch.fill(CellPart(heads.count == k)))
    return fills


COMPOSITE_FILLS: dict[str, CompositeFills] = {
    "split": split_fills,
    "mark": marked_fills,
    "count": counted_fills,
}
"""How the composite shows heads in several categories, by the style's ``multi.display``."""
