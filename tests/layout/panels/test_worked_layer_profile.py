"""Profiles of layers worked out with a pencil: every bar, line, tick and name where the rules put it."""

import math

import pytest

from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.panels.layer_profile import Profile, Profiles, draw_profiles, profiles_size
from tests.layout.worked import chart_space, listed

BASE = "#eeeeee"
TWO = Profiles(
    (
        Profile("a", "A", "#aaaaaa", (0.25, 0.5, 0.0)),
        Profile("b", "Bees", "#bbbbbb", (0.25, math.nan, 0.5)),
    ),
    BASE,
)
ONE = Profiles((Profile("a", "A", "#aaaaaa", (0.25, 0.5, 0.0)),), BASE)

ONE_IN_THIRD = Profiles((Profile("a", "A", "#aaaaaa", (0.0, 0.0, 0.5)),), BASE)


def draw(chart: Profiles, layers: BandScale, length: int, *sets: str, x: str = "layer") -> list[str]:
    """The items of a chart beside maps of these layers, length pixels large in the other direction."""
    across, down = layers, BandScale(1, length)
    if x == "head":
        across, down = down, across
    space = chart_space(
        f"axes.x={x}", "axes.layer.ticks=[0, 1, 2]", *sets, across=across, down=down, min_side=50
    )
    return listed(draw_profiles("p", chart, profiles_size(chart, space), space))


def test_each_category_has_a_row_of_bars_on_one_scale() -> None:
    """Rows of 100 / 2 = 50: 0.82 x 50 = 41, less a line, is 40 for a share of 0.5. Bars leave a gap of 1.

    The names are centred on the longest bars, whose middles are 49 - 20 and 99 - 20.
    """
    assert draw(TWO, BandScale(3, 20), 100) == [
        "p--a #aaaaaa 0 29 19 20; 20 9 19 40",
        f"line 0 49 60 1 {BASE}",
        "p--b #bbbbbb 0 79 19 20; 40 59 19 40",
        f"line 0 99 20 1 {BASE}",
        f"line 40 99 20 1 {BASE}",
        "box 0 0 60 100 in 1 of #000000",
        "'A' -10 25 6 11, right of -4 33",
        "'Bees' -28 75 24 11, right of -4 83",
        "line 61 49 4 1 #000000",
        "line 61 9 4 1 #000000",
        "'0%' 68 46 12 11, left of 68 54",
        "'50%' 68 6 18 11, left of 68 14",
        *[f"line {x} 101 1 4 #000000" for x in (9, 29, 49)],
        "'0' 7 108 6 11, center of 10 116",
        "'1' 27 108 6 11, center of 30 116",
        "'2' 47 108 6 11, center of 50 116",
        "'layer' 15 125 30 11, center of 30 133",
    ]


def test_layers_along_y_run_upwards_from_an_origin_at_the_bottom() -> None:
    """The same turned: the first category is the first column, and its bars run to the right."""
    assert draw(TWO, BandScale(3, 20, reverse=True), 100, "axes.layer.label=''", x="head") == [
        "p--a #aaaaaa 1 20 40 19; 1 40 20 19",
        f"line 0 0 1 60 {BASE}",
        "p--b #bbbbbb 51 0 40 19; 51 40 20 19",
        f"line 50 0 1 20 {BASE}",
        f"line 50 40 1 20 {BASE}",
        "box 0 0 100 60 in 1 of #000000",
        *[f"line -5 {y} 4 1 #000000" for y in (49, 29, 9)],
        "'0' -14 46 6 11, right of -8 54",
        "'1' -14 26 6 11, right of -8 34",
        "'2' -14 6 6 11, right of -8 14",
        "'A' turned 17 64 11 6, right of 25 64",
        "'Bees' turned 67 64 11 24, right of 75 64",
        "line 0 -5 1 4 #000000",
        "line 40 -5 1 4 #000000",
        "'0%' -6 -16 12 11, center of 0 -8",
        "'50%' 32 -16 18 11, center of 41 -8",
    ]


def test_one_category_has_the_scale_on_the_left_and_needs_no_name() -> None:
    """0.82 x 50 - 1 = 40 for 0.5, so 8 for each 10%."""
    lines = draw(ONE, BandScale(3, 20), 50, "axes.layer.ticks=[]", "axes.layer.label=''")
    assert lines[0] == "p--a #aaaaaa 0 29 19 20; 20 9 19 40"
    assert [line.split(",")[0] for line in lines if line.startswith("'")] == [
        "'0%' -20 46 12 11",
        "'20%' -26 30 18 11",
        "'40%' -26 14 18 11",
    ]


def test_narrow_layers_have_no_gaps_between_bars() -> None:
    """Layers of 4 pixels are less than five lines of 1 wide."""
    narrow = Profiles((Profile("a", "A", "#aaaaaa", (0.5,) * 20),), BASE)
    assert draw(narrow, BandScale(20, 4), 50)[0].startswith("p--a #aaaaaa 0 9 4 40; 4 9 4 40; ")


def test_lines_between_cells_move_the_bars_as_they_move_the_cells() -> None:
    """Cells of 17 make 50 and more of 3 layers; a line of 1 is in front of the third, which begins at 35."""
    [bars] = [line for line in draw(ONE_IN_THIRD, BandScale(3, 10, 2, 1), 50) if line.startswith("p--a")]
    assert bars == "p--a #aaaaaa 35 9 16 40"


@pytest.mark.parametrize("shares", [(0.0, 0.0, 0.0), (math.nan, math.nan, 0.0)])
def test_categories_without_heads_have_lines_without_bars(shares: tuple[float, float, float]) -> None:
    chart = Profiles((Profile("a", "A", "#aaaaaa", shares), Profile("b", "B", "#bbbbbb", shares)), BASE)
    lines = draw(chart, BandScale(3, 20), 100)
    assert not [line for line in lines if line.startswith("p--")]
    assert "'100%' 68 6 24 11, left of 68 14" in lines


def test_a_share_that_is_tiny_has_a_bar_of_a_pixel() -> None:
    chart = Profiles((Profile("a", "A", "#aaaaaa", (1.0, 0.001, 0.0)),), BASE)
    assert draw(chart, BandScale(3, 20), 50)[0] == "p--a #aaaaaa 0 9 19 40; 20 48 19 1"


def test_a_chart_is_as_large_as_the_maps_or_as_its_names_need() -> None:
    many = Profiles((TWO.rows[0],) * 10, BASE)
    space = chart_space(across=BandScale(3, 20), down=BandScale(1, 90), min_side=50)
    assert profiles_size(TWO, space) == (60, 90)
    assert profiles_size(many, space) == (60, 120)
    assert profiles_size(Profiles((TWO.rows[0],) * 50, BASE), space) == (60, 150), "too many for names"
    turned = chart_space("axes.x=head", across=BandScale(1, 90), down=BandScale(3, 20), min_side=50)
    assert profiles_size(many, turned) == (120, 60)


def test_low_rows_have_only_the_upper_label_of_the_scale() -> None:
    """Rows of 12: bars of 0.82 x 12 - 1 = 9, less than the line of 12 that both labels would need."""
    many = Profiles((TWO.rows[0],) * 10, BASE)
    assert [line.split("'")[1] for line in draw(many, BandScale(3, 20), 90) if "left of" in line] == ["50%"]
