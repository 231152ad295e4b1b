"""``headmap render --split``: one file for each panel."""

from pathlib import Path

import pytest

from headmap_cli.cli.main import run


@pytest.mark.slow
def test_split_writes_a_file_for_each_panel_and_format(workdir: Path) -> None:
    (workdir / "heads.csv").write_text("layer,head,category\n0,1,yes\n1,0,Name mover\n", encoding="utf-8")
    assert run(["render", "heads.csv", "--grid", "2x2", "--split", "-o", "f.png", "-o", "sub.f.pdf"]) == 0
    names = {path.name for path in Path().iterdir()} - {"heads.csv"}
    parts = ["all", "name-mover", "yes", "legend"]
    assert names == {f"f-{part}.png" for part in parts} | {f"sub.f-{part}.pdf" for part in parts}
    assert run(["render", "heads.csv", "--grid", "2x2", "--split", "-o", "-", "--format", "png"]) == 2
