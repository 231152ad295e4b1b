"""The default colours: their order, and that none is used twice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.colors.spaces import channels, lab
from headmap_cli.style.palette import palette
from headmap_cli.style.schema import CategoryStyle, MultiStyle, Style, UnclassifiedStyle

# matplotlib's tab10, by its names
BLUE, ORANGE, GREEN, RED = "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728"
PURPLE, BROWN, PINK = "#9467bd", "#8c564b", "#e377c2"

hexes = st.one_of(
    st.sampled_from([BLUE, ORANGE, GREEN, RED, PURPLE, BROWN, PINK, "#bcbd22", "#17becf"]),
    st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}"),
)


def names(n: int) -> list[str]:
    return [f"c{i}" for i in range(n)]


def test_the_first_four_categories_are_blue_orange_green_and_red() -> None:
    assert palette(Style(), names(4)).categories == (BLUE, ORANGE, GREEN, RED)


def test_2_3_and_4_categories_are_purple_brown_and_pink() -> None:
    assert palette(Style(), names(4)).multi == {2: PURPLE, 3: BROWN, 4: PINK}


def test_unclassified_is_light_gray() -> None:
    assert palette(Style(), names(1)).unclassified == "#d3d3d3"


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7, 12, 60])
def test_more_categories_do_not_change_the_colours_of_the_first(n: int) -> None:
    assert palette(Style(), names(n)).categories == palette(Style(), names(60)).categories[:n]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.data())
def test_no_colour_is_given_twice(n: int, data: st.DataObject) -> None:
    """Check this for any colours that the style sets, as long as it sets none twice itself."""
    colors = data.draw(st.lists(hexes, unique=True, max_size=n + 4))
    unclassified = "#d3d3d3"
    multi_colors = colors[:3]
    numbers = data.draw(st.permutations(range(n)))
    category_colors = dict(zip(numbers, colors[3:], strict=False))
    style = Style(
        categories={f"c{i}": CategoryStyle(color=color) for i, color in category_colors.items()},
        multi=MultiStyle(colors=tuple(multi_colors)),
        unclassified=UnclassifiedStyle(color=unclassified),
    )
    chosen = palette(style, names(n))
    for i, color in category_colors.items():
        assert chosen.categories[i] == color
    for k, color in zip(range(2, n + 1), multi_colors, strict=False):
        assert chosen.multi[k] == color
    assert sorted(chosen.multi) == list(range(2, n + 1))
    all_colors = [*chosen.categories, *chosen.multi.values()]
    assert len(set(all_colors)) == len(all_colors)
    chosen_by_us = set(all_colors) - {*category_colors.values(), *multi_colors}
    assert not chosen_by_us & {unclassified, style.background}


def test_a_colour_that_the_style_sets_is_not_used_again() -> None:
    style = Style(categories={"c2": CategoryStyle(color=BLUE)}, multi=MultiStyle(colors=(ORANGE,)))
    chosen = palette(style, names(4))
    assert chosen.categories[2] == BLUE
    assert chosen.multi[2] == ORANGE
    assert not {BLUE, ORANGE} & {chosen.categories[0], chosen.categories[1], chosen.categories[3]}


def test_chosen_colours_differ_from_each_other() -> None:
    chosen = palette(Style(), names(12))
    colors = [*chosen.categories, *chosen.multi.values(), chosen.unclassified]
    points = lab(np.array([channels(color) for color in colors]))
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    assert distances[np.triu_indices(len(colors), 1)].min() > 10


def test_no_category_has_the_colour_of_the_background() -> None:
    chosen = palette(Style(background=BLUE), names(3))
    assert BLUE not in chosen.categories


# CIELAB for D65 of the sRGB primaries and grays, from the tables of brucelindbloom.com
@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ("#ff0000", (53.24, 80.09, 67.20)),
        ("#00ff00", (87.73, -86.18, 83.18)),
        ("#0000ff", (32.30, 79.19, -107.86)),
        ("#ffffff", (100.0, 0.0, 0.0)),
        ("#000000", (0.0, 0.0, 0.0)),
        ("#808080", (53.59, 0.0, 0.0)),
        ("#ffff00", (97.14, -21.55, 94.48)),
    ],
)
def test_known_colours_have_their_cielab_coordinates(color: str, expected: tuple[float, ...]) -> None:
    assert lab(np.array([channels(color)]))[0] == pytest.approx(expected, abs=0.02)


def test_a_hex_code_is_split_into_its_channels() -> None:
    assert channels("#ff8000") == (1.0, 128 / 255, 0.0)
