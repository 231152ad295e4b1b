"""The panel of depths, decoded from the picture and compared with heads that are counted one by one."""

import logging
from collections import Counter

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.panels.depth import Depths, Segment, build_depths, draw_depths, part_indices
from headmap_cli.scene.marks import Cells, Scene
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.writers.png import picture
from tests.helpers import charts, fixed_measure, legend_of, random_data, words
from tests.layout.cases import lay_out
from tests.layout.worked import chart_space, listed

NAMES = ["a", "b", "c"]


def scene_of(data: Classification, *sets: str) -> Scene:
    style = load_style(sets=["layout.dpi=72", "panels.show=[composite, depth]", *sets])
    return lay_out(data, style, fixed_measure(72))


def heads_by_color(data: Classification, bins: int) -> list[Counter[str]]:
    """Count the heads of each part by the colour that they have in the composite."""
    colors = palette(load_style(), data.categories)
    counters = [Counter[str]() for _ in range(bins)]
    for layer in range(data.layers):
        # The part is the first whose end, (part + 1) * layers / bins, lies behind the start of the layer.
        part = next(part for part in range(bins) if layer * bins < (part + 1) * data.layers)
        for head in range(data.heads):
            if not data.present[layer, head]:
                continue
            members = [c for c in range(len(data.categories)) if data.membership[c, layer, head]]
            color = colors.unclassified
            if len(members) == 1:
                color = colors.categories[members[0]]
            elif members:
                color = colors.multi[len(members)]
            counters[part][color] += 1
    return counters


@pytest.mark.parametrize(("layers", "bins"), [(36, 4), (9, 4), (10, 3), (5, 5), (7, 1)])
@pytest.mark.parametrize("absent", [0.0, 0.3])
def test_the_colours_of_each_bar_are_the_shares_of_its_heads(layers: int, bins: int, absent: float) -> None:
    """The pixels of each colour are counted along the middle of each bar."""
    data = random_data(NAMES, layers, 20, 0.3, absent=absent)
    scene = scene_of(data, f"panels.depth.bins={bins}")
    [chart] = charts(scene)
    left, top, width, height = (int(value) for value in chart.area)
    pixels = np.asarray(picture(scene).convert("RGB"))[top : top + height, left : left + width]
    for part, heads in enumerate(heads_by_color(data, bins)):
        column = pixels[:, int((part + 0.5) * width / bins)]
        shown = Counter("#" + bytes(pixel).hex() for pixel in column.tolist())
        assert set(shown) <= set(heads), "no other colour, and no gap"
        for color, n in heads.items():
            assert shown[color] / height == pytest.approx(n / heads.total(), abs=1.01 / height)


def test_the_parts_are_as_equal_as_possible() -> None:
    for layers in range(1, 40):
        for bins in range(1, layers + 1):
            sizes = Counter(part_indices(layers, bins).tolist())
            assert sorted(sizes) == list(range(bins)), "no part is empty"
            assert max(sizes.values()) - min(sizes.values()) <= 1


def test_a_part_without_heads_has_no_bar() -> None:
    present = np.ones((4, 3), dtype=bool)
    present[1] = False
    data = Classification(("a",), present[np.newaxis], present)
    [segment, unclassified] = build_depths(data, palette(load_style(), ["a"]), ["a"], load_style()).segments
    assert segment.shares == (1, 0, 1, 1)
    assert unclassified.shares == (0, 0, 0, 0)


def test_more_parts_than_layers_are_a_bar_for_each_layer_and_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    data = random_data(NAMES, 3, 20, 0.3)
    with caplog.at_level(logging.WARNING, "headmap"):
        [chart] = charts(scene_of(data))
    bars = {
        left for item in chart.group.items if isinstance(item, Cells) for left in item.rects[:, 0].tolist()
    }
    assert len(bars) == 3
    assert [record.getMessage() for record in caplog.records] == [
        "panels.depth.bins: 4 parts are more than the model has layers; the panel shows 3 bars instead"
    ]


def test_the_legend_explains_all_colours_of_a_figure_with_nothing_else() -> None:
    data = random_data(NAMES, 12, 20, 0.3)
    entries = {words(entry.items) for entry in legend_of(scene_of(data, "panels.show=depth"))}
    assert entries == {"a", "b", "c", "2categories", "3categories", "Unclassified"}


def test_bars_worked_out_with_a_pencil() -> None:
    """Two bars in 60 pixels: 30 apart, 0.8 x 30 = 24 wide, so 3 from the frame. 100 pixels are 100%."""
    chart = Depths(
        (
            Segment("a", "#aaaaaa", "rising", (0.25, 0.0)),
            Segment("2-categories", "#222222", "none", (0.004, 0.5)),
            Segment("unclassified", "#dddddd", "none", (0.746, 0.5)),
        ),
        ((0, 1), (2, 2)),
    )
    space = chart_space("axes.layer.label=Schicht", across=BandScale(3, 20), down=BandScale(1, 100))
    lines = listed(draw_depths("p", chart, (60, 100), space))
    assert lines[1].startswith("p--a--hatch rising #000000 3 75 24 25, "), "lines over the same area"
    assert [lines[0], *lines[2:5]] == [
        "p--a #aaaaaa 3 75 24 25",
        "p--2-categories #222222 33 50 24 50",
        "p--unclassified #dddddd 3 0 24 75; 33 0 24 50",
        "box 0 0 60 100 in 1 of #000000",
    ], "0.4% is less than half a pixel"
    texts = [line.split("'")[1] for line in lines if line.startswith("'")]
    assert texts == ["0%", "20%", "40%", "60%", "80%", "100%", "share of heads", "0-1", "2", "Schicht"]
