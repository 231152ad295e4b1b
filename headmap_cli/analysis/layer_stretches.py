"""Find the stretch of layers in which a category is denser, or sparser, than in all other layers."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from msgspec import Struct

from ..core.array_types import BoolArray
from .concentration import band_ranges, band_sums, edges
from .significance import hypergeom_cdf, hypergeom_sf, log_likelihood_ratio

Direction: TypeAlias = Literal["fullest", "emptiest"]


class Stretch(Struct, frozen=True):
    """Neighbouring layers, and the heads of a category in them.

    Attributes:
        layers: The first and last layer.
        inside: The number of heads of the category in it.
        room: The number of heads of the model in it.
        expected: The number of heads of the category in it if they were spread evenly.
        p: The probability of a stretch that stands out as much if the heads are placed at random.
    """

    layers: tuple[int, int]
    inside: int
    room: int
    expected: float
    p: float


def layer_stretch(
    member: BoolArray, present: BoolArray, direction: Direction, tests: int = 1
) -> Stretch | None:
    """Return the stretch of layers that is fuller, or emptier, than the others by the likelihood ratio.

    Stretches are runs of one to three fifths of the layers, as the ticks of the axis mark them. The p-value
    is the exact hypergeometric tail, times the number of stretches and the number of tests (Bonferroni).

    Args:
        member: bool (layers, heads), the heads of the category.
        present: bool (layers, heads), all heads of the model.
        direction: Whether to look for the fullest stretch or for the emptiest one.
        tests: The number of stretches of this and other categories that are reported if they are clear.

    Returns:
        The stretch, or None if the layers are equally dense. Outer layers of the fullest stretch that have no
        heads of the category are left out of it.
    """
    counts = np.append(0, band_sums(member.sum(axis=1)).cumsum())
    capacities = np.append(0, band_sums(present.sum(axis=1)).cumsum())
    heads, total = int(counts[-1]), int(capacities[-1])
    runs = np.array(list(band_ranges(len(counts) - 1)))
    inside = counts[runs[:, 1]] - counts[runs[:, 0]]
    room = capacities[runs[:, 1]] - capacities[runs[:, 0]]
    expected = heads * room / max(total, 1)
    ratio = log_likelihood_ratio(inside, heads, expected)
    is_wrong_side = inside <= expected if direction == "fullest" else inside >= expected
    # The ratio of the whole grid has no meaning.
    ratio[is_wrong_side | (room == total)] = 0
    best = int(ratio.argmax())
    if ratio[best] <= 0:
        return None
    tail = hypergeom_sf if direction == "fullest" else hypergeom_cdf
    p = tail(int(inside[best]), total, heads, int(room[best])) * len(runs) * tests
    layer_edges = edges(member.shape[0])
    first, last = layer_edges[runs[best, 0]], layer_edges[runs[best, 1]] - 1
    if direction == "fullest":
        with_heads = first + np.flatnonzero(member[first : last + 1].any(axis=1))
        first, last = int(with_heads[0]), int(with_heads[-1])
    stretch_room = int(present[first : last + 1].sum())
    return Stretch(
        layers=(first, last),
        inside=int(inside[best]),
        room=stretch_room,
        expected=heads * stretch_room / total,
        p=min(1.0, p),
    )
