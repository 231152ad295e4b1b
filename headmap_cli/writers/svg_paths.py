"""Write shapes as the data of SVG paths."""

from __future__ import annotations

from collections.abc import Sequence

from ..scene.marks import CellMark, Cells, Dots, Hatch, Rect, Wedges
from ..scene.strokes import Strokes, stroke_polygons
from ..scene.wedge_geometry import wedge_polygons
from .numbers import DECIMALS, number
from .stripes import STRAIGHT, stripe_polygons, stripe_rects


def rect_path(rect: Rect) -> str:
    """Return a rectangle of x, y, width, height.

    >>> rect_path((40, 25, 180, 20.5))
    'M40 25h180v20.5h-180z'
    """
    x, y, width, height = rect
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"


def rects_path(rects: Sequence[Rect]) -> str:
    """Return rectangles, each of which says how far it is from the one before it.

    >>> rects_path([(40, 25, 4, 1), (40, 35, 4, 1), (40, 45, 4, 1)])
    'M40 25h4v1h-4zm0 10h4v1h-4zm0 10h4v1h-4z'
    """
    parts = []
    last_x = last_y = 0.0
    for x, y, width, height in rects:
        # Steps between rounded positions do not add up to more than one error of rounding.
        rounded_x, rounded_y = round(x, DECIMALS), round(y, DECIMALS)
        step = f"m{number(rounded_x - last_x)} {number(rounded_y - last_y)}"
        parts.append(f"{step}h{number(width)}v{number(height)}h{number(-width)}z")
        last_x = rounded_x
        last_y = rounded_y
    # The first step is from the corner of the page, and written as a position.
    return "".join(parts).replace("m", "M", 1)


def frame_path(rect: Rect, line: float) -> str:
    """Return a frame that lies around a rectangle.

    The hole runs the other way round, which leaves it empty by either fill rule:

        +------->-------+
        |   +---<---+   |
        |   | rect  |   |     the ring between them is line wide
        |   +--->---+   |
        +-------<-------+
    """
    x, y, width, height = rect
    outer = rect_path((x - line, y - line, width + 2 * line, height + 2 * line))
    return outer + rect_path((x + width, y, -width, height))


def mark_paths(item: CellMark) -> list[str]:
    """Return the one path of marks of one colour, or a path for each direction of a hatch's lines.

    Args:
        item: Marks of one colour; the numbers of their paths are pixels, as theirs are.
    """
    if isinstance(item, Cells):
        return [_cells_path(item)]
    if isinstance(item, Dots):
        return [_dots_path(item)]
    if isinstance(item, Wedges):
        return [_polygons_path(wedge_polygons(item).tolist())]
    if isinstance(item, Strokes):
        return [_polygons_path(stroke_polygons(item).tolist())]
    return [_stripes_path(item, direction) for direction in item.directions]


def _cells_path(cells: Cells) -> str:
    """Return one path of rectangles, each of which says how far it is from the one before it.

    The numbers are whole, so steps are exact, however many there are, and they are shorter than positions.
    """
    parts = []
    last_x = last_y = 0
    for x, y, width, height in cells.rects.tolist():
        parts.append(f"m{x - last_x} {y - last_y}h{width}v{height}h-{width}z")
        # A closed shape ends where it began.
        last_x = x
        last_y = y
    # The first step is from the corner of the page, and written as a position.
    return "".join(parts).replace("m", "M", 1)


def _dots_path(dots: Dots) -> str:
    """Return one path of discs, each of two half circles from the left end to the right one and back."""
    discs = []
    for x, y, diameter, _ in dots.rects.tolist():
        radius = number(diameter / 2)
        arc = f"a{radius} {radius} 0 1 0 "
        discs.append(f"M{x} {number(y + diameter / 2)}{arc}{diameter} 0{arc}-{diameter} 0z")
    return "".join(discs)


def _stripes_path(hatch: Hatch, direction: str) -> str:
    """Return one path of the lines of a hatch that run in one direction."""
    if direction in STRAIGHT:
        return "".join([rect_path(rect) for rect in stripe_rects(hatch, direction).tolist()])
    return _polygons_path(stripe_polygons(hatch, direction))


def _polygons_path(polygons: Sequence[Sequence[Sequence[float]]]) -> str:
    """Return one path of polygons, each a list of its corners, x and y."""
    shapes = []
    for polygon in polygons:
        points = [f"{number(x)} {number(y)}" for x, y in polygon]
        shapes.append(f"M{'L'.join(points)}z")
    return "".join(shapes)
