"""lists.js: the legend, and the table of heads."""

import numpy as np
import pytest

from headmap_cli.style.load import load_style
from tests.helpers import random_data
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import FACETS, HEADS, expected, expected_counts, scored
from tests.writers.page.opened import Opened

pytestmark = pytest.mark.slow


def test_the_legend_counts_heads(open_page: OpenPage) -> None:
    assert open_page(HEADS).counts() == expected_counts(HEADS)


def test_several_categories_can_be_isolated(open_page: OpenPage) -> None:
    opened = open_page(HEADS)
    for id in ("knowledge", "linguistic"):
        opened.page.locator(f"#legend--{id}").click()
    faded = opened.page.locator(".panel.faded").evaluate_all("all => all.map(one => one.id)")
    assert faded == ["panel-algorithmic"]
    assert opened.page.locator("#legend--algorithmic").get_attribute("aria-pressed") == "false"
    opened.page.locator("#legend--knowledge").press("Enter")
    assert opened.page.locator(".panel.faded").count() == 2
    assert opened.page.evaluate("document.activeElement.id") == "legend--knowledge"
    opened.page.keyboard.press("Escape")
    assert opened.page.locator(".panel.faded").count() == 0


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


def test_the_legend_and_the_composite_count_among_the_isolated_categories(open_page: OpenPage) -> None:
    opened = open_page(HEADS, address="#show=Knowledge&show=Linguistic")
    own = HEADS.membership[[0, 2]].sum(axis=0)
    counts = opened.counts()
    assert counts["2 categories"] == int((own == 2).sum())
    assert "3 categories" not in counts
    assert counts["Unclassified or in another category"] == int((HEADS.present & (own == 0)).sum())
    title = opened.page.locator("figcaption").first.text_content()
    assert title == f"All Categories ({int((own > 0).sum())})"


def test_a_count_can_be_isolated(open_page: OpenPage) -> None:
    opened = open_page(HEADS)
    opened.page.locator("#legend--2-categories").click()
    codes = opened.page.evaluate("shown.panels[0].codes.filter(code => code > 0).length")
    assert codes == int((HEADS.membership.sum(axis=0) == 2).sum())
    assert opened.page.url.endswith("#show=count%3A2")


def test_the_legend_lists_marks(open_page: OpenPage) -> None:
    style = load_style(sets=["marks=[{label: Movers, heads: [L3H4, L5H6]}]"])
    assert open_page(HEADS, style).counts()["Movers"] == 2
