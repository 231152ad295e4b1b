"""The style: how a figure looks. Each key with its type, its default and what it means.

The defaults here are the figure of the field; ``configs/default.yaml`` shows the same, commented.
Lengths and type sizes are points (1/72 inch) once a style is loaded; colours are ``#rrggbb``.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field

Color: TypeAlias = Annotated[
    str, Meta(description="a name, #rrggbb, tab:blue, C0 or rgb(r, g, b)", extra={"is": "color"})
]
Length: TypeAlias = Annotated[
    float | str, Meta(description="points, or a number with pt, in, cm or mm", extra={"is": "length"})
]
AutoLength: TypeAlias = Annotated[
    float | str,
    Meta(description="auto, points, or a number with pt, in, cm or mm", extra={"is": "auto length"}),
]
Grid: TypeAlias = Annotated[str, Meta(description="layers x heads, such as 36x40", extra={"is": "grid"})]
Top: TypeAlias = Annotated[
    str | int, Meta(description="a count of heads such as 20, or a share such as 5%", extra={"is": "top"})
]
Number: TypeAlias = Annotated[float, Meta(description="a number", extra={"is": "number"})]
Size: TypeAlias = Annotated[float, Meta(description="a type size in points, up to 400", gt=0, le=400)]
Auto: TypeAlias = Literal["auto"]


class CategoryStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """One category: what it is called, its colour, the raw labels that belong to it, its rule for scores."""

    label: str | None = None
    color: Color | None = None
    includes: tuple[str, ...] = ()
    threshold: Number | None = None
    top: Top | None = None


class CompositeStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The panel that shows all categories at once."""

    label: str = "All Categories"


class UnclassifiedStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Heads in no category."""

    label: str = "Unclassified"
    color: Color = "#d3d3d3"


class MultiStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Heads in several categories; the colours are those of 2, 3, 4, .. categories."""

    label: str = "{k} categories"
    colors: tuple[Color, ...] = ()


class AxisStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """One axis; step is the distance of its ticks, in layers or heads."""

    label: str
    step: Annotated[int, Meta(ge=1)] | Auto = "auto"


class AxesStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Which index runs along x, and how both axes are marked."""

    x: Literal["layer", "head"] = "layer"
    layer: AxisStyle = AxisStyle("layer")
    head: AxisStyle = AxisStyle("head")


class LayoutStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Sizes and places on the page."""

    cell: AutoLength = "auto"
    width: AutoLength = "auto"
    max_width: Length = 1152.0
    columns: Annotated[int, Meta(ge=1)] | Auto = "auto"
    legend: Literal["after-first", "right", "bottom", "none"] = "after-first"
    dpi: Annotated[float, Meta(ge=36, le=2400)] = 144.0


class SizesStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Type sizes in points."""

    title: Size = 14.0
    panel: Size = 12.0
    axis: Size = 10.0
    tick: Size = 9.0
    legend: Size = 10.0


class TextStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Fonts (the first family that has a character draws it), colour and sizes of all text."""

    family: Annotated[tuple[str, ...], Meta(min_length=1)] = ("DejaVu Sans",)
    color: Color = "#000000"
    size: SizesStyle = SizesStyle()


class FrameStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Frames and ticks of the panels."""

    color: Color = "#000000"
    width: Length = 0.8


class Style(Struct, frozen=True, forbid_unknown_fields=True):
    """All that says how a figure looks; see each part."""

    title: str = ""
    grid: Grid | None = None
    threshold: Number | None = None
    top: Top | None = None
    categories: dict[str, CategoryStyle] = field(default_factory=dict)
    composite: CompositeStyle = CompositeStyle()
    unclassified: UnclassifiedStyle = UnclassifiedStyle()
    multi: MultiStyle = MultiStyle()
    axes: AxesStyle = AxesStyle()
    layout: LayoutStyle = LayoutStyle()
    text: TextStyle = TextStyle()
    frame: FrameStyle = FrameStyle()
    background: Color = "#ffffff"
