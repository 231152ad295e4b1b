"""Profiles of layers worked out with a pencil: every line, tick and number where the rules put it."""

import math

import numpy as np

from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.panels.layer_profile import (
    Profile,
    Profiles,
    draw_profiles,
    profiles_size,
    step_strokes,
)
from tests.layout.worked import chart_space, listed

LINES = Profiles((Profile("a", "#aaaaaa", (0.5, 1.0, 0.0)), Profile("b", "#bbbbbb", (0.5, math.nan, 1.0))))


def draw(chart: Profiles, layers: BandScale, length: int, *sets: str, x: str = "layer") -> list[str]:
    """The items of a chart beside maps of these layers, length pixels large in the other direction."""
    across, down = layers, BandScale(1, length)
    if x == "head":
        across, down = down, across
    space = chart_space(f"axes.x={x}", *sets, across=across, down=down, min_side=50)
    return listed(draw_profiles("p", chart, profiles_size(chart, space), space))


def profiles(x: str, layers: BandScale, length: int = 40, *sets: str) -> list[str]:
    return draw(LINES, layers, length, *sets, x=x)


def test_layers_along_x_have_shares_along_y() -> None:
    """50 high, the axis up to 1.05: a line 1 thick for 1 begins at 49 x (1 - 1 / 1.05) = 2, for 0.5 at 26."""
    assert profiles("layer", BandScale(3, 20)) == [
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
        *[f"line {x} 51 1 4 #000000" for x in (9, 29, 49)],
        "'0' 7 58 6 11, center of 10 66",
        "'1' 27 58 6 11, center of 30 66",
        "'2' 47 58 6 11, center of 50 66",
        "'layer' 15 75 30 11, center of 30 83",
    ]


def test_layers_along_y_run_upwards_from_an_origin_at_the_bottom() -> None:
    """The same turned: a share runs to the right, the layers upwards; numbers are thinned."""
    assert profiles("head", BandScale(3, 20, reverse=True)) == [
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
        *[f"line -5 {y} 4 1 #000000" for y in (49, 29, 9)],
        "'0' -14 46 6 11, right of -8 54",
        "'1' -14 26 6 11, right of -8 34",
        "'2' -14 6 6 11, right of -8 14",
        "'layer' turned -31 15 11 30, center of -23 30",
        *[f"line {x} 61 1 4 #000000" for x in (0, 47)],
        "'0%' -6 68 12 11, center of 0 76",
        "'100%' 35 68 24 11, center of 47 76",
    ]


def test_lines_are_thicker_at_a_higher_resolution_and_cross_gaps_between_layers() -> None:
    """At 216 dpi a line is 4 thick: 76 x (1 - 1 / 1.05) = 4. Cells of 17 make 50 and more of 3 layers.

    The frame of one point is 3 pixels wide.
    """
    lines = profiles("layer", BandScale(3, 10, 2, 1), 80, "layout.dpi=216")
    assert lines[:9] == [
        "p--a:",
        "  line 0 40 17 4 #aaaaaa",
        "  line 17 4 18 4 #aaaaaa",
        "  line 15 4 4 40 #aaaaaa",
        "  line 35 76 17 4 #aaaaaa",
        "  line 33 4 4 76 #aaaaaa",
        "p--b:",
        "  line 0 40 17 4 #bbbbbb",
        "  line 35 4 17 4 #bbbbbb",
    ]
    assert lines[9] == "box 0 0 52 80 in 3 of #000000"


def test_strokes_thicker_than_layers_stay_inside_the_frame() -> None:
    """Four layers of a pixel: the upright strokes, 4 wide, all begin at 0."""
    assert step_strokes(np.array([0.0, 1.0, 0.0, 1.0]), BandScale(4, 1), 50, 1.0, 4) == [
        (0, 46, 1, 4),
        (1, 0, 1, 4),
        (0, 0, 4, 50),
        (2, 46, 1, 4),
        (0, 0, 4, 50),
        (3, 0, 1, 4),
        (0, 0, 4, 50),
    ]


def test_the_axis_ends_a_twentieth_above_the_largest_share_or_at_1() -> None:
    def drawn_for(*shares: float) -> list[str]:
        chart = Profiles((Profile("a", "#aaaaaa", shares),))
        drawn = draw(chart, BandScale(3, 20), 105, "axes.layer.label=''")
        return [drawn[1], *(line.split("'")[1] for line in drawn if "right of" in line)]

    assert drawn_for(0.4, 0.4, 0.4) == [
        "  line 0 5 20 1 #aaaaaa",
        "0%",
        "10%",
        "20%",
        "30%",
        "40%",
    ]
    assert drawn_for(0.0, 0.0, 0.0) == [
        "  line 0 104 20 1 #aaaaaa",
        "0%",
        "20%",
        "40%",
        "60%",
        "80%",
        "100%",
    ]
