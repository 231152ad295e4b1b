"""The densest region is compared with trying every region one by one."""

from itertools import product
from math import log
from typing import NamedTuple

import numpy as np
import pytest
from scipy import stats

from headmap_cli.analysis.densest_region import densest_region
from headmap_cli.core.array_types import BoolArray

MAX_BANDS_OF = {1: 1, 2: 1, 3: 1, 4: 2, 5: 3}
"""The longest side of a region in bands, at most three fifths, by the number of bands of the axis."""


class Candidate(NamedTuple):
    """One region: its likelihood ratio, the probability of so many heads in it, and what it holds."""

    ratio: float
    tail: float
    inside: int
    capacity: int


def side_ranges(n: int) -> list[tuple[int, int]]:
    """Return the first and one more than the last of the layers or heads that a region may cover."""
    parts = min(5, n)
    edges = [i * n // parts for i in range(parts + 1)]
    ranges = []
    for i in range(parts):
        last = min(parts, i + MAX_BANDS_OF[parts])
        ranges += [(edges[i], edges[j]) for j in range(i + 1, last + 1)]
    return ranges


def candidates(member: BoolArray, present: BoolArray) -> dict[tuple[int, int, int, int], Candidate]:
    """Return every region by its first and last layer and head; the ratio is 0 unless it is denser."""
    total = int(present.sum())
    heads = int(member.sum())
    regions = {}
    for (top, bottom), (left, right) in product(side_ranges(member.shape[0]), side_ranges(member.shape[1])):
        inside = int(member[top:bottom, left:right].sum())
        capacity = int(present[top:bottom, left:right].sum())
        expected = heads * capacity / max(1, total)
        ratio = 0.0
        if inside > expected and capacity < total:
            ratio = inside * log(inside / expected)
            # The limit of x ln x for x = 0 is 0.
            if heads > inside:
                ratio += (heads - inside) * log((heads - inside) / (heads - expected))
        tail = float(stats.hypergeom.sf(inside - 1, total, heads, capacity))
        regions[top, bottom - 1, left, right - 1] = Candidate(ratio, tail, inside, capacity)
    return regions


@pytest.mark.parametrize(
    ("layers", "heads", "absent"), [(36, 41, 0.0), (12, 7, 0.3), (3, 4, 0.0), (1, 9, 0.0), (2, 2, 0.5)]
)
def test_the_densest_region_has_the_largest_ratio_of_all(layers: int, heads: int, absent: float) -> None:
    random = np.random.default_rng(layers)
    for _ in range(5):
        present = random.random((layers, heads)) >= absent
        member = (random.random((layers, heads)) < 0.3) & present
        region = densest_region(member, present, tests=4)
        regions = candidates(member, present)
        best = max(regions.values())
        if region is None:
            assert best.ratio == 0
            continue
        chosen = regions[*region.layers, *region.heads]
        assert chosen.ratio == pytest.approx(best.ratio)
        assert region.inside == chosen.inside
        assert region.room == chosen.capacity
        # Corrected for the number of regions and for the four tests.
        assert region.p == pytest.approx(min(1, best.tail * len(regions) * 4), rel=1e-6)


def test_random_heads_have_a_significant_region_in_at_most_one_case_of_twenty() -> None:
    random = np.random.default_rng(7)
    present = np.ones((15, 15), dtype=bool)
    significant = 0
    for _ in range(300):
        region = densest_region(random.random((15, 15)) < 0.2, present)
        if region is not None and region.p < 0.05:
            significant += 1
    assert significant <= 0.05 * 300
