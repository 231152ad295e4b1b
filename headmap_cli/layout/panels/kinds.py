"""Register the kinds of panels that are not maps of heads.

To add a kind, write ``layout/panels/<kind>.py``, in which ``KIND`` says how such a panel is made, add its
line to `KINDS`, and add its sentences to the table in ``describe/charts.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from msgspec import Struct

from ...core.classification import Classification
from ...core.errors import HeadmapError
from ...core.strings import quote
from ...scene.marks import Item
from ...style.palette import Palette
from ...style.schema import Style
from ..plan_types import Chart
from .frame import ChartSpace

ContentT = TypeVar("ContentT")


class PanelKind(Struct, Generic[ContentT], frozen=True):
    """A kind of panel that is not a map of heads.

    Attributes:
        title: Returns the title of the panel.
        build: Returns what the panel shows, from a classification, its colours, the ids of its categories and
            the style. The content must be hashable.
        size: Returns the width and height of the panel in pixels, without axes.
        draw: Returns the items of the panel around an area of that size whose top left corner is at 0, 0. The
            first argument is the id of the panel, with which the ids of its items begin.
        shows_counts: Whether the panel uses the colours of heads in several categories, so that the legend
            has to explain them.
        shows_unclassified: Whether the panel uses the colour of unclassified heads for heads.
        takes_scores: Whether the panel can show scores without a rule.
    """

    title: Callable[[Style], str]
    build: Callable[[Classification, Palette, Sequence[str], Style], ContentT]
    size: Callable[[ContentT, ChartSpace], tuple[int, int]]
    draw: Callable[[str, ContentT, tuple[int, int], ChartSpace], list[Item]]
    shows_counts: bool = False
    shows_unclassified: bool = False
    takes_scores: bool = False


KINDS: Mapping[str, str] = MappingProxyType(
    {
        "upset": ".upset",
        "layers": ".layer_profile",
        "depth": ".depth",
        "ranked": ".ranked",
        "distribution": ".distribution",
        "trend": ".trend",
    }
)
"""The module of each kind, by the word for it in the style's ``panels.show``, in the order of error messages.

A module is imported when a figure first shows a panel of its kind, because most figures show only maps.
"""


def kind_names() -> list[str]:
    """Return the names of all kinds."""
    return list(KINDS)


def find_kind(name: str) -> PanelKind[Any]:
    """Return the kind of panel with a name.

    Raises:
        HeadmapError: If no kind has this name.
    """
    if name not in KINDS:
        raise HeadmapError(f"no kind of panel is called {quote(name)}; expected {', '.join(kind_names())}")
    kind: PanelKind[Any] = import_module(KINDS[name], __package__).KIND
    return kind


def draw_chart(id: str, chart: Chart, space: ChartSpace) -> list[Item]:
    """Return the items of a chart: its marks, frame and axes.

    Args:
        id: The id of the chart's panel.
        chart: The kind and content of the chart.
        space: What the chart can adapt to.
    """
    kind = find_kind(chart.kind)
    size = kind.size(chart.content, space)
    return kind.draw(id, chart.content, size, space)
