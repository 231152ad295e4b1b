"""Plan the figure of a comparison: kept, gained, lost and unclassified heads in each panel."""

from __future__ import annotations

from typing import NamedTuple

from ..colors.contrast import luminance
from ..colors.names import opaque
from ..colors.spaces import channels
from ..core.comparison import AlignedPair
from ..core.errors import HeadmapError
from ..style.palette import palette
from ..style.schema import Style
from .cell_content import DIAGONAL, CellPart, Fill, Mask
from .fills import Swatch, orient
from .labels import identifiers, shown_label
from .panels.selection import (
    CategoryRef,
    CompositeRef,
    letter_text,
    panel_id,
    panel_label,
    panel_title,
    selected_panels,
)
from .plan_types import FacetPlan, LegendEntry, PanelPlan, Plan

STATES = ("kept", "gained", "lost")
"""The states of heads that are in a category before or after, in the order of the legend."""

HATCH_ORDER = ("kept", "lost", "gained")
"""The states in the order in which they take the hatches of a style, and its colours if these are grays."""

LIGHT_COLORS = {"kept": "#8795ab", "gained": "#00796b", "lost": "#c2185b"}
"""The colours on a light page: a quiet gray-blue, and two hues that no category has by default."""

DARK_COLORS = {"kept": "#7f8fa8", "gained": "#4ee0c8", "lost": "#ff5c8a"}
"""The colours of the same hues on a dark page."""

MAX_DARK_LUMINANCE = 0.18
"""The relative luminance of unclassified heads up to which black would have more contrast than white."""

SIGNS = {"kept": "=", "gained": "+", "lost": "\u2212"}
"""The sign in front of a number of heads; no line ends after a minus, as it may after a hyphen."""


class StateMasks(NamedTuple):
    """The kept, gained and lost heads of one panel, bool (layers, heads) each, in the order of `STATES`."""

    kept: Mask
    gained: Mask
    lost: Mask


def comparison_plan(pair: AlignedPair, style: Style) -> Plan:
    """Return the plan of a figure that shows what became of each category's heads.

    The panels are those of the figure of a single classification, without the charts. The panel of the
    composite compares heads that are in any category.

    Args:
        pair: The two classifications on one grid.
        style: The style of the figure.

    Raises:
        HeadmapError: If the style names a panel that the data has no category for, or only charts.
    """
    refs: list[CompositeRef | CategoryRef] = []
    for ref in selected_panels(pair.categories, style):
        if isinstance(ref, CompositeRef | CategoryRef):
            refs.append(ref)
    if not refs:
        raise HeadmapError("a comparison has maps only; add composite or categories to panels.show")
    masks = [_state_masks(pair, ref) for ref in refs]
    swatches = _state_swatches(style)
    panels = _panels(pair, style, refs, masks, swatches)
    entries = _entries(style, swatches, _state_counts(refs, masks))
    if not pair.present.all():
        entries += (swatches["absent"].legend_entry(style.absent.label, style),)
    layers, heads = pair.present.shape
    return Plan((FacetPlan("", (layers, heads), panels),), entries)


def _state_masks(pair: AlignedPair, ref: CompositeRef | CategoryRef) -> StateMasks:
    """Return the kept, gained and lost heads of one category, or of all categories together."""
    if isinstance(ref, CategoryRef):
        before = pair.before[ref.index]
        after = pair.after[ref.index]
    else:
        before = pair.before.any(axis=0)
        after = pair.after.any(axis=0)
    return StateMasks(kept=before & after, gained=after & ~before, lost=before & ~after)


def _state_swatches(style: Style) -> dict[str, Swatch]:
    """Return how kept, gained, lost, unclassified and absent heads look."""
    # With the null character, no state can get the colour that a style gives to a category of the same name.
    looks = palette(style, [f"\0{state}" for state in HATCH_ORDER])
    colors = LIGHT_COLORS
    is_gray = [len(set(channels(color))) == 1 for color in looks.categories]
    if all(is_gray):
        colors = dict(zip(HATCH_ORDER, looks.categories, strict=True))
    elif luminance(looks.unclassified) <= MAX_DARK_LUMINANCE:
        colors = DARK_COLORS
    hatches = dict(zip(HATCH_ORDER, looks.hatches, strict=True))
    swatches = {state: Swatch(state, colors[state], hatches[state]) for state in STATES}
    swatches["unclassified"] = Swatch("unclassified", looks.unclassified, "none")
    swatches["absent"] = Swatch("absent", opaque(style.background), DIAGONAL)
    return swatches


def _panels(
    pair: AlignedPair,
    style: Style,
    refs: list[CompositeRef | CategoryRef],
    masks: list[StateMasks],
    swatches: dict[str, Swatch],
) -> tuple[PanelPlan, ...]:
    """Return the panels of the figure, in order."""
    ids = identifiers(pair.categories, ["all", "legend", *swatches])
    labels = [shown_label(name, style) for name in pair.categories]
    background = [swatches["unclassified"].fill(CellPart(orient(pair.present, style)))]
    if not pair.present.all():
        background.append(swatches["absent"].fill(CellPart(orient(~pair.present, style))))
    panels = []
    for position, (ref, state_masks) in enumerate(zip(refs, masks, strict=True)):
        fills: list[Fill] = [*background]
        for state, mask in zip(STATES, state_masks, strict=True):
            fills.append(swatches[state].fill(CellPart(orient(mask, style))))
        label = f"{panel_label(ref, labels, style)}: {_counts_text(state_masks)}"
        panels.append(
            PanelPlan(
                f"panel-{panel_id(ref, ids)}",
                panel_title(label, style),
                tuple(fills),
                letter=letter_text(position, style),
                title_color=style.text.color,
            )
        )
    return tuple(panels)


def _counts_text(masks: StateMasks) -> str:
    """Return how many heads of a panel are kept, gained and lost, as in ``=3 +2 \u22121``."""
    texts = []
    for state, mask in zip(STATES, masks, strict=True):
        heads = int(mask.sum())
        if heads or state == "kept":
            texts.append(f"{SIGNS[state]}{heads}")
    return " ".join(texts)


def _state_counts(refs: list[CompositeRef | CategoryRef], masks: list[StateMasks]) -> dict[str, int]:
    """Return how many heads of each state the panels show."""
    counts = dict.fromkeys(STATES, 0)
    for ref, state_masks in zip(refs, masks, strict=True):
        # If there are panels of categories, the composite's panel would count their heads again.
        if len(refs) > 1 and isinstance(ref, CompositeRef):
            continue
        for state, mask in zip(STATES, state_masks, strict=True):
            counts[state] += int(mask.sum())
    return counts


def _entries(style: Style, swatches: dict[str, Swatch], counts: dict[str, int]) -> tuple[LegendEntry, ...]:
    """Return the legend's entries from top to bottom, without states that no head of the panels is in."""
    # Titles count the heads of each panel, so the legend needs to only where there are no titles.
    has_counts = style.legend.counts or not style.panels.titles
    entries = []
    for state in STATES:
        if not counts[state]:
            continue
        number = str(counts[state]) if has_counts else ""
        label = f"{state} ({SIGNS[state]}{number})"
        entries.append(swatches[state].legend_entry(label, style))
    entries.append(swatches["unclassified"].legend_entry(style.unclassified.label, style))
    return tuple(entries)
