"""Hold the options of a figure as typed records.

The command line (``cli.params``) and the jobs of a manifest (``batch.manifest``) fill the records. The values
are still text, as they were written; ``options.resolve`` checks and parses them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from ..files.source import MAX_BYTES

if TYPE_CHECKING:
    from ..style.sources import SourcedData


class StyleArgs(Struct, frozen=True):
    """The options that choose a style.

    Attributes:
        presets: Names of built-in styles; later ones win.
        styles: Paths of style files, laid over the presets; later ones win. In the place of a path may be the
            data of a style that came through a stream, which can be read only once.
        sets: Settings ``key.path=value``, laid over the style files.
    """

    presets: tuple[str, ...] = ()
    styles: tuple[str | SourcedData, ...] = ()
    sets: tuple[str, ...] = ()


class ReadArgs(Struct, frozen=True):
    """The options that say how to read INPUTs; None or empty text where an option is not given.

    Attributes:
        grid: The grid, such as ``36x40``.
        model: The name of a model, or the path of its config.json, from which the grid is taken.
        kv: Whether the grid has the model's key-value heads instead of its attention heads.
        threshold: The score above which a head is in a category.
        below: The score below which a head is in a category.
        top: How many of the heads with the highest scores are in a category, or a share such as ``5%``.
        bottom: How many of the heads with the lowest scores are in a category, or a share such as ``5%``.
        abs: Whether the four before apply to the magnitudes of the scores.
        scores: Whether rows with a category and a score are scores, even if they list only some heads.
        column: The column of a table that holds categories, flags or scores.
        where: Conditions ``column=value`` that rows must meet.
        key_path: The key path of the part of a JSON document that holds the data.
        index_base: The index of the first layer and of the first head.
        missing: How to treat heads without a score.
        repeats: How to combine repeats, or the number of one of them.
        input_format: The format of the INPUTs; empty to detect it.
        max_bytes: The maximum size of a stream, and of a compressed input after decompression.
        facets: Facets ``LABEL=FILE``, which take the place of INPUTs.
        facet_by: The column whose values are the labels of facets.
    """

    grid: str | None = None
    model: str | None = None
    kv: bool = False
    threshold: str | None = None
    below: str | None = None
    top: str | None = None
    bottom: str | None = None
    abs: bool = False
    scores: bool = False
    column: str = ""
    where: tuple[str, ...] = ()
    key_path: str = ""
    index_base: Literal["0", "1"] = "0"
    missing: Literal["unclassified", "absent"] | None = None
    repeats: str | None = None
    input_format: str = ""
    max_bytes: int = MAX_BYTES
    facets: tuple[str, ...] = ()
    facet_by: str = ""


class DrawArgs(Struct, frozen=True):
    """The options that say how to draw a figure.

    Attributes:
        dpi: Pixels per inch; None for the style's.
        width: The figure's width, a length or a name that the style gives; None for the style's.
        panels: The panels, such as ``composite,scores``; None for the style's.
        embed_data: Whether the figure carries its data and style.
        tooltips: Whether each head of an SVG has a tooltip that lists its categories.
        marks: Sets of heads to mark, each ``[LABEL=]HEADS`` or ``[LABEL=]top:K``.
    """

    dpi: str | None = None
    width: str | None = None
    panels: str | None = None
    embed_data: bool = True
    tooltips: bool = False
    marks: tuple[str, ...] = ()


NO_STYLE_ARGS = StyleArgs()
NO_READ_ARGS = ReadArgs()
NO_DRAW_ARGS = DrawArgs()


class FigureArgs(Struct, frozen=True):
    """All options of one figure.

    Attributes:
        style: The options that choose its style.
        read: How to read its INPUTs.
        draw: How to draw it.
    """

    style: StyleArgs = NO_STYLE_ARGS
    read: ReadArgs = NO_READ_ARGS
    draw: DrawArgs = NO_DRAW_ARGS


NO_FIGURE_ARGS = FigureArgs()

_ADDED = ("styles", "sets")
"""Options whose values at one place are added to those at the places before it."""
RULE_OPTIONS = ("threshold", "below", "top", "bottom", "abs")
"""Options that make one rule for scores."""
_REPLACED_TOGETHER = (("grid", "model"), RULE_OPTIONS)
"""Groups of options that a later place replaces together, since they exclude each other or make one rule."""


def merge_options(places: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the options that several places give together.

    Two places give values to one option in these ways:

    ============================================  =========================================================
    option                                        what happens
    ============================================  =========================================================
    ``styles``, ``sets``                          All apply, in the order of the places; later values win.
    ``grid``, ``model``                           A place that gives one of them replaces both.
    ``RULE_OPTIONS``                              A place that gives one of them replaces all of them.
    all others, also ``presets`` and ``where``    The later place replaces the value of the earlier one.
    ============================================  =========================================================

    Args:
        places: For each place the values that it gives, by the names of the records' fields; the weakest
            place first: the defaults of a manifest, then its job, then the command line.
    """
    values: dict[str, Any] = {}
    for place_values in places:
        # Otherwise the grid of a job would clash with the model of the defaults.
        for group in _REPLACED_TOGETHER:
            if not place_values.keys().isdisjoint(group):
                for name in group:
                    values.pop(name, None)
        for name, value in place_values.items():
            if name in _ADDED:
                values[name] = (*values.get(name, ()), *value)
            else:
                values[name] = value
    return values


def figure_args(values: Mapping[str, Any]) -> FigureArgs:
    """Return the records of the options of a figure, whose values have the names of the records' fields."""
    return FigureArgs(
        StyleArgs(**_select(values, StyleArgs.__struct_fields__)),
        ReadArgs(**_select(values, ReadArgs.__struct_fields__)),
        DrawArgs(**_select(values, DrawArgs.__struct_fields__)),
    )


def _select(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the values of some names; names without a value are left out."""
    return {name: values[name] for name in names if name in values}
