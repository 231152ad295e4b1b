"""Panels of scores on every kind of page: nothing overlaps, nothing leaves the page, all cells are equal."""

import re

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge_drawn
from headmap_cli.layout.plan import plan
from headmap_cli.scene.marks import Box, Cells, Group, Label, Line, Mark, Rect, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.style.presets import preset_names
from headmap_cli.text.measure import make_measure
from tests.helpers import panels
from tests.layout.assertions import (
    assert_labels_have_room,
    assert_nothing_leaves_the_page,
    labels_of,
    overlaps,
    strokes_of,
)
from tests.layout.cases import lay_out

GRIDS = [(1, 1), (12, 12), (36, 40), (4, 120)]
NAME = re.compile(r"\d+\.\d+")
LONG = "A label of sixty letters which goes on and on to its very en"


def scored(count: int, grid: tuple[int, int], is_decided: bool = False) -> Classification:
    scores = np.random.default_rng(count).normal(size=(count, *grid))
    names = tuple(f"{LONG[: 4 + 9 * i]}{i}" for i in range(count))
    return Classification(names, scores > 0.8 if is_decided else None, scores=scores)


def scene_in(preset: str, data: Classification, *sets: str) -> Scene:
    style = load_style(preset=preset, sets=list(sets))
    return lay_out(plan(merge_drawn(data), style), style, make_measure(style.text.family, style.layout.dpi))


def bars_of(scene: Scene) -> list[Group]:
    groups = [group for group in scene.groups if group.id == "legend"]
    return [i for g in groups for i in g.items if isinstance(i, Group) and i.id.startswith("legend--scale")]


def area_of(bar: Group) -> Rect:
    [area] = [item.rect for item in bar.items if isinstance(item, Box) and item.frame]
    return area


def solid(items: list[Mark]) -> list[Rect]:
    """The rectangles of what must not lie on each other inside of a bar: triangles, strokes and labels."""
    rects: list[Rect] = [item.rect for item in items if isinstance(item, Line | Label)]
    for item in items:
        if isinstance(item, Cells):
            x, y = item.rects[:, :2].min(axis=0).tolist()
            right, bottom = (item.rects[:, :2] + item.rects[:, 2:]).max(axis=0).tolist()
            rects.append((x, y, right - x, bottom - y))
    return rects


def assert_page_is_right(scene: Scene) -> None:
    assert_nothing_leaves_the_page(scene)
    # Texts on a colour are in cells.
    labels = [label.rect for label in labels_of(scene) if not label.on]
    assert not np.triu(overlaps(labels, labels), 1).any()
    maps = [panel.area for panel in panels(scene)]
    bars = [area_of(bar) for bar in bars_of(scene)]
    # Only a large composite has larger cells than the others.
    assert len({panel.area[2:] for panel in panels(scene) if panel.group.id != "panel-all"}) == 1
    assert not np.triu(overlaps([*maps, *bars], [*maps, *bars]), 1).any()
    assert not overlaps(labels, [*maps, *bars, *strokes_of(scene)]).any()
    assert not overlaps(strokes_of(scene), [*maps, *bars]).any()
    for bar in bars_of(scene):
        rects = solid(list(walk(bar.items)))
        assert not np.triu(overlaps(rects, rects), 1).any()
        assert not overlaps(rects, [area_of(bar)]).any()


def assert_bar_is_covered(bar: Group) -> None:
    """The colours fill the bar, each pixel once."""
    colors = [item for item in bar.items if isinstance(item, Box) and item.fill]
    _, _, width, height = area_of(bar)
    assert sum(item.rect[2] * item.rect[3] for item in colors) == width * height
    rects = [item.rect for item in colors]
    assert not np.triu(overlaps(rects, rects), 1).any()
    assert len({item.fill for item in colors}) == len(colors)


@pytest.mark.parametrize("preset", [name for name in preset_names() if "maps" not in name])
@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: "x".join(map(str, grid)))
def test_every_preset_gives_a_correct_page_of_scores(preset: str, grid: tuple[int, int]) -> None:
    for count in (1, 3, 7):
        scene = scene_in(preset, scored(count, grid), "scores.range=[-1, 2]")
        assert_page_is_right(scene)
        assert len(panels(scene)) == count
        [bar] = bars_of(scene)
        assert_bar_is_covered(bar)


@pytest.mark.parametrize("preset", ["default", "neurips", "slides"])
@pytest.mark.parametrize("place", ["after-first", "right", "bottom"])
@pytest.mark.parametrize(
    "sets",
    [
        ("panels.show=[composite, categories, scores]",),
        ("panels.show=[scores, layers]", "scores.scale=symlog"),
        ("panels.show=[scores]", "scores.shared=false"),
        ("panels.show=[scores]", f"scores.label={LONG}", "scores.range=90%"),
        ("panels.show=[composite, scores]", "layout.composite=large", "strip=both"),
    ],
    ids=["mixed", "chart", "own", "long", "large"],
)
def test_bar_has_a_place_beside_other_panels(preset: str, place: str, sets: tuple[str, ...]) -> None:
    scene = scene_in(preset, scored(3, (16, 12), is_decided=True), f"legend.place={place}", *sets)
    assert_page_is_right(scene)
    style = load_style(preset=preset)
    assert_labels_have_room(scene, make_measure(style.text.family, style.layout.dpi))
    assert len(bars_of(scene)) == (3 if "scores.shared=false" in sets else 1)


@pytest.mark.parametrize("preset", [name for name in preset_names() if "maps" not in name])
@pytest.mark.parametrize("grid", [(12, 12), (36, 40)], ids=lambda grid: "x".join(map(str, grid)))
@pytest.mark.parametrize("strip", ["none", "both"])
def test_every_page_has_room_for_names_and_marks(preset: str, grid: tuple[int, int], strip: str) -> None:
    marks = "marks=[{top: 3, look: name}, {top: 2, look: dot}, {heads: [L0H0, L5H11], look: outline}]"
    for shown in ("[scores]", "[composite, categories, scores, ranked]"):
        sets = (marks, f"strip={strip}", f"panels.show={shown}")
        scene = scene_in(preset, scored(2, grid, is_decided=True), *sets)
        assert_page_is_right(scene)
        names = [label for label in labels_of(scene) if NAME.fullmatch(label.text)]
        assert len(names) >= 3 * len(panels(scene))


def test_no_legend_is_no_bar() -> None:
    scene = scene_in("default", scored(2, (8, 8)), "legend.place=none")
    assert [group.id for group in scene.groups] == ["panel-scores_a-la0", "panel-scores_a-label-of-si1"]


def test_bar_is_on_the_right_as_high_as_the_maps() -> None:
    scene = scene_in("default", scored(4, (32, 32)), "layout.columns=2")
    [bar] = bars_of(scene)
    left, top, _, height = area_of(bar)
    maps = [panel.area for panel in panels(scene)]
    assert left > max(x + width for x, _, width, _ in maps)
    lowest = max(y + size for _, y, _, size in maps)
    highest = min(y for _, y, _, _ in maps)
    assert 0.5 * (lowest - highest) < height <= lowest - highest
    assert highest <= top
    assert top + height <= lowest
