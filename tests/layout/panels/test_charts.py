"""Charts, decoded from what is drawn: bars, dots and lines are compared with the data."""

from collections import Counter

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.core.errors import HeadmapError
from headmap_cli.layout.ticks import round_ticks
from headmap_cli.scene.marks import Cells, Dots, Label, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.writers.png import picture
from headmap_cli.writers.vegalite import vega_lite
from tests.helpers import Panel, all_ids, charts, fixed_measure, legend_of, panels, random_data, words
from tests.layout.assertions import is_in
from tests.layout.cases import lay_out

NAMES = ["Knowledge", "b", "c"]


def scene_of(data: Classification, *sets: str) -> Scene:
    style = load_style(sets=["layout.dpi=72", *sets])
    return lay_out(data, style, fixed_measure(72))


def labels(chart: Panel) -> list[str]:
    """Return the texts inside the frame."""
    return [i.text for i in chart.group.items if isinstance(i, Label) and is_in(i, chart.area)]


@pytest.mark.parametrize("display", ["count", "split", "mark"])
def test_bars_are_as_tall_as_sets_are_large_and_dots_name_the_sets(display: str) -> None:
    data = random_data(NAMES, 20, 20, 0.3)
    style = load_style()
    scene = scene_of(data, "panels.show=[composite, upset]", f"multi.display={display}")
    [chart] = charts(scene)
    sets = Counter(tuple(np.flatnonzero(m).tolist()) for m in data.membership.reshape(3, -1).T if m.any())
    bars = [i for i in chart.group.items if isinstance(i, Cells) and "--bar-" in i.id]
    heads = [int(text) for text in labels(chart)]
    assert heads == sorted(sets.values(), reverse=True)
    heights = [int(bar.rects[0, 3]) for bar in bars]
    np.testing.assert_allclose(
        np.array(heights) / heights[0], np.array(heads) / heads[0], atol=1 / heights[0]
    )
    assert len({int(bar.rects[0, 1] + bar.rects[0, 3]) for bar in bars}) == 1, "on one line"
    colors = palette(style, NAMES)
    dots = {i.color: i.rects for i in chart.group.items if isinstance(i, Dots)}
    for bar, n in zip(bars, heads, strict=True):
        left, _, width, _ = bar.rects[0].tolist()
        middle = left + width / 2
        categories = tuple(
            c
            for c, color in enumerate(colors.categories)
            if any(abs(x + w / 2 - middle) <= 1 for x, _, w, _ in dots.get(color, np.empty((0, 4))).tolist())
        )
        assert sets[categories] == n
        assert bar.color == (
            colors.categories[categories[0]] if len(categories) == 1 else colors.multi[len(categories)]
        )
    legend = {words(entry.items) for entry in legend_of(scene)}
    assert {"2categories", "3categories"} <= legend, "the colours of the bars, whatever the composite shows"


@pytest.mark.parametrize("x", ["layer", "head"])
@pytest.mark.parametrize("origin", ["top", "bottom"])
def test_bars_are_as_long_as_the_share_of_each_layer(x: str, origin: str) -> None:
    """The pixels of each category's colour in the panel are counted along each layer."""
    data = random_data(NAMES, 9, 40, 0.3, absent=0.3)
    data = Classification(data.categories, data.membership & GAP, data.present & GAP)
    scene = scene_of(
        data, "panels.show=[composite, layers]", "layout.cell=8", f"axes.x={x}", f"axes.origin={origin}"
    )
    [chart] = charts(scene)
    left, top, width, height = (int(value) for value in chart.area)
    pixels = np.asarray(picture(scene).convert("RGB"))[top : top + height, left : left + width]
    # The bars of a layer are sampled in the middle of its cells, which are those of the map.
    bands = scene.panels[0].columns if x == "layer" else scene.panels[0].rows
    middles = (bands.mean(axis=1) - bands.min()).astype(int)
    lengths = []
    for color in palette(load_style(), NAMES).categories:
        is_bar = (pixels == list(bytes.fromhex(color[1:]))).all(axis=2)
        lengths.append(is_bar.sum(axis=0 if x == "layer" else 1)[middles])
    share = data.membership.sum(axis=2) / np.maximum(1, data.present.sum(axis=1))
    longest = np.max(lengths)
    np.testing.assert_allclose(np.array(lengths), share / share.max() * longest, atol=0.51)
    assert longest > min(width, height) / 5, "a third of the panel, except for the free part of a row"


GAP = np.ones((9, 40), dtype=bool)
GAP[4] = False


def test_a_note_counts_the_sets_if_not_all_fit() -> None:
    data = random_data([f"c{i}" for i in range(8)], 30, 30, 0.4)
    sets = len(np.unique(data.membership.reshape(8, -1)[:, data.membership.any(axis=0).ravel()], axis=1).T)
    [chart] = charts(scene_of(data, "panels.show=upset"))
    bars = [i for i in chart.group.items if isinstance(i, Cells) and "--bar-" in i.id]
    notes = [i.text for i in chart.group.items if isinstance(i, Label) and "largest" in i.text]
    assert notes == [f"the {len(bars)} largest of {sets}"]


def test_without_classified_heads_there_are_no_bars() -> None:
    data = Classification(("a", "b"), np.zeros((2, 6, 6), dtype=bool))
    for chart in charts(scene_of(data, "panels.show=[upset, layers]")):
        assert not [item for item in chart.group.items if isinstance(item, Cells | Dots)]


def test_rows_have_the_labels_of_the_style_and_the_sizes_of_their_categories() -> None:
    data = random_data(["a", "b"], 10, 10, 0.4)
    first, second = data.membership.sum(axis=(1, 2)).tolist()
    scene = scene_of(data, "panels.show=[upset, layers]", "categories.a.label=Ay")
    upset, layers = charts(scene)
    assert {f"Ay ({first})", f"b ({second})"} <= texts_of(upset)
    assert {"Ay", "b"} <= texts_of(layers)


def texts_of(chart: Panel) -> set[str]:
    return {item.text for item in chart.group.items if isinstance(item, Label)}


def test_a_line_of_the_upset_panel_crosses_only_dots_of_its_set() -> None:
    data = random_data([f"c{i}" for i in range(6)], 20, 20, 0.3)
    [chart] = charts(scene_of(data, "panels.show=upset"))
    [joins] = [i for i in chart.group.items if isinstance(i, Cells) and i.id.endswith("--joins")]
    [empty] = [i for i in chart.group.items if isinstance(i, Dots) and i.id.endswith("--empty")]
    for x, y, width, height in joins.rects.tolist():
        for left, top, size, _ in empty.rects.tolist():
            is_apart = left + size <= x or x + width <= left or top + size <= y or y + height <= top
            assert is_apart


def test_reserved_words_mean_charts_and_categories_of_that_name_have_their_own_panels() -> None:
    names = ["upset", "layers", "composite", "categories", "x"]
    data = random_data(names, 6, 6, 0.4)
    scene = scene_of(data, "panels.show=[composite, categories, upset, layers]")
    assert len(panels(scene)) == 1 + len(names)
    assert [chart.group.id for chart in charts(scene)] == ["panel-upset", "panel-layers"]
    ids = list(all_ids(scene.groups))
    assert len(ids) == len(set(ids))
    assert {"panel-upset-2", "panel-layers-2", "panel-composite", "panel-x"} <= set(ids)
    only_chart = charts(scene_of(data, "panels.show=[upset]"))
    assert [chart.group.id for chart in only_chart] == ["panel-upset"]


def test_the_legend_of_charts_without_maps_has_no_unclassified_heads() -> None:
    data = random_data(NAMES, 6, 6, 0.4)
    for place in ("after-first", "bottom"):
        scene = scene_of(data, "panels.show=layers", f"legend.place={place}")
        assert sorted(words(entry.items) for entry in legend_of(scene)) == sorted(NAMES)


def test_titles_come_from_the_style() -> None:
    scene = scene_of(random_data(["a"], 6, 6), "panels.show=[layers, upset]", "panels.layers=Anteil")
    texts = [i.text for i in walk(scene.groups) if isinstance(i, Label)]
    assert {"Anteil", "Heads by", "intersection"} & set(texts) >= {"Anteil"}


def test_a_vega_lite_spec_shows_the_maps_and_is_refused_without_maps() -> None:
    composite = merge(random_data(["a"], 4, 4))
    both = vega_lite(composite, load_style(sets=["panels.show=[composite, upset]"])).decode()
    assert both.count('"mark"') == 1
    with pytest.raises(HeadmapError, match="maps only"):
        vega_lite(composite, load_style(sets=["panels.show=[upset]"]))


@pytest.mark.parametrize("whole", [False, True])
def test_ticks_are_round_numbers_close_to_the_largest_value(whole: bool) -> None:
    for most in (1, 2, 3, 4, 5, 7, 9, 10, 11, 88, 103, 999, 1000, 12345, *(() if whole else (0.03, 0.41))):
        ticks = round_ticks(most, whole)
        steps = np.diff(ticks)
        assert ticks[0] == 0
        assert 2 <= len(ticks) <= 6
        np.testing.assert_allclose(steps, steps[0])
        assert ticks[-1] <= most < ticks[-1] + steps[0] * (1 + 1e-9)
        assert not whole or all(float(tick).is_integer() for tick in ticks)
