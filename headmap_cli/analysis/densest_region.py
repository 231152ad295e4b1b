"""Find the rectangle of the grid in which a category is denser than elsewhere."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import numpy as np
from msgspec import Meta, Struct

from ..core.array_types import BoolArray, IntArray
from .concentration import band_ranges, band_sums, edges
from .significance import log_likelihood_ratio, probability_at_least


class Region(Struct, frozen=True):
    """A rectangle of the grid."""

    layers: Annotated[tuple[int, int], Meta(description="its first and last layer")]
    heads: Annotated[tuple[int, int], Meta(description="its first and last head")]
    inside: Annotated[int, Meta(description="heads of the category in it")]
    room: Annotated[int, Meta(description="all heads in it")]
    expected: Annotated[float, Meta(description="heads of the category in it if they were spread evenly")]
    p: Annotated[
        float, Meta(description="probability of a region as dense anywhere if the heads are placed at random")
    ]


def densest_region(member: BoolArray, present: BoolArray, tests: int = 1) -> Region | None:
    """Return the region whose density stands out most.

    Regions are made of whole bands, at most three by three. Among the regions that are denser than the rest
    of the grid, the one with the largest likelihood ratio is returned (Kulldorff, "A spatial scan statistic",
    1997). Its p-value is the exact hypergeometric tail, times the number of regions and the number of tests
    (Bonferroni).

    Args:
        member: bool (layers, heads), the heads of the category.
        present: bool (layers, heads), all heads of the model.
        tests: The number of categories that are tested.

    Returns:
        The region, or None if no region is denser than the rest of the grid.
    """
    counts = _tiles(member)
    capacities = _tiles(present)
    heads = int(counts.sum())
    total = int(capacities.sum())
    regions = _all_regions(*counts.shape)
    inside = _region_sums(counts, regions)
    capacity = _region_sums(capacities, regions)
    expected = heads * capacity / max(total, 1)
    ratio = log_likelihood_ratio(inside, heads, expected)
    # The ratio is large for regions that are sparser, too, and is meaningless for the whole grid.
    ratio[(inside <= expected) | (capacity == total)] = 0
    best = int(ratio.argmax())
    if ratio[best] <= 0:
        return None
    p = probability_at_least(int(inside[best]), total, heads, int(capacity[best]))
    top, bottom, left, right = regions[best].tolist()
    layer_edges = edges(member.shape[0])
    head_edges = edges(member.shape[1])
    return Region(
        layers=(layer_edges[top], layer_edges[bottom] - 1),
        heads=(head_edges[left], head_edges[right] - 1),
        inside=int(inside[best]),
        room=int(capacity[best]),
        expected=float(expected[best]),
        p=min(1.0, p * len(regions) * tests),
    )


def _tiles(mask: BoolArray) -> IntArray:
    """Return how many heads are in each tile, the crossing of two bands: int (layer bands, head bands)."""
    return band_sums(band_sums(mask, 0), 1)


@cache  # all categories of all figures on a grid have the same regions
def _all_regions(layer_bands: int, head_bands: int) -> IntArray:
    """Return the top, bottom, left and right band of every region: int (regions, 4).

    Bottom and right are one more than the last band, as in slices.
    """
    regions = []
    for top, bottom in band_ranges(layer_bands):
        for left, right in band_ranges(head_bands):
            regions.append((top, bottom, left, right))
    return np.array(regions)


def _region_sums(tiles: IntArray, regions: IntArray) -> IntArray:
    """Return the sum of the tiles of each region: int (regions,)."""
    # Each sum follows from four others, those of all tiles above and left of each corner of the region D:
    #
    #          left      right
    #     .-----+----------+
    #     |  A  |    B     |      A, A+B, A+C and A+B+C+D are known;
    #     +-----+----------+ top
    #     |  C  |    D     |      D = (A+B+C+D) - (A+B) - (A+C) + A
    #     +-----+----------+ bottom
    sums_above_left = np.pad(tiles.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    top, bottom, left, right = regions.T
    sums: IntArray = (
        sums_above_left[bottom, right]
        - sums_above_left[top, right]
        - sums_above_left[bottom, left]
        + sums_above_left[top, left]
    )
    return sums
