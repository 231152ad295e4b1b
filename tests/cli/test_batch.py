"""``headmap batch``: which figures it writes and skips, and what it prints."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.cli.main import run
from headmap_cli.core import canonical
from headmap_cli.readers import read
from headmap_cli.writers import FORMATS
from tests.commands import python
from tests.helpers import random_data

NAMES = ["Knowledge", "Linguistic", "Algorithmic"]
BATCH = ["batch", "*.csv", "-o", "figs/{stem}.{ext}", "--ext", "png", "-j", "1"]


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for n in range(4):
        data = random_data(NAMES, 5, 6, 0.05 + n / 10, seed=n)
        (workdir / f"m{n}.csv").write_bytes(canonical.to_csv(data))


def figures() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("figs/*"))}


def rendered(path: str, *flags: str, format: str = "png") -> bytes:
    assert run(["render", path, *flags, "-o", f"one.{format}"]) == 0
    return Path(f"one.{format}").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_figure_of_each_input_with_the_bytes_of_render(
    jobs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ["--preset", "dark", "--set", "title=x", "--dpi", "50"]
    formats = []
    for format in FORMATS:
        formats += ["--ext", format]
    assert run(["batch", "*.csv", "-o", "figs/{stem}.{ext}", *formats, *flags, "-j", jobs]) == 0
    assert capsys.readouterr().out == ""
    drawn = figures()
    assert len(drawn) == 4 * len(FORMATS)
    for n in range(4):
        for format in FORMATS:
            assert drawn[f"figs/m{n}.{format}"] == rendered(f"m{n}.csv", *flags, format=format)


@pytest.mark.slow
def test_many_sets_in_one_process_have_the_bytes_of_processes_of_their_own(tmp_path: Path) -> None:
    """With other counts, grids and category names in turn, so that what is kept must be told apart."""
    random = np.random.default_rng(7)
    for n in range(24):
        names = NAMES[: random.integers(1, 4)] if n % 5 else ["Other", "Names"]
        grid = [(4, 5), (5, 4), (3, 3)][random.integers(3)]
        data = random_data(
            names, *grid, random.choice([0.02, 0.3, 0.9]), seed=n, absent=random.choice([0, 0.2])
        )
        Path(f"r{n:02}.csv").write_bytes(canonical.to_csv(data))
    flags = [
        "--dpi",
        "50",
        "--set",
        "multi.display=mark",
        "--set",
        "hatches=[rising, none]",
        "--set",
        "marginals=true",
    ]
    assert run(["batch", "r*.csv", "-o", "figs/{stem}.png", "-j", "1", "--own-categories", *flags]) == 0
    drawn = figures()
    assert len(drawn) == 24
    script = """
import functools, gc, sys
from headmap_cli.cli.main import run
for path in sys.argv[1].split():
    for cached in gc.get_objects():
        if type(cached) is functools._lru_cache_wrapper and cached.__module__.startswith("headmap_cli"):
            cached.cache_clear()
    assert run(["render", path, "-o", path.replace(".csv", ".png"), *sys.argv[2:]]) == 0
"""
    python("-c", script, " ".join(f"r{n:02}.csv" for n in range(24)), *flags, cwd=tmp_path)
    for n in range(24):
        assert drawn[f"figs/r{n:02}.png"] == Path(f"r{n:02}.png").read_bytes()


@pytest.mark.slow
def test_up_to_date_figures_are_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(BATCH) == 0
    assert "4 written in" in capsys.readouterr().err
    times = {path: Path(path).stat().st_mtime_ns for path in figures()}
    assert run(BATCH) == 0
    assert "4 up to date in" in capsys.readouterr().err
    assert times == {path: Path(path).stat().st_mtime_ns for path in figures()}
    Path("m2.csv").write_bytes(canonical.to_csv(random_data(NAMES, 5, 6, 0.5, seed=99)))
    Path("figs/m3.png").write_bytes(Path("figs/m3.png").read_bytes()[:-20])
    Path("figs/m0.png").unlink()
    assert run(BATCH) == 0
    assert "3 written, 1 up to date in" in capsys.readouterr().err
    assert figures()["figs/m2.png"] == rendered("m2.csv")
    assert run([*BATCH, "--set", "title=x"]) == 0
    assert "4 written" in capsys.readouterr().err
    assert run([*BATCH, "--set", "title=x", "--force"]) == 0
    assert "4 written" in capsys.readouterr().err


def test_a_missing_format_alone_is_drawn() -> None:
    assert run(BATCH) == 0
    before = Path("figs/m0.png").stat().st_mtime_ns
    assert run([*BATCH, "--ext", "svg"]) == 0
    assert len(figures()) == 8
    assert Path("figs/m0.png").stat().st_mtime_ns == before


@pytest.mark.slow
def test_up_to_date_figures_need_no_matplotlib(tmp_path: Path) -> None:
    assert run([*BATCH, "--ext", "svg", "--ext", "pdf", "--ext", "html", "--ext", "vl.json"]) == 0
    script = (
        "import sys; from headmap_cli.cli.main import run; assert run(sys.argv[1:]) == 0; "
        "print([m for m in sys.modules if m in ('matplotlib', 'PIL')])"
    )
    flags = ["--ext", "svg", "--ext", "pdf", "--ext", "html", "--ext", "vl.json"]
    done = python("-c", script, *BATCH, *flags, cwd=tmp_path)
    assert "4 up to date" in done.stderr
    assert done.stdout == "[]\n"


def test_the_command_line_itself_needs_no_numpy(tmp_path: Path) -> None:
    script = (
        "import sys; from headmap_cli.cli.main import run; run(['batch', '*.csv', '-o', '{stm}.png']); "
        "print('numpy' in sys.modules)"
    )
    assert python("-c", script, cwd=tmp_path).stdout == "False\n"


def test_a_dry_run_prints_the_plan_and_draws_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["batch", "m0.csv", "-o", "figs/{stem}.png", "-j", "1"]) == 0
    capsys.readouterr()
    left = "figs/.m1.png.1-0123abcd.headmap-tmp"
    Path(left).touch()
    assert run([*BATCH, "--dry-run", "--own-categories"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "up to date: m0.csv -> figs/m0.png",
        *(f"new: m{n}.csv -> figs/m{n}.png" for n in (1, 2, 3)),
    ]
    assert "3 new, 1 up to date" in captured.err
    assert sorted(figures()) == [left, "figs/m0.png"]


def test_one_bad_input_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m1.csv").write_text("layer,head,category\n0,x,A\n", encoding="utf-8")
    assert run([*BATCH, "gone.csv", "--report", "-"]) == 1
    captured = capsys.readouterr()
    assert sorted(figures()) == [f"figs/m{n}.png" for n in (0, 2, 3)]
    errors = [line for line in captured.err.splitlines() if "error" in line]
    assert [line.split(":")[2].strip() for line in errors] == ["m1.csv", "gone.csv"]
    assert captured.err.splitlines()[-1].startswith("headmap: 3 written, 2 failed in ")
    report = json.loads(captured.out)
    assert report["counts"] == {"written": 3, "failed": 2}
    assert [figure["status"] for figure in report["figures"]].count("failed") == 2
    assert report["figures"][1]["problems"][0].startswith("m1.csv:2:3: ")
    assert report["figures"][0]["outputs"] == {"figs/m0.png": "written"}


def test_fail_fast_stops(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m0.csv").write_text("nonsense", encoding="utf-8")
    assert run([*BATCH, "--fail-fast", "--report", "r.json"]) == 1
    assert figures() == {}
    assert "1 failed, 3 not run" in capsys.readouterr().err
    assert json.loads(Path("r.json").read_bytes())["counts"] == {"failed": 1, "not run": 3}


def colors(path: str, name: str) -> str:
    swatch = re.search(rf'id="legend--{name}".*?fill: (#[0-9a-f]+)', Path(path).read_text(), re.DOTALL)
    assert swatch
    return swatch[1]


def test_all_figures_share_categories_and_colours(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.csv").write_text("layer,head,category\n0,1,B\n", encoding="utf-8")
    Path("b.csv").write_text("layer,head,category\n1,0,A\n1,1,C\n", encoding="utf-8")
    args = ["batch", "a.csv", "b.csv", "--grid", "2x2", "-o", "figs/{stem}.svg", "-j", "1"]
    assert run(args) == 0
    assert [read(f"figs/{stem}.svg").categories for stem in "ab"] == [("A", "B", "C")] * 2
    for name in "abc":
        assert colors("figs/a.svg", name) == colors("figs/b.svg", name)
    assert read("figs/a.svg").membership.sum() == 1
    assert run([*args, "--own-categories"]) == 0
    assert [read(f"figs/{stem}.svg").categories for stem in "ab"] == [("B",), ("A", "C")]
    assert colors("figs/a.svg", "b") == colors("figs/b.svg", "a")
    capsys.readouterr()


def test_a_line_per_figure_at_v_and_silence_at_q(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*BATCH, "-v"]) == 0
    assert "headmap: figs/m0.png: written" in capsys.readouterr().err.splitlines()
    assert run([*BATCH, "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_a_warning_is_printed_once_for_all_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*BATCH, "--set", "text.family=[No Such Font]"]) == 0
    assert capsys.readouterr().err.count("No Such Font") == 1
