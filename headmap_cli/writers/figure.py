"""Define what the encoder of each format takes."""

from __future__ import annotations

from msgspec import Struct

from ..core.classification import Classification
from ..core.facets import Facets
from ..embed.metadata import FigureMetadata
from ..scene.marks import Scene
from ..style.schema import Style

NO_SCENE = Scene(width=0, height=0, dpi=72, background="#ffffff", family=(), groups=())
"""An empty page, for formats that leave the layout to the program that shows the file."""


class DrawnFigure(Struct, frozen=True):
    """A figure that has been laid out and can be encoded in any format.

    Attributes:
        scene: The page, or a single panel of it; NO_SCENE for formats that do not show it.
        data: What the figure shows, for formats that show more than a picture.
        style: The style as the user gave it.
        metadata: What the file holds besides the picture.
    """

    scene: Scene
    data: Classification | Facets
    style: Style
    metadata: FigureMetadata
