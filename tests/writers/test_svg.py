"""SVG files as XML: vector cells under their ids, and text as text."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from headmap_cli.core.composite import merge
from headmap_cli.embed.metadata import FigureMetadata
from headmap_cli.render import Drawing
from headmap_cli.scene.hatch_geometry import stripe_mask
from headmap_cli.scene.marks import Box, Cells, Dots, Group, Hatch, Item, Label, Line, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.writers.png import picture
from headmap_cli.writers.svg import svg
from tests.commands import python
from tests.helpers import panels, random_data, squeezed
from tests.writers.figures import MARKUP, figure, marked_up, style, typical
from tests.writers.svg_path import area, polygons

SVG = "{http://www.w3.org/2000/svg}"


@cache
def root(scene: Scene) -> ElementTree.Element:
    return ElementTree.fromstring(svg(scene))


def group(element: ElementTree.Element, id: str) -> ElementTree.Element:
    (found,) = [g for g in element.iter(f"{SVG}g") if g.get("id") == id]
    return found


def heads(path: ElementTree.Element, scene: Scene, across: int) -> float:
    """How many cells a path covers; its shapes may not overlap."""
    side = panels(scene)[0].area[2] / across * 72 / scene.dpi
    return sum(area(shape) for shape in polygons(path)) / side**2


@pytest.mark.parametrize("x", ["layer", "head"])
def test_each_colour_of_a_panel_is_one_path_as_large_as_its_heads(x: str) -> None:
    data = random_data(["Knowledge", "Name mover"], 12, 10, 0.3, absent=0.1)
    scene = Drawing(data, style(x)).scene
    code = merge(data).code
    expected = {
        "panel-all--unclassified": data.present.sum(),  # below the others, over the whole panel
        "panel-all--knowledge": (code == 1).sum(),
        "panel-all--name-mover": (code == 2).sum(),
        "panel-all--2-categories": (code == 3).sum(),
        "panel-knowledge--knowledge": data.membership[0].sum(),
        "panel-name-mover--name-mover": data.membership[1].sum(),
    }
    for id, count in expected.items():
        paths = list(group(root(scene), id).iter(f"{SVG}path"))
        assert len(paths) == 1
        assert heads(paths[0], scene, 12 if x == "layer" else 10) == pytest.approx(count)


def test_groups_are_in_the_panels_that_they_belong_to() -> None:
    ids = [g.get("id") for g in root(figure()).iter(f"{SVG}g")]
    for panel in ("panel-all", "panel-knowledge", "panel-algorithmic", "panel-linguistic"):
        inside = [g.get("id") or "" for g in group(root(figure()), panel).iter(f"{SVG}g")]
        assert f"{panel}--unclassified" in inside
        assert all(id.startswith(panel) for id in inside if id.startswith("panel-"))
    assert "legend" in ids
    entries = {g.get("id") for g in group(root(figure()), "legend").iter(f"{SVG}g")}
    assert {"legend--unclassified", "legend--knowledge", "legend--2-categories"} <= entries


def test_every_id_of_a_file_is_unique() -> None:
    ids = [id for element in root(figure()).iter() if (id := element.get("id"))]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("of", [figure, marked_up])
def test_cells_keep_their_colours_and_text_is_text(of: Callable[[], Scene]) -> None:
    scene = of()
    for item in walk(scene.groups):
        if isinstance(item, Cells):
            (path,) = group(root(scene), item.id).iter(f"{SVG}path")
            assert path.get("fill", "#000000") == item.color
    texts = ["".join(text.itertext()) for text in root(scene).iter(f"{SVG}text")]
    assert texts == [item.text for item in walk(scene.groups) if isinstance(item, Label)]


def test_labels_come_out_as_they_are_written() -> None:
    joined = squeezed("".join("".join(text.itertext()) for text in root(marked_up()).iter(f"{SVG}text")))
    for label in MARKUP:
        assert joined.count(squeezed(label)) == 2  # a panel's title and the legend
    assert "<i>\\x07$\\alpha$&more" in joined


@pytest.mark.parametrize(
    "label",
    ["a\ufffeb", "\uffff", "\U0010ffff", "\ud800", "a\u2028b", "a\u202eb", "🧠", "]]>", "&#0;", "%(x)s"],
)
def test_any_label_makes_well_formed_xml(label: str) -> None:
    data = svg(Drawing(random_data([label, "b"], 2, 2)).scene)
    assert ElementTree.fromstring(data).tag == f"{SVG}svg"


def test_there_are_no_pictures_no_references_and_no_dates() -> None:
    tags = {element.tag.removeprefix(SVG) for element in root(figure()).iter()}
    assert not tags & {"image", "use", "clipPath", "script", "a"}
    assert b"<dc:date>" not in svg(figure())
    assert b"xlink:href" not in svg(figure())


def test_an_svg_has_the_scene_s_size_in_points() -> None:
    scene = figure()
    width, height = (root(scene).get(key) or "" for key in ("width", "height"))
    assert (float(width.removesuffix("pt")), float(height.removesuffix("pt"))) == pytest.approx(
        (scene.width / scene.dpi * 72, scene.height / scene.dpi * 72), abs=0.001
    )
    box = [float(value) for value in (root(scene).get("viewBox") or "").split()]
    assert box == pytest.approx([0, 0, scene.width / 2, scene.height / 2], abs=0.001)


def test_the_usual_figure_is_small() -> None:
    assert merge(typical()).count.astype(bool).sum() == 280
    drawing = Drawing(typical())
    assert len(svg(drawing.scene, drawing.metadata)) <= 22_000


@pytest.mark.parametrize(("layers", "heads", "n", "dpi"), [(126, 128, 20, 144), (40, 40, 6, 110)])
def test_a_rectangle_takes_at_most_18_bytes(layers: int, heads: int, n: int, dpi: int) -> None:
    names = [f"c{i}" for i in range(n)]
    drawing = Drawing(random_data(names, layers, heads, 0.05), load_style(sets=[f"layout.dpi={dpi}"]))
    rects = sum(len(item.rects) for item in walk(drawing.scene.groups) if isinstance(item, Cells))
    assert len(svg(drawing.scene, drawing.metadata)) <= 18 * rects + 60_000


def test_equal_scenes_give_equal_bytes() -> None:
    assert svg(figure()) == svg(figure())


@pytest.mark.parametrize(
    ("family", "written"),
    [
        ("[DejaVu Sans]", "'DejaVu Sans', sans-serif"),
        ("[serif]", "'DejaVu Serif', serif, 'DejaVu Sans', sans-serif"),
        (
            "[STIXGeneral, serif]",
            "'STIXGeneral', 'Times New Roman', 'Times', 'Liberation Serif', 'DejaVu Serif Condensed', "
            "'DejaVu Serif', serif, 'DejaVu Sans', sans-serif",
        ),
        (
            "[STIXGeneral]",
            "'STIXGeneral', 'Times New Roman', 'Times', 'Liberation Serif', 'DejaVu Serif Condensed', "
            "'DejaVu Sans', sans-serif",
        ),
    ],
)
def test_a_viewer_without_the_fonts_falls_back_to_their_kind(family: str, written: str) -> None:
    scene = Drawing(random_data(["A"], 4, 4), load_style(sets=[f"text.family={family}"])).scene
    groups = [group for group in root(scene) if group.tag == f"{SVG}g"]
    assert {group.get("font-family") for group in groups} == {written}


# --- each kind of item, on a page of its own ---

RECTS = np.array([[2, 3, 10, 20], [12, 8, 5, 5], [0, 30, 40, 10]])


def page(*items: Item, dpi: float = 144, math: bool = False) -> Scene:
    return Scene(60, 50, dpi, "#ffffff", ("DejaVu Sans",), (Group("all", items),), math)


def shapes(scene: Scene, id: str = "all") -> list[list[list[tuple[float, float]]]]:
    """The polygons of each path of a group, in pixels of the scene."""
    scaled = []
    for path in group(root(scene), id).iter(f"{SVG}path"):
        scaled.append(
            [
                [(round(x * scene.dpi / 72, 3), round(y * scene.dpi / 72, 3)) for x, y in p]
                for p in polygons(path)
            ]
        )
    return scaled


def near(points: list[tuple[float, float]]) -> object:
    """The same points, each coordinate to within about a thousandth of a pixel, which no renderer shows."""
    return [pytest.approx(point, abs=0.0015) for point in points]


@pytest.mark.parametrize("dpi", [72, 77, 110, 144, 300])
def test_the_corners_of_cells_are_where_the_scene_has_them(dpi: float) -> None:
    (found,) = shapes(page(Cells("a", "#123456", RECTS), dpi=dpi), "a")
    assert len(found) == len(RECTS)
    for shape, (x, y, width, height) in zip(found, RECTS.tolist(), strict=True):
        assert shape == near([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def test_no_cells_are_an_empty_path() -> None:
    assert shapes(page(Cells("a", "#123456", np.zeros((0, 4), dtype=np.int64))), "a") == [[]]


@pytest.mark.parametrize("dpi", [72, 77, 144, 300])
def test_a_frame_lies_around_its_box_and_a_line_fills_its_own(dpi: float) -> None:
    scene = page(Box((5, 6, 20, 10), "#aabbcc", "#000000", 1.5), Line((1.25, 2, 0.5, 30), "#ddeeff"), dpi=dpi)
    fill, frame, line = shapes(scene)
    assert [area(shape) for shape in fill] == pytest.approx([200], abs=0.05)
    outer, inner = frame
    assert sorted(outer) == near([(3.5, 4.5), (3.5, 17.5), (26.5, 4.5), (26.5, 17.5)])
    assert sorted(inner) == near([(5, 6), (5, 16), (25, 6), (25, 16)])
    assert line[0] == near([(1.25, 2), (1.75, 2), (1.75, 32), (1.25, 32)])
    fills = [path.get("fill") for path in group(root(scene), "all").iter(f"{SVG}path")]
    assert fills == ["#aabbcc", None, "#ddeeff"]  # what is black needs no colour


@pytest.mark.parametrize("kind", ["rising", "falling", "horizontal", "vertical", "cross", "grid"])
def test_the_lines_of_a_hatch_cover_the_points_on_them_and_no_others(kind: str) -> None:
    hatch = Hatch("h", "#000000", RECTS, kind, 6.5, 2.25, (1, 2))
    paths = shapes(page(hatch), "h")
    assert len(paths) == len(hatch.directions)
    step = 1 / 8
    for direction, path in zip(hatch.directions, paths, strict=True):
        expected = 0.0
        for x, y, width, height in RECTS.tolist():
            columns = x + np.arange(step / 2, width, step)
            rows = y + np.arange(step / 2, height, step)[:, None]
            expected += stripe_mask(hatch, direction, columns, rows).sum() * step**2
        assert sum(area(shape) for shape in path) == pytest.approx(expected, rel=0.01)


def by_resvg(scene: Scene, zoom: float = 1.0) -> np.ndarray:
    resvg = pytest.importorskip("resvg_py")
    drawn = resvg.svg_to_bytes(svg_string=svg(scene).decode(), dpi=72.0, zoom=scene.dpi / 72 * zoom)
    return np.asarray(Image.open(io.BytesIO(bytes(drawn))).convert("RGB"))


def test_dots_are_discs_as_large_as_their_squares() -> None:
    drawn = by_resvg(page(Dots("d", "#ff0000", np.array([[10, 10, 20, 20], [40, 5, 9, 9]]))), 8)
    red = drawn[:, :, 1] < 128
    rows, columns = np.nonzero(red[:, : 35 * 8])
    assert (columns.min(), columns.max() + 1, rows.min(), rows.max() + 1) == (80, 240, 80, 240)
    assert red.sum() == pytest.approx(np.pi * (80**2 + 36**2), rel=0.01)
    assert drawn[160, 160].tolist() == [255, 0, 0]
    assert drawn[85, 85].tolist() == [255, 255, 255]


def test_a_text_has_the_anchor_size_weight_and_turn_of_its_label() -> None:
    scene = page(
        Label("a", 10, 20, (10, 10, 5, 10), 9, "#000000"),
        Label("b", 10, 21, (10, 10, 5, 10), 10.5, "#112233", "center", bold=True),
        Label("c", 11, 20, (10, 10, 5, 10), 9, "#000000", "right", 90),
    )
    first, second, third = (dict(text.attrib) for text in root(scene).iter(f"{SVG}text"))
    assert first == {"x": "5", "y": "10", "font-size": "9"}
    assert second == {
        "x": "5",
        "y": "10.5",
        "font-size": "10.5",
        "font-weight": "bold",
        "text-anchor": "middle",
        "fill": "#112233",
    }
    assert third == {
        "x": "5.5",
        "y": "10",
        "font-size": "9",
        "text-anchor": "end",
        "transform": "rotate(-90 5.5 10)",
    }


@pytest.mark.parametrize(
    "text", ["  a", "a ", "a  b", "a<b>&\"c\" 'd'", "]]>", "&amp;", "\N{NO-BREAK SPACE}a"]
)
def test_a_text_keeps_its_characters_and_spaces(text: str) -> None:
    (element,) = root(page(Label(text, 1, 20, (1, 10, 5, 10), 9, "#000000"))).iter(f"{SVG}text")
    assert element.text == text
    space = element.get("{http://www.w3.org/XML/1998/namespace}space")
    assert space == ("preserve" if text in ("  a", "a ", "a  b") else None)


def test_the_name_of_a_font_can_have_quotes() -> None:
    family = ('O\'Neil "Sans" \\ & <Co>', "monospace")
    scene = replace(page(Label("a", 1, 20, (1, 10, 5, 10), 9, "#000000")), family=family)
    written = group(root(scene), "all").get("font-family")
    assert written == (
        "'O\\'Neil \"Sans\" \\\\ & <Co>', 'DejaVu Sans Mono', monospace, 'DejaVu Sans', sans-serif"
    )


def test_tooltips_come_last_and_are_escaped() -> None:
    scene = page(Cells("a", "#123456", RECTS))
    tooltips = (((2.0, 4.0, 5.0, 5.0), 'L0 & <b>"x"</b>'), ((4.0, 4.0, 1.0, 3.0), "y"))
    top = ElementTree.fromstring(svg(scene, FigureMetadata("T <1>", "D & d", tooltips=tooltips)))
    assert [element.tag.removeprefix(SVG) for element in top] == ["title", "desc", "path", "g", "g"]
    assert (top[0].text, top[1].text) == ("T <1>", "D & d")
    assert top.get("role") == "img"
    assert top[-1].get("id") == "tooltips"
    first, second = top[-1]
    assert dict(first.attrib) == {"x": "1", "y": "2", "width": "2.5", "height": "2.5"}
    assert [rect[0].text for rect in (first, second)] == [text for _, text in tooltips]


# --- math ---


@pytest.mark.parametrize(
    "label", ["$x_1^2$ heads", r"$\frac{a}{\sqrt{b_i}}$", r"$\sum_h \alpha_h$ \$5 & <i>"]
)
def test_math_is_outlines_where_the_png_has_it_and_names_its_source(label: str) -> None:
    scene = Drawing(random_data(["a"], 8, 8), load_style(sets=["text.math=true", f"title='{label}'"])).scene
    (math,) = [element for element in root(scene).iter(f"{SVG}g") if element.get("class") == "math"]
    assert math.get("aria-label") == label
    assert not list(math.iter(f"{SVG}text"))
    assert "$" not in "".join(root(scene).itertext())
    (item,) = [item for item in walk(scene.groups) if isinstance(item, Label) and item.text == label]
    x, y, width, height = (round(value) for value in item.rect)
    box = np.s_[y - 3 : y + height + 3, x - 3 : x + width + 3]
    png, drawn = np.asarray(picture(scene).convert("RGB"))[box], by_resvg(scene)[box]
    # Hinted letters of the PNG are up to a pixel wider and higher than their outlines.
    for axis in (0, 1):
        expected, found = (np.flatnonzero((pixels < 128).any(axis=(axis, 2))) for pixels in (png, drawn))
        assert abs(expected.min() - found.min()) <= 3
        assert abs(expected.max() - found.max()) <= 3
    assert (drawn < 128).sum() == pytest.approx((png < 128).sum(), rel=0.35)


def test_turned_math_runs_upwards() -> None:
    label = Label("$x$ head", 30, 45, (20, 2, 12, 43), 9, "#000000", "left", 90)
    drawn = by_resvg(page(label, math=True), 4)
    rows, columns = np.nonzero(drawn.min(axis=2) < 128)
    assert columns.max() < 4 * 34
    assert columns.min() > 4 * 10
    assert rows.max() <= 4 * 45
    assert np.ptp(rows) > 2 * np.ptp(columns)


SCRIPT = """
import sys
import numpy as np
from headmap_cli.embed.metadata import FigureMetadata
from headmap_cli.scene.marks import *
from headmap_cli.writers.svg import svg
rects = np.array([[1, 2, 3, 4]])
items = (
    Cells("a", "#ff0000", rects), Hatch("b", "#00ff00", rects, "cross", 3, 1, (0, 0)),
    Dots("c", "#0000ff", rects), Box((0, 0, 9, 9), "#aaaaaa", "#000000", 1), Line((1, 1, 5, 1), "#000000"),
    Label(sys.argv[1], 5, 5, (0, 0, 5, 5), 9, "#000000"),
)
scene = Scene(20, 20, 144, "#ffffff", ("serif",), (Group("g", items),), math=True)
svg(scene, FigureMetadata("title", "description", "{}", (((0, 0, 1, 1), "tip"),), "0" * 64))
print(*[name for name in ("matplotlib", "PIL") if name in sys.modules] or ["none"])
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("label", "imported"), [("head", "none"), (r"costs 5 \$", "none"), ("$x$", "matplotlib")]
)
def test_only_math_needs_matplotlib(label: str, imported: str, tmp_path: Path) -> None:
    assert imported in python("-c", SCRIPT, label, cwd=tmp_path).stdout.split()
