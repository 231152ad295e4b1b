"""``headmap batch``: which files it writes, which it leaves, and what it reports."""

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
from tests.forks import Run, forked
from tests.helpers import random_data

NAMES = ["Knowledge", "Linguistic", "Algorithmic"]
DRAW_ALL = ["batch", "*.csv", "-o", "figs/{stem}.{ext}", "--ext", "png", "-j", "1"]


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for n in range(4):
        data = random_data(NAMES, 5, 6, 0.05 + n / 10, seed=n)
        (workdir / f"m{n}.csv").write_bytes(canonical.to_csv(data))


def figures() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("figs/*"))}


def modification_times() -> dict[str, int]:
    return {path: Path(path).stat().st_mtime_ns for path in figures()}


def rendered(path: str, *flags: str, format: str = "png") -> bytes:
    assert run(["render", path, *flags, "-o", f"rendered.{format}"]) == 0
    return Path(f"rendered.{format}").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_figure_of_each_input_has_the_bytes_of_render(
    jobs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ["--preset", "dark", "--set", "title=x", "--dpi", "50"]
    formats: list[str] = []
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
def test_different_figures_in_one_process_have_the_bytes_of_separate_processes(tmp_path: Path) -> None:
    """Figures with other numbers of categories, grids and names in turn must not share what is cached."""
    random = np.random.default_rng(7)
    stems = [f"r{n:02}" for n in range(24)]
    for n, stem in enumerate(stems):
        names = NAMES[: random.integers(1, 4)] if n % 5 else ["Other", "Names"]
        layers, heads = [(4, 5), (5, 4), (3, 3)][random.integers(3)]
        density, absent = random.choice([0.02, 0.3, 0.9]), random.choice([0, 0.2])
        data = random_data(names, layers, heads, density, seed=n, absent=absent)
        Path(f"{stem}.csv").write_bytes(canonical.to_csv(data))
    settings = ["multi.display=mark", "hatches=[rising, none]", "marginals=true"]
    flags = ["--dpi", "50"]
    for setting in settings:
        flags += ["--set", setting]
    assert run(["batch", "r*.csv", "-o", "figs/{stem}.png", "-j", "1", "--own-categories", *flags]) == 0
    drawn = figures()
    assert len(drawn) == 24
    renders = [Run(["render", f"{stem}.csv", "-o", f"{stem}.png", *flags]) for stem in stems]
    assert forked(renders, tmp_path) == [0] * 24
    for stem in stems:
        assert drawn[f"figs/{stem}.png"] == Path(f"{stem}.png").read_bytes()


@pytest.mark.slow
def test_a_figure_that_is_up_to_date_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(DRAW_ALL) == 0
    assert "4 written in" in capsys.readouterr().err
    times = modification_times()
    assert run(DRAW_ALL) == 0
    assert "4 up to date in" in capsys.readouterr().err
    assert times == modification_times()


@pytest.mark.slow
def test_a_figure_with_new_data_or_a_damaged_or_missing_file_is_drawn(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(DRAW_ALL) == 0
    capsys.readouterr()
    Path("m2.csv").write_bytes(canonical.to_csv(random_data(NAMES, 5, 6, 0.5, seed=99)))
    Path("figs/m3.png").write_bytes(Path("figs/m3.png").read_bytes()[:-20])
    Path("figs/m0.png").unlink()
    assert run(DRAW_ALL) == 0
    assert "3 written, 1 up to date in" in capsys.readouterr().err
    assert figures()["figs/m2.png"] == rendered("m2.csv")


@pytest.mark.slow
def test_another_style_or_force_draws_all_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(DRAW_ALL) == 0
    capsys.readouterr()
    for flags in (["--set", "title=x"], ["--set", "title=x", "--force"]):
        assert run([*DRAW_ALL, *flags]) == 0
        assert "4 written" in capsys.readouterr().err


def test_only_the_format_that_is_missing_is_drawn() -> None:
    assert run(DRAW_ALL) == 0
    times = modification_times()
    assert run([*DRAW_ALL, "--ext", "svg"]) == 0
    assert len(figures()) == 8
    assert times.items() <= modification_times().items()


@pytest.mark.slow
def test_figures_that_are_up_to_date_need_no_matplotlib(tmp_path: Path) -> None:
    command = [*DRAW_ALL, "--ext", "svg", "--ext", "pdf", "--ext", "html", "--ext", "vl.json"]
    assert run(command) == 0
    script = (
        "import sys; from headmap_cli.cli.main import run; assert run(sys.argv[1:]) == 0; "
        "print([m for m in sys.modules if m in ('matplotlib', 'PIL')])"
    )
    process = python("-c", script, *command, cwd=tmp_path)
    assert "4 up to date" in process.stderr
    assert process.stdout == "[]\n"


def test_a_wrong_command_line_needs_no_numpy(tmp_path: Path) -> None:
    script = (
        "import sys; from headmap_cli.cli.main import run; run(['batch', '*.csv', '-o', '{stm}.png']); "
        "print('numpy' in sys.modules)"
    )
    assert python("-c", script, cwd=tmp_path).stdout == "False\n"


@pytest.mark.slow
def test_the_parent_of_worker_processes_needs_no_numpy(tmp_path: Path) -> None:
    script = (
        "import sys; from headmap_cli.cli.main import run; assert run(sys.argv[1:]) == 0; "
        "print('numpy' in sys.modules)"
    )
    command = ["batch", "*.csv", "-o", "figs/{stem}.png", "-j", "2", "-q"]
    assert python("-c", script, *command, cwd=tmp_path).stdout == "False\n"
    assert len(figures()) == 4


def test_a_dry_run_prints_the_status_of_each_figure_and_changes_no_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["batch", "m0.csv", "-o", "figs/{stem}.png", "-j", "1"]) == 0
    capsys.readouterr()
    temporary = "figs/.m1.png.1-0123abcd.headmap-tmp"
    Path(temporary).touch()
    assert run([*DRAW_ALL, "--dry-run", "--own-categories"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "up to date: m0.csv -> figs/m0.png",
        "new: m1.csv -> figs/m1.png",
        "new: m2.csv -> figs/m2.png",
        "new: m3.csv -> figs/m3.png",
    ]
    assert "3 new, 1 up to date" in captured.err
    assert sorted(figures()) == [temporary, "figs/m0.png"]


def test_a_wrong_input_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m1.csv").write_text("layer,head,category\n0,x,A\n", encoding="utf-8")
    assert run([*DRAW_ALL, "missing.csv", "--report", "-"]) == 1
    captured = capsys.readouterr()
    assert sorted(figures()) == ["figs/m0.png", "figs/m2.png", "figs/m3.png"]
    errors = [line for line in captured.err.splitlines() if "error" in line]
    assert [line.split(":")[2].strip() for line in errors] == ["m1.csv", "missing.csv"]
    assert captured.err.splitlines()[-1].startswith("headmap: 3 written, 2 failed in ")
    report = json.loads(captured.out)
    assert report["counts"] == {"written": 3, "failed": 2}
    assert [figure["status"] for figure in report["figures"]].count("failed") == 2
    assert report["figures"][1]["problems"][0].startswith("m1.csv:2:3: ")
    assert report["figures"][0]["outputs"] == {"figs/m0.png": "written"}


def test_with_fail_fast_the_first_problem_ends_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m0.csv").write_text("nonsense", encoding="utf-8")
    assert run([*DRAW_ALL, "--fail-fast", "--report", "r.json"]) == 1
    assert figures() == {}
    assert "1 failed, 3 not run" in capsys.readouterr().err
    assert json.loads(Path("r.json").read_bytes())["counts"] == {"failed": 1, "not run": 3}


def legend_color(path: str, category: str) -> str:
    match = re.search(rf'id="legend--{category}".*?fill: (#[0-9a-f]+)', Path(path).read_text(), re.DOTALL)
    assert match
    return match[1]


@pytest.fixture
def _two_tables(workdir: Path) -> None:
    (workdir / "a.csv").write_text("layer,head,category\n0,1,B\n", encoding="utf-8")
    (workdir / "b.csv").write_text("layer,head,category\n1,0,A\n1,1,C\n", encoding="utf-8")


DRAW_TWO = ["batch", "a.csv", "b.csv", "--grid", "2x2", "-o", "figs/{stem}.svg", "-j", "1"]


@pytest.mark.usefixtures("_two_tables")
def test_all_figures_share_categories_and_colours() -> None:
    assert run(DRAW_TWO) == 0
    for stem in "ab":
        assert read(f"figs/{stem}.svg").categories == ("A", "B", "C")
    for category in "abc":
        assert legend_color("figs/a.svg", category) == legend_color("figs/b.svg", category)
    assert read("figs/a.svg").membership.sum() == 1


@pytest.mark.usefixtures("_two_tables")
def test_with_own_categories_each_figure_has_those_of_its_data() -> None:
    assert run([*DRAW_TWO, "--own-categories"]) == 0
    assert read("figs/a.svg").categories == ("B",)
    assert read("figs/b.svg").categories == ("A", "C")
    assert legend_color("figs/a.svg", "b") == legend_color("figs/b.svg", "a")


def test_the_jobs_of_a_manifest_have_their_own_options(capsys: pytest.CaptureFixture[str]) -> None:
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
    stderr = capsys.readouterr().err
    drawn = figures()
    assert sorted(drawn) == ["figs/m0-1.png", "figs/scores-2.png", "figs/t9.png", "figs/t9.svg"]
    assert "scores.npy: holds scores" in stderr
    assert "jobs.yaml:8:5: --set layout.cel=5: unknown key 'cel' in layout" in stderr
    expected = rendered("m0.csv", "--preset", "compact", "--set", "title=One", "--dpi", "60")
    assert drawn["figs/m0-1.png"] == expected
    with Image.open("figs/t9.png") as image:
        assert round(float(image.info["dpi"][0])) == 60
    assert not Path("d").exists()


def test_the_depfile_has_one_rule_for_figures_that_share_categories() -> None:
    assert run([*DRAW_ALL, "--depfile", "all.d"]) == 0
    assert Path("all.d").read_text(encoding="utf-8").splitlines() == [
        "figs/m0.png figs/m1.png figs/m2.png figs/m3.png: m0.csv m1.csv m2.csv m3.csv",
        "m0.csv:",
        "m1.csv:",
        "m2.csv:",
        "m3.csv:",
    ]


def test_the_depfile_has_a_rule_for_each_figure_with_own_categories() -> None:
    assert run([*DRAW_ALL, "--depfile", "own.d", "--own-categories"]) == 0
    assert Path("own.d").read_text(encoding="utf-8").splitlines() == [
        "figs/m0.png: m0.csv",
        "figs/m1.png: m1.csv",
        "figs/m2.png: m2.csv",
        "figs/m3.png: m3.csv",
        "m0.csv:",
        "m1.csv:",
        "m2.csv:",
        "m3.csv:",
    ]


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["*.csv", "-o", "x.png"], 2, "would be both the figure of m1.csv and the figure of m0.csv"),
        (["*.csv", "-o", "{stm}.png"], 2, "no field {stm} (did you mean 'stem'?)"),
        (["*.csv"], 2, "say where the figures go"),
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
        (["m0.csv", "-o", "{stem}.html", "--no-data", "-j", "1"], 2, "m0.csv: --no-data goes with png"),
        (
            ["*.csv", "-o", "m0.csv/{stem}.png", "-j", "1"],
            3,
            "error: m0.csv/m0.png: the folder 'm0.csv' cannot",
        ),
    ],
)
def test_a_batch_that_cannot_be_drawn_is_refused(
    args: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["batch", *args]) == status
    assert message in capsys.readouterr().err
    assert not list(Path().rglob("*.png"))


def test_verbose_prints_a_line_per_file_and_quiet_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*DRAW_ALL, "-v"]) == 0
    assert "headmap: figs/m0.png: written" in capsys.readouterr().err.splitlines()
    assert run([*DRAW_ALL, "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_a_warning_that_all_figures_have_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*DRAW_ALL, "--set", "text.family=[No Such Font]"]) == 0
    assert capsys.readouterr().err.count("No Such Font") == 1
