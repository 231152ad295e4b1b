"""Find the stretches of layers in which a category is denser, and sparser, than in all other layers."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from ..core.array_types import BoolArray, IntArray
from .concentration import band_ranges, edges
from .significance import log_likelihood_ratio, probability_at_least, probability_at_most


class Stretch(Struct, frozen=True):
    """Neighbouring layers, and the heads of a category in them.

    Attributes:
        layers: The first and last layer.
        inside: The number of heads of the category in it.
        room: The number of heads of the model in it.
        expected: The number of heads of the category in it if they were spread evenly.
        p: The probability of a stretch that stands out as much if the heads are placed at random. It is that
            of the whole run of layers, also if its outer layers without heads of the category are left out.
    """

    layers: tuple[int, int]
    inside: int
    room: int
    expected: float
    p: float


class Stretches(NamedTuple):
    """The stretches of layers in which a category is denser, and sparser, than elsewhere.

    Attributes:
        fullest: The fullest stretch; None if the layers are equally dense. Its outer layers have heads of the
            category.
        emptiest: The emptiest stretch; None if the layers are equally dense.
    """

    fullest: Stretch | None
    emptiest: Stretch | None


def layer_stretches(member: BoolArray, present: BoolArray, tests: int = 1) -> Stretches:
    """Return the stretches of layers that are fuller, and emptier, than the others by the likelihood ratio.

    Stretches are runs of one to three fifths of the layers, as the ticks of the axis mark them. The p-value
    is the exact hypergeometric tail, times the number of stretches and the number of tests (Bonferroni).

    Args:
        member: bool (layers, heads), the heads of the category.
        present: bool (layers, heads), all heads of the model.
        tests: How many p-values the caller judges together, by which each is multiplied.
    """
    counts, heads_per_layer = member.sum(axis=1), present.sum(axis=1)
    runs = _runs(member.shape[0])
    inside, heads_per_run = _run_sums(counts, runs), _run_sums(heads_per_layer, runs)
    heads, total = int(counts.sum()), int(heads_per_layer.sum())
    expected = heads * heads_per_run / max(total, 1)
    ratio = log_likelihood_ratio(inside, heads, expected)
    # The ratio of the whole grid has no meaning.
    ratio[heads_per_run == total] = 0
    stretches: list[Stretch | None] = []
    for tail, is_on_this_side in (
        (probability_at_least, inside > expected),
        (probability_at_most, inside < expected),
    ):
        best = int(np.where(is_on_this_side, ratio, 0).argmax())
        if not is_on_this_side[best] or ratio[best] <= 0:
            stretches.append(None)
            continue
        p = tail(int(inside[best]), total, heads, int(heads_per_run[best])) * len(runs) * tests
        layers = (int(runs[best, 0]), int(runs[best, 1]) - 1)
        stretches.append(
            Stretch(layers, int(inside[best]), int(heads_per_run[best]), float(expected[best]), min(1.0, p))
        )
    fullest, emptiest = stretches
    if fullest is not None:
        fullest = _without_empty_ends(fullest, counts, heads_per_layer)
    return Stretches(fullest, emptiest)


@cache  # all categories of all figures with as many layers have the same runs
def _runs(layers: int) -> IntArray:
    """Return the first layer, and one more than the last, of each run of fifths: int (runs, 2)."""
    starts = np.array(edges(layers))
    runs: IntArray = starts[np.array(list(band_ranges(len(starts) - 1)))]
    return runs


def _run_sums(counts: IntArray, runs: IntArray) -> IntArray:
    """Return the sum of the counts of the layers of each run."""
    sums = np.concatenate([[0], counts.cumsum()])
    run_sums: IntArray = sums[runs[:, 1]] - sums[runs[:, 0]]
    return run_sums


def _without_empty_ends(stretch: Stretch, counts: IntArray, heads_per_layer: IntArray) -> Stretch:
    """Return a stretch without the outer layers that have no heads of the category.

    Args:
        stretch: A stretch with heads of the category.
        counts: int (layers,), the number of heads of the category in each layer.
        heads_per_layer: int (layers,), the number of heads of the model in each layer.
    """
    first, last = stretch.layers
    with_heads = np.flatnonzero(counts[first : last + 1])
    first, last = first + int(with_heads[0]), first + int(with_heads[-1])
    inner_room = int(heads_per_layer[first : last + 1].sum())
    expected = float(counts.sum() * inner_room / heads_per_layer.sum())
    return Stretch((first, last), stretch.inside, inner_room, expected, stretch.p)
