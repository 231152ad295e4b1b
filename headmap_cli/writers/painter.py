"""Scene -> any matplotlib renderer: the same few lines draw svg and pdf."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from ..scene.hatch_geometry import clip_stripes
from ..scene.marks import Box, Cells, Dots, Group, Hatch, Item, Label, Line, Rect, Scene
from ..text.fonts import font
from ..text.measure import as_math

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase, RendererBase
    from matplotlib.transforms import Bbox


def paint(
    scene: Scene,
    renderer: RendererBase,
    scale: float = 1.0,
    corner: tuple[float, float] = (0.0, 0.0),
    within: Bbox | None = None,
) -> None:
    """Draw the scene, its pixels scale units of the renderer wide.

    scale: 1 for a renderer in the scene's own pixels, 72 / dpi for one in points.
    corner: where the scene's lower left corner comes, in units of the renderer, y upwards.
    within: nothing is painted outside of it; None: all is painted.
    """
    painter = _Painter(renderer, scene, scale, corner, within)
    painter.box(Box((0, 0, scene.width, scene.height), fill=scene.background))
    for group in scene.groups:
        painter.item(group)


class _Painter:
    """What each item of a scene is in calls of the renderer; y turns upwards here."""

    def __init__(
        self,
        renderer: RendererBase,
        scene: Scene,
        scale: float,
        corner: tuple[float, float],
        within: Bbox | None,
    ) -> None:
        self.renderer, self.scene, self.scale, self.within = renderer, scene, scale, within
        self.left, self.top = corner[0], corner[1] + scene.height * scale
        self.transform = Affine2D.from_values(scale, 0, 0, -scale, self.left, self.top)

    def item(self, item: Item) -> None:
        match item:
            case Group():
                self.renderer.open_group("group", gid=item.id)
                for inner in item.items:
                    self.item(inner)
                self.renderer.close_group("group")
            case Cells() | Hatch() | Dots():
                self.renderer.open_group("cells", gid=item.id)
                for path in _paths(item):
                    self.fill(path, item.color)
                self.renderer.close_group("cells")
            case Box():
                self.box(item)
            case Line():
                self.fill(_compound(np.array([item.rect])), item.color)
            case Label():
                self.label(item)

    def context(self) -> GraphicsContextBase:
        """How the next thing is drawn: only where it may be."""
        gc = self.renderer.new_gc()
        if self.within is not None:
            gc.set_clip_rectangle(self.within)
        return gc

    def fill(self, path: Path, color: str) -> None:
        gc = self.context()
        gc.set_linewidth(0)
        gc.set_snap(False)
        self.renderer.draw_path(gc, path, self.transform, mpl.colors.to_rgba(color))
        gc.restore()

    def box(self, box: Box) -> None:
        if box.fill:
            self.fill(_compound(np.array([box.rect])), box.fill)
        if box.frame and box.line:
            self.fill(_ring(box.rect, box.line), box.frame)

    def label(self, label: Label) -> None:
        renderer, scale = self.renderer, self.scale
        gc = self.context()
        gc.set_foreground(label.color)
        properties = font(self.scene.family, label.size, label.bold)
        text, math = as_math(label.text, self.scene.math)
        x, up = self.left + label.x * scale, self.top - label.y * scale
        anchor = Text(
            x, up, text, horizontalalignment=label.align, rotation=label.angle, rotation_mode="anchor"
        )
        start, base = _start(label)
        y = self.top - base * scale
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.draw_text(gc, self.left + start * scale, y, text, properties, label.angle, math, anchor)
        gc.restore()


def _start(label: Label) -> tuple[float, float]:
    """Where the text's first letter stands on the baseline, whichever point of it the anchor is."""
    x, y, _, height = label.rect
    return (label.x, y + height) if label.angle else (x, label.y)


def _paths(item: Cells | Hatch | Dots) -> list[Path]:
    """The one path of cells or dots, or one for each way in which the lines of a hatch run."""
    if isinstance(item, Dots):
        return [_discs(item.rects)]
    if isinstance(item, Cells):
        return [_compound(item.rects)]
    return [_polygons(clip_stripes(item, direction)) for direction in item.directions]


def _polygons(corners: np.ndarray[Any, Any]) -> Path:
    """One path of polygons: float (n, corners, 2)."""
    n, sides, _ = corners.shape
    closed = np.concatenate([corners, corners[:, :1]], axis=1)
    codes = np.tile([Path.MOVETO, *[Path.LINETO] * (sides - 1), Path.CLOSEPOLY], n)
    return Path(closed.reshape(-1, 2), codes)


def _discs(rects: np.ndarray[Any, Any]) -> Path:
    """One path of discs, each inscribed in its square of (n, 4) x, y, width, height."""
    circle = Path.unit_circle()
    middle = rects[:, :2] + rects[:, 2:] / 2
    vertices = middle[:, None] + np.asarray(circle.vertices)[None] * rects[:, None, 2:] / 2
    return Path(vertices.reshape(-1, 2), np.tile(np.asarray(circle.codes), len(rects)))


def _compound(rects: np.ndarray[Any, Any]) -> Path:
    """One path of (n, 4) rectangles x, y, width, height."""
    x, y, width, height = rects.T.astype(float)
    corners = np.stack([x, y, x + width, y, x + width, y + height, x, y + height, x, y], axis=1)
    codes = np.tile([Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY], len(rects))
    return Path(corners.reshape(-1, 2), codes)


def _ring(rect: Rect, line: float) -> Path:
    """A frame around rect as a filled path, its inner edge on rect: the hole runs the other way round."""
    x, y, width, height = rect
    outer = _compound(np.array([[x - line, y - line, width + 2 * line, height + 2 * line]]))
    inner = _compound(np.array([[x + width, y, -width, height]]))
    return Path(np.concatenate([outer.vertices, inner.vertices]), np.concatenate([outer.codes, inner.codes]))
