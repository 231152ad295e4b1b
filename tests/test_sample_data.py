"""The sample table has the properties that its README describes; read with csv alone."""

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from statistics import mean, pstdev

SAMPLE_DATA = Path(__file__).parent.parent / "sample_data"
TABLE = SAMPLE_DATA / "pythia_like_36x41.csv"

LAYERS, HEADS = 36, 41
ALGORITHMIC, KNOWLEDGE, LINGUISTIC = CATEGORIES = ("Algorithmic", "Knowledge", "Linguistic")

Cell = tuple[int, int]  # (layer, head)
Cells = frozenset[Cell]


# --- the table and its geometry ---


@cache
def rows() -> tuple[tuple[int, int, str], ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple((int(row["layer"]), int(row["head"]), row["category"]) for row in csv.DictReader(file))


def heads_of(category: str) -> Cells:
    return frozenset((layer, head) for layer, head, name in rows() if name == category)


def in_categories(count: int) -> Cells:
    counts = Counter((layer, head) for layer, head, _ in rows())
    return frozenset(cell for cell, found in counts.items() if found == count)


def classified() -> Cells:
    return frozenset((layer, head) for layer, head, _ in rows())


def area(layers: range, heads: range) -> Cells:
    return frozenset(product(layers, heads))


GRID = area(range(LAYERS), range(HEADS))
EARLY, MIDDLE, LATE = (area(layers, range(HEADS)) for layers in (range(14), range(14, 29), range(29, LAYERS)))
KNOWLEDGE_CORE = area(range(14, 29), range(16, 33))
ALGORITHMIC_CORE = area(range(15), range(24, 41))
CENTRE = area(range(14, 29), range(8, 33))


def density(cells: Cells, within: Cells) -> float:
    return len(cells & within) / len(within)


def times_denser(cells: Cells, within: Cells) -> float:
    """Return how many times denser the cells lie in an area than in the rest of the grid."""
    return density(cells, within) / density(cells, GRID - within)


def densest_window(cells: Cells, width: int, height: int) -> float:
    """Return the greatest density in any window of that many layers and heads."""
    corners = product(range(LAYERS - width + 1), range(HEADS - height + 1))
    return max(density(cells, area(range(x, x + width), range(y, y + height))) for x, y in corners)


def tiles(parts: int) -> Iterator[Cells]:
    """Yield the parts x parts areas of nearly one size that make up the grid."""
    across = [range(LAYERS * i // parts, LAYERS * (i + 1) // parts) for i in range(parts)]
    down = [range(HEADS * i // parts, HEADS * (i + 1) // parts) for i in range(parts)]
    return (area(layers, heads) for layers, heads in product(across, down))


def unevenness(cells: Cells) -> float:
    """Return the spread of the density over a 4 x 4 partition, in units of its mean."""
    densities = [density(cells, tile) for tile in tiles(4)]
    return pstdev(densities) / mean(densities)


def around(cell: Cell) -> Cells:
    """Return a cell and the eight around it, as far as they lie in the grid."""
    layer, head = cell
    return area(range(layer - 1, layer + 2), range(head - 1, head + 2)) & GRID


def touching(cells: Cells, others: Cells) -> Cells:
    """Return those of the cells that have one of the others among the eight around them."""
    return frozenset(cell for cell in cells if (around(cell) - {cell}) & others)


def clusters(cells: Cells) -> list[int]:
    """Return the sizes of the groups of cells that hang together by their sides."""
    left, sizes = set(cells), []
    while left:
        group, edge = 0, [left.pop()]
        while edge:
            layer, head = edge.pop()
            group += 1
            beside = {(layer - 1, head), (layer + 1, head), (layer, head - 1), (layer, head + 1)} & left
            left -= beside
            edge.extend(beside)
        sizes.append(group)
    return sizes


def streaks(cells: Cells, step: Cell) -> list[int]:
    """Return the lengths of the unbroken runs of cells in one direction."""
    x, y = step
    lengths = []
    for layer, head in (cell for cell in cells if (cell[0] - x, cell[1] - y) not in cells):
        length = 1
        while (layer + length * x, head + length * y) in cells:
            length += 1
        lengths.append(length)
    return lengths


ALONG_LAYERS, ALONG_HEADS = (1, 0), (0, 1)


# --- the synthetic table: its form ---


def test_the_header_is_layer_head_category() -> None:
    assert TABLE.read_bytes().startswith(b"layer,head,category\n")


def test_the_categories_are_algorithmic_knowledge_linguistic() -> None:
    assert {category for _, _, category in rows()} == set(CATEGORIES)


def test_every_row_is_inside_36_layers_x_41_heads() -> None:
    assert classified() <= GRID


def test_layer_35_and_head_40_occur_so_that_the_grid_can_be_inferred() -> None:
    assert max(layer for layer, _ in classified()) == LAYERS - 1
    assert max(head for _, head in classified()) == HEADS - 1


def test_no_row_occurs_twice() -> None:
    assert len(set(rows())) == len(rows())


# --- the synthetic table: all categories ---


def test_less_than_25_percent_of_the_heads_are_classified() -> None:
    assert 0.18 < density(classified(), GRID) < 0.25


def test_no_region_is_devoid_of_classified_heads() -> None:
    assert all(tile & classified() for tile in tiles(6))


def test_classified_heads_concentrate_in_layers_14_to_28_and_heads_8_to_32() -> None:
    assert times_denser(classified(), CENTRE) >= 2


# --- the synthetic table: Algorithmic ---


def test_algorithmic_is_densest_in_layers_0_to_14_and_heads_24_to_40() -> None:
    cells = heads_of(ALGORITHMIC)
    assert times_denser(cells, ALGORITHMIC_CORE) >= 2
    assert density(cells, ALGORITHMIC_CORE) >= 0.9 * densest_window(cells, 15, 17)


def test_algorithmic_is_scattered_over_the_rest_of_the_grid() -> None:
    assert all(
        (tile - ALGORITHMIC_CORE) & heads_of(ALGORITHMIC) for tile in tiles(3) if tile - ALGORITHMIC_CORE
    )


def test_algorithmic_is_isolated_points_and_very_small_clusters() -> None:
    sizes = clusters(heads_of(ALGORITHMIC))
    assert max(sizes) <= 6
    assert sum(size <= 2 for size in sizes) >= 0.8 * len(sizes)
    assert any(size >= 3 for size in sizes)


# --- the synthetic table: Knowledge ---


def test_knowledge_is_densest_in_layers_14_to_28_and_heads_16_to_32() -> None:
    cells = heads_of(KNOWLEDGE)
    assert times_denser(cells, KNOWLEDGE_CORE) >= 4
    assert density(cells, KNOWLEDGE_CORE) >= 0.9 * densest_window(cells, 15, 17)


def test_knowledge_has_very_few_heads_in_layers_0_to_7() -> None:
    early = area(range(8), range(HEADS))
    assert len(heads_of(KNOWLEDGE) & early) <= 5
    assert density(heads_of(KNOWLEDGE), early) < 0.2 * density(heads_of(KNOWLEDGE), MIDDLE)


def test_knowledge_has_very_few_heads_after_layer_28() -> None:
    assert len(heads_of(KNOWLEDGE) & LATE) <= 8
    assert density(heads_of(KNOWLEDGE), LATE) < 0.2 * density(heads_of(KNOWLEDGE), MIDDLE)


def test_knowledge_forms_short_horizontal_streaks() -> None:
    across, down = (streaks(heads_of(KNOWLEDGE), step) for step in (ALONG_LAYERS, ALONG_HEADS))
    assert sum(length >= 3 for length in across) >= 8
    assert sum(length >= 3 for length in across) >= 2 * sum(length >= 3 for length in down)
    assert max(across) <= 8


def test_knowledge_forms_clusters() -> None:
    assert sum(size >= 4 for size in clusters(heads_of(KNOWLEDGE))) >= 5


def test_knowledge_forms_clear_bands_of_a_few_heads() -> None:
    by_head = Counter(head for _, head in heads_of(KNOWLEDGE) & KNOWLEDGE_CORE)
    assert sum(count for _, count in by_head.most_common(6)) > by_head.total() / 2


def test_knowledge_is_the_most_specialised_category() -> None:
    assert max(CATEGORIES, key=lambda category: unevenness(heads_of(category))) == KNOWLEDGE


# --- the synthetic table: Linguistic ---


def test_linguistic_is_everywhere() -> None:
    assert all(tile & heads_of(LINGUISTIC) for tile in tiles(4))


def test_linguistic_is_a_little_denser_in_heads_0_to_20_than_in_21_to_40() -> None:
    assert 1.1 < times_denser(heads_of(LINGUISTIC), area(range(LAYERS), range(21))) < 1.6


def test_linguistic_is_the_most_uniform_category() -> None:
    assert min(CATEGORIES, key=lambda category: unevenness(heads_of(category))) == LINGUISTIC


# --- the synthetic table: several categories, and the ranges of layers ---


def test_heads_in_2_categories_are_relatively_rare() -> None:
    assert 35 <= len(in_categories(2)) <= 55


def test_heads_in_2_categories_are_often_adjacent_to_heads_in_one() -> None:
    assert len(touching(in_categories(2), in_categories(1))) >= 0.75 * len(in_categories(2))


def test_heads_in_2_categories_are_mostly_isolated_from_each_other() -> None:
    assert len(touching(in_categories(2), in_categories(2))) <= 0.4 * len(in_categories(2))


def test_heads_in_3_categories_are_a_handful() -> None:
    assert 3 <= len(in_categories(3)) <= 8


def test_heads_in_3_categories_are_isolated_from_each_other() -> None:
    assert not touching(in_categories(3), in_categories(3))


def test_a_head_in_3_categories_is_at_or_next_to_layer_21_head_8() -> None:
    assert in_categories(3) & around((21, 8))


def test_early_layers_mix_all_categories_with_more_algorithmic_and_linguistic() -> None:
    algorithmic, knowledge, linguistic = (density(heads_of(category), EARLY) for category in CATEGORIES)
    assert 0 < knowledge < 0.5 * min(algorithmic, linguistic)


def test_knowledge_is_the_most_frequent_category_of_the_middle_layers() -> None:
    assert max(CATEGORIES, key=lambda category: density(heads_of(category), MIDDLE)) == KNOWLEDGE


def test_late_layers_are_mixed_and_sparser_than_the_middle_ones() -> None:
    assert all(heads_of(category) & LATE for category in CATEGORIES)
    assert density(classified(), LATE) < 0.75 * density(classified(), MIDDLE)
