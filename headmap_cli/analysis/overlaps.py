"""Measure how much each pair of categories overlaps, compared with independent categories."""

from __future__ import annotations

from itertools import combinations
from typing import Annotated

import numpy as np
from msgspec import Meta, Struct

from ..core.array_types import IntArray
from ..core.classification import Classification
from ..core.strings import round_significant
from .significance import fisher


class CategoryOverlap(Struct, frozen=True):
    """How far two categories overlap."""

    categories: tuple[str, str]
    heads: Annotated[int, Meta(description="heads in both")]
    expected: Annotated[float, Meta(description="heads in both if the categories were independent")]
    ratio: Annotated[float | None, Meta(description="heads / expected; null where none are expected")]
    p: Annotated[float, Meta(description="Fisher's exact test, two-sided")]


def category_overlaps(data: Classification) -> list[CategoryOverlap]:
    """Return the overlap of each pair of categories, in the order of the categories."""
    total = int(data.present.sum())
    shared = _shared_heads(data)
    overlaps = []
    for i, j in combinations(range(len(data.categories)), 2):
        first = int(shared[i, i])
        second = int(shared[j, j])
        both = int(shared[i, j])
        expected = first * second / max(1, total)
        ratio = None
        if expected:
            ratio = round_significant(both / expected)
        # The test is symmetric. Sorting the arguments makes more calls hit the cache of fisher.
        smaller = min(first, second)
        larger = max(first, second)
        overlap = CategoryOverlap(
            categories=(data.categories[i], data.categories[j]),
            heads=both,
            expected=round_significant(expected),
            ratio=ratio,
            p=round_significant(fisher(both, smaller, larger, total)),
        )
        overlaps.append(overlap)
    return overlaps


def _shared_heads(data: Classification) -> IntArray:
    """Return how many heads each pair of categories shares: int (categories, categories)."""
    flat = data.membership.reshape(len(data.categories), -1)
    # flat @ flat.T on integers would give the same, but numpy has no optimised routine for it. For many
    # categories, adding up the columns of the heads of each category is several times as fast.
    return np.array([flat[:, np.flatnonzero(mask)].sum(axis=1) for mask in flat])
