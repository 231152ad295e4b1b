"""Define what the cells of a map show: colours, dots, scores and marks, without a place on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

if TYPE_CHECKING:
    from ..colors.color_scale import ColorScale

Mask: TypeAlias = npt.NDArray[np.bool_]


class CellPart(Struct, frozen=True, eq=False):
    """Heads whose cells show a colour, in the whole cell or in one of several equal parts of it.

    Diagonals split a cell into its parts, from the upper left to the lower right corner, here with
    ``parts = 3``. Around them, a line of the cell has the colour of unclassified heads::

        +-----------+
        |   0  / 1 /|
        |    /   /  |
        |  /   /  2 |
        +-----------+

    Attributes:
        mask: The heads, bool (rows, columns). Row 0 is the first layer or head, wherever the origin is.
        index: The part of the cell that is painted, counted from 0 at the upper left corner.
        parts: The number of parts that the cell is split into; 1 for a whole cell.
    """

    mask: Mask
    index: int = 0
    parts: int = 1


DIAGONAL = "diagonal"
"""The hatch of absent heads: a thin line from corner to corner of each cell, which is not filled."""


class DotLook(Struct, frozen=True):
    """How a dot over a cell looks.

    Attributes:
        color: The colour of the dot, black or white.
        ring: The colour of the ring around it, which is the other one.
    """

    color: str
    ring: str


class Fill(Struct, frozen=True, eq=False):
    """Heads of one colour in one panel.

    Attributes:
        id: The id of the category or count, with which the id of the cells in the scene ends.
        color: The colour as ``#rrggbb``.
        hatch: The kind of lines across the cells, ``none``, or DIAGONAL.
        parts: The heads, grouped by the part of their cell that has the colour.
        dot: The dot that is painted over each cell, which already has the colour; None to paint the cells.
    """

    id: str
    color: str
    hatch: str
    parts: tuple[CellPart, ...]
    dot: DotLook | None = None


class ScoreValues(Struct, frozen=True, eq=False):
    """The scores that a map shows as numbers in its cells.

    Attributes:
        texts: The number in each cell, str (rows, columns); empty for none.
        longest: The longest number of any map of the figure, for which all of them have their type size.
    """

    texts: npt.NDArray[np.object_]
    longest: str


class ScoreMap(Struct, frozen=True, eq=False):
    """The scores of one category on a map.

    Attributes:
        scale: The colours of the scores.
        levels: The level of each head's score, int (rows, columns), an index of the scale's colours; -1 for a
            head without a score. Row 0 is the first layer or head.
        selected: The heads that the rule for scores selects, bool (rows, columns); None without a rule.
        values: The numbers in the cells; None for none.
    """

    scale: ColorScale
    levels: npt.NDArray[np.int64]
    selected: Mask | None = None
    values: ScoreValues | None = None

    @property
    def unscored(self) -> Mask:
        """Return the heads without a score, bool (rows, columns)."""
        is_unscored: Mask = self.levels < 0
        return is_unscored


class MarkLook(Struct, frozen=True):
    """How a marked head looks.

    Attributes:
        kind: ``outline``, ``dot`` or ``name``.
        color: The colour as ``#rrggbb``; None for black or white, whichever shows better on the cell.
    """

    kind: str
    color: str | None = None


class PanelMark(Struct, frozen=True, eq=False):
    """The heads of one map that one set of marks highlights.

    Attributes:
        number: The position of the set among those of the style, from 0.
        look: How the heads look.
        mask: The heads, bool (rows, columns), in the orientation of the fills.
        names: The names of these heads in the order of ``np.nonzero(mask)``.
    """

    number: int
    look: MarkLook
    mask: Mask
    names: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return what the ids of its items end with."""
        # No category has an id with two hyphens in a row.
        return f"mark--{self.number + 1}"
