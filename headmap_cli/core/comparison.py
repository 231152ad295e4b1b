"""Compare two classifications: find the heads of each category that are kept, gained and lost."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

import numpy as np
from msgspec import Meta, Struct

from .array_types import BoolArray
from .classification import Classification
from .errors import HeadmapError
from .numbers import ceil_div
from .strings import round_significant

# The docstrings and descriptions of the structs are part of docs/compare.schema.json.


class Change(Struct, frozen=True):
    """A head whose categories differ."""

    layer: int
    head: int
    before: Annotated[list[str], Meta(description="its categories in the first")]
    after: Annotated[list[str], Meta(description="its categories in the second")]


class CategoryChange(Struct, frozen=True):
    """The heads of one category, as numbers."""

    name: str
    before: Annotated[int, Meta(description="heads in the first")]
    after: Annotated[int, Meta(description="heads in the second")]
    kept: Annotated[int, Meta(description="heads in both")]
    gained: Annotated[int, Meta(description="heads only in the second")]
    lost: Annotated[int, Meta(description="heads only in the first")]
    jaccard: Annotated[
        float | None, Meta(description="kept / (kept + gained + lost); null if neither has heads")
    ]


class Comparison(Struct, frozen=True):
    """How the second classification differs from the first. Layers and heads are counted from 0."""

    before: Annotated[str, Meta(description="what the first was read from")]
    after: Annotated[str, Meta(description="what the second was read from")]
    layers: int
    heads: Annotated[int, Meta(description="heads in each layer")]
    aligned: Annotated[
        bool, Meta(description="whether cells are of relative depth instead of single heads; see --align")
    ]
    identical: bool
    compared: Annotated[int, Meta(description="cells that both have")]
    only_before: Annotated[int, Meta(description="cells that only the first has, left out of all counts")]
    only_after: Annotated[int, Meta(description="cells that only the second has, left out of all counts")]
    categories: list[CategoryChange]
    changed: Annotated[list[Change], Meta(description="heads whose categories differ")]


class AlignedPair(Struct, frozen=True, eq=False):
    """Two classifications on one grid with the same categories.

    Attributes:
        categories: The names of the categories of either.
        before: bool (categories, layers, heads), the heads of the first.
        after: bool (categories, layers, heads), the heads of the second.
        present: bool (layers, heads), the cells that both have.
        only_before: The number of cells that only the first has.
        only_after: The number of cells that only the second has.
        aligned: Whether the grids differed, so that cells are parts of the depth instead of single heads.
    """

    categories: tuple[str, ...]
    before: BoolArray
    after: BoolArray
    present: BoolArray
    only_before: int
    only_after: int
    aligned: bool


def align_pair(first: Classification, second: Classification, align: bool = False) -> AlignedPair:
    """Bring two classifications onto one grid, with the same categories.

    Args:
        first: The classification before.
        second: The classification after; the categories that only it has come last.
        align: Whether to align two different grids by relative depth.

    Returns:
        The pair; cells that only one of the two has are in no category.

    Raises:
        HeadmapError: The grids differ, and ``align`` is False.
    """
    grids_differ = (first.layers, first.heads) != (second.layers, second.heads)
    if grids_differ and not align:
        raise HeadmapError(
            f"the first has {_grid_text(first)}, the second {_grid_text(second)}; use --grid to give both "
            "the same grid, or --align depth to compare them by relative depth"
        )
    # The smaller size of each axis, since a mask can be merged onto fewer cells, but not spread over more.
    grid = (min(first.layers, second.layers), min(first.heads, second.heads))
    # Unlike a set, a dict keeps the order.
    names = tuple(dict.fromkeys((*first.categories, *second.categories)))
    present_before = coarsen_by_depth(first.present, grid)
    present_after = coarsen_by_depth(second.present, grid)
    both = present_before & present_after
    return AlignedPair(
        categories=names,
        before=_coarse_membership(first, names, grid) & both,
        after=_coarse_membership(second, names, grid) & both,
        present=both,
        only_before=int((present_before & ~both).sum()),
        only_after=int((present_after & ~both).sum()),
        aligned=grids_differ,
    )


def _grid_text(data: Classification) -> str:
    """Return the size of a grid in words."""
    return f"{data.layers} layers x {data.heads} heads"


def _coarse_membership(data: Classification, names: tuple[str, ...], grid: tuple[int, int]) -> BoolArray:
    """Return bool (names, layers, heads) on a grid that is not larger; False for names that data lacks."""
    masks = dict(zip(data.categories, data.membership, strict=True))
    no_heads = np.zeros((data.layers, data.heads), dtype=bool)
    return np.stack([coarsen_by_depth(masks.get(name, no_heads), grid) for name in names])


def coarsen_by_depth(mask: BoolArray, grid: tuple[int, int]) -> BoolArray:
    """Merge the cells of a mask onto a grid that is not larger, by their relative depth.

    Layer l of n is merged into row floor(l m / n) of m, and head indices likewise. So each row covers the
    same part of the depth, no row is without a layer, and equal sizes leave the mask as it is.

    Args:
        mask: bool (layers, heads).
        grid: The numbers of layers and heads of the result, at most those of the mask.

    Returns:
        bool (layers, heads) of the grid: True where any of the cells that were merged is True.

    >>> coarsen_by_depth(np.array([[1], [0], [0], [0]], dtype=bool), (2, 1)).tolist()
    [[True], [False]]
    """
    for axis, m in enumerate(grid):
        n = mask.shape[axis]
        # The first layer l with floor(l m / n) = i is ceil(i n / m). With n = 7 and m = 3:
        #
        #     layer  0 1 2 | 3 4 | 5 6
        #     row      0   |  1  |  2
        starts = [ceil_div(i * n, m) for i in range(m)]
        mask = np.logical_or.reduceat(mask, starts, axis=axis)
    return mask


def compare_pair(pair: AlignedPair, before: str, after: str) -> Comparison:
    """Return the differences between two aligned classifications as numbers and names.

    Args:
        pair: The two classifications.
        before: The name of the first, such as the path of its file.
        after: The name of the second.
    """
    kept, gained, lost = split(pair)
    categories = []
    for i, name in enumerate(pair.categories):
        categories.append(_category_change(name, kept[i], gained[i], lost[i]))
    changed = []
    for layer, head in np.argwhere((gained | lost).any(axis=0)).tolist():
        names_before = _names(pair, pair.before[:, layer, head])
        names_after = _names(pair, pair.after[:, layer, head])
        changed.append(Change(layer, head, names_before, names_after))
    same_cells = not pair.only_before and not pair.only_after and not pair.aligned
    return Comparison(
        before=before,
        after=after,
        layers=pair.present.shape[0],
        heads=pair.present.shape[1],
        aligned=pair.aligned,
        identical=not changed and same_cells,
        compared=int(pair.present.sum()),
        only_before=pair.only_before,
        only_after=pair.only_after,
        categories=categories,
        changed=changed,
    )


def split(pair: AlignedPair) -> tuple[BoolArray, BoolArray, BoolArray]:
    """Return the heads that are kept, gained and lost: bool (categories, layers, heads) each."""
    return pair.before & pair.after, pair.after & ~pair.before, pair.before & ~pair.after


def _category_change(name: str, kept: BoolArray, gained: BoolArray, lost: BoolArray) -> CategoryChange:
    """Return the numbers of one category from its masks (layers, heads)."""
    kept_count = int(kept.sum())
    gained_count = int(gained.sum())
    lost_count = int(lost.sum())
    union = kept_count + gained_count + lost_count
    jaccard = None
    if union:
        jaccard = round_significant(kept_count / union)
    return CategoryChange(
        name=name,
        before=kept_count + lost_count,
        after=kept_count + gained_count,
        kept=kept_count,
        gained=gained_count,
        lost=lost_count,
        jaccard=jaccard,
    )


def _names(pair: AlignedPair, is_member: BoolArray) -> list[str]:
    """Return the names of the categories where a mask (categories,) is True."""
    return [pair.categories[i] for i in np.flatnonzero(is_member)]


def short_names(before: str, after: str) -> tuple[str, str]:
    """Return the names of two inputs without folders and extensions, unless only these tell them apart.

    >>> short_names("runs/step1000.csv", "runs/step2000.csv"), short_names("a/heads.csv", "b/heads.csv")
    (('step1000', 'step2000'), ('a/heads.csv', 'b/heads.csv'))
    """
    # Where Python does not take file names for UTF-8, it keeps other bytes as lone surrogates.
    before = before.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    after = after.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    first, second = PurePath(before), PurePath(after)
    if first.stem != second.stem:
        return _stem(before), _stem(after)
    if first.name != second.name:
        return first.name, second.name
    return before, after


def _stem(input: str) -> str:
    """Return the name of an input without its folder and extension, in words if it is a stream."""
    if input in ("-", "/dev/stdin"):
        return "standard input"
    # The number of a pipe alone, such as 63, would not be understood.
    if input.startswith(("/dev/", "/proc/")):
        return input
    return PurePath(input).stem
