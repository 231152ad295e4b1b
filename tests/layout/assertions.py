"""What holds for every page: nothing overlaps, nothing leaves the page, and all cells are equal."""

from collections.abc import Container
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from headmap_cli.scene.marks import Box, CellMark, Cells, Dots, Group, Label, Line, Mark, Rect, Scene, walk
from headmap_cli.text.measure import Measure
from tests.helpers import charts, frame, legend_of, painted, panels, swatch
from tests.layout.cases import Case

BETWEEN = "#ffffff"
"""The colour of the lines between cells, which those who ask for them have inside of panels."""


def overlaps(a: list[Rect], b: list[Rect]) -> npt.NDArray[np.bool_]:
    """For each pair of rectangles (len(a), len(b)) whether their insides meet; touching is no overlap."""
    x, y, width, height = np.array(a, dtype=float).reshape(-1, 1, 4).transpose(2, 0, 1)
    left, top, other_width, other_height = np.array(b, dtype=float).reshape(1, -1, 4).transpose(2, 0, 1)
    meets: npt.NDArray[np.bool_] = (
        (x < left + other_width) & (left < x + width) & (y < top + other_height) & (top < y + height)
    )
    return meets


def ring(box: Box) -> list[Rect]:
    """The four sides of a frame, which lie outside of the box."""
    x, y, width, height = box.rect
    line = box.line
    return [
        (x - line, y - line, width + 2 * line, line),
        (x - line, y + height, width + 2 * line, line),
        (x - line, y, line, height),
        (x + width, y, line, height),
    ]


def dots_of(entry: Group) -> list[Dots]:
    return [item for item in entry.items if isinstance(item, Dots)]


def labels_of(scene: Scene) -> list[Label]:
    return [item for item in walk(scene.groups) if isinstance(item, Label)]


def strokes_of(scene: Scene, inner: Container[int] = ()) -> list[Rect]:
    """Frames and ticks; inner: ids of what is left out."""
    items = [item for item in walk(scene.groups) if id(item) not in inner]
    sides = [side for c in charts(scene) for side in ring(frame(c.group))]
    sides += [side for item in items if isinstance(item, Box) and item.frame for side in ring(item)]
    return [*sides, *(item.rect for item in items if isinstance(item, Line) and item.color != BETWEEN)]


def assert_charts_are_whole(scene: Scene) -> None:
    """What a chart draws lies within its frame, and its numbers on nothing."""
    for chart in charts(scene):
        items = [item for item in walk(chart.group.items) if is_in(item, chart.area)]
        numbers = [item.rect for item in items if isinstance(item, Label)]
        strokes = [item.rect for item in items if isinstance(item, Line)]
        bars = [tuple(r) for i in items if isinstance(i, Cells | Dots) for r in i.rects.tolist()]
        assert not overlaps(numbers, [*strokes, *bars]).any()
        assert not np.triu(overlaps(numbers, numbers), 1).any()
        everything = [i for i in walk(chart.group.items) if isinstance(i, CellMark)]
        assert all(is_in(item, chart.area) for item in everything)


def is_in(item: Mark, area: Rect) -> bool:
    x, y, width, height = area
    rects = item.rects if isinstance(item, CellMark) else np.array([item.rect])
    left, top = rects[:, :2].min(axis=0)
    right, bottom = (rects[:, :2] + rects[:, 2:]).max(axis=0)
    return bool(left >= x and top >= y and right <= x + width and bottom <= y + height)


def assert_nothing_overlaps(scene: Scene) -> None:
    assert_charts_are_whole(scene)
    inner = {id(i) for c in charts(scene) for i in walk(c.group.items) if is_in(i, c.area)}
    labels = [label for label in labels_of(scene) if id(label) not in inner]
    rects = [label.rect for label in labels]
    for i, j in np.argwhere(np.triu(overlaps(rects, rects), 1)):
        raise AssertionError(f"labels overlap: {labels[i]} and {labels[j]}")
    areas = [panel.area for panel in (*panels(scene), *charts(scene))]
    swatches = [swatch(entry).rect for entry in legend_of(scene)]
    assert all(is_in(dots, swatch(entry).rect) for entry in legend_of(scene) for dots in dots_of(entry))
    strokes = strokes_of(scene, inner)
    things = [*areas, *swatches, *strokes]
    for i, j in np.argwhere(overlaps(rects, things)):
        raise AssertionError(f"{labels[i]} lies on {things[j]}")
    assert not np.triu(overlaps([*areas, *swatches], [*areas, *swatches]), 1).any()
    assert not overlaps(strokes, [*areas, *swatches]).any()


def assert_nothing_leaves_the_page(scene: Scene) -> None:
    rects: list[Rect] = [*strokes_of(scene)]
    for item in walk(scene.groups):
        rects += [tuple(r) for r in item.rects.tolist()] if isinstance(item, CellMark) else [item.rect]
    x, y, width, height = np.array(rects).T
    assert x.min() >= 0
    assert y.min() >= 0
    assert (x + width).max() <= scene.width
    assert (y + height).max() <= scene.height


def assert_labels_have_room(scene: Scene, measure: Measure) -> None:
    """Each label's box is the text as measured from its anchor, to a pixel."""
    for label in labels_of(scene):
        extent = measure(label.text, label.size, label.bold)
        before = extent.width * {"left": 0, "center": 0.5, "right": 1}[label.align]
        x, y, width, height = label.rect
        if label.angle:
            expected = (label.x - extent.ascent, label.y - extent.width + before)
            size = (extent.ascent + extent.descent, extent.width)
        else:
            expected = (label.x - before, label.y - extent.ascent)
            size = (extent.width, extent.ascent + extent.descent)
        assert (x, y) == pytest.approx(expected, abs=1.01)
        assert size[0] - 0.01 <= width <= size[0] + 2.01
        assert size[1] - 0.01 <= height <= size[1] + 2.01


def assert_cells_are_equal(scene: Scene, case: Case) -> None:
    heatmaps = panels(scene)
    # A single category is drawn once, without a composite.
    categories = len(case.data.categories)
    assert len(heatmaps) == (categories + 1 if categories > 1 else 1)
    assert len({panel.area[2:] for panel in heatmaps}) == 1
    for panel in heatmaps:
        assert all(float(v).is_integer() for v in panel.area)
        painted(panel, case.across, case.down)


def assert_panels_are_in_reading_order(scene: Scene) -> None:
    for (x, y, width, height), (next_x, next_y, _, _) in pairwise(p.area for p in panels(scene)):
        assert next_y >= y + height or (next_y == y and next_x >= x + width)
