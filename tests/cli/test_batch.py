"""``headmap batch``: which files it writes, and which it leaves as they are."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from headmap_cli.core import canonical
from headmap_cli.readers import read
from headmap_cli.writers.formats import format_names
from tests.cli.batch_runs import DRAW_ALL, NAMES, figures, write_inputs
from tests.commands import RunCli, python
from tests.forks import Run, forked
from tests.helpers import random_data

DrawAll = Callable[..., str]


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    write_inputs(workdir)


@pytest.fixture
def draw_all(run_cli: RunCli) -> DrawAll:
    """Return a function that draws all inputs and returns what was printed to stderr."""

    def draw(*flags: str) -> str:
        result = run_cli(*DRAW_ALL, *flags)
        assert result.status == 0
        return result.stderr

    return draw


def modification_times() -> dict[str, int]:
    return {path: Path(path).stat().st_mtime_ns for path in figures()}


def rendered(run_cli: RunCli, path: str, *flags: str, format: str = "png") -> bytes:
    """Return the bytes of a figure that is rendered alone."""
    assert run_cli("render", path, *flags, "-o", f"rendered.{format}").status == 0
    return Path(f"rendered.{format}").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_figure_of_each_input_has_the_bytes_of_render(jobs: str, run_cli: RunCli) -> None:
    flags = ["--preset", "dark", "--set", "title=x", "--dpi", "50"]
    formats: list[str] = []
    for format in format_names():
        formats += ["--ext", format]
    result = run_cli("batch", "*.csv", "-o", "figs/{stem}.{ext}", *formats, *flags, "-j", jobs)
    assert (result.status, result.stdout) == (0, "")
    drawn = figures()
    assert len(drawn) == 4 * len(format_names())
    for n in range(4):
        for format in format_names():
            assert drawn[f"figs/m{n}.{format}"] == rendered(run_cli, f"m{n}.csv", *flags, format=format)


@pytest.mark.slow
def test_different_figures_in_one_process_have_the_bytes_of_separate_processes(
    tmp_path: Path, run_cli: RunCli
) -> None:
    """Draw figures with other numbers of categories, grids and names in turn, which must share no cache."""
    random = np.random.default_rng(7)
    stems = [f"r{n:02}" for n in range(24)]
    for n, stem in enumerate(stems):
        names = NAMES[: random.integers(1, 4)] if n % 5 else ["Other", "Names"]
        layers, heads = [(4, 5), (5, 4), (3, 3)][random.integers(3)]
        density, absent = random.choice([0.02, 0.3, 0.9]), random.choice([0, 0.2])
        data = random_data(names, layers, heads, density, seed=n, absent=absent)
        Path(f"{stem}.csv").write_bytes(canonical.to_csv(data))
    settings = ["multi.display=mark", "hatches=[rising, none]", "strip=both"]
    flags = ["--dpi", "50"]
    for setting in settings:
        flags += ["--set", setting]
    command = ("batch", "r*.csv", "-o", "figs/{stem}.png", "-j", "1", "--own-categories")
    assert run_cli(*command, *flags).status == 0
    drawn = figures()
    assert len(drawn) == 24
    renders = [Run(["render", f"{stem}.csv", "-o", f"{stem}.png", *flags]) for stem in stems]
    assert forked(renders, tmp_path) == [0] * 24
    for stem in stems:
        assert drawn[f"figs/{stem}.png"] == Path(f"{stem}.png").read_bytes()


@pytest.mark.slow
def test_a_figure_that_is_up_to_date_is_not_written(draw_all: DrawAll) -> None:
    assert "4 written in" in draw_all()
    times = modification_times()
    assert "4 up to date in" in draw_all()
    assert times == modification_times()


@pytest.mark.slow
def test_a_figure_with_new_data_or_a_damaged_or_missing_file_is_drawn(
    run_cli: RunCli, draw_all: DrawAll
) -> None:
    draw_all()
    Path("m2.csv").write_bytes(canonical.to_csv(random_data(NAMES, 5, 6, 0.5, seed=99)))
    Path("figs/m3.png").write_bytes(Path("figs/m3.png").read_bytes()[:-20])
    Path("figs/m0.png").unlink()
    assert "3 written, 1 up to date in" in draw_all()
    assert figures()["figs/m2.png"] == rendered(run_cli, "m2.csv")


@pytest.mark.slow
def test_another_style_or_force_draws_all_figures(draw_all: DrawAll) -> None:
    draw_all()
    for flags in (["--set", "title=x"], ["--set", "title=x", "--force"]):
        assert "4 written" in draw_all(*flags)


def test_only_the_format_that_is_missing_is_drawn(draw_all: DrawAll) -> None:
    draw_all()
    times = modification_times()
    draw_all("--ext", "svg")
    assert len(figures()) == 8
    assert times.items() <= modification_times().items()


@pytest.mark.slow
def test_figures_that_are_up_to_date_need_no_matplotlib(tmp_path: Path, run_cli: RunCli) -> None:
    command = [*DRAW_ALL, "--ext", "svg", "--ext", "pdf", "--ext", "html", "--ext", "vl.json"]
    assert run_cli(*command).status == 0
    script = (
        "import sys; from headmap_cli.cli.main import run; assert run(sys.argv[1:]) == 0; "
        "print([m for m in sys.modules if m in ('matplotlib', 'PIL.ImageFont')])"
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
def test_a_process_whose_workers_come_from_a_fork_server_needs_no_numpy(tmp_path: Path) -> None:
    """A process with a second thread does not fork itself, so that only the server loads the libraries."""
    script = (
        "import sys, threading; threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "from headmap_cli.cli.main import run; assert run(sys.argv[1:]) == 0; "
        "print('numpy' in sys.modules)"
    )
    command = ["batch", "*.csv", "-o", "figs/{stem}.png", "-j", "2", "-q"]
    assert python("-c", script, *command, cwd=tmp_path).stdout == "False\n"
    assert len(figures()) == 4


def legend_color(path: str, category: str) -> str:
    match = re.search(rf'id="legend--{category}".*?fill="(#[0-9a-f]+)', Path(path).read_text(), re.DOTALL)
    assert match
    return match[1]


@pytest.fixture
def _two_tables(workdir: Path) -> None:
    (workdir / "a.csv").write_text("layer,head,category\n0,1,B\n", encoding="utf-8")
    (workdir / "b.csv").write_text("layer,head,category\n1,0,A\n1,1,C\n", encoding="utf-8")


DRAW_TWO = ["batch", "a.csv", "b.csv", "--grid", "2x2", "-o", "figs/{stem}.svg", "-j", "1"]


@pytest.mark.usefixtures("_two_tables")
def test_all_figures_share_categories_and_colours(run_cli: RunCli) -> None:
    assert run_cli(*DRAW_TWO).status == 0
    for stem in "ab":
        assert read(f"figs/{stem}.svg").categories == ("A", "B", "C")
    for category in "abc":
        assert legend_color("figs/a.svg", category) == legend_color("figs/b.svg", category)
    assert read("figs/a.svg").membership.sum() == 1


@pytest.mark.usefixtures("_two_tables")
def test_with_own_categories_each_figure_has_those_of_its_data(run_cli: RunCli) -> None:
    assert run_cli(*DRAW_TWO, "--own-categories").status == 0
    assert read("figs/a.svg").categories == ("B",)
    assert read("figs/b.svg").categories == ("A", "C")
    assert legend_color("figs/a.svg", "b") == legend_color("figs/b.svg", "a")


def test_the_jobs_of_a_manifest_have_their_own_options(run_cli: RunCli) -> None:
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
    flags = ("--own-categories", "-j", "1", "--depfile", "d")
    result = run_cli("batch", "--manifest", "jobs.yaml", *flags)
    assert result.status == 1
    drawn = figures()
    names = ["figs/m0-1.png", "figs/none.png", "figs/scores-2.png", "figs/t9.png", "figs/t9.svg"]
    assert sorted(drawn) == names
    assert "jobs.yaml:8:5: --set layout.cel=5: unknown key 'cel' in layout" in result.stderr
    expected = rendered(run_cli, "m0.csv", "--preset", "compact", "--set", "title=One", "--dpi", "60")
    assert drawn["figs/m0-1.png"] == expected
    with Image.open("figs/t9.png") as image:
        assert round(float(image.info["dpi"][0])) == 60
    assert not Path("d").exists()


def test_the_depfile_has_one_rule_for_figures_that_share_categories(draw_all: DrawAll) -> None:
    draw_all("--depfile", "all.d")
    assert Path("all.d").read_text(encoding="utf-8").splitlines() == [
        "figs/m0.png figs/m1.png figs/m2.png figs/m3.png: m0.csv m1.csv m2.csv m3.csv",
        "m0.csv:",
        "m1.csv:",
        "m2.csv:",
        "m3.csv:",
    ]


def test_the_depfile_has_a_rule_for_each_figure_with_own_categories(draw_all: DrawAll) -> None:
    draw_all("--depfile", "own.d", "--own-categories")
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
