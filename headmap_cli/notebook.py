"""Show a classification as a matplotlib Figure, or at the end of a notebook's cell."""

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
from .layout.available_space import LayOut, scene_within
from .mpl.rcparams import headmap_rcparams
from .render import Drawing
from .scene.marks import Scene
from .style.python import expect_style
from .style.schema import Style
from .writers.painter import paint

DATE_KEYS = {"pdf": "CreationDate", "svg": "Date", "svgz": "Date"}
"""The metadata in which matplotlib puts the present time, by the format."""

Parent = TypeVar("Parent", Figure, SubFigure)

CSS_PIXELS_PER_INCH = 96
POINTS_PER_INCH = 72
WHOLE_FIGURE: Any = {"savefig.bbox": None, "savefig.facecolor": "auto", "savefig.transparent": False}
"""Settings with which a figure is saved uncropped and in its own colours."""


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
        classification: What the figure shows.
        style: See load_style.
        parent: A figure, or a part of one (``Figure.subfigures``), to paint into from its top left corner
            on, instead of a new figure of the exact size. Cells shrink, and panels wrap, until all fits.

    Returns:
        The parent, if there is one, or else a new figure.

    Raises:
        HeadmapError: As save does, and if the parent is too small, with a size that is enough.
    """
    expect_classification(classification, "figure")
    style = expect_style(style)

    def lay_out(style: Style) -> Scene:
        """Lay out the figure in another style, such as with smaller cells."""
        return Drawing(classification, style).scene

    if parent is None:
        scene = lay_out(style)
        size = (scene.width / scene.dpi, scene.height / scene.dpi)
        with headmap_rcparams():
            new_figure = SceneFigure(figsize=size, dpi=scene.dpi, facecolor=scene.background)
        new_figure.add_artist(_SceneArtist(scene, new_figure, lay_out, style))
        return new_figure
    if not isinstance(parent, Figure | SubFigure):
        raise UsageError(f"parent= is {python_value(parent)}; expected a matplotlib Figure or SubFigure")
    scene = scene_within(lay_out, style, _pixel_size(parent, parent.dpi), parent.dpi)
    parent.add_artist(_SceneArtist(scene, parent, lay_out, style))
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
            kwargs["metadata"] = {date: None} | dict(kwargs.get("metadata") or {})
        with headmap_rcparams():
            super().savefig(fname, **kwargs)

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Display the figure in a notebook.

        IPython's own way is not enough: it displays no Figure before pyplot is imported, and leaves out a
        figure that has no axes, as this one.
        """
        if not _is_wanted("image/png", include, exclude):
            return {}, {}
        out = io.BytesIO()
        with rc_context(WHOLE_FIGURE):
            self.savefig(out, format="png", dpi="figure")
        data = {"image/png": out.getvalue()}
        if self.axes or self.lines:
            # IPython may then replace the picture with its own, cropped to the content, of another size.
            return data, {}
        width, height = self.get_size_inches() * CSS_PIXELS_PER_INCH
        return data, {"image/png": {"width": round(width), "height": round(height)}}


class _SceneArtist(Artist):
    """Paints a scene at the top left of a figure or a part of one, laid out again if that shrinks."""

    def __init__(self, scene: Scene, home: Figure | SubFigure, lay_out: LayOut, style: Style) -> None:
        super().__init__()
        self.scene = scene
        self.home = home
        self.lay_out = lay_out
        self.style = style

    def draw(self, renderer: Any) -> None:
        """Paint in the renderer's units, pixels or points, as matplotlib asks for it."""
        if not self.get_visible():
            return
        width, height = _pixel_size(self.home, self.scene.dpi)
        if self.scene.width > width or self.scene.height > height:
            self.scene = scene_within(self.lay_out, self.style, (width, height), self.scene.dpi)
        scale = renderer.points_to_pixels(float(POINTS_PER_INCH)) / self.scene.dpi
        left, top = self._corner()
        if float(scale).is_integer():
            # Whole pixels of the scene stay whole pixels, wherever the parent begins.
            left, top = round(left), round(top)
        with headmap_rcparams(self.scene.family):
            paint(self.scene, renderer, scale, (left, top - self.scene.height * scale))
        self.stale = False

    def get_window_extent(self, renderer: Any = None) -> Bbox:  # noqa: ARG002 - matplotlib passes it
        """Return the box of the scene, for ``savefig(bbox_inches="tight")``."""
        left, top = self._corner()
        scale = self.home.dpi / self.scene.dpi
        width = self.scene.width * scale
        height = self.scene.height * scale
        return Bbox.from_bounds(left, top - height, width, height)

    def _corner(self) -> tuple[float, float]:
        """Return the top left corner of the home, which moves while matplotlib saves a tight box."""
        left, top = self.home.transSubfigure.transform((0.0, 1.0))
        return float(left), float(top)


def _pixel_size(home: Figure | SubFigure, dpi: float) -> tuple[int, int]:
    """Return the width and height of a figure, or a part of one, in whole pixels at a dpi."""
    lower_left, upper_right = home.transSubfigure.transform([(0.0, 0.0), (1.0, 1.0)])
    width, height = (upper_right - lower_left) * dpi / home.dpi
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
        data: What the figure shows.
        include: The MIME types that are wanted; None for all.
        exclude: The MIME types that are not wanted.
    """
    drawing = Drawing(data)
    png = drawing.encode("png")
    alt = escape(drawing.metadata.description)
    width = round(drawing.scene.width / drawing.scene.dpi * CSS_PIXELS_PER_INCH)
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    bundle = {
        "image/png": png,
        "image/svg+xml": drawing.encode("svg").decode(),
        "text/html": f'<img alt="{alt}" width="{width}" style="max-width: 100%" src="{source}">',
    }
    return {kind: content for kind, content in bundle.items() if _is_wanted(kind, include, exclude)}


def _is_wanted(kind: str, include: Container[str] | None, exclude: Container[str] | None) -> bool:
    """Return whether IPython asks for a MIME type."""
    if include and kind not in include:
        return False
    return not (exclude and kind in exclude)
