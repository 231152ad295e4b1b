"""``headmap check`` and ``headmap convert`` as a person runs them."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from headmap_cli.cli.main import run
from headmap_cli.readers import read
from tests.commands import RunCli

GOOD = "layer,head,category\n0,1,A\n1,0,B\n"
BAD = "layer,head,category\n0,x,A\n-1,0,B\n0,5,A\n"


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    (workdir / "good.csv").write_text(GOOD)
    (workdir / "bad.csv").write_text(BAD)
    (workdir / "also.csv").write_text("layer,head,category\n9,9,A\n")


def test_all_problems_of_all_inputs_and_the_style_by_place(run_cli: RunCli) -> None:
    Path("s.yaml").write_text("layuot: 3\ntitle: x\nmulti: {colors: [bleu]}\n")
    result = run_cli("check", "good.csv", "bad.csv", "also.csv", "--grid", "2x2", "-c", "s.yaml")
    assert result.status == 1
    places = [line.split(": ")[0] for line in result.stdout.splitlines()]
    assert places == [
        "also.csv:2:1",
        "bad.csv:2:3",
        "bad.csv:3:1",
        "bad.csv:4:3",
        "s.yaml:1:1",
        "s.yaml:3:18",
        "good.csv",
    ]


def test_json_gives_the_location_of_each_problem(run_cli: RunCli) -> None:
    result = run_cli("check", "bad.csv", "--grid", "2x2", "--format", "json")
    assert result.status == 1
    document = json.loads(result.stdout)
    assert document["total"] == 3
    assert [(p["file"], p["line"], p["column"]) for p in document["problems"]] == [
        ("bad.csv", 2, 3),
        ("bad.csv", 3, 1),
        ("bad.csv", 4, 3),
    ]
    assert "is not a whole number" in document["problems"][0]["message"]
    result = run_cli("check", "good.csv", "--grid", "2x2", "--format", "json")
    assert result.status == 0
    assert json.loads(result.stdout) == {"problems": [], "total": 0, "warnings": []}


def test_at_most_twenty_problems_are_listed_and_the_others_counted(run_cli: RunCli) -> None:
    Path("many.csv").write_text("layer,head,category\n" + "x,0,A\n" * 332)
    result = run_cli("check", "many.csv")
    assert result.status == 1
    lines = result.stdout.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "... and 312 more"


def test_check_of_a_good_file_summarises_it(run_cli: RunCli) -> None:
    result = run_cli("check", "good.csv", "--grid", "2x2")
    assert result.status == 0
    assert result.stdout == "good.csv: ok: 2 layers x 2 heads, 2 categories, 2 of 4 heads classified\n"


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_convert_applies_the_rule_and_reads_back(ending: str) -> None:
    Path("scores.json").write_text('{"0-0": 0.2, "0-1": 0.8, "1-0": 0.9, "1-1": 0.1}')
    assert run(["convert", "Hot=scores.json", "--threshold", "0.5", "-o", f"out.{ending}", "-q"]) == 0
    data = read(f"out.{ending}")
    assert data.categories == ("Hot",)
    assert data.membership[0].tolist() == [[False, True], [True, False]]


def test_convert_to_stdout_needs_a_format(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["convert", "good.csv", "--grid", "2x2", "-o", "-", "--format", "json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["categories"] == {"A": [[0, 1]], "B": [[1, 0]]}
    assert run(["convert", "good.csv", "-o", "-"]) == 2
    assert run(["convert", "good.csv", "-o", "x.cvs"]) == 2
    assert b"did you mean 'csv'?" in capsysbinary.readouterr().err
    assert run(["convert", "bad.csv", "-o", "x.csv"]) == 1
    assert not Path("x.csv").exists()


def test_absent_heads_show_the_background_and_are_not_counted(run_cli: RunCli) -> None:
    Path("part.json").write_text('{"L0H0": 0.9, "L0H1": 0.1, "L2H0": 0.9, "L2H1": 0.9}')
    result = run_cli("check", "part.json", "--threshold", "0.5", "-q")
    assert result.status == 0
    assert "3 of 4 heads classified" in result.stdout
    size = ["--set", "layout.cell=4", "--dpi", "72", "--set", "legend.place=none"]
    size += ["--set", "unclassified.color='#00ff00'"]
    assert run(["render", "part.json", "--threshold", "0.5", "-q", "-o", "x.png", *size]) == 0
    pixels = np.asarray(Image.open("x.png").convert("RGB")).astype(int)
    cells = (pixels == [0, 255, 0]).all(axis=2).sum() / 16
    assert cells == 1  # the unclassified head; the absent ones are white
