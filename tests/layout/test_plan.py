"""Plans of a few heads, worked out by hand: what panels and legend show, before anything has a place."""

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.layout.cell_content import DotLook
from headmap_cli.layout.labels import identifiers, shown_labels
from headmap_cli.layout.plan import plan
from headmap_cli.layout.plan_types import LegendEntry, Plan
from headmap_cli.style.load import load_style

HEADS = np.array([[[1, 1, 0, 0]], [[0, 1, 1, 0]]], dtype=bool)
"""One layer of four heads: in A alone, in both, in B alone, in neither."""

DATA = Classification(("A", "B"), HEADS)
APART = Classification(("A", "B"), HEADS & [[[True]], [[False]]])


def planned(*settings: str, data: Classification = DATA) -> Plan:
    return plan(
        merge(data), load_style(sets=["hatches=[rising, falling]", "multi.hatches=[cross]", *settings])
    )


def entries(figure: Plan) -> dict[str, LegendEntry]:
    return {entry.label: entry for entry in figure.entries}


def test_legend_entries_have_the_hatches_of_their_cells() -> None:
    """Categories and counts in turn; unclassified heads none."""
    legend = entries(planned())
    assert [entry.hatch for entry in legend.values()] == ["cross", "falling", "rising", "none"]
    assert list(legend) == ["2 categories", "B", "A", "Unclassified"]
    assert not any(entry.dot for entry in legend.values())
    assert [layer.hatch for layer in planned().panels[0].fills] == ["none", "rising", "falling", "cross"]


def test_a_dot_has_no_hatch() -> None:
    """A head in two categories is a dot over the cell of its first; a dot is too small for lines."""
    figure = planned("multi.display=mark", "colors=[navy, yellow]")
    legend = entries(figure)
    white = DotLook("#ffffff", "#000000")
    assert (legend["2 categories"].dot, legend["2 categories"].hatch) == (white, "none")
    assert legend["2 categories"].color == legend["A"].color
    assert (legend["A"].dot, legend["A"].hatch) == (None, "rising")
    *cells, dots_on_a, dots_on_b = figure.panels[0].fills
    assert (dots_on_a.dot, dots_on_a.hatch) == (white, "none")
    assert dots_on_a.parts[0].mask.ravel().tolist() == [False, True, False, False]
    assert dots_on_b.dot == DotLook("#000000", "#ffffff")
    assert not dots_on_b.parts[0].mask.any()
    assert [layer.hatch for layer in cells] == ["none", "rising", "falling"]
    assert [layer.dot for layer in cells] == [None] * 3


@pytest.mark.parametrize(
    ("counts", "labels"),
    [([2], ["in 2"]), ([3], ["in 3"]), ([2, 3], ["in 2–3"]), ([2, 4], ["in 2–4"]), ([1], [])],
)
def test_all_dots_have_one_entry_that_says_how_many_categories_they_stand_for(
    counts: list[int], labels: list[str]
) -> None:
    members = np.array([[[count > c for count in counts]] for c in range(4)])
    legend = entries(
        planned("multi.display=mark", "multi.label=in {k}", data=Classification(tuple("abcd"), members))
    )
    assert [label for label, entry in legend.items() if entry.dot] == labels
    assert [label for label in legend if label.startswith("in ")] == labels


def test_absent_heads_have_an_entry_and_a_diagonal() -> None:
    present = np.array([[True, True, True, False]])
    figure = planned(data=Classification(("A", "B"), HEADS, present))
    assert [entry.label for entry in figure.entries] == ["2 categories", "B", "A", "Unclassified", "Absent"]
    assert (figure.entries[-1].color, figure.entries[-1].outlined) == ("#ffffff", True)
    for panel in figure.panels:
        unclassified, absent = panel.fills[:2]
        assert (unclassified.id, absent.id, absent.hatch) == ("unclassified", "absent", "diagonal")
        np.testing.assert_array_equal(absent.parts[0].mask, ~present.T)
    assert "Absent" not in entries(planned())


@pytest.mark.parametrize(
    ("settings", "outlined"),
    [
        ([], []),
        (["unclassified.color=#f0f0f0"], ["Unclassified"]),
        (["unclassified.color=#f0f0f0", "background=none"], ["Unclassified"]),
        (["background=black"], []),
        (["background=black", "unclassified.color=#1c1c1c", "colors=['#0a0a0a']"], ["A", "Unclassified"]),
    ],
)
def test_swatches_that_are_close_to_the_page_have_an_outline(
    settings: list[str], outlined: list[str]
) -> None:
    assert [label for label, entry in entries(planned(*settings)).items() if entry.outlined] == outlined


def test_the_bars_of_an_upset_have_no_dots() -> None:
    """Its legend is that of counts with colours of their own, whatever the maps beside it show."""
    legend = entries(planned("multi.display=mark", "panels.show=[upset]"))
    assert (legend["2 categories"].dot, legend["2 categories"].hatch) == (None, "cross")


def test_charts_have_the_titles_of_the_style() -> None:
    figure = planned("panels.show=[upset, layers, A]", "panels.upset=Sets", "panels.layers=Depth")
    assert [panel.title for panel in figure.panels] == ["Sets", "Depth", "A"]
    assert [panel.id for panel in figure.panels] == ["panel-upset", "panel-layers", "panel-a"]
    assert [panel.id for panel in figure.maps] == ["panel-a"]


@pytest.mark.parametrize(
    ("data", "settings", "min_cell"),
    [
        (DATA, ["multi.display=split"], 4),
        (DATA, ["multi.display=split", "layout.dpi=600"], 6),
        (APART, ["multi.display=split"], 1),
        (DATA, ["multi.display=mark"], 3),
        (APART, ["multi.display=mark"], 1),
        (DATA, ["multi.display=count"], 1),
    ],
)
def test_a_cell_has_room_for_its_parts_and_for_the_line_around_them(
    data: Classification, settings: list[str], min_cell: int
) -> None:
    """Two parts need two pixels; a line of a quarter of a point is a pixel, and two at 600 dpi."""
    assert planned(*settings, data=data).min_cell == min_cell


def test_labels_are_those_of_the_style_with_every_character_visible() -> None:
    style = load_style(sets=['categories={A: {label: "Recall\\tof facts"}}'])
    assert shown_labels(["A", "B\x07"], style) == ["Recall\\tof facts", "B\\x07"]


@pytest.mark.parametrize(
    ("names", "taken", "ids"),
    [
        (["  Näme, 2!  "], [], ["n-me-2"]),
        (["a" * 70], [], ["a" * 60]),
        (["a" * 59 + "!b"], [], ["a" * 59]),
        (["A", "a", "a!", "a-2"], [], ["a", "a-2", "a-3", "a-2-2"]),
        (["all", "?"], ["all"], ["all-2", "category"]),
        (["XAX", "日本", "語"], [], ["xax", "category", "category-2"]),
    ],
)
def test_ids_are_short_plain_and_unique(names: list[str], taken: list[str], ids: list[str]) -> None:
    assert identifiers(names, taken) == ids
