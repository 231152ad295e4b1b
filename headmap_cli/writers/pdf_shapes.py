"""Write shapes as the operators of PDF paths (ISO 32000-1, 8.5.2), in pixels of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..scene.marks import CellMark, Cells, Dots, Hatch, Rect, Wedges
from ..scene.strokes import Strokes, stroke_polygons
from ..scene.wedge_geometry import wedge_polygons
from .numbers import number
from .stripes import STRAIGHT, stripe_polygons, stripe_rects

if TYPE_CHECKING:
    from ..text.outlines import Outline

KAPPA = 0.5522847498
"""The distance of the control points of a quarter of a circle from its ends, in radii: 4/3 of tan(pi/8). The
curve is off by at most 0.03% of the radius."""
OPERATORS = {"M": "m", "L": "l", "Q": "c", "C": "c"}
"""The operator of each step of an outline that has points. Quadratic curves (Q) are written as cubic ones."""


def rects_path(rects: Sequence[Rect]) -> Iterator[str]:
    """Yield the operators of rectangles of x, y, width, height.

    >>> list(rects_path([(40, 25, 180, 20.5)]))
    ['40 25 180 20.5 re']
    """
    for rect in rects:
        yield f"{_numbers(rect)} re"


def frame_path(rect: Rect, line: float) -> Iterator[str]:
    """Yield the operators of a frame that lies around a rectangle.

    The hole runs the other way round, which leaves it empty; see svg_paths.frame_path.
    """
    x, y, width, height = rect
    outer = (x - line, y - line, width + 2 * line, height + 2 * line)
    return rects_path([outer, (x + width, y, -width, height)])


def mark_paths(item: CellMark) -> list[Iterator[str]]:
    """Return the operators of one path for all marks, or of one for each direction of the lines of a hatch.

    Paths are filled by the nonzero rule, by which lines that cross within one path can leave holes.
    """
    match item:
        case Cells():
            return [_cells(item)]
        case Dots():
            return [_discs(item)]
        case Wedges():
            return [_polygons(wedge_polygons(item).tolist())]
        case Strokes():
            return [_polygons(stroke_polygons(item).tolist())]
        case Hatch():
            return [_stripes(item, direction) for direction in item.directions]


def _cells(cells: Cells) -> Iterator[str]:
    """Yield the operators of rectangles whose numbers are whole, of which there can be many."""
    for x, y, width, height in cells.rects.tolist():
        yield f"{x} {y} {width} {height} re"


def outline_path(outline: Outline) -> Iterator[str]:
    """Yield the operators of an outline of text."""
    position = [0.0, 0.0]
    for step, numbers in outline:
        if step == "z":
            yield "h"
            continue
        if step == "Q":
            numbers = _as_cubic(position, numbers)
        yield f"{_numbers(numbers)} {OPERATORS[step]}"
        position = numbers[-2:]


def _as_cubic(start: Sequence[float], numbers: Sequence[float]) -> list[float]:
    """Return the points of a quadratic Bézier curve as those of a cubic one.

    Its control points lie two thirds of the way from the ends to the control point of the quadratic curve.
    """
    x, y, end_x, end_y = numbers
    first = [start[0] + (x - start[0]) * 2 / 3, start[1] + (y - start[1]) * 2 / 3]
    second = [end_x + (x - end_x) * 2 / 3, end_y + (y - end_y) * 2 / 3]
    return [*first, *second, end_x, end_y]


def _discs(dots: Dots) -> Iterator[str]:
    """Yield the operators of discs, each of four curves that run clockwise from the left end."""
    for x, y, diameter, _ in dots.rects.tolist():
        radius = diameter / 2
        near, far = radius * (1 - KAPPA), radius * (1 + KAPPA)
        yield f"{_numbers([x, y + radius])} m"
        for quarter in (
            (0, near, near, 0, radius, 0),
            (far, 0, diameter, near, diameter, radius),
            (diameter, far, far, diameter, radius, diameter),
            (near, diameter, 0, far, 0, radius),
        ):
            x1, y1, x2, y2, x3, y3 = quarter
            yield f"{_numbers([x + x1, y + y1, x + x2, y + y2, x + x3, y + y3])} c"
        yield "h"


def _stripes(hatch: Hatch, direction: str) -> Iterator[str]:
    """Yield the operators of the lines of a hatch that run in one direction."""
    if direction in STRAIGHT:
        return rects_path(stripe_rects(hatch, direction).tolist())
    return _polygons(stripe_polygons(hatch, direction))


def _polygons(polygons: Sequence[Sequence[Sequence[float]]]) -> Iterator[str]:
    """Yield the operators of polygons, each a list of its corners, x and y."""
    for start, *others in polygons:
        yield f"{_numbers(start)} m"
        for corner in others:
            yield f"{_numbers(corner)} l"
        yield "h"


def _numbers(values: Sequence[float]) -> str:
    """Return numbers with spaces between them."""
    return " ".join(map(number, values))
