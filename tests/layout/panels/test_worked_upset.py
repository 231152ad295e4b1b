"""UpSet panels worked out with a pencil: every bar, dot, line, tick and number where the rules put it."""

import pytest

from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.panels.dot_matrix import Row
from headmap_cli.layout.panels.upset import Bar, Upset, draw_upset, upset_size
from tests.layout.worked import chart_space, listed

ROWS = (Row("a", "A", 12, "#aaaaaa"), Row("b", "B", 4, "#bbbbbb"), Row("c", "C", 1, "#cccccc"))
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
    """122 x 102: rows of dots are a line high (12), columns 122 // 3 = 40 wide from 1 on.

    The bars stand on 102 - 3 x 12 - 1 - 3 - 8 / 2 = 58, a number and two gaps below the frame: up to
    58 - 12 - 6 = 40 for 8 heads. A bar is 0.62 x 40 = 25 wide, a dot 0.68 x 12 = 8, and a join a fifth
    of that, 1. Names end a gap on the left of the frame.
    """
    assert upset(SETS, (122, 102)) == [
        "panel-upset--a--bar-1 #111111 8 18 25 40",
        "'8' 18 7 6 11, center of 21 15",
        "panel-upset--2-categories--bar-2 #222222 48 38 25 20",
        "panel-upset--2-categories--bar-2--hatch rising #ffffff 48 38 25 20, 4 apart from 0 58",
        "'4' 58 27 6 11, center of 61 35",
        "panel-upset--c--bar-3 #333333 88 53 25 5",
        "'1' 98 42 6 11, center of 101 50",
        "line 0 58 122 1 #000000",
        "panel-upset--empty #eeeeee 97 68 8 8; 17 80 8 8; 97 80 8 8; 17 92 8 8; 57 92 8 8",
        "panel-upset--joins #000000 60 72 1 12",
        "panel-upset--a--dots #aaaaaa 17 68 8 8; 57 68 8 8",
        "panel-upset--b--dots #bbbbbb 57 80 8 8",
        "panel-upset--c--dots #cccccc 97 92 8 8",
        "box 0 0 122 102 in 1 of #000000",
        *[f"line -5 {y} 4 1 #000000" for y in (58, 38, 18)],
        "'0' -14 54 6 11, right of -8 62",
        "'4' -14 34 6 11, right of -8 42",
        "'8' -14 14 6 11, right of -8 22",
        "'A (12)' -40 68 36 11, right of -4 76",
        "'B (4)' -34 80 30 11, right of -4 88",
        "'C (1)' -34 92 30 11, right of -4 100",
    ]


def test_the_largest_sets_are_drawn_if_not_all_fit() -> None:
    """41 wide: 41 // 12 = 3 columns of 13 from 1 on, too narrow for "10" and 2 pixels; bars up to 64."""
    many = Upset(tuple(Bar("a", (0,), 10 - i, "#111111", "none") for i in range(10)), ROWS[:2], "#eeeeee")
    assert upset(many, (41, 102)) == [
        "panel-upset--a--bar-1 #111111 3 6 8 64",
        "panel-upset--a--bar-2 #111111 16 12 8 58",
        "panel-upset--a--bar-3 #111111 29 19 8 51",
        "line 0 70 41 1 #000000",
        "panel-upset--empty #eeeeee 3 92 8 8; 16 92 8 8; 29 92 8 8",
        "panel-upset--a--dots #aaaaaa 3 80 8 8; 16 80 8 8; 29 80 8 8",
        "box 0 0 41 102 in 1 of #000000",
        *[f"line -5 {y} 4 1 #000000" for y in (70, 57, 44, 32, 19, 6)],
        "'0' -14 66 6 11, right of -8 74",
        "'2' -14 54 6 11, right of -8 62",
        "'4' -14 41 6 11, right of -8 49",
        "'6' -14 28 6 11, right of -8 36",
        "'8' -14 15 6 11, right of -8 23",
        "'10' -20 2 12 11, right of -8 10",
        "'A (12)' -40 80 36 11, right of -4 88",
        "'B (4)' -34 92 30 11, right of -4 100",
        "'the 3 largest of 10' -36 109 114 11, center of 21 117",
    ]


def test_there_is_no_note_if_all_sets_fit() -> None:
    assert not [line for line in upset(SETS, (36, 102)) if "largest" in line]
    assert [line for line in upset(SETS, (35, 102)) if "the 2 largest of 3" in line]


def test_large_dots_have_thick_joins() -> None:
    """At 40 points a line is 50 and a dot 0.68 x 50 = 34; a join 34 // 5 = 6, in the middle of the dots."""
    large = draw_upset("u", SETS, (300, 400), chart_space("text.size.tick=40"))
    dots = next(line for line in listed(large) if line.startswith("u--b--dots"))
    assert dots == "u--b--dots #bbbbbb 133 308 34 34"
    assert "u--joins #000000 147 275 6 50" in listed(large)


def test_a_line_passes_no_dot_of_a_category_that_is_not_in_the_set() -> None:
    """The first bar is of the first and third row: the second row has no dot there, but the fourth has."""
    chart = Upset(
        (
            Bar("a", (0, 2), 2, "#111111", "none"),
            Bar("b", (1,), 1, "#222222", "none"),
            Bar("c", (0, 1, 2, 3), 1, "#333333", "none"),
        ),
        (*ROWS, Row("d", "D", 1, "#dddddd")),
        "#eeeeee",
    )
    lines = listed(draw_upset("u", chart, (124, 114), chart_space()))
    assert [line for line in lines if line.startswith(("u--empty", "u--joins")) or "dots" in line] == [
        "u--empty #eeeeee 57 68 8 8; 57 92 8 8; 16 104 8 8; 57 104 8 8",
        "u--joins #000000 19 72 1 24; 101 72 1 36",
        "u--a--dots #aaaaaa 16 68 8 8; 98 68 8 8",
        "u--b--dots #bbbbbb 57 80 8 8; 98 80 8 8",
        "u--c--dots #cccccc 16 92 8 8; 98 92 8 8",
        "u--d--dots #dddddd 98 104 8 8",
    ]


def test_long_names_are_cut_but_not_the_number_of_heads() -> None:
    """At most ten ems: 'Negative name mover (117)' would be 25, and ' (117)' alone is six."""
    rows = (Row("n", "Negative name mover", 117, "#aaaaaa"), Row("m", "Mn (ab)", 3, "#bbbbbb"))
    texts = [line.split("'")[1] for line in upset(Upset((), rows, "#eeeeee"), (122, 102)) if "-4 " in line]
    assert texts == ["Ne.. (117)", "Mn (.. (3)"]


def test_a_panel_one_pixel_wide_has_a_bar_and_a_dot() -> None:
    lines = upset(Upset(SETS.bars[:2], ROWS[:2], "#eeeeee"), (1, 64))
    assert lines[0] == "panel-upset--a--bar-1 #111111 0 6 1 26", "64 - 2 x 12 - 8 = 32, less two gaps"
    assert "panel-upset--a--dots #aaaaaa 0 45 1 1" in lines
    assert lines[-1].startswith("'the 1 largest of 2'")


def test_numbers_are_written_if_columns_are_two_pixels_wider() -> None:
    """Two digits are 12 wide, and so need columns of 14."""
    tens = Upset(tuple(Bar("a", (0,), heads, "#111111", "none") for heads in (30, 20)), ROWS[:1], "#eeeeee")
    assert [line.split("'")[1] for line in upset(tens, (28, 102)) if "center of" in line] == ["30", "20"]
    assert not [line for line in upset(tens, (27, 102)) if "center of" in line]


def test_more_rows_than_can_be_named_are_three_pixels_high() -> None:
    """41 rows: columns are 4 wide, one more than rows are high, so that dots stay apart."""
    many = Upset((SETS.bars[0],) * 20, tuple(Row(f"r{i}", "R", 1, "#aaaaaa") for i in range(41)), "#eeeeee")
    lines = upset(many, (40, 183))
    assert lines[-1].startswith("'the 10 largest of 20'")
    assert not [line for line in lines if "'R" in line]
    assert upset_size(many, chart_space(min_side=60)) == (60, 41 * 3 + 5 * 12)


def test_a_panel_without_sets_has_an_axis() -> None:
    assert upset(Upset((), ROWS[:1], "#eeeeee"), (20, 64)) == [
        "line 0 44 20 1 #000000",
        "box 0 0 20 64 in 1 of #000000",
        *[f"line -5 {y} 4 1 #000000" for y in (44, 18)],
        "'0' -14 40 6 11, right of -8 48",
        "'1' -14 14 6 11, right of -8 22",
        "'A (12)' -40 54 36 11, right of -4 62",
    ]


def test_a_set_of_all_categories_leaves_no_empty_dots() -> None:
    every = Upset((Bar("x", (0, 1, 2), 1, "#111111", "none"),), ROWS, "#eeeeee")
    assert not [line for line in upset(every, (40, 102)) if "empty" in line]


def test_a_set_of_one_head_among_thousands_has_a_bar() -> None:
    chart = Upset((Bar("a", (0,), 5000, "#1", "none"), Bar("b", (1,), 1, "#2", "none")), ROWS[:2], "#eeeeee")
    [bar] = [line for line in upset(chart, (80, 98)) if "bar-2" in line]
    assert bar.endswith(" 1")


@pytest.mark.parametrize(
    ("rows", "cells", "expected"),
    [
        (3, (50, 40), (60, 96)),
        (3, (90, 120), (90, 120)),
        (30, (90, 120), (90, 420)),
        (1, (59, 73), (60, 73)),
    ],
)
def test_a_panel_is_as_large_as_the_maps_or_as_its_rows_need(
    rows: int, cells: tuple[int, int], expected: tuple[int, int]
) -> None:
    """At least 60 x 60 here, and a line of 12 for each row of dots, with five more for the bars."""
    space = chart_space(across=BandScale(1, cells[0]), down=BandScale(1, cells[1]), min_side=60)
    assert upset_size(Upset((), ROWS[:1] * rows, "#eeeeee"), space) == expected
