"""Cells, hatches and bars, decoded from the pixels of the PNG and compared with the data."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.core.errors import HeadmapError
from headmap_cli.scene.marks import Hatch, Scene, walk
from headmap_cli.style.palette import palette
from headmap_cli.style.schema import Style
from headmap_cli.writers.png import picture
from tests.helpers import Panel, legend_of, panels, random_data, words
from tests.layout.assertions import (
    assert_nothing_leaves_the_page,
)
from tests.layout.cases import scene_of, styled

Colors = npt.NDArray[np.str_]
usual = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Decoded:
    """The pixels of a panel's cells, and those of each head: [layer, head] -> colours (height, width)."""

    panel: Panel
    cell: int
    heads: dict[tuple[int, int], Colors]


def decoded(scene: Scene, data: Classification, style: Style) -> list[Decoded]:
    """Each panel taken apart by the style's own words: lines every so many cells, where y begins."""
    pixels = np.asarray(picture(scene).convert("RGB"))
    colors, index = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True)
    hexes = np.array(["#{:02x}{:02x}{:02x}".format(*rgb) for rgb in colors])
    names = hexes[index.reshape(pixels.shape[:2])]
    line = max(1, round(float(style.frame.width)))
    axes = style.axes
    out = []
    for panel in panels(scene):
        left, top, width, height = map(int, panel.area)
        lines_x = (data.layers - 1) // axes.layer.lines if axes.layer.lines else 0
        cell = (width - lines_x * line) // data.layers
        heads = {}
        for layer in range(data.layers):
            x = left + layer * cell + (layer // axes.layer.lines * line if axes.layer.lines else 0)
            for head in range(data.heads):
                y = head * cell + (head // axes.head.lines * line if axes.head.lines else 0)
                y = top + (height - cell - y if axes.origin == "bottom" else y)
                heads[layer, head] = names[y : y + cell, x : x + cell]
                assert heads[layer, head].shape == (cell, cell)
        out.append(Decoded(panel, cell, heads))
    return out


def only(pixels: Colors) -> str:
    (color,) = set(pixels.flat)
    return str(color)


@pytest.mark.slow
@usual
@given(st.data())
def test_every_cell_is_whole_with_lines_between_and_with_y_from_below(data: st.DataObject) -> None:
    heads = random_data(
        ["a", "b", "c"],
        data.draw(st.integers(1, 9)),
        data.draw(st.integers(1, 9)),
        0.3,
        data.draw(st.integers(0, 99)),
    )
    style = styled(
        "layout.cell=6",
        f"axes.origin={data.draw(st.sampled_from(['top', 'bottom']))}",
        f"axes.layer.lines={data.draw(st.sampled_from(['null', 1, 2, 5]))}",
        f"axes.head.lines={data.draw(st.sampled_from(['null', 1, 3, 20]))}",
    )
    scene = scene_of(heads, style)
    assert_nothing_leaves_the_page(scene)
    colors, code = palette(style, heads.categories), merge(heads).code
    expected = [colors.unclassified, *colors.categories, *colors.multi.values()]
    composite, *category_panels = decoded(scene, heads, style)
    for index, pixels in composite.heads.items():
        assert only(pixels) == expected[code[index]]
    for c, panel in enumerate(category_panels):
        for index, pixels in panel.heads.items():
            member = heads.membership[c][index]
            assert only(pixels) == (colors.categories[c] if member else colors.unclassified)
    assert {composite.cell, *(panel.cell for panel in category_panels)} == {6}


def test_split_has_no_counts_in_the_legend_and_cells_have_room_for_the_parts() -> None:
    heads = Classification(tuple("abcdefghi"), np.ones((9, 30, 30), dtype=bool))
    scene = scene_of(heads, styled("multi.display=split", "layout.max_width=100"))
    assert [words(entry.items) for entry in legend_of(scene)] == [*"abcdefghi", "Unclassified"]
    # Nine parts need five pixels, with nine diagonals, and the line around them one on each side.
    assert panels(scene)[0].area[2] >= 30 * 7
    message = (
        r"layout.cell is 6 pixels, too few for multi.display split; raise it, or --dpi, to at least 7 pixels"
    )
    with pytest.raises(HeadmapError, match=message):
        scene_of(heads, styled("multi.display=split", "layout.cell=6"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["rising", "falling", "horizontal", "vertical", "cross", "grid"])
@pytest.mark.parametrize("cell", [3, 7, 12, 29])
def test_hatched_cells_are_identical_and_have_two_colours(kind: str, cell: int) -> None:
    heads = random_data(["a"], 6, 7, 0.5)
    style = styled(f"layout.cell={cell}", f"hatches=[{kind}]")
    composite = decoded(scene_of(heads, style), heads, style)[0]
    color = palette(style, heads.categories).categories[0]
    hatched = [composite.heads[index] for index in np.ndindex(6, 7) if heads.membership[0][index]]
    assert len(hatched) > 5
    for pixels in hatched:
        assert set(pixels.flat) <= {color, "#000000", "#ffffff"}
        assert cell < 7 or (cell == 29) or (pixels == hatched[0]).all()
    # A single line in one direction of three pixels, or in two, leaves four of nine.
    assert 0.4 < np.mean([pixels == color for pixels in hatched]) < 0.95
    pixels = hatched[0]
    if cell == 12:
        line = pixels != color
        assert (kind == "horizontal") == bool((line == line[:, :1]).all())
        assert (kind == "vertical") == bool((line == line[:1]).all())
        mirrored = (line == line.T).all()
        assert mirrored or kind in ("horizontal", "vertical", "falling")


@pytest.mark.parametrize("cell", [1, 2])
def test_cells_below_three_points_have_no_hatch_and_neither_has_the_legend(cell: int) -> None:
    heads = random_data(["a"], 6, 7, 0.5)
    scene = scene_of(heads, styled(f"layout.cell={cell}", "hatches=[cross]"))
    assert not [item for item in walk(scene.groups) if isinstance(item, Hatch)]
    large = scene_of(heads, styled("layout.cell=3", "hatches=[cross]"))
    assert [item.id for item in walk(large.groups) if isinstance(item, Hatch)] == [
        "panel-a--a--hatch",
        "legend--a--hatch",
    ]


def test_two_hatches_of_one_colour_family_take_turns() -> None:
    style = styled("hatches=[none, rising]", "categories.c.hatch=grid", "multi.hatches=[vertical]")
    colors = palette(style, ["c", "a", "b", "d"])
    assert colors.hatches == ("grid", "rising", "none", "rising")
    assert colors.multi_hatches == {2: "vertical", 3: "vertical", 4: "vertical"}
