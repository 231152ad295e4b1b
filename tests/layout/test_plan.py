"""Plans of a few heads, worked out by hand: what panels and legend show, before anything has a place."""

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
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
    figure = planned("multi.display=mark")
    legend = entries(figure)
    assert (legend["2 categories"].dot, legend["2 categories"].hatch) == (True, "none")
    assert (legend["A"].dot, legend["A"].hatch) == (False, "rising")
    *cells, dots = figure.panels[0].fills
    assert (dots.dot, dots.hatch) == (True, "none")
    assert [layer.hatch for layer in cells] == ["none", "rising", "falling"]
    assert [layer.dot for layer in cells] == [False] * 3


def test_the_bars_of_an_upset_have_no_dots() -> None:
    """Its legend is that of counts with colours of their own, whatever the maps beside it show."""
    legend = entries(planned("multi.display=mark", "panels.show=[upset]"))
    assert (legend["2 categories"].dot, legend["2 categories"].hatch) == (False, "cross")


def test_charts_have_the_titles_of_the_style() -> None:
    figure = planned("panels.show=[upset, layers, A]", "panels.upset=Sets", "panels.layers=Depth")
    assert [panel.title for panel in figure.panels] == ["Sets", "Depth", "A"]
    assert [panel.id for panel in figure.panels] == ["panel-upset", "panel-layers", "panel-a"]
    assert [panel.id for panel in figure.maps] == ["panel-a"]


@pytest.mark.parametrize(
    ("data", "settings", "parts"),
    [
        (DATA, ["multi.display=split"], 2),
        (APART, ["multi.display=split"], 1),
        (DATA, ["multi.display=count"], 1),
    ],
)
def test_a_cell_has_as_many_parts_as_its_head_has_categories(
    data: Classification, settings: list[str], parts: int
) -> None:
    assert planned(*settings, data=data).max_parts == parts


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
