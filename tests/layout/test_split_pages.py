"""Each panel on a page of its own: all pages have one size, and the legend has another."""

import pytest

from headmap_cli.scene.marks import Cells, Label, walk
from tests.helpers import fixed_measure, legend_of, panels, random_data
from tests.layout.assertions import (
    assert_labels_have_room,
    assert_nothing_leaves_the_page,
    assert_nothing_overlaps,
)
from tests.layout.cases import lay_out_split, scene_of, styled

DATA = random_data(["a", "b", "c"], 6, 6, 0.5)


@pytest.mark.parametrize("long_name", [False, True])
def test_split_gives_a_scene_for_each_panel_all_of_one_size(long_name: bool) -> None:
    names = ["Knowledge", "a name which is so long that it has to be broken" if long_name else "b"]
    data = random_data(names, 12, 10, 0.4)
    style = styled("panels.letters=({a})", "strip=both", "title=Not here")
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
