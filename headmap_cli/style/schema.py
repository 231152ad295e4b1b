"""Define the keys of a style, which says how a figure looks: each with its type, default and explanation.

The explanations are shown by ``headmap style new``, docs/style.md and the JSON Schema. The defaults draw the
reference figure. In a loaded style, lengths and type sizes are points (1/72 inch) and colours ``#rrggbb``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field, to_builtins

from .value_types import (
    Aspect,
    Auto,
    AutoLength,
    Background,
    Center,
    Color,
    Count,
    Font,
    Grid,
    Hatch,
    HeadName,
    Length,
    Number,
    PageLength,
    ScoreRange,
    Size,
    Top,
    Width,
)

MAX_REPR_KEYS = 6
MAX_REPR_LENGTH = 150


# The docstrings of these classes are descriptions in the JSON Schema, so they address users. What each
# attribute means is the text in its annotation, which the docs, the template and the schema show.


class CategoryStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How one category looks, which labels of the data belong to it, and its rule for scores."""

    label: Annotated[str | None, "its name in panels and the legend; null: the category's name"] = None
    color: Annotated[Color | None, "its colour; null: the next of colors"] = None
    hatch: Annotated[Hatch | None, "lines across its cells; null: the next of hatches"] = None
    includes: Annotated[tuple[str, ...], "raw labels of the data that belong to it"] = ()
    threshold: Annotated[Number | None, "its own rule for scores: greater than this"] = None
    below: Annotated[Number | None, "its own rule for scores: less than this"] = None
    top: Annotated[Top | None, "its own rule for scores: the 20 highest, or the highest 5%"] = None
    bottom: Annotated[Top | None, "its own rule for scores: the 20 lowest, or the lowest 5%"] = None
    abs: Annotated[bool, "whether its own rule compares magnitudes, so that -0.9 counts as 0.9"] = False


class CompositeStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How the panel of all categories looks."""

    label: Annotated[str, "its title"] = "All Categories"


class UnclassifiedStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How heads in no category look."""

    label: Annotated[str, "their name in the legend"] = "Unclassified"
    color: Annotated[Color, "their colour"] = "#d3d3d3"


class AbsentStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How the places of heads that the model does not have look."""

    label: Annotated[str, "their name in the legend"] = "Absent"


class MultiStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How heads in several categories look in the composite."""

    display: Annotated[
        Literal["count", "split", "mark"],
        "count: a colour per count; split: cells in parts of their categories' colours; "
        "mark: a dot over the first category's colour",
    ] = "count"
    label: Annotated[str, "their name in the legend; {k} becomes the count"] = "{k} categories"
    colors: Annotated[
        tuple[Color, ...], "the colours of 2, 3, 4, .. categories; after these, purple, brown, pink, .."
    ] = ()
    hatches: Annotated[tuple[Hatch, ...], "the hatches of 2, 3, 4, .. categories, in turn"] = ()


class DepthStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How the depth panel divides the layers of the model, and its title."""

    label: Annotated[
        str, "the title of the depth panel: the share of heads per category in each part of the layers"
    ] = "Heads by depth"
    bins: Annotated[
        Annotated[int, Meta(ge=1, le=100)],
        "the number of parts, as equal as possible: layer l of n belongs to part floor(l * bins / n)",
    ] = 4


class TrendStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of the trend panel, which needs facets."""

    label: Annotated[
        str, "the title of the trend panel: the number of heads in each category over the steps of facets"
    ] = "Heads by step"
    axis: Annotated[str, "the name of its x axis"] = "step"


class PanelsStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Which panels a figure has, in which order, and their titles."""

    show: Annotated[
        tuple[str, ...],
        "the panels in order: composite, categories (all that are not named here), scores (a map of the "
        "scores of each category), upset, layers, depth, ranked, distribution, trend (of facets), and "
        "names of categories; category:NAME for a category that is called like one of these words",
    ] = ("composite", "categories")
    titles: Annotated[bool, "whether panels have titles"] = True
    counts: Annotated[bool, "whether the title of a map ends with its number of classified heads"] = False
    title_color: Annotated[
        Literal["text", "category"],
        "the colour of titles: text, or category where the colour of the panel's category is dark enough",
    ] = "text"
    upset: Annotated[
        str, "the title of the upset panel: heads by the exact set of categories they are in"
    ] = "Heads by intersection"
    layers: Annotated[str, "the title of the layers panel: each category's share of the heads of a layer"] = (
        "Share of heads per layer"
    )
    depth: DepthStyle = DepthStyle()
    ranked: Annotated[str, "the title of the ranked panel: bars of the heads with the strongest scores"] = (
        "Strongest heads"
    )
    ranked_heads: Annotated[
        Annotated[int, Meta(ge=1, le=100)],
        "the number of heads in the ranked panel; the strongest by the rule, or by magnitude without one",
    ] = 12
    distribution: Annotated[
        str, "the title of the distribution panel: the scores of each category from high to low"
    ] = "Distribution of scores"
    trend: TrendStyle = TrendStyle()
    letters: Annotated[
        str,
        "bold text at the upper left of each panel, such as ({a}); {a} becomes a, b, .. and {A} A, B, ..",
    ] = ""


class LegendStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the legend is, in which order it lists the colours, and whether it counts heads."""

    place: Annotated[
        Literal["after-first", "right", "bottom", "none"], "where it is: after-first, right, bottom or none"
    ] = "after-first"
    order: Annotated[
        Literal["reference", "panels"],
        "from top to bottom: reference (counts, the last to the first category, unclassified) or panels "
        "(categories in the order of their panels, counts, unclassified)",
    ] = "reference"
    counts: Annotated[
        bool,
        "whether each label ends with its number of heads; for a category, those in no other if the legend "
        "lists heads in several",
    ] = False


class ScoresStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How panels of scores and their colour bar look."""

    map: Annotated[
        str,
        "the colours: sequential, diverging, or a colour map of matplotlib such as viridis; _r at the "
        "end reverses it; auto: diverging if there is a center",
    ] = "auto"
    scale: Annotated[
        Literal["linear", "log", "symlog"],
        "the spacing of the scores: linear, log, or symlog (log on both sides of 0)",
    ] = "linear"
    center: Annotated[
        Center, "the score with the middle colour; auto: 0 if there are scores on both sides of it; none"
    ] = "auto"
    range: Annotated[
        ScoreRange,
        "the ends of the scale, where scores beyond are clipped: [0, 0.6]; 98%: the percentile of the upper "
        "end, and 2% of the lower; auto: all scores",
    ] = "auto"
    shared: Annotated[bool, "whether all panels have one scale and one bar; false: one per panel"] = True
    label: Annotated[str, "the label of the bar; empty for none"] = "score"


class MarkStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Some heads that maps highlight, and how."""

    heads: Annotated[tuple[HeadName, ...], "the heads, such as [L9H6, L9H9]"] = ()
    top: Annotated[Count | None, "instead of heads: this many of each category with the highest scores"] = (
        None
    )
    label: Annotated[str, "its name in the legend; empty: Marked, or Top and the number"] = ""
    look: Annotated[
        Literal["auto", "outline", "dot", "name"],
        "outline: a line around the cell; dot: a dot in its corner; name: the head's name in the cell; "
        "auto: outlines for the first set, dots for the second, and so on in turn",
    ] = "auto"
    color: Annotated[Color | None, "its colour; null: black or white, whichever shows"] = None
    name: Annotated[Literal["9.6", "L9H6"], "how names of heads are written"] = "9.6"


class AxisStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The name, ticks and lines of one axis."""

    label: Annotated[str, "its name; empty for none"]
    step: Annotated[Count | Auto, "the distance between ticks; auto: about a fifth of the axis"] = "auto"
    ticks: Annotated[
        tuple[Annotated[int, Meta(ge=0)], ...] | Auto,
        "the positions of ticks, such as [0, 12, 24]; [] for none; the number of layers or heads marks the "
        "outer edge",
    ] = "auto"
    lines: Annotated[
        Count | None, "the number of cells between lines, on which ticks lie too; null for no lines"
    ] = None


class AxesStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Which index runs along x, where y begins, and how both axes look."""

    x: Annotated[Literal["layer", "head"], "which index runs along x: layer or head"] = "layer"
    origin: Annotated[Literal["top", "bottom"], "where y begins: top or bottom"] = "top"
    labels: Annotated[
        Literal["all", "outer"],
        "the panels with tick labels and axis names: all; "
        "outer: only those at the left and at the bottom, with each name once",
    ] = "all"
    layer: AxisStyle = AxisStyle("layer")
    head: AxisStyle = AxisStyle("head")


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


class Style(Struct, frozen=True, forbid_unknown_fields=True):
    """How a figure looks: the keys of a style file."""

    preset: Annotated[
        str | tuple[str, ...] | None,
        "a built-in style that this one changes, or a list of them, applied in order; see headmap style list",
    ] = None
    title: Annotated[str, "the title above the figure"] = ""
    caption: Annotated[str, "the text below the figure"] = ""
    grid: Annotated[Grid | None, "layers x heads, such as 36x40; null: the data's own"] = None
    threshold: Annotated[Number | None, "for scores: a head is in a category when its score is greater"] = (
        None
    )
    below: Annotated[Number | None, "for scores: a head is in a category when its score is less"] = None
    top: Annotated[Top | None, "for scores: the 20 highest of each category, or the highest 5%"] = None
    bottom: Annotated[Top | None, "for scores: the 20 lowest of each category, or the lowest 5%"] = None
    abs: Annotated[bool, "for scores: whether the rule compares magnitudes, so that -0.9 counts as 0.9"] = (
        False
    )
    colors: Annotated[
        tuple[Color, ...],
        "the colours of categories in order; after these, blue, orange, green, red, olive, ..",
    ] = ()
    hatches: Annotated[
        tuple[Hatch, ...],
        "the lines across the cells of each category, in order and in turn; cells below 3 points have none",
    ] = ()
    categories: Annotated[
        dict[str, CategoryStyle],
        "the categories in the order of panels and legend; those not named here follow",
    ] = field(default_factory=dict)
    composite: CompositeStyle = CompositeStyle()
    shade: Annotated[
        Literal["none", "scores"],
        "scores: heads in one category have up to 16 tints of its colour, the paler the weaker the score; "
        "none: one colour",
    ] = "none"
    unclassified: UnclassifiedStyle = UnclassifiedStyle()
    absent: AbsentStyle = AbsentStyle()
    multi: MultiStyle = MultiStyle()
    panels: PanelsStyle = PanelsStyle()
    scores: ScoresStyle = ScoresStyle()
    strip: Annotated[
        Literal["none", "layers", "heads", "both"],
        "a strip of bars beside each panel: layers (heads per layer), heads (heads per index), both or none",
    ] = "none"
    marks: Annotated[
        tuple[MarkStyle, ...],
        "sets of heads that maps highlight, such as [{heads: [L9H6, L9H9], label: Name movers}]",
    ] = ()
    legend: LegendStyle = LegendStyle()
    axes: AxesStyle = AxesStyle()
    layout: LayoutStyle = LayoutStyle()
    text: TextStyle = TextStyle()
    frame: FrameStyle = FrameStyle()
    background: Annotated[Background, "the colour of the page; none for a transparent one"] = "#ffffff"

    def __repr__(self) -> str:
        """Return the keys that differ from the default style, on one line."""
        changed = changed_keys(to_builtins(self), to_builtins(type(self)()))
        parts = [f"{key}={value!r}" for key, value in changed.items()]
        if not parts:
            return "<Style: the default>"
        if len(parts) > MAX_REPR_KEYS:
            parts[MAX_REPR_KEYS:] = [f"and {len(parts) - MAX_REPR_KEYS} more"]
        text = ", ".join(parts)
        if len(text) > MAX_REPR_LENGTH:
            text = f"{text[:MAX_REPR_LENGTH]}..."
        return f"<Style: {text}>"


def changed_keys(data: dict[str, Any], default: dict[str, Any], path: str = "") -> dict[str, Any]:
    """Return the values of a style that differ from the default's, by their key paths.

    Args:
        data: The style, or a part of it, as plain data.
        default: The default style, or the same part of it, as plain data.
        path: The path of the part with a dot at its end; empty for the style itself.
    """
    changed: dict[str, Any] = {}
    for key, value in data.items():
        default_value = default.get(key)
        # A mapping that is empty by default, such as categories, has keys that the user chose: show it whole.
        if isinstance(value, dict) and isinstance(default_value, dict) and default_value:
            changed |= changed_keys(value, default_value, f"{path}{key}.")
        elif value != default_value:
            changed[path + key] = value
    return changed
