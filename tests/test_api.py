"""The Python API: lazy names, a matplotlib Figure of the same Scene, pictures for notebooks, scores."""

import io
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

import headmap_cli
from headmap_cli import Classification, HeadmapError, Style, figure, load_style, merge, read, save
from headmap_cli.errors import UsageError
from headmap_cli.render import draw
from headmap_cli.writers.png import picture
from tests.commands import python
from tests.helpers import random_data

DATA = random_data(["Knowledge", "Algorithmic", "Linguistic"], 12, 10, 0.3)


def test_names_are_there_and_nothing_heavy_is_loaded_for_them(tmp_path: Path) -> None:
    script = "import sys, headmap_cli as h; h.__version__; print(dir(h)); print('numpy' in sys.modules)"
    names, numpy = python("-c", script, cwd=tmp_path).stdout.splitlines()
    assert numpy == "False"
    for name in ("read", "merge", "Classification", "Style", "figure", "save", "__version__"):
        assert repr(name) in names
        assert getattr(headmap_cli, name)
    with pytest.raises(AttributeError, match="no attribute 'draw_all'"):
        headmap_cli.draw_all  # noqa: B018


def test_read_merge_and_save(tmp_path: Path) -> None:
    path = tmp_path / "heads.csv"
    path.write_text("layer,head,category\n0,1,A\n1,0,A\n1,0,B\n", encoding="utf-8")
    data = read(path, grid=(2, 2))
    assert merge(data).count.tolist() == [[0, 1], [2, 0]]
    save(data, tmp_path / "a.png", tmp_path / "a.svg", style=load_style(preset="dark"))
    assert read(tmp_path / "a.png") == read(tmp_path / "a.svg") == data
    with pytest.raises(HeadmapError, match="no_such"):
        read(tmp_path / "no_such.csv")


# --- figure ---


def pixels(shown: Any, **options: Any) -> np.ndarray[Any, Any]:
    out = io.BytesIO()
    shown.savefig(out, format="png", **options)
    return np.asarray(Image.open(out).convert("RGB"))


def test_a_figure_has_the_pixels_of_the_png() -> None:
    """Cells and lines exactly; letters are set by another rasteriser."""
    scene, shown = draw(DATA), figure(DATA)
    assert isinstance(shown, Figure)
    ours, theirs = np.asarray(picture(scene).convert("RGB")), pixels(shown)
    assert ours.shape == theirs.shape
    for panel in scene.panels:
        left, right = panel.columns[0, 0] - 1, panel.columns[-1, 1] + 1
        top, bottom = panel.rows[0, 0] - 1, panel.rows[-1, 1] + 1
        np.testing.assert_array_equal(ours[top:bottom, left:right], theirs[top:bottom, left:right])
    assert np.abs(ours.astype(int) - theirs).mean() < 2


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


def test_a_figure_can_stand_beside_others() -> None:
    scene = draw(DATA)
    inches = (scene.width / scene.dpi, scene.height / scene.dpi)
    whole = Figure(figsize=(2 * inches[0], inches[1]), dpi=scene.dpi)
    left, right = whole.subfigures(1, 2)  # type: ignore[misc]  # an array of two
    left.subplots().plot([1, 2, 3])
    figure(DATA, parent=right)
    seen, alone = pixels(whole), pixels(figure(DATA))
    np.testing.assert_array_equal(seen[:, scene.width :], alone[:, : seen.shape[1] - scene.width])
    assert (seen[:, : scene.width] != 255).any()


@pytest.mark.parametrize("format", ["png", "pdf", "svg"])
def test_what_goes_beyond_a_part_of_a_figure_is_not_drawn(format: str) -> None:
    """A part of 2 x 1 inches in the middle of 6 x 3, much smaller than the figure in it."""
    whole = Figure(figsize=(6, 3), dpi=100)
    parts: Any = whole.subfigures(3, 3)
    figure(DATA, parent=parts[1, 1])
    out = io.BytesIO()
    whole.savefig(out, format=format)
    seen = rastered(out.getvalue(), format)
    assert seen.shape == (300, 600, 3)
    beyond = np.ones((300, 600), dtype=bool)
    beyond[99:201, 199:401] = False
    assert (seen[beyond] == 255).all()
    assert len(np.unique(seen[101:199, 201:399].reshape(-1, 3), axis=0)) > 3


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


def test_a_figure_takes_a_style() -> None:
    shown = figure(DATA, load_style(preset="dark"))
    assert pixels(shown)[0, 0].tolist() == [0x12, 0x14, 0x17]


# --- notebooks ---


def test_notebooks_see_the_figure() -> None:
    png, svg, html = DATA._repr_png_(), DATA._repr_svg_(), DATA._repr_html_()
    with Image.open(io.BytesIO(png)) as seen:
        assert seen.size == picture(draw(DATA)).size
    assert svg.rstrip().endswith("</svg>")
    assert html.startswith('<img alt="Map of which of 120 attention heads')
    assert "<script" not in random_data(['"><script>alert(1)</script>'], 2, 2)._repr_html_()


# --- from_scores ---


class Tensor:
    """What torch's tensors have in common with arrays."""

    def __init__(self, values: Any) -> None:
        self.values = values

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array(self.values, dtype=dtype)


SCORES = [[[0.1, 0.9], [0.5, 0.6]], [[0.7, 0.2], [0.8, 0.5]]]


@pytest.mark.parametrize("wrap", [list, np.array, Tensor, lambda s: np.array(s, dtype=np.float16)])
def test_scores_above_the_threshold_are_members(wrap: Any) -> None:
    data = Classification.from_scores(wrap(SCORES), ["a", "b"], 0.5, model="m")
    assert data.categories == ("a", "b")
    assert data.membership.tolist() == [[[False, True], [False, True]], [[True, False], [True, False]]]
    assert data.present.all()
    assert data.model == "m"


def test_one_category_and_booleans_and_missing_heads() -> None:
    assert Classification.from_scores(SCORES[0], ["a"], 0.5).membership.shape == (1, 2, 2)
    assert Classification.from_scores([[True, False]], ["a"]).membership.tolist() == [[[True, False]]]
    assert Classification.from_scores([[3, 4]], ["a"], 3).membership.tolist() == [[[False, True]]]
    absent = Classification.from_scores([[np.nan, 1.0]], ["a"], 0.5)
    assert absent.present.tolist() == [[False, True]]


@pytest.mark.parametrize(
    ("scores", "names", "threshold", "message"),
    [
        (SCORES, ["a", "b"], None, "scores from 0.1 to 0.9 need a threshold; found null"),
        (SCORES, ["a", "b"], float("nan"), "need a threshold"),
        (SCORES, ["a"], 0.5, r"shape \(2, 2, 2\); expected \(1 categories, layers, heads\)"),
        ([0.5], ["a"], 0.5, r"shape \(1,\)"),
        ([["x"]], ["a"], 0.5, "expected numbers or booleans"),
        ([[1.0], [1.0, 2.0]], ["a"], 0.5, "no array of numbers"),
        (np.zeros((0, 0)), ["a"], 0.5, "at least one category, one layer and one head"),
    ],
)
def test_scores_that_do_not_fit(scores: Any, names: list[str], threshold: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Classification.from_scores(scores, names, threshold)


def test_style_is_the_type_of_styles() -> None:
    assert load_style() == Style()
