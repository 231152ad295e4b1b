"""Write pythia_like_36x41.csv beside this script: a synthetic classification of 36 layers x 41 heads.

The data are invented; no model was measured. They have the shape that such maps of real models show:
Knowledge in short streaks in the middle layers, Algorithmic in small clusters, densest in early layers at
high head numbers, Linguistic everywhere, some heads in two categories and a few in three.
Every run writes the same bytes.
"""

from bisect import bisect
from itertools import accumulate, product
from pathlib import Path
from random import Random
from typing import TypeVar

FILE_NAME = "pythia_like_36x41.csv"
SEED = 55  # of the first 60, the one whose picture shows these shapes most plainly
LAYERS, HEADS = 36, 41
CATEGORIES = ("Algorithmic", "Knowledge", "Linguistic")
SINGLES = {"Knowledge": 108, "Algorithmic": 70, "Linguistic": 117}  # in this order, each on heads still free
TRIPLES, DOUBLES = 5, 44  # how many of those heads are then put in all three categories, and in two
TRIPLE_NEAR = (21, 8)
BANDS = (17, 20, 21, 24, 27, 28, 31)  # the heads at which Knowledge forms its horizontal bands

Cell = tuple[int, int]  # (layer, head)
Members = dict[Cell, set[str]]  # every classified head with its categories
Item = TypeVar("Item")


def pick(rng: Random, items: list[Item], weights: list[float]) -> Item:
    """Draw one item by weight, from random() alone: its sequence is the one that Python promises to keep."""
    sums = list(accumulate(weights))
    return items[min(bisect(sums, rng.random() * sums[-1]), len(items) - 1)]


def plateau(x: int, low: int, high: int, slope: int) -> float:
    """Return 1 from low to high, falling to 0 within `slope` steps on either side."""
    return max(0.0, 1 - max(low - x, x - high, 0) / slope)


def appeal(category: str, cell: Cell) -> float:
    """Return how well a category suits a head by its place alone."""
    layer, head = cell
    if category == "Knowledge":
        band = 2.2 if head in BANDS else 0.8
        return 0.04 + band * plateau(layer, 15, 26, 5) * plateau(head, 17, 31, 9)
    if category == "Algorithmic":
        return 0.4 + 0.7 * plateau(layer, 0, 13, 6) * plateau(head, 25, 40, 6)
    return 1.0 if head <= 20 else 0.7


def around(cell: Cell) -> list[Cell]:
    """Return the eight cells around a cell; at the edge some of them lie outside the grid."""
    layer, head = cell
    return [(layer + x, head + y) for x, y in product((-1, 0, 1), repeat=2) if (x, y) != (0, 0)]


def company(category: str, cell: Cell, members: Members) -> float:
    """Return the factor by which neighbours in the category make a head likelier to join it."""
    alike = [other for other in around(cell) if category in members.get(other, ())]
    if category == "Knowledge":  # grows along the layers, into streaks
        return (1.0, 4.0, 2.0)[sum(head == cell[1] for _, head in alike)]
    if category == "Algorithmic":  # twos and threes, hardly more
        return (1.0, 3.0, 0.3)[min(len(alike), 2)]
    return 0.5 ** len(alike)  # Linguistic spreads out


def place_singles(rng: Random, members: Members) -> None:
    """Classify heads one by one, each into one category."""
    for category, count in SINGLES.items():
        for _ in range(count):
            free = [cell for cell in product(range(LAYERS), range(HEADS)) if cell not in members]
            weights = [appeal(category, cell) * company(category, cell, members) for cell in free]
            members[pick(rng, free, weights)] = {category}


def pick_crowded(rng: Random, members: Members) -> Cell:
    """Draw a head of one category, likelier amid other such heads than alone or beside one of several."""
    singles = [cell for cell, categories in members.items() if len(categories) == 1]
    weights = []
    for cell in singles:
        counts = [len(members.get(other, ())) for other in around(cell)]
        weights.append((0.3 + counts.count(1)) * 0.25 ** sum(count > 1 for count in counts))
    return pick(rng, singles, weights)


def place_multiples(rng: Random, members: Members) -> None:
    """Put some of the classified heads in all three categories, then others in a second one."""
    members[TRIPLE_NEAR] = set(CATEGORIES)
    for _ in range(TRIPLES - 1):
        members[pick_crowded(rng, members)] = set(CATEGORIES)
    for _ in range(DOUBLES):
        cell = pick_crowded(rng, members)
        others = [category for category in CATEGORIES if category not in members[cell]]
        members[cell].add(pick(rng, others, [appeal(category, cell) for category in others]))


def make(seed: int = SEED) -> str:
    """Return the table as text: a header, then one row per membership, by layer, head and category."""
    rng, members = Random(seed), Members()
    place_singles(rng, members)
    place_multiples(rng, members)
    rows = sorted((*cell, name) for cell, names in members.items() for name in names)
    return "\n".join(["layer,head,category", *(f"{layer},{head},{name}" for layer, head, name in rows), ""])


def write(folder: Path) -> Path:
    """Write the table into a folder and return its path."""
    path = folder / FILE_NAME
    path.write_bytes(make().encode())
    return path


if __name__ == "__main__":
    print(write(Path(__file__).parent))
