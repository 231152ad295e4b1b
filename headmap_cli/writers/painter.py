"""Paint a scene on any renderer of matplotlib, for figures in notebooks and in figures of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from ..colors.names import NO_COLOR
from ..scene.hatch_geometry import clip_stripes
from ..scene.marks import Box, CellMark, Cells, Dots, Group, Hatch, Item, Label, Line, Rect, Scene, Wedges
from ..scene.strokes import Strokes, stroke_polygons
from ..scene.wedge_geometry import wedge_polygons
from ..text.fonts import font_properties
from ..text.measure import as_math
from .stripes import STRAIGHT, stripe_rects

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase


def paint(
    scene: Scene, renderer: RendererBase, scale: float = 1.0, corner: tuple[float, float] = (0.0, 0.0)
) -> None:
    """Draw a scene.

    Args:
        scene: The page.
        renderer: Of matplotlib, whose y runs upwards.
        scale: Units of the renderer per pixel of the scene: 1 for a renderer in the scene's own pixels,
            72 / dpi for one in points.
        corner: Where the scene's lower left corner comes, in units of the renderer.
    """
    Painter(renderer, scene, scale, corner).page()


class Painter:
    """Turns each item of a scene into calls of a renderer.

    scene                     renderer
    (0, 0) ---> x             y
      |                       ^
      v                       |
      y                       corner ---> x
    """

    def __init__(
        self,
        renderer: RendererBase,
        scene: Scene,
        scale: float = 1.0,
        corner: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        self.renderer = renderer
        self.scene = scene
        self.scale = scale
        self.left = corner[0]
        self.top = corner[1] + scene.height * scale
        self.transform = Affine2D.from_values(scale, 0, 0, -scale, self.left, self.top)

    def page(self) -> None:
        """Draw the background and all items of the scene."""
        if self.scene.background != NO_COLOR:
            self.box(Box((0, 0, self.scene.width, self.scene.height), fill=self.scene.background))
        for group in self.scene.groups:
            self.item(group)

    def item(self, item: Item) -> None:
        """Draw an item, and those inside it if it is a group."""
        match item:
            case Group():
                self.renderer.open_group("group", gid=item.id)
                for inner in item.items:
                    self.item(inner)
                self.renderer.close_group("group")
            case Cells() | Wedges() | Hatch() | Dots() | Strokes():
                self.renderer.open_group("cells", gid=item.id)
                self.marks(item)
                self.renderer.close_group("cells")
            case Box():
                self.box(item)
            case Line():
                self.rects(np.array([item.rect]), item.color)
            case Label():
                self.label(item)

    def marks(self, item: CellMark) -> None:
        """Draw marks of one colour: one path, or one for each direction in which the lines of a hatch run."""
        match item:
            case Cells():
                self.rects(item.rects, item.color)
            case Wedges():
                self.fill(_polygon_path(wedge_polygons(item).astype(float)), item.color)
            case Strokes():
                self.fill(_polygon_path(stroke_polygons(item)), item.color)
            case Dots():
                self.fill(_disc_path(item.rects), item.color)
            case Hatch():
                for direction in item.directions:
                    self.stripes(item, direction)

    def stripes(self, hatch: Hatch, direction: str) -> None:
        """Draw the lines of a hatch that run in one direction."""
        if direction in STRAIGHT:
            self.rects(stripe_rects(hatch, direction), hatch.color)
        else:
            self.fill(_polygon_path(clip_stripes(hatch, direction)), hatch.color)

    def rects(self, rects: npt.NDArray[Any], color: str) -> None:
        """Fill rectangles in pixels of the scene: (n, 4) x, y, width, height."""
        self.fill(_rect_path(rects), color)

    def fill(self, path: Path, color: str) -> None:
        """Fill a path in pixels of the scene."""
        gc = self.renderer.new_gc()
        gc.set_linewidth(0)
        # Edges are where the scene says, not on the renderer's nearest pixel.
        gc.set_snap(False)
        self.renderer.draw_path(gc, path, self.transform, mpl.colors.to_rgba(color))
        gc.restore()

    def box(self, box: Box) -> None:
        """Draw a rectangle and the frame around it."""
        if box.fill:
            self.rects(np.array([box.rect]), box.fill)
        if box.frame and box.line:
            self.fill(_frame_path(box.rect, box.line), box.frame)

    def label(self, label: Label) -> None:
        """Draw a text as text."""
        renderer = self.renderer
        scale = self.scale
        gc = renderer.new_gc()
        gc.set_foreground(label.color)
        properties = font_properties(self.scene.family, label.size, label.bold)
        text, is_math = as_math(label.text, self.scene.math)
        # The SVG renderer aligns text by this anchor, so that a viewer with other fonts keeps it centred.
        anchor = Text(
            self.left + label.x * scale,
            self.top - label.y * scale,
            text,
            horizontalalignment=label.align,
            rotation=label.angle,
            rotation_mode="anchor",
        )
        start_x, start_y = _text_start(label)
        x = self.left + start_x * scale
        y = self.top - start_y * scale
        if renderer.flipy():
            # This renderer's own y runs down, for text alone.
            y = renderer.get_canvas_width_height()[1] - y
        renderer.draw_text(gc, x, y, text, properties, label.angle, is_math, anchor)
        gc.restore()


def _text_start(label: Label) -> tuple[float, float]:
    """Return where on the page the first letter of a label is, on the baseline, wherever its anchor is."""
    x, y, _, height = label.rect
    if label.angle:
        return label.x, y + height
    return x, label.y


def _polygon_path(corners: npt.NDArray[np.float64]) -> Path:
    """Return one path of n polygons with the same number of corners: float (n, corners, 2)."""
    n, sides, _ = corners.shape
    closed = np.concatenate([corners, corners[:, :1]], axis=1)
    codes = np.tile([Path.MOVETO, *[Path.LINETO] * (sides - 1), Path.CLOSEPOLY], n)
    return Path(closed.reshape(-1, 2), codes)


def _disc_path(squares: npt.NDArray[np.int64]) -> Path:
    """Return one path of discs, each inscribed in its square of (n, 4) x, y, width, height."""
    circle = Path.unit_circle()
    center = squares[:, :2] + squares[:, 2:] / 2
    vertices = center[:, None] + np.asarray(circle.vertices)[None] * squares[:, None, 2:] / 2
    return Path(vertices.reshape(-1, 2), np.tile(np.asarray(circle.codes), len(squares)))


def _rect_path(rects: npt.NDArray[Any]) -> Path:
    """Return one path of rectangles: (n, 4) x, y, width, height."""
    x, y, width, height = rects.T.astype(float)
    corners = np.stack([x, y, x + width, y, x + width, y + height, x, y + height, x, y], axis=1)
    codes = np.tile([Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY], len(rects))
    return Path(corners.reshape(-1, 2), codes)


def _frame_path(rect: Rect, line: float) -> Path:
    """Return a frame around a rectangle as a filled path.

    The hole runs the other way round, which leaves it empty by either fill rule:

        +------->-------+
        |   +---<---+   |
        |   | rect  |   |     the ring between them is line pixels wide
        |   +--->---+   |
        +-------<-------+
    """
    x, y, width, height = rect
    outer = _rect_path(np.array([[x - line, y - line, width + 2 * line, height + 2 * line]]))
    inner = _rect_path(np.array([[x + width, y, -width, height]]))
    return Path(np.concatenate([outer.vertices, inner.vertices]), np.concatenate([outer.codes, inner.codes]))
