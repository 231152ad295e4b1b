"""Axes that panels share, a composite that is larger than the others, and how much the data get of a page."""

import logging

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.scene.marks import Label, Scene
from headmap_cli.style.load import load_style
from headmap_cli.text.measure import make_measure
from tests.helpers import expected_codes, painted, panels, random_data
from tests.layout.assertions import assert_nothing_leaves_the_page, assert_nothing_overlaps, labels_of
from tests.layout.cases import lay_out, scene_of, styled

FOUR = random_data(["a", "b", "c", "d"], 12, 12, 0.2)
OUTER = ["axes.labels=outer", "layout.columns=3", "layout.cell=10", "legend.place=none"]


def numbers(scene: Scene) -> dict[str, tuple[bool, bool]]:
    """Whether each panel has numbers on its left, and below."""
    found = {}
    for panel in panels(scene):
        x, y, _, height = panel.area
        labels = [item for item in panel.group.items if isinstance(item, Label) and item.text.isdigit()]
        left = any(label.rect[0] + label.rect[2] <= x for label in labels)
        found[panel.group.id] = (left, any(label.rect[1] >= y + height for label in labels))
    return found


def names(scene: Scene) -> list[Label]:
    """The names of axes that no panel has for itself."""
    groups = [group for group in scene.groups if group.id == "axis-names"]
    return [item for group in groups for item in group.items if isinstance(item, Label)]


def test_outer_panels_have_the_numbers_and_each_name_is_there_once() -> None:
    """Five panels in rows of three: the third of the first row has no panel below it."""
    scene = scene_of(FOUR, styled(*OUTER))
    assert list(numbers(scene).values()) == [
        (True, False),
        (False, False),
        (False, True),
        (True, True),
        (False, True),
    ]
    assert sorted(label.text for label in names(scene)) == ["head", "layer"]
    areas = [panel.area for panel in panels(scene)]
    centres = {label.text: label.rect[0] + label.rect[2] / 2 for label in names(scene)}
    middles = {label.text: label.rect[1] + label.rect[3] / 2 for label in names(scene)}
    assert centres["layer"] == pytest.approx((areas[3][0] + areas[4][0] + areas[4][2]) / 2, abs=1)
    assert middles["head"] == pytest.approx((areas[0][1] + areas[3][1] + areas[3][3]) / 2, abs=1)
    assert_nothing_overlaps(scene)


def test_without_shared_axes_every_panel_has_all_numbers() -> None:
    scene = scene_of(FOUR, styled(*OUTER, "axes.labels=all"))
    assert set(numbers(scene).values()) == {(True, True)}
    assert names(scene) == []


def test_inner_panels_leave_their_space_to_the_cells() -> None:
    wide = [scene_of(FOUR, styled(*OUTER, f"axes.labels={labels}")).width for labels in ("outer", "all")]
    assert wide[0] < wide[1]


def test_a_map_beside_a_chart_has_labels_of_its_own() -> None:
    show = "panels.show=[upset, composite, categories]"
    scene = scene_of(FOUR, styled(*OUTER, show))
    assert numbers(scene)["panel-all"] == (True, False)
    assert_nothing_overlaps(scene)


@pytest.mark.parametrize("categories", [2, 3, 7, 12])
@pytest.mark.parametrize("labels", ["all", "outer"])
@pytest.mark.parametrize("width", ["auto", "9in"])
def test_a_large_composite_is_as_high_as_the_other_panels(categories: int, labels: str, width: str) -> None:
    data = random_data([f"c{i}" for i in range(categories)], 12, 9, 0.2)
    style = styled("layout.composite=large", f"axes.labels={labels}", f"layout.width={width}")
    scene = scene_of(data, style)
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    composite, *others = panels(scene)
    assert len({panel.area[2:] for panel in others}) == 1
    small = others[0].area[2] // 12
    large = composite.area[2] // 12
    top, bottom = composite.area[1], composite.area[1] + composite.area[3]
    assert top == others[0].area[1]
    lowest = max(panel.area[1] + panel.area[3] for panel in others)
    assert bottom <= lowest < bottom + 9
    assert large > small or categories == 1
    for panel, codes in zip([composite, *others], expected_codes(data), strict=True):
        colors = painted(panel, 12, 9)
        pairs = set(zip(colors.flat, codes.flat, strict=True))
        assert len({color for color, _ in pairs}) == len({code for _, code in pairs}) == len(pairs)


def test_a_scene_knows_the_cells_of_both_sizes() -> None:
    scene = scene_of(FOUR, styled("layout.composite=large"))
    for grid, panel in zip(scene.panels, panels(scene), strict=True):
        x, y, width, height = panel.area
        assert (grid.columns[0, 0], grid.columns[-1, 1]) == (x, x + width)
        assert (grid.rows[0, 0], grid.rows[-1, 1]) == (y, y + height)
        assert len({*(grid.columns[:, 1] - grid.columns[:, 0]).tolist()}) == 1


@pytest.mark.parametrize(
    ("preset", "width", "cell", "share"),
    [("neurips", "text", 2.2, 0.45), ("icml", "column", 2.2, 0.35), ("acl", "column", 2.0, 0.35)],
)
def test_the_maps_figure_has_large_cells(preset: str, width: str, cell: float, share: float) -> None:
    """36 x 40 heads in three categories, at the widths of papers."""
    style = load_style(preset=[preset, "pythia-12b-maps"], sets=[f"layout.width={width}"])
    data = random_data(["Algorithmic", "Knowledge", "Linguistic"], 36, 40, 0.08)
    scene = lay_out(data, style, make_measure(style.text.family, style.layout.dpi))
    pixels = int(scene.panels[0].columns[0, 1] - scene.panels[0].columns[0, 0])
    assert pixels * 72 / scene.dpi >= cell
    assert 4 * 36 * 40 * pixels**2 / (scene.width * scene.height) >= share


def test_the_sample_is_drawn_as_the_reference_figure() -> None:
    """Four panels in a row, the legend after the first."""
    data = random_data(["Algorithmic", "Knowledge", "Linguistic"], 36, 41, 0.08)
    style = load_style()
    scene = lay_out(data, style, make_measure(style.text.family, style.layout.dpi))
    assert [group.id for group in scene.groups][:3] == ["panel-all", "legend", "panel-algorithmic"]
    assert len({panel.area[1] for panel in panels(scene)}) == 1


def test_small_cells_are_reported_with_what_would_help(caplog: pytest.LogCaptureFixture) -> None:
    from headmap_cli.render import Drawing

    data = Classification(("a", "b", "c"), np.zeros((3, 126, 128), dtype=bool))
    with caplog.at_level(logging.WARNING, "headmap"):
        assert Drawing(data, load_style(sets=["layout.width=4in"])).scene.width == 576
    assert [record.getMessage() for record in caplog.records] == [
        "cells are only 0.5 pt wide, which is hard to see; try a larger --width or fewer panels "
        "(panels.show) or axes.labels: outer"
    ]
    caplog.clear()
    assert Drawing(data, load_style(sets=["layout.width=14in"])).scene.width == 2016
    assert not caplog.records


def test_a_shared_name_is_below_the_label_of_a_strip_that_is_longer_than_the_cells_are_high() -> None:
    style = styled("strip=layers", "axes.x=head", "axes.labels=outer", "panels.show=[categories]")
    data = random_data([f"category {i}" for i in range(4)], 1, 6, 0.4)
    scene = scene_of(data, style)
    assert_nothing_overlaps(scene)
    [strip] = [label for label in labels_of(scene) if label.text.endswith("per layer")]
    assert strip.rect[3] > panels(scene)[0].area[3]
