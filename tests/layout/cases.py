"""Figures for the tests of a page: any grid, categories, labels, and places of legend and panels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.page import fill_panels, layout_page
from headmap_cli.layout.plan import plan
from headmap_cli.layout.plan_types import Plan
from headmap_cli.layout.skeleton import page_skeleton
from headmap_cli.layout.split_pages import layout_split
from headmap_cli.scene.marks import Scene
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import (
    AxesStyle,
    AxisStyle,
    LayoutStyle,
    LegendStyle,
    PanelsStyle,
    SizesStyle,
    Style,
    TextStyle,
)
from headmap_cli.text.measure import Measure
from tests.helpers import fixed_measure, random_data, uneven_measure

LIKE_OURS = [
    "all",
    "All",
    "all x",
    "x",
    "X!",
    "unclassified",
    "2 categories",
    "3-categories",
    "legend",
    "title",
]
AWKWARD = [*LIKE_OURS, "日本", "中国", "$x$", "<b>&_^\\", "a\tb", "\x00"]

sides = st.one_of(st.integers(1, 13), st.integers(1, 130))
joined_labels = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMWXYZ0123456789", min_size=1, max_size=60)
spaced_labels = st.text("abc W", min_size=1, max_size=60).map(lambda s: s.strip() or "a")
labels = st.one_of(joined_labels, spaced_labels, st.sampled_from(AWKWARD))
cells: Any = st.sampled_from(["auto", 0.5, 3.0])
sizes = st.sampled_from([6.0, 10.0, 12.0, 30.0])


def lay_out(figure: Classification | Plan, style: Style, measure: Measure) -> Scene:
    """Return the scene of a figure in the steps that render takes, but with a measure of the test's own."""
    if isinstance(figure, Classification):
        figure = plan(merge(figure), style)
    return fill_panels(layout_page(page_skeleton(figure, style), style, measure), figure)


def lay_out_split(data: Classification, style: Style, measure: Measure) -> Mapping[str, Scene]:
    """Return the scene of each panel alone, and that of the legend."""
    return layout_split(plan(merge(data), style), style, measure)


def styled(*sets: str) -> Style:
    return load_style(sets=["layout.dpi=72", *sets])


def scene_of(data: Classification, style: Style) -> Scene:
    return lay_out(data, style, fixed_measure(style.layout.dpi))


@dataclass(frozen=True)
class Case:
    data: Classification
    style: Style
    uneven: bool = False

    @property
    def measure(self) -> Measure:
        return (uneven_measure if self.uneven else fixed_measure)(self.style.layout.dpi)

    def scene(self) -> Scene:
        return lay_out(self.data, self.style, self.measure)

    @property
    def across(self) -> int:
        return self.data.layers if self.style.axes.x == "layer" else self.data.heads

    @property
    def down(self) -> int:
        return self.data.heads if self.style.axes.x == "layer" else self.data.layers


@st.composite
def data_sets(draw: st.DrawFn) -> Classification:
    names = draw(st.lists(labels, min_size=1, max_size=20, unique=True))
    return random_data(
        names,
        draw(sides),
        draw(sides),
        density=draw(st.sampled_from([0.0, 0.05, 0.3, 1.0])),
        seed=draw(st.integers(0, 99)),
        absent=draw(st.sampled_from([0.0, 0.0, 0.1])),
    )


@st.composite
def styles(draw: st.DrawFn, width: Any = None) -> Style:
    """width: a strategy for the page's width in points; without one it is auto."""
    axis_labels = st.one_of(st.just("layer"), st.just(""), joined_labels)
    steps: Any = st.one_of(st.just("auto"), st.integers(1, 200))
    return Style(
        legend=LegendStyle(
            draw(st.sampled_from(["after-first", "right", "bottom", "none"])),
        ),
        caption=draw(st.one_of(st.just(""), spaced_labels)),
        hatches=draw(st.sampled_from([(), ("rising", "none", "grid")])),
        panels=PanelsStyle(letters=draw(st.sampled_from(["", "", "({a})"]))),
        title=draw(st.one_of(st.just(""), spaced_labels)),
        axes=AxesStyle(
            x=draw(st.sampled_from(["layer", "head"])),
            layer=AxisStyle(draw(axis_labels), draw(steps)),
            head=AxisStyle(draw(axis_labels), draw(steps)),
        ),
        layout=LayoutStyle(
            cell=draw(cells),
            width="auto" if width is None else draw(width),
            max_width=draw(st.sampled_from([300.0, 1152.0, 5000.0])),
            columns=draw(st.one_of(st.just("auto"), st.integers(1, 22))),
            dpi=draw(st.sampled_from([36.0, 72.0, 100.0, 144.0])),
        ),
        text=TextStyle(size=SizesStyle(*[draw(sizes) for _ in range(6)])),
    )


def cases(width: Any = None) -> st.SearchStrategy[Case]:
    return st.builds(Case, data_sets(), styles(width), st.booleans())


inches = st.floats(3, 12).map(lambda inches: inches * 72)

scales = st.builds(
    BandScale, st.integers(1, 9), st.integers(1, 8), st.integers(0, 4), st.integers(1, 3), st.booleans()
)
