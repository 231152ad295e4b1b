"""state.js: the address keeps the state, the command draws it, and downloads show it."""

import csv
import io
import shlex
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from headmap_cli.core.classification import Classification
from headmap_cli.core.facets import Facets
from headmap_cli.core.rule import Rule
from headmap_cli.core.selection import select
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from tests.commands import RunCli
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import FACETS, HEADS, NAMES, scored
from tests.writers.page.opened import Opened

pytestmark = pytest.mark.slow


def test_the_address_keeps_the_state(open_page: OpenPage) -> None:
    opened = open_page(scored())
    opened.set_slider(0.23)
    opened.page.locator("#legend--knowledge").click()
    assert opened.page.url.endswith("page.html#threshold=0.23&show=Knowledge")
    address = opened.page.url.split("#")[1]
    again = open_page(scored(), address=f"#{address}")
    assert again.counts() == opened.counts()
    assert again.page.locator("#legend--knowledge").get_attribute("aria-pressed") == "true"
    again.page.locator("#reset").click()
    assert "#" not in again.page.url
    assert again.page.locator("#value").input_value() == "0.5"


@pytest.mark.parametrize(
    "address",
    ["#threshold=x", "#show=Nobody", "#top=-3", "#view=other", "#%", "#abs=1", "#threshold.Nobody=1", "#=&&"],
)
def test_an_address_that_means_nothing_is_ignored(address: str, open_page: OpenPage) -> None:
    opened = open_page(scored(), address=address)
    assert opened.page.evaluate("isWritten()")
    assert opened.counts() == open_page(scored()).counts()


def run_command(opened: Opened, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch) -> Classification:
    """What the command of a page draws."""
    command = opened.page.locator("#command").text_content()
    monkeypatch.chdir(opened.file.parent)
    words = shlex.split(command)
    assert words[0] == "headmap"
    result = run_cli(*words[1:])
    assert result.status == 0, result.stderr
    return read(Path("figure.svg"))


@pytest.mark.parametrize(
    ("address", "rules"),
    [
        ("#threshold=0.23", [Rule(0.23)] * 3),
        ("#below=-0.1", [Rule(below=-0.1)] * 3),
        ("#top=9&abs=1", [Rule(top="9", abs=True)] * 3),
        ("#threshold=0.1&threshold.Linguistic=0.7", [Rule(0.1), Rule(0.1), Rule(0.7)]),
        ("#top.Algorithmic=5", [Rule(0.5), Rule(top="5"), Rule(0.5)]),
    ],
)
def test_the_command_draws_what_the_page_shows(
    address: str, rules: list[Rule], open_page: OpenPage, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = scored()
    opened = open_page(data, address=address)
    assert data.scores is not None
    expected = np.stack([select(scores, rule) for scores, rule in zip(data.scores, rules, strict=True)])
    drawn = run_command(opened, run_cli, monkeypatch)
    assert np.array_equal(drawn.membership, expected)
    assert opened.page.evaluate("shown.facets[0].members.map(m => [...m])") == [
        heads.ravel().astype(int).tolist() for heads in expected
    ]


def test_the_command_has_the_panels_of_the_page(
    open_page: OpenPage, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_page(scored(), address="#show=Knowledge")
    run_command(opened, run_cli, monkeypatch)
    drawn = (opened.file.parent / "figure.svg").read_text(encoding="utf-8")
    assert 'id="panel-knowledge"' in drawn
    assert 'id="panel-linguistic"' not in drawn
    opened.page.locator("#view-scores").click()
    run_command(opened, run_cli, monkeypatch)
    assert 'id="panel-scores_knowledge"' in (opened.file.parent / "figure.svg").read_text(encoding="utf-8")


def test_the_command_of_scores_has_the_rule_and_the_view(
    open_page: OpenPage, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_page(scored(threshold=None), address="#threshold=0.3")
    drawn = run_command(opened, run_cli, monkeypatch)
    assert np.array_equal(drawn.membership, scored(threshold=0.3).membership)
    assert 'id="panel-all"' not in (opened.file.parent / "figure.svg").read_text(encoding="utf-8")
    opened.page.locator("#view-categories").click()
    run_command(opened, run_cli, monkeypatch)
    assert 'id="panel-all"' in (opened.file.parent / "figure.svg").read_text(encoding="utf-8")


def test_the_command_of_the_written_state_draws_the_same_figure(
    open_page: OpenPage, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_page(HEADS)
    run_command(opened, run_cli, monkeypatch)
    assert (opened.file.parent / "figure.svg").read_bytes() == opened.download("svg")


def test_counts_at_ten_thresholds_are_those_of_stats(open_page: OpenPage, run_cli: RunCli) -> None:
    opened = open_page(scored(kind="float32", threshold=0.1))
    thresholds = [round(-0.4 + 0.13 * i, 2) for i in range(10)]
    text = ",".join(map(str, thresholds))
    result = run_cli("stats", str(opened.file), f"--thresholds={text}", "--format", "csv")
    assert result.status == 0, result.stderr
    rows = list(csv.DictReader(result.stdout.splitlines()))
    for threshold in thresholds:
        opened.set_slider(threshold)
        counts = opened.counts()
        for row in rows:
            if float(row["threshold"]) == threshold and row["name"] in NAMES:
                assert counts[row["name"]] == int(row["heads"]), (threshold, row)
    assert len([row for row in rows if row["name"] in NAMES]) == 30


@pytest.mark.parametrize("data", [HEADS, scored(), scored(threshold=None), FACETS])
def test_the_svg_of_the_written_state_is_that_of_headmap(
    data: Classification | Facets, open_page: OpenPage
) -> None:
    assert open_page(data).download("svg") == Drawing(data).encode("svg")


def test_the_svg_of_another_state_says_so_and_has_no_key(open_page: OpenPage) -> None:
    text = open_page(scored(), address="#threshold=0.2&show=Knowledge").download("svg").decode()
    assert "headmap:key" not in text
    assert "headmap:data" not in text
    title = ElementTree.fromstring(text).find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert (
        title.text == "Attention heads by category (changed on the page: threshold 0.2; isolated: Knowledge)"
    )
    assert 'id="panel-linguistic"' in text


@pytest.mark.parametrize("address", ["", "#threshold=0.2"])
def test_the_png_shows_the_figure(address: str, open_page: OpenPage) -> None:
    with Image.open(io.BytesIO(open_page(scored(), address=address).download("png"))) as picture:
        colors = {color for _, color in picture.convert("RGB").getcolors(1_000_000) or []}
    assert {(0x1F, 0x77, 0xB4), (0xFF, 0x7F, 0x0E), (0x2C, 0xA0, 0x2C), (0xD3, 0xD3, 0xD3)} <= colors


def test_the_style_can_be_used_again(open_page: OpenPage, tmp_path: Path) -> None:
    style = load_style(sets=["title=A: title", "categories.Knowledge.color=red", "marks=[{heads: [L1H2]}]"])
    path = tmp_path / "style.headmap.yaml"
    path.write_bytes(open_page(HEADS, style).download("style"))
    again = load_style([path])
    assert Drawing(HEADS, again).encode("svg") == Drawing(HEADS, style).encode("svg")
