"""What the style's options draw, decoded from the pixels of the PNG and held against the data."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.core.errors import HeadmapError
from headmap_cli.scene.marks import Box, Cells, Dots, Hatch, Label, Line, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.style.schema import Style
from headmap_cli.writers.png import picture
from tests.helpers import Panel, fixed_measure, legend_of, panels, random_data, squeezed, words
from tests.layout.cases import lay_out, lay_out_split
from tests.layout.test_page import (
    assert_labels_have_room,
    assert_nothing_leaves_the_page,
    assert_nothing_overlaps,
)

pytestmark = pytest.mark.slow

Colors = npt.NDArray[np.str_]
usual = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


small = st.builds(
    lambda layers, heads, seed: random_data(["a", "b", "c"], layers, heads, 0.4, seed),
    st.integers(1, 9),
    st.integers(1, 9),
    st.integers(0, 99),
)


def styled(*sets: str) -> Style:
    return load_style(sets=["layout.dpi=72", *sets])


def scene_of(data: Classification, style: Style) -> Scene:
    return lay_out(data, style, fixed_measure(style.layout.dpi))


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


@usual
@given(st.integers(1, 5), st.integers(5, 11), st.integers(0, 99))
def test_split_cells_show_their_categories_in_equal_parts(n: int, cell: int, seed: int) -> None:
    heads = random_data([f"c{i}" for i in range(n)], 5, 4, 0.5, seed)
    style = styled(f"layout.cell={cell}", "multi.display=split")
    colors = palette(style, heads.categories)
    composite = decoded(scene_of(heads, style), heads, style)[0]
    for (layer, head), pixels in composite.heads.items():
        members = np.flatnonzero(heads.membership[:, layer, head])
        assert (pixels == pixels[0]).all()
        row = pixels[0].tolist()
        if not len(members):
            assert set(row) == {colors.unclassified}
            continue
        widths = [row.count(colors.categories[c]) for c in members]
        assert sum(widths) == cell
        assert max(widths) - min(widths) <= 1
        assert row == [colors.categories[c] for c, w in zip(members, widths, strict=True) for _ in range(w)]


def test_split_has_no_counts_in_the_legend_and_cells_have_room_for_the_parts() -> None:
    heads = Classification(tuple("abcdefghi"), np.ones((9, 30, 30), dtype=bool))
    scene = scene_of(heads, styled("multi.display=split", "layout.max_width=100"))
    assert [words(entry.items) for entry in legend_of(scene)] == [*"ihgfedcba", "Unclassified"]
    assert panels(scene)[0].area[2] >= 30 * 9
    with pytest.raises(HeadmapError, match=r"layout.cell is 4 pixels, too few for a head of 9 categories"):
        scene_of(heads, styled("multi.display=split", "layout.cell=4"))


@usual
@given(st.integers(2, 5), st.integers(1, 12), st.integers(0, 99))
def test_marked_cells_have_a_dot_in_the_counts_colour(n: int, cell: int, seed: int) -> None:
    heads = random_data([f"c{i}" for i in range(n)], 5, 4, 0.5, seed)
    style = styled(f"layout.cell={cell}", "multi.display=mark", "layout.max_width=200")
    colors = palette(style, heads.categories)
    composite = decoded(scene_of(heads, style), heads, style)[0]
    for (layer, head), pixels in composite.heads.items():
        members = np.flatnonzero(heads.membership[:, layer, head])
        below = colors.categories[members[0]] if len(members) else colors.unclassified
        if len(members) < 2:
            assert only(pixels) == below
            continue
        dot = pixels == colors.multi[len(members)]
        assert ((pixels == below) | dot).all()
        assert (dot == dot.T).all()
        assert cell == 2 or (dot == dot[::-1]).all()
        assert cell == 2 or dot[cell // 2, cell // 2]
        assert cell < 4 or 0.05 < dot.mean() < 0.4


@pytest.mark.parametrize("kind", ["rising", "falling", "horizontal", "vertical", "cross", "grid"])
@pytest.mark.parametrize("cell", [1, 2, 3, 7, 12, 29])
def test_hatched_cells_all_look_alike_and_have_two_colours(kind: str, cell: int) -> None:
    heads = random_data(["a"], 6, 7, 0.5)
    style = styled(f"layout.cell={cell}", f"hatches=[{kind}]")
    composite = decoded(scene_of(heads, style), heads, style)[0]
    color = palette(style, heads.categories).categories[0]
    hatched = [composite.heads[index] for index in np.ndindex(6, 7) if heads.membership[0][index]]
    assert len(hatched) > 5
    for pixels in hatched:
        assert set(pixels.flat) <= {color, "#000000", "#ffffff"}
        assert cell < 7 or (cell == 29) or (pixels == hatched[0]).all()
    assert cell < 3 or 0.05 < np.mean([pixels == color for pixels in hatched]) < 0.95
    pixels = hatched[0]
    if cell == 12:
        line = pixels != color
        assert (kind == "horizontal") == bool((line == line[:, :1]).all())
        assert (kind == "vertical") == bool((line == line[:1]).all())
        mirrored = (line == line.T).all()
        assert mirrored or kind in ("horizontal", "vertical", "falling")


def test_two_hatches_of_one_colour_family_take_turns() -> None:
    style = styled("hatches=[none, rising]", "categories.c.hatch=grid", "multi.hatches=[vertical]")
    colors = palette(style, ["c", "a", "b", "d"])
    assert colors.hatches == ("grid", "rising", "none", "rising")
    assert colors.multi_hatches == {2: "vertical", 3: "vertical", 4: "vertical"}


@usual
@given(st.data())
def test_bars_count_the_heads_of_columns_and_rows(data: st.DataObject) -> None:
    heads = random_data(
        ["a", "b", "c"],
        data.draw(st.integers(1, 9)),
        data.draw(st.integers(1, 9)),
        0.4,
        data.draw(st.integers(0, 99)),
    )
    origin = data.draw(st.sampled_from(["top", "bottom"]))
    display = data.draw(st.sampled_from(["count", "split", "mark"]))
    style = styled("layout.cell=6", "marginals=true", f"axes.origin={origin}", f"multi.display={display}")
    scene = scene_of(heads, style)
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    masks = [heads.membership.any(axis=0), *heads.membership]
    max_heads = [max(1, *(m.sum(axis=axis).max() for m in masks)) for axis in (1, 0)]
    for panel, mask in zip(panels(scene), masks, strict=True):
        left, top, *_ = map(int, panel.area)
        bars = [
            i for i in panel.group.items if isinstance(i, Cells) and i.id.endswith(("--columns", "--rows"))
        ]
        spines = [i.rect for i in panel.group.items if isinstance(i, Line)]
        above = max(h for _, y, _, h in spines if y + h == top - 1)
        right = max(w for x, _, w, _ in spines if x == left + panel.area[2] + 1)
        columns, rows = np.zeros(heads.layers), np.zeros(heads.heads)
        for bar in bars:
            for x, y, w, h in bar.rects.tolist():
                if bar.id.endswith("--columns"):
                    assert ((x - left) % 6, w) == (0, 6)
                    columns[(x - left) // 6] += h
                else:
                    assert ((y - top) % 6, h) == (0, 6)
                    rows[(y - top) // 6] += w
        counts = mask.sum(axis=0) if origin == "top" else mask.sum(axis=0)[::-1]
        np.testing.assert_allclose(columns, mask.sum(axis=1) * above / max_heads[0], atol=0.51)
        np.testing.assert_allclose(rows, counts * right / max_heads[1], atol=0.51)


def test_the_longest_bars_are_labelled_with_their_count() -> None:
    membership = np.zeros((1, 5, 7), dtype=bool)
    membership[0, 2, 1:5] = membership[0, 3, 1] = True
    scene = scene_of(
        Classification(("a",), membership),
        styled("marginals=true", "axes.layer.ticks=[]", "axes.head.ticks=[]"),
    )
    numbers = [item.text for item in walk(panels(scene)[0].group.items) if isinstance(item, Label)]
    assert [text for text in numbers if text.isdigit()] == ["4", "2"]


# --- panels, letters, legend, ticks ---


def titles(scene: Scene) -> list[str]:
    return [
        " ".join(
            i.text
            for i in p.group.items
            if isinstance(i, Label) and i.y < p.area[1] and not i.angle and i.align == "center"
        )
        for p in panels(scene)
    ]


DATA = random_data(["a", "b", "c"], 6, 6, 0.5)


@pytest.mark.parametrize(
    ("show", "expected", "legend"),
    [
        ("composite", ["All Categories"], "cba"),
        ("categories", ["a", "b", "c"], "cba"),
        ("[c, a]", ["c", "a"], "ca"),
        ("[c, composite, categories]", ["c", "All Categories", "a", "b"], "cba"),
        ("b", ["b"], "b"),
    ],
)
def test_panels_are_chosen_and_ordered(show: str, expected: list[str], legend: str) -> None:
    scene = scene_of(DATA, styled(f"panels.show={show}"))
    assert titles(scene) == expected
    entries = [words(entry.items) for entry in legend_of(scene)]
    counts = [entry for entry in entries if entry.endswith("categories")]
    assert counts == (["3categories", "2categories"] if "All Categories" in expected else [])
    assert entries[len(counts) :] == [*legend, "Unclassified"]


@pytest.mark.parametrize(
    ("show", "message"),
    [
        (
            "[composit]",
            r"no category 'composit' \(did you mean 'composite'\?\); expected composite, categories, upset",
        ),
        ("[a, a]", "names a panel twice"),
        ("[]", "leaves no panel"),
    ],
)
def test_unknown_repeated_or_no_panels_are_refused(show: str, message: str) -> None:
    with pytest.raises(HeadmapError, match=f"panels.show: {message}"):
        scene_of(DATA, styled(f"panels.show={show}"))


def test_between_two_full_rows_of_panels_the_legend_leaves_no_hole() -> None:
    data = random_data(["a", "b", "c", "d", "e"], 6, 6, 0.4)
    scene = scene_of(data, styled("layout.columns=3"))
    first, *others = [panel.area for panel in panels(scene)]
    labels = [i for entry in legend_of(scene) for i in walk([entry]) if isinstance(i, Label)]
    for label in labels:
        assert first[0] + first[2] < label.rect[0]
        assert label.rect[0] + label.rect[2] < others[0][0]
    assert [area[0] for area in others] == [others[0][0], others[1][0], first[0], others[0][0], others[1][0]]
    assert len({area[1] for area in others[2:]}) == 1


def test_categories_called_like_the_words_of_panels_show_are_drawn() -> None:
    data = random_data(["categories", "composite", "A"], 8, 9, 0.5, seed=2)
    titles_by_show = {
        "[composite, categories]": ["AllCategories", "categories", "composite", "A"],
        "[A, categories]": ["A", "categories", "composite"],
    }
    for show, expected in titles_by_show.items():
        scene = scene_of(data, styled(f"panels.show={show}", "layout.cell=10"))
        assert [squeezed(title) for title in titles(scene)] == expected


def test_letters_stand_before_titles_or_alone() -> None:
    assert titles(scene_of(DATA, styled("panels.letters=({a})"))) == [
        "(a) All Categories",
        "(b) a",
        "(c) b",
        "(d) c",
    ]
    assert titles(scene_of(DATA, styled("panels.letters='{A}'", "panels.titles=false"))) == [*"ABCD"]
    assert titles(scene_of(DATA, styled("panels.titles=false"))) == [""] * 4


def test_the_legend_counts_heads() -> None:
    scene = scene_of(DATA, styled("legend.counts=true"))
    count = DATA.membership.sum(axis=0)
    numbers = [
        (count == 3).sum(),
        (count == 2).sum(),
        *DATA.membership.sum(axis=(1, 2))[::-1],
        (count == 0).sum(),
    ]
    names = ["3 categories", "2 categories", "c", "b", "a", "Unclassified"]
    expected = [f"{name} ({n})".replace(" ", "") for name, n in zip(names, numbers, strict=True)]
    assert [words(entry.items) for entry in legend_of(scene)] == expected


def test_a_style_can_name_the_ticks() -> None:
    panel = panels(scene_of(DATA, styled("axes.layer.ticks=[5, 0, 9, 2]", "axes.head.ticks=[]")))[0]
    left, top, width, height = panel.area
    cell = width / 6
    lines = [i.rect for i in panel.group.items if isinstance(i, Line)]
    assert sorted(x + w / 2 - left for x, y, w, h in lines if y > top + height) == pytest.approx(
        [(t + 0.5) * cell for t in (0, 2, 5)], abs=0.5
    )
    assert not [x for x, *_ in lines if x < left]
    assert [i.text for i in panel.group.items if isinstance(i, Label) and i.text.isdigit()] == ["0", "2", "5"]


@pytest.mark.parametrize("origin", ["top", "bottom"])
def test_ticks_stand_at_their_heads_whichever_way_y_runs(origin: str) -> None:
    data = random_data(["a"], 3, 10)
    panel = panels(scene_of(data, styled("layout.cell=8", f"axes.origin={origin}")))[0]
    top = panel.area[1]
    labels = [i for i in panel.group.items if isinstance(i, Label) and i.align == "right"]
    middles = {int(i.text): i.rect[1] + i.rect[3] / 2 - top for i in labels}
    places = {
        head: (head + 0.5) * 8 if origin == "top" else 80 - (head + 0.5) * 8 for head in (0, 2, 4, 6, 8)
    }
    places[10] = 80 if origin == "top" else 0
    assert sorted(middles) == sorted(places)
    for head, middle in places.items():
        assert middles[head] == pytest.approx(middle, abs=3)


# --- split into files ---


@pytest.mark.parametrize("long_name", [False, True])
def test_split_gives_a_scene_for_each_panel_all_of_one_size(long_name: bool) -> None:
    names = ["Knowledge", "a name which is so long that it has to be broken" if long_name else "b"]
    data = random_data(names, 12, 10, 0.4)
    style = styled("panels.letters=({a})", "marginals=true", "title=Not here")
    scenes = lay_out_split(data, style, fixed_measure(72))
    *panel_names, legend = scenes
    assert panel_names[:2] == ["all", "knowledge"]
    assert legend == "legend"
    assert len({(scenes[name].width, scenes[name].height) for name in panel_names}) == 1
    assert len({panels(scenes[name])[0].area for name in panel_names}) == 1
    for scene in scenes.values():
        assert_nothing_leaves_the_page(scene)
        assert_labels_have_room(scene, fixed_measure(72))
    for name in panel_names:
        assert_nothing_overlaps(scenes[name])
    together = scene_of(data, style)
    cells = [i.rects.tolist() for i in walk(panels(together)[1].group.items) if isinstance(i, Cells)]
    split = [i.rects.tolist() for i in walk(scenes["knowledge"].groups) if isinstance(i, Cells)]
    assert len(cells) == len(split)
    assert sorted(i.text for i in walk(legend_of(together)) if isinstance(i, Label)) == sorted(
        i.text for i in walk(scenes["legend"].groups) if isinstance(i, Label)
    )


def test_split_keeps_an_exact_width() -> None:
    scenes = lay_out_split(DATA, styled("layout.width=2.5in", "legend.place=none"), fixed_measure(72))
    assert {scene.width for scene in scenes.values()} == {180}
    assert "legend" not in scenes


# --- everything at once ---

options: Any = st.fixed_dictionaries(
    {
        "multi.display": st.sampled_from(["count", "split", "mark"]),
        "marginals": st.booleans(),
        "legend.place": st.sampled_from(["after-first", "right", "bottom", "none"]),
        "legend.counts": st.booleans(),
        "axes.x": st.sampled_from(["layer", "head"]),
        "axes.origin": st.sampled_from(["top", "bottom"]),
        "axes.layer.lines": st.sampled_from(["null", "1", "6"]),
        "axes.head.ticks": st.sampled_from(["auto", "[]", "[0, 3]"]),
        "axes.head.label": st.sampled_from(["''", "head", "a very long name for an axis that is short"]),
        "panels.titles": st.booleans(),
        "panels.letters": st.sampled_from(["''", "({a})"]),
        "panels.show": st.sampled_from(
            [
                "[composite]",
                "[categories]",
                "[composite, categories]",
                "[composite, upset]",
                "[upset, layers, categories]",
                "[layers]",
                "[upset]",
            ]
        ),
        "hatches": st.sampled_from(["[]", "[rising, grid]"]),
        "title": st.sampled_from(["''", "A title", "a title of many words " * 5]),
        "caption": st.sampled_from(["''", "A caption.", "A caption of many words. " * 9]),
        "layout.aspect": st.sampled_from(["auto", "'16:9'", "'1:2'"]),
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    options,
    st.integers(1, 6),
    st.integers(1, 30),
    st.integers(1, 30),
    st.sampled_from(["auto", "12in"]),
)
def test_nothing_overlaps_or_is_cut_in_any_style(
    chosen: dict[str, Any], n: int, layers: int, heads: int, width: str
) -> None:
    data = random_data([f"category {i}" for i in range(n)], layers, heads, 0.4)
    sets = [
        f"{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in chosen.items()
    ]
    style = styled(*sets, f"layout.width={width}")
    try:
        scene = scene_of(data, style)
    except HeadmapError as e:
        needed = re.search(r"is too narrow for these panels; they need at least ([\d.]+)in$", str(e))
        assert needed
        width = f"{needed[1]}in"
        scene = scene_of(data, styled(*sets, f"layout.width={width}"))
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    assert_labels_have_room(scene, fixed_measure(72))
    assert len({panel.area[2:] for panel in panels(scene)}) <= 1
    if width != "auto":
        assert scene.width == round(72 * float(width.removesuffix("in")))
    if style.layout.aspect != "auto":
        horizontal, vertical = map(int, style.layout.aspect.split(":"))
        assert scene.height == round(scene.width * vertical / horizontal)


def test_a_hatch_lies_on_its_cells_and_a_dot_within_its_cell() -> None:
    scene = scene_of(DATA, styled("hatches=[rising]", "multi.display=mark", "legend.place=none"))
    for panel in panels(scene):
        rects = {tuple(r) for i in panel.group.items if isinstance(i, Cells) for r in i.rects.tolist()}
        for item in panel.group.items:
            if isinstance(item, Hatch):
                assert {tuple(r) for r in item.rects.tolist()} <= rects
            if isinstance(item, Dots):
                assert (item.rects[:, 2] == item.rects[:, 3]).all()
    assert not [i for i in walk(scene.groups) if isinstance(i, Box) and i.fill]
