"""A comparison + Style -> a plan of the same panels: kept, gained, lost and unclassified heads."""

from __future__ import annotations

import numpy as np

from ..core.array_types import BoolArray
from ..core.comparison import AlignedPair, split
from ..core.errors import HeadmapError
from ..core.strings import printable
from ..style.palette import palette
from ..style.schema import Style
from .labels import identifiers, shown_label
from .panels.selection import panel_title, selected_panels
from .plan_types import Fill, LegendEntry, PanelPlan, Plan

STATES = ("kept", "gained", "lost")
PLACES = {"kept": 0, "lost": 1, "gained": 2}
"""Which of the style's colours each has: by default blue, orange and green."""


def comparison_plan(pair: AlignedPair, style: Style) -> Plan:
    """The panels of a figure of the first classification, with what became of each category's heads.

    The composite's panel shows heads in any category. Charts are left out.
    Raises HeadmapError for a panel that the data has no category for, or where only charts are asked for.
    """
    shown = [what for what in selected_panels(pair.categories, style) if not isinstance(what, str)]
    if not shown:
        raise HeadmapError("a comparison has maps only; add composite or categories to panels.show")
    colors = palette(style, [f"\0{state}" for state in PLACES])
    swap = style.axes.x == "layer"
    present = pair.present.T if swap else pair.present
    whole = [mask[None] for mask in _of_any(pair)]
    ids = identifiers(pair.categories, {"all", "legend", "unclassified", *STATES})
    panels, counts = [], dict.fromkeys(STATES, 0)
    for place, c in enumerate(shown):
        masks = whole if c is None else [mask[[c]] for mask in split(pair)]
        layers = [Fill("unclassified", colors.unclassified, "none", ((present, 0, 1),))]
        for state, mask in zip(STATES, masks, strict=True):
            n = PLACES[state]
            painted = mask[0].T if swap else mask[0]
            layers.append(Fill(state, colors.categories[n], colors.hatches[n], ((painted, 0, 1),)))
            counts[state] += int(painted.sum()) if c is not None or len(shown) == 1 else 0
        title = style.composite.label if c is None else shown_label(pair.categories[c], style)
        id = "all" if c is None else ids[c]
        panels.append(PanelPlan(f"panel-{id}", panel_title(place, title, style), tuple(layers)))
    entries = [
        LegendEntry(
            f"legend--{state}",
            f"{state} ({counts[state]})" if style.legend.counts else state,
            colors.categories[PLACES[state]],
            colors.hatches[PLACES[state]],
        )
        for state in STATES
    ]
    entries.append(
        LegendEntry("legend--unclassified", printable(style.unclassified.label), colors.unclassified)
    )
    return Plan(tuple(panels), tuple(entries), (pair.present.shape[0], pair.present.shape[1]))


def _of_any(pair: AlignedPair) -> tuple[BoolArray, BoolArray, BoolArray]:
    """Kept, gained and lost heads of any category: (layers, heads) each."""
    before, after = (np.asarray(m.any(axis=0)) for m in (pair.before, pair.after))
    return before & after, after & ~before, before & ~after
