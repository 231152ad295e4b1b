"""The display list: plain data that says what lies where on the page. Draws nothing.

All lengths are device pixels, x to the right and y down from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

Rect: TypeAlias = tuple[float, float, float, float]
"""x, y, width, height of a box on the page."""


class Cells(Struct, frozen=True, eq=False):
    """Heads of one colour in one panel, neighbours merged into rectangles that do not overlap.

    rects: int (n, 4): x, y, width, height, each a whole multiple of the panel's cell.
    """

    id: str
    color: str
    rects: npt.NDArray[np.int64]


class Hatch(Struct, frozen=True, eq=False):
    """Lines across cells, cut off at the edges of the rectangles.

    rects: int (n, 4), as those of Cells. period: pixels from line to line, along x where a line is slanted.
    line: pixels that each is wide, measured the same way. origin: where a line begins, so that all cells
    of a panel look alike.
    """

    id: str
    color: str
    rects: npt.NDArray[np.int64]
    kind: str
    period: float
    line: float
    origin: tuple[int, int]

    @property
    def directions(self) -> tuple[str, ...]:
        """The one or two ways that the lines run: rising, falling, horizontal, vertical."""
        both = {"cross": ("rising", "falling"), "grid": ("horizontal", "vertical")}
        return both.get(self.kind, (self.kind,))


class Dots(Struct, frozen=True, eq=False):
    """Discs of one colour, each as large as its square: int (n, 4)."""

    id: str
    color: str
    rects: npt.NDArray[np.int64]


class Box(Struct, frozen=True):
    """A rectangle; its frame, line pixels wide, lies wholly outside rect."""

    rect: Rect
    fill: str | None = None
    frame: str | None = None
    line: float = 0


class Line(Struct, frozen=True):
    """A horizontal or vertical stroke that fills rect."""

    rect: Rect
    color: str


class Label(Struct, frozen=True):
    """One line of text.

    x, y: the anchor on the baseline: the text's start, middle or end by align.
    rect: the box that the text takes on the page, after turning.
    size: in points. angle: 0, or 90 for text that runs upwards.
    """

    text: str
    x: float
    y: float
    rect: Rect
    size: float
    color: str
    align: Literal["left", "center", "right"] = "left"
    angle: Literal[0, 90] = 0
    bold: bool = False


class Group(Struct, frozen=True):
    """Items that belong together, under a name that is unique in the scene."""

    id: str
    items: tuple[Item, ...]


Mark: TypeAlias = Cells | Hatch | Dots | Box | Line | Label
Item: TypeAlias = Mark | Group


class PanelGrid(Struct, frozen=True, eq=False):
    """Where the cells of one panel lie, by the index that runs along x and the one that runs along y.

    columns, rows: first pixel and the one after the last, int (n, 2). id: the panel's group.
    """

    id: str
    columns: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]


class Scene(Struct, frozen=True):
    """A page of width x height pixels at dpi pixels per inch, painted in order.

    family: the fonts to look for, first found first taken.
    math: whether what stands between dollar signs in a label is math.
    panels: where the cells of each panel lie.
    """

    width: int
    height: int
    dpi: float
    background: str
    family: tuple[str, ...]
    groups: tuple[Group, ...]
    math: bool = False
    panels: tuple[PanelGrid, ...] = ()


ItemT = TypeVar("ItemT", bound=Item)


def moved(item: ItemT, dx: int, dy: int) -> ItemT:
    """The same item, dx pixels further right and dy further down."""
    if isinstance(item, Group):
        return replace(item, items=tuple(moved(i, dx, dy) for i in item.items))
    if isinstance(item, Cells | Hatch | Dots):
        item = replace(item, rects=item.rects + np.array([dx, dy, 0, 0]))
        if isinstance(item, Hatch):
            item = replace(item, origin=(item.origin[0] + dx, item.origin[1] + dy))
        return item
    x, y, width, height = item.rect
    rect = (x + dx, y + dy, width, height)
    if isinstance(item, Label):
        return replace(item, x=item.x + dx, y=item.y + dy, rect=rect)
    return replace(item, rect=rect)


def walk(items: Iterable[Item]) -> Iterator[Mark]:
    """All items that are painted, those inside groups too, in order."""
    for item in items:
        if isinstance(item, Group):
            yield from walk(item.items)
        else:
            yield item
