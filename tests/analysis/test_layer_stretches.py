"""The fullest and the emptiest stretch of layers are compared with trying every stretch one by one."""

from math import log

import numpy as np
import pytest
from scipy import stats

from headmap_cli.analysis.layer_stretches import Stretch, layer_stretches
from headmap_cli.core.array_types import BoolArray


def stretches(layers: int) -> list[tuple[int, int]]:
    """Return the first and one more than the last layer of all runs of at most three fifths."""
    edges = [i * layers // 5 for i in range(6)]
    return [(edges[i], edges[j]) for i in range(5) for j in range(i + 1, min(5, i + 3) + 1)]


def likelihood_ratio(member: BoolArray, present: BoolArray, start: int, end: int) -> float:
    inside, room = int(member[start:end].sum()), int(present[start:end].sum())
    heads, total = int(member.sum()), int(present.sum())
    ratio = 0.0
    for part, expected in ((inside, heads * room / total), (heads - inside, heads * (total - room) / total)):
        if part:
            ratio += part * log(part / expected)
    return ratio


@pytest.mark.parametrize("direction", ["fullest", "emptiest"])
@pytest.mark.parametrize(("layers", "heads", "absent"), [(36, 40, 0.0), (12, 7, 0.3), (5, 4, 0.0)])
def test_the_stretch_has_the_largest_ratio_of_all(
    layers: int, heads: int, absent: float, direction: str
) -> None:
    random = np.random.default_rng(layers)
    for _ in range(10):
        present = random.random((layers, heads)) >= absent
        member = (random.random((layers, heads)) < 0.3) & present
        density = member.sum() / present.sum()
        candidates = []
        for start, end in stretches(layers):
            is_denser = member[start:end].sum() > density * present[start:end].sum()
            if is_denser == (direction == "fullest"):
                candidates.append((likelihood_ratio(member, present, start, end), start, end))
        _, start, end = max(candidates)
        found = getattr(layer_stretches(member, present, tests=4), direction)
        assert isinstance(found, Stretch)
        inside, room = int(member[start:end].sum()), int(present[start:end].sum())
        assert found.inside == inside
        distribution = stats.hypergeom(int(present.sum()), int(member.sum()), room)
        tail = distribution.sf(inside - 1) if direction == "fullest" else distribution.cdf(inside)
        assert found.p == pytest.approx(min(1, tail * len(stretches(layers)) * 4), rel=1e-6)


def test_outer_layers_without_heads_are_no_part_of_the_fullest_stretch() -> None:
    member = np.zeros((20, 6), dtype=bool)
    member[[5, 9], :] = True
    found = layer_stretches(member, np.ones((20, 6), dtype=bool)).fullest
    assert found is not None
    assert (found.layers, found.inside, found.room, found.expected) == ((5, 9), 12, 30, 3.0)


def test_equally_dense_layers_have_no_stretch() -> None:
    present = np.ones((10, 4), dtype=bool)
    for member in (present, ~present):
        assert layer_stretches(member, present) == (None, None)
    assert layer_stretches(present[:1], present[:1]) == (None, None)
