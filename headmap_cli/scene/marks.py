"""Define the display list: plain data that says what is painted where on the page.

All lengths are pixels of the picture. x runs to the right and y down from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from .strokes import Strokes

Rect: TypeAlias = tuple[float, float, float, float]
"""The x and y of the top left corner of a box on the page, its width and its height."""


class Cells(Struct, frozen=True, eq=False):
    """Cells of one colour in one panel. Neighbours are merged into rectangles, which do not overlap.

    Attributes:
        id: A name that is unique in the scene.
        color: The colour as ``#rrggbb``.
        rects: The rectangles, int (n, 4): x, y, width and height.
    """

    id: str
    color: str
    rects: npt.NDArray[np.int64]


class Wedges(Struct, frozen=True, eq=False):
    """The lower right parts of squares, each cut off by a diagonal that rises to the right.

    A point is in the part if the sum of its distances from the left and the top side is at least ``cut``::

        cut = side          cut > side

        +-------/           +-------+
        |     /#|           |       |
        |   /###|           |      /|
        | /#####|           |    /##|
        /-------+           +--/----+

    Attributes:
        id: A name that is unique in the scene.
        color: The colour as ``#rrggbb``.
        rects: The squares, int (n, 4), all of one size.
        cut: The sum of distances at the diagonal, in pixels.
    """

    id: str
    color: str
    rects: npt.NDArray[np.int64]
    cut: int


class Hatch(Struct, frozen=True, eq=False):
    """Lines across cells, cut off at the edges of the rectangles.

    Attributes:
        id: A name that is unique in the scene.
        color: The colour as ``#rrggbb``.
        rects: The rectangles, int (n, 4), as those of Cells.
        kind: The direction of the lines, or ``cross`` or ``grid`` for lines in two directions.
        period: The distance from the beginning of one line to the next, along x if the lines are slanted.
        line: The width of each line, measured in the same direction.
        origin: A point where a line begins, the same for all cells of a panel, so that their lines meet; None
            for the top left corner of each rectangle.
    """

    id: str
    color: str
    rects: npt.NDArray[np.int64]
    kind: str
    period: float
    line: float
    origin: tuple[int, int] | None

    @property
    def directions(self) -> tuple[str, ...]:
        """Return the directions of the lines, one or two of rising, falling, horizontal and vertical."""
        if self.kind == "cross":
            return ("rising", "falling")
        if self.kind == "grid":
            return ("horizontal", "vertical")
        return (self.kind,)


class Dots(Struct, frozen=True, eq=False):
    """Discs of one colour, each of which fills a square.

    Attributes:
        id: A name that is unique in the scene.
        color: The colour as ``#rrggbb``.
        rects: The squares, int (n, 4).
    """

    id: str
    color: str
    rects: npt.NDArray[np.int64]


class Box(Struct, frozen=True):
    """A filled or framed rectangle.

    Attributes:
        rect: The area inside the frame.
        fill: The colour of the area; None to leave it as it is.
        frame: The colour of the frame, which lies outside the area; None for no frame.
        line: The width of the frame.
    """

    rect: Rect
    fill: str | None = None
    frame: str | None = None
    line: float = 0


class Line(Struct, frozen=True):
    """A horizontal or vertical stroke.

    Attributes:
        rect: The area that the stroke fills.
        color: The colour as ``#rrggbb``.
    """

    rect: Rect
    color: str


class Label(Struct, frozen=True):
    """One line of text.

    Attributes:
        text: The text without markup. What is between dollar signs is math if the scene says so.
        x: The x of the anchor, which lies on the baseline at the start, the middle or the end of the text.
        y: The y of the anchor.
        rect: The box of the text on the page, turned if the text is.
        size: The type size in points.
        color: The colour as ``#rrggbb``.
        align: The alignment, by which the anchor is at the start, the middle or the end of the text.
        angle: 0 for level text, 90 for text that runs upwards.
        bold: Whether the text is bold.
        on: The colour of the cell that the text lies on as ``#rrggbb``; empty for text on the page.
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
    on: str = ""


class Group(Struct, frozen=True):
    """Items that belong together.

    Attributes:
        id: A name that is unique in the scene.
        items: The items in the order in which they are painted.
    """

    id: str
    items: tuple[Item, ...]


CellMark: TypeAlias = Cells | Wedges | Hatch | Dots | Strokes
"""A mark that depends on the data: it has many rectangles of one colour."""
Mark: TypeAlias = CellMark | Box | Line | Label
Item: TypeAlias = Mark | Group


class PanelGrid(Struct, frozen=True, eq=False):
    """The places of the cells of one panel.

    Attributes:
        id: The id of the panel's group.
        columns: The first pixel of each column and the one after its last, int (columns, 2), in the order of
            the layers or heads that run along x.
        rows: The same for each row, int (rows, 2), in the order of the layers or heads that run along y.
    """

    id: str
    columns: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]


class Scene(Struct, frozen=True):
    """Everything on a page.

    Attributes:
        width: The width of the page in pixels.
        height: The height of the page in pixels.
        dpi: The pixels per inch.
        background: The colour of the page, or ``none``.
        family: The names of the fonts of all texts, in the order in which they are tried.
        groups: The groups in the order in which they are painted.
        math: Whether text between dollar signs in a label is math.
        panels: The places of the cells of each panel that is a map.
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
    """Return an item moved by dx pixels to the right and dy pixels down."""
    if isinstance(item, Group):
        return replace(item, items=tuple(moved(inner, dx, dy) for inner in item.items))
    if isinstance(item, CellMark):
        item = replace(item, rects=item.rects + np.array([dx, dy, 0, 0]))
        if isinstance(item, Hatch) and item.origin is not None:
            # The lines move with the cells that they cross.
            item = replace(item, origin=(item.origin[0] + dx, item.origin[1] + dy))
        return item
    # What is left are boxes, lines and labels, which have a single rectangle.
    x, y, width, height = item.rect
    rect = (x + dx, y + dy, width, height)
    if isinstance(item, Label):
        return replace(item, x=item.x + dx, y=item.y + dy, rect=rect)
    return replace(item, rect=rect)


def walk(items: Iterable[Item]) -> Iterator[Mark]:
    """Yield all marks, including those inside groups, in the order in which they are painted."""
    for item in items:
        if isinstance(item, Group):
            yield from walk(item.items)
        else:
            yield item
