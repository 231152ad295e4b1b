"""Warnings of colours that look alike, by ``headmap check`` and ``headmap render -v``."""

from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from tests.commands import RunCli


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    (workdir / "heads.csv").write_text("layer,head,category\n0,1,yes\n1,0,Name mover\n", encoding="utf-8")


def test_check_and_verbose_warn_of_similar_colours(capsys: pytest.CaptureFixture[str]) -> None:
    alike = ["--set", "colors=['#111111', '#121212']"]
    assert run(["check", "heads.csv", "--grid", "2x2", *alike]) == 0
    captured = capsys.readouterr()
    assert "headmap: warning: heads.csv: 'yes' and 'Name mover' look alike with normal vision" in captured.err
    assert captured.out.startswith("heads.csv: ok: ")
    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "x.png", *alike]) == 0
    assert capsys.readouterr().err == (
        "headmap: warning: colours look alike: 'yes' #121212 and 'Name mover' #111111; "
        "headmap check with the same style lists all pairs\n"
    )
    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "x.png", "-v", *alike]) == 0
    assert "'yes' and 'Name mover' look alike with normal vision" in capsys.readouterr().err
    assert run(["check", "heads.csv", "--grid", "2x2", "-q", *alike]) == 0
    assert capsys.readouterr().err == ""


def test_check_without_a_style_does_not_check_colours(run_cli: RunCli) -> None:
    rows = [f"0,{i},{name}" for i, name in enumerate("abcde")]
    Path("five.csv").write_text("\n".join(["layer,head,category", *rows]), encoding="utf-8")
    result = run_cli("check", "five.csv", "--grid", "2x5")
    assert result.status == 0
    assert result.stderr == ""
    result = run_cli("check", "five.csv", "--grid", "2x5", "--preset", "default")
    assert result.status == 0
    assert "look alike with" in result.stderr
