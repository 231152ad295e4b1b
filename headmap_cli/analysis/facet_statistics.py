"""Compute the numbers of several facets, and compare them across facets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct

from ..core.facets import Facets
from . import PERMUTATIONS
from .statistics import Stats, statistics
from .thresholds import ThresholdStats, threshold_counts

# The docstrings and descriptions of the structs are part of docs/stats.schema.json.


class FacetStats(Struct, frozen=True):
    """The numbers of one facet."""

    label: str
    stats: Stats


class CategoryAcrossFacets(Struct, frozen=True):
    """The size of one category in each facet, in the order of the facets."""

    name: str
    heads: Annotated[list[int | None], Meta(description="null: the facet does not have the category")]
    share: Annotated[list[float | None], Meta(description="heads, divided by all heads of the facet")]


class FacetsStats(Struct, frozen=True):
    """What stats prints of several facets."""

    facets: list[FacetStats]
    categories: list[CategoryAcrossFacets]


class FacetThresholds(Struct, frozen=True):
    """The numbers of heads of one facet at each threshold."""

    label: str
    stats: ThresholdStats


class FacetsThresholds(Struct, frozen=True):
    """What stats --thresholds prints of several facets."""

    facets: list[FacetThresholds]


def facet_statistics(facets: Facets, permutations: int = PERMUTATIONS) -> FacetsStats:
    """Return the numbers of each facet, and the size of each category across facets.

    Args:
        facets: The facets, with memberships.
        permutations: The number of random placements that concentrations are compared with.
    """
    numbers = [FacetStats(facet.label, statistics(facet.data, permutations)) for facet in facets.facets]
    categories = []
    for name in facets.categories:
        heads: list[int | None] = []
        shares: list[float | None] = []
        for facet in numbers:
            by_name = {category.name: category for category in facet.stats.categories}
            category = by_name.get(name)
            heads.append(category.heads if category else None)
            shares.append(category.share if category else None)
        categories.append(CategoryAcrossFacets(name, heads, shares))
    return FacetsStats(numbers, categories)


def facet_threshold_counts(
    facets: Facets, thresholds: Sequence[float], magnitudes: bool = False
) -> FacetsThresholds:
    """Return the numbers of heads of each facet at each threshold; a head counts if its score is greater."""
    numbers = []
    for facet in facets.facets:
        numbers.append(FacetThresholds(facet.label, threshold_counts(facet.data, thresholds, magnitudes)))
    return FacetsThresholds(numbers)
