"""SVG and PDF in other people's renderers look as the PNG does: cell by cell, and without seams."""

import io
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from headmap_cli.core.classification import Classification
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Scene
from headmap_cli.style.load import load_style
from headmap_cli.writers.pdf import pdf
from headmap_cli.writers.png import picture
from headmap_cli.writers.svg import svg
from tests.helpers import random_data

pytestmark = pytest.mark.slow

Pixels = npt.NDArray[np.uint8]
GROWN = 1.37
STYLES = {
    "default": (),
    "split": ("multi.display=split", "layout.cell=18"),
    "lines": ("axes.layer.lines=5", "axes.head.lines=4", "axes.origin=bottom"),
    "strips": ("strip=both",),
    "marks": ("multi.display=mark", "layout.cell=18"),
    "odd dpi": ("layout.dpi=77",),
}


def by_resvg(scene: Scene, data: Classification, zoom: float) -> Pixels:
    resvg: Any = pytest.importorskip("resvg_py")
    text = svg(scene, Drawing(data).metadata).decode()
    drawn = resvg.svg_to_bytes(svg_string=text, dpi=72.0, zoom=scene.dpi / 72 * zoom, background="white")
    return np.asarray(Image.open(io.BytesIO(bytes(drawn))).convert("RGB"))


def by_pdfium(scene: Scene, data: Classification, zoom: float) -> Pixels:
    pdfium: Any = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(pdf(scene, Drawing(data).metadata))
    drawn = document[0].render(scale=scene.dpi / 72 * zoom).to_pil().convert("RGB")
    document.close()
    return np.asarray(drawn)


RENDERERS = {"svg": by_resvg, "pdf": by_pdfium}


@pytest.mark.parametrize("kind", STYLES)
@pytest.mark.parametrize("format", RENDERERS)
def test_every_cell_has_the_colour_that_it_has_in_the_png(format: str, kind: str) -> None:
    data = random_data(["Knowledge", "Algorithmic", "Linguistic"], 12, 10, 0.3)
    style = load_style(sets=["layout.dpi=100", *STYLES[kind]])
    scene = Drawing(data, style).scene
    ours, theirs = np.asarray(picture(scene).convert("RGB")), RENDERERS[format](scene, data, 1.0)
    assert abs(theirs.shape[0] - ours.shape[0]) <= 1
    assert abs(theirs.shape[1] - ours.shape[1]) <= 1
    for panel in scene.panels:
        for left, right in panel.columns.tolist():
            for top, bottom in panel.rows.tolist():
                one, other = ours[top:bottom, left:right], theirs[top:bottom, left:right]
                same = np.abs(one.astype(int) - other).max(axis=2) <= 2
                # A renderer blends the pixels along edges, of which a split cell has its diagonals as well.
                assert same.mean() >= (0.65 if kind == "split" else 0.7), (panel.id, left, top)
                # Within the first part of a split cell, away from the line around it and from the diagonal.
                inside = (bottom - top) // 4 if kind == "split" else (bottom - top) // 2
                assert same[inside, inside if kind == "split" else 1]


@pytest.mark.parametrize("kinds", ["cross, grid, falling", "rising, vertical, horizontal"])
@pytest.mark.parametrize("format", RENDERERS)
def test_the_lines_of_a_hatch_darken_each_cell_as_much_as_in_the_png(format: str, kinds: str) -> None:
    data = random_data(["Knowledge", "Algorithmic", "Linguistic"], 6, 5, 0.4)
    scene = Drawing(data, load_style(sets=[f"hatches=[{kinds}]", "layout.cell=24"])).scene
    ours, theirs = np.asarray(picture(scene).convert("RGB")), RENDERERS[format](scene, data, 1.0)
    for panel in scene.panels:
        for left, right in panel.columns.tolist():
            for top, bottom in panel.rows.tolist():
                cell = np.s_[top:bottom, left:right]
                assert ours[cell].mean(axis=(0, 1)) == pytest.approx(theirs[cell].mean(axis=(0, 1)), abs=8)


@pytest.mark.parametrize("format", RENDERERS)
def test_no_seam_lies_between_cells_of_one_colour(format: str) -> None:
    """At 1.37 times the size, where cells begin between pixels, a block of one colour has no other."""
    membership = np.zeros((2, 12, 10), dtype=bool)
    membership[0, 1:8, 2:9] = True
    membership[1, 9:12, 0:5] = True
    data = Classification(("a", "b"), membership)
    scene = Drawing(data, load_style(sets=["layout.dpi=100"])).scene
    drawn = RENDERERS[format](scene, data, GROWN)
    for block, color in (((1, 8, 2, 9), (0x1F, 0x77, 0xB4)), ((9, 12, 0, 5), (0xFF, 0x7F, 0x0E))):
        first, last, low, high = block
        columns, rows = scene.panels[0].columns, scene.panels[0].rows
        left, right = int(columns[first, 0] * GROWN) + 2, int(columns[last - 1, 1] * GROWN) - 2
        top, bottom = int(rows[low, 0] * GROWN) + 2, int(rows[high - 1, 1] * GROWN) - 2
        inside = drawn[top:bottom, left:right].astype(int)
        assert inside.size > 1000
        assert np.abs(inside - color).max() <= 2


@pytest.mark.parametrize("origin", ["top", "bottom"])
@pytest.mark.parametrize("x", ["layer", "head"])
def test_a_scene_has_the_position_of_each_head(x: str, origin: str) -> None:
    data = random_data(["a", "b"], 5, 7, 0.4)
    sets = [f"axes.x={x}", f"axes.origin={origin}", "axes.layer.lines=2", "layout.dpi=72", "layout.cell=5"]
    scene = Drawing(data, load_style(sets=sets)).scene
    pixels = np.asarray(picture(scene).convert("RGB"))
    blue, gray = (0x1F, 0x77, 0xB4), (0xD3, 0xD3, 0xD3)
    panel = scene.panels[1]
    for layer in range(5):
        for head in range(7):
            column, row = (layer, head) if x == "layer" else (head, layer)
            (left, right), (top, bottom) = panel.columns[column], panel.rows[row]
            expected = blue if data.membership[0, layer, head] else gray
            assert (pixels[top:bottom, left:right] == expected).all()
