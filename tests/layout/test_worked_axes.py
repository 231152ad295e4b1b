"""Axes worked out with a pencil: see worked.py for the letters."""

from typing import Any

import pytest
from msgspec.structs import replace

from headmap_cli.layout.axes import axis_look, bottom_axis, left_axis, x_axis, y_axis
from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.ticks import Tick
from headmap_cli.scene.marks import Label
from headmap_cli.text.measure import Extent
from tests.layout.worked import MEASURE, listed, plain_look, plain_style

TWELVE = BandScale(12, 10)
MIDDLES = (4, 24, 44, 64, 84, 104)
"""Where the ticks at 0, 2, .. 10 begin: 1 pixel in the middle of cells of 10. That at 12 is at the edge."""


def test_the_axis_on_the_left_has_its_ticks_labels_and_title() -> None:
    """Ticks 4 long outside a frame of 1, a gap of 3, the numbers centred on their ticks; two gaps left of the
    widest the name, upright, centred on the cells. The number 11 would be too close to 10.
    """
    assert listed(y_axis(plain_style().axes.head, TWELVE, plain_look())) == [
        *[f"line -5 {y} 4 1 #000000" for y in MIDDLES],
        *[f"'{2 * i}' -14 {20 * i + 1} 6 11, right of -8 {20 * i + 9}" for i in range(5)],
        "'10' -20 101 12 11, right of -8 109",
        "'head' turned -37 48 11 24, center of -29 60",
    ]


def test_the_axis_below_has_its_ticks_labels_and_title() -> None:
    """In cells of 8, the ticks at 8 and 10 are 16 apart: more than half of 6 and of 12, and 0.6 ems. The
    number 11 would be too close to 10. The name is two gaps below the numbers.
    """
    assert listed(x_axis(plain_style().axes.layer, BandScale(12, 8), 130, plain_look(), [])) == [
        *[f"line {16 * i + 3} 130 1 4 #000000" for i in range(6)],
        *[f"'{2 * i}' {16 * i + 1} 137 6 11, center of {16 * i + 4} 145" for i in range(5)],
        "'10' 78 137 12 11, center of 84 145",
        "'layer' 33 154 30 11, center of 48 162",
    ]


def test_an_axis_has_its_last_tick_at_its_outer_edge_if_the_style_lists_it() -> None:
    """That at 12 is just outside of the cells, and every other tick stays: 10 and 12 are 15 apart."""
    style = plain_style("axes.layer.ticks=[0, 2, 4, 6, 8, 10, 12]", "axes.layer.label=''")
    assert listed(x_axis(style.axes.layer, TWELVE, 130, plain_look(), [])) == [
        *[f"line {x} 130 1 4 #000000" for x in (4, 44, 84, 120)],
        "'0' 2 137 6 11, center of 5 145",
        "'4' 42 137 6 11, center of 45 145",
        "'8' 82 137 6 11, center of 85 145",
        "'12' 114 137 12 11, center of 120 145",
    ]


@pytest.mark.parametrize(
    ("size", "middle", "top"),
    [
        (60, 30, 7 + 8 + 6),  # 0 to 60 is right of the numbers, which end at -8: below the ticks
        (20, 10, 116 + 11 + 6),  # -20 to 40 is below the number 12, which ends at 127
    ],
)
def test_a_name_below_keeps_clear_of_the_numbers_beside_it(size: int, middle: int, top: int) -> None:
    style = plain_style("axes.head.label=''", "axes.head.ticks=[0, 2, 4, 6, 8, 10, 12]")
    y_axis_items = y_axis(style.axes.head, TWELVE, plain_look())
    named = bottom_axis([], "abcdefghij", size, 15, plain_look(), y_axis_items)
    assert listed(named) == [f"'abcdefghij' {middle - 30} {top} 60 11, center of {middle} {top + 8}"]


def test_a_name_without_ticks_is_two_gaps_from_the_frame_or_from_where_ticks_would_end() -> None:
    assert listed(bottom_axis([], "ab", 40, 15, plain_look(), [])) == ["'ab' 14 21 12 11, center of 20 29"]
    assert listed(left_axis([], "ab", 40, plain_look())) == ["'ab' turned -22 14 11 12, center of -14 20"]


@pytest.mark.parametrize("tick", [Tick(0, 0.5, "0"), Tick(59, 59.5, "7")])
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


def test_numbers_of_digits_without_depth_are_half_of_their_height_apart() -> None:
    """8 x 1.5 = 12: in cells of 11 every other one is written, in cells of 12 all."""

    def measure(text: str, size: float, bold: bool) -> Extent:
        return replace(MEASURE(text, size, bold), descent=0.0)

    style = plain_style("axes.head.ticks=[0, 1, 2, 3]", "axes.head.label=''")
    for cell, kept in ((11, "02"), (12, "0123")):
        drawn = y_axis(style.axes.head, BandScale(4, cell), axis_look(style, measure))
        assert "".join(item.text for item in drawn if isinstance(item, Label)) == kept


def test_an_axis_that_begins_below_has_its_ticks_from_the_bottom() -> None:
    """Head 0 is the last 20 pixels of 40; the tick at 2 is at the upper edge, outside of the cells. That at 1
    is only 10 below it.
    """
    style = plain_style("axes.head.label=''", "axes.head.ticks=[0, 1, 2]")
    assert listed(y_axis(style.axes.head, BandScale(2, 20, reverse=True), plain_look())) == [
        *[f"line -5 {y} 4 1 #000000" for y in (29, -1)],
        "'0' -14 26 6 11, right of -8 34",
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
