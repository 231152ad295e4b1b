"""The page of several facets: a head is linked across the facets of one grid."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from headmap_cli import read_facets
from headmap_cli.core.facets import Facet, Facets
from headmap_cli.style.load import load_style
from tests.helpers import random_data
from tests.writers.test_html import Opened, page_of

pytestmark = pytest.mark.slow

FACETS = Facets(
    [
        Facet("Step 1", random_data(["A", "B"], 6, 5, 0.3, seed=1)),
        Facet("Step 2", random_data(["A", "B"], 6, 5, 0.3, seed=2, absent=0.2)),
        Facet("=Other", random_data(["B"], 4, 8, 0.4, seed=3)),
    ]
)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    page = Opened(browser, FACETS, tmp_path, load_style(sets=["panels.show=[composite]"]))
    yield page
    page.close()


def named(facet: Facet, layer: int, head: int) -> str:
    data = facet.data
    if not data.present[layer, head]:
        return f"{facet.label}: not in this model"
    own = [name for c, name in enumerate(data.categories) if data.membership[c, layer, head]]
    return f"{facet.label}: {', '.join(own) or 'Unclassified'}"


def test_a_head_is_described_in_all_facets_of_its_grid(opened: Opened) -> None:
    first, second, other = FACETS.facets
    for panel, pointed, linked in [(0, first, second), (1, second, first)]:
        for layer, head in [(0, 0), (5, 4), (2, 3)]:
            opened.page.mouse.move(*opened.middle(layer, head, panel))
            words = f"{named(pointed, layer, head)}; {named(linked, layer, head)}"
            assert opened.words == f"layer {layer}, head {head}: {words}"
            assert opened.page.locator("rect.pointer:not(.inner):visible").count() == 2
    opened.page.mouse.move(*opened.middle(3, 7, 2))
    assert opened.words == f"layer 3, head 7: {named(other, 3, 7)}"
    assert opened.page.locator("rect.pointer:not(.inner):visible").count() == 1


def test_a_search_finds_a_head_in_every_facet_that_has_it(opened: Opened) -> None:
    opened.page.locator("#search").fill("L3 H4")
    words = "; ".join(named(facet, 3, 4) for facet in FACETS.facets)
    assert opened.words == f"layer 3, head 4: {words}"
    opened.page.locator("#search").fill("L3 H6")
    assert opened.words == f"layer 3, head 6: {named(FACETS.facets[2], 3, 6)}"
    opened.page.locator("#search").fill("L9 H9")
    assert opened.words.endswith("there are 6 layers of 5 heads or 4 layers of 8 heads")


def test_the_keyboard_stays_in_a_facet(opened: Opened) -> None:
    opened.page.mouse.move(*opened.middle(3, 7, 2))
    opened.page.locator("#figure svg").focus()
    opened.page.keyboard.press("ArrowLeft")
    assert opened.words == f"layer 2, head 7: {named(FACETS.facets[2], 2, 7)}"


def test_the_table_and_the_csv_have_the_heads_of_all_facets(opened: Opened) -> None:
    members = {
        (facet.label, layer, head)
        for facet in FACETS.facets
        for layer in range(facet.data.layers)
        for head in range(facet.data.heads)
        if facet.data.membership[:, layer, head].any()
    }
    opened.page.locator("summary").click()
    opened.page.wait_for_selector("#heads tr")
    rows = [line.split("\t") for line in opened.page.locator("#heads tr").all_inner_texts()]
    assert rows[0] == ["facet", "layer", "head", "categories"]
    assert {(row[0], int(row[1]), int(row[2])) for row in rows[1:]} == members
    with opened.page.expect_download() as started:
        opened.page.locator("#csv").click()
    text = Path(started.value.path()).read_text(encoding="utf-8")
    table = list(csv.DictReader(io.StringIO(text)))
    # A spreadsheet would run a cell that begins with an equals sign.
    labels = {facet.label: "'=Other" if facet.label == "=Other" else facet.label for facet in FACETS.facets}
    assert {(row["facet"], int(row["layer"]), int(row["head"])) for row in table} == {
        (labels[label], layer, head) for label, layer, head in members
    }


def test_the_page_carries_the_facets(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page_of(FACETS))
    assert read_facets(path) == FACETS
