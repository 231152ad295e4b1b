"""table.js: the search, and the table of heads."""

import numpy as np
import pytest

from headmap_cli.style.load import load_style
from tests.helpers import random_data
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import FACETS, HEADS, expected, scored
from tests.writers.page.opened import Opened

pytestmark = pytest.mark.slow


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


def rows(opened: Opened) -> list[tuple[str, ...]]:
    found = opened.page.locator("#heads tbody tr:not(.spacer)").all()
    return [tuple(row.locator("td").all_text_contents()) for row in found]


def header(opened: Opened) -> list[str]:
    texts: list[str] = opened.page.locator("#heads th").all_text_contents()
    return texts


def test_the_table_has_every_classified_head(open_page: OpenPage) -> None:
    data = random_data(["A", "B"], 4, 5, 0.3)
    opened = open_page(data)
    opened.open_table()
    heads = np.argwhere(data.membership.any(axis=0)).tolist()
    assert header(opened) == ["layer", "head", "categories"]
    assert rows(opened) == [(str(a), str(b), expected(data, a, b).split(": ")[1]) for a, b in heads]
    opened.page.locator("#classified").click()
    assert opened.page.locator("#rows").text_content() == "20 heads"


def test_the_table_sorts_and_filters(open_page: OpenPage) -> None:
    data = scored(1, 5, 4, threshold=0.1)
    opened = open_page(data)
    opened.open_table()
    opened.page.locator("#classified").click()
    assert data.scores is not None
    known = np.sort(data.scores[0][~np.isnan(data.scores[0])])
    for order in (known, known[::-1]):
        opened.page.locator("#heads th button").last.click()
        assert [float(row[-1]) for row in rows(opened)] == order.tolist()
    assert opened.page.locator("#heads th").last.get_attribute("aria-sort") == "descending"
    opened.page.locator("#search").fill("L2")
    assert {row[0] for row in rows(opened)} == {"2"}


def test_a_long_table_holds_only_the_rows_that_are_seen(open_page: OpenPage) -> None:
    data = random_data(["A"], 60, 60, 1.0)
    opened = open_page(data)
    opened.open_table()
    assert opened.page.locator("#rows").text_content() == "3,600 heads"
    assert len(rows(opened)) < 60
    assert rows(opened)[0][:2] == ("0", "0")
    host = opened.page.locator("#heads")
    host.evaluate("one => { one.scrollTop = one.scrollHeight; }")
    opened.wait("document.querySelector('#heads tbody').textContent.includes('5959')", True)
    assert rows(opened)[-1][:2] == ("59", "59")
    last = opened.page.locator("#heads tbody tr:not(.spacer)").last.bounding_box()
    box = host.bounding_box()
    assert last["y"] + last["height"] <= box["y"] + box["height"] + 1


def test_the_table_follows_the_rule_and_lists_facets(open_page: OpenPage) -> None:
    opened = open_page(scored())
    opened.open_table()
    opened.set_slider(0.9)
    data = scored(threshold=0.9)
    assert opened.page.locator("#rows").text_content() == f"{int(data.membership.any(axis=0).sum())} heads"
    facets = open_page(FACETS)
    facets.open_table()
    assert header(facets) == ["facet", "layer", "head", "categories"]
    total = sum(int(facet.data.membership.any(axis=0).sum()) for facet in FACETS.facets)
    assert facets.page.locator("#rows").text_content() == f"{total} heads"
