"""Two classifications -> what differs: heads of each category kept, gained and lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
import numpy.typing as npt
from msgspec import Meta, Struct

from .classification import Classification
from .errors import HeadmapError
from .strings import round_significant

Bool = npt.NDArray[np.bool_]


class Change(Struct, frozen=True):
    """A head that is in other categories than before."""

    layer: int
    head: int
    before: list[str]
    after: list[str]


class CategoryChange(Struct, frozen=True):
    """One category: its heads in each, and those in both, only in the second, only in the first."""

    name: str
    before: int
    after: int
    kept: int
    gained: int
    lost: int
    jaccard: Annotated[
        float | None, Meta(description="kept / (kept + gained + lost); null where neither has heads")
    ]


class Comparison(Struct, frozen=True):
    """How the second classification differs from the first. Places count from 0."""

    before: Annotated[str, Meta(description="what the first was read from")]
    after: str
    layers: int
    heads: int
    aligned: Annotated[
        bool, Meta(description="whether places are of relative depth instead of single heads; see --align")
    ]
    identical: bool
    compared: Annotated[int, Meta(description="places that both have")]
    only_before: Annotated[int, Meta(description="places that only the first has, left out of all counts")]
    only_after: int
    categories: list[CategoryChange]
    changed: Annotated[list[Change], Meta(description="heads in other categories than before")]


@dataclass(frozen=True, eq=False)
class AlignedPair:
    """Two classifications on one grid with the same categories.

    before, after: bool (categories, layers, heads). present: bool (layers, heads), the heads that both have.
    """

    categories: tuple[str, ...]
    before: Bool
    after: Bool
    present: Bool
    only_before: int
    only_after: int
    aligned: bool


def align_pair(first: Classification, second: Classification, align: bool = False) -> AlignedPair:
    """Two classifications side by side: the categories of the first, then those that only the second has.

    align: bring two grids together by relative depth, as in ``by_depth``.
    Raises HeadmapError where the grids differ and align is not asked for.
    """
    grids = [(data.layers, data.heads) for data in (first, second)]
    if grids[0] != grids[1] and not align:
        one, other = (f"{layers} layers x {heads} heads" for layers, heads in grids)
        raise HeadmapError(
            f"the first has {one}, the second {other}; --grid says one for both, "
            "--align depth compares them by relative depth"
        )
    grid = (min(grids[0][0], grids[1][0]), min(grids[0][1], grids[1][1]))
    names = tuple(dict.fromkeys((*first.categories, *second.categories)))
    members, rooms = [], []
    for data in (first, second):
        own = dict(zip(data.categories, data.membership, strict=True))
        none = np.zeros((data.layers, data.heads), dtype=bool)
        members.append(np.stack([by_depth(own.get(name, none), grid) for name in names]))
        rooms.append(by_depth(data.present, grid))
    both = rooms[0] & rooms[1]
    return AlignedPair(
        names,
        members[0] & both,
        members[1] & both,
        both,
        int((rooms[0] & ~both).sum()),
        int((rooms[1] & ~both).sum()),
        grids[0] != grids[1],
    )


def by_depth(mask: Bool, grid: tuple[int, int]) -> Bool:
    """A mask on a grid that is no larger: a place is True where any head that falls on it is.

    Layer l of n falls on floor(l m / n) of m, so that each m-th of the depth is one place, and none is
    without a layer; head indices likewise, which with equal numbers of heads stay as they are.

    >>> by_depth(np.array([[1], [0], [0], [0]], dtype=bool), (2, 1)).tolist()
    [[True], [False]]
    """
    for axis, m in enumerate(grid):
        n = mask.shape[axis]
        starts = [-(-place * n // m) for place in range(m)]
        mask = np.logical_or.reduceat(mask, starts, axis=axis)
    return mask


def compare_pair(pair: AlignedPair, before: str, after: str) -> Comparison:
    """The differences as numbers. before, after: what the two are called."""
    kept, gained, lost = split(pair)
    categories = []
    for c, name in enumerate(pair.categories):
        k, g, v = (int(mask[c].sum()) for mask in (kept, gained, lost))
        jaccard = round_significant(k / (k + g + v)) if k + g + v else None
        categories.append(CategoryChange(name, k + v, k + g, k, g, v, jaccard))
    changed = np.argwhere((gained | lost).any(axis=0)).tolist()
    same_places = not pair.only_before and not pair.only_after and not pair.aligned
    return Comparison(
        before,
        after,
        pair.present.shape[0],
        pair.present.shape[1],
        pair.aligned,
        not changed and same_places,
        int(pair.present.sum()),
        pair.only_before,
        pair.only_after,
        categories,
        [
            Change(layer, head, *(_names(pair, m[:, layer, head]) for m in (pair.before, pair.after)))
            for layer, head in changed
        ],
    )


def split(pair: AlignedPair) -> tuple[Bool, Bool, Bool]:
    """Kept, gained and lost: bool (categories, layers, heads) each."""
    return pair.before & pair.after, pair.after & ~pair.before, pair.before & ~pair.after


def _names(pair: AlignedPair, member: Bool) -> list[str]:
    return [pair.categories[c] for c in np.flatnonzero(member)]
