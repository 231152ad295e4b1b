"""explore.js: pointing at heads with the mouse, a finger and the keyboard, and the search."""

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.facets import Facet
from headmap_cli.style.load import load_style
from tests.helpers import random_data
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import FACETS, HEADS, HOSTILE, expected

pytestmark = pytest.mark.slow


def test_hovering_describes_a_head_and_marks_it_in_all_panels(open_page: OpenPage) -> None:
    opened = open_page(HEADS)
    for panel, layer, head in [(0, 0, 0), (0, 11, 9), (1, 3, 4), (3, 7, 2), (2, 5, 5)]:
        assert opened.hover(layer, head, panel) == expected(HEADS, layer, head)
        boxes = [box.bounding_box() for box in opened.page.locator(".pointer").all()]
        assert len(boxes) == 4
        for i, found in enumerate(boxes):
            middle = (found["x"] + found["width"] / 2, found["y"] + found["height"] / 2)
            assert middle == pytest.approx(opened.middle(layer, head, i))
    opened.page.mouse.move(2, 2)
    assert opened.words == ""
    assert opened.page.locator(".pointer:visible").count() == 0


def test_a_tap_describes_a_head_and_it_stays(open_page: OpenPage) -> None:
    opened = open_page(HEADS, viewport={"width": 390, "height": 900}, has_touch=True)
    opened.page.touchscreen.tap(*opened.middle(4, 6))
    assert opened.words == expected(HEADS, 4, 6)


def test_scores_are_shown_of_each_category_or_the_highest_of_all(
    open_page: OpenPage,
) -> None:
    scores = np.array([[[0.91234567, 0.1], [np.nan, 0.3]], [[0.7, 0.2], [np.nan, np.nan]]])
    opened = open_page(Classification.from_scores(scores, ["A", "B"], threshold=0.5))
    for (layer, head), words in {
        (0, 0): "A (0.9123), B (0.7)",
        (0, 1): "Unclassified; highest score: B (0.2)",
        (1, 0): "not in this model",
        (1, 1): "Unclassified; highest score: A (0.3)",
    }.items():
        assert opened.hover(layer, head) == f"layer {layer}, head {head}: {words}"


def test_keys_go_from_head_to_head(open_page: OpenPage) -> None:
    opened = open_page(HEADS)
    opened.page.locator(".scroll").first.focus()
    for key, (layer, head) in [
        ("ArrowRight", (0, 0)),
        ("ArrowRight", (1, 0)),
        ("ArrowDown", (1, 1)),
        ("ArrowLeft", (0, 1)),
        ("ArrowLeft", (0, 1)),
        ("ArrowUp", (0, 0)),
        ("End", (11, 0)),
        ("PageDown", (11, 9)),
        ("Home", (0, 9)),
        ("PageUp", (0, 0)),
    ]:
        opened.page.keyboard.press(key)
        assert opened.words == expected(HEADS, layer, head), key
    opened.page.keyboard.press("Escape")
    assert opened.words == ""


def named(facet: Facet, layer: int, head: int) -> str:
    return f"{facet.label}: {expected(facet.data, layer, head).split(': ')[1]}"


def test_a_head_is_linked_across_all_facets_that_have_it(open_page: OpenPage) -> None:
    opened = open_page(FACETS)
    first, second, other = FACETS.facets
    words = opened.hover(2, 3, 3)
    assert words == f"layer 2, head 3: {named(second, 2, 3)}; {named(first, 2, 3)}; {named(other, 2, 3)}"
    assert opened.page.locator(".pointer:visible").count() == 8
    assert opened.hover(5, 4, 0) == f"layer 5, head 4: {named(first, 5, 4)}; {named(second, 5, 4)}"
    assert opened.hover(3, 7, 6) == f"layer 3, head 7: {named(other, 3, 7)}"
    assert opened.page.locator(".pointer:visible").count() == 2


def test_hostile_names_are_text(open_page: OpenPage) -> None:
    data = random_data(HOSTILE, 4, 4, 0.3)
    opened = open_page(data)
    assert opened.page.title() == "Attention heads by category"
    for layer in range(4):
        assert opened.hover(layer, 1) == expected(data, layer, 1)
    opened.open_table()
    assert opened.page.locator("img").count() == 0
    for name in ("csv", "json", "svg"):
        opened.download(name)
    opened.page.locator("#view-figure").click()
    assert opened.page.title() == "Attention heads by category"


@pytest.mark.parametrize(
    "text", ["L7 H3", "l7h3", "7-3", "7.3", "7, 3", " 7 3 ", "(7, 3)", "layer 7, head 3"]
)
def test_the_search_finds_a_head(text: str, open_page: OpenPage) -> None:
    opened = open_page(HEADS)
    opened.page.locator("#search").fill(text)
    assert opened.words == expected(HEADS, 7, 3)


def test_the_search_finds_a_layer_and_a_category(open_page: OpenPage) -> None:
    opened = open_page(HEADS)
    opened.page.locator("#search").fill("L4")
    own = int(HEADS.membership[:, 4].any(axis=0).sum())
    all = int(HEADS.present[4].sum())
    assert opened.words == f"layer 4: {own} of {all} heads are in a category"
    assert opened.page.locator(".band:visible").count() == 4
    for text in ("knowledge", "Know", "KNOWLEDGE"):
        opened.page.locator("#search").fill(text)
        assert opened.words == f"Knowledge: {int(HEADS.membership[0].sum())} heads"
    assert opened.page.locator(".band:visible").count() == 0


def test_the_search_explains_invalid_input(open_page: OpenPage) -> None:
    opened = open_page(HEADS)
    opened.page.locator("#search").fill("L12 H0")
    assert opened.words == "no head L12 H0: there are 12 layers of 10 heads"
    opened.page.locator("#search").fill("L12")
    assert opened.words == "no layer 12: there are 12 layers"
    opened.page.locator("#search").fill("nobody")
    assert opened.words == "nothing found; write a head such as L11 H3, a layer such as L3, or a category"


def test_the_search_finds_a_mark(open_page: OpenPage) -> None:
    style = load_style(sets=["marks=[{label: Movers, heads: [L3H4, L5H6]}]"])
    opened = open_page(HEADS, style)
    opened.page.locator("#search").fill("movers")
    assert opened.words == f"Movers: 2 heads; {expected(HEADS, 3, 4)}"


def test_a_search_finds_a_head_in_every_facet_that_has_it(open_page: OpenPage) -> None:
    opened = open_page(FACETS)
    opened.page.locator("#search").fill("L3 H6")
    assert opened.words == f"layer 3, head 6: =Other: {expected(FACETS.facets[2].data, 3, 6).split(': ')[1]}"
    opened.page.locator("#search").fill("L9 H9")
    assert opened.words.endswith("there are 6 layers of 5 heads or 4 layers of 8 heads")
