"""Compare the scores of two classifications: all differences, and the heads that changed most."""

from __future__ import annotations

import math
from typing import Annotated, Any

import numpy as np
from msgspec import Meta, Struct

from .array_types import FloatArray
from .classification import Classification
from .errors import HeadmapError
from .strings import join_first, quote, round_significant

LARGEST = 10
"""How many of the largest differences of each category are listed by default."""

# The docstrings and descriptions of the structs are part of docs/compare.schema.json.


class ScoreChange(Struct, frozen=True):
    """A head whose scores differ."""

    layer: int
    head: int
    before: Annotated[float, Meta(description="its score in the first")]
    after: Annotated[float, Meta(description="its score in the second")]
    difference: Annotated[float, Meta(description="after - before")]


class CategoryScores(Struct, frozen=True):
    """The differences of the scores in one category."""

    name: str
    compared: Annotated[int, Meta(description="heads with a score in both")]
    only_before: Annotated[int, Meta(description="heads with a score in the first only, left out")]
    only_after: Annotated[int, Meta(description="heads with a score in the second only, left out")]
    increased: Annotated[int, Meta(description="heads whose score is greater in the second")]
    decreased: Annotated[int, Meta(description="heads whose score is less in the second")]
    mean_difference: Annotated[float | None, Meta(description="null if no head has a score in both")]
    mean_magnitude: Annotated[float | None, Meta(description="mean of the differences without their signs")]
    largest: Annotated[
        list[ScoreChange], Meta(description="the heads that changed most, see --largest; ties by layer, head")
    ]
    differences: Annotated[
        list[list[float | None]],
        Meta(description="after - before of each head, a row per layer; null without a score in both"),
    ]


class ScoreComparison(Struct, frozen=True):
    """How the scores of the second differ from those of the first. Layers and heads are counted from 0."""

    before: Annotated[str, Meta(description="what the first was read from")]
    after: Annotated[str, Meta(description="what the second was read from")]
    layers: int
    heads: Annotated[int, Meta(description="heads in each layer")]
    identical: bool
    categories: list[CategoryScores]


class ScorePair(Struct, frozen=True, eq=False):
    """The scores of two classifications with the same grid.

    Attributes:
        categories: The names of the categories of either; those that only the second has come last.
        before: float (categories, layers, heads), the scores of the first, NaN where there is none.
        after: float (categories, layers, heads), the scores of the second.
    """

    categories: tuple[str, ...]
    before: FloatArray
    after: FloatArray

    @property
    def difference(self) -> FloatArray:
        """Return after - before: float (categories, layers, heads), NaN unless both have a score."""
        with np.errstate(over="ignore"):  # the difference of the largest floats is infinite
            return self.after - self.before


def pair_scores(first: Classification, second: Classification) -> ScorePair:
    """Return the scores of two classifications, category by category.

    Raises:
        HeadmapError: The grids differ, no category is in both, or one of the two has no scores.
    """
    grids = [(data.layers, data.heads) for data in (first, second)]
    if grids[0] != grids[1]:
        sizes = [f"{layers} layers x {heads} heads" for layers, heads in grids]
        raise HeadmapError(
            f"the first has {sizes[0]}, the second {sizes[1]}; scores are compared head by head, so use "
            "--grid to give both the same grid"
        )
    if set(first.categories).isdisjoint(second.categories):
        names_of = [join_first([*map(quote, data.categories)]) for data in (first, second)]
        raise HeadmapError(
            f"no category is in both: the first has {names_of[0]}, the second {names_of[1]}; NAME=FILE "
            "names the category of a file that holds one"
        )
    names = tuple(dict.fromkeys((*first.categories, *second.categories)))
    return ScorePair(names, _scores_by_name(first, names), _scores_by_name(second, names))


def _scores_by_name(data: Classification, names: tuple[str, ...]) -> FloatArray:
    """Return float (names, layers, heads), NaN for names that the data lacks."""
    if data.scores is None:
        raise HeadmapError("a classification without scores cannot be compared by its scores")
    scores = np.full((len(names), data.layers, data.heads), np.nan)
    for name, values in zip(data.categories, data.scores, strict=True):
        scores[names.index(name)] = values
    return scores


def describe_differences(pair: ScorePair, before: str, after: str, largest: int = LARGEST) -> ScoreComparison:
    """Return the differences between the scores of two classifications.

    Args:
        pair: The scores.
        before: The name of the first, such as the path of its file.
        after: The name of the second.
        largest: How many of the largest differences to list for each category.
    """
    categories = []
    for i, name in enumerate(pair.categories):
        categories.append(_compare_category(name, pair.before[i], pair.after[i], pair.difference[i], largest))
    return ScoreComparison(
        before=before,
        after=after,
        layers=pair.before.shape[1],
        heads=pair.before.shape[2],
        identical=np.array_equal(pair.before, pair.after, equal_nan=True),
        categories=categories,
    )


def _compare_category(
    name: str, before: FloatArray, after: FloatArray, difference: FloatArray, largest: int
) -> CategoryScores:
    """Return the differences of one category, from arrays (layers, heads)."""
    has_before, has_after = ~np.isnan(before), ~np.isnan(after)
    cells: Any = difference.astype(object)
    cells[np.isnan(difference)] = None
    both = has_before & has_after
    changes = difference[both]
    mean_difference = mean_magnitude = None
    if changes.size:
        # The sum of the largest floats would be infinite, so each is divided first.
        mean_difference = round_significant(math.fsum(changes / changes.size))
        mean_magnitude = round_significant(math.fsum(np.abs(changes) / changes.size))
    return CategoryScores(
        name=name,
        compared=int(both.sum()),
        only_before=int((has_before & ~has_after).sum()),
        only_after=int((has_after & ~has_before).sum()),
        increased=int((after > before).sum()),
        decreased=int((after < before).sum()),
        mean_difference=mean_difference,
        mean_magnitude=mean_magnitude,
        largest=_largest_changes(before, after, difference, largest),
        differences=cells.tolist(),
    )


def _largest_changes(
    before: FloatArray, after: FloatArray, difference: FloatArray, count: int
) -> list[ScoreChange]:
    """Return the heads whose scores differ most, the largest magnitude first; ties by layer, then head."""
    magnitude = np.where(np.isnan(difference), 0, np.abs(difference)).ravel()
    # A stable sort keeps the order of layers and heads among ties.
    order = np.argsort(-magnitude, kind="stable")[:count]
    changes = []
    for position in order[magnitude[order] > 0].tolist():
        layer, head = divmod(position, difference.shape[1])
        scores = (before[layer, head], after[layer, head], difference[layer, head])
        changes.append(ScoreChange(layer, head, *map(float, scores)))
    return changes
