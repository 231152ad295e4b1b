"""Scores on the command line: drawn without a rule, chosen by --panels and --scores, and compared."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import headmap_cli as headmap
from tests.commands import RunCli

SCORES = np.random.default_rng(2).normal(size=(2, 6, 5)).round(3)
AS_SCORES = "scores without a rule are drawn as scores; --threshold or --top would draw categories"


def table(scores: Any) -> str:
    lines = ["layer,head,category,score"]
    for c, layer, head in np.ndindex(scores.shape):
        lines.append(f"{layer},{head},{'AB'[c]},{scores[c, layer, head]}")
    return "\n".join(lines) + "\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(table(SCORES), encoding="utf-8")
    Path("b.csv").write_text(table(SCORES + np.linspace(-1, 2, 5)), encoding="utf-8")


def panels_of(path: str) -> list[str]:
    """Return the titles of the panels of a Vega-Lite specification."""
    spec = json.loads(Path(path).read_text(encoding="utf-8"))
    return [plot["title"]["text"] for plot in spec["concat"]]


def draw(run_cli: RunCli, *options: str) -> dict[str, Any]:
    result = run_cli("render", "a.csv", "--grid", "6x5", "-o", "x.vl.json", *options)
    assert result.status == 0, result.stderr
    spec: dict[str, Any] = json.loads(Path("x.vl.json").read_text(encoding="utf-8"))
    return spec


def test_scores_without_a_rule_are_drawn_and_a_line_says_so(run_cli: RunCli) -> None:
    result = run_cli("render", "a.csv", "--grid", "6x5", "-o", "x.png", "-o", "x.html", "-o", "x.pdf")
    assert result.status == 0
    assert AS_SCORES in result.stderr
    assert run_cli("check", "--figure", "x.png", "a.csv", "--grid", "6x5").status == 0
    assert run_cli("check", "--figure", "x.png", "b.csv", "--grid", "6x5").status == 1
    assert run_cli("extract", "x.png", "-o", "back.csv").status == 0
    back = headmap.read("back.csv")
    assert back.scores is not None
    assert not back.is_decided
    np.testing.assert_array_equal(back.scores, SCORES)


def test_flag_scores_draws_scores_beside_a_rule_and_says_nothing(run_cli: RunCli) -> None:
    result = run_cli("render", "a.csv", "--grid", "6x5", "--scores", "--threshold", "1", "-o", "x.vl.json")
    assert AS_SCORES not in result.stderr
    assert panels_of("x.vl.json") == ["A", "B"]
    with_rule = draw(run_cli, "--threshold", "1")
    assert len(with_rule["concat"]) == 3


def test_panels_are_those_of_the_list(run_cli: RunCli) -> None:
    draw(run_cli, "--threshold", "1", "--panels", "B, scores,composite")
    assert panels_of("x.vl.json") == ["B", "A", "B", "All Categories"]


def test_word_that_is_no_panel_is_refused(run_cli: RunCli) -> None:
    result = run_cli("render", "a.csv", "--grid", "6x5", "-o", "x.png", "--panels", "score")
    assert result.status == 1
    assert "panels.show: no category 'score' (did you mean 'scores'?)" in result.stderr


def test_scores_are_needed_for_panels_of_scores(run_cli: RunCli) -> None:
    Path("heads.csv").write_text("layer,head,category\n0,0,A\n", encoding="utf-8")
    result = run_cli("render", "heads.csv", "--grid", "2x2", "-o", "x.png", "--panels", "scores")
    assert result.status == 1
    assert "panels.show: scores needs scores" in result.stderr


def test_vega_lite_maps_scores_to_the_colors_of_the_bar(run_cli: RunCli) -> None:
    spec = draw(run_cli, "--set", "scores.range=[-1, 1]")
    assert spec["resolve"]["scale"]["color"] == "shared"
    for plot in spec["concat"]:
        scale = plot["encoding"]["color"]["scale"]
        assert scale["domain"][0] == -1
        assert scale["domain"][-1] == 1
        assert len(scale["domain"]) == len(scale["range"]) == 127
        assert scale["clamp"]
    found = {(r["panel"], r["layer"], r["head"]): r["score"] for r in spec["data"]["values"]}
    assert len(found) == SCORES.size
    for c, layer, head in np.ndindex(SCORES.shape):
        assert found[f"panel-scores_{'ab'[c]}", layer, head] == SCORES[c, layer, head]


def test_tooltips_have_the_scores(run_cli: RunCli) -> None:
    result = run_cli("render", "a.csv", "--grid", "6x5", "--tooltips", "-o", "x.svg", "-q")
    assert result.status == 0
    svg = Path("x.svg").read_text(encoding="utf-8")
    assert f"layer 3, head 4: A {SCORES[0, 3, 4]:.4g}, B {SCORES[1, 3, 4]:.4g}" in svg


def test_comparison_of_scores_is_drawn_around_zero(run_cli: RunCli) -> None:
    options = ("--scores", "--grid", "6x5", "-o", "diff.png", "-o", "diff.svg")
    result = run_cli("compare", "a.csv", "b.csv", *options)
    assert result.status == 0, result.stderr
    assert result.stdout == ""
    svg = Path("diff.svg").read_text(encoding="utf-8")
    assert "difference" in svg
    # B - A is -1, -0.25, 0.5, 1.25 or 2 by the head, and so is each category's number of colours.
    assert {svg.count(f'id="panel-scores_{name}--level-') for name in "ab"} == {5}
    assert "a -&gt; b" in svg
    assert Path("diff.png").stat().st_size > 0


def test_batch_draws_scores(run_cli: RunCli) -> None:
    result = run_cli("batch", "a.csv", "b.csv", "--grid", "6x5", "-o", "figs/{stem}.vl.json", "-j", "1")
    assert result.status == 0, result.stderr
    assert panels_of("figs/a.vl.json") == panels_of("figs/b.vl.json") == ["A", "B"]


def test_python_draws_scores_without_a_rule() -> None:
    data = headmap.Classification.from_scores(SCORES, ["A", "B"])
    headmap.save(data, "python.png", "python.svg")
    assert 'id="legend--scale"' in Path("python.svg").read_text(encoding="utf-8")
    figure = headmap.figure(data)
    assert figure is not None
    assert "image/png" in data._repr_mimebundle_()  # type: ignore[attr-defined]
