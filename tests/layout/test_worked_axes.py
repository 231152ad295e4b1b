"""Axes, and bars beside the cells, worked out with a pencil: see worked.py for the letters."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from headmap_cli.layout.axes import EndTick, axis_look, bottom_axis, left_axis, x_axis, y_axis
from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.hatches import hatch_pattern
from headmap_cli.layout.panel_slot import PanelSlot, TitleWrapper
from headmap_cli.layout.panels.frame import ALL_SIDES, Insets
from headmap_cli.layout.panels.heatmap import panel_marks
from headmap_cli.layout.panels.marginals import count_max_heads, place_bars
from headmap_cli.layout.panels.shape import panel_shape
from headmap_cli.layout.plan_types import CellPart, Fill, PanelPlan
from headmap_cli.layout.skeleton import PanelHeading
from headmap_cli.layout.ticks import Tick
from headmap_cli.scene.marks import Label, Line
from headmap_cli.text.measure import Extent
from tests.layout.worked import MEASURE, listed, plain_look, plain_style

TWELVE = BandScale(12, 10)
MIDDLES = (4, 24, 44, 64, 84, 104)
"""Where the ticks at 0, 2, .. 10 begin: 1 pixel in the middle of cells of 10. That at 12 is at the edge."""


def test_the_axis_on_the_left_has_its_ticks_labels_and_title() -> None:
    """Ticks 4 long outside a frame of 1, a gap of 3, the numbers centred on their ticks; two gaps left of the
    widest the name, upright, centred on the cells. The end tick, 30 above the cells, has its number too.
    """
    assert listed(y_axis(plain_style().axes.head, TWELVE, plain_look(), EndTick(-30, "99"))) == [
        *[f"line -5 {y} 4 1 #000000" for y in (*MIDDLES, 120, -30)],
        *[f"'{2 * i}' -14 {20 * i + 1} 6 11, right of -8 {20 * i + 9}" for i in range(5)],
        "'10' -20 101 12 11, right of -8 109",
        "'12' -20 116 12 11, right of -8 124",
        "'99' -20 -34 12 11, right of -8 -26",
        "'head' turned -37 48 11 24, center of -29 60",
    ]


def test_the_axis_below_has_its_ticks_labels_and_title() -> None:
    """10 and 12 are 15 apart, less than 12 and 0.6 ems: every other number is written. The name is two gaps
    below the numbers.
    """
    assert listed(x_axis(plain_style().axes.layer, TWELVE, 130, plain_look(), [], EndTick(150, "7"))) == [
        *[f"line {x} 130 1 4 #000000" for x in (*MIDDLES, 120, 150)],
        "'0' 2 137 6 11, center of 5 145",
        "'4' 42 137 6 11, center of 45 145",
        "'8' 82 137 6 11, center of 85 145",
        "'12' 114 137 12 11, center of 120 145",
        "'7' 148 137 6 11, center of 151 145",
        "'layer' 45 154 30 11, center of 60 162",
    ]


@pytest.mark.parametrize(
    ("size", "middle", "top"),
    [
        (60, 30, 7 + 8 + 6),  # 0 to 60 is right of the numbers, which end at -8: below the ticks
        (20, 10, 116 + 11 + 6),  # -20 to 40 is below the number 12, which ends at 127
    ],
)
def test_a_name_below_keeps_clear_of_the_numbers_beside_it(size: int, middle: int, top: int) -> None:
    y_axis_items = y_axis(plain_style("axes.head.label=''").axes.head, TWELVE, plain_look())
    named = bottom_axis([], "abcdefghij", size, 15, plain_look(), y_axis_items)
    assert listed(named) == [f"'abcdefghij' {middle - 30} {top} 60 11, center of {middle} {top + 8}"]


def test_a_name_without_ticks_is_two_gaps_from_the_frame_or_from_where_ticks_would_end() -> None:
    assert listed(bottom_axis([], "ab", 40, 15, plain_look(), [])) == ["'ab' 14 21 12 11, center of 20 29"]
    assert listed(left_axis([], "ab", 40, plain_look())) == ["'ab' turned -22 14 11 12, center of -14 20"]


@pytest.mark.parametrize("tick", [Tick(0, 0.5, "0"), Tick(59, 59.5, "7", always_labelled=True)])
def test_a_name_between_numbers_is_below_them_all_the_same(tick: Tick) -> None:
    """15 + 4 + 3 + a digit 8, and two gaps."""
    assert listed(bottom_axis([tick], "a", 60, 15, plain_look(), []))[-1] == (
        "'a' 27 36 6 11, center of 30 44"
    )


def test_numbers_that_touch_a_name_from_the_side_are_not_above_it() -> None:
    """'abcdefghij' goes from 0 to 60; one number ends at 0, another begins at 60, both down to 53."""
    tick_text = plain_look().tick_text
    y_axis_items = [tick_text.label("1", 0, 50, "right"), tick_text.label("2", 60, 50)]
    [name] = listed(bottom_axis([], "abcdefghij", 60, 15, plain_look(), y_axis_items))
    assert name.startswith("'abcdefghij' 0 21 60 11")


@pytest.mark.parametrize(("name", "baseline"), [("x", 29), ("b", 21 + 13), ("ab", 29)])
def test_names_stand_on_one_line_unless_they_are_tall(name: str, baseline: int) -> None:
    """x is 5 high and b 13; usual letters are 8."""

    def measure(text: str, size: float, bold: bool) -> Extent:
        usual = MEASURE(text, size, bold)
        return replace(usual, ascent={"x": 5.0, "b": 13.0}.get(text, usual.ascent))

    [label] = bottom_axis([], name, 40, 15, axis_look(plain_style(), measure), [])
    assert isinstance(label, Label)
    assert label.y == baseline


def test_numbers_of_digits_without_depth_are_a_fifth_of_their_height_apart() -> None:
    """8 x 1.2 = 9.6: in cells of 9 every other one is written, in cells of 10 all."""

    def measure(text: str, size: float, bold: bool) -> Extent:
        return replace(MEASURE(text, size, bold), descent=0.0)

    style = plain_style("axes.head.ticks=[0, 1, 2, 3]", "axes.head.label=''")
    for cell, kept in ((9, "02"), (10, "0123")):
        drawn = y_axis(style.axes.head, BandScale(4, cell), axis_look(style, measure))
        assert "".join(item.text for item in drawn if isinstance(item, Label)) == kept


def test_an_axis_that_begins_below_has_its_ticks_from_the_bottom() -> None:
    """Head 0 is the last 10 pixels of 20; the tick at 2 is at the upper edge, outside of the cells."""
    style = plain_style("axes.head.label=''")
    assert listed(y_axis(style.axes.head, BandScale(2, 10, reverse=True), plain_look())) == [
        *[f"line -5 {y} 4 1 #000000" for y in (14, 4, -1)],
        "'0' -14 11 6 11, right of -8 19",
        "'2' -14 -4 6 11, right of -8 4",
    ]


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        (["layout.dpi=144"], (2, 8, 6)),
        (["layout.dpi=36"], (1, 2, 1)),
        (["layout.dpi=36", "text.size.tick=4"], (1, 1, 1)),
        (["layout.dpi=720", "frame.width=2"], (20, 38, 28)),
    ],
)
def test_lines_ticks_and_gaps_follow_the_type_and_the_resolution(sets: list[str], expected: Any) -> None:
    look = axis_look(plain_style(*sets, "text.color='#123456'"), MEASURE)
    assert (look.line_width, look.tick_length, look.pad) == expected
    assert look.tick_text.color == look.name_text.color == "#123456"
    assert look.color == "#000000"


@pytest.mark.parametrize(
    ("across", "down", "max_heads", "lengths", "above", "right"),
    [
        # 3.5 ems = 21, less than 0.3 x 120, and more than 1.5 lines, 18, or than half of both numbers and 7
        (TWELVE, TWELVE, (40, 30), (21, 21), (-22, "40"), (141, "30")),
        # 0.3 x 60 = 18; 0.3 x 40 = 12, less than (6 + 12) / 2 + 7 = 16
        (BandScale(2, 20), BandScale(3, 20), (40, 30), (18, 16), (-19, "40"), (56, "30")),
        # 1.5 lines are more than 0.3 x 20; (12 + 24) / 2 + 7 = 25 more than 3.5 ems
        (BandScale(40, 20), BandScale(1, 20), (1, 1234), (18, 25), (-19, "1"), (825, "1234")),
    ],
)
def test_bars_are_as_long_as_there_is_room(
    across: BandScale, down: BandScale, max_heads: Any, lengths: Any, above: Any, right: Any
) -> None:
    bars = place_bars(max_heads, across, down, plain_look())
    assert (bars.lengths, bars.top_tick, bars.right_tick, bars.max_heads) == (
        lengths,
        EndTick(*above),
        EndTick(*right),
        max_heads,
    )
    assert bars.spines == (
        Line((-1, -1 - lengths[0], 1, lengths[0]), "#000000"),
        Line((across.size + 1, down.size, lengths[1], 1), "#000000"),
    )


def mask(*rows: str) -> Any:
    return np.array([[char == "x" for char in row] for row in rows])


PLAN = PanelPlan(
    "p",
    "",
    (
        Fill("unclassified", "#d3d3d3", "none", (CellPart(mask("xx", "xx", "xx")),)),
        Fill("a", "#aaaaaa", "none", (CellPart(mask("..", "x.", "x.")),)),
        Fill("b", "#bbbbbb", "none", (CellPart(mask(".x", "..", "..")),)),
        Fill("two", "#222222", "none", tuple(CellPart(mask("..", "..", ".x"), part, 2) for part in (0, 1))),
    ),
)


def test_the_bars_of_a_panel_have_the_worked_sizes() -> None:
    """At most 2 heads: 18 above, and (6 + 6) / 2 + 7 = 13 beside, half of which is 7 to the pixel."""
    shape = panel_shape(plain_style(), (2, 3), 20, MEASURE, (2, 2))
    assert listed(panel_marks(PLAN, shape, hatch_pattern(20, 72)))[4:] == [
        "p--a--columns #aaaaaa 0 -19 20 18",
        "p--a--rows #aaaaaa 41 20 7 20; 41 40 7 20",
        "p--b--columns #bbbbbb 20 -10 20 9",
        "p--b--rows #bbbbbb 41 0 7 20",
        "p--two--columns #222222 20 -19 20 9",
        "p--two--rows #222222 48 40 6 20",
    ]
    heading = [PanelHeading("p", "")]
    slot = PanelSlot(heading, TitleWrapper(heading, plain_look().tick_text), shape)
    assert slot.insets(0, ALL_SIDES) == Insets(left=31, top=22, right=16, bottom=36)


def test_bars_of_a_panel_whose_first_row_is_below() -> None:
    """18 pixels for 18 heads of a column, and (6 + 12) / 2 + 7 = 16 for 16 of a row: one for each head."""
    shape = panel_shape(plain_style("axes.origin=bottom"), (2, 3), 20, MEASURE, (18, 16))
    assert listed(panel_marks(PLAN, shape, hatch_pattern(20, 72))) == [
        "p--unclassified #d3d3d3 0 0 40 60",
        "p--a #aaaaaa 0 0 20 40",
        "p--b #bbbbbb 20 40 20 20",
        "p--two #222222 20 0 10 20; 30 0 10 20",
        "p--a--columns #aaaaaa 0 -3 20 2",
        "p--a--rows #aaaaaa 41 0 1 20; 41 20 1 20",
        "p--b--columns #bbbbbb 20 -2 20 1",
        "p--b--rows #bbbbbb 41 40 1 20",
        "p--two--columns #222222 20 -3 20 1",
        "p--two--rows #222222 42 0 1 20",
    ]


def test_the_most_heads_of_a_column_and_of_a_row() -> None:
    """Of all panels and all categories together; a head in two parts counts once, and none count as one."""
    free = PLAN.fills[0]
    column = PanelPlan("tall", "", (free, Fill("a", "#aaaaaa", "none", (CellPart(mask("x.", "x.", "x.")),))))
    empty = PanelPlan("none", "", (free, Fill("a", "#aaaaaa", "none", (CellPart(mask("..", "..", "..")),))))
    assert count_max_heads([PLAN]) == (2, 2)
    assert count_max_heads([column, empty]) == (3, 1)
    assert count_max_heads([column, PLAN]) == (3, 2)
    assert count_max_heads([empty]) == (1, 1)
