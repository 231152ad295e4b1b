"""How the heads of a category lie on the grid: in fifths of the layers and heads, and where most densely."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from .significance import FloatArray, IntArray, hypergeom_sf

PARTS = 5
"""Bands of an axis, as many as it has ticks: fifths, or single layers where there are fewer than five."""
WIDEST = 3
"""Bands that the sides of an area may be long."""
SIGNIFICANT = 0.05
FEWEST = 5
"""Heads that a category needs to be looked at for a pattern."""


@dataclass(frozen=True)
class Region:
    """A rectangle of the grid: first and last layer, first and last head.

    inside: the category's heads in it. room: all heads in it. expected: how many of the category would be
    there if it were spread evenly. p: the probability of an area as dense anywhere if placed at random.
    """

    layers: tuple[int, int]
    heads: tuple[int, int]
    inside: int
    room: int
    expected: float
    p: float


def edges(n: int) -> list[int]:
    """Where the bands of n layers or heads begin, and n: fifths, as the ticks of an axis mark them.

    >>> edges(36), edges(41), edges(2)
    ([0, 7, 14, 21, 28, 36], [0, 8, 16, 24, 32, 41], [0, 1, 2])
    """
    parts = min(PARTS, n)
    return [i * n // parts for i in range(parts + 1)]


def band_sums(counts: npt.NDArray[np.int64] | npt.NDArray[np.bool_], axis: int = -1) -> IntArray:
    """Sums over each band of an axis."""
    starts = edges(counts.shape[axis])[:-1]
    sums: IntArray = np.add.reduceat(counts, starts, axis=axis, dtype=np.int64)
    return sums


def concentration(counts: IntArray, room: IntArray) -> FloatArray:
    """1 - H / ln B of the heads in B bands: 0 where all are equally dense, 1 where one band has all.

    counts: (.., bands) of a category. room: (bands,) of all heads; a band without any is left out. H is the
    entropy -sum(p ln p) of the bands' densities, scaled to a sum of 1 (Shannon 1948; 1 - H / ln B is the
    redundancy). NaN without heads, or with a single band.

    >>> concentration(np.array([[3, 3], [4, 0]]), np.array([9, 9])).tolist()
    [0.0, 1.0]
    """
    counts, room = counts[..., room > 0], room[room > 0]
    density = counts / room
    with np.errstate(divide="ignore", invalid="ignore"):
        p = density / density.sum(axis=-1, keepdims=True)
        entropy = -np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0 * p), axis=-1)
        out: FloatArray = 1 - entropy / np.log(len(room))
    return np.where(np.isfinite(out), np.clip(out, 0, 1), np.nan)


def densest_region(
    member: npt.NDArray[np.bool_], present: npt.NDArray[np.bool_], tests: int = 1
) -> Region | None:
    """The area, of whole bands and at most three by three, that stands out most; None where none is denser.

    member, present: bool (layers, heads). Among all areas it is the one with the greatest likelihood ratio of
    its density against that of the rest (Kulldorff, "A spatial scan statistic", 1997). Its p-value is the
    exact hypergeometric tail times the number of areas, and times the tests that are made (Bonferroni).
    """
    tiles, room = (band_sums(band_sums(grid, 0), 1) for grid in (member, present))
    total, heads = int(room.sum()), int(tiles.sum())
    areas = _areas(*tiles.shape)
    inside, wide = _sums(tiles, areas), _sums(room, areas)
    expected = heads * wide / max(total, 1)
    ratio = _xlogy(inside, expected) + _xlogy(heads - inside, heads - expected)
    ratio[(inside <= expected) | (wide == total)] = 0
    best = int(ratio.argmax())
    if ratio[best] <= 0:
        return None
    top, bottom, left, right = areas[best].tolist()
    layer, head = (edges(n) for n in member.shape)
    p = hypergeom_sf(int(inside[best]), total, heads, int(wide[best])) * len(areas) * tests
    return Region(
        (layer[top], layer[bottom] - 1),
        (head[left], head[right] - 1),
        int(inside[best]),
        int(wide[best]),
        float(expected[best]),
        min(1.0, p),
    )


@cache
def _areas(down: int, across: int) -> IntArray:
    """First and one after the last band of each area, of layers and of heads: int (n, 4)."""
    runs = [
        [(a, b) for a in range(n) for b in range(a + 1, min(n, a + max(1, WIDEST * n // PARTS)) + 1)]
        for n in (down, across)
    ]
    return np.array([(*one, *other) for one in runs[0] for other in runs[1]])


def _sums(tiles: IntArray, areas: IntArray) -> IntArray:
    """The sum of the tiles of each area, from sums over all tiles above and left of each corner."""
    corner = np.pad(tiles.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    top, bottom, left, right = areas.T
    sums: IntArray = corner[bottom, right] - corner[top, right] - corner[bottom, left] + corner[top, left]
    return sums


def _xlogy(seen: IntArray, expected: FloatArray) -> FloatArray:
    """seen * ln(seen / expected), and 0 where nothing is seen."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(seen > 0, seen * np.log(seen / expected), 0.0)
