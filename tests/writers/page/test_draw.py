"""draw.js: what is painted, as SVG and on canvases."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from headmap_cli.colors.contrast import contrast
from headmap_cli.style.load import load_style
from tests.helpers import random_data
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import HEADS
from tests.writers.page.opened import Opened, hex_of, rgb

pytestmark = pytest.mark.slow

BLUE, ORANGE, GREEN, PURPLE, BROWN, GRAY = "#1f77b4", "#ff7f0e", "#2ca02c", "#9467bd", "#8c564b", "#d3d3d3"


def pixel(opened: Opened, layer: int, head: int, panel: int = 0) -> tuple[int, ...]:
    x, y = opened.middle(layer, head, panel)
    opened.page.mouse.move(1, 1)
    with Image.open(io.BytesIO(opened.page.screenshot())) as shot:
        found: Any = shot.convert("RGB").getpixel((int(x), int(y)))
    return tuple(found)


def test_heads_have_the_colours_of_the_figure(open_page: OpenPage) -> None:
    opened = open_page(HEADS, viewport={"width": 1300, "height": 1600})
    count = HEADS.membership.sum(axis=0)
    with Image.open(io.BytesIO(opened.page.screenshot())) as shot:
        picture = shot.convert("RGB")
    for layer, head in np.argwhere(HEADS.present).tolist():
        own = np.flatnonzero(HEADS.membership[:, layer, head]).tolist()
        color = {0: GRAY, 2: PURPLE, 3: BROWN}.get(count[layer, head]) or (BLUE, ORANGE, GREEN)[own[0]]
        panels = [color, *(c if i in own else GRAY for i, c in enumerate((BLUE, ORANGE, GREEN)))]
        for panel, expected in enumerate(panels):
            x, y = opened.middle(layer, head, panel)
            assert picture.getpixel((int(x), int(y))) == rgb(expected), (layer, head, panel)


def test_many_cells_are_drawn_on_canvases(open_page: OpenPage) -> None:
    data = random_data(["A"], 330, 320, 0.3)
    opened = open_page(data)
    assert opened.page.locator("#panels svg").count() == 0
    assert opened.page.locator("#panels canvas").count() == 1
    for layer, head in [(0, 0), (1, 0), (30, 20), (31, 44)]:
        expected = BLUE if data.membership[0, layer, head] else GRAY
        assert pixel(opened, layer, head) == rgb(expected)
    stage = opened.page.locator(".scroll").first
    stage.focus()
    for key in ("ArrowRight", "End", "PageDown"):
        opened.page.keyboard.press(key)
    assert opened.words.startswith("layer 329, head 10: ")
    x, y = opened.middle(329, 20)
    with Image.open(io.BytesIO(opened.page.screenshot())) as shot:
        expected = BLUE if data.membership[0, 329, 20] else GRAY
        assert shot.convert("RGB").getpixel((int(x), int(y))) == rgb(expected)


@pytest.mark.parametrize(("x", "origin"), [("head", "top"), ("layer", "bottom"), ("head", "bottom")])
def test_a_page_has_the_axes_of_the_figure(x: str, origin: str, open_page: OpenPage) -> None:
    opened = open_page(HEADS, load_style(sets=[f"axes.x={x}", f"axes.origin={origin}"]))
    first, second = opened.middle(0, 0), opened.middle(1, 0)
    across = second[0] > first[0] and second[1] == first[1]
    assert across == (x == "layer")
    assert (opened.middle(1, 1)[1] > first[1]) == (origin == "top")
    layer, head = np.argwhere(HEADS.membership[0] & (HEADS.membership.sum(axis=0) == 1))[0].tolist()
    assert pixel(opened, layer, head) == rgb(BLUE)


@pytest.mark.parametrize("display", ["split", "mark"])
def test_heads_of_several_categories_show_the_first_ones_colour(display: str, open_page: OpenPage) -> None:
    opened = open_page(HEADS, load_style(sets=[f"multi.display={display}"]))
    layer, head = np.argwhere(HEADS.membership[0] & (HEADS.membership.sum(axis=0) == 2))[0].tolist()
    cell = opened.page.evaluate("shown.panels[0].cell")
    x, y = opened.middle(layer, head)
    with Image.open(io.BytesIO(opened.page.screenshot())) as shot:
        found = shot.convert("RGB").getpixel((int(x - cell / 2 + 2), int(y)))
    assert found == rgb(BLUE)


def test_strips_count_the_heads_of_each_layer(open_page: OpenPage) -> None:
    page = open_page(HEADS, load_style(sets=["strip=both"])).page
    longest = page.evaluate("shown.longest")
    classified = HEADS.membership.any(axis=0)
    assert longest == {"x": classified.sum(axis=1).max(), "y": classified.sum(axis=0).max()}
    bars = page.evaluate("stripLayers(shown.panels[0], 'x').flatMap(layer => layer.items)")
    lengths = np.zeros(HEADS.layers)
    left, cell = page.evaluate("[shown.panels[0].left, shown.panels[0].cell]")
    for x, _, _, height in bars:
        lengths[round((x - left) / cell)] += height
    assert np.allclose(lengths / lengths.max(), classified.sum(axis=1) / longest["x"])


@pytest.mark.parametrize("preset", ["default", "colourblind", "print-gray"])
def test_a_dark_page_has_colours_that_can_be_seen_and_told_apart(preset: str, open_page: OpenPage) -> None:
    opened = open_page(HEADS, load_style(preset=preset), color_scheme="dark")
    fills = opened.page.locator("#legend rect").evaluate_all(
        "all => all.map(one => one.getAttribute('fill'))"
    )
    *classified, unclassified, absent = fills
    assert len(set(fills)) == len(fills) == 7
    assert absent == "#121417"
    for color in classified:
        assert contrast(color, unclassified) >= 3
    body = opened.page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
    assert hex_of(body) == "#121417"


def test_a_figure_for_a_dark_background_has_a_dark_page(open_page: OpenPage) -> None:
    opened = open_page(HEADS, load_style(preset="dark"), color_scheme="light")
    body = opened.page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
    assert hex_of(body) == "#121417"
    assert opened.page.evaluate("shown.tone") == "dark"


def test_print_has_light_colours(open_page: OpenPage) -> None:
    opened = open_page(HEADS, color_scheme="dark")
    opened.page.emulate_media(media="print", color_scheme="dark")
    opened.wait("shown.tone", "light")
    assert not opened.page.locator(".controls").is_visible()
    opened.page.emulate_media(media="screen", color_scheme="dark")
    opened.wait("shown.tone", "dark")
