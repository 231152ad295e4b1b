"""Define the keys of a style that say how large a figure is, and how its text and lines look."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from .value_types import Aspect, Auto, AutoLength, Color, Count, Font, Length, PageLength, Size, Width

# The docstrings of these classes are descriptions in the JSON Schema, so they address users. What each
# attribute means is the text in its annotation, which the docs, the template and the schema show.


class LayoutStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The sizes of cells and the page, and how panels are arranged."""

    cell: Annotated[AutoLength, "the side of a head's cell; always a whole number of pixels"] = "auto"
    width: Annotated[
        Width, "the exact width of the figure, such as 5.5in, or a name in widths; cells are as large as fits"
    ] = "auto"
    widths: Annotated[
        dict[str, PageLength], "names for widths, such as text and column of a paper's template"
    ] = field(default_factory=dict)
    max_width: Annotated[PageLength, "if width is auto: the width at which panels wrap to another row"] = (
        1152.0
    )
    aspect: Annotated[Aspect, "the page as width:height, such as 16:9; auto: as high as its contents"] = (
        "auto"
    )
    margin: Annotated[
        AutoLength, "the space around everything; auto: 0.7 of the type size of the titles of panels"
    ] = "auto"
    max_height: Annotated[
        AutoLength,
        "the height that the figure may have if its cells are too small on a page 1.35 times as high as wide",
    ] = "auto"
    columns: Annotated[Count | Auto, "the number of panels in a row"] = "auto"
    enough: Annotated[
        Length, "the side of a cell that is large enough to prefer fewer rows of panels to larger cells"
    ] = 4.0
    composite: Annotated[
        Literal["same", "large"],
        "the size of the composite: same as the other panels; large: as high as all of them, on their left",
    ] = "same"
    dpi: Annotated[Annotated[float, Meta(ge=36, le=2400)], "pixels per inch"] = 144.0


class SizesStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The type sizes of a figure, in points."""

    title: Annotated[Size, "the figure's title"] = 14.0
    panel: Annotated[Size, "the titles of panels"] = 12.0
    axis: Annotated[Size, "the names of axes"] = 10.0
    tick: Annotated[Size, "the numbers at ticks"] = 9.0
    legend: Annotated[Size, "the legend"] = 10.0
    caption: Annotated[Size, "the caption"] = 10.0


class TextStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The fonts, colour and sizes of all text."""

    family: Annotated[
        Annotated[tuple[Font, ...], Meta(min_length=1)],
        "the first font that has a character draws it; after these, any that is installed",
    ] = ("DejaVu Sans",)
    color: Annotated[Color, "its colour"] = "#000000"
    math: Annotated[bool, "whether $...$ in labels is math"] = False
    size: SizesStyle = SizesStyle()
    smallest: Annotated[
        Size, "the smallest type size that can be read where the figure appears, for check"
    ] = 6.0
    shrink_to: Annotated[
        Size | None,
        "on a page with an aspect, the type size down to which text may shrink for larger cells; null: never",
    ] = None


class FrameStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The colours and width of frames, ticks and lines between cells."""

    color: Annotated[Color, "the colour of frames and ticks"] = "#000000"
    lines: Annotated[Color, "the colour of the lines that axes.layer.lines and axes.head.lines ask for"] = (
        "#ffffff"
    )
    width: Annotated[Length, "the width of all of these lines"] = 0.8
