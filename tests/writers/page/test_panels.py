"""panels.js: how panels fit the window."""

import pytest

from headmap_cli.style.load import load_style
from tests.helpers import random_data
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import FACETS, NAMES, scored

pytestmark = pytest.mark.slow

BLUE, ORANGE, GREEN, PURPLE, BROWN, GRAY = "#1f77b4", "#ff7f0e", "#2ca02c", "#9467bd", "#8c564b", "#d3d3d3"


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_panels_reflow_and_nothing_is_cut_off(width: int, open_page: OpenPage) -> None:
    data = random_data(NAMES, 36, 40, 0.2)
    page = open_page(data, viewport={"width": width, "height": 900}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [panel.bounding_box() for panel in page.locator(".panel").all()]
    columns = {round(box["x"]) for box in boxes}
    assert len(columns) == {390: 1, 768: 2, 1440: 4}[width]
    assert page.evaluate("Math.min(...shown.panels.map(panel => panel.cell))") >= 6


def test_cells_are_at_least_6_pixels_and_wide_panels_scroll(open_page: OpenPage) -> None:
    page = open_page(random_data(["A", "B"], 120, 12, 0.2), viewport={"width": 390, "height": 900}).page
    assert page.evaluate("shown.panels.map(panel => panel.cell)") == [6, 6, 6]
    scroll = page.locator(".scroll").first
    assert scroll.evaluate("one => one.scrollWidth > one.clientWidth")
    scroll.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    assert scroll.evaluate("one => one.scrollLeft") > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_controls_are_large_enough_for_a_finger(open_page: OpenPage) -> None:
    opened = open_page(scored(), viewport={"width": 390, "height": 900}, has_touch=True)
    for control in opened.page.locator("button, select, input, summary").all():
        box = control.bounding_box()
        if box and control.is_visible():
            assert min(box["width"], box["height"]) >= 24, control.evaluate("one => one.outerHTML")


def test_facets_have_headings_or_titles(open_page: OpenPage) -> None:
    page = open_page(FACETS).page
    assert page.locator("#panels h2").all_text_contents() == ["Step 1", "Step 2", "=Other"]
    assert page.locator(".panel").count() == 3 + 3 + 2
    titled = open_page(FACETS, load_style(sets=["panels.show=[composite]"])).page
    assert titled.locator("#panels h2").count() == 0
    texts = titled.locator("figcaption").all_text_contents()
    assert [text.rsplit(" (", 1)[0] for text in texts] == ["Step 1", "Step 2", "=Other"]


def test_the_style_chooses_the_panels(open_page: OpenPage) -> None:
    style = load_style(sets=["panels.show=[Knowledge, composite, layers]"])
    opened = open_page(scored(), style)
    assert opened.page.locator(".panel").evaluate_all("all => all.map(one => one.id)") == [
        "panel-all",
        "panel-knowledge",
    ]
    charts = open_page(scored(), load_style(sets=["panels.show=[upset]"]))
    assert charts.page.locator("#panels img").is_visible()
