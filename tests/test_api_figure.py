"""``headmap.figure`` returns a matplotlib Figure of the same Scene as the files."""

import io
import re
from typing import Any

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from headmap_cli import HeadmapError, figure, load_style
from headmap_cli.render import Drawing
from headmap_cli.writers.png import picture
from tests.helpers import random_data

DATA = random_data(["Knowledge", "Algorithmic", "Linguistic"], 12, 10, 0.3)


def pixels(shown: Any, **options: Any) -> np.ndarray[Any, Any]:
    out = io.BytesIO()
    shown.savefig(out, format="png", **options)
    return np.asarray(Image.open(out).convert("RGB"))


@pytest.mark.slow
def test_a_figure_has_the_pixels_of_the_png() -> None:
    """Cells and lines exactly; letters are set by another rasteriser."""
    scene, shown = Drawing(DATA).scene, figure(DATA)
    assert isinstance(shown, Figure)
    ours, theirs = np.asarray(picture(scene).convert("RGB")), pixels(shown)
    assert ours.shape == theirs.shape
    for panel in scene.panels:
        left, right = panel.columns[0, 0] - 1, panel.columns[-1, 1] + 1
        top, bottom = panel.rows[0, 0] - 1, panel.rows[-1, 1] + 1
        np.testing.assert_array_equal(ours[top:bottom, left:right], theirs[top:bottom, left:right])
    assert np.abs(ours.astype(int) - theirs).mean() < 2


@pytest.mark.slow
@pytest.mark.parametrize("format", ["svg", "pdf"])
def test_a_figure_is_saved_as_vectors_with_text(format: str) -> None:
    out = io.BytesIO()
    shown = figure(DATA)
    shown.savefig(out, format=format)
    content = out.getvalue()
    if format == "svg":
        assert b">Knowledge</text>" in content.replace(b"\n", b"")
        assert b'id="panel-knowledge"' in content
        assert b"<image" not in content
    else:
        assert b"/Type3" not in content


@pytest.mark.slow
def test_a_figure_can_be_painted_into_a_part_of_another() -> None:
    scene = Drawing(DATA).scene
    inches = (scene.width / scene.dpi, scene.height / scene.dpi)
    whole = Figure(figsize=(2 * inches[0], inches[1]), dpi=scene.dpi)
    left, right = whole.subfigures(1, 2)  # type: ignore[misc]  # an array of two
    left.subplots().plot([1, 2, 3])
    figure(DATA, parent=right)
    seen, alone = pixels(whole), pixels(figure(DATA))
    np.testing.assert_array_equal(seen[:, scene.width :], alone[:, : seen.shape[1] - scene.width])
    assert (seen[:, : scene.width] != 255).any()


@pytest.mark.slow
@pytest.mark.parametrize("format", ["png", "pdf", "svg"])
@pytest.mark.parametrize("size", [(18, 9), (24, 9), (15, 15)])
def test_a_small_part_of_a_figure_gets_smaller_cells(format: str, size: tuple[int, int]) -> None:
    """The middle of nine parts, smaller than the figure would be: all of it is there, and nothing outside."""
    whole = Figure(figsize=size, dpi=100)
    parts: Any = whole.subfigures(3, 3)
    figure(DATA, parent=parts[1, 1])
    out = io.BytesIO()
    whole.savefig(out, format=format)
    seen = rastered(out.getvalue(), format)
    assert seen.shape == (100 * size[1], 100 * size[0], 3)
    left, right, top, bottom = (
        100 * size[0] // 3, 200 * size[0] // 3, 100 * size[1] // 3, 200 * size[1] // 3
    )  # fmt: skip
    beyond = np.ones(seen.shape[:2], dtype=bool)
    beyond[top - 1 : bottom + 1, left - 1 : right + 1] = False
    assert (seen[beyond] == 255).all()
    artist: Any = parts[1, 1].artists[0]
    assert len(artist.scene.panels) == 4
    if format == "png":
        # Every cell of every panel has one colour, where the scene says it lies.
        for panel in artist.scene.panels:
            for x0, x1 in panel.columns + left:
                for y0, y1 in panel.rows + top:
                    assert len(np.unique(seen[y0:y1, x0:x1].reshape(-1, 3), axis=0)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("size", [(2, 1), (1, 1), (6, 0.5), (1, 8), (3, 1.5), (0.1, 0.1)])
def test_a_parent_too_small_for_any_cell_is_an_error_with_a_sufficient_size(
    size: tuple[float, float],
) -> None:
    data = random_data(["Knowledge", "Algorithmic"], 6, 5, 0.3)  # each try lays a figure out, so a small one
    with pytest.raises(HeadmapError, match=r"^parent= is .* in, too small; the figure needs about") as caught:
        figure(data, parent=Figure(figsize=size, dpi=100))
    found = re.search(r"about ([0-9.]+) x ([0-9.]+) in", str(caught.value))
    assert found
    enough = float(found[1]), float(found[2])
    assert figure(data, parent=Figure(figsize=enough, dpi=100))


def test_a_parent_that_shrinks_later_is_laid_out_anew() -> None:
    whole = Figure(figsize=(12, 6), dpi=100)
    figure(DATA, parent=whole)
    artist: Any = whole.artists[0]
    before = artist.scene.width
    whole.set_size_inches(5, 5)
    pixels(whole)
    assert artist.scene.width <= 500 < before


@pytest.mark.slow
def test_a_parent_too_small_for_a_fixed_cell_is_an_error() -> None:
    style = load_style(layout={"cell": 20})
    with pytest.raises(HeadmapError, match="too small"):
        figure(DATA, style, parent=Figure(figsize=(6, 6), dpi=100))
    assert figure(DATA, style, parent=Figure(figsize=(24, 8), dpi=100))


def test_a_tight_box_holds_all_of_the_figure() -> None:
    """matplotlib adds 0.1 inches on each side, here 14.4 pixels; cells stay whole."""
    scene, shown = Drawing(DATA).scene, figure(DATA)
    seen = pixels(shown, bbox_inches="tight")
    assert abs(seen.shape[1] - scene.width - 28.8) <= 2
    panel = scene.panels[0]
    x, y = panel.columns[3] + 14, panel.rows[2] + 14
    assert len(np.unique(seen[y[0] : y[1], x[0] : x[1]].reshape(-1, 3), axis=0)) == 1


def test_plt_close_takes_a_figure() -> None:
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    plt.close(figure(DATA))
    assert plt.get_fignums() == before


def rastered(data: bytes, format: str) -> np.ndarray[Any, Any]:
    """A file at 100 dpi, by a renderer that is not ours."""
    if format == "pdf":
        pdfium: Any = pytest.importorskip("pypdfium2")
        return np.asarray(pdfium.PdfDocument(data)[0].render(scale=100 / 72).to_pil().convert("RGB"))
    if format == "svg":
        resvg: Any = pytest.importorskip("resvg_py")
        data = bytes(
            resvg.svg_to_bytes(svg_string=data.decode(), dpi=72.0, zoom=100 / 72, background="white")
        )
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def test_settings_of_matplotlib_are_left_alone() -> None:
    with matplotlib.rc_context({"svg.fonttype": "path", "text.usetex": False}):
        before = dict(matplotlib.rcParams)
        figure(DATA).savefig(io.BytesIO(), format="svg")
        assert dict(matplotlib.rcParams) == before


@pytest.mark.slow
def test_a_figure_takes_a_style() -> None:
    shown = figure(DATA, load_style(preset="dark"))
    assert pixels(shown)[0, 0].tolist() == [0x12, 0x14, 0x17]
