"""Classification -> its numbers: heads per category and place, concentration, overlaps, intersections."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Annotated

import numpy as np
import numpy.typing as npt
from msgspec import Meta, Struct

from ..core.classification import Classification
from ..core.intersections import intersections
from ..core.strings import round_significant
from .concentration import Region, band_sums, concentration, densest_region, edges
from .significance import IntArray, fisher, permutation_p, placements

PERMUTATIONS = 9999
Bool = npt.NDArray[np.bool_]


class GridSize(Struct, frozen=True):
    """The grid."""

    layers: int
    heads: Annotated[int, Meta(description="heads of each layer")]


class Bands(Struct, frozen=True):
    """The fifths of each axis, each as its first and last layer or head."""

    layer: list[tuple[int, int]]
    head: list[tuple[int, int]]


class Concentration(Struct, frozen=True):
    """How uneven the heads lie in the bands of one axis."""

    heads: Annotated[list[int], Meta(description="heads in each band")]
    value: Annotated[
        float | None,
        Meta(description="1 - normalised entropy: 0 evenly spread, 1 all in one band; null without heads"),
    ]
    expected: Annotated[float | None, Meta(description="its mean if the heads are placed at random")]
    p: Annotated[
        float | None, Meta(description="part of the permutations as uneven; null with --permutations 0")
    ]


class Axes(Struct, frozen=True):
    """Concentration along layers and along head indices."""

    layer: Concentration
    head: Concentration


class CategoryStats(Struct, frozen=True):
    """One category."""

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
        Meta(description="the area of whole bands, at most 3 x 3, that stands out most; p is corrected"),
    ]


class Intersection(Struct, frozen=True):
    """Heads that are in these categories and in no other."""

    categories: list[str]
    heads: int


class CategoryOverlap(Struct, frozen=True):
    """How far two categories overlap, beside what independent ones would."""

    categories: tuple[str, str]
    heads: Annotated[int, Meta(description="heads in both")]
    expected: float
    ratio: Annotated[float | None, Meta(description="heads / expected; null where none are expected")]
    p: Annotated[float, Meta(description="Fisher's exact test, two-sided")]


class Stats(Struct, frozen=True):
    """The numbers of one classification. Layers and heads count from 0; absent heads are left out."""

    model: str
    grid: GridSize
    heads: Annotated[int, Meta(description="heads that the model has")]
    absent: Annotated[int, Meta(description="places of the grid without a head")]
    classified: Annotated[int, Meta(description="heads in at least one category")]
    by_count: Annotated[list[int], Meta(description="heads in 0, 1, 2, .. categories")]
    bands: Bands
    concentration: Annotated[Axes, Meta(description="of the classified heads")]
    densest: Annotated[Region | None, Meta(description="of the classified heads, as in categories")]
    categories: list[CategoryStats]
    intersections: Annotated[list[Intersection], Meta(description="exclusive; the largest first")]
    pairs: Annotated[list[CategoryOverlap], Meta(description="each two categories")]


def statistics(data: Classification, permutations: int = PERMUTATIONS) -> Stats:
    """The numbers of a classification; fractions with six digits.

    permutations: how many placements the concentrations are held against; 0 leaves their p-values out.
    """
    count = data.membership.sum(axis=0)
    classified = count > 0
    tests = len(data.categories) + 1
    heads = int(data.present.sum())
    return Stats(
        model=data.model,
        grid=GridSize(data.layers, data.heads),
        heads=heads,
        absent=data.present.size - heads,
        classified=int(classified.sum()),
        by_count=np.bincount(count[data.present], minlength=len(data.categories) + 1).tolist(),
        bands=Bands(*([(a, b - 1) for a, b in pairwise(e)] for e in map(edges, count.shape))),
        concentration=_axes(classified, data.present, permutations),
        densest=_rounded(densest_region(classified, data.present, tests)),
        categories=[
            _category(name, member, count, data.present, permutations, tests)
            for name, member in zip(data.categories, data.membership, strict=True)
        ],
        intersections=[
            Intersection([data.categories[c] for c in chosen], heads)
            for chosen, heads in intersections(data.membership)
        ],
        pairs=_pairs(data, heads),
    )


def _category(
    name: str, member: Bool, count: IntArray, present: Bool, permutations: int, tests: int
) -> CategoryStats:
    layers, heads = np.nonzero(member)
    some = len(layers) > 0
    return CategoryStats(
        name=name,
        heads=len(layers),
        share=round_significant(len(layers) / max(1, int(present.sum()))),
        exclusive=int((member & (count == 1)).sum()),
        per_layer=member.sum(axis=1).tolist(),
        per_head=member.sum(axis=0).tolist(),
        layer_mean=round_significant(layers.mean()) if some else None,
        layer_quartiles=_quartiles(layers) if some else None,
        head_mean=round_significant(heads.mean()) if some else None,
        concentration=_axes(member, present, permutations),
        densest=_rounded(densest_region(member, present, tests)),
    )


def _quartiles(layers: IntArray) -> list[float]:
    """25%, 50% and 75% of layers in order, between two layers in proportion (numpy's and R's default)."""
    places = np.array([0.25, 0.5, 0.75]) * (len(layers) - 1)
    return [round_significant(q) for q in np.interp(places, np.arange(len(layers)), layers)]


def _axes(member: Bool, present: Bool, permutations: int) -> Axes:
    return Axes(
        *(
            _concentration(band_sums(member.sum(axis=axis)), band_sums(present.sum(axis=axis)), permutations)
            for axis in (1, 0)
        )
    )


def _concentration(counts: IntArray, room: IntArray, permutations: int) -> Concentration:
    value = float(concentration(counts, room))
    if np.isnan(value):
        return Concentration(counts.tolist(), None, None, None)
    if not permutations:
        return Concentration(counts.tolist(), round_significant(value), None, None)
    placed = concentration(placements(room, int(counts.sum()), permutations), room)
    p = permutation_p(value, placed)
    return Concentration(
        counts.tolist(), round_significant(value), round_significant(placed.mean()), round_significant(p)
    )


def _pairs(data: Classification, total: int) -> list[CategoryOverlap]:
    flat = data.membership.reshape(len(data.categories), -1)
    overlap = np.array([flat[:, np.flatnonzero(member)].sum(axis=1) for member in flat])
    out = []
    for a, b in combinations(range(len(overlap)), 2):
        one, other, both = int(overlap[a, a]), int(overlap[b, b]), int(overlap[a, b])
        expected = one * other / max(1, total)
        out.append(
            CategoryOverlap(
                (data.categories[a], data.categories[b]),
                both,
                round_significant(expected),
                round_significant(both / expected) if expected else None,
                round_significant(fisher(both, one, other, total)),
            )
        )
    return out


def _rounded(area: Region | None) -> Region | None:
    if area is None:
        return None
    return Region(
        area.layers,
        area.heads,
        area.inside,
        area.room,
        round_significant(area.expected),
        round_significant(area.p),
    )
