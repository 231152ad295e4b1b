"""Neighbours, runs and clusters are compared with loops over single heads, p-values with other shuffles."""

from itertools import product

import numpy as np
import pytest

from headmap_cli.analysis.adjacency import adjacency, clusters, has_neighbour
from headmap_cli.analysis.shuffles import neighbour_pairs
from headmap_cli.core.array_types import BoolArray

LAYERS = 7
HEADS = 9
Cell = tuple[int, int]


@pytest.fixture
def present() -> BoolArray:
    return np.random.default_rng(5).random((LAYERS, HEADS)) >= 0.2


@pytest.fixture
def member(present: BoolArray) -> BoolArray:
    return (np.random.default_rng(6).random((LAYERS, HEADS)) < 0.5) & present


def cells_of(mask: BoolArray) -> set[Cell]:
    return {(layer, head) for layer, head in np.argwhere(mask).tolist()}


def count_pairs(cells: set[Cell], layer_step: int, head_step: int) -> int:
    """Count the cells whose neighbour in one direction is a cell as well."""
    return len([cell for cell in cells if (cell[0] + layer_step, cell[1] + head_step) in cells])


def is_near(cell: Cell, cells: set[Cell]) -> bool:
    """Return whether any of the eight cells around a cell is one of the cells."""
    for layer_step, head_step in product((-1, 0, 1), repeat=2):
        neighbour = (cell[0] + layer_step, cell[1] + head_step)
        if neighbour != cell and neighbour in cells:
            return True
    return False


def test_pairs_are_those_counted_head_by_head(member: BoolArray, present: BoolArray) -> None:
    cells = cells_of(member)
    along_layers = count_pairs(cells, 1, 0)
    along_heads = count_pairs(cells, 0, 1)
    assert neighbour_pairs(member[None]).tolist() == [[along_layers, along_heads]]
    [(layers, heads)] = adjacency(member[None], present)
    assert layers.pairs == along_layers
    assert heads.pairs == along_heads


def test_runs_cover_all_heads_and_hold_all_pairs(member: BoolArray, present: BoolArray) -> None:
    [directions] = adjacency(member[None], present)
    for direction in directions:
        assert sum(direction.runs) == member.sum()
        # A run of n heads has n - 1 pairs.
        assert sum(length - 1 for length in direction.runs) == direction.pairs


def test_cells_with_a_neighbour_are_those_with_one_of_eight_around_them(member: BoolArray) -> None:
    cells = cells_of(member)
    grid = product(range(LAYERS), range(HEADS))
    assert cells_of(has_neighbour(member)) == {cell for cell in grid if is_near(cell, cells)}


def test_clusters_cover_all_heads(member: BoolArray) -> None:
    sizes = clusters(member)
    assert sum(sizes) == member.sum()
    assert sizes == sorted(sizes, reverse=True)


def test_heads_that_touch_at_a_corner_alone_are_separate_clusters() -> None:
    assert clusters(np.eye(3, dtype=bool)) == [1, 1, 1]


def test_expected_pairs_and_p_values_are_those_of_shuffles_that_keep_absent_heads_absent() -> None:
    random = np.random.default_rng(2)
    present = random.random((6, 8)) >= 0.25
    cells = np.flatnonzero(present)
    member = np.zeros(present.size, dtype=bool)
    member[cells[:15]] = True
    shuffles = np.empty((4000, 2))
    for i in range(len(shuffles)):
        mask = np.zeros(present.size, dtype=bool)
        mask[random.choice(cells, 15, replace=False)] = True
        shuffles[i] = neighbour_pairs(mask.reshape(1, 6, 8))[0]
    [directions] = adjacency(member.reshape(1, 6, 8), present)
    for column, direction in enumerate(directions):
        counts = shuffles[:, column]
        assert direction.expected == pytest.approx(counts.mean(), rel=0.05)
        # Two samples of 999 and 4000 shuffles differ by less than 0.05.
        assert direction.p == pytest.approx((counts >= direction.pairs).mean(), abs=0.05)


def whole_grid_p_values(membership: BoolArray, present: BoolArray, tests: int) -> list[list[float]]:
    """Return corrected p-values by shuffling whole grids, as often as the number of tests asks for."""
    shuffles = max(999, 40 * tests)
    random = np.random.default_rng(0)
    cells = np.flatnonzero(present)
    flat = membership.reshape(len(membership), -1)
    shuffled = np.zeros_like(flat)
    hits = np.zeros((len(membership), 2), dtype=int)
    observed = neighbour_pairs(membership)
    for _ in range(shuffles):
        shuffled[:, cells] = flat[:, random.permutation(cells)]
        hits += neighbour_pairs(shuffled.reshape(membership.shape)) >= observed
    p_values: list[list[float]] = np.minimum(1, (1 + hits) / (1 + shuffles) * tests).tolist()
    return p_values


@pytest.mark.parametrize("tests", [1, 4, 30])
def test_p_values_are_those_of_all_shuffles_of_whole_grids(tests: int, present: BoolArray) -> None:
    random = np.random.default_rng(7)
    membership = (random.random((6, LAYERS, HEADS)) < 0.3) & present
    membership[0] = False
    membership[1] = present
    # A block of neighbours, whose p-value stays small, beside categories that need few shuffles.
    membership[2] = False
    membership[2, 2:5, 3:7] = present[2:5, 3:7]
    p_values = [[layers.p, heads.p] for layers, heads in adjacency(membership, present, tests)]
    assert p_values == pytest.approx(np.array(whole_grid_p_values(membership, present, tests)))
    assert p_values[0] == p_values[1] == [1, 1]
