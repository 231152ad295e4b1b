"""Depfiles: GNU make itself says whether names come through."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headmap_cli.cli.main import run
from headmap_cli.depfile import depfile
from headmap_cli.errors import UsageError

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
]


def remade(folder: Path, target: str, prerequisite: str) -> bool:
    """Whether make, by a depfile of these two alone, makes the target anew; by the files' times."""
    marks = folder / "REMADE"
    marks.unlink(missing_ok=True)
    (folder / "fig.d").write_bytes(depfile([([target], [prerequisite])]))
    (folder / "goal.d").write_bytes(depfile([(["goal"], [target])]))
    text = "goal:\ninclude fig.d\ninclude goal.d\ngoal: ; @:\n%: ; @touch REMADE\n"
    (folder / "GNUmakefile").write_text(text, encoding="utf-8")
    for path in ("fig.d", "goal.d", "GNUmakefile"):
        os.utime(folder / path, (500, 500))
    done = subprocess.run(["make", "-r", "goal"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return marks.exists()


def comes_through(name: str, folder: Path) -> None:
    for target, prerequisite in ((name, "other"), ("other", name)):
        for path in (target, prerequisite):
            (folder / path).touch()
        os.utime(folder / target, (1000, 1000))
        os.utime(folder / prerequisite, (2000, 2000))
        assert remade(folder, target, prerequisite)
        os.utime(folder / target, (3000, 3000))
        assert not remade(folder, target, prerequisite)


@needs_make
@pytest.mark.parametrize("name", NAMES)
def test_names_come_through_make(name: str, tmp_path: Path) -> None:
    comes_through(name, tmp_path)


@needs_make
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text("ab\\ #:%=|*?[]$~'\"(){},;&", min_size=1, max_size=7).filter(lambda name: name != "other")
)
def test_any_name_comes_through_make_or_is_refused(tmp_path: Path, name: str) -> None:
    try:
        depfile([([name], [name])])
    except UsageError:
        return
    folder = tmp_path / name.encode().hex()
    folder.mkdir(exist_ok=True)
    comes_through(name, folder)


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "a;b", "end\\", "lib(member)", "a\\*"])
def test_names_that_make_cannot_write_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match="Make has no way to write the name"):
        depfile([([name], [])])


def test_a_rule_has_every_output_and_all_that_it_is_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n", encoding="utf-8")
    Path("style.yaml").write_text("preset: icml\ntitle: x\n", encoding="utf-8")
    Path("config.json").write_text('{"num_hidden_layers": 2, "num_attention_heads": 2}', encoding="utf-8")
    outputs = ["-o", "fig.png", "-o", "fig.svg", "--depfile", "fig.d"]
    args = ["render", "A=heads.csv", "-c", "style.yaml", "--preset", "dark", "--model", "config.json"]
    assert run([*args, *outputs]) == 0
    left, right = Path("fig.d").read_text(encoding="utf-8").split(": ")
    assert left == "fig.png fig.svg"
    names = right.split()
    assert names[0] == "heads.csv"
    assert names[-2:] == ["style.yaml", "config.json"]
    assert {Path(name).name for name in names} >= {"dark.yaml", "icml.yaml"}
    assert all(Path(name).is_file() for name in names)


def test_a_run_that_fails_writes_no_depfile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n", encoding="utf-8")
    Path("bad.csv").write_text("layer,head,category\nx,1,A\n", encoding="utf-8")
    assert run(["render", "bad.csv", "-o", "a.png", "--depfile", "a.d"]) == 1
    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "no/a.png", "--depfile", "a.d"]) == 3
    assert (
        run(["batch", "bad.csv", "heads.csv", "--grid", "2x2", "-o", "{stem}.png", "--depfile", "a.d"]) == 1
    )
    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "a.png", "--depfile", "a.png"]) == 2
    assert not Path("a.d").exists()
    assert "Traceback" not in capsys.readouterr().err
