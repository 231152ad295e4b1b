"""What the panels that are no maps show: exclusive intersections, as in an UpSet plot, and layer profiles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from ..classification import Classification
from ..intersections import intersections
from ..style.palette import Palette

CHARTS = ("upset", "layers")
"""What panels.show calls them."""


class Bar(Struct, frozen=True):
    """The heads of just these categories, by their index, and how the bar looks; id as in the legend."""

    id: str
    categories: tuple[int, ...]
    heads: int
    color: str
    hatch: str


class Upset(Struct, frozen=True):
    """Bars from the largest down, over a row of dots for each category: its id and colour.

    empty: the colour of dots of categories that a bar is not in.
    """

    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, str], ...]
    empty: str


class Profiles(Struct, frozen=True):
    """For each category its id, colour and share of the heads of each layer, NaN where a layer has none."""

    lines: tuple[tuple[str, str, tuple[float, ...]], ...]


Chart: TypeAlias = Upset | Profiles


def upset(data: Classification, colors: Palette, ids: Sequence[str]) -> Upset:
    """The exclusive intersections of all categories; a bar has the colour that the composite shows."""
    bars = []
    for chosen, heads in intersections(data.membership):
        one, k = chosen[0], len(chosen)
        id = ids[one] if k == 1 else f"{k}-categories"
        color = colors.categories[one] if k == 1 else colors.multi[k]
        hatch = colors.hatches[one] if k == 1 else colors.multi_hatches[k]
        bars.append(Bar(id, chosen, heads, color, hatch))
    return Upset(tuple(bars), tuple(zip(ids, colors.categories, strict=True)), colors.unclassified)


def profiles(data: Classification, colors: Palette, ids: Sequence[str]) -> Profiles:
    """The share of each layer's heads that is in each category."""
    room = data.present.sum(axis=1)
    with np.errstate(invalid="ignore"):
        shares = data.membership.sum(axis=2) / np.where(room, room, np.nan)
    return Profiles(tuple(zip(ids, colors.categories, map(tuple, shares.tolist()), strict=True)))
