"""``headmap batch``: what it prints and reports, and the command lines that it refuses."""

import json
from pathlib import Path

import pytest

from tests.cli.batch_runs import DRAW_ALL, figures, write_inputs
from tests.commands import RunCli


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    write_inputs(workdir)


def test_a_dry_run_prints_the_status_of_each_figure_and_changes_no_file(run_cli: RunCli) -> None:
    assert run_cli("batch", "m0.csv", "-o", "figs/{stem}.png", "-j", "1").status == 0
    temporary = "figs/.m1.png.1-0123abcd.headmap-tmp"
    Path(temporary).touch()
    result = run_cli(*DRAW_ALL, "--dry-run", "--own-categories")
    assert result.status == 0
    assert result.stdout.splitlines() == [
        "up to date: m0.csv -> figs/m0.png",
        "new: m1.csv -> figs/m1.png",
        "new: m2.csv -> figs/m2.png",
        "new: m3.csv -> figs/m3.png",
    ]
    assert "3 new, 1 up to date" in result.stderr
    assert sorted(figures()) == [temporary, "figs/m0.png"]


def test_a_wrong_input_does_not_stop_the_others(run_cli: RunCli) -> None:
    Path("m1.csv").write_text("layer,head,category\n0,x,A\n", encoding="utf-8")
    result = run_cli(*DRAW_ALL, "missing.csv", "--report", "-")
    assert result.status == 1
    assert sorted(figures()) == ["figs/m0.png", "figs/m2.png", "figs/m3.png"]
    errors = [line for line in result.stderr.splitlines() if "error" in line]
    assert [line.split(":")[2].strip() for line in errors] == ["m1.csv", "missing.csv"]
    assert result.stderr.splitlines()[-1].startswith("headmap: 3 written, 2 failed in ")
    report = json.loads(result.stdout)
    assert report["counts"] == {"written": 3, "failed": 2}
    assert [figure["status"] for figure in report["figures"]].count("failed") == 2
    assert report["figures"][1]["problems"][0].startswith("m1.csv:2:3: ")
    assert report["figures"][0]["outputs"] == {"figs/m0.png": "written"}


def test_with_fail_fast_the_first_problem_ends_the_run(run_cli: RunCli) -> None:
    Path("m0.csv").write_text("nonsense", encoding="utf-8")
    result = run_cli(*DRAW_ALL, "--fail-fast", "--report", "r.json")
    assert result.status == 1
    assert figures() == {}
    assert "1 failed, 3 not run" in result.stderr
    assert json.loads(Path("r.json").read_bytes())["counts"] == {"failed": 1, "not run": 3}


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["*.csv", "-o", "x.png"], 2, "would be both the figure of m1.csv and the figure of m0.csv"),
        (["*.csv", "-o", "{stm}.png"], 2, "no field {stm} (did you mean 'stem'?)"),
        (["*.csv"], 2, "-o is missing; expected a file name with fields"),
        ([], 2, "name INPUTs or a --manifest"),
        (["m0.csv", "--manifest", "m0.csv"], 2, "not both"),
        (["*.json", "-o", "{stem}.png"], 1, "*.json: no file matches this pattern"),
        (["../../e/x=m0.csv", "-o", "figs/{name}.png"], 2, "not a file name"),
        (["*.csv", "-o", "{stem}.png", "--preset", "darc"], 2, "did you mean 'dark'"),
        (["*.csv", "-o", "{stem}.png", "-c", "no.yaml"], 1, "no.yaml: cannot be read"),
        (["*.csv", "-o", "{stem}.png", "--grid", "3"], 2, "--grid"),
        (["*.csv", "-o", "{stem}.png", "-j", "0"], 2, "0"),
        (["*.csv", "-o", "{stem}.png", "--dpi", "x"], 2, "headmap: error: --dpi x: layout.dpi: found 'x'"),
        (["m0.csv", "-o", "{stem}.png", "--width", "0.1in", "-j", "1"], 1, "error: m0.csv: layout.width"),
        (["m0.csv", "-o", "{stem}.html", "--no-data", "-j", "1"], 2, "--no-data can only be used with png"),
        (
            ["*.csv", "-o", "m0.csv/{stem}.png", "-j", "1"],
            3,
            "error: m0.csv/m0.png: the folder 'm0.csv' cannot",
        ),
    ],
)
def test_a_batch_that_cannot_be_drawn_is_refused(
    args: list[str], status: int, message: str, run_cli: RunCli
) -> None:
    result = run_cli("batch", *args)
    assert result.status == status
    assert message in result.stderr
    assert not list(Path().rglob("*.png"))


def test_verbose_prints_a_line_per_file_and_quiet_prints_nothing(run_cli: RunCli) -> None:
    assert "headmap: figs/m0.png: written" in run_cli(*DRAW_ALL, "-v").stderr.splitlines()
    assert run_cli(*DRAW_ALL, "-q").stderr == ""


def test_a_warning_that_all_figures_have_is_printed_once(run_cli: RunCli) -> None:
    result = run_cli(*DRAW_ALL, "--set", "text.family=[No Such Font]")
    assert (result.status, result.stderr.count("No Such Font")) == (0, 1)
