"""``headmap batch``: jobs of a manifest, depfiles, and command lines that are refused."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from headmap_cli.cli.main import run
from headmap_cli.core import canonical
from tests.cli.test_batch import BATCH, NAMES, figures, rendered
from tests.helpers import random_data


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for n in range(4):
        data = random_data(NAMES, 5, 6, 0.05 + n / 10, seed=n)
        (workdir / f"m{n}.csv").write_bytes(canonical.to_csv(data))


def test_a_manifest_gives_each_job_its_options(capsys: pytest.CaptureFixture[str]) -> None:
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
    assert sorted(figures()) == [
        "figs/m0-1.png",
        "figs/scores-2.png",
        "figs/t9.png",
        "figs/t9.svg",
    ]
    assert "scores.npy: holds scores" in stderr
    assert "jobs.yaml:8:5: --set layout.cel=5: unknown key 'cel' in layout" in stderr
    assert figures()["figs/m0-1.png"] == rendered(
        "m0.csv", "--preset", "compact", "--set", "title=One", "--dpi", "60"
    )
    with Image.open("figs/t9.png") as image:
        assert round(float(image.info["dpi"][0])) == 60
    assert not Path("d").exists()


def test_a_depfile_lists_the_inputs_of_each_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*BATCH, "--depfile", "all.d"]) == 0
    rule, *empty = Path("all.d").read_text(encoding="utf-8").splitlines()
    names = [f"m{n}" for n in range(4)]
    assert rule == " ".join(f"figs/{n}.png" for n in names) + ": " + " ".join(f"{n}.csv" for n in names)
    assert empty == [f"{n}.csv:" for n in names]
    assert run([*BATCH, "--depfile", "own.d", "--own-categories"]) == 0
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
def test_wrong_command_lines_draw_nothing(
    args: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["batch", *args]) == status
    stderr = capsys.readouterr().err
    assert message in stderr
    assert not list(Path().rglob("*.png"))
