"""The Python API: lazy names, a matplotlib Figure of the same Scene, pictures for notebooks, wrong types."""

import io
import re
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

import headmap_cli
from headmap_cli import Classification, HeadmapError, Style, figure, load_style, merge, read, save
from headmap_cli.core.errors import UsageError
from headmap_cli.render import Drawing
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


# --- notebooks ---


def test_notebooks_get_the_figure_as_a_png_an_svg_and_a_tagged_image() -> None:
    bundle: dict[str, Any] = DATA._repr_mimebundle_()  # type: ignore[attr-defined]  # attached by headmap_cli
    with Image.open(io.BytesIO(bundle["image/png"])) as seen:
        assert seen.size == picture(Drawing(DATA).scene).size
    assert bundle["image/svg+xml"].rstrip().endswith("</svg>")
    assert bundle["text/html"].startswith('<img alt="Map of which of 120 attention heads')
    hostile: Any = random_data(['"><script>alert(1)</script>'], 2, 2)
    assert "<script" not in hostile._repr_mimebundle_()["text/html"]


def test_notebooks_get_the_formats_they_ask_for() -> None:
    data: Any = DATA
    assert list(data._repr_mimebundle_(include={"image/png"})) == ["image/png"]
    assert "text/html" not in data._repr_mimebundle_(exclude={"text/html"})
    shown: Any = figure(DATA)
    assert shown._repr_mimebundle_(include={"text/html"}) == ({}, {})


def test_style_is_the_type_of_styles() -> None:
    assert load_style() == Style()


# --- wrong types ---

ARRAY = np.zeros((2, 3))
MAKES = "headmap.Classification.from_scores(scores, categories, threshold=...) makes one"


@pytest.mark.parametrize("function", [figure, save, merge])
@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (ARRAY, f"found an ndarray; {MAKES}"),
        ([[0.1]], f"found a list; {MAKES}"),
        (
            {"A": ARRAY},
            "found a dict; headmap.Classification.from_scores({name: array}, threshold=...) makes one",
        ),
        ("h.csv", "(headmap.read('h.csv')) reads the file"),
        (Path("h.csv"), "(headmap.read('h.csv')) reads the file"),
        (merge(DATA), "found a Composite; pass its .classification"),
        ([DATA, DATA], "found a list; pass one at a time"),
        (None, "found None; headmap.read(path) or"),
        (Style(), "found a Style; headmap.read(path) or"),
    ],
)
def test_another_type_than_a_classification_is_refused_with_a_way_to_make_one(
    function: Any, value: Any, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        function(value, "x.png") if function is save else function(value)
    message = str(caught.value)
    if function is not merge or not isinstance(value, type(merge(DATA))):
        assert message.startswith(f"headmap.{function.__name__} takes a Classification; found ")
    assert hint in message


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (ARRAY, "found an ndarray; headmap.Classification.from_scores(scores, categories, threshold=...)"),
        ({"A": ARRAY}, "found a dict; headmap.Classification.from_scores({name: array}, threshold=...)"),
        ([[0, 1]], "found a list; headmap.Classification.from_scores(scores, categories, threshold=...)"),
        (["a.csv", "b.csv"], "found a list; pass each path by itself: headmap.read(*paths)"),
        (io.StringIO("layer"), "found a StringIO; pass the path of the file"),
        (DATA, "found a Classification"),
        (3, "found an int"),
        (None, "found None"),
    ],
)
def test_read_takes_paths(value: Any, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(value)
    assert str(caught.value).startswith(f"headmap.read takes paths; {hint}")


def test_read_of_a_frame_names_both_ways() -> None:
    class Frame:
        columns = ("layer", "head")

        def to_csv(self) -> None: ...

    with pytest.raises(UsageError, match=r"from_scores\(df, .*df\.to_csv\("):
        read(Frame())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("keywords", "message"),
    [
        ({"treshold": 1}, "headmap.read has no keyword 'treshold' (did you mean 'threshold'?)"),
        ({"threshold": True}, "threshold= is True; expected a finite number"),
        ({"threshold": [1]}, "threshold= is [1]; expected a finite number"),
        ({"top": 0}, 'top= is 0; expected a count such as 20, or a share such as "5%"'),
        ({"top": "200%"}, "top= is '200%'; expected a count"),
        ({"top": 1.5}, "top= is 1.5; expected a count"),
        ({"grid": (2, 2, 2)}, 'grid= is (2, 2, 2); expected (layers, heads), such as (36, 40) or "36x40"'),
        ({"grid": 36}, "grid= is 36; expected (layers, heads)"),
        ({"index_base": 2}, "index_base= is 2; expected 0 or 1"),
        ({"index_base": "1"}, "index_base= is '1'; expected 0 or 1"),
        ({"missing": "gray"}, 'missing= is \'gray\'; expected "unclassified" or "absent"'),
        ({"where": "a=b"}, "where= is 'a=b'; expected a dict {column: value}"),
        ({"column": 3}, "column= is 3; expected text"),
        ({"max_bytes": -1}, "max_bytes= is -1; expected a whole number from 1"),
    ],
)
def test_keywords_of_read_are_checked(keywords: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read("any.csv", **keywords)
    assert str(caught.value).startswith(message)


def test_keywords_of_read_are_accepted_in_all_their_forms(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text(
        "layer,head,category,score,model\n0,0,A,0.1,m\n1,1,A,0.2,m\n1,1,A,0.9,n\n", encoding="utf-8"
    )
    one = [[False, False], [False, True]]
    for grid in ((2, 2), [2, 2], "2x2", (np.int64(2), 2)):
        for threshold in (0.1, "0.1", np.float32(0.1)):
            for where in ({"model": "m"}, (("model", "m"),), [["model", "m"]]):
                data = read(path, grid=grid, threshold=threshold, where=where, top=None)
                assert data.membership.tolist() == [one]


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("icml", "style= is 'icml'; expected a Style, such as headmap.load_style(preset='icml')"),
        ("a.yaml", "style= is 'a.yaml'; expected a Style, such as headmap.load_style('a.yaml')"),
        ({"title": "x"}, "expected a Style, such as headmap.load_style({'title': 'x'})"),
        (3, "style= is 3; expected a Style, such as headmap.load_style(...)"),
    ],
)
def test_another_type_than_a_style_is_refused_with_a_way_to_make_one(style: Any, message: str) -> None:
    for call in (lambda: figure(DATA, style), lambda: save(DATA, "x.png", style=style)):
        with pytest.raises(UsageError) as caught:
            call()
        assert message in str(caught.value)


def test_a_parent_that_is_not_a_figure_is_refused(tmp_path: Path) -> None:
    axes: Any = Figure().subplots()
    with pytest.raises(UsageError, match="parent= is <Axes: >; expected a matplotlib Figure or SubFigure"):
        figure(DATA, parent=axes)
    with pytest.raises(UsageError, match=r"headmap\.save takes paths; found a Style"):
        save(DATA, tmp_path / "x.png", load_style())  # type: ignore[arg-type]


# --- repr ---


def test_a_repr_is_one_line() -> None:
    mask = np.zeros((2, 3, 4), dtype=bool)
    mask[:, 0, 1] = mask[1, 2, 3] = True
    present = np.ones((3, 4), dtype=bool)
    present[1, 0] = False
    data = Classification(("A", "B"), mask, present, "gpt2\nsmall")
    line = "<Classification: 'gpt2\\nsmall', 2 categories, 3 layers x 4 heads, 2 of 11 heads classified>"
    assert repr(data) == line
    assert repr(merge(data)) == f"<Composite: 1 head in several categories, of {line}>"
    alone = Classification(("A",), mask[1:])
    assert repr(alone) == "<Classification: 1 category, 3 layers x 4 heads, 2 of 12 heads classified>"


def test_a_repr_of_a_style_lists_the_changed_settings() -> None:
    assert repr(Style()) == "<Style: the default>"
    changed = load_style(title="Hello", layout={"dpi": 300}, categories={"A": {"color": "red"}})
    shown = repr(changed)
    assert shown.startswith("<Style: title='Hello', categories={'A': ")
    for preset in ("icml", "dark", "pythia-12b-maps"):
        assert len(repr(load_style(preset=preset))) < 200
        assert "\n" not in repr(load_style(preset=preset, title="a\nb"))
