"""Charts worked out with a pencil: every bar, dot, line, tick and number where the rules put it."""

import math

import pytest

from headmap_cli.layout.charts import Bar, Profiles, Upset
from headmap_cli.layout.hatching import hatching
from headmap_cli.layout.profiles import profile_items
from headmap_cli.layout.ruler import Ruler
from headmap_cli.layout.upset import upset_items, upset_size
from tests.layout.worked import listed, plain_marks, plain_style

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
    return listed(upset_items("panel-upset", chart, size, plain_marks(), hatching(20, 72)))


def test_bars_and_dots_of_three_sets() -> None:
    """122 x 98: rows of dots are a line high (12 < 98 / 2 / 3), columns 122 // 3 = 40 wide from 1 on.

    The bars stand on 98 - 3 x 12 - 1 - 3 = 58, a number and two gaps below the frame: up to 58 - 12 - 6 = 40
    for 8 heads. A bar is 0.62 x 40 = 25 wide, a dot 0.68 x 12 = 8; a join, a fifth of that, 1.
    """
    assert upset(SETS, (122, 98)) == [
        "panel-upset--a--bar-1 #111111 8 18 25 40",
        "'8' 18 7 6 11, center of 21 15",
        "panel-upset--2-categories--bar-2 #222222 48 38 25 20",
        "panel-upset--2-categories--bar-2--hatch rising #ffffff, 2 apart from 0 58",
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
        *[f"line -5 {y} 4 1 #000000" for y in (58, 48, 38, 28, 18)],
        "'0' -14 54 6 11, right of -8 62",
        "'4' -14 34 6 11, right of -8 42",
        "'8' -14 14 6 11, right of -8 22",
    ]


def test_the_largest_of_more_sets_than_there_is_room_for() -> None:
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


def test_as_many_sets_as_there_is_room_for_are_not_counted() -> None:
    assert not [line for line in upset(SETS, (36, 98)) if "largest" in line]
    assert [line for line in upset(SETS, (35, 98)) if "the 2 largest of 3" in line]


def test_large_dots_have_thick_joins() -> None:
    """At 40 points a line is 50 and a dot 0.68 x 50 = 34; a join 34 // 5 = 6, in the middle of the dots."""
    large = upset_items("u", SETS, (300, 400), plain_marks("text.size.tick=40"), hatching(20, 72))
    dots = next(line for line in listed(large) if line.startswith("u--b--dots"))
    assert dots == "u--b--dots #bbbbbb 133 308 34 34"
    assert "u--joins #000000 147 275 6 50" in listed(large)


def test_a_set_of_one_head_among_thousands_has_a_bar() -> None:
    chart = Upset((Bar("a", (0,), 5000, "#1", "none"), Bar("b", (1,), 1, "#2", "none")), ROWS[:2], "#eeeeee")
    assert "u--b--bar-2 #2" in "".join(
        listed(upset_items("u", chart, (80, 98), plain_marks(), hatching(9, 72)))
    )
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
def test_an_upset_panel_is_as_large_as_the_maps_or_as_it_must_be(
    rows: int, cells: tuple[int, int], expected: tuple[int, int]
) -> None:
    """At least 60 x 60 here, and 3 pixels for each row of dots in half of the height."""
    assert upset_size(Upset((), ROWS[:1] * rows, "#eeeeee"), *cells, 60) == expected


LINES = Profiles((("a", "#aaaaaa", (0.5, 1.0, 0.0)), ("b", "#bbbbbb", (0.5, math.nan, 1.0))))


def profiles(x: str, layers: Ruler, across: int = 40, **how: str) -> list[str]:
    style = plain_style(f"axes.x={x}", *how.values())
    return listed(profile_items("p", LINES, style, layers, across, 50, plain_marks()))


def test_profiles_with_layers_along_x() -> None:
    """50 high, the axis up to 1.05: a line 1 thick for 1 begins at 49 x (1 - 1 / 1.05) = 2, for 0.5 at 26."""
    assert profiles("layer", Ruler(3, 20)) == [
        "p--a:",
        "  line 0 26 20 1 #aaaaaa",
        "  line 20 2 20 1 #aaaaaa",
        "  line 20 2 1 25 #aaaaaa",
        "  line 40 49 20 1 #aaaaaa",
        "  line 40 2 1 48 #aaaaaa",
        "p--b:",
        "  line 0 26 20 1 #bbbbbb",
        "  line 40 2 20 1 #bbbbbb",
        "box 0 0 60 50 in 1 of #000000",
        *[f"line -5 {y} 4 1 #000000" for y in (49, 26, 2)],
        "'0%' -20 46 12 11, right of -8 54",
        "'50%' -26 22 18 11, right of -8 30",
        "'100%' -32 -1 24 11, right of -8 7",
        *[f"line {x} 51 1 4 #000000" for x in (9, 29, 49, 60)],
        "'0' 7 58 6 11, center of 10 66",
        "'1' 27 58 6 11, center of 30 66",
        "'2' 47 58 6 11, center of 50 66",
        "'3' 57 58 6 11, center of 60 66",
        "'layer' 15 75 30 11, center of 30 83",
    ]


def test_profiles_with_layers_along_y_from_below() -> None:
    """The same turned: a share runs to the right, the layers upwards; numbers are thinned."""
    assert profiles("head", Ruler(3, 20, from_end=True)) == [
        "p--a:",
        "  line 0 0 1 20 #aaaaaa",
        "  line 47 20 1 20 #aaaaaa",
        "  line 0 20 48 1 #aaaaaa",
        "  line 23 40 1 20 #aaaaaa",
        "  line 23 40 25 1 #aaaaaa",
        "p--b:",
        "  line 47 0 1 20 #bbbbbb",
        "  line 23 40 1 20 #bbbbbb",
        "box 0 0 50 60 in 1 of #000000",
        *[f"line -5 {y} 4 1 #000000" for y in (49, 29, 9, -1)],
        "'0' -14 46 6 11, right of -8 54",
        "'2' -14 6 6 11, right of -8 14",
        "'layer' turned -31 15 11 30, center of -23 30",
        *[f"line {x} 61 1 4 #000000" for x in (0, 23, 47)],
        "'0%' -6 68 12 11, center of 0 76",
        "'100%' 35 68 24 11, center of 47 76",
    ]


def test_thick_lines_and_lines_between_layers() -> None:
    """At 144 dpi a line is 3 thick: 77 x (1 - 1 / 1.05) = 4. Cells of 17 make 50 and more of 3 layers."""
    found = profiles("layer", Ruler(3, 10, 2, 1), 80, dpi="layout.dpi=144")
    assert found[:9] == [
        "p--a:",
        "  line 0 40 17 3 #aaaaaa",
        "  line 17 4 18 3 #aaaaaa",
        "  line 16 4 3 39 #aaaaaa",
        "  line 35 77 17 3 #aaaaaa",
        "  line 34 4 3 76 #aaaaaa",
        "p--b:",
        "  line 0 40 17 3 #bbbbbb",
        "  line 35 4 17 3 #bbbbbb",
    ]
    assert found[9:13] == [
        "box 0 0 52 80 in 1 of #000000",
        *[f"line -5 {y} 4 1 #000000" for y in (78, 41, 5)],
    ]
