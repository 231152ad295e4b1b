"""What a page says: the data decoded from its cells, the legend's entries and place, ids, titles."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from headmap_cli.core.composite import merge
from headmap_cli.core.strings import printable
from headmap_cli.layout.panels.selection import panel_letter
from headmap_cli.scene.marks import Group, Label, Line, Rect, Scene
from headmap_cli.style.palette import palette
from headmap_cli.style.schema import (
    AxesStyle,
    AxisStyle,
    CategoryStyle,
    CompositeStyle,
    LayoutStyle,
    MultiStyle,
    Style,
    UnclassifiedStyle,
)
from tests.helpers import (
    all_ids,
    codes_by_color,
    expected_codes,
    frame,
    legend_of,
    painted,
    panels,
    random_data,
    squeezed,
    swatch,
    words,
)
from tests.layout.cases import Case, cases

usual = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def scene_of(*names: str, density: float = 0.4, style: Style | None = None) -> Scene:
    return Case(random_data(names, 12, 12, density), style or Style()).scene()


def legend_from_the_top(case: Case) -> list[Group]:
    """The legend's entries from the highest count to Unclassified.

    In lines below the panels they read from the first category to the highest count, then Unclassified.
    """
    entries = legend_of(case.scene())
    colors = palette(case.style, case.data.categories)
    classified = len(entries) - (1 if case.data.present.all() else 2)
    if classified > 1 and swatch(entries[0]).fill == colors.categories[0]:
        return [*entries[classified - 1 :: -1], *entries[classified:]]
    return entries


def legend_words(scene: Scene) -> list[str]:
    return [words(entry.items) for entry in legend_of(scene)]


@pytest.mark.slow
@usual
@given(cases())
def test_the_cells_decode_back_into_the_data(case: Case) -> None:
    legend = [swatch(entry).fill or "" for entry in legend_from_the_top(case)]
    if not legend:  # the same figure with a legend names the colours
        with_legend = Style(categories=case.style.categories, unclassified=case.style.unclassified)
        legend = [swatch(entry).fill or "" for entry in legend_from_the_top(Case(case.data, with_legend))]
    # The swatch of absent heads has no colour.
    legend = [color for color in legend if color]
    assert len(set(legend)) == len(legend)
    heatmaps = panels(case.scene())
    for panel, codes in zip(heatmaps, expected_codes(case.data, case.style.axes.x), strict=True):
        colors = painted(panel, case.across, case.down)
        np.testing.assert_array_equal(codes_by_color(colors, case.data, legend), codes)


@pytest.mark.slow
@usual
@given(cases())
def test_the_legend_runs_from_the_highest_count_to_unclassified(case: Case) -> None:
    names = case.data.categories
    occurring = sorted({int(k) for k in case.data.membership.sum(axis=0).flat if k >= 2}, reverse=True)
    expected = [*(f"{k} categories" for k in occurring), *names[::-1], "Unclassified"]
    if not case.data.present.all():
        expected.append("Absent")
    labels = [words(entry.items) for entry in legend_from_the_top(case)]
    if case.style.legend.place == "none":
        assert labels == []
    else:
        assert labels == [squeezed(printable(text)) for text in expected]


@pytest.mark.slow
@usual
@given(cases())
def test_ids_are_unique(case: Case) -> None:
    counted = Counter(all_ids(case.scene().groups))
    assert [id for id, times in counted.items() if times > 1] == []


@pytest.mark.parametrize(
    "names",
    [
        ("all", "x"),
        ("unclassified", "x"),
        ("2 categories", "x"),
        ("x", "all x"),
        ("A", "a"),
        ("日本", "中国"),
    ],
)
def test_ids_are_unique_for_names_like_our_own(names: tuple[str, ...]) -> None:
    counted = Counter(all_ids(scene_of(*names).groups))
    assert [id for id, times in counted.items() if times > 1] == []


def test_groups_are_named_by_their_category() -> None:
    ids = [group.id for group in scene_of("Knowledge", "Name Mover").groups]
    assert ids == ["panel-all", "legend", "panel-knowledge", "panel-name-mover"]


@pytest.mark.slow
@usual
@given(cases())
def test_the_legend_is_at_the_place_of_the_style_or_in_empty_slots_or_below(case: Case) -> None:
    scene = case.scene()
    areas = [panel.area for panel in panels(scene)]
    first = areas[0]
    boxes = [swatch(entry).rect for entry in legend_of(scene)]
    place = case.style.legend.place
    if place == "none":
        assert boxes == []
        return
    last = areas[-1]
    ends = [x + width for x, _, width, _ in areas]
    has_empty_slot = last[0] + last[2] < max(ends)
    in_empty_slots = has_empty_slot and all(x >= ends[-1] and y >= last[1] for x, y, _, _ in boxes)
    below = all(box[1] >= max(y + height for _, y, _, height in areas) for box in boxes)
    named = {
        "after-first": last[1] == first[1]
        and all(after(first, box) and after(box, area) for box in boxes for area in areas[1:]),
        "right": all(box[0] >= max(ends) for box in boxes),
        "bottom": below,
    }
    assert named[place] or in_empty_slots or below
    if place == "after-first" and named[place] and not below:
        assert [group.id for group in scene.groups if group.id != "title"][1] == "legend"


def after(first: Rect, second: Rect) -> bool:
    """Whether the other lies further in reading order: on the right, or wholly below."""
    return second[0] >= first[0] + first[2] or second[1] >= first[1] + first[3]


@pytest.mark.slow
@usual
@given(cases())
def test_titles_are_the_full_names_of_the_categories(case: Case) -> None:
    expected = [*case.data.categories]
    if len(expected) > 1:
        expected.insert(0, "All Categories")
    axes = [case.style.axes.layer.label, case.style.axes.head.label]
    for i, (panel, title) in enumerate(zip(panels(case.scene()), expected, strict=True)):
        top = frame(panel.group).rect[1]
        above = [
            item
            for item in panel.group.items
            if isinstance(item, Label) and item.y < top and item.angle == 0 and item.align != "right"
        ]
        letters = [item.text for item in above if item.bold]
        assert letters == ([f"({panel_letter(i)})"] if case.style.panels.letters else [])
        assert words([item for item in above if not item.bold]) == squeezed(printable(title)), axes


def test_labels_of_a_style_replace_names() -> None:
    style = Style(
        title="Figure 1",
        categories={"k": CategoryStyle(label="Knowledge", color="#123456")},
        composite=CompositeStyle("Everything"),
        unclassified=UnclassifiedStyle("Rest", "#eeeeee"),
        multi=MultiStyle(label="in {k}", colors=("#abcdef",)),
    )
    scene = scene_of("k", "b", style=style)
    assert legend_words(scene) == ["in2", "b", "Knowledge", "Rest"]
    fills = [swatch(entry).fill for entry in legend_of(scene)]
    assert (fills[0], fills[2], fills[3]) == ("#abcdef", "#123456", "#eeeeee")
    assert [label.text for label in texts(scene.groups[0])] == ["Figure 1"]
    assert "Everything" in [label.text for label in texts(panels(scene)[0].group)]
    assert "Knowledge" in [label.text for label in texts(panels(scene)[1].group)]


def test_counts_that_do_not_occur_are_not_in_the_legend() -> None:
    data = random_data(["a", "b", "c"], 5, 5, density=0)
    data.membership[:, 2, 3] = True  # the only classified head is in all three
    scene = Case(data, Style()).scene()
    assert legend_words(scene) == ["3categories", "c", "b", "a", "Unclassified"]
    assert merge(data).counts == [3]


@pytest.mark.parametrize(("x", "layer_on_x"), [("layer", True), ("head", False)])
def test_axes_run_in_the_direction_of_the_style(x: str, layer_on_x: bool) -> None:
    data = random_data(["a"], 4, 9)
    style = Style(axes=AxesStyle(x, layer=AxisStyle("LAYER"), head=AxisStyle("HEAD")))  # type: ignore[arg-type]
    panel = panels(Case(data, style).scene())[0]
    assert panel.area[2] * (9 if layer_on_x else 4) == panel.area[3] * (4 if layer_on_x else 9)
    (upright,) = [label.text for label in texts(panel.group) if label.angle == 90]
    assert upright == ("HEAD" if layer_on_x else "LAYER")


def test_ticks_of_36_layers_and_40_heads_stand_at_their_cells() -> None:
    data = random_data(["a"], 36, 40)
    panel = panels(Case(data, Style(layout=LayoutStyle(cell=5.0, dpi=144))).scene())[0]
    x0, y0, _, height = panel.area
    lines = [item.rect for item in panel.group.items if isinstance(item, Line)]
    below = sorted(x + w / 2 - x0 for x, y, w, h in lines if y > y0 + height)
    left = sorted(y + h / 2 - y0 for x, y, w, h in lines if x < x0 and y <= y0 + height + h)
    assert below == pytest.approx([(layer + 0.5) * 10 for layer in (0, 7, 14, 21, 28, 35)], abs=0.5)
    assert left == pytest.approx([(head + 0.5) * 10 for head in (0, 8, 16, 24, 32, 39)], abs=0.5)
    assert [t.text for t in texts(panel.group) if t.align == "right"] == ["0", "8", "16", "24", "32", "39"]


def test_a_style_can_mark_the_outer_edge_with_a_tick() -> None:
    """As in the published figure of MAPS, in which 40 heads end with the tick 40."""
    data = random_data(["a"], 36, 40)
    axis = AxisStyle("head", ticks=(0, 8, 16, 24, 32, 40))
    style = Style(axes=AxesStyle(head=axis), layout=LayoutStyle(cell=5.0, dpi=144))
    panel = panels(Case(data, style).scene())[0]
    x0, y0, _, height = panel.area
    lines = [item.rect for item in panel.group.items if isinstance(item, Line)]
    left = sorted(y + h / 2 - y0 for x, y, w, h in lines if x < x0 and y <= y0 + height + h)
    assert left[:-1] == pytest.approx([(head + 0.5) * 10 for head in (0, 8, 16, 24, 32)], abs=0.5)
    assert height <= left[-1] <= height + frame(panel.group).line
    assert [t.text for t in texts(panel.group) if t.align == "right"] == ["0", "8", "16", "24", "32", "40"]


def texts(group: Group) -> list[Label]:
    return [item for item in group.items if isinstance(item, Label)]
