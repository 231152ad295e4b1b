"""PNG files taken apart pixel by pixel: what a program reads back from them is the data."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from headmap_cli.core.classification import Classification
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import CellMark, Cells, Label, Scene, walk
from headmap_cli.style.palette import palette
from headmap_cli.style.schema import LayoutStyle, LegendStyle, Style
from headmap_cli.writers.png import png
from tests.helpers import Codes, codes_by_color, expected_codes, legend_of, panels, random_data, swatch
from tests.writers.figures import figure, marked_up, style


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def pixels(image: Image.Image) -> Codes:
    """One number 0xrrggbb for each pixel (rows, columns)."""
    red, green, blue = np.asarray(image.convert("RGB")).astype(np.int64).transpose(2, 0, 1)
    packed: Codes = red << 16 | green << 8 | blue
    return packed


def blocks(image: Codes, scene: Scene, across: int, down: int) -> list[Codes]:
    """The colour of each cell (rows, columns) of each panel, each cell seen to be a block of one colour."""
    found = []
    for panel in panels(scene):
        x, y, width, height = map(int, panel.area)
        cell = width // across
        area = image[y : y + height, x : x + width].reshape(down, cell, across, cell).swapaxes(1, 2)
        assert (area == area[:, :, :1, :1]).all()
        found.append(area[:, :, 0, 0])
    return found


def assert_decodes(data: Classification, chosen: Style) -> None:
    scene = Drawing(data, chosen).scene
    image = pixels(opened(png(scene)))
    colors = [swatch(entry).fill or "" for entry in legend_of(scene)]
    if len(colors) > 2 and colors[0] == palette(chosen, data.categories).categories[0]:
        # In lines below the panels, the legend begins with the first category, not with the highest count.
        classified = len(colors) - (1 if data.present.all() else 2)
        colors = [*colors[classified - 1 :: -1], *colors[classified:]]
    layers_on_x = chosen.axes.x == "layer"
    across, down = (data.layers, data.heads) if layers_on_x else (data.heads, data.layers)
    expected = expected_codes(data, chosen.axes.x)
    for block, codes in zip(blocks(image, scene, across, down), expected, strict=True):
        shown = np.vectorize(lambda value: f"#{value:06x}", otypes=[str])(block)
        np.testing.assert_array_equal(codes_by_color(shown, data, colors), codes)


@pytest.mark.parametrize("grid", [(1, 1), (1, 7), (12, 12), (36, 40), (126, 128)])
@pytest.mark.parametrize("x", ["layer", "head"])
def test_the_picture_decodes_back_into_the_data(grid: tuple[int, int], x: str) -> None:
    assert_decodes(random_data(["Knowledge", "Algorithmic", "Linguistic"], *grid), style(x))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(
    st.integers(1, 30),
    st.integers(1, 30),
    st.integers(1, 9),
    st.sampled_from([0.05, 0.5]),
    st.sampled_from(["auto", 0.5, 2.0]),
)
def test_any_grid_decodes_back(
    layers: int, heads: int, categories: int, density: float, cell: float | str
) -> None:
    """All heads are present; the diagonals of absent ones are decoded in test_decoded_figures.py."""
    names = [f"category {c}" for c in range(categories)]
    assert_decodes(random_data(names, layers, heads, density), style(cell=cell))


def test_swatches_of_the_legend_are_one_exact_colour() -> None:
    image = pixels(opened(png(figure())))
    for entry in legend_of(figure()):
        x, y, width, height = map(int, swatch(entry).rect)
        assert set(image[y : y + height, x : x + width].flat) == {int((swatch(entry).fill or "")[1:], 16)}


@pytest.mark.parametrize("of", [figure, marked_up])
def test_a_png_is_a_palette_picture_of_the_scene_s_size(of: Callable[[], Scene]) -> None:
    image = opened(png(of()))
    assert (image.format, image.mode) == ("PNG", "P")
    assert image.size == (of().width, of().height)
    assert "transparency" not in image.info


@pytest.mark.parametrize("dpi", [72.0, 144.0, 300.0])
def test_a_png_records_its_dots_per_inch(dpi: float) -> None:
    image = opened(png(Drawing(random_data(["a"], 3, 3), Style(layout=LayoutStyle(dpi=dpi))).scene))
    assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)


def test_the_outermost_pixels_have_the_background_colour() -> None:
    image = pixels(opened(png(figure())))
    edges = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    assert set(edges.tolist()) == {0xFFFFFF}


def test_frames_are_drawn_around_the_cells() -> None:
    image = pixels(opened(png(figure())))
    for panel in panels(figure()):
        x, y, width, height = map(int, panel.area)
        assert (image[y - 1, x - 1 : x + width + 1] == 0).all()
        assert (image[y + height, x - 1 : x + width + 1] == 0).all()
        assert (image[y - 1 : y + height + 1, x - 1] == 0).all()
        assert (image[y - 1 : y + height + 1, x + width] == 0).all()


@pytest.mark.parametrize("of", [figure, marked_up])
def test_letters_are_drawn_in_the_boxes_of_their_labels(of: Callable[[], Scene]) -> None:
    """In each box lie dark pixels, and outside of all boxes, frames and cells (by 2 pixels) none."""
    scene = of()
    dark = np.asarray(opened(png(scene)).convert("L")) < 128
    for label in walk(scene.groups):
        if isinstance(label, Label):
            x, y, width, height = map(int, label.rect)
            assert dark[y : y + height, x : x + width].any(), label
    boxes = np.zeros_like(dark)
    for item in walk(scene.groups):
        for rect in item.rects.tolist() if isinstance(item, CellMark) else [item.rect]:
            x, y, width, height = map(int, rect)
            boxes[y - 2 : y + height + 2, x - 2 : x + width + 2] = True
    assert not (dark & ~boxes).any()


def test_the_usual_figure_is_small() -> None:
    assert len(png(figure())) <= 31_000  # the level of compression is chosen for speed, see png.py


def test_equal_scenes_give_equal_bytes() -> None:
    assert png(figure()) == png(figure())


@pytest.mark.slow
def test_more_than_256_colours_fall_back_to_rgb_with_exact_cells() -> None:
    names = [f"c{n}" for n in range(260)]
    membership = np.eye(260, dtype=bool).reshape(260, 20, 13)  # one head for each category
    scene = Drawing(
        Classification(tuple(names), membership),
        Style(layout=LayoutStyle(cell=1.0), legend=LegendStyle("none")),
    ).scene
    image = opened(png(scene))
    assert image.mode == "RGB"
    composite = blocks(pixels(image), scene, 20, 13)[0]
    cells = [item for item in panels(scene)[0].group.items if isinstance(item, Cells)]
    colors = {item.id: int(item.color[1:], 16) for item in cells}
    assert len(set(composite.flat)) == 260
    expected = [[colors[f"panel-all--c{layer * 13 + head}"] for layer in range(20)] for head in range(13)]
    assert composite.tolist() == expected
