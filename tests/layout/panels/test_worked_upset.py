"""UpSet panels worked out with a pencil: every bar, dot, line, tick and number where the rules put it."""

import pytest

from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.panels.upset import Bar, Upset, draw_upset, upset_size
from tests.layout.worked import chart_space, listed

ROWS = (("a", "#aaaaaa"), ("b", "#bbbbbb"), ("c", "#cccccc"))
SETS = Upset(
    (
        Bar("a", (0,), 8, "#111111", "none"),
        Bar("2-categories", (0, 1), 4, "#222222", "rising"),
        Bar("c", (2,), 1, "#333333", "none"),
    ),
    ROWS,
    "#eeeeee",
)


def upset(chart: Upset, size: tuple[int, int]) -> list[str]:
    return listed(draw_upset("panel-upset", chart, size, chart_space()))


def test_three_sets_have_bars_above_rows_of_dots() -> None:
    """122 x 98: rows of dots are a line high (12 < 98 / 2 / 3), columns 122 // 3 = 40 wide from 1 on.

    The bars stand on 98 - 3 x 12 - 1 - 3 = 58, a number and two gaps below the frame: up to 58 - 12 - 6 = 40
    for 8 heads. A bar is 0.62 x 40 = 25 wide, a dot 0.68 x 12 = 8; a join, a fifth of that, 1.
    """
    assert upset(SETS, (122, 98)) == [
        "panel-upset--a--bar-1 #111111 8 18 25 40",
        "'8' 18 7 6 11, center of 21 15",
        "panel-upset--2-categories--bar-2 #222222 48 38 25 20",
        "panel-upset--2-categories--bar-2--hatch rising #ffffff 48 38 25 20, 2 apart from 0 58",
        "'4' 58 27 6 11, center of 61 35",
        "panel-upset--c--bar-3 #333333 88 53 25 5",
        "'1' 98 42 6 11, center of 101 50",
        "line 0 58 122 1 #000000",
        "panel-upset--empty #eeeeee 97 64 8 8; 17 76 8 8; 97 76 8 8; 17 88 8 8; 57 88 8 8",
        "panel-upset--joins #000000 60 68 1 12",
        "panel-upset--a--dots #aaaaaa 17 64 8 8; 57 64 8 8",
        "panel-upset--b--dots #bbbbbb 57 76 8 8",
        "panel-upset--c--dots #cccccc 97 88 8 8",
        "box 0 0 122 98 in 1 of #000000",
        *[f"line -5 {y} 4 1 #000000" for y in (58, 38, 18)],
        "'0' -14 54 6 11, right of -8 62",
        "'4' -14 34 6 11, right of -8 42",
        "'8' -14 14 6 11, right of -8 22",
    ]


def test_the_largest_sets_are_drawn_if_not_all_fit() -> None:
    """41 wide: 41 // 12 = 3 columns of 13 from 1 on, too narrow for "10" and 2 pixels; bars up to 64."""
    many = Upset(tuple(Bar("a", (0,), 10 - i, "#111111", "none") for i in range(10)), ROWS[:2], "#eeeeee")
    assert upset(many, (41, 98)) == [
        "panel-upset--a--bar-1 #111111 3 6 8 64",
        "panel-upset--a--bar-2 #111111 16 12 8 58",
        "panel-upset--a--bar-3 #111111 29 19 8 51",
        "line 0 70 41 1 #000000",
        "panel-upset--empty #eeeeee 3 88 8 8; 16 88 8 8; 29 88 8 8",
        "panel-upset--a--dots #aaaaaa 3 76 8 8; 16 76 8 8; 29 76 8 8",
        "box 0 0 41 98 in 1 of #000000",
        *[f"line -5 {y} 4 1 #000000" for y in (70, 57, 44, 32, 19, 6)],
        "'0' -14 66 6 11, right of -8 74",
        "'2' -14 54 6 11, right of -8 62",
        "'4' -14 41 6 11, right of -8 49",
        "'6' -14 28 6 11, right of -8 36",
        "'8' -14 15 6 11, right of -8 23",
        "'10' -20 2 12 11, right of -8 10",
        "'the 3 largest of 10' -36 105 114 11, center of 21 113",
    ]


def test_there_is_no_note_if_all_sets_fit() -> None:
    assert not [line for line in upset(SETS, (36, 98)) if "largest" in line]
    assert [line for line in upset(SETS, (35, 98)) if "the 2 largest of 3" in line]


def test_large_dots_have_thick_joins() -> None:
    """At 40 points a line is 50 and a dot 0.68 x 50 = 34; a join 34 // 5 = 6, in the middle of the dots."""
    large = draw_upset("u", SETS, (300, 400), chart_space("text.size.tick=40"))
    dots = next(line for line in listed(large) if line.startswith("u--b--dots"))
    assert dots == "u--b--dots #bbbbbb 133 308 34 34"
    assert "u--joins #000000 147 275 6 50" in listed(large)


def test_odd_sizes_are_rounded_to_whole_pixels() -> None:
    """Lines of 3, rows of 84 / 2 / 4 = 10 with dots of 7, columns of 41 with bars of 25, up to 38 - 18."""
    chart = Upset(
        (
            Bar("a", (0, 2), 2, "#111111", "none"),
            Bar("b", (1,), 1, "#222222", "none"),
            Bar("c", (0, 1, 2, 3), 1, "#333333", "none"),
        ),
        (*ROWS, ("d", "#dddddd")),
        "#eeeeee",
    )
    drawn = draw_upset("u", chart, (124, 84), chart_space("frame.width=3"))
    assert listed(drawn) == [
        "u--a--bar-1 #111111 8 18 25 20",
        "'2' 18 7 6 11, center of 21 15",
        "u--b--bar-2 #222222 49 28 25 10",
        "'1' 58 17 6 11, center of 61 25",
        "u--c--bar-3 #333333 90 28 25 10",
        "'1' 100 17 6 11, center of 103 25",
        "line 0 38 124 3 #000000",
        "u--empty #eeeeee 58 45 7 7; 17 55 7 7; 58 65 7 7; 17 75 7 7; 58 75 7 7",
        "u--joins #000000 19 48 3 20; 101 48 3 30",
        "u--a--dots #aaaaaa 17 45 7 7; 99 45 7 7",
        "u--b--dots #bbbbbb 58 55 7 7; 99 55 7 7",
        "u--c--dots #cccccc 17 65 7 7; 99 65 7 7",
        "u--d--dots #dddddd 99 75 7 7",
        "box 0 0 124 84 in 3 of #000000",
        *[f"line -7 {y} 4 3 #000000" for y in (38, 18)],
        "'0' -16 36 6 11, right of -10 44",
        "'2' -16 16 6 11, right of -10 24",
    ]


def test_a_panel_one_pixel_wide_has_a_bar_and_a_dot() -> None:
    lines = upset(Upset(SETS.bars[:2], ROWS[:2], "#eeeeee"), (1, 60))
    assert lines[0] == "panel-upset--a--bar-1 #111111 0 6 1 26", "60 - 2 x 12 - 4 = 32, less two gaps"
    assert "panel-upset--a--dots #aaaaaa 0 41 1 1" in lines
    assert lines[-1].startswith("'the 1 largest of 2'")


def test_numbers_are_written_if_columns_are_two_pixels_wider() -> None:
    """Rows of 80 / 2 / 5 = 8 let columns be 8 wide, just enough for a digit; 23 are room for two of 11."""
    five = Upset(SETS.bars, (*ROWS, ("d", "#dddddd"), ("e", "#eeeeee")), "#eeeeee")
    assert [line for line in upset(five, (24, 80)) if "center of" in line] == [
        "'8' 1 7 6 11, center of 4 15",
        "'4' 9 16 6 11, center of 12 24",
        "'1' 17 23 6 11, center of 20 31",
    ]
    assert [line.split("'")[1] for line in upset(five, (23, 80)) if "center of" in line] == [
        "8",
        "4",
        "the 2 largest of 3",
    ]


def test_columns_are_at_least_four_wide() -> None:
    """Though rows of 60 / 2 / 10 are 3 high."""
    ten = Upset((SETS.bars[0],) * 20, (*ROWS,) * 3 + (("e", "#eeeeee"),), "#eeeeee")
    assert upset(ten, (40, 60))[-1].startswith("'the 10 largest of 20'")


def test_a_panel_without_sets_has_an_axis() -> None:
    assert upset(Upset((), ROWS[:1], "#eeeeee"), (20, 60)) == [
        "line 0 44 20 1 #000000",
        "box 0 0 20 60 in 1 of #000000",
        *[f"line -5 {y} 4 1 #000000" for y in (44, 18)],
        "'0' -14 40 6 11, right of -8 48",
        "'1' -14 14 6 11, right of -8 22",
    ]


def test_a_set_of_all_categories_leaves_no_empty_dots() -> None:
    every = Upset((Bar("x", (0, 1, 2), 1, "#111111", "none"),), ROWS, "#eeeeee")
    assert not [line for line in upset(every, (40, 80)) if "empty" in line]


def test_a_set_of_one_head_among_thousands_has_a_bar() -> None:
    chart = Upset((Bar("a", (0,), 5000, "#1", "none"), Bar("b", (1,), 1, "#2", "none")), ROWS[:2], "#eeeeee")
    [bar] = [line for line in upset(chart, (80, 98)) if "bar-2" in line]
    assert bar.endswith(" 1")


@pytest.mark.parametrize(
    ("rows", "cells", "expected"),
    [
        (3, (50, 40), (60, 60)),
        (3, (90, 120), (90, 120)),
        (30, (90, 120), (90, 180)),
        (10, (59, 61), (60, 61)),
    ],
)
def test_a_panel_is_as_large_as_the_maps_or_as_its_rows_need(
    rows: int, cells: tuple[int, int], expected: tuple[int, int]
) -> None:
    """At least 60 x 60 here, and 3 pixels for each row of dots in half of the height."""
    space = chart_space(across=BandScale(1, cells[0]), down=BandScale(1, cells[1]), min_side=60)
    assert upset_size(Upset((), ROWS[:1] * rows, "#eeeeee"), space) == expected
