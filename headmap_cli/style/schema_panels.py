"""Define the keys of a style that say which panels a figure has, and how its legend and axes look."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from .value_types import Auto, Count

# The docstrings of these classes are descriptions in the JSON Schema, so they address users. What each
# attribute means is the text in its annotation, which the docs, the template and the schema show.


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
