"""The plan of a comparison: its panels, their heads and the legend are worked out with sets."""

import numpy as np
import pytest

from headmap_cli.colors.difference import CLOSE_SIMULATED, MIN_DELTA_E, VISION_TYPES, close_pairs
from headmap_cli.core.classification import Classification
from headmap_cli.core.comparison import AlignedPair, align_pair
from headmap_cli.core.errors import HeadmapError
from headmap_cli.layout.comparison import comparison_plan
from headmap_cli.layout.plan_types import PanelPlan
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.style.presets import preset_names
from tests.readers import Head

LAYERS, HEADS = 4, 5
BEFORE: dict[str, set[Head]] = {
    "Knowledge": {(0, 0), (1, 2), (3, 3)},
    "Copying": {(0, 0), (2, 1)},
    "Same": {(1, 1)},
    "legend": set(),
}
AFTER: dict[str, set[Head]] = {"Knowledge": {(0, 0), (1, 4)}, "all": {(2, 1), (3, 0)}, "Same": {(1, 1)}}
IDS = {"Knowledge": "knowledge", "Copying": "copying", "Same": "same", "legend": "legend-2", "all": "all-2"}


def data(heads: dict[str, set[Head]]) -> Classification:
    member = np.zeros((len(heads), LAYERS, HEADS), dtype=bool)
    for i, of in enumerate(heads.values()):
        for layer, head in of:
            member[i, layer, head] = True
    return Classification(tuple(heads), member)


def pair() -> AlignedPair:
    return align_pair(data(BEFORE), data(AFTER))


def states(panel: PanelPlan, swap: bool) -> dict[str, set[Head]]:
    """The heads of each colour, each of which fills whole cells."""
    out = {}
    for fill in panel.fills:
        [part] = fill.parts
        assert part.parts == 1
        assert part.mask.shape == ((HEADS, LAYERS) if swap else (LAYERS, HEADS))
        out[fill.id] = {(int(a), int(b)) for a, b in np.argwhere(part.mask.T if swap else part.mask)}
    return out


@pytest.mark.parametrize("x", ["layer", "head"])
def test_each_panel_has_the_kept_gained_and_lost_heads_of_its_category(x: str) -> None:
    plan = comparison_plan(pair(), load_style(sets=[f"axes.x={x}", "categories.Same.label=The same"]))
    titles = {"all": "All Categories", "same": "The same", "legend-2": "legend", "all-2": "all"}
    assert [panel.id for panel in plan.panels] == ["panel-all", *(f"panel-{id}" for id in IDS.values())]
    every = {(a, b) for a in range(LAYERS) for b in range(HEADS)}
    for panel, name in zip(plan.panels, (None, *IDS), strict=True):
        id = IDS[name] if name else "all"
        before = BEFORE.get(name, set()) if name else set.union(*BEFORE.values())
        after = AFTER.get(name, set()) if name else set.union(*AFTER.values())
        counts = f"={len(before & after)}"
        if after - before:
            counts += f" +{len(after - before)}"
        if before - after:
            counts += f" \u2212{len(before - after)}"
        assert panel.title == f"{titles.get(id, name)}: {counts}"
        assert states(panel, x == "layer") == {
            "unclassified": every,
            "kept": before & after,
            "gained": after - before,
            "lost": before - after,
        }
    assert plan.facets[0].grid == (LAYERS, HEADS)


@pytest.mark.parametrize(
    ("show", "counts"),
    [
        ("[composite, categories]", (2, 3, 4)),  # of the categories
        ("[categories]", (2, 3, 4)),
        ("[Knowledge]", (1, 1, 2)),
        ("[composite]", (3, 2, 2)),  # heads in any category
    ],
)
def test_the_legend_counts_the_heads_that_its_panels_show(show: str, counts: tuple[int, int, int]) -> None:
    kept, gained, lost = counts
    entries = comparison_plan(pair(), load_style(sets=[f"panels.show={show}", "legend.counts=true"])).entries
    assert [(entry.id, entry.label) for entry in entries] == [
        ("legend--kept", f"kept (={kept})"),
        ("legend--gained", f"gained (+{gained})"),
        ("legend--lost", f"lost (\u2212{lost})"),
        ("legend--unclassified", "Unclassified"),
    ]


def test_the_legend_has_the_colours_and_the_hatches_of_the_panels() -> None:
    plan = comparison_plan(pair(), load_style(preset="print-gray"))
    assert [entry.label for entry in plan.entries] == [
        "kept (=)",
        "gained (+)",
        "lost (\u2212)",
        "Unclassified",
    ]
    looks = {fill.id: (fill.color, fill.hatch) for fill in plan.panels[1].fills}
    assert {e.id.removeprefix("legend--"): (e.color, e.hatch) for e in plan.entries} == looks
    assert len({looks[state] for state in ("kept", "gained", "lost")}) == 3


def test_the_legend_counts_heads_if_there_are_no_titles_that_do() -> None:
    entries = comparison_plan(pair(), load_style(sets=["panels.titles=false"])).entries
    assert [entry.label for entry in entries] == [
        "kept (=2)",
        "gained (+3)",
        "lost (\u22124)",
        "Unclassified",
    ]


def test_the_legend_leaves_out_states_without_heads() -> None:
    same = align_pair(data(BEFORE), data(BEFORE))
    assert [entry.id for entry in comparison_plan(same, load_style()).entries] == [
        "legend--kept",
        "legend--unclassified",
    ]


@pytest.mark.parametrize("preset", preset_names())
def test_the_states_look_different_to_every_reader_and_like_no_category(preset: str) -> None:
    style = load_style(preset=preset)
    entries = comparison_plan(pair(), style).entries
    colors = [entry.color for entry in entries]
    if len({entry.hatch for entry in entries}) == 1:
        for vision in VISION_TYPES:
            limit = MIN_DELTA_E if vision == "normal vision" else CLOSE_SIMULATED
            assert close_pairs(colors, vision, limit) == []
        categories = palette(style, ["A", "B", "C", "D"]).categories
        assert not set(colors[:3]) & set(categories)
    else:
        assert len({(entry.color, entry.hatch) for entry in entries}) == 4


def test_a_comparison_of_charts_without_maps_is_refused() -> None:
    with pytest.raises(HeadmapError) as refused:
        comparison_plan(pair(), load_style(sets=["panels.show=[upset, layers]"]))
    assert str(refused.value) == "a comparison has maps only; add composite or categories to panels.show"


def test_absent_heads_have_diagonals_and_an_entry_in_the_legend() -> None:
    present = np.ones((LAYERS, HEADS), dtype=bool)
    present[3, 4] = False
    before, after = (Classification(("a",), np.zeros((1, LAYERS, HEADS), dtype=bool), present) for _ in "12")
    plan = comparison_plan(align_pair(before, after), load_style(sets=["absent.label=Pruned"]))
    for panel in plan.panels:
        assert states(panel, swap=True)["absent"] == {(3, 4)}
    assert [entry.label for entry in plan.entries][-1] == "Pruned"


def test_without_absent_heads_the_legend_has_no_entry_for_them() -> None:
    plan = comparison_plan(pair(), load_style())
    assert "Absent" not in [entry.label for entry in plan.entries]
