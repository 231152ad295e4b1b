"""Lay out the page of a plan and fill its panels; pages that figures have in common are kept."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from ..scene.marks import Scene
from ..style.schema import Style
from ..text.measure import Measure, make_measure
from .page import Page, fill_panels, layout_page
from .plan_types import Plan
from .skeleton import PageSkeleton, page_skeleton
from .small_cells import warn_of_small_cells


def compose(figure_plan: Plan, style: Style) -> Scene:
    """Lay out the page of a plan and fill its panels.

    Args:
        figure_plan: The panels and the legend.
        style: A style whose fonts have every character of the plan.
    """
    page = cached_page(page_skeleton(figure_plan, style), HashableStyle(style))
    if page.smallest_cell is not None:
        warn_of_small_cells(page.smallest_cell, style)
    return fill_panels(page, figure_plan)


class HashableStyle:
    """A style as a part of the key of a cache: a Style has dictionaries, and so cannot be hashed itself."""

    __slots__ = ("as_json", "style")

    def __init__(self, style: Style) -> None:
        self.style = style
        self.as_json = msgspec.json.encode(style)

    def __hash__(self) -> int:
        return hash(self.as_json)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HashableStyle) and self.as_json == other.as_json


@lru_cache(maxsize=32)
def cached_page(skeleton: PageSkeleton, hashable: HashableStyle) -> Page:
    """Return a page without cells; cached, since many figures of a batch have the same page.

    Args:
        skeleton: Everything about the figure that its page depends on.
        hashable: The style of the figure.
    """
    style = hashable.style
    return layout_page(skeleton, style, measure_of(style))


def measure_of(style: Style) -> Measure:
    """Return the function that measures the text of a figure in pixels."""
    return make_measure(style.text.family, style.layout.dpi, style.text.math)
