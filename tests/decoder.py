"""Read the cells of a finished PNG or SVG back, from the picture alone.

Nothing here uses headmap. The frames of the panels are found by their colour, which nothing else in the
picture may have, so figures to decode have no ticks. A cell is an array of colours (pixels, pixels), each of
which is ``#rrggbb``.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

from tests.writers.svg_path import polygons

Colors = npt.NDArray[np.str_]
Points = npt.NDArray[np.float64]

FRAME = "#fe01fe"
"""The colour of frames in figures to decode."""
BARE = ("axes.layer.ticks=[]", "axes.head.ticks=[]", f"frame.color={FRAME}")
"""The settings of figures to decode."""
SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
CIRCLE = np.linspace(0, 2 * np.pi, 60, endpoint=False)


@dataclass(frozen=True)
class Grid:
    """The cells of one panel.

    cells: the colours of each cell, (rows, columns, pixels, pixels)
    """

    cells: Colors

    def each(self) -> Iterator[tuple[tuple[int, int], Colors]]:
        rows, columns = self.cells.shape[:2]
        for row, column in np.ndindex(rows, columns):
            yield (row, column), self.cells[row, column]


# --- PNG ---


def png_grids(data: bytes, rows: int, columns: int) -> list[Grid]:
    """The panels of a PNG file, row by row from left to right."""
    colors, labelled = _framed_pixels(data)
    places = sorted(ndimage.find_objects(labelled), key=lambda place: (place[0].start, place[1].start))
    return [_cut(_without_frame(colors[place]), rows, columns) for place in places]


def png_grids_of(data: bytes, shapes: Sequence[tuple[int, int]]) -> list[Grid]:
    """The panels of a PNG file with different numbers of rows and columns, row by row from left to right."""
    colors, labelled = _framed_pixels(data)
    places = sorted(ndimage.find_objects(labelled), key=lambda place: (place[0].start, place[1].start))
    return [_cut(_without_frame(colors[place]), *shape) for place, shape in zip(places, shapes, strict=True)]


def _framed_pixels(data: bytes) -> tuple[Colors, npt.NDArray[np.int32]]:
    """The colours of a PNG file, and the number of the frame that each pixel belongs to."""
    rgba = np.asarray(Image.open(io.BytesIO(data)).convert("RGBA")).astype(np.int64)
    # A pixel that shows what is behind the picture has no colour of its own.
    codes = np.where(rgba[..., 3] == 255, (rgba[..., 0] << 16) + (rgba[..., 1] << 8) + rgba[..., 2], -1)
    values, index = np.unique(codes, return_inverse=True)
    names = np.array([f"#{value:06x}" if value >= 0 else "none" for value in values.tolist()])
    colors = names[index.reshape(codes.shape)]
    labelled, _ = ndimage.label(colors == FRAME)
    return colors, labelled


def _cut(inside: Colors, rows: int, columns: int) -> Grid:
    """The cells of what a frame surrounds, which are squares."""
    assert inside.shape[0] % rows == inside.shape[1] % columns == 0
    side = inside.shape[0] // rows
    assert side == inside.shape[1] // columns
    return Grid(inside.reshape(rows, side, columns, side).swapaxes(1, 2))


def _without_frame(colors: Colors) -> Colors:
    """What a frame of the same width on all sides surrounds."""
    middle = colors[colors.shape[0] // 2]
    width = int(np.argmax(middle != FRAME))
    inside = colors[width:-width, width:-width]
    assert width > 0
    assert not (inside == FRAME).any()
    return inside


# --- SVG ---


def svg_grids(data: bytes, rows: int, columns: int, pixels: int) -> list[Grid]:
    """The panels of an SVG file in the order of the file, each cell sampled at pixels x pixels points."""
    return [Grid(_svg_cells(panel, rows, columns, pixels)) for panel in _svg_panels(data)]


def svg_grids_of(data: bytes, shapes: Sequence[tuple[int, int]], pixels: int) -> list[Grid]:
    """The panels of an SVG file with different numbers of rows and columns, in the order of the file."""
    panels = zip(_svg_panels(data), shapes, strict=True)
    return [Grid(_svg_cells(panel, rows, columns, pixels)) for panel, (rows, columns) in panels]


def _svg_panels(data: bytes) -> list[ElementTree.Element]:
    """The groups of panels, which have a frame, unlike the groups of cells in them."""
    panels = []
    for group in ElementTree.fromstring(data).iter(f"{SVG_NAMESPACE}g"):
        paths = group.findall(f"{SVG_NAMESPACE}path")
        if group.get("id", "").startswith("panel-") and any(path.get("fill") == FRAME for path in paths):
            panels.append(group)
    return panels


def _svg_cells(panel: ElementTree.Element, rows: int, columns: int, pixels: int) -> Colors:
    [frame] = [path for path in panel.findall(f"{SVG_NAMESPACE}path") if path.get("fill") == FRAME]
    _, hole = shapes_of(frame)
    left, top = hole.min(axis=0)
    width, height = hole.max(axis=0) - hole.min(axis=0)
    # The points lie a little below and right of the middle of the pixels, where no diagonal runs.
    x = left + (np.arange(columns * pixels) + 0.56) * width / (columns * pixels)
    y = top + (np.arange(rows * pixels) + 0.47) * height / (rows * pixels)
    colors = np.full((len(y), len(x)), "none", dtype="<U7")
    for path in panel.iter(f"{SVG_NAMESPACE}path"):
        if path is not frame:
            for polygon in shapes_of(path):
                _paint(polygon, path.get("fill", "#000000"), x, y, colors)
    return colors.reshape(rows, pixels, columns, pixels).swapaxes(1, 2)


def shapes_of(path: ElementTree.Element) -> Iterator[Points]:
    """The shapes of a path in the units of the picture: circles, if it has arcs, or else polygons."""
    data = path.get("d", "")
    if "a" not in data:
        for polygon in polygons(path):
            yield np.array(polygon)
        return
    scale = float(path.get("transform", "scale(1)").removeprefix("scale(").removesuffix(")"))
    # Two arcs from the left end: there to the right end, and back.
    for left, middle, radius in re.findall(r"M([\d.]+) ([\d.]+)a([\d.]+) ", data):
        center = np.array([float(left) + float(radius), float(middle)])
        yield scale * (center + float(radius) * np.stack([np.cos(CIRCLE), np.sin(CIRCLE)], axis=1))


def _paint(polygon: Points, color: str, x: Points, y: Points, colors: Colors) -> None:
    """Paint the points inside a convex polygon."""
    (left, top), (right, bottom) = polygon.min(axis=0), polygon.max(axis=0)
    columns = slice(*np.searchsorted(x, [left, right]))
    rows = slice(*np.searchsorted(y, [top, bottom]))
    grid_x, grid_y = np.meshgrid(x[columns], y[rows])
    following = np.roll(polygon, -1, axis=0)
    inside = np.ones(grid_x.shape, dtype=bool)
    area = np.sum(polygon[:, 0] * following[:, 1] - following[:, 0] * polygon[:, 1])
    for (x0, y0), (x1, y1) in zip(polygon, following, strict=True):
        inside &= ((x1 - x0) * (grid_y - y0) - (y1 - y0) * (grid_x - x0)) * np.sign(area) >= 0
    colors[rows, columns][inside] = color


# --- what a cell says ---


def plain(cell: Colors) -> str:
    """The one colour of a cell."""
    [color] = set(cell.ravel().tolist())
    return str(color)


def split(cell: Colors, surrounding: str) -> list[str]:
    """The colours of a cell from the upper left to the lower right; a split one has a line around it."""
    if len(set(cell.ravel().tolist())) == 1:
        return [plain(cell)]
    for edge in (cell[0], cell[-1], cell[:, 0], cell[:, -1]):
        assert set(edge.tolist()) == {surrounding}
    rows, columns = np.nonzero(cell != surrounding)
    assert len(rows) == (rows.max() - rows.min() + 1) ** 2 == (columns.max() - columns.min() + 1) ** 2
    colors_of_diagonal: dict[int, set[str]] = {}
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        colors_of_diagonal.setdefault(row + column, set()).add(str(cell[row, column]))
    found: list[str] = []
    for diagonal in sorted(colors_of_diagonal):
        # All points of a diagonal are in one part.
        [color] = colors_of_diagonal[diagonal]
        if not found or found[-1] != color:
            found.append(color)
    return found


def marked(cell: Colors) -> tuple[str, str]:
    """The colour of a cell, and that of the dot in its middle; the same if there is no dot."""
    edges = {*cell[0].tolist(), *cell[-1].tolist(), *cell[:, 0].tolist(), *cell[:, -1].tolist()}
    [color] = edges
    return str(color), str(cell[len(cell) // 2, len(cell) // 2])


def hatched(cell: Colors, colors: Sequence[str]) -> tuple[str, str]:
    """Which of the colours of categories a cell has, and the kind of the lines across it."""
    [(color, _)] = Counter(value for value in cell.ravel().tolist() if value in colors).most_common(1)
    line = cell != color
    if not line.any():
        return color, "none"
    kinds = []
    if (line == line[:, :1]).all():
        kinds.append("horizontal")
    if (line == line[:1]).all():
        kinds.append("vertical")
    if (line[1:, :-1] == line[:-1, 1:]).all():
        kinds.append("rising")
    if (line[1:, 1:] == line[:-1, :-1]).all():
        kinds.append("falling")
    if kinds:
        [kind] = kinds
        return color, kind
    # Lines in two directions: a grid has rows that are all line, a cross has none.
    return color, "grid" if line.all(axis=1).any() else "cross"


def decode_all(grids: Sequence[Grid], names: Mapping[str, str]) -> list[npt.NDArray[np.object_]]:
    """The names of all cells of plain panels, by their colours: (rows, columns)."""
    panels = []
    for grid in grids:
        found = np.empty(grid.cells.shape[:2], dtype=object)
        for place, cell in grid.each():
            found[place] = names[plain(cell)]
        panels.append(found)
    return panels
