"""Depfiles, run through GNU Make: any name is written so that Make finds the file, or is refused."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headmap_cli.cli.main import run
from headmap_cli.core.errors import UsageError
from headmap_cli.files.depfile import depfile
from tests.commands import RunCli, environment

needs_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
NAMES = [
    "a b",
    "a#b",
    "a$b",
    "a%b",
    "lr=0.1",
    "a:b",
    "a|b",
    "a\\b",
    "a\\ b",
    "a'b",
    "heads (1).csv",
    "é",
    "a*b",
    *("define", "endef", "include", "-include", "export", "override", "ifdef", "else", "vpath", "private"),
    *("undefine", "unexport", "sinclude", "ifeq", "endif", "load"),
    "sub.IGNORE",
    ".IGNORE2",
]
SPECIAL = [".IGNORE", ".ONESHELL", ".PHONY", ".POSIX", ".WAIT", ".c", ".c.o", "./.IGNORE", "././.POSIX"]
"""What Make takes for one of its own settings, or for a rule for all files of a kind."""


def is_remade(folder: Path, target: str, prerequisite: str) -> bool:
    """Run Make with a depfile of one rule, and return whether it makes the target again."""
    mark = folder / "REMADE"
    mark.unlink(missing_ok=True)
    (folder / "fig.d").write_bytes(depfile([([target], [prerequisite])]))
    (folder / "goal.d").write_bytes(depfile([(["goal"], [target])]))
    text = "goal:\ninclude fig.d\ninclude goal.d\ngoal: ; @:\n%: ; @touch REMADE\n"
    (folder / "GNUmakefile").write_text(text, encoding="utf-8")
    for path in ("fig.d", "goal.d", "GNUmakefile"):
        os.utime(folder / path, (500, 500))
    done = subprocess.run(
        ["make", "-r", "goal"], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return mark.exists()


def assert_make_finds(name: str, folder: Path) -> None:
    """Check that Make compares the times of a file, as a target and as a prerequisite."""
    for target, prerequisite in ((name, "other"), ("other", name)):
        for path in (target, prerequisite):
            (folder / path).touch()
        os.utime(folder / target, (1000, 1000))
        os.utime(folder / prerequisite, (2000, 2000))
        assert is_remade(folder, target, prerequisite)
        os.utime(folder / target, (3000, 3000))
        assert not is_remade(folder, target, prerequisite)


@needs_make
@pytest.mark.parametrize("name", NAMES)
def test_make_finds_a_file_with_special_characters_in_its_name(name: str, tmp_path: Path) -> None:
    assert_make_finds(name, tmp_path)


@pytest.mark.parametrize("name", SPECIAL)
def test_a_name_that_make_takes_for_a_setting_is_refused(name: str) -> None:
    for targets, prerequisites in ((["fig.png"], [name]), ([name], ["heads.csv"])):
        with pytest.raises(UsageError, match="Make has no way to write the name"):
            depfile([(targets, prerequisites)])


@needs_make
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text("ab\\ #:%=|*?[]$~'\"(){},;&", min_size=1, max_size=7).filter(lambda name: name != "other")
)
def test_make_finds_a_file_of_any_name_or_the_name_is_refused(tmp_path: Path, name: str) -> None:
    try:
        depfile([([name], [name])])
    except UsageError:
        return
    folder = tmp_path / name.encode().hex()
    folder.mkdir(exist_ok=True)
    assert_make_finds(name, folder)


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "a;b", "end\\", "lib(member)", "a\\*"])
def test_a_name_that_make_cannot_write_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="Make has no way to write the name"):
        depfile([([name], [])])


@pytest.mark.usefixtures("workdir")
def test_a_rule_has_all_outputs_and_all_files_that_they_are_made_of() -> None:
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n", encoding="utf-8")
    Path("style.yaml").write_text("title: x\n", encoding="utf-8")
    Path("config.json").write_text('{"num_hidden_layers": 2, "num_attention_heads": 2}', encoding="utf-8")
    outputs = ["-o", "fig.png", "-o", "fig.svg", "--depfile", "fig.d"]
    args = ["render", "A=heads.csv", "-c", "style.yaml", "--preset", "dark"]
    args += ["--preset", "icml", "--model", "config.json"]
    assert run([*args, *outputs]) == 0
    rule, *empty = Path("fig.d").read_text(encoding="utf-8").splitlines()
    left, right = rule.split(": ")
    assert left == "fig.png fig.svg"
    names = right.split()
    assert names[0] == "heads.csv"
    assert names[-2:] == ["style.yaml", "config.json"]
    assert {Path(name).name for name in names} >= {"dark.yaml", "icml.yaml"}
    assert all(Path(name).is_file() for name in names)
    assert empty == [f"{name}:" for name in names]


@needs_make
@pytest.mark.parametrize("name", ["gone.csv", "a b.csv", "lr=0.1.csv", "a%b.csv", "a$b#c.csv"])
def test_a_missing_input_triggers_a_rebuild(tmp_path: Path, name: str) -> None:
    (tmp_path / "fig.png").touch()
    rule = depfile([(["fig.png"], [name])])
    (tmp_path / "Makefile").write_bytes(b"fig.png: ; @echo drawn\n" + rule)
    done = subprocess.run(
        ["make"], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "drawn\n", "")


@pytest.mark.parametrize("command", ["render", "batch"])
@pytest.mark.parametrize(
    "name", ["my heads.csv", "a#b.csv", "a$b.csv", "a%b.csv", "lr=0.1:x.csv", "a\\ b.csv"]
)
@needs_make
def test_make_draws_a_figure_again_when_its_input_changes(workdir: Path, command: str, name: str) -> None:
    Path(name).write_text("layer,head,category\n0,1,A\n", encoding="utf-8")
    figure = name.removesuffix("csv") + "svg"
    assert run([command, name, "--grid", "2x2", "-o", figure, "--depfile", "fig.d"]) == 0
    Path("Makefile").write_text("%.svg: ; @echo drawn\ninclude fig.d\n", encoding="utf-8")
    os.utime(figure, (2000, 2000))
    for seconds, output in ((1000, ""), (3000, "drawn\n")):
        os.utime(name, (seconds, seconds))
        done = subprocess.run(
            ["make", "-rs", figure],
            cwd=workdir,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout.replace(f"make: '{figure}' is up to date.\n", "")) == (0, output)


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["render", "heads.csv", "-o", "-", "--format", "png", "--depfile", "a.d"], "name that file with -o"),
        (["batch", "heads.csv", "-o", "-", "--depfile", "a.d"], "'-' has no file extension"),
        (["render", "heads.csv", "-o", "a.png", "--depfile", "-"], "give it a file's name"),
        (["batch", "heads.csv", "-o", "a.png", "--depfile", "-"], "give it a file's name"),
        (
            ["render", "heads.csv", "-o", "a.png", "--depfile", "./a.png"],
            "'./a.png' (--depfile) and 'a.png' (-o) are",
        ),
        (
            ["batch", "heads.csv", "-o", "a.png", "--depfile", "./a.png"],
            "'./a.png' (--depfile) and 'a.png' (the",
        ),
        (
            ["batch", "heads.csv", "-o", "a.png", "--report", "r", "--depfile", "r"],
            "'r' would be both --depfile and --report",
        ),
        (
            ["render", "A=heads.csv", "-o", "a.png", "--depfile", "heads.csv"],
            "'heads.csv' would be both --depfile and an input",
        ),
        (
            ["batch", "heads.csv", "-o", "a.png", "--depfile", "heads.csv"],
            "'heads.csv' would be both --depfile and an input",
        ),
        (
            ["batch", "h*.csv", "-c", "s.yaml", "-o", "a.png", "--depfile", "s.yaml"],
            "'s.yaml' would be both --depfile and a style",
        ),
        (
            ["batch", "--manifest", "j.yaml", "--depfile", "j.yaml"],
            "'j.yaml' would be both --depfile and the manifest",
        ),
        (["batch", "heads.csv", "-o", "a;b.png", "--depfile", "a.d"], "Make has no way to write the name"),
        (["render", "heads.csv", "-o", "a;b.png", "--depfile", "a.d"], "Make has no way to write the name"),
    ],
)
def test_a_depfile_that_cannot_be_written_is_refused_before_any_output_is_written(
    run_cli: RunCli,
    args: list[str],
    message: str,
) -> None:
    files = {
        "heads.csv": "layer,head,category\n0,1,A\n",
        "s.yaml": "grid: 2x2\n",
        "j.yaml": "jobs: [{input: heads.csv, output: a.png, grid: 2x2}]\n",
    }
    for path, text in files.items():
        Path(path).write_text(text, encoding="utf-8")
    if "--manifest" not in args:
        args = [*args, "--grid", "2x2"]
    result = run_cli(*args)
    assert result.status == 2
    assert message in result.stderr
    assert {path.name: path.read_text(encoding="utf-8") for path in Path().iterdir()} == files


@pytest.mark.usefixtures("workdir")
def test_a_dry_run_writes_no_depfile() -> None:
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n", encoding="utf-8")
    batch = ["batch", "heads.csv", "--grid", "2x2", "-o", "a.png", "--depfile", "a.d"]
    assert run([*batch, "--dry-run"]) == 0
    assert not Path("a.d").exists()
    assert run(batch) == 0
    assert Path("a.d").read_text(encoding="utf-8") == "a.png: heads.csv\nheads.csv:\n"


@pytest.mark.usefixtures("workdir")
@pytest.mark.slow
def test_a_run_that_fails_writes_no_depfile(capsys: pytest.CaptureFixture[str]) -> None:
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n", encoding="utf-8")
    Path("bad.csv").write_text("layer,head,category\nx,1,A\n", encoding="utf-8")
    assert run(["render", "bad.csv", "-o", "a.png", "--depfile", "a.d"]) == 1
    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "heads.csv/a.png", "--depfile", "a.d"]) == 3
    assert (
        run(["batch", "bad.csv", "heads.csv", "--grid", "2x2", "-o", "{stem}.png", "--depfile", "a.d"]) == 1
    )
    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "a.png", "--depfile", "a.png"]) == 2
    assert not Path("a.d").exists()
    assert "Traceback" not in capsys.readouterr().err
