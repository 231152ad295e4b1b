"""Show a classification as a matplotlib Figure, or as the result of a notebook cell."""

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

from .core.arguments import Shown, expect_shown
from .core.classification import Classification
from .core.errors import UsageError
from .core.facets import Facets
from .core.vocabulary import python_value
from .layout.available_space import LayOut, scene_within
from .mpl.rcparams import headmap_rcparams
from .render import Drawing
from .scene.marks import Scene
from .style.python import expect_style
from .style.schema import Style
from .writers.painter import paint

DATE_KEYS = {"pdf": "CreationDate", "svg": "Date", "svgz": "Date"}
"""The metadata key under which matplotlib stores the current time, by format."""
CSS_PIXELS_PER_INCH = 96
POINTS_PER_INCH = 72
ROUNDING = 0.01
"""The error in pixels of a size that was computed from inches, which must not cost a pixel."""
WHOLE_FIGURE: Any = {"savefig.bbox": None, "savefig.facecolor": "auto", "savefig.transparent": False}
"""The settings of matplotlib that save a figure uncropped and in its own colours."""

Parent = TypeVar("Parent", Figure, SubFigure)


@overload
def figure(classification: Shown, style: Style | None = None) -> Figure: ...


@overload
def figure(classification: Shown, style: Style | None = None, *, parent: Parent) -> Parent: ...


def figure(
    classification: Shown, style: Style | None = None, *, parent: Figure | SubFigure | None = None
) -> Figure | SubFigure:
    """Draw the figure of a classification as a matplotlib Figure.

    As the last expression of a notebook cell, the figure is displayed. Its ``savefig`` keeps text as text in
    SVG and embeds TrueType fonts in PDF, as ``save`` does. At the figure's own dpi, all cells have the same
    number of pixels.

    Args:
        classification: What the figure shows: a Classification, Facets, or a dict {label: Classification},
            each of which is a facet.
        style: See load_style.
        parent: A figure, or a part of one (``Figure.subfigures``), to paint into, from its top left corner.
            Cells shrink and panels wrap until everything fits. None for a new figure of the exact size.

    Returns:
        The parent if one is given, or else a new figure.

    Raises:
        HeadmapError: For the same reasons as save; or if the parent is too small, with a size that is enough.
    """
    data = expect_shown(classification, "figure")
    style = expect_style(style)

    def lay_out(style: Style) -> Scene:
        """Lay out the figure in a style, such as one with smaller cells."""
        return Drawing(data, style).scene

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
    """A figure whose files are like those of ``save``, whatever matplotlib's settings are."""

    def savefig(self, fname: Any, **kwargs: Any) -> None:
        """Save as matplotlib does, but with text kept as text, without Type 3 fonts and without a date."""
        format = kwargs.get("format")
        if format is None and isinstance(fname, str | os.PathLike):
            format = Path(fname).suffix.removeprefix(".")
        date_key = DATE_KEYS.get(str(format).lower())
        if date_key:
            # None leaves the date out, unless the caller gives one.
            kwargs["metadata"] = {date_key: None} | dict(kwargs.get("metadata") or {})
        with headmap_rcparams():
            super().savefig(fname, **kwargs)

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Display the figure in a notebook.

        IPython would not display it: it displays figures only once pyplot is imported, and none without axes,
        such as this one.
        """
        if not _is_wanted("image/png", include, exclude):
            return {}, {}
        buffer = io.BytesIO()
        with rc_context(WHOLE_FIGURE):
            self.savefig(buffer, format="png", dpi="figure")
        data = {"image/png": buffer.getvalue()}
        if self.axes or self.lines:
            # IPython may then show its own picture instead, which is cropped and so of another size.
            return data, {}
        width, height = self.get_size_inches() * CSS_PIXELS_PER_INCH
        return data, {"image/png": {"width": round(width), "height": round(height)}}


class _SceneArtist(Artist):
    """Paints a scene at the top left of a figure or of a part of one.

    Attributes:
        scene: The scene, laid out for the present size of the parent.
        parent: The figure or the part of one.
        lay_out: Lays out the scene in a style, if the parent becomes too small.
        style: The style of the scene.
    """

    def __init__(self, scene: Scene, parent: Figure | SubFigure, lay_out: LayOut, style: Style) -> None:
        super().__init__()
        self.scene = scene
        self.parent = parent
        self.lay_out = lay_out
        self.style = style

    def draw(self, renderer: Any) -> None:
        """Paint the scene, in the renderer's units: pixels or points."""
        if not self.get_visible():
            return
        width, height = _pixel_size(self.parent, self.scene.dpi)
        if self.scene.width > width or self.scene.height > height:
            self.scene = scene_within(self.lay_out, self.style, (width, height), self.scene.dpi)
        scale = renderer.points_to_pixels(float(POINTS_PER_INCH)) / self.scene.dpi
        left, top = self._corner()
        if float(scale).is_integer():
            # Pixels of the scene then are whole pixels of the picture, wherever the parent begins.
            left, top = round(left), round(top)
        with headmap_rcparams(self.scene.family):
            paint(self.scene, renderer, scale, (left, top - self.scene.height * scale))
        self.stale = False

    def get_window_extent(self, renderer: Any = None) -> Bbox:  # noqa: ARG002 - matplotlib passes it
        """Return the box of the scene, for ``savefig(bbox_inches="tight")``."""
        left, top = self._corner()
        scale = self.parent.dpi / self.scene.dpi
        width = self.scene.width * scale
        height = self.scene.height * scale
        return Bbox.from_bounds(left, top - height, width, height)

    def _corner(self) -> tuple[float, float]:
        """Return the top left corner of the parent, which moves while matplotlib saves a tight box."""
        left, top = self.parent.transSubfigure.transform((0.0, 1.0))
        return float(left), float(top)


def _pixel_size(figure_part: Figure | SubFigure, dpi: float) -> tuple[int, int]:
    """Return the width and height of a figure, or a part of one, in whole pixels at a dpi."""
    lower_left, upper_right = figure_part.transSubfigure.transform([(0.0, 0.0), (1.0, 1.0)])
    width, height = (upper_right - lower_left) * dpi / figure_part.dpi
    return int(width + ROUNDING), int(height + ROUNDING)


def _make_visible(parent: Figure | SubFigure) -> None:
    """Make IPython display the figure of a parent; it displays no figure without axes or lines."""
    root: Any = parent
    while isinstance(root, SubFigure):
        root = root.figure
    if not root.axes and not root.lines:
        root.lines.append(Line2D([], []))


def mimebundle(
    data: Classification | Facets,
    include: Container[str] | None = None,
    exclude: Container[str] | None = None,
) -> dict[str, Any]:
    """Return the figure of a classification in the default style, as a notebook displays it.

    Args:
        data: What the figure shows.
        include: The MIME types that are wanted; None for all.
        exclude: The MIME types that are not wanted.
    """
    drawing = Drawing(data)
    png = drawing.encode("png")
    alt_text = escape(drawing.metadata.description)
    width = round(drawing.scene.width / drawing.scene.dpi * CSS_PIXELS_PER_INCH)
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    bundle = {
        "image/png": png,
        "image/svg+xml": drawing.encode("svg").decode(),
        "text/html": f'<img alt="{alt_text}" width="{width}" style="max-width: 100%" src="{source}">',
    }
    return {kind: content for kind, content in bundle.items() if _is_wanted(kind, include, exclude)}


def _is_wanted(kind: str, include: Container[str] | None, exclude: Container[str] | None) -> bool:
    """Return whether IPython asks for a MIME type."""
    is_included = not include or kind in include
    is_excluded = exclude is not None and kind in exclude
    return is_included and not is_excluded
