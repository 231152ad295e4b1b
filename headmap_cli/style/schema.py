"""The style: how a figure looks. Each key with its type, its default and, in words, what it means.

The defaults here are the figure of the field. The words are what ``headmap style new`` and the schema say.
Lengths and type sizes are points (1/72 inch) once a style is loaded; colours are ``#rrggbb``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct, field, to_builtins

Color: TypeAlias = Annotated[
    str, Meta(description="a name, #rrggbb, tab:blue, C0 or rgb(r, g, b)", extra={"is": "color"})
]
Length: TypeAlias = Annotated[
    float | str, Meta(description="points, or a number with pt, in, cm or mm", extra={"is": "length"})
]
PageLength: TypeAlias = Annotated[
    float | str, Meta(description="points, or a number with pt, in, cm or mm", extra={"is": "page length"})
]
AutoLength: TypeAlias = Annotated[
    float | str,
    Meta(description="auto, points, or a number with pt, in, cm or mm", extra={"is": "auto length"}),
]
Width: TypeAlias = Annotated[
    float | str,
    Meta(
        description="auto, points, a number with pt, in, cm or mm, or a name in layout.widths",
        extra={"is": "width"},
    ),
]
Grid: TypeAlias = Annotated[str, Meta(description="layers x heads, such as 36x40", extra={"is": "grid"})]
Aspect: TypeAlias = Annotated[
    str, Meta(description="auto, or width:height such as 16:9", extra={"is": "aspect"})
]
Top: TypeAlias = Annotated[
    str | int, Meta(description="a count of heads such as 20, or a share such as 5%", extra={"is": "top"})
]
Number: TypeAlias = Annotated[float, Meta(description="a number", extra={"is": "number"})]
Font: TypeAlias = Annotated[str, Meta(description="the name of a font", min_length=1, pattern=r"\S")]
Size: TypeAlias = Annotated[float, Meta(description="a type size in points, up to 400", gt=0, le=400)]
Count: TypeAlias = Annotated[int, Meta(ge=1)]
Auto: TypeAlias = Literal["auto"]
Hatch: TypeAlias = Literal["none", "rising", "falling", "horizontal", "vertical", "cross", "grid"]


class CategoryStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """One category: what it is called, its colour, the raw labels that belong to it, its rule for scores."""

    label: Annotated[str | None, "what panel and legend say; null: the category's name"] = None
    color: Annotated[Color | None, "its colour; null: the next of colors"] = None
    hatch: Annotated[Hatch | None, "lines across its cells; null: the next of hatches"] = None
    includes: Annotated[tuple[str, ...], "raw labels of the data that belong to it"] = ()
    threshold: Annotated[Number | None, "its own rule for scores: above this"] = None
    top: Annotated[Top | None, "its own rule for scores: the 20 best heads, or the best 5%"] = None


class CompositeStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The panel that shows all categories at once."""

    label: Annotated[str, "its title"] = "All Categories"


class UnclassifiedStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Heads in no category."""

    label: Annotated[str, "what the legend says"] = "Unclassified"
    color: Annotated[Color, "their colour"] = "#d3d3d3"


class MultiStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Heads in 2, 3, .. categories, in the composite."""

    display: Annotated[
        Literal["count", "split", "mark"],
        "count: a colour per count; split: cells in parts; "
        "mark: a dot of that colour over the first category's",
    ] = "count"
    label: Annotated[str, "what the legend says; {k} becomes the count"] = "{k} categories"
    colors: Annotated[
        tuple[Color, ...], "of 2, 3, 4, .. categories; where they end: purple, brown, pink, .."
    ] = ()
    hatches: Annotated[tuple[Hatch, ...], "of 2, 3, 4, .. categories, in turn"] = ()


class PanelsStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Which panels there are, in which order, and what stands above them."""

    show: Annotated[
        tuple[str, ...],
        "composite, categories (all that are not named here), upset, layers, and names of categories",
    ] = ("composite", "categories")
    titles: Annotated[bool, "whether panels have titles"] = True
    upset: Annotated[str, "title of the upset panel: heads by the exact set of categories they are in"] = (
        "Heads by intersection"
    )
    layers: Annotated[str, "title of the layers panel: each category's share of the heads of a layer"] = (
        "Share of heads per layer"
    )
    letters: Annotated[str, "in front of each title; {a} becomes a, b, .. and {A} A, B, .., as in ({a})"] = ""


class LegendStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The legend."""

    place: Annotated[
        Literal["after-first", "right", "bottom", "none"], "after-first, right, bottom or none"
    ] = "after-first"
    counts: Annotated[bool, "how many heads, behind each label"] = False


class AxisStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """One axis."""

    label: Annotated[str, "its name; empty for none"]
    step: Annotated[Count | Auto, "from tick to tick; auto: a fifth of the axis"] = "auto"
    ticks: Annotated[
        tuple[Annotated[int, Meta(ge=0)], ...] | Auto,
        "the ticks themselves, such as [0, 12, 24]; [] for none",
    ] = "auto"
    lines: Annotated[Count | None, "a line between the cells every so many; null for none"] = None


class AxesStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Which index runs along x, where y begins, and how both axes are marked."""

    x: Annotated[Literal["layer", "head"], "which index runs along x: layer or head"] = "layer"
    origin: Annotated[Literal["top", "bottom"], "where y begins: top or bottom"] = "top"
    layer: AxisStyle = AxisStyle("layer")
    head: AxisStyle = AxisStyle("head")


class LayoutStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Sizes and places on the page."""

    cell: Annotated[AutoLength, "side of one head's cell; always a whole number of pixels"] = "auto"
    width: Annotated[
        Width, "exact width of the figure, such as 5.5in, or a name in widths; the cells take what fits"
    ] = "auto"
    widths: Annotated[
        dict[str, PageLength], "names for widths, such as text and column of a paper's template"
    ] = field(default_factory=dict)
    max_width: Annotated[PageLength, "where width is auto: panels wrap to further rows before this"] = 1152.0
    aspect: Annotated[Aspect, "the page as width:height, such as 16:9; auto: as high as its contents"] = (
        "auto"
    )
    columns: Annotated[Count | Auto, "panels in a row"] = "auto"
    dpi: Annotated[Annotated[float, Meta(ge=36, le=2400)], "pixels per inch"] = 144.0


class SizesStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Type sizes in points."""

    title: Annotated[Size, "the figure's title"] = 14.0
    panel: Annotated[Size, "titles of panels"] = 12.0
    axis: Annotated[Size, "names of axes"] = 10.0
    tick: Annotated[Size, "numbers at ticks"] = 9.0
    legend: Annotated[Size, "the legend"] = 10.0
    caption: Annotated[Size, "the caption"] = 10.0


class TextStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Fonts, colour and sizes of all text."""

    family: Annotated[
        Annotated[tuple[Font, ...], Meta(min_length=1)],
        "the first font that has a character draws it; after these, any that is installed",
    ] = ("DejaVu Sans",)
    color: Annotated[Color, "its colour"] = "#000000"
    math: Annotated[bool, "whether $...$ in labels is math"] = False
    size: SizesStyle = SizesStyle()


class FrameStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Frames, ticks and lines between cells."""

    color: Annotated[Color, "of frames and ticks"] = "#000000"
    lines: Annotated[Color, "of the lines that axes.layer.lines and axes.head.lines ask for"] = "#ffffff"
    width: Annotated[Length, "of all of them"] = 0.8


class Style(Struct, frozen=True, forbid_unknown_fields=True):
    """All that says how a headmap figure looks."""

    preset: Annotated[
        str | tuple[str, ...] | None,
        "a built-in style that this one changes, or a list of them, applied in order; see headmap style list",
    ] = None
    title: Annotated[str, "above the whole figure"] = ""
    caption: Annotated[str, "below the whole figure"] = ""
    grid: Annotated[Grid | None, "layers x heads, such as 36x40; null: the data's own"] = None
    threshold: Annotated[Number | None, "for scores: a head is in a category when its score is greater"] = (
        None
    )
    top: Annotated[Top | None, "for scores: the 20 best heads of each category, or the best 5%"] = None
    colors: Annotated[
        tuple[Color, ...], "of categories in order; where they end: blue, orange, green, red, olive, .."
    ] = ()
    hatches: Annotated[tuple[Hatch, ...], "of categories in order, in turn; lines across their cells"] = ()
    categories: Annotated[
        dict[str, CategoryStyle], "in the order of panels and legend; those not named here follow"
    ] = field(default_factory=dict)
    composite: CompositeStyle = CompositeStyle()
    unclassified: UnclassifiedStyle = UnclassifiedStyle()
    multi: MultiStyle = MultiStyle()
    panels: PanelsStyle = PanelsStyle()
    marginals: Annotated[bool, "bars on the edges of each panel: heads per layer, heads per head index"] = (
        False
    )
    legend: LegendStyle = LegendStyle()
    axes: AxesStyle = AxesStyle()
    layout: LayoutStyle = LayoutStyle()
    text: TextStyle = TextStyle()
    frame: FrameStyle = FrameStyle()
    background: Annotated[Color, "of the page"] = "#ffffff"

    def __repr__(self) -> str:
        """Name the keys that differ from the default style, on one line."""
        changed = [
            f"{key}={value!r}"
            for key, value in changed_keys(to_builtins(self), to_builtins(type(self)())).items()
        ]
        more = len(changed) - MOST_SHOWN
        shown = [*changed[:MOST_SHOWN], *([f"and {more} more"] if more > 0 else [])]
        text = ", ".join(shown) or "the default"
        return f"<Style: {text if len(text) <= LONGEST_REPR else text[:LONGEST_REPR] + '...'}>"


MOST_SHOWN, LONGEST_REPR = 6, 150


def changed_keys(data: dict[str, Any], default: dict[str, Any], path: str = "") -> dict[str, Any]:
    """Return the values of a style that differ from the default's, by their key paths."""
    changed = dict[str, Any]()
    for key, value in data.items():
        known = default.get(key)
        if isinstance(value, dict) and isinstance(known, dict) and known:
            changed |= changed_keys(value, known, f"{path}{key}.")
        elif value != known:
            changed[path + key] = value
    return changed
