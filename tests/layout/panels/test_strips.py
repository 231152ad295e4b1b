"""Strips of bars beside the cells: worked out with a pencil (see worked.py), and read back from pictures."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.classification import Classification
from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.cell_content import CellPart, Fill
from headmap_cli.layout.hatches import hatch_pattern
from headmap_cli.layout.panels.frame import Strip
from headmap_cli.layout.panels.shape import panel_shape
from headmap_cli.layout.panels.strips import count_max_heads, strip_above, strip_bars, strip_on_right
from headmap_cli.layout.plan_types import PanelPlan
from headmap_cli.scene.marks import Label, Line, Scene
from headmap_cli.style.palette import palette
from headmap_cli.style.schema import Style
from headmap_cli.writers.png import picture
from tests.helpers import Panel, panels, random_data
from tests.layout.assertions import assert_nothing_leaves_the_page, assert_nothing_overlaps
from tests.layout.cases import scene_of, styled
from tests.layout.worked import MEASURE, THREE_ROWS, TWO_COLUMNS, listed, plain_look, plain_style


def mask(*rows: str) -> Any:
    return np.array([[char == "x" for char in row] for row in rows])


PLAN = PanelPlan(
    "p",
    "",
    (
        Fill("unclassified", "#d3d3d3", "none", (CellPart(mask("xx", "xx", "xx")),)),
        Fill("a", "#aaaaaa", "rising", (CellPart(mask("..", "x.", "x.")),)),
        Fill("b", "#bbbbbb", "none", (CellPart(mask(".x", "..", "..")),)),
        Fill("two", "#222222", "none", tuple(CellPart(mask("..", "..", ".x"), part, 2) for part in (0, 1))),
    ),
)
"""Three heads of two layers, the layers along x. One head is split into two parts of one colour."""


def above(max_heads: int = 2, *sets: str) -> Strip:
    return strip_above(plain_style(*sets), max_heads, TWO_COLUMNS, THREE_ROWS, plain_look())


def on_right(max_heads: int = 2, *sets: str) -> Strip:
    return strip_on_right(plain_style(*sets), max_heads, TWO_COLUMNS, THREE_ROWS, plain_look())


def test_a_strip_above_has_a_line_at_its_longest_bar_and_a_label_over_it() -> None:
    """A quarter of 60 is 15, and 2 x 7 for 2 heads. The line is outside of the bars, above a frame of 1; the
    label 3 above it has a muted colour, and is 8 high.
    """
    strip = above()
    assert (strip.length, strip.max_heads, strip.extent) == (14, 2, 14 + 1 + 3 + 8)
    assert listed([strip.line, strip.label]) == [
        "line -1 -16 42 1 #666666",
        "'2 heads per layer' -1 -27 102 11, left of -1 -19",
    ]


def test_a_strip_on_the_right_has_an_upright_label_that_ends_at_the_top() -> None:
    """A quarter of 40 is 10, 2 x 5. Beyond the line at 51, the label is 3 away and 11 wide."""
    strip = on_right()
    assert (strip.length, strip.max_heads, strip.extent) == (10, 2, 10 + 1 + 3 + 11)
    assert listed([strip.line, strip.label]) == [
        "line 51 -1 1 62 #666666",
        "'2 heads per head index' turned 55 -1 11 132, right of 63 -1",
    ]


def test_labels_name_what_the_bars_count() -> None:
    assert above(1).label.text == "1 head per layer"
    assert above(1234, "axes.x=head").label.text == "1234 heads per head index"
    assert on_right(5, "axes.x=head").label.text == "5 heads per layer"


@pytest.mark.parametrize(
    ("cells", "max_heads", "length"),
    [
        (20, 1, 5),  # a quarter
        (72, 5, 15),  # 3 ems are 18: 3 pixels for each head
        (72, 18, 18),
        (72, 19, 18),  # less than a pixel for each head
        (500, 10, 60),  # 0.12 x 500
        (1, 1, 1),
    ],
)
def test_bars_are_as_long_as_there_is_room(cells: int, max_heads: int, length: int) -> None:
    scale = BandScale(1, cells)
    assert strip_above(plain_style(), max_heads, TWO_COLUMNS, scale, plain_look()).length == length
    assert strip_on_right(plain_style(), max_heads, scale, THREE_ROWS, plain_look()).length == length


def test_the_bars_of_a_panel_have_the_worked_sizes() -> None:
    """7 pixels for each head above, and 5 for each on the right. Hatches are those of the cells."""
    shape = panel_shape(plain_style("strip=both"), (2, 3), 20, MEASURE, (2, 2))
    assert listed(strip_bars(PLAN, shape, hatch_pattern(20, 72))) == [
        "p--a--columns #aaaaaa 0 -15 20 14",
        "p--a--columns--hatch rising #000000 0 -15 20 14, 4 apart from 0 0",
        "p--b--columns #bbbbbb 20 -8 20 7",
        "p--two--columns #222222 20 -15 20 7",
        "p--a--rows #aaaaaa 41 20 5 20; 41 40 5 20",
        "p--a--rows--hatch rising #000000 41 20 5 20; 41 40 5 20, 4 apart from 0 0",
        "p--b--rows #bbbbbb 41 0 5 20",
        "p--two--rows #222222 46 40 5 20",
    ]


def test_the_bars_of_rows_are_at_their_rows_if_the_first_row_is_below() -> None:
    shape = panel_shape(plain_style("strip=heads", "axes.origin=bottom"), (2, 3), 20, MEASURE, (2, 2))
    assert [
        line for line in listed(strip_bars(PLAN, shape, hatch_pattern(20, 72))) if "hatch" not in line
    ] == [
        "p--a--rows #aaaaaa 41 0 5 20; 41 20 5 20",
        "p--b--rows #bbbbbb 41 40 5 20",
        "p--two--rows #222222 46 0 5 20",
    ]


@pytest.mark.parametrize(
    ("sets", "above", "right"),
    [
        (["strip=none"], False, False),
        (["strip=layers"], True, False),
        (["strip=heads"], False, True),
        (["strip=both"], True, True),
        (["strip=layers", "axes.x=head"], False, True),
        (["strip=heads", "axes.x=head"], True, False),
    ],
)
def test_a_strip_is_along_the_axis_that_it_counts(sets: list[str], above: bool, right: bool) -> None:
    shape = panel_shape(plain_style(*sets), (2, 3), 20, MEASURE, (2, 2))
    assert (shape.above is not None, shape.right is not None) == (above, right)


def test_the_most_heads_of_a_column_and_of_a_row() -> None:
    """Of all panels and all categories together; a head in two parts counts once, and none count as one."""
    free = PLAN.fills[0]
    column = PanelPlan("tall", "", (free, Fill("a", "#aaaaaa", "none", (CellPart(mask("x.", "x.", "x.")),))))
    empty = PanelPlan("none", "", (free, Fill("a", "#aaaaaa", "none", (CellPart(mask("..", "..", "..")),))))
    assert count_max_heads([PLAN]) == (2, 2)
    assert count_max_heads([column, empty]) == (3, 1)
    assert count_max_heads([column, PLAN]) == (3, 2)
    assert count_max_heads([empty]) == (1, 1)


def test_with_shared_axes_only_the_first_panel_of_a_row_has_the_labels_of_scales() -> None:
    """All have the lines, since they share one scale."""
    data = random_data(["a", "b", "c"], 5, 6, 0.5)
    scene = scene_of(data, styled("strip=both", "axes.labels=outer", "layout.columns=2"))
    labels = []
    for panel in panels(scene):
        texts = [item.text for item in panel.group.items if isinstance(item, Label)]
        labels.append(sum(" per " in text for text in texts))
        lines = [item for item in panel.group.items if isinstance(item, Line) and item.color == "#666666"]
        assert len(lines) == 2
    assert labels == [2, 0, 2, 0]


def scale_of(panel: Panel, upright: bool) -> tuple[int, int]:
    """The distance in pixels from the frame to the line of a scale, and the number of heads in its label."""
    left, top, width, _ = panel.area
    lines = [item.rect for item in panel.group.items if isinstance(item, Line)]
    if upright:
        distance = max(x for x, *_ in lines) - (left + width + 1)
    else:
        distance = (top - 1) - min(y + height for _, y, _, height in lines)
    labels = [item for item in panel.group.items if isinstance(item, Label) and " per " in item.text]
    [number] = [label.text.split()[0] for label in labels if (label.angle == 90) == upright]
    return int(distance), int(number)


def runs_of(pixels: npt.NDArray[np.uint8], background: str) -> dict[str, int]:
    """The pixels of each colour from the frame outwards, up to the first one of the background.

    Args:
        pixels: (length, cell, 3), the first row next to the frame. All pixels of a row are equal.
        background: The colour of the page.
    """
    assert (pixels == pixels[:, :1]).all()
    counts: dict[str, int] = {}
    for red, green, blue in pixels[:, 0].tolist():
        color = f"#{red:02x}{green:02x}{blue:02x}"
        if color == background:
            break
        counts[color] = counts.get(color, 0) + 1
    return counts


def decoded(scene: Scene, style: Style, layers: int, heads: int) -> list[tuple[list[Any], list[Any]]]:
    """The heads of each colour in each layer and in each head index, for each panel of a picture."""
    pixels = np.asarray(picture(scene).convert("RGB"))
    found = []
    for panel in panels(scene):
        left, top, width, height = map(int, panel.area)
        cell = width // layers
        distance, number = scale_of(panel, upright=False)
        columns = []
        for layer in range(layers):
            x = left + layer * cell
            runs = runs_of(pixels[top - 1 - distance : top - 1, x : x + cell][::-1], style.background)
            columns.append({color: run * number / distance for color, run in runs.items()})
        distance, number = scale_of(panel, upright=True)
        rows = []
        for head in range(heads):
            y = top + head * cell
            if style.axes.origin == "bottom":
                y = top + height - (head + 1) * cell
            bar = pixels[y : y + cell, left + width + 1 : left + width + 1 + distance].swapaxes(0, 1)
            runs = runs_of(bar, style.background)
            rows.append({color: run * number / distance for color, run in runs.items()})
        found.append((columns, rows))
    return found


def counted(codes: npt.NDArray[Any], color_of: dict[int, str]) -> list[dict[str, int]]:
    """The numbers of each colour in each row of an array of codes, of which 0 is no colour."""
    counts = []
    for row in codes:
        counts.append({color: int((row == code).sum()) for code, color in color_of.items() if code in row})
    return counts


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 99), st.sampled_from(["top", "bottom"]))
def test_the_bars_of_a_picture_give_the_heads_of_each_colour(
    layers: int, heads: int, seed: int, origin: str
) -> None:
    """With at least a pixel for each head, every bar is exact."""
    data = random_data(["a", "b", "c"], layers, heads, 0.4, seed)
    style = styled("layout.cell=40", "strip=both", f"axes.origin={origin}")
    scene = scene_of(data, style)
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    colors = palette(style, data.categories)
    count = data.membership.sum(axis=0)
    first = data.membership.argmax(axis=0) + 1
    # The codes 1, 2 and 3 are categories; 12 and 13 are two and three categories.
    code_colors = dict(enumerate(colors.categories, 1)) | {10 + k: colors.multi[k] for k in (2, 3)}
    codes = [np.where(count == 1, first, np.where(count > 1, 10 + count, 0))]
    codes += [member * (index + 1) for index, member in enumerate(data.membership)]
    for (columns, rows), panel_codes in zip(decoded(scene, style, layers, heads), codes, strict=True):
        assert columns == counted(panel_codes, code_colors)
        assert rows == counted(panel_codes.T, code_colors)


@pytest.mark.parametrize("display", ["split", "mark"])
def test_the_bars_of_the_composite_add_up_to_its_heads(display: str) -> None:
    """A head of several categories counts once: in parts, or for the first of them."""
    data = random_data(["a", "b", "c"], 5, 6, 0.5, seed=4)
    style = styled("layout.cell=60", "strip=both", f"multi.display={display}")
    columns, rows = decoded(scene_of(data, style), style, 5, 6)[0]
    classified = data.membership.any(axis=0)
    assert [sum(column.values()) for column in columns] == pytest.approx(classified.sum(axis=1).tolist())
    assert [sum(row.values()) for row in rows] == pytest.approx(classified.sum(axis=0).tolist())


def test_all_panels_share_the_scale_of_the_largest_bar() -> None:
    membership = np.zeros((1, 5, 7), dtype=bool)
    membership[0, 2, 1:5] = membership[0, 3, 1] = True
    both = np.concatenate([membership, np.zeros_like(membership)])
    scene = scene_of(Classification(("a", "b"), both), styled("strip=both"))
    for panel in panels(scene):
        assert [scale_of(panel, upright)[1] for upright in (False, True)] == [4, 2]
