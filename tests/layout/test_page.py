"""Where things lie on a page, without pixels: nothing overlaps, nothing is cut, all cells are equal."""

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from headmap_cli.core.errors import HeadmapError
from headmap_cli.scene.marks import Scene
from headmap_cli.style.schema import LayoutStyle, LegendStyle, SizesStyle, Style, TextStyle
from headmap_cli.text.measure import make_measure
from tests.helpers import panels, random_data
from tests.layout.assertions import (
    assert_cells_are_equal,
    assert_labels_have_room,
    assert_nothing_leaves_the_page,
    assert_nothing_overlaps,
    assert_panels_are_in_reading_order,
)
from tests.layout.cases import Case, cases, inches, lay_out

many = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])

LONG = "OneVeryLongCategoryNameWithoutAnySpacesThatGoesOnAndOnAndOn"


@pytest.mark.slow
@many
@given(cases())
def test_nothing_overlaps_or_leaves_the_page_and_cells_are_equal(case: Case) -> None:
    scene = case.scene()
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    assert_labels_have_room(scene, case.measure)
    assert_cells_are_equal(scene, case)
    assert_panels_are_in_reading_order(scene)


@pytest.mark.slow
@many
@given(cases(inches))
def test_a_given_width_is_exact_or_the_error_names_one_that_works(case: Case) -> None:
    asked = float(case.style.layout.width)
    scene, refusal = attempted(case)
    if scene is None:
        assert refusal.startswith(f"layout.width {asked / 72:.4g}in is too narrow")
        inches, dpi = re.findall(r"at least ([0-9.]+)in(?: or (\d+) dpi)?$", refusal)[0]
        if dpi:
            sharper = replace(case.style, layout=replace(case.style.layout, dpi=float(dpi)))
            assert Case(case.data, sharper, case.uneven).scene().width == round(asked * float(dpi) / 72)
        asked = 72 * float(inches)
        assert asked > float(case.style.layout.width)
        wider = replace(case.style, layout=replace(case.style.layout, width=asked))
        case = Case(case.data, wider, case.uneven)
        scene = case.scene()
    assert scene.width == round(asked * scene.dpi / 72)
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    assert_cells_are_equal(scene, case)


def attempted(case: Case) -> tuple[Scene | None, str]:
    """The scene, or the message where there is none."""
    try:
        return case.scene(), ""
    except HeadmapError as e:
        return None, str(e)


@pytest.mark.slow
@few
@given(cases(st.one_of(st.just("auto"), inches)))
def test_nothing_overlaps_with_the_real_fonts(case: Case) -> None:
    measure = make_measure(case.style.text.family, case.style.layout.dpi)
    try:
        scene = lay_out(case.data, case.style, measure)
    except HeadmapError:  # a width that is too narrow; its message is tested above
        assume(False)
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    assert_labels_have_room(scene, measure)
    assert_cells_are_equal(scene, case)


@pytest.mark.slow
@pytest.mark.parametrize("legend", ["after-first", "right", "bottom", "none"])
@pytest.mark.parametrize("grid", [(1, 1), (36, 40), (126, 128)])
def test_long_labels_with_the_default_fonts(grid: tuple[int, int], legend: str) -> None:
    data = random_data([LONG, "a b", "c " * 29 + "c"], *grid)
    case = Case(data, Style(legend=LegendStyle(legend)))  # type: ignore[arg-type]
    measure = make_measure(case.style.text.family, case.style.layout.dpi)
    scene = lay_out(case.data, case.style, measure)
    assert_labels_have_room(scene, measure)
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    assert_cells_are_equal(scene, case)


@pytest.mark.slow
@pytest.mark.parametrize("legend", ["after-first", "right", "bottom", "none"])
@pytest.mark.parametrize("names", [["a"], ["Knowledge", "Algorithmic", "Linguistic"], list("abcdefg")])
def test_every_width_of_a_usual_figure(names: list[str], legend: str) -> None:
    """Whatever a width leaves to spare, it is shared out within the page."""
    data = random_data(names, 36, 40)
    drawn = 0
    for points in range(3 * 72, 12 * 72, 23):
        style = Style(layout=LayoutStyle(width=float(points)), legend=LegendStyle(legend))  # type: ignore[arg-type]
        scene, _ = attempted(Case(data, style))
        if scene:
            drawn += 1
            assert scene.width == points * 2
            assert_nothing_overlaps(scene)
            assert_nothing_leaves_the_page(scene)
    assert drawn > 20


def test_a_width_is_refused_only_where_no_cell_fits() -> None:
    """Small cells need a wider page where the panels get so low that the legend takes further columns."""
    data = random_data([f"category number {n}" for n in range(6)], 12, 12)
    layouts = [LayoutStyle(width=3.5 * 72, cell=pixels / 2, dpi=144) for pixels in range(1, 30)]
    assert any(attempted(Case(data, Style(layout=layout)))[0] for layout in layouts)
    scene, refusal = attempted(Case(data, Style(layout=LayoutStyle(width=3.5 * 72, dpi=144))))
    assert scene is not None, refusal
    assert scene.width == 504


def test_a_hundred_categories_take_more_than_a_column() -> None:
    """Though their legend alone is wider than the greatest width, which panels must not pass."""
    scene = Case(random_data([f"category {n}" for n in range(100)], 12, 12), Style()).scene()
    assert len({panel.area[0] for panel in panels(scene)}) > 1
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)


@pytest.mark.parametrize("legend", ["after-first", "right", "bottom"])
def test_a_legend_that_is_wider_than_the_panels_widens_the_page(legend: str) -> None:
    data = random_data(["a", "W" * 60], 2, 2)
    style = Style(
        layout=LayoutStyle(cell=1.0, columns=1),
        legend=LegendStyle(legend),  # type: ignore[arg-type]
        text=TextStyle(size=SizesStyle(legend=30.0)),
    )
    scene = Case(data, style).scene()
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)


def test_a_pinned_cell_is_that_many_pixels() -> None:
    case = Case(random_data(["a", "b"], 12, 10), Style(layout=LayoutStyle(cell=3.5, dpi=144)))
    assert {panel.area[2:] for panel in panels(case.scene())} == {(12 * 7, 10 * 7)}


def test_columns_are_the_most_panels_in_a_row() -> None:
    case = Case(
        random_data(list("abcde"), 5, 5), Style(layout=LayoutStyle(columns=2), legend=LegendStyle("bottom"))
    )
    rows = [panel.area[1] for panel in panels(case.scene())]
    assert [rows.count(y) for y in sorted(set(rows))] == [2, 2, 2]


def test_panels_wrap_rather_than_pass_the_greatest_width() -> None:
    case = Case(random_data(list("abcdefghijkl"), 12, 12), Style())
    scene = case.scene()
    assert scene.width <= 16 * scene.dpi
    assert len({panel.area[1] for panel in panels(scene)}) > 1


def test_a_given_width_does_not_blow_up_a_narrow_grid() -> None:
    """One layer of 128 heads on a page 8 inches wide: the cells must not fill the width at any height."""
    scene = Case(random_data(["a"], 1, 128), Style(layout=LayoutStyle(width=8 * 72.0))).scene()
    assert scene.width == 8 * 144
    assert scene.height <= 4 * scene.width
