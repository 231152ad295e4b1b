"""``headmap batch``: what it writes, what it leaves, what it says."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from headmap_cli.cli.main import run
from headmap_cli.core import canonical
from headmap_cli.readers import read
from headmap_cli.writers import FORMATS
from tests.commands import python
from tests.helpers import random_data

NAMES = ["Knowledge", "Linguistic", "Algorithmic"]
HERE = ["batch", "*.csv", "-o", "figs/{stem}.{ext}", "--ext", "png", "-j", "1"]


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
    formats = [flag for format in FORMATS for flag in ("--ext", format)]
    assert run(["batch", "*.csv", "-o", "figs/{stem}.{ext}", *formats, *flags, "-j", jobs]) == 0
    assert capsys.readouterr().out == ""
    made = figures()
    assert len(made) == 4 * len(FORMATS)
    for n in range(4):
        for format in FORMATS:
            assert made[f"figs/m{n}.{format}"] == rendered(f"m{n}.csv", *flags, format=format)


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
    made = figures()
    assert len(made) == 24
    script = """
import sys
from headmap_cli.cli.main import run
from headmap_cli.render import cached_page
from headmap_cli.writers.png import _kept
for path in sys.argv[1].split():
    cached_page.cache_clear()
    _kept.cache_clear()
    assert run(["render", path, "-o", path.replace(".csv", ".png"), *sys.argv[2:]]) == 0
"""
    python("-c", script, " ".join(f"r{n:02}.csv" for n in range(24)), *flags, cwd=tmp_path)
    for n in range(24):
        assert made[f"figs/r{n:02}.png"] == Path(f"r{n:02}.png").read_bytes()


@pytest.mark.slow
def test_what_is_up_to_date_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(HERE) == 0
    assert "4 written in" in capsys.readouterr().err
    times = {path: Path(path).stat().st_mtime_ns for path in figures()}
    assert run(HERE) == 0
    assert "4 up to date in" in capsys.readouterr().err
    assert times == {path: Path(path).stat().st_mtime_ns for path in figures()}
    Path("m2.csv").write_bytes(canonical.to_csv(random_data(NAMES, 5, 6, 0.5, seed=99)))
    Path("figs/m3.png").write_bytes(Path("figs/m3.png").read_bytes()[:-20])
    Path("figs/m0.png").unlink()
    assert run(HERE) == 0
    assert "3 written, 1 up to date in" in capsys.readouterr().err
    assert figures()["figs/m2.png"] == rendered("m2.csv")
    assert run([*HERE, "--set", "title=x"]) == 0
    assert "4 written" in capsys.readouterr().err
    assert run([*HERE, "--set", "title=x", "--force"]) == 0
    assert "4 written" in capsys.readouterr().err


def test_a_missing_format_alone_is_drawn() -> None:
    assert run(HERE) == 0
    before = Path("figs/m0.png").stat().st_mtime_ns
    assert run([*HERE, "--ext", "svg"]) == 0
    assert len(figures()) == 8
    assert Path("figs/m0.png").stat().st_mtime_ns == before


@pytest.mark.slow
def test_what_is_up_to_date_needs_no_matplotlib(tmp_path: Path) -> None:
    assert run([*HERE, "--ext", "svg", "--ext", "pdf", "--ext", "html", "--ext", "vl.json"]) == 0
    script = (
        "import sys; from headmap_cli.cli.main import run; assert run(sys.argv[1:]) == 0; "
        "print([m for m in sys.modules if m in ('matplotlib', 'PIL')])"
    )
    flags = ["--ext", "svg", "--ext", "pdf", "--ext", "html", "--ext", "vl.json"]
    done = python("-c", script, *HERE, *flags, cwd=tmp_path)
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
    assert run([*HERE, "--dry-run", "--own-categories"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "up to date: m0.csv -> figs/m0.png",
        *(f"new: m{n}.csv -> figs/m{n}.png" for n in (1, 2, 3)),
    ]
    assert "3 new, 1 up to date" in said.err
    assert sorted(figures()) == [left, "figs/m0.png"]


def test_one_bad_input_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m1.csv").write_text("layer,head,category\n0,x,A\n", encoding="utf-8")
    assert run([*HERE, "gone.csv", "--report", "-"]) == 1
    said = capsys.readouterr()
    assert sorted(figures()) == [f"figs/m{n}.png" for n in (0, 2, 3)]
    errors = [line for line in said.err.splitlines() if "error" in line]
    assert [line.split(":")[2].strip() for line in errors] == ["m1.csv", "gone.csv"]
    assert said.err.splitlines()[-1].startswith("headmap: 3 written, 2 failed in ")
    report = json.loads(said.out)
    assert report["counts"] == {"written": 3, "failed": 2}
    assert [figure["status"] for figure in report["figures"]].count("failed") == 2
    assert report["figures"][1]["problems"][0].startswith("m1.csv:2:3: ")
    assert report["figures"][0]["outputs"] == {"figs/m0.png": "written"}


def test_fail_fast_stops(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m0.csv").write_text("nonsense", encoding="utf-8")
    assert run([*HERE, "--fail-fast", "--report", "r.json"]) == 1
    assert figures() == {}
    assert "1 failed, 3 not run" in capsys.readouterr().err
    assert json.loads(Path("r.json").read_bytes())["counts"] == {"failed": 1, "not run": 3}


def colors(path: str, name: str) -> str:
    found = re.search(rf'id="legend--{name}".*?fill: (#[0-9a-f]+)', Path(path).read_text(), re.DOTALL)
    assert found
    return found[1]


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


def test_a_manifest_says_each_job(capsys: pytest.CaptureFixture[str]) -> None:
    np.save("scores.npy", np.random.default_rng(0).random((4, 5)))
    Path("jobs.yaml").write_text(
        """
defaults: {preset: compact, output: "figs/{stem}-{index}.png", dpi: 60}
jobs:
  - {input: m0.csv, set: {title: One}}
  - {input: scores.npy, threshold: 0.5}
  - {input: scores.npy, threshold: 0.9, output: [figs/t9.png, figs/t9.svg]}
  - {input: scores.npy, output: figs/none.png}
  - {input: m1.csv, set: {layout: {cel: 5}}, output: figs/typo.png}
""",
        encoding="utf-8",
    )
    assert run(["batch", "--manifest", "jobs.yaml", "--own-categories", "-j", "1", "--depfile", "d"]) == 1
    said = capsys.readouterr().err
    assert sorted(figures()) == [
        "figs/m0-1.png",
        "figs/scores-2.png",
        "figs/t9.png",
        "figs/t9.svg",
    ]
    assert "scores.npy: holds scores" in said
    assert "jobs.yaml:8:5: --set layout.cel=5: unknown key 'cel' in layout" in said
    one = figures()["figs/m0-1.png"]
    assert one == rendered("m0.csv", "--preset", "compact", "--set", "title=One", "--dpi", "60")
    with Image.open("figs/t9.png") as image:
        assert round(float(image.info["dpi"][0])) == 60
    assert not Path("d").exists()


def test_a_depfile_of_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*HERE, "--depfile", "all.d"]) == 0
    rule, *empty = Path("all.d").read_text(encoding="utf-8").splitlines()
    names = [f"m{n}" for n in range(4)]
    assert rule == " ".join(f"figs/{n}.png" for n in names) + ": " + " ".join(f"{n}.csv" for n in names)
    assert empty == [f"{n}.csv:" for n in names]
    assert run([*HERE, "--depfile", "own.d", "--own-categories"]) == 0
    assert Path("own.d").read_text(encoding="utf-8").splitlines() == [
        *(f"figs/{n}.png: {n}.csv" for n in names),
        *empty,
    ]
    capsys.readouterr()


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["*.csv", "-o", "x.png"], 2, "would be both the figure of m1.csv and the figure of m0.csv"),
        (["*.csv", "-o", "{stm}.png"], 2, "no field {stm} (did you mean 'stem'?)"),
        (["*.csv"], 2, "say where the figures go"),
        ([], 2, "name INPUTs or a --manifest"),
        (["m0.csv", "--manifest", "m0.csv"], 2, "not both"),
        (["*.json", "-o", "{stem}.png"], 1, "*.json: no file matches this pattern"),
        (["../../e/x=m0.csv", "-o", "figs/{name}.png"], 2, "no name of a file"),
        (["*.csv", "-o", "{stem}.png", "--preset", "darc"], 2, "did you mean 'dark'"),
        (["*.csv", "-o", "{stem}.png", "-c", "no.yaml"], 1, "no.yaml: cannot be read"),
        (["*.csv", "-o", "{stem}.png", "--grid", "3"], 2, "--grid"),
        (["*.csv", "-o", "{stem}.png", "-j", "0"], 2, "0"),
        (["*.csv", "-o", "{stem}.png", "--dpi", "x"], 2, "headmap: error: --dpi x: layout.dpi: found 'x'"),
        (["m0.csv", "-o", "{stem}.png", "--width", "0.1in", "-j", "1"], 1, "error: m0.csv: layout.width"),
        (["m0.csv", "-o", "{stem}.html", "--no-data", "-j", "1"], 2, "--no-data goes with png"),
        (["*.csv", "-o", "m0.csv/{stem}.png", "-j", "1"], 3, "the folder 'm0.csv' cannot be made"),
    ],
)
def test_what_is_refused(
    args: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["batch", *args]) == status
    said = capsys.readouterr().err
    assert message in said
    assert not list(Path().rglob("*.png"))


def test_a_line_per_figure_at_v_and_silence_at_q(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*HERE, "-v"]) == 0
    assert "headmap: figs/m0.png: written" in capsys.readouterr().err.splitlines()
    assert run([*HERE, "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_a_warning_is_said_once_for_all_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*HERE, "--set", "text.family=[No Such Font]"]) == 0
    assert capsys.readouterr().err.count("No Such Font") == 1
