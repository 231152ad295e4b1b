"""Combinations of options: nothing overlaps or is cut off, and the page has the size that is asked for."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headmap_cli.core.errors import HeadmapError
from headmap_cli.scene.marks import Box, Cells, Dots, Hatch, walk
from tests.helpers import fixed_measure, panels, random_data
from tests.layout.assertions import (
    assert_labels_have_room,
    assert_nothing_leaves_the_page,
    assert_nothing_overlaps,
)
from tests.layout.cases import scene_of, styled

DATA = random_data(["a", "b", "c"], 6, 6, 0.5)


options: Any = st.fixed_dictionaries(
    {
        "multi.display": st.sampled_from(["count", "split", "mark"]),
        "strip": st.sampled_from(["none", "layers", "heads", "both"]),
        "legend.place": st.sampled_from(["after-first", "right", "bottom", "none"]),
        "legend.counts": st.booleans(),
        "legend.order": st.sampled_from(["reference", "panels"]),
        "panels.counts": st.booleans(),
        "panels.title_color": st.sampled_from(["text", "category"]),
        "axes.x": st.sampled_from(["layer", "head"]),
        "axes.labels": st.sampled_from(["all", "outer"]),
        "layout.composite": st.sampled_from(["same", "large"]),
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


@pytest.mark.slow
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
        needed = re.search(
            r"is too narrow for these panels; they need at least ([\d.]+)in(?: or \d+ dpi)?$", str(e)
        )
        assert needed
        width = f"{needed[1]}in"
        scene = scene_of(data, styled(*sets, f"layout.width={width}"))
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    assert_labels_have_room(scene, fixed_measure(72))
    same_size = [p for p in panels(scene) if style.layout.composite == "same" or p.group.id != "panel-all"]
    assert len({panel.area[2:] for panel in same_size}) <= 1
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
