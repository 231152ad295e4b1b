"""Print the scores of heads as numbers in their cells."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, log10

import numpy as np
from msgspec.structs import replace

from ...core.array_types import FloatArray
from ...core.errors import HeadmapError
from ...core.number_text import MINUS, short_number
from ...core.vocabulary import option
from ...scene.marks import Group
from ..cell_content import Mask, ScoreMap, ScoreValues
from ..page_size import POINTS_PER_INCH
from ..typesetting import Typesetter
from .cell_text import ink_on, middle_of_cell, text_side
from .frame import PanelShape

DIGITS = 2
"""The significant digits of the largest score, unless it is a power of ten.

All scores of a figure have as many decimals as it has.
"""
MAX_DECIMALS = 6
"""Smaller scores than this many decimals can show are written with an exponent, as are very large ones."""
MAX_SIZE = 9.0
"""The largest type size of the numbers in points."""
SIZE_STEP = 0.5
"""The step in points in which type shrinks until it fits the cells."""


def value_decimals(scores: FloatArray) -> int | None:
    """Return the number of decimals of all scores of a figure; None if they need exponents.

    Args:
        scores: float of any shape; NaN is no score.

    >>> value_decimals(np.array([0.034, 0.97])), value_decimals(np.array([-12.0, 3]))
    (2, 0)
    """
    finite = np.abs(scores[~np.isnan(scores)])
    if not len(finite) or finite.max() == 0:
        return 0
    # The largest score may be a round one: beside 1.00, the others should not lose a digit.
    decimals = DIGITS - ceil(log10(finite.max()))
    if decimals > MAX_DECIMALS or decimals < -MAX_DECIMALS:
        return None
    return max(0, decimals)


def value_text(score: float, decimals: int | None) -> str:
    """Return a score as it is printed in its cell.

    >>> value_text(0.034, 2), value_text(-0.5, 1), value_text(-0.001, 2), value_text(2.5e-9, None)
    ('0.03', '−0.5', '0.00', '2.5e−9')
    """
    if decimals is None:
        return short_number(score, DIGITS)
    text = f"{score:.{decimals}f}"
    # A negative score that is rounded to zero has no sign.
    if float(text) == 0:
        text = text.removeprefix("-")
    return text.replace("-", MINUS)


def score_values(scores: FloatArray, shown: Mask, decimals: int | None, longest: str) -> ScoreValues:
    """Return the numbers of one map.

    Args:
        scores: float (rows, columns), NaN for no score.
        shown: The heads whose scores are printed, bool (rows, columns).
        decimals: The number of decimals, see value_decimals.
        longest: The longest number of the figure.
    """
    texts = np.full(scores.shape, "", dtype=object)
    for place in zip(*np.nonzero(shown & ~np.isnan(scores)), strict=True):
        texts[place] = value_text(float(scores[place]), decimals)
    return ScoreValues(texts, longest)


def draw_values(
    panel: str, scores: ScoreMap, shape: PanelShape, text: Typesetter, dpi: float
) -> Iterator[Group]:
    """Yield the group of the numbers of a map, if it has any.

    Args:
        panel: The id of the panel.
        scores: The scores.
        shape: The shape of the panel.
        text: Sets the smallest type that can be read.
        dpi: The pixels per inch.

    Raises:
        HeadmapError: The numbers do not fit the cells in type that can be read.
    """
    if scores.values is None:
        return
    texts = scores.values.texts
    if not (texts != "").any():
        return
    fitting = _fitted(scores.values.longest, shape.cell, text, dpi)
    colors = scores.scale.colors
    labels = []
    for row, column in np.argwhere(texts != "").tolist():
        cell_color = colors[scores.levels[row, column]]
        x, y = middle_of_cell(shape, row, column, fitting)
        label = fitting.label(texts[row, column], x, y, "center")
        labels.append(replace(label, color=ink_on(cell_color), on=cell_color))
    yield Group(f"{panel}--values", tuple(labels))


def _fitted(longest: str, cell: int, text: Typesetter, dpi: float) -> Typesetter:
    """Return what sets numbers in the largest type that fits cells of a side in pixels, up to MAX_SIZE.

    Raises:
        HeadmapError: Not even the smallest type that can be read fits.
    """
    size = max(text.size, MAX_SIZE)
    while size >= text.size:
        candidate = replace(text, size=size)
        if text_side(longest, candidate) <= cell:
            return candidate
        size -= SIZE_STEP
    points = POINTS_PER_INCH / dpi
    needed = text_side(longest, text) * points
    raise HeadmapError(
        f"scores.values: {longest} needs a cell of {needed:.3g} points in type of {text.size:g} points, and "
        f"cells have {cell * points:.3g}; set layout.cell to {needed:.3g}, raise {option('width')}, or print "
        "fewer: values: marked"
    )
