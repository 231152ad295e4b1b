"""What the panels that are no maps show: exclusive intersections, as in an UpSet plot, and layer profiles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...core.classification import Classification
from ...core.intersections import intersections
from ...style.palette import Palette
from ..plan_types import Bar, Profiles, Upset

CHARTS = ("upset", "layers")
"""What panels.show calls them."""


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
