"""The display list: plain data that says what is where on the page. Nothing here draws.

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

    Attributes:
        id: A name that is unique in the scene.
        color: ``#rrggbb``.
        rects: int (n, 4): x, y, width, height, each a whole multiple of the panel's cell.
    """

    id: str
    color: str
    rects: npt.NDArray[np.int64]


class Hatch(Struct, frozen=True, eq=False):
    """Lines across cells, cut off at the edges of the rectangles.

    Attributes:
        id: A name that is unique in the scene.
        color: ``#rrggbb``.
        rects: int (n, 4), as those of Cells.
        kind: A direction, or ``cross`` or ``grid`` for two of them.
        period: Pixels from line to line, along x where a line is slanted.
        line: The width of each line, measured the same way.
        origin: A point where a line begins, so that all cells of a panel look alike.
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
        """Return the one or two directions of the lines: rising, falling, horizontal, vertical."""
        if self.kind == "cross":
            return ("rising", "falling")
        if self.kind == "grid":
            return ("horizontal", "vertical")
        return (self.kind,)


class Dots(Struct, frozen=True, eq=False):
    """Discs of one colour, each as large as its square.

    Attributes:
        id: A name that is unique in the scene.
        color: ``#rrggbb``.
        rects: The squares, int (n, 4).
    """

    id: str
    color: str
    rects: npt.NDArray[np.int64]


class Box(Struct, frozen=True):
    """A rectangle.

    Attributes:
        rect: Its area.
        fill: The colour of the area; None to leave it as it is.
        frame: The colour of a frame, which lies wholly outside the area; None for no frame.
        line: The width of the frame.
    """

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

    Attributes:
        text: The text, never markup; math where the scene allows it.
        x: The anchor on the baseline: the text's start, middle or end by align.
        y: The baseline.
        rect: The box that the text takes on the page, after turning.
        size: In points.
        color: ``#rrggbb``.
        align: Which point of the text the anchor is.
        angle: 0, or 90 for text that runs upwards.
        bold: Whether it is bold.
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
    """Where the cells of one panel are.

    Attributes:
        id: The panel's group.
        columns: The first pixel and the one after the last, by the index that runs along x: int (n, 2).
        rows: The same by the index that runs along y.
    """

    id: str
    columns: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]


class Scene(Struct, frozen=True):
    """A page.

    Attributes:
        width: In pixels.
        height: In pixels.
        dpi: Pixels per inch.
        background: The colour of the page.
        family: The fonts of all texts, in the order in which they are tried.
        groups: What is painted, in this order.
        math: Whether what is between dollar signs in a label is math.
        panels: Where the cells of each panel are.
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
    """Return the same item, dx pixels further to the right and dy pixels further down."""
    if isinstance(item, Group):
        return replace(item, items=tuple(moved(inner, dx, dy) for inner in item.items))
    if isinstance(item, Cells | Hatch | Dots):
        item = replace(item, rects=item.rects + np.array([dx, dy, 0, 0]))
        if isinstance(item, Hatch):
            # The lines move with the cells that they cross.
            item = replace(item, origin=(item.origin[0] + dx, item.origin[1] + dy))
        return item
    # Boxes, lines and labels hold a single rectangle.
    x, y, width, height = item.rect
    rect = (x + dx, y + dy, width, height)
    if isinstance(item, Label):
        return replace(item, x=item.x + dx, y=item.y + dy, rect=rect)
    return replace(item, rect=rect)


def walk(items: Iterable[Item]) -> Iterator[Mark]:
    """Yield all marks, those inside groups too, in the order in which they are painted."""
    for item in items:
        if isinstance(item, Group):
            yield from walk(item.items)
        else:
            yield item
