"""Write sentences on where the heads of a category, or all classified heads, lie.

A pattern counts as clear if its p-value, after Bonferroni's correction, is below 0.05.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from ..analysis.adjacency import Adjacency, clusters, has_neighbour
from ..analysis.concentration import SIGNIFICANT
from ..analysis.densest_region import Region
from ..analysis.significance import probability_at_most
from ..analysis.statistics import Concentration
from ..core.array_types import BoolArray, IntArray
from ..core.strings import counted
from .prose import is_are, join_and, p_value_text, percent, region_text, span

RARE = 0.05
"""The share of all heads below which heads in several categories count as rare."""

VERY_RARE = 0.01
"""The share below which they count as very rare."""

MAX_NAMED_HEADS = 8
"""The largest number of heads that are named one by one."""

LONG_RUN = 3
"""The smallest number of adjacent heads that count as a streak."""


class Axis(Struct, frozen=True):
    """The layers or the heads, along which concentrations are measured.

    Attributes:
        word: ``layer`` or ``head``.
        bands: The first and last index of each fifth of the axis.
        room: The number of heads that the model has at each index, int (n,).
        tests: The number of tests for which p-values are corrected.
    """

    word: str
    bands: list[tuple[int, int]]
    room: IntArray
    tests: int

    @property
    def total(self) -> int:
        """Return the number of heads of the model."""
        return int(self.room.sum())


def region_sentence(region: Region | None, heads: int, total: int) -> str:
    """Return a sentence on the densest rectangle of the grid.

    Args:
        region: The rectangle; None if none is denser than the grid.
        heads: The number of heads of the category.
        total: The number of heads of the model.
    """
    no_pattern = "No clear pattern over layers and heads together"
    if region is None:
        return f"{no_pattern}: no area is denser than all {total} heads."
    expected = f"where an even spread would put {region.expected:.1f} ({p_value_text(region.p)})"
    if region.p >= SIGNIFICANT:
        return (
            f"{no_pattern}: the densest area, {region_text(region)}, has "
            f"{region.inside} of the {heads}, {expected}."
        )
    return (
        f"The densest area is {region_text(region)}: {region.inside} of the {heads} "
        f"({percent(region.inside, heads)}) in {percent(region.room, total)} of the grid, {expected}."
    )


def axis_sentences(axis: Axis, counts: IntArray, concentration: Concentration) -> Iterator[str]:
    """Yield sentences on how unevenly heads lie along one axis.

    Args:
        axis: The axis.
        counts: The number of heads at each index, int (n,).
        concentration: How unevenly the heads lie in the bands of the axis. If it has no value, there are no
            sentences.
    """
    if concentration.value is None or concentration.p is None:
        return
    p = min(1.0, concentration.p * axis.tests)
    measured = f"concentration {concentration.value:.2g}, {p_value_text(p)}"
    half = _denser_half(axis, counts)
    if p >= SIGNIFICANT:
        yield f"By {axis.word}, no clear pattern ({measured}): {half}."
        return
    yield f"By {axis.word}, they are uneven ({measured}): {half}; {_fullest_band(axis, concentration)}."
    sparse = _sparse_bands(axis, int(counts.sum()), concentration)
    if sparse:
        yield f"Few are in {join_and(sparse)}."


def _fullest_band(axis: Axis, concentration: Concentration) -> str:
    """Return a clause on the band with the most heads."""
    fullest = int(np.argmax(concentration.heads))
    band = span(axis.word, *axis.bands[fullest])
    heads = concentration.heads[fullest]
    # A short axis has a band for each layer or head, which is not a fifth.
    if len(axis.bands) == len(axis.room):
        return f"{band} has the most, {heads}"
    return f"the fullest fifth, {band}, has {heads}"


class _Half(Struct, frozen=True):
    """One half of an axis.

    Attributes:
        first: The first index.
        last: The last index, included.
        inside: The number of heads of the category in it.
        room: The number of heads of the model in it.
    """

    first: int
    last: int
    inside: int
    room: int


def _denser_half(axis: Axis, counts: IntArray) -> str:
    """Return a clause on the denser half of an axis.

    If the number of layers or heads is odd, the middle one is in both halves.
    """
    n = len(counts)
    halves = []
    for first, last in ((0, (n - 1) // 2), (n // 2, n - 1)):
        inside = counts[first : last + 1].sum()
        room = axis.room[first : last + 1].sum()
        halves.append(_Half(first, last, int(inside), int(room)))
    # If both halves are equally dense, max returns the first one.
    half = max(halves, key=lambda half: half.inside / max(1, half.room))
    have = "has" if half.first == half.last else "have"
    return (
        f"{half.inside} ({percent(half.inside, int(counts.sum()))}) {is_are(half.inside)} "
        f"in {span(axis.word, half.first, half.last)}, "
        f"which {have} {percent(half.room, axis.total)} of all heads"
    )


def _sparse_bands(axis: Axis, heads: int, concentration: Concentration) -> list[str]:
    """Return the bands with clearly fewer heads than chance would put there."""
    sparse = []
    for (first, last), inside in zip(axis.bands, concentration.heads, strict=True):
        room = int(axis.room[first : last + 1].sum())
        # Each band of the axis is a test of its own.
        p = probability_at_most(inside, axis.total, heads, room) * len(axis.bands) * axis.tests
        if p < SIGNIFICANT:
            expected = heads * room / axis.total
            sparse.append(f"{span(axis.word, first, last)} ({inside}, where {expected:.0f} are expected)")
    return sparse


def coverage_sentence(member: BoolArray, present: BoolArray) -> str:
    """Return a sentence on how many layers have heads of a category.

    Args:
        member: The heads of the category, bool (layers, heads).
        present: The heads of the model, bool (layers, heads).
    """
    layers = int(present.any(axis=1).sum())
    with_members = int(member.any(axis=1).sum())
    subject = "It is" if member.sum() == 1 else "They are"
    return f"{subject} in {with_members} of {counted(layers, 'layer')}."


def overlap_sentence(k: int, count: IntArray, total: int) -> str:
    """Return a sentence on the heads in k categories: how many they are, and how many are isolated.

    Args:
        k: The number of categories, at least 2.
        count: The number of categories of each head, int (layers, heads).
        total: The number of heads of the model.
    """
    mask = count == k
    heads = int(mask.sum())
    near_single = int((mask & has_neighbour(count == 1)).sum())
    # A head is not isolated either if its neighbour is in several categories, but not in k of them.
    isolated = int((mask & ~has_neighbour(count > 1)).sum())
    return (
        f"Heads in {k} categories are {_rarity(heads / total)}{heads} ({percent(heads, total)})"
        f"{named_heads(mask)}; {near_single} {is_are(near_single)} adjacent to a head in one category, "
        f"{isolated} {is_are(isolated)} not adjacent to another head in several categories."
    )


def _rarity(share: float) -> str:
    """Return the words that introduce a rare kind of heads; an empty text if the share is not small."""
    if share < VERY_RARE:
        return "very rare: "
    if share < RARE:
        return "rare: "
    return ""


def named_heads(mask: BoolArray) -> str:
    """Return the heads of a mask by name, to be added to a sentence; an empty text if they are many or none.

    Args:
        mask: bool (layers, heads).

    >>> named_heads(np.array([[0, 1], [1, 0]], dtype=bool))
    ', at L0H1 and L1H0'
    """
    heads = np.argwhere(mask).tolist()
    if not 0 < len(heads) <= MAX_NAMED_HEADS:
        return ""
    return f", at {join_and([f'L{layer}H{head}' for layer, head in heads])}"


def shape_sentences(member: BoolArray, adjacent: tuple[Adjacency, Adjacency]) -> Iterator[str]:
    """Yield sentences on the clusters that heads form, and on adjacent heads along each axis.

    Args:
        member: The heads of a category, bool (layers, heads), at least one.
        adjacent: The adjacent heads along the layers, and along the head indices.
    """
    sizes = clusters(member)
    single = sizes.count(1)
    yield (
        f"The heads form {counted(len(sizes), 'edge-connected cluster')}: "
        f"{single} {is_are(single)} a single head, and the largest has {counted(sizes[0], 'head')}."
    )
    along_layers, along_heads = adjacent
    yield _adjacency_sentence("one head index in neighbouring layers", along_layers)
    yield _adjacency_sentence("one layer at neighbouring head indices", along_heads)


def _adjacency_sentence(place: str, adjacent: Adjacency) -> str:
    """Return a sentence on adjacent heads along one axis; place says in words where they are adjacent."""
    more = "more than" if adjacent.p < SIGNIFICANT else "not clearly more than"
    runs = [length for length in adjacent.runs if length >= LONG_RUN]
    streaks = ""
    if runs:
        streaks = f"; {counted(len(runs), 'streak')} of {LONG_RUN} or more, up to {max(runs)}"
    return (
        f"{counted(adjacent.pairs, 'pair')} of them {is_are(adjacent.pairs)} at {place}, {more} "
        f"the {adjacent.expected:.1f} expected by chance ({p_value_text(adjacent.p)}){streaks}."
    )
