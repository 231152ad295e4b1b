"""SVG files as XML: vector cells under their ids, and text as text."""

import re
from collections.abc import Callable
from functools import cache
from xml.etree import ElementTree

import pytest

from headmap_cli.core.composite import merge
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Cells, Label, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.writers.svg import svg
from tests.helpers import panels, random_data, squeezed
from tests.writers.figures import MARKUP, figure, marked_up, style, typical

SVG = "{http://www.w3.org/2000/svg}"


@cache
def root(scene: Scene) -> ElementTree.Element:
    return ElementTree.fromstring(svg(scene))


def group(element: ElementTree.Element, id: str) -> ElementTree.Element:
    (found,) = [g for g in element.iter(f"{SVG}g") if g.get("id") == id]
    return found


def area(path: str) -> float:
    """What the closed polygons of a path's data enclose, by the shoelace formula; none may overlap."""
    total = 0.0
    for polygon in re.findall(r"M[^M]*", path):
        assert polygon.strip().endswith("z")
        assert re.fullmatch(r"[\sMLzHV0-9.-]*", polygon)
        points = [(float(x), float(y)) for x, y in re.findall(r"[ML]\s*(-?[0-9.]+)\s+(-?[0-9.]+)", polygon)]
        assert len(points) in (4, 5)
        following = [*points[1:], points[0]]
        total += abs(sum(x * y2 - x2 * y for (x, y), (x2, y2) in zip(points, following, strict=True))) / 2
    return total


def heads(path: str, scene: Scene, across: int) -> float:
    """How many cells a path covers."""
    side = panels(scene)[0].area[2] / across * 72 / scene.dpi
    return area(path) / side**2


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
        assert heads(paths[0].get("d") or "", scene, 12 if x == "layer" else 10) == pytest.approx(count)


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
            assert f"fill: {item.color}" in (path.get("style") or "")
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
    assert len(svg(figure())) <= 60_000


def test_equal_scenes_give_equal_bytes() -> None:
    assert svg(figure()) == svg(figure())


@pytest.mark.parametrize(
    ("family", "written"),
    [
        ("[DejaVu Sans]", "'DejaVu Sans', sans-serif"),
        ("[STIXGeneral, serif]", "'STIXGeneral', 'DejaVu Serif', serif, 'DejaVu Sans', sans-serif"),
    ],
)
def test_a_viewer_without_the_fonts_falls_back_to_their_kind(family: str, written: str) -> None:
    scene = Drawing(random_data(["A"], 4, 4), load_style(sets=[f"text.family={family}"])).scene
    families = re.findall(r"font-family: ([^;\"]*)", svg(scene).decode())
    assert set(families) == {written}
