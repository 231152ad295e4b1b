"""How heads lie on a grid, by hand and by trying every area one by one."""

from itertools import product
from math import log

import numpy as np
import pytest
from scipy import stats

from headmap_cli.analysis.adjacency import adjacency, clusters, has_neighbour, neighbour_pairs
from headmap_cli.analysis.concentration import concentration, edges
from headmap_cli.analysis.densest_region import densest_region


def test_concentration_by_hand() -> None:
    """Of 8 heads in 4 equal bands: 4, 2, 1 and 1 have an entropy of 7/4 bits out of 2."""
    found = concentration(np.array([4, 2, 1, 1]), np.array([9, 9, 9, 9]))
    assert float(found) == pytest.approx(1 - 1.75 / 2)


def test_concentration_goes_by_the_heads_that_a_band_has() -> None:
    assert float(concentration(np.array([2, 4]), np.array([10, 20]))) == pytest.approx(0)
    assert float(concentration(np.array([2, 4, 0]), np.array([10, 20, 0]))) == pytest.approx(0)
    half = concentration(np.array([2, 2]), np.array([10, 20]))
    assert float(half) == pytest.approx(1 + (2 / 3 * log(2 / 3) + 1 / 3 * log(1 / 3)) / log(2))


def test_concentration_is_that_of_scipys_entropy() -> None:
    counts, room = np.random.default_rng(1).integers(0, 9, (50, 5)), np.array([9, 12, 30, 11, 10])
    counts[0] = [0, 3, 0, 0, 0]
    np.testing.assert_allclose(
        concentration(counts, room), 1 - stats.entropy(counts / room, axis=1) / log(5), atol=1e-12
    )


@pytest.mark.parametrize(("counts", "room"), [([0, 0], [5, 5]), ([3], [5]), ([3, 0], [5, 0])])
def test_concentration_is_not_defined_without_heads_or_with_one_band(
    counts: list[int], room: list[int]
) -> None:
    assert np.isnan(concentration(np.array(counts), np.array(room)))


@pytest.mark.parametrize(
    ("layers", "heads", "absent"), [(36, 41, 0.0), (12, 7, 0.3), (3, 4, 0.0), (1, 9, 0.0), (2, 2, 0.5)]
)
def test_the_densest_area_is_the_best_of_all_tried_one_by_one(layers: int, heads: int, absent: float) -> None:
    random = np.random.default_rng(layers)
    for _ in range(5):
        present = random.random((layers, heads)) >= absent
        member = (random.random((layers, heads)) < 0.3) & present
        found, best = densest_region(member, present, tests=4), (0.0, 0.0)
        total, n, tried = int(present.sum()), int(member.sum()), 0
        for (a, b), (c, d) in product(*map(runs_of_bands, (layers, heads))):
            tried += 1
            inside, room = int(member[a:b, c:d].sum()), int(present[a:b, c:d].sum())
            expected = n * room / total if total else 0
            if inside > expected and room < total:
                ratio = inside * log(inside / expected)
                ratio += (n - inside) * log((n - inside) / (n - expected)) if n > inside else 0
                tail = float(stats.hypergeom.sf(inside - 1, total, n, room))
                best = max(best, (ratio, tail))
                if found and (found.layers, found.heads) == ((a, b - 1), (c, d - 1)):
                    assert (found.inside, found.room) == (inside, room)
                    own = ratio
        if found is None:
            assert best[0] == 0
        else:
            assert own == pytest.approx(best[0])
            assert found.p == pytest.approx(min(1, best[1] * tried * 4), rel=1e-6)


def runs_of_bands(n: int) -> list[tuple[int, int]]:
    """First and one after the last of runs of at most three fifths; of fewer than five, of single ones."""
    parts = min(5, n)
    most = {1: 1, 2: 1, 3: 1, 4: 2, 5: 3}[parts]
    at = [i * n // parts for i in range(parts + 1)]
    return [(at[i], at[j]) for i in range(parts) for j in range(i + 1, parts + 1) if j - i <= most]


@pytest.mark.parametrize("n", [1, 2, 4, 5, 6, 12, 36, 41, 126])
def test_bands_are_whole_and_of_nearly_one_size(n: int) -> None:
    sizes = np.diff(edges(n))
    assert (sum(sizes), len(sizes)) == (n, min(5, n))
    assert max(sizes) - min(sizes) <= 1


def test_neighbours_are_those_counted_one_by_one() -> None:
    random = np.random.default_rng(5)
    present = random.random((7, 9)) >= 0.2
    member = (random.random((7, 9)) < 0.5) & present
    cells = set(map(tuple, np.argwhere(member).tolist()))
    along = sum((x + 1, y) in cells for x, y in cells)
    down = sum((x, y + 1) in cells for x, y in cells)
    assert neighbour_pairs(member[None]).tolist() == [[along, down]]
    near = {
        (x, y)
        for x, y in product(range(7), range(9))
        if any((x + i, y + j) in cells for i, j in product((-1, 0, 1), repeat=2) if (i, j) != (0, 0))
    }
    assert set(map(tuple, np.argwhere(has_neighbour(member)).tolist())) == near
    assert sum(clusters(member)) == len(cells)
    [(layers, heads)] = adjacency(member[None], present)
    assert (layers.pairs, heads.pairs) == (along, down)
    assert sum(layers.runs) == sum(heads.runs) == len(cells)
    assert sum(length - 1 for length in layers.runs) == along


def test_the_expected_pairs_are_the_mean_of_shuffles_that_keep_absent_heads_absent() -> None:
    random = np.random.default_rng(2)
    present = random.random((6, 8)) >= 0.25
    places = np.flatnonzero(present)
    member = np.zeros(present.size, dtype=bool)
    member[places[:15]] = True
    seen = []
    for _ in range(4000):
        mask = np.zeros(present.size, dtype=bool)
        mask[random.choice(places, 15, replace=False)] = True
        seen.append(neighbour_pairs(mask.reshape(1, 6, 8))[0])
    found = adjacency(member.reshape(1, 6, 8), present)[0]
    np.testing.assert_allclose([one.expected for one in found], np.mean(seen, axis=0), rtol=0.05)
    truth = [np.mean([s[way] >= found[way].pairs for s in seen]) for way in (0, 1)]
    np.testing.assert_allclose([one.p for one in found], truth, atol=0.05)


def test_chance_alone_gives_a_significant_area_in_less_than_one_case_of_twenty() -> None:
    random, present = np.random.default_rng(7), np.ones((15, 15), dtype=bool)
    found = [densest_region(random.random((15, 15)) < 0.2, present) for _ in range(300)]
    assert sum(area is not None and area.p < 0.05 for area in found) <= 0.05 * 300
