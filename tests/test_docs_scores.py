"""The table of docs/scores.md: each command is run, and its picture is compared with that of the Python call.

matplotlib computes the expected colours, from the call itself. seaborn and TransformerLens are not installed
for tests; stand-ins draw what their documentation says.
"""

import re
import shlex
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
import pytest
from matplotlib.colors import CenteredNorm
from matplotlib.figure import Figure
from matplotlib.image import AxesImage

from headmap_cli.cli.main import run
from tests.decoder import BARE, png_grids

PAGE = (Path(__file__).parent.parent / "docs" / "scores.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(.+?)`(?: of TransformerLens)? \| `(headmap .+?)` \|$", PAGE, re.MULTILINE)
MAPS = [row for row in ROWS if "--panels" not in row[1]]
CHARTS = [row for row in ROWS if "--panels" in row[1]]
RANDOM = np.random.default_rng(8)
SCORES = RANDOM.normal(size=(5, 4)).round(3)
# The table says that the smallest magnitude is 0.
SCORES[2, 1] = 0.0


def image_of(call: str) -> AxesImage:
    """Return the image that a call draws."""
    axes = Figure().add_subplot()

    def heatmap(data: npt.NDArray[np.float64], cmap: str, center: float) -> AxesImage:
        return axes.imshow(data, cmap=cmap, norm=CenteredNorm(center))

    def plotly_imshow(data: npt.NDArray[np.float64], labels: dict[str, str]) -> AxesImage:
        axes.set(xlabel=labels["x"], ylabel=labels["y"])
        return axes.imshow(data, cmap="RdBu", norm=CenteredNorm(0))

    names: dict[str, Any] = {
        "plt": axes,
        "sns": SimpleNamespace(heatmap=heatmap),
        "imshow": plotly_imshow,
        "scores": SCORES,
        "df": SCORES,
        "CenteredNorm": CenteredNorm,
    }
    image: AxesImage = eval(call, names)
    return image


def run_in(folder: Path, command: str, monkeypatch: pytest.MonkeyPatch, *sets: str) -> None:
    np.save(folder / "scores.npy", SCORES)
    np.save(folder / "magnitudes.npy", abs(SCORES))
    monkeypatch.chdir(folder)
    words = shlex.split(command)[1:]
    for setting in sets:
        words += ["--set", setting]
    assert run(words) == 0


@pytest.mark.parametrize("command", re.findall(r"^- .*: `(headmap .+?)`$", PAGE, re.MULTILINE))
def test_commands_of_numbers_and_marks_draw_them(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_in(tmp_path, command, monkeypatch)
    written = (tmp_path / "fig.png").read_bytes()
    plain = re.sub(r" (--mark ('.*?'|\S+)|--set (scores\.values=\w+|'marks=.*?'))", "", command)
    run_in(tmp_path, plain, monkeypatch)
    assert written != (tmp_path / "fig.png").read_bytes()


def test_the_table_has_rows() -> None:
    assert len(MAPS) == 8
    assert len(CHARTS) == 2
    assert PAGE.count("| `headmap") == len(ROWS)


@pytest.mark.parametrize(("call", "command"), MAPS, ids=[call for call, _ in MAPS])
def test_a_command_draws_the_cells_of_its_call(
    call: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_in(tmp_path, command, monkeypatch, *BARE, "legend.place=none")
    image = image_of(call)
    array = image.get_array()
    assert array is not None
    expected = np.asarray(image.to_rgba(array))[..., :3]
    if image.origin == "lower":
        expected = expected[::-1]
    rows, columns = expected.shape[:2]
    [grid] = png_grids((tmp_path / "fig.png").read_bytes(), rows, columns)
    # A level of 128 covers two of the 256 entries of a matplotlib map.
    colors = mpl.colormaps[image.get_cmap().name](np.linspace(0, 1, 256))[:, :3]
    step = np.abs(np.diff(colors, axis=0)).max() * 2 + 2 / 255
    for (row, column), pixels in grid.each():
        [color] = np.unique(pixels)
        found = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
        assert np.abs(found - expected[row, column]).max() <= step


def test_the_labels_of_the_axes_are_those_of_the_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [(call, command)] = [row for row in MAPS if "labels=" in row[0]]
    run_in(tmp_path, command.replace("fig.png", "fig.svg"), monkeypatch)
    axes = image_of(call).axes
    assert axes is not None
    svg = (tmp_path / "fig.svg").read_text(encoding="utf-8")
    for label in (axes.get_xlabel(), axes.get_ylabel()):
        assert f">{label}</text>" in svg


@pytest.mark.parametrize("command", [command for _, command in CHARTS])
def test_a_chart_has_its_bars(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_in(tmp_path, command, monkeypatch)
    svg = (tmp_path / "fig.svg").read_text(encoding="utf-8")
    if "ranked" in command:
        order = np.argsort(-np.abs(SCORES).ravel(), kind="stable")[:12]
        names = [f"{index // 4}.{index % 4}" for index in order.tolist()]
        places = [svg.index(f">{name}</text>") for name in names]
        assert places == sorted(places)
    else:
        assert f">{SCORES.size}</text>" in svg
