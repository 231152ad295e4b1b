"""Place the bars of layer profiles: a row for each category, in a chart whose layers run along x.

::

      +-----------------------+
      |      ___              |   a row; the bar of the largest share is `max_bar` high
      |  ___|   |__      ___  |
      | |__________|____|___| |   base
      |          ___          |
      |         |   |___      |
      |_________|_______|_____|   a layer without heads interrupts the line below the bars
      +-----------------------+
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import isnan

import numpy as np
from msgspec import Struct

from ..band_scale import BandScale
from ..hatches import Rects

ROW_GAP = 0.18
"""The free part of a row above its longest possible bar, as a share of the height of the row."""

MIN_CELL_FOR_GAPS = 5
"""The smallest cell, in widths of a frame's line, that leaves a gap to the bar of the next layer."""


class Rows(Struct, frozen=True):
    """The places of the rows in pixels, in a chart with layers along x.

    Attributes:
        max_bar: The length of the bar of the largest share.
        max_share: The largest share of any category.
        bases: The y of the lower end of the bars of each category.
        line: The width of the line below these bars.
    """

    max_bar: int
    max_share: float
    bases: tuple[int, ...]
    line: int

    def length(self, share: float) -> int:
        """Return the length of the bar of a share above 0, which is visible however small the share is."""
        return max(1, round(self.max_bar * share / self.max_share))


def place_rows(shares: Sequence[Sequence[float]], length: int, line: int) -> Rows:
    """Return the places of the rows, from the first at the top.

    Args:
        shares: The share of each layer's heads that is in each category; NaN for a layer without heads.
        length: The height of all rows together in pixels.
        line: The width of the line below the bars of a row.
    """
    pitch = length // len(shares)
    top = (length - pitch * len(shares)) // 2
    bases = [top + (i + 1) * pitch - line for i in range(len(shares))]
    # Without the zero, a classification without heads, whose shares are all NaN, would have no maximum.
    max_share = float(np.nanmax(np.append(np.array(shares), 0.0)))
    max_bar = max(1, round(pitch * (1 - ROW_GAP)) - line)
    return Rows(max_bar, max_share or 1.0, tuple(bases), line)


def bars(shares: Sequence[float], base: int, rows: Rows, layers: BandScale) -> Rects:
    """Return the bars of one category.

    Args:
        shares: The share of each layer's heads that is in the category; NaN for a layer without heads.
        base: The y of the lower end of the bars.
        rows: The places of all rows.
        layers: The positions of the layers.
    """
    gap = rows.line if layers.cell >= MIN_CELL_FOR_GAPS * rows.line else 0
    rects = []
    for (start, end), share in zip(layers.bands().tolist(), _by_pixel(shares, layers), strict=True):
        if share > 0:
            length = rows.length(share)
            rects.append((start, base - length, end - start - gap, length))
    return np.array(rects, dtype=np.int64).reshape(-1, 4)


def base_lines(shares: Sequence[float], base: int, rows: Rows, layers: BandScale) -> Rects:
    """Return the parts of the line below the bars of one category; the arguments are those of `bars`."""
    bands = layers.bands().tolist()
    lines = []
    numbered = enumerate(_by_pixel(shares, layers))
    for has_heads, run in groupby(numbered, key=lambda item: not isnan(item[1])):
        indices = [index for index, _ in run]
        if has_heads:
            start, end = bands[indices[0]][0], bands[indices[-1]][1]
            lines.append((start, base, end - start, rows.line))
    return np.array(lines, dtype=np.int64).reshape(-1, 4)


def _by_pixel(shares: Sequence[float], layers: BandScale) -> Sequence[float]:
    """Return the shares in the order of pixels, in which layers descend if the origin is at the bottom."""
    return shares[::-1] if layers.reverse else shares
