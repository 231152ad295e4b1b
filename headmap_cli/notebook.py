"""For notebooks and scripts: a matplotlib Figure whose one Artist paints the Scene."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, TypeVar, overload

from matplotlib.artist import Artist
from matplotlib.figure import Figure, SubFigure
from matplotlib.transforms import Bbox

from .classification import Classification
from .paint import paint
from .render import draw
from .scene import Scene
from .settings import drawing_defaults
from .style.types import Style

DATE_KEYS = {"pdf": "CreationDate", "svg": "Date", "svgz": "Date"}
"""The metadata in which matplotlib puts the present time, by the format."""

Parent = TypeVar("Parent", Figure, SubFigure)


@overload
def figure(classification: Classification, style: Style | None = None) -> Figure: ...


@overload
def figure(classification: Classification, style: Style | None = None, *, parent: Parent) -> Parent: ...


def figure(
    classification: Classification, style: Style | None = None, *, parent: Figure | SubFigure | None = None
) -> Figure | SubFigure:
    """A matplotlib Figure with the panels, the legend and all else of a classification.

    style: see load_style. parent: a figure, or a part of one (``Figure.subfigures``), to paint into, from its
    top left corner on, instead of a new figure of just the size; what goes beyond it is not drawn.
    The figure can be shown, or saved with ``savefig``, which keeps text as text (SVG) and embeds TrueType
    (PDF) as ``save`` does; at the style's own dpi every cell has the same number of pixels.
    Raises HeadmapError as render does.
    """
    scene = draw(classification, style)
    if parent is None:
        size = (scene.width / scene.dpi, scene.height / scene.dpi)
        with drawing_defaults():
            parent = _SceneFigure(figsize=size, dpi=scene.dpi, facecolor=scene.background)
    parent.add_artist(_SceneArtist(scene, parent))
    return parent


class _SceneFigure(Figure):
    """A figure that is saved as headmap's own files are, whatever matplotlib's settings."""

    def savefig(self, fname: Any, **kwargs: Any) -> None:
        """As matplotlib does it, with text kept as text, fonts never of Type 3, and no date in the file."""
        format = kwargs.get("format")
        if format is None and isinstance(fname, str | os.PathLike):
            format = Path(fname).suffix.removeprefix(".")
        date = DATE_KEYS.get(str(format).lower())
        if date:
            kwargs["metadata"] = {date: None} | (kwargs.get("metadata") or {})
        with drawing_defaults():
            super().savefig(fname, **kwargs)


class _SceneArtist(Artist):
    """Paints a scene at the top left of a figure or a part of one."""

    def __init__(self, scene: Scene, home: Figure | SubFigure) -> None:
        super().__init__()
        self.scene, self.home = scene, home

    def draw(self, renderer: Any) -> None:
        """As matplotlib asks for it, in the renderer's units: pixels or points."""
        if not self.get_visible():
            return
        scale = renderer.points_to_pixels(72.0) / self.scene.dpi
        box = self.home.bbox
        with drawing_defaults(self.scene.family):
            corner = (box.x0, box.y1 - self.scene.height * scale)
            within = None if isinstance(self.home, _SceneFigure) else Bbox(box.get_points())
            paint(self.scene, renderer, scale, corner, within)
        self.stale = False
