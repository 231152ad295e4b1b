"""One panel worked out with a pencil: frame, lines between cells, dots, hatches, title; see worked.py."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from headmap_cli.layout.hatches import dot_squares, hatch_pattern
from headmap_cli.layout.panel_slot import PanelSlot, TitleWrapper
from headmap_cli.layout.panels.frame import ALL_SIDES, Insets, PanelShape
from headmap_cli.layout.panels.heatmap import panel_marks
from headmap_cli.layout.panels.shape import panel_shape
from headmap_cli.layout.panels.titles import title_baseline, title_labels
from headmap_cli.layout.panels.upset import Upset
from headmap_cli.layout.plan_types import CellPart, Chart, Fill, PanelPlan
from headmap_cli.layout.skeleton import PanelHeading
from headmap_cli.layout.typesetting import Typesetter
from headmap_cli.text.measure import Extent
from tests.layout.worked import MEASURE, listed, plain_style

BARE = [f"axes.{axis}.{what}" for axis in ("layer", "head") for what in ("ticks=[]", "label=''")]
LETTERS = Typesetter(MEASURE, 10, "#000000")


def shape(
    *sets: str, cell: int = 20, most: tuple[int, int] | None = None, measure: Any = MEASURE
) -> PanelShape:
    """2 layers along x and 3 heads."""
    return panel_shape(plain_style(*sets), (2, 3), cell, measure, most)


def insets(shape: PanelShape) -> Insets:
    """The space that a map without a title takes outside its cells."""
    heading = [PanelHeading("p", "")]
    return PanelSlot(heading, TitleWrapper(heading, LETTERS), shape).insets(0, ALL_SIDES)


def test_a_frame_lies_outside_the_cells() -> None:
    bare = shape(*BARE, "frame.width=3")
    assert listed(bare.axes()) == ["box 0 0 40 60 in 3 of #000000"]
    assert insets(bare) == Insets(3, 3, 3, 3)
    assert (bare.width, bare.height, bare.cell, bare.line_width) == (40, 60, 20, 3)


def test_lines_between_cells_move_the_cells_apart() -> None:
    """After every layer, and after every second head: 2 x 20 + 1 wide and 3 x 20 + 1 high."""
    lines = ["axes.layer.lines=1", "axes.head.lines=2", "frame.lines='#abcdef'"]
    assert listed(shape(*BARE, *lines).axes()) == [
        "box 0 0 41 61 in 1 of #000000",
        "line 20 0 1 61 #abcdef",
        "line 0 40 41 1 #abcdef",
    ]
    assert listed(shape(*BARE, *lines, "axes.x=head").axes()) == [
        "box 0 0 61 41 in 1 of #000000",
        "line 40 0 1 41 #abcdef",
        "line 0 20 61 1 #abcdef",
    ]


def test_dots_and_hatches_are_drawn_over_cells() -> None:
    """A dot is half of a cell wide, in its middle; the lines of a hatch are 20 / 10 apart."""
    mask = np.array([[True, False], [False, False], [False, True]])
    fills = (
        Fill("a", "#eeeeee", "rising", (CellPart(mask),)),
        Fill("2", "#222222", "none", (CellPart(mask),), dot=True),
        Fill("b", "#bbbbbb", "none", (CellPart(mask & False),)),
    )
    marks = panel_marks(PanelPlan("p", "", fills), shape(), hatch_pattern(20, 72))
    assert listed(marks) == [
        "p--a #eeeeee 0 0 20 20; 20 40 20 20",
        "p--a--hatch rising #000000 0 0 20 20; 20 40 20 20, 2 apart from 0 0",
        "p--2 #222222 5 5 10 10; 25 45 10 10",
    ]


@pytest.mark.parametrize(("cell", "inset", "side"), [(20, 5, 10), (3, 1, 1), (2, 0, 1), (1, 0, 1), (7, 2, 3)])
def test_a_dot_is_in_the_middle_of_its_cell(cell: int, inset: int, side: int) -> None:
    """The side nearest to half of the cell that leaves an even rest; a cell of 2 pixels has a dot of 1."""
    spans = np.array([[5, 5 + cell], [40, 40 + cell]])
    squares = dot_squares(np.array([[False, True], [False, False]]), spans, spans + 1)
    assert squares.tolist() == [[40 + inset, 6 + inset, side, side]]


@pytest.mark.parametrize(
    ("cell", "dpi", "period", "width"),
    [
        (20, 72, 2, 1),  # 20 / 3.5 = 6 lines, 10 at most that divide 20 evenly: 12 do not
        (20, 144, 5, 1),  # 20 / 7 = 3, 4 divide it
        (20, 288, 20, 2),  # 20 / 14 = 1; half a point is 2 pixels
        (7, 72, 3.5, 1),  # 2 lines; neither 2, 3 nor 4 divide it
        (4, 288, 4, 2),
        (2, 288, 2, 1),  # no wider than half of the distance
    ],
)
def test_the_lines_of_a_hatch_fit_their_cell(cell: int, dpi: float, period: float, width: int) -> None:
    [hatch] = hatch_pattern(cell, dpi).over("h", "rising", "#000000", np.array([[0, 0, cell, cell]]), (0, 0))
    assert (hatch.period, hatch.line, hatch.color) == (period, width, "#ffffff")
    assert hatch_pattern(cell, dpi).over("h", "none", "#000000", np.array([[0, 0, cell, cell]]), (0, 0)) == []


@pytest.mark.parametrize(("title", "base"), [("a", -5), ("ab", -5), ("abc", -6), ("abcd", -6)])
def test_a_title_does_not_overlap_tick_labels_that_reach_above_the_cells(title: str, base: int) -> None:
    """Cells of 4: the number 0 ends at -8 and begins 2 above the cells. Titles reach an em further than they
    are wide: that of two letters from -8 on. Their last line is 4 above the frame, or above the number.
    """
    assert title_baseline([[title], ["x"]], LETTERS, shape(cell=4)) == base


def test_a_title_is_above_the_bars() -> None:
    """Bars of 18 above the cells and of 13 beside them."""
    assert title_baseline([["a"]], LETTERS, shape(most=(2, 2))) == -1 - 18 - 4


def test_a_title_in_a_font_without_depth_keeps_a_gap() -> None:
    """0.45 of an em."""

    def flat(text: str, size: float, bold: bool) -> Extent:
        return replace(MEASURE(text, size, bold), descent=0.0)

    assert title_baseline([["a"]], Typesetter(flat, 10, "#000000"), shape(measure=flat)) == -1 - 3


@pytest.mark.parametrize(("deep", "baseline"), [(2.0, -5), (3.0, -5), (5.0, -7)])
def test_a_title_with_deep_letters_is_moved_up(deep: float, baseline: int) -> None:
    """Usual letters go 3 below the baseline."""

    def measure(text: str, size: float, bold: bool) -> Extent:
        usual = MEASURE(text, size, bold)
        return replace(usual, descent=deep) if text == "g" else usual

    letters = Typesetter(measure, 10, "#000000")
    first, last = title_labels(["ab", "g"], -5, letters, shape())
    assert (first.y, last.y) == (baseline - 12, baseline)
    assert (first.x, last.x) == (20, 20)
    assert title_labels([""], -5, letters, shape()) == ()


def test_a_chart_is_at_least_twelve_ems_wide_and_high() -> None:
    chart = Chart("upset", Upset((), (("a", "#aaaaaa"),), "#eeeeee"))
    charts = panel_shape(plain_style(), (2, 3), 20, MEASURE, charts={"panel-upset": chart}).charts
    assert "box 0 0 72 72 in 1 of #000000" in listed(charts["panel-upset"])
