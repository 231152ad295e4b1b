"""state.js: the address keeps the state, and the command draws it."""

import csv
import shlex
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.rule import Rule
from headmap_cli.core.selection import select
from headmap_cli.readers import read
from tests.commands import RunCli
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import HEADS, NAMES, scored
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
