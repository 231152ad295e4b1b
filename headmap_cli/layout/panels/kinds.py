"""Register the kinds of panels that are not maps of heads.

To add a kind, write ``layout/panels/<kind>.py``, add its entry to `KINDS`, and add its sentences to the table
in ``describe/charts.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from ...core.classification import Classification
from ...core.errors import HeadmapError
from ...core.strings import quote
from ...scene.marks import Item
from ...style.palette import Palette
from ...style.schema import Style
from ..plan_types import Chart
from .frame import ChartSpace
from .layer_profile import Profiles, build_profiles, draw_profiles, profiles_size, profiles_title
from .upset import Upset, build_upset, draw_upset, upset_size, upset_title

ContentT = TypeVar("ContentT")


class PanelKind(NamedTuple, Generic[ContentT]):
    """A kind of panel that is not a map of heads.

    Attributes:
        name: The word for the panel in the style's ``panels.show``.
        title: Returns the title of the panel.
        build: Returns what the panel shows, from a classification, its colours and the ids of its categories.
            The content must be hashable.
        size: Returns the width and height of the panel in pixels, without axes.
        draw: Returns the items of the panel around an area of that size whose top left corner is at 0, 0. The
            first argument is the id of the panel, with which the ids of its items begin.
        shows_counts: Whether the panel uses the colours of heads in several categories, so that the legend
            has to explain them.
    """

    name: str
    title: Callable[[Style], str]
    build: Callable[[Classification, Palette, Sequence[str]], ContentT]
    size: Callable[[ContentT, ChartSpace], tuple[int, int]]
    draw: Callable[[str, ContentT, tuple[int, int], ChartSpace], list[Item]]
    shows_counts: bool = False


UPSET: PanelKind[Upset] = PanelKind(
    "upset", upset_title, build_upset, upset_size, draw_upset, shows_counts=True
)
LAYERS: PanelKind[Profiles] = PanelKind(
    "layers", profiles_title, build_profiles, profiles_size, draw_profiles
)

KINDS: tuple[PanelKind[Any], ...] = (UPSET, LAYERS)
"""All kinds, in the order in which error messages list them."""


def kind_names() -> list[str]:
    """Return the names of all kinds."""
    return [kind.name for kind in KINDS]


def find_kind(name: str) -> PanelKind[Any]:
    """Return the kind of panel with a name.

    Raises:
        HeadmapError: If no kind has this name.
    """
    # A test replaces KINDS by an extended copy, so a table by name must not be made of it in advance.
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise HeadmapError(f"no kind of panel is called {quote(name)}; expected {', '.join(kind_names())}")


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
