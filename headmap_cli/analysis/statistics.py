"""Compute the numbers of a classification: heads per category and band, concentrations and overlaps."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Annotated

import numpy as np
from msgspec import Meta, Struct
from msgspec.structs import replace

from ..core.array_types import BoolArray, FloatArray, IntArray
from ..core.classification import Classification
from ..core.intersections import intersections
from ..core.strings import round_significant
from . import PERMUTATIONS
from .concentration import band_sums, concentration, edges
from .densest_region import Region, densest_region
from .overlaps import CategoryOverlap, category_overlaps
from .significance import permutation_p, placements

# The docstrings and descriptions of the structs are part of docs/stats.schema.json.


class GridSize(Struct, frozen=True):
    """The size of the grid."""

    layers: int
    heads: Annotated[int, Meta(description="heads of each layer")]


class Bands(Struct, frozen=True):
    """The fifths of each axis, each as its first and last layer or head."""

    layer: list[tuple[int, int]]
    head: list[tuple[int, int]]


class Concentration(Struct, frozen=True):
    """How unevenly the heads lie in the bands of one axis."""

    heads: Annotated[list[int], Meta(description="heads in each band")]
    value: Annotated[
        float | None,
        Meta(description="1 - normalised entropy: 0 evenly spread, 1 all in one band; null without heads"),
    ]
    expected: Annotated[float | None, Meta(description="its mean if the heads are placed at random")]
    p: Annotated[
        float | None,
        Meta(description="share of the permutations as uneven as the data; null with --permutations 0"),
    ]


class Axes(Struct, frozen=True):
    """Concentration along layers and along head indices."""

    layer: Concentration
    head: Concentration


class CategoryStats(Struct, frozen=True):
    """The numbers of one category."""

    name: str
    heads: int
    share: Annotated[float, Meta(description="of all heads")]
    exclusive: Annotated[int, Meta(description="heads in no other category")]
    per_layer: list[int]
    per_head: Annotated[list[int], Meta(description="by head index, over all layers")]
    layer_mean: float | None
    layer_quartiles: Annotated[list[float] | None, Meta(description="25%, 50%, 75%, interpolated")]
    head_mean: float | None
    concentration: Axes
    densest: Annotated[
        Region | None,
        Meta(description="the region of whole bands, at most 3 x 3, that stands out most; p is corrected"),
    ]


class Intersection(Struct, frozen=True):
    """Heads that are in these categories and in no other."""

    categories: list[str]
    heads: int


class Stats(Struct, frozen=True):
    """The numbers of one classification. Layers and heads count from 0; absent heads are left out."""

    model: str
    grid: GridSize
    heads: Annotated[int, Meta(description="heads that the model has")]
    absent: Annotated[int, Meta(description="cells of the grid without a head")]
    classified: Annotated[int, Meta(description="heads in at least one category")]
    by_count: Annotated[list[int], Meta(description="heads in 0, 1, 2, .. categories")]
    bands: Bands
    concentration: Annotated[Axes, Meta(description="of the classified heads")]
    densest: Annotated[Region | None, Meta(description="of the classified heads, as in categories")]
    categories: list[CategoryStats]
    intersections: Annotated[list[Intersection], Meta(description="exact combinations; the largest first")]
    pairs: Annotated[list[CategoryOverlap], Meta(description="the overlap of each pair of categories")]


def statistics(data: Classification, permutations: int = PERMUTATIONS) -> Stats:
    """Return the numbers of a classification; fractions have six significant digits.

    Args:
        data: The classification; its scores are ignored.
        permutations: The number of random placements that the concentrations are compared with; with 0, there
            are no p-values.
    """
    count = data.membership.sum(axis=0)
    classified = count > 0
    # Each category is tested, and so are all classified heads together.
    tests = len(data.categories) + 1
    heads = int(data.present.sum())
    categories = []
    for name, member in zip(data.categories, data.membership, strict=True):
        exclusive = int((member & (count == 1)).sum())
        categories.append(_category_stats(name, member, exclusive, data.present, permutations, tests))
    return Stats(
        model=data.model,
        grid=GridSize(data.layers, data.heads),
        heads=heads,
        absent=data.present.size - heads,
        classified=int(classified.sum()),
        by_count=np.bincount(count[data.present], minlength=len(data.categories) + 1).tolist(),
        bands=Bands(layer=_bands(data.layers), head=_bands(data.heads)),
        concentration=_axes(classified, data.present, permutations),
        densest=_rounded(densest_region(classified, data.present, tests)),
        categories=categories,
        intersections=_intersections(data),
        pairs=category_overlaps(data),
    )


def _bands(n: int) -> list[tuple[int, int]]:
    """Return the first and last of the layers or heads in each band."""
    return [(start, end - 1) for start, end in pairwise(edges(n))]


def _intersections(data: Classification) -> list[Intersection]:
    """Return the exact sets of categories that any head is in, by their names."""
    sets = []
    for indices, heads in intersections(data.membership):
        names = [data.categories[i] for i in indices]
        sets.append(Intersection(names, heads))
    return sets


def _category_stats(
    name: str, member: BoolArray, exclusive: int, present: BoolArray, permutations: int, tests: int
) -> CategoryStats:
    """Return the numbers of one category.

    Args:
        name: The name of the category.
        member: bool (layers, heads), the heads of the category.
        exclusive: The number of its heads that are in no other category.
        present: bool (layers, heads), all heads of the model.
        permutations: The number of random placements to compare with.
        tests: The number of tests that p-values are corrected for.
    """
    layers, heads = np.nonzero(member)
    layer_mean = layer_quartiles = head_mean = None
    if len(layers) > 0:
        layer_mean = round_significant(layers.mean())
        layer_quartiles = _quartiles(layers)
        head_mean = round_significant(heads.mean())
    return CategoryStats(
        name=name,
        heads=len(layers),
        share=round_significant(len(layers) / max(1, int(present.sum()))),
        exclusive=exclusive,
        per_layer=member.sum(axis=1).tolist(),
        per_head=member.sum(axis=0).tolist(),
        layer_mean=layer_mean,
        layer_quartiles=layer_quartiles,
        head_mean=head_mean,
        concentration=_axes(member, present, permutations),
        densest=_rounded(densest_region(member, present, tests)),
    )


def _quartiles(layers: IntArray) -> list[float]:
    """Return the quartiles of sorted layers, interpolated as numpy and R do by default (type 7)."""
    # np.percentile would sort the layers again.
    positions = np.array([0.25, 0.5, 0.75]) * (len(layers) - 1)
    quartiles = np.interp(positions, np.arange(len(layers)), layers)
    return [round_significant(quartile) for quartile in quartiles]


def _axes(member: BoolArray, present: BoolArray, permutations: int) -> Axes:
    """Return the concentration of heads along both axes of the grid."""
    # The sums over the heads are the counts along the layers, and vice versa.
    along_layers = _concentration(member.sum(axis=1), present.sum(axis=1), permutations)
    along_heads = _concentration(member.sum(axis=0), present.sum(axis=0), permutations)
    return Axes(layer=along_layers, head=along_heads)


def _concentration(counts: IntArray, capacity: IntArray, permutations: int) -> Concentration:
    """Return the concentration of heads along one axis.

    Args:
        counts: int (n,), the heads of the category at each layer or head index.
        capacity: int (n,), the heads that the model has at each.
        permutations: How many random placements to compare with.
    """
    band_counts = band_sums(counts)
    band_capacity = band_sums(capacity)
    value = float(concentration(band_counts, band_capacity))
    if np.isnan(value):
        return Concentration(heads=band_counts.tolist(), value=None, expected=None, p=None)
    if not permutations:
        return Concentration(
            heads=band_counts.tolist(), value=round_significant(value), expected=None, p=None
        )
    permuted = _permuted(tuple(band_capacity.tolist()), int(band_counts.sum()), permutations)
    return Concentration(
        heads=band_counts.tolist(),
        value=round_significant(value),
        expected=round_significant(permuted.mean()),
        p=round_significant(permutation_p(value, permuted)),
    )


@lru_cache(maxsize=128)  # categories of one size have the same placements, and one result takes 80 kB
def _permuted(band_capacity: tuple[int, ...], heads: int, permutations: int) -> FloatArray:
    """Return the concentration of a number of heads that are placed at random: float (permutations,)."""
    capacity = np.array(band_capacity)
    return concentration(placements(capacity, heads, permutations), capacity)


def _rounded(region: Region | None) -> Region | None:
    """Return a region with fractions of six digits; None for None."""
    if region is None:
        return None
    return replace(region, expected=round_significant(region.expected), p=round_significant(region.p))
