"""A real notebook, run by a real kernel: what its cells display."""

import base64
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from headmap_cli import Classification
from headmap_cli.render import Drawing
from tests.kernels import run_notebook

pytestmark = pytest.mark.slow

nbformat: Any = pytest.importorskip("nbformat")

SETUP = """
import numpy as np
import headmap_cli as headmap
mask = np.zeros((2, 3, 4), dtype=bool)
mask[0, 0, 1] = mask[1, 2, 3] = True
data = headmap.Classification(("A", "B"), mask)
"""
INLINE = "%matplotlib inline\nimport matplotlib.pyplot as plt\n"
CELLS = {
    "figure": "headmap.figure(data)",
    "style": "headmap.figure(data, headmap.load_style(preset='dark', layout={'dpi': 100}))",
    "classification": "data",
    "closed": "fig = headmap.figure(data)\nimport matplotlib.pyplot\nmatplotlib.pyplot.close(fig)\nfig",
    "error": "try:\n    headmap.figure(mask)\nexcept headmap.HeadmapError as error:\n    print(error)",
    "quiet": "headmap.figure(data);",
    "repr": "print(data)",
}
INLINE_CELLS = {
    "figure": INLINE + "headmap.figure(data)",
    "parent": "fig = plt.figure(figsize=(12, 6), dpi=100)\nleft, right = fig.subfigures(1, 2)\n"
    "headmap.figure(data, parent=right);",
    "axes": "fig = headmap.figure(data)\nfig.add_axes([0, 0, .1, .1]).plot([1, 2])\nfig",
}


def run(cells: dict[str, str], folder: Path) -> dict[str, list[Any]]:
    """The outputs of each cell, by the cell's name."""
    code = [nbformat.v4.new_code_cell(source) for source in (SETUP, *cells.values())]
    notebook = nbformat.v4.new_notebook(cells=code)
    run_notebook(notebook, folder)
    return {name: cell.outputs for name, cell in zip(cells, notebook.cells[1:], strict=True)}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    return run(CELLS, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def inline_outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    return run(INLINE_CELLS, tmp_path_factory.mktemp("inline"))


def pixels(output: Any) -> np.ndarray[Any, Any]:
    png = base64.b64decode(output["data"]["image/png"])
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def expected_data() -> Classification:
    """The same classification as the notebook's."""
    mask = np.zeros((2, 3, 4), dtype=bool)
    mask[0, 0, 1] = mask[1, 2, 3] = True
    return Classification(("A", "B"), mask)


def colors_of(picture: np.ndarray[Any, Any], panel: int) -> list[list[str]]:
    """The colour in the middle of each cell of a panel, a row per head."""
    grid = Drawing(expected_data()).scene.panels[panel]
    middle = [[picture[int(row.mean()), int(column.mean())] for column in grid.columns] for row in grid.rows]
    return [["#{:02x}{:02x}{:02x}".format(*color) for color in row] for row in middle]


BLUE, ORANGE, GRAY = "#1f77b4", "#ff7f0e", "#d3d3d3"
COMPOSITE = [[GRAY, GRAY, GRAY], [BLUE, GRAY, GRAY], [GRAY, GRAY, GRAY], [GRAY, GRAY, ORANGE]]
"""The heads of both categories; 3 layers run across, 4 heads down."""


@pytest.mark.parametrize("name", ["figure", "classification", "closed"])
def test_a_cell_shows_the_heads_in_a_picture_of_the_right_size(
    name: str, outputs: dict[str, list[Any]]
) -> None:
    [output] = outputs[name]
    scene = Drawing(expected_data()).scene
    picture = pixels(output)
    assert picture.shape == (scene.height, scene.width, 3)
    assert colors_of(picture, 0) == COMPOSITE
    only_first = [[BLUE if color == BLUE else GRAY for color in row] for row in COMPOSITE]
    assert colors_of(picture, 1) == only_first


def test_a_figure_is_as_large_as_on_paper(outputs: dict[str, list[Any]]) -> None:
    """A browser has 96 pixels to the inch."""
    scene = Drawing(expected_data()).scene
    [output] = outputs["figure"]
    assert output["metadata"]["image/png"]["width"] == round(scene.width / scene.dpi * 96)


def test_a_figure_in_a_style_is_displayed_in_it(outputs: dict[str, list[Any]]) -> None:
    [output] = outputs["style"]
    assert pixels(output)[0, 0].tolist() == [0x12, 0x14, 0x17]


def test_a_classification_has_alt_text_and_one_line_of_text(outputs: dict[str, list[Any]]) -> None:
    [output] = outputs["classification"]
    assert output["data"]["text/html"].startswith('<img alt="Map of 12 attention heads')
    assert output["data"]["image/svg+xml"].rstrip().endswith("</svg>")
    line = "<Classification: 2 categories, 3 layers x 4 heads, 2 of 12 heads classified>"
    assert output["data"]["text/plain"] == line
    [printed] = outputs["repr"]
    assert printed["text"] == line + "\n"


def test_a_semicolon_shows_nothing(outputs: dict[str, list[Any]]) -> None:
    assert outputs["quiet"] == []


def test_an_error_names_the_function_to_call(outputs: dict[str, list[Any]]) -> None:
    [printed] = outputs["error"]
    assert printed["text"] == (
        "headmap.figure takes a Classification; found an ndarray; "
        "headmap.Classification.from_scores(scores, categories, threshold=...) makes one\n"
    )


def test_inline_pictures_are_the_same(inline_outputs: dict[str, list[Any]]) -> None:
    [output] = inline_outputs["figure"]
    scene = Drawing(expected_data()).scene
    picture = pixels(output)
    assert picture.shape == (scene.height, scene.width, 3)
    assert colors_of(picture, 0) == COMPOSITE


@pytest.mark.parametrize("name", ["parent", "axes"])
def test_inline_shows_figures_of_others(name: str, inline_outputs: dict[str, list[Any]]) -> None:
    picture = pixels(inline_outputs[name][-1]).reshape(-1, 3)
    colors = {"#{:02x}{:02x}{:02x}".format(*color) for color in np.unique(picture, axis=0)}
    assert {BLUE, ORANGE, GRAY} <= colors
