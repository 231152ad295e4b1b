"""Where the heads of a category, or all classified ones, lie: sentences, each with its numbers.

A pattern is one with a p-value below 0.05 after Bonferroni's correction; all p-values here are corrected so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..analysis.adjacency import Adjacency, clusters, has_neighbour
from ..analysis.concentration import SIGNIFICANT
from ..analysis.densest_region import Region
from ..analysis.significance import hypergeom_cdf
from ..analysis.statistics import Concentration
from ..core.array_types import BoolArray, IntArray
from ..core.strings import counted
from .prose import is_are, join_and, p_value_text, percent, region_text, span

RARE, VERY_RARE = 0.05, 0.01
"""Parts of all heads."""
FEW = 8
"""Heads that are named one by one."""
LONG_RUN = 3


@dataclass(frozen=True)
class Axis:
    """The layers or the heads: their word, their bands, how many heads the model has at each, and in all.

    tests: how many concentrations are looked at.
    """

    word: str
    bands: list[tuple[int, int]]
    room: IntArray
    tests: int

    @property
    def total(self) -> int:
        """All heads of the model."""
        return int(self.room.sum())


def area_words(area: Region | None, heads: int, total: int) -> str:
    """The densest area, where it is one."""
    if area is None:
        return f"No clear pattern over layers and heads together: no area is denser than all {total} heads."
    if area.p >= SIGNIFICANT:
        return (
            f"No clear pattern over layers and heads together: the densest area, {region_text(area)}, has "
            f"{area.inside} of the {heads}, where an even spread would put {area.expected:.1f} "
            f"({p_value_text(area.p)})."
        )
    return (
        f"The densest area is {region_text(area)}: {area.inside} of the {heads} "
        f"({percent(area.inside, heads)}) in {percent(area.room, total)} of the grid, "
        f"where an even spread would put {area.expected:.1f} "
        f"({p_value_text(area.p)})."
    )


def along(axis: Axis, counts: IntArray, found: Concentration) -> Iterator[str]:
    """How uneven heads lie along one axis: concentration, the denser half, the fifths that have few.

    counts: heads at each layer or head index.
    """
    if found.value is None or found.p is None:
        return
    p = min(1.0, found.p * axis.tests)
    measured = f"concentration {found.value:.2g}, {p_value_text(p)}"
    half = _half(axis, counts)
    if p >= SIGNIFICANT:
        yield f"By {axis.word}, no clear pattern ({measured}): {half}."
        return
    most = int(np.argmax(found.heads))
    fullest = f"most, {found.heads[most]}, in the fifth of {span(axis.word, *axis.bands[most])}"
    if len(axis.bands) == len(axis.room):
        fullest = f"most, {found.heads[most]}, in {span(axis.word, *axis.bands[most])}"
    yield f"By {axis.word}, they are uneven ({measured}): {half}, {fullest}."
    few = list(_few(axis, int(counts.sum()), found))
    if few:
        yield f"Few are in {join_and(few)}."


def _half(axis: Axis, counts: IntArray) -> str:
    """How many heads are in the denser half of an axis; the middle one of an odd number is in both."""
    n = len(counts)
    halves = [(0, -(-n // 2) - 1), (n // 2, n - 1)]
    parts = [(int(counts[a : b + 1].sum()), int(axis.room[a : b + 1].sum()), a, b) for a, b in halves]
    inside, wide, first, last = max(parts, key=lambda part: (part[0] / max(1, part[1]), -part[2]))
    return (
        f"{inside} ({percent(inside, int(counts.sum()))}) {is_are(inside)} "
        f"in {span(axis.word, first, last)}, "
        f"{'which have' if first < last else 'which has'} {percent(wide, axis.total)} of all heads"
    )


def _few(axis: Axis, heads: int, found: Concentration) -> Iterator[str]:
    """The bands with fewer heads than chance would leave there."""
    for (first, last), inside in zip(axis.bands, found.heads, strict=True):
        wide = int(axis.room[first : last + 1].sum())
        if hypergeom_cdf(inside, axis.total, heads, wide) * len(axis.bands) * axis.tests < SIGNIFICANT:
            expected = heads * wide / axis.total
            yield f"{span(axis.word, first, last)} ({inside}, where {expected:.0f} are expected)"


def coverage(member: BoolArray, present: BoolArray) -> str:
    """In how many layers there are heads."""
    layers, has = int(present.any(axis=1).sum()), int(member.any(axis=1).sum())
    return f"{'They are' if member.sum() != 1 else 'It is'} in {has} of {counted(layers, 'layer')}."


def several(k: int, count: IntArray, total: int) -> str:
    """Heads in k categories: how many, how rare, and what they touch. count: (layers, heads)."""
    mask = count == k
    heads = int(mask.sum())
    share = heads / total
    rare = "very rare: " if share < VERY_RARE else "rare: " if share < RARE else ""
    at = f", at {places(mask)}" if heads <= FEW else ""
    near = int((mask & has_neighbour(count == 1)).sum())
    alone = int((mask & ~has_neighbour(count > 1)).sum())
    return (
        f"Heads in {k} categories are {rare}{heads} ({percent(heads, total)}){at}; "
        f"{near} {_touch(near)} a head in one category, {alone} {_touch(alone)} no other head in several."
    )


def _touch(n: int) -> str:
    return "touches" if n == 1 else "touch"


def places(mask: BoolArray) -> str:
    """The heads of a mask by name.

    >>> places(np.array([[0, 1], [1, 0]], dtype=bool))
    'L0H1 and L1H0'
    """
    return join_and([f"L{layer}H{head}" for layer, head in np.argwhere(mask).tolist()])


def shape(member: BoolArray, neighbours: tuple[Adjacency, Adjacency], tests: int) -> Iterator[str]:
    """Clusters, and neighbours along each axis."""
    sizes = clusters(member)
    single = sizes.count(1)
    groups = counted(len(sizes), "cluster")
    yield (
        f"By the sides that they share, the heads form {groups}: {single} {is_are(single)} a single head, "
        f"the largest has {counted(sizes[0], 'head')}."
    )
    for same, found in zip(
        ("one head index in neighbouring layers", "one layer at neighbouring head indices"),
        neighbours,
        strict=True,
    ):
        p = min(1.0, found.p * tests)
        long = [length for length in found.runs if length >= LONG_RUN]
        runs = f"; {counted(len(long), 'streak')} of {LONG_RUN} or more, up to {max(long)}" if long else ""
        more = "more than" if p < SIGNIFICANT else "not clearly more than"
        yield (
            f"{counted(found.pairs, 'pair')} of them {'is' if found.pairs == 1 else 'are'} at {same}, {more} "
            f"the {found.expected:.1f} expected by chance ({p_value_text(p)}){runs}."
        )
