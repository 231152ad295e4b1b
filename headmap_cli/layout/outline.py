"""What a page depends on besides its style: figures of one outline differ in their cells alone."""

from __future__ import annotations

from dataclasses import dataclass

from ..composite import Composite
from ..style.types import Style
from .marginals import most_heads
from .plan import Entry, PanelPlan, plan


@dataclass(frozen=True)
class Outline:
    """The words and numbers of a figure, without the place of any head.

    panels: id and title of each. grid: (layers, heads). parts: into how many a cell is split at most.
    most: heads that the longest bars stand for, where there are bars; see marginals.
    """

    panels: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    grid: tuple[int, int]
    parts: int = 1
    most: tuple[int, int] | None = None


def outline(composite: Composite, style: Style) -> tuple[list[PanelPlan], Outline]:
    """What is painted in each panel, and the outline of the page around it."""
    plans, entries = plan(composite, style)
    data = composite.classification
    facts = Outline(
        panels=tuple((drawn.id, drawn.title) for drawn in plans),
        entries=tuple(entries),
        grid=(data.layers, data.heads),
        parts=max([1, *composite.counts]) if style.multi.display == "split" else 1,
        most=most_heads(plans) if style.marginals else None,
    )
    return plans, facts
