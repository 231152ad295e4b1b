"""The published scores of Pythia-12B's heads, counted with the csv module alone, and drawn cell by cell."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from headmap_cli.cli.main import run
from headmap_cli.core.grid import grid_shape
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Box, Group
from headmap_cli.style.load import load_style

ROOT = Path(__file__).parent.parent
TABLE = ROOT.parent / "shared" / "real" / "maps_pythia-12b_relation_scores.csv"
STYLE = ROOT / "configs" / "pythia-12b-maps.yaml"
pytestmark = pytest.mark.skipif(not TABLE.exists(), reason="the real data is not beside the repository")

LAYERS, HEADS, THRESHOLD = 36, 40, 0.15
RELATIONS = {
    "Algorithmic": "general_copying_english_500 name_copying word_first_letter word_last_letter "
    "year_to_following",
    "Knowledge": "country_to_capital_wikidata country_to_official_language_wikidata object_superclass "
    "product_by_company work_location",
    "Linguistic": "adj_antonym adj_comparative adj_superlative entity_to_pronoun verb_past_tense "
    "word_to_compound word_to_homophone word_to_synonym",
}
BLUE, ORANGE, GREEN = "#1f77b4", "#ff7f0e", "#2ca02c"
PURPLE, BROWN, GRAY = "#9467bd", "#8c564b", "#d3d3d3"
COLORS = dict(zip(RELATIONS, (BLUE, ORANGE, GREEN), strict=True))
Picture = npt.NDArray[np.uint8]


@cache
def members() -> dict[str, set[tuple[int, int]]]:
    """The heads of each category, as the csv module alone finds them."""
    category = {relation: name for name, relations in RELATIONS.items() for relation in relations.split()}
    out: dict[str, set[tuple[int, int]]] = {name: set() for name in RELATIONS}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if float(row["score"]) > THRESHOLD:
                out[category[row["relation"]]].add((int(row["layer"]), int(row["head"])))
    return out


def composite_color(layer: int, head: int) -> str:
    own = [name for name, heads in members().items() if (layer, head) in heads]
    return {0: GRAY, 1: COLORS[own[0]] if own else GRAY, 2: PURPLE, 3: BROWN}[len(own)]


@pytest.fixture(
    scope="module", params=[[], ["--width", "6.5in", "--dpi", "300"]], ids=["default", "6.5in at 300"]
)
def drawn(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Picture, dict[str, tuple[int, int, int, int]]]:
    """The decoded PNG, and x, y, width and height of the cells of each panel."""
    out = tmp_path_factory.mktemp("real") / "fig.png"
    assert run(["render", str(TABLE), "-c", str(STYLE), "-o", str(out), *request.param]) == 0
    flags = {"--width": ("layout.width", "6.5in"), "--dpi": ("layout.dpi", "300")} if request.param else {}
    style = load_style([STYLE], [], flags)
    groups = {name: category.includes for name, category in style.categories.items()}
    found = read(TABLE, grid=grid_shape(style.grid or ""), threshold=style.threshold, categories=groups)
    with Image.open(out) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    return pixels, {
        group.id: frame(group)
        for group in Drawing(found, style).scene.groups
        if group.id.startswith("panel-")
    }


def frame(panel: Group) -> tuple[int, int, int, int]:
    [box] = [item for item in panel.items if isinstance(item, Box) and item.frame]
    x, y, width, height = map(int, box.rect)
    return x, y, width, height


def test_the_data_has_the_counts_of_its_source() -> None:
    assert {name: len(heads) for name, heads in members().items()} == {
        "Algorithmic": 98,
        "Knowledge": 116,
        "Linguistic": 143,
    }
    counts = Counter(Counter(head for heads in members().values() for head in heads).values())
    assert counts == {1: 217, 2: 52, 3: 12}
    assert LAYERS * HEADS - counts.total() == 1159


def test_the_reader_finds_the_same_heads() -> None:
    style = load_style([STYLE])
    groups = {name: category.includes for name, category in style.categories.items()}
    found = read(TABLE, grid=(LAYERS, HEADS), threshold=style.threshold, categories=groups)
    assert found.categories == tuple(RELATIONS)
    assert found.membership.shape == (3, LAYERS, HEADS)
    for name, member in zip(found.categories, found.membership, strict=True):
        assert set(zip(*map(np.ndarray.tolist, member.nonzero()), strict=True)) == members()[name]


def test_the_panels_are_in_order_and_of_one_size(
    drawn: tuple[Picture, dict[str, tuple[int, int, int, int]]],
) -> None:
    _, panels = drawn
    assert next(iter(panels)) == "panel-all"
    assert {*panels} == {"panel-all", "panel-algorithmic", "panel-knowledge", "panel-linguistic"}
    assert len({(width, height) for _, _, width, height in panels.values()}) == 1


@pytest.mark.parametrize("panel", ["all", "algorithmic", "knowledge", "linguistic"])
def test_every_cell_of_the_picture_is_right(
    panel: str, drawn: tuple[Picture, dict[str, tuple[int, int, int, int]]]
) -> None:
    pixels, panels = drawn
    x, y, width, height = panels[f"panel-{panel}"]
    cell = width // LAYERS
    assert (width, height) == (LAYERS * cell, HEADS * cell), "whole pixels, as wide as tall"
    for layer in range(LAYERS):
        for head in range(HEADS):
            name = panel.capitalize()
            expected = composite_color(layer, head)
            if panel != "all":
                expected = COLORS[name] if (layer, head) in members()[name] else GRAY
            block = pixels[y + head * cell : y + (head + 1) * cell, x + layer * cell : x + (layer + 1) * cell]
            assert (block == list(bytes.fromhex(expected[1:]))).all(), f"layer {layer}, head {head}"


def test_frames_lie_outside_the_cells(drawn: tuple[Picture, dict[str, tuple[int, int, int, int]]]) -> None:
    pixels, panels = drawn
    for x, y, width, height in panels.values():
        around = [pixels[y - 1, x : x + width], pixels[y + height, x : x + width]]
        around += [pixels[y : y + height, x - 1], pixels[y : y + height, x + width]]
        for side in around:
            assert not side.any(), "black from end to end"


def test_the_picture_is_small_and_its_scores_take_two_bytes_each(tmp_path: Path) -> None:
    sizes: dict[str, int] = {}
    for name, options in {"with.png": [], "without.png": ["--no-data"], "with.svg": []}.items():
        path = tmp_path / name
        assert run(["render", str(TABLE), "-c", str(STYLE), *options, "-o", str(path)]) == 0
        sizes[name] = path.stat().st_size
    # The level of compression is chosen for speed, see png.py.
    assert sizes["without.png"] <= 31_000
    # The figure carries 36 x 40 x 3 scores, and the heads of its categories.
    assert sizes["with.png"] - sizes["without.png"] <= 36 * 40 * 3 * 2 + 3_000
    assert sizes["with.svg"] <= 60_000
