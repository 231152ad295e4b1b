"""start.js: the views and the controls of the rule, with the mouse and with the keyboard."""

from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from tests.commands import RunCli
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import HEADS, NAMES, expected_counts, scored
from tests.writers.page.opened import Opened

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("threshold", [0.1, 0.33, 0.9])
def test_the_slider_moves_the_rule(threshold: float, open_page: OpenPage) -> None:
    opened = open_page(scored())
    opened.set_slider(threshold)
    data = scored(threshold=threshold)
    assert opened.counts() == expected_counts(data)
    assert opened.page.locator("#value").input_value() == str(threshold)
    titles = opened.page.locator("figcaption .count").all_text_contents()
    assert titles == [f"({int(heads.sum())})" for heads in [data.membership.any(axis=0), *data.membership]]


def test_the_keyboard_moves_the_rule(open_page: OpenPage) -> None:
    opened = open_page(scored())
    opened.page.locator("#slider").focus()
    opened.page.keyboard.press("ArrowRight")
    assert opened.counts() == expected_counts(scored(threshold=0.51))
    opened.page.locator("#value").fill("0.25")
    assert opened.counts() == expected_counts(scored(threshold=0.25))
    opened.page.locator("#value").press("ArrowUp")
    assert opened.counts() == expected_counts(scored(threshold=0.26))
    opened.page.locator("#value").fill("many")
    assert opened.page.locator("#value").get_attribute("aria-invalid") == "true"
    assert opened.counts() == expected_counts(scored(threshold=0.26))


def test_the_rule_of_one_category_can_differ(open_page: OpenPage) -> None:
    opened = open_page(scored())
    opened.page.locator("#scope").select_option(label="Algorithmic")
    opened.set_slider(0.1)
    counts = opened.counts()
    assert counts["Algorithmic"] == expected_counts(scored(threshold=0.1))["Algorithmic"]
    assert counts["Knowledge"] == expected_counts(scored())["Knowledge"]


def test_the_highest_heads_can_be_selected(open_page: OpenPage) -> None:
    opened = open_page(scored())
    opened.page.locator("#kind").select_option("top")
    opened.page.locator("#value").fill("7")
    data = scored()
    top = Classification.from_scores(data.scores, NAMES, top=7)
    assert opened.counts() == expected_counts(top)
    opened.page.locator("#value").fill("10%")
    assert opened.counts() == expected_counts(Classification.from_scores(data.scores, NAMES, top="10%"))


def test_scores_without_a_rule_get_one(open_page: OpenPage) -> None:
    opened = open_page(scored(threshold=None))
    assert opened.page.locator("#view-scores").get_attribute("aria-pressed") == "true"
    assert opened.page.locator(".panel").count() == 3
    opened.page.locator("#kind").select_option("threshold")
    opened.page.locator("#value").fill("0.3")
    opened.page.locator("#view-categories").click()
    assert opened.counts() == expected_counts(scored(threshold=0.3))


def test_every_control_can_be_reached_with_the_keyboard(open_page: OpenPage) -> None:
    opened = open_page(scored())
    reached = set()
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        reached.add(opened.page.evaluate("document.activeElement.id || document.activeElement.className"))
    controls = {
        "search",
        "view-scores",
        "scope",
        "kind",
        "slider",
        "value",
        "abs",
        "reset",
        "legend--knowledge",
    }
    downloads = {"svg", "png", "csv", "json", "style", "copy", "command"}
    assert controls | downloads | {"scroll"} <= reached


def visible_names(opened: Opened) -> list[str]:
    texts: list[str] = opened.page.locator("#views button").all_text_contents()
    return texts


def test_views_are_those_that_the_data_allows(open_page: OpenPage) -> None:
    assert visible_names(open_page(HEADS)) == ["Categories", "As written"]
    opened = open_page(scored())
    assert visible_names(opened) == ["Categories", "Scores", "As written"]
    assert not open_page(HEADS).page.locator("#rule").is_visible()
    opened.page.locator("#view-figure").click()
    picture = opened.page.locator("#panels img")
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 100
    assert picture.get_attribute("alt") == opened.page.locator("#words").text_content()


@pytest.mark.usefixtures("workdir")
def test_a_comparison_shows_its_figure(open_page: OpenPage, run_cli: RunCli) -> None:
    Path("a.csv").write_text("layer,head,category\n0,0,A\n1,1,A\n", encoding="utf-8")
    Path("b.csv").write_text("layer,head,category\n0,0,A\n0,1,A\n", encoding="utf-8")
    assert run_cli("compare", "a.csv", "b.csv", "--grid", "2x2", "-o", "c.html", "-o", "c.svg").status == 0
    opened = open_page(Path("c.html").read_bytes())
    assert opened.page.locator("#panels img").is_visible()
    assert opened.download("svg") == Path("c.svg").read_bytes()
    opened.open_table()
    assert opened.page.locator("#rows").text_content() == "3 heads"
    assert not opened.page.locator(".command").is_visible()


def test_the_distribution_shows_the_rule(open_page: OpenPage) -> None:
    opened = open_page(scored())
    places = []
    for threshold in (0.1, 0.4, 0.7):
        opened.set_slider(threshold)
        path = opened.page.locator("#distribution .rule").get_attribute("d")
        places.append(float(path[1:].split(" ")[0]))
    assert np.allclose(np.diff(places), places[1] - places[0])
    assert places[1] > places[0]


def test_the_distribution_shows_where_the_highest_heads_begin(open_page: OpenPage) -> None:
    opened = open_page(scored(), address="#top=7")
    data = scored()
    assert data.scores is not None
    expected = [np.sort(scores[~np.isnan(scores)])[-7] for scores in data.scores]
    assert opened.page.evaluate("cutoffs('top', [0, 1, 2], false).map(exact)") == pytest.approx(expected)
    assert opened.page.locator("#distribution .rule").count() == 3


@pytest.mark.parametrize("scores", [[1.7e308, -1.7e308], [5e-324, 1.0], [0.5, 0.5], [0.0, 0.0]])
def test_extreme_scores_have_a_slider(scores: list[float], open_page: OpenPage) -> None:
    data = Classification.from_scores([scores], ["A"], threshold=-1.0)
    opened = open_page(data)
    assert opened.counts()["A"] == int(data.membership.sum())
    opened.page.locator("#slider").press("ArrowRight")
    opened.page.locator("#view-scores").click()
    opened.page.locator("#kind").select_option("top")


def test_the_figure_as_written_has_its_own_rule(open_page: OpenPage) -> None:
    opened = open_page(scored(), address="#threshold=0.1&show=Knowledge")
    opened.page.locator("#view-figure").click()
    assert opened.page.url.endswith("page.html#view=figure")
    assert opened.page.locator("#value").input_value() == "0.5"
    opened.page.locator("#view-categories").click()
    assert opened.counts() == expected_counts(scored())
