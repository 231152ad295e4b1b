"""Sort the scores of each category for the panel of distributions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ...core.array_types import BoolArray, FloatArray
from ...core.classification import Classification
from ...core.cutoffs import category_cutoffs
from ...style.palette import Palette
from ...style.schema import Style
from .require_scores import require_scores


class Distribution(Struct, frozen=True):
    """The row of one category. The numbers are bytes because they must be hashable, and can be many.

    Attributes:
        id: The id of the category.
        name: Its name in the data.
        color: The colour as ``#rrggbb``.
        scores: The scores in descending order, as the bytes of an array of float64.
        selected: Whether each of these heads is in the category, as the bytes of an array of bool.
        cuts: The scores between which the rule selects heads, ascending.
    """

    id: str
    name: str
    color: str
    scores: bytes
    selected: bytes
    cuts: tuple[float, ...]

    def sorted_scores(self) -> FloatArray:
        """Return the scores in descending order."""
        return np.frombuffer(self.scores, dtype=np.float64)

    def is_selected(self) -> BoolArray:
        """Return whether each of these heads is in the category."""
        return np.frombuffer(self.selected, dtype=np.bool_)


class Distributions(Struct, frozen=True):
    """The content of a panel of distributions.

    Attributes:
        rows: The row of each category.
        is_decided: Whether it is decided which heads are in a category.
        unclassified: The colour of heads that are not in the category of their row.
    """

    rows: tuple[Distribution, ...]
    is_decided: bool
    unclassified: str


def build_distributions(
    data: Classification, colors: Palette, ids: Sequence[str], _style: Style
) -> Distributions:
    """Return the scores of each category in descending order.

    Args:
        data: The heads and their scores.
        colors: The colours of the figure.
        ids: The ids of the categories.

    Raises:
        HeadmapError: If the data has no scores.
    """
    rows = []
    for c, grid in enumerate(require_scores(data, "distribution")):
        has_score = ~np.isnan(grid)
        scores = grid[has_score]
        selected = np.ones(len(scores), dtype=bool)
        if data.is_decided:
            selected = data.membership[c][has_score]
        order = np.argsort(-scores, kind="stable")
        rows.append(
            Distribution(
                ids[c],
                data.categories[c],
                colors.categories[c],
                scores[order].astype(np.float64).tobytes(),
                selected[order].tobytes(),
                category_cutoffs(data, c).scores,
            )
        )
    return Distributions(tuple(rows), data.is_decided, colors.unclassified)
