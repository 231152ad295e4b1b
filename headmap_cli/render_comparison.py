"""Draw the figures that compare two classifications: by their heads, or by their scores."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from .core.classification import Classification
from .core.comparison import short_names, split
from .core.errors import HeadmapError
from .core.strings import printable
from .describe.alt_text import alt_comparison
from .embed.fingerprint import Contents
from .embed.metadata import FigureMetadata
from .layout.comparison import STATES, comparison_plan
from .layout.compose import compose
from .layout.labels import shown_labels
from .layout.swatches import legend_swatches
from .render import Drawing, figure_title
from .style.legibility import warn_of_alike_colors
from .style.schema import ScoresStyle, Style
from .text.figure_fonts import choose_figure_fonts, with_fonts
from .writers.figure import DrawnFigure
from .writers.formats import find_format

if TYPE_CHECKING:
    from .core.comparison import AlignedPair, Comparison
    from .core.score_comparison import ScorePair


def encode_comparison(
    pair: AlignedPair, comparison: Comparison, style: Style, formats: Iterable[str]
) -> dict[str, bytes]:
    """Return the bytes of the figure that compares two classifications, by format.

    Args:
        pair: The two classifications on one grid.
        comparison: The numbers of heads kept, gained and lost, for the alt text.
        style: The style as the user gave it.
        formats: The names of formats that can show a comparison.
    """
    if not style.title:
        style = replace(style, title=" -> ".join(short_names(comparison.before, comparison.after)))
    style = with_fonts(style, choose_figure_fonts(style, pair.categories))
    figure_plan = comparison_plan(pair, style)
    scene = compose(figure_plan, style)
    warn_of_alike_colors(legend_swatches(figure_plan, scene), style)
    labels = shown_labels(pair.categories, style)
    description = printable(alt_comparison(comparison, labels))
    # The script of a web page treats the kept, the gained and the lost heads of a category as categories.
    names: list[str] = []
    for state in STATES:
        names += [f"{name}: {state}" for name in pair.categories]
    data = Classification(tuple(names), np.concatenate(split(pair)), pair.present)
    figure = DrawnFigure(scene, data, style, FigureMetadata(figure_title(style), description))
    return {format: find_format(format).encode(figure) for format in dict.fromkeys(formats)}


def encode_score_comparison(
    pair: ScorePair, before: str, after: str, style: Style, formats: Iterable[str]
) -> dict[str, bytes]:
    """Return the bytes of the figure of the differences of scores, by format.

    Args:
        pair: The scores before and after.
        before: The name of the first input.
        after: The name of the second input.
        style: The style as the user gave it. The scale diverges around 0 unless it says otherwise.
        formats: The names of formats that can show a comparison.

    Raises:
        HeadmapError: If a difference is too large for a float.
    """
    difference = pair.difference
    if np.isinf(difference).any():
        raise HeadmapError("a difference of the scores is too large to be drawn")
    if not style.title:
        style = replace(style, title=" -> ".join(short_names(before, after)))
    look = style.scores
    center = 0.0 if look.center == "auto" else look.center
    label = "difference" if look.label == ScoresStyle().label else look.label
    style = replace(
        style,
        scores=replace(look, center=center, label=label),
        panels=replace(style.panels, show=("scores",)),
    )
    present = np.asarray((~np.isnan(difference)).any(axis=0))
    drawing = Drawing(
        Classification(pair.categories, None, present, scores=difference), style, Contents(False)
    )
    return {format: drawing.encode(format) for format in dict.fromkeys(formats)}
