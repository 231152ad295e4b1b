"""Rules of the command line, of styles and of categories select the same heads as a sort of the scores."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.commands import RunCli

pytestmark = pytest.mark.usefixtures("workdir")

SCORES = np.round(np.random.default_rng(5).normal(size=(2, 6, 7)), 2)
"""The scores of A and B; rounded, so that some are equal."""


@pytest.fixture
def table() -> str:
    """Write the scores as a JSON document of matrices."""
    Path("f.json").write_text(json.dumps({"A": SCORES[0].tolist(), "B": SCORES[1].tolist()}), "utf-8")
    return "f.json"


def selected(run_cli: RunCli, table: str, *options: str) -> dict[str, set[tuple[int, int]]]:
    """Return the heads that convert writes."""
    result = run_cli("convert", table, "-o", "out.json", *options)
    assert result.status == 0, result.stderr
    document: dict[str, Any] = json.loads(Path("out.json").read_text("utf-8"))
    return {name: {(layer, head) for layer, head in heads} for name, heads in document["categories"].items()}


def heads_where(mask: Any) -> set[tuple[int, int]]:
    return {(int(layer), int(head)) for layer, head in np.argwhere(mask)}


def lowest(scores: Any, count: int) -> Any:
    """Return the heads with the lowest scores, and those that tie with the last of them."""
    return scores <= np.sort(scores, axis=None)[count - 1]


CASES: list[tuple[list[str], Any]] = [
    (["--threshold", "0.5"], lambda s: s > 0.5),
    (["--below", "-0.5"], lambda s: s < -0.5),
    (["--below", "0.5", "--threshold", "-0.5"], lambda s: (s < 0.5) & (s > -0.5)),
    (["--top", "5"], lambda s: lowest(-s, 5)),
    (["--bottom", "5"], lambda s: lowest(s, 5)),
    (["--bottom", "10%"], lambda s: lowest(s, 4)),
    (["--threshold", "1", "--abs"], lambda s: abs(s) > 1),
    (["--below", "0.25", "--abs"], lambda s: abs(s) < 0.25),
    (["--top", "7", "--abs"], lambda s: lowest(-abs(s), 7)),
    (["--bottom", "7", "--abs"], lambda s: lowest(abs(s), 7)),
    (["--below", "-1", "--bottom", "3"], lambda s: lowest(s, 3) & (s < -1)),
]


@pytest.mark.parametrize(("options", "mask"), CASES, ids=[" ".join(case[0]) for case in CASES])
def test_a_rule_selects_the_heads_of_both_categories(
    options: list[str], mask: Any, table: str, run_cli: RunCli
) -> None:
    expected = {"A": heads_where(mask(SCORES[0])), "B": heads_where(mask(SCORES[1]))}
    assert selected(run_cli, table, *options) == expected
    # The same rule as keys of a style.
    values = iter(options)
    keys = {}
    for flag in values:
        keys[flag.removeprefix("--")] = "true" if flag == "--abs" else next(values)
    Path("s.yaml").write_text("".join(f"{key}: {value}\n" for key, value in keys.items()), "utf-8")
    assert selected(run_cli, table, "-c", "s.yaml") == expected


def test_a_category_has_its_own_rule(table: str, run_cli: RunCli) -> None:
    Path("s.yaml").write_text(
        "threshold: 0.5\ncategories: {B: {below: 0.4, bottom: 5, abs: true}}\n", encoding="utf-8"
    )
    magnitudes = abs(SCORES[1])
    assert selected(run_cli, table, "-c", "s.yaml") == {
        "A": heads_where(SCORES[0] > 0.5),
        "B": heads_where(lowest(magnitudes, 5) & (magnitudes < 0.4)),
    }
    result = run_cli("convert", table, "-o", "x.csv", "-c", "s.yaml", "--bottom", "2")
    assert (
        "f.json: bottom 2 replaces every rule of the style: threshold 0.5, "
        "'B' below 0.4 with bottom 5 by magnitude"
    ) in result.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--abs"], "--abs can only be used with --threshold, --below, --bottom or --top"),
        (["--below", "x"], "--below: found 'x'; expected a number"),
        (
            ["--bottom", "0"],
            "--bottom: '0' is not a number of heads; expected a count such as 20, or a share",
        ),
        (["--bottom", "1", "--bottom", "2"], "--bottom"),
    ],
)
def test_a_wrong_rule_is_refused(options: list[str], message: str, table: str, run_cli: RunCli) -> None:
    result = run_cli("convert", table, "-o", "x.csv", *options)
    assert result.status == 2
    assert message in result.stderr
    assert not Path("x.csv").exists()
