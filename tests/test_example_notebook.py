"""The example notebook runs, finds the heads that were planted, and saves figures of them."""

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from headmap_cli import read, read_facets
from tests.kernels import run_notebook

pytestmark = pytest.mark.slow

nbformat: Any = pytest.importorskip("nbformat")

NOTEBOOK = Path(__file__).parents[1] / "examples" / "transformerlens.ipynb"
PLANTED = {"Previous token": {(2, 2), (4, 11)}, "Induction": {(5, 1), (5, 5), (6, 9), (7, 10)}}


def test_the_notebook_is_stored_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")] == []


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[Any]]]:
    """Run the notebook; return its folder, and the outputs of its cells of code."""
    folder = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    run_notebook(notebook, folder)
    return folder, [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def test_the_notebook_finds_the_planted_heads(executed: tuple[Path, list[list[Any]]]) -> None:
    folder, outputs = executed
    [printed] = [output for cell in outputs for output in cell if output.output_type == "stream"]
    expected = [
        " ".join([name, *(f"L{layer}H{head}" for layer, head in sorted(heads))])
        for name, heads in PLANTED.items()
    ]
    assert printed["text"].splitlines() == expected
    saved = read(folder / "heads.pdf")
    found = {
        name: {(int(layer), int(head)) for layer, head in zip(*member.nonzero(), strict=True)}
        for name, member in zip(saved.categories, saved.membership, strict=True)
    }
    assert found == PLANTED


def test_the_notebook_displays_scores_categories_and_a_figure(
    executed: tuple[Path, list[list[Any]]],
) -> None:
    _, outputs = executed
    shown = [output["data"] for cell in outputs for output in cell if "data" in output]
    assert len([data for data in shown if "image/svg+xml" in data]) == 3
    assert len(shown) == 4
    for data in shown:
        with Image.open(io.BytesIO(base64.b64decode(data["image/png"]))) as picture:
            assert picture.width > 100


def test_the_notebook_reads_heads_by_the_names_of_transformerlens(
    executed: tuple[Path, list[list[Any]]],
) -> None:
    folder, _ = executed
    circuit = read(folder / "circuit.json", grid=(12, 12))
    assert circuit.membership[0, 9, 6]
    assert circuit.membership[1, 11, 10]
    assert circuit.membership.sum() == 5
    labels = [facet.label for facet in read_facets(folder / "both.pdf").facets]
    assert labels == ["By attention", "By circuit"]
