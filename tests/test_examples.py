"""The examples work: each is run where its tool is installed, in a copy of its own."""

import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headmap_cli.embed.extract import extract_embedded
from headmap_cli.files.source import open_source
from headmap_cli.readers import read
from tests.commands import PACKAGE_FOLDER, environment

pytestmark = pytest.mark.slow

STEPS = ["step01000", "step08000", "step64000"]


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(tool), reason=f"{tool} is not installed")


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """A copy, beside which ``headmap`` is a command."""
    shutil.copytree(
        PACKAGE_FOLDER / "examples",
        tmp_path / "examples",
        ignore=shutil.ignore_patterns("figs", "shared", "heads.*", "paper.[!t]*"),
    )
    command = tmp_path / "bin" / "headmap"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m headmap_cli "$@"\n', encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return tmp_path / "examples"


def run(folder: Path, *command: str, status: int = 0) -> str:
    path = f"{folder.parent.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env=environment(PATH=path), capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def age(*paths: Path) -> None:
    """Make files older than all that is written from now on."""
    for path in paths:
        os.utime(path, (1, 1))


def later() -> None:
    """Let the clock of the files tick, by which make sees what is newer."""
    time.sleep(0.03)


def append(path: Path, text: str) -> None:
    later()
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


@needs("make")
def test_make_draws_only_the_figures_whose_inputs_changed(examples: Path) -> None:
    folder = examples / "make"
    age(*examples.rglob("*.csv"), examples / "style.headmap.yaml")
    assert run(folder, "make").count("render") == 3
    assert "render" not in run(folder, "make")
    drawn = sorted(path.name for path in folder.glob("figs/*.*g"))
    assert drawn == [f"{step}.{ending}" for step in STEPS for ending in ("png", "svg")]
    assert read(folder / "figs" / "step64000.png").categories == ("Copying", "Induction", "Retrieval")
    later()
    (examples / "runs" / "step08000.csv").write_text("layer,head,category\n0,1,Copying\n", encoding="utf-8")
    assert run(folder, "make").count("render") == 1
    assert (read(folder / "figs" / "step08000.png").membership.sum()) == 1
    style = (examples / "style.headmap.yaml").read_text(encoding="utf-8")
    later()
    (examples / "style.headmap.yaml").write_text(style + "title: New\n", encoding="utf-8")
    assert run(folder, "make").count("render") == 3
    assert extract_embedded(open_source(folder / "figs" / "step01000.png")).style["title"] == "New"
    before = (folder / "figs" / "step01000.png").read_bytes()
    later()
    (examples / "runs" / "step01000.csv").write_text("layer,head,category\nx,1,A\n", encoding="utf-8")
    assert "step01000.csv:2:1" in run(folder, "make", status=2)
    assert (folder / "figs" / "step01000.png").read_bytes() == before


def makes_groups() -> bool:
    if not shutil.which("make"):
        return False
    output = subprocess.run(["make", "--version"], capture_output=True, text=True, check=False).stdout
    return output.startswith("GNU Make") and tuple(map(int, output.split()[2].split(".")[:2])) >= (4, 3)


@pytest.mark.skipif(not makes_groups(), reason="GNU make 4.3 is not installed")
def test_make_draws_a_group_at_once(examples: Path) -> None:
    folder = examples / "make"
    age(*examples.rglob("*.csv"), examples / "style.headmap.yaml")
    output = run(folder, "make", "-f", "grouped.mk")
    assert output.count("headmap batch") == 1
    assert "3 written" in output
    assert sorted(path.stem for path in folder.glob("shared/*.svg")) == STEPS
    assert "batch" not in run(folder, "make", "-f", "grouped.mk")
    append(examples / "runs" / "step01000.csv", "0,0,Copying\n")
    assert "1 written, 2 up to date" in run(folder, "make", "-f", "grouped.mk")
    assert "batch" not in run(folder, "make", "-f", "grouped.mk")
    append(examples / "style.headmap.yaml", "title: New\n")
    assert "3 written" in run(folder, "make", "-f", "grouped.mk")


@pytest.mark.skipif(not makes_groups(), reason="GNU make 4.3 is not installed")
def test_a_table_that_is_gone_stops_neither_makefile(examples: Path) -> None:
    folder = examples / "make"
    for makefile in ("Makefile", "grouped.mk"):
        run(folder, "make", "-f", makefile)
    (examples / "runs" / "step08000.csv").unlink()
    assert "render" not in run(folder, "make")
    assert "2 up to date" in run(folder, "make", "-f", "grouped.mk")


@needs("make")
@pytest.mark.parametrize("target", ["make", "latex"])
def test_the_makefiles_take_another_command_for_headmap(examples: Path, target: str) -> None:
    (examples.parent / "bin" / "headmap").unlink()
    goal = {"make": "figs/step01000.svg", "latex": "heads.pdf"}[target]
    run(examples / target, "make", goal, f"HEADMAP={sys.executable} -m headmap_cli")
    assert (examples / target / goal).is_file()


@needs("snakemake")
def test_snakemake_draws_only_the_figures_whose_inputs_changed(examples: Path) -> None:
    folder = examples / "snakemake"
    run(folder, "snakemake", "--cores", "2")
    assert sorted(path.name for path in folder.glob("figs/*")) == sorted(
        f"{step}.{ending}" for step in STEPS for ending in ("pdf", "png")
    )
    assert read(folder / "figs" / "step64000.pdf").categories == ("Copying", "Induction", "Retrieval")
    assert "Nothing to be done" in run(folder, "snakemake", "--cores", "2")
    others = (folder / "figs" / "step01000.png").stat().st_mtime_ns
    append(examples / "runs" / "step08000.csv", "0,0,Copying\n")
    run(folder, "snakemake", "--cores", "2")
    assert read(folder / "figs" / "step08000.png").membership[0, 0, 0]
    assert (folder / "figs" / "step01000.png").stat().st_mtime_ns == others


@needs("make")
def test_the_figure_of_the_document_has_the_width_of_its_text(examples: Path) -> None:
    folder = examples / "latex"
    run(folder, "make", "heads.pdf")
    data = (folder / "heads.pdf").read_bytes()
    assert b"/MediaBox [ 0 0 396 " in data  # 5.5 inches


@needs("pdflatex")
@needs("make")
def test_latex_builds_the_paper_again_after_a_change_of_style(examples: Path) -> None:
    folder = examples / "latex"
    age(*examples.rglob("*.*"))
    run(folder, "make")
    assert (folder / "paper.pdf").read_bytes().startswith(b"%PDF-")
    log = (folder / "paper.log").read_text(encoding="latin-1")
    assert "heads.pdf" in log
    assert "undefined" not in log  # no "Figure ??"
    assert "Overfull" not in log
    assert "up to date" in run(folder, "make")
    later()
    (examples / "style.headmap.yaml").touch()
    assert "render" in run(folder, "make")
