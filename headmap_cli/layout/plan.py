"""Composite + Style -> what each panel and the legend show, before anything has a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..merge import Composite
from ..style.palette import palette
from ..style.types import Style
from .legend import Entry
from .letters import printable


@dataclass(frozen=True)
class PanelPlan:
    """One panel: its id, its title, and what is painted, in that order.

    layers: (id, colour, bool (rows, columns)), rows along y.
    """

    id: str
    title: str
    layers: tuple[tuple[str, str, npt.NDArray[np.bool_]], ...]


def plan(composite: Composite, style: Style) -> tuple[list[PanelPlan], list[Entry]]:
    """The panels in order, the composite first, and the legend's entries from the highest count down."""
    names = composite.classification.categories
    colors = palette(style, names)
    labels = [(style.categories[n].label if n in style.categories else None) or n for n in names]
    ids = identifiers(names, {"all", "unclassified", *(f"{k}-categories" for k in composite.counts)})
    data = composite.classification
    code, count, members, present = composite.code, composite.count, data.membership, data.present
    if style.axes.x == "layer":
        code, count, members, present = code.T, count.T, members.transpose(0, 2, 1), present.T
    rest = ("unclassified", colors.unclassified, present)
    single = [(i, c, code == n + 1) for n, (i, c) in enumerate(zip(ids, colors.categories, strict=True))]
    several = [(f"{k}-categories", colors.multi[k], count == k) for k in composite.counts]
    plans = [PanelPlan("panel-all", printable(style.composite.label), (rest, *single, *several))]
    for id, label, color, mask in zip(ids, labels, colors.categories, members, strict=True):
        plans.append(PanelPlan(f"panel-{id}", printable(label), (rest, (id, color, mask))))
    shown = [(style.unclassified.label, colors.unclassified), *zip(labels, colors.categories, strict=True)]
    shown += [(style.multi.label.replace("{k}", str(k)), colors.multi[k]) for k in composite.counts]
    ids = ["unclassified", *ids, *(f"{k}-categories" for k in composite.counts)]
    entries = [Entry(f"legend--{id}", printable(t), c) for id, (t, c) in zip(ids, shown, strict=True)]
    return plans, entries[::-1]


def identifiers(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """A short id for each name: letters, digits and single hyphens; no two alike, and none of those taken.

    >>> identifiers(["Knowledge", "knowledge!", "日本"])
    ['knowledge', 'knowledge-2', 'category']
    """
    taken = set(taken)
    out = []
    for name in names:
        stem = re.sub("[^a-z0-9]+", "-", name.lower())[:60].strip("-") or "category"
        unique, n = stem, 1
        while unique in taken:
            n += 1
            unique = f"{stem}-{n}"
        taken.add(unique)
        out.append(unique)
    return out
