"""A matplotlib Figure whose one Artist paints the Scene, and what a notebook displays of a Classification."""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Container
from html import escape
from pathlib import Path
from typing import Any, TypeVar, overload

from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox

from .core.arguments import expect_classification
from .core.classification import Classification
from .core.errors import UsageError
from .core.vocabulary import python_value
from .mpl.rcparams import headmap_rcparams
from .render import about, draw, encoded, scene_within
from .scene.marks import Scene
from .style.python import expect_style
from .style.schema import Style
from .writers.painter import paint

DATE_KEYS = {"pdf": "CreationDate", "svg": "Date", "svgz": "Date"}
"""The metadata in which matplotlib puts the present time, by the format."""

Parent = TypeVar("Parent", Figure, SubFigure)

CSS_PIXELS_PER_INCH = 96
AS_IT_IS: Any = {"savefig.bbox": None, "savefig.facecolor": "auto", "savefig.transparent": False}
"""Settings with which a figure is saved whole, in its own colours."""


@overload
def figure(classification: Classification, style: Style | None = None) -> Figure: ...


@overload
def figure(classification: Classification, style: Style | None = None, *, parent: Parent) -> Parent: ...


def figure(
    classification: Classification, style: Style | None = None, *, parent: Figure | SubFigure | None = None
) -> Figure | SubFigure:
    """Make a matplotlib Figure with the panels, the legend and all else of a classification.

    At the end of a notebook's cell the figure is displayed. It can be saved with ``savefig``, which keeps
    text as text (SVG) and embeds TrueType (PDF) as ``save`` does. At the figure's own dpi every cell has the
    same number of pixels.

    Args:
        style: see load_style.
        parent: a figure, or a part of one (``Figure.subfigures``), to paint into from its top left corner
            on, instead of a new figure of just the size. Cells shrink, and panels wrap, until all fits.

    Raises:
        HeadmapError: as render does, and if the parent is too small, with a size that is enough.
    """
    expect_classification(classification, "figure")
    style = expect_style(style)
    if parent is None:
        scene = draw(classification, style)
        size = (scene.width / scene.dpi, scene.height / scene.dpi)
        with headmap_rcparams():
            own = SceneFigure(figsize=size, dpi=scene.dpi, facecolor=scene.background)
        own.add_artist(_SceneArtist(scene, own, classification, style))
        return own
    if not isinstance(parent, Figure | SubFigure):
        raise UsageError(f"parent= is {python_value(parent)}; expected a matplotlib Figure or SubFigure")
    scene = scene_within(classification, style, _room(parent, parent.dpi), parent.dpi)
    parent.add_artist(_SceneArtist(scene, parent, classification, style))
    _make_visible(parent)
    return parent


class SceneFigure(Figure):
    """A figure that is saved as headmap's own files are, whatever matplotlib's settings."""

    def savefig(self, fname: Any, **kwargs: Any) -> None:
        """Save as matplotlib does, with text kept as text, fonts never of Type 3, and no date in the file."""
        format = kwargs.get("format")
        if format is None and isinstance(fname, str | os.PathLike):
            format = Path(fname).suffix.removeprefix(".")
        date = DATE_KEYS.get(str(format).lower())
        if date:
            kwargs["metadata"] = {date: None} | (kwargs.get("metadata") or {})
        with headmap_rcparams():
            super().savefig(fname, **kwargs)

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Display the figure in a notebook.

        IPython's own way is not enough: it knows no Figure before pyplot is imported, and leaves out a figure
        that has no axes, as this one.
        """
        if not _wanted("image/png", include, exclude):
            return {}, {}
        out = io.BytesIO()
        with rc_context(AS_IT_IS):
            self.savefig(out, format="png", dpi="figure")
        if (
            self.axes or self.lines
        ):  # IPython may then replace the picture with its own, cropped to the content
            return {"image/png": out.getvalue()}, {}
        width, height = self.get_size_inches() * CSS_PIXELS_PER_INCH
        return {"image/png": out.getvalue()}, {"image/png": {"width": round(width), "height": round(height)}}


class _SceneArtist(Artist):
    """Paints a scene at the top left of a figure or a part of one, laid out anew if that shrinks."""

    def __init__(
        self, scene: Scene, home: Figure | SubFigure, classification: Classification, style: Style
    ) -> None:
        super().__init__()
        self.scene, self.home = scene, home
        self.classification, self.style = classification, style

    def draw(self, renderer: Any) -> None:
        """Paint in the renderer's units, pixels or points, as matplotlib asks for it."""
        if not self.get_visible():
            return
        room = _room(self.home, self.scene.dpi)
        if self.scene.width > room[0] or self.scene.height > room[1]:
            self.scene = scene_within(self.classification, self.style, room, self.scene.dpi)
        scale = renderer.points_to_pixels(72.0) / self.scene.dpi
        left, top = self._corner()
        if float(scale).is_integer():  # whole pixels stay whole, wherever the parent begins
            left, top = round(left), round(top)
        with headmap_rcparams(self.scene.family):
            paint(self.scene, renderer, scale, (left, top - self.scene.height * scale))
        self.stale = False

    def get_window_extent(self, renderer: Any = None) -> Bbox:  # noqa: ARG002 - matplotlib passes it
        """Return the box of the scene, for ``savefig(bbox_inches="tight")``."""
        left, top = self._corner()
        scale = self.home.dpi / self.scene.dpi
        return Bbox.from_bounds(
            left, top - self.scene.height * scale, self.scene.width * scale, self.scene.height * scale
        )

    def _corner(self) -> tuple[float, float]:
        """Return the top left corner of the home, which moves while matplotlib saves a tight box."""
        left, top = self.home.transSubfigure.transform((0.0, 1.0))
        return float(left), float(top)


def _room(home: Figure | SubFigure, dpi: float) -> tuple[int, int]:
    """Return the width and height of a figure, or a part of one, in whole pixels at a dpi."""
    corner, end = home.transSubfigure.transform([(0.0, 0.0), (1.0, 1.0)])
    width, height = (end - corner) * dpi / home.dpi
    # A hundredth of a pixel is an error of rounding, and no reason to shrink anything.
    return int(width + 0.01), int(height + 0.01)


def _make_visible(parent: Figure | SubFigure) -> None:
    """Let IPython display the figure of a parent, which it does only if a figure has axes or lines."""
    root: Any = parent
    while isinstance(root, SubFigure):
        root = root.figure
    if not root.axes and not root.lines:
        root.lines.append(Line2D([], []))


def mimebundle(
    data: Classification, include: Container[str] | None = None, exclude: Container[str] | None = None
) -> dict[str, Any]:
    """Return the figure of a classification in the default style, as a notebook displays it.

    Args:
        include: the formats that are wanted; None for all.
        exclude: the formats that are not wanted.
    """
    style = Style()
    scene = draw(data, style)
    files = encoded(scene, ["png", "svg"], data, style)
    words = escape(about(data, style, carry=False).description)
    picture = base64.b64encode(files["png"]).decode()
    width = round(scene.width / scene.dpi * CSS_PIXELS_PER_INCH)
    source = f"data:image/png;base64,{picture}"
    image = f'<img alt="{words}" width="{width}" style="max-width: 100%" src="{source}">'
    bundle = {"image/png": files["png"], "image/svg+xml": files["svg"].decode(), "text/html": image}
    return {format: content for format, content in bundle.items() if _wanted(format, include, exclude)}


def _wanted(format: str, include: Container[str] | None, exclude: Container[str] | None) -> bool:
    return (not include or format in include) and (not exclude or format not in exclude)
