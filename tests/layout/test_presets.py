"""Every preset with every grid, number of categories and length of label: the page is right each time."""

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.scene.marks import Scene
from headmap_cli.style.load import load_style
from headmap_cli.style.presets import preset_names
from headmap_cli.text.measure import make_measure
from tests.helpers import expected_codes, legend_of, painted, panels, random_data
from tests.layout.assertions import (
    assert_labels_have_room,
    assert_nothing_leaves_the_page,
    assert_nothing_overlaps,
)
from tests.layout.cases import lay_out

pytestmark = pytest.mark.slow

GRIDS = [(1, 1), (12, 12), (36, 40), (48, 25), (80, 64), (126, 128)]
COUNTS = [1, 2, 3, 4, 8, 20]
LONG = "A label of sixty letters which goes on and on to its very en"


def named(n: int, long_labels: bool) -> list[str]:
    return [f"{LONG[:-2]}{i:02d}" if long_labels else chr(ord("a") + i) for i in range(n)]


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: "x".join(map(str, grid)))
@pytest.mark.parametrize("preset", [name for name in preset_names() if "maps" not in name])
def test_every_preset_gives_a_correct_page(preset: str, grid: tuple[int, int]) -> None:
    style = load_style(preset=preset)
    for n in COUNTS:
        for long_labels in (False, True):
            data = random_data(named(n, long_labels), *grid, density=0.1)
            measure = make_measure(style.text.family, style.layout.dpi)
            scene = lay_out(data, style, measure)
            assert_labels_have_room(scene, measure)
            assert_nothing_overlaps(scene)
            assert_nothing_leaves_the_page(scene)
            assert_exact_cells(scene, data, style.axes.x)
            if not isinstance(style.layout.width, str):
                assert scene.width == round(style.layout.width * style.layout.dpi / 72)
            if style.layout.aspect == "16:9":
                assert scene.height == round(scene.width * 9 / 16)


def assert_exact_cells(scene: Scene, data: Classification, x: str) -> None:
    """All cells of one size, and each in the colour that the data gives it."""
    heatmaps = panels(scene)
    assert len({panel.area[2:] for panel in heatmaps}) == 1
    for panel, codes in zip(heatmaps, expected_codes(data, x), strict=True):
        across, down = (data.layers, data.heads) if x == "layer" else (data.heads, data.layers)
        colors = painted(panel, across, down)
        pairs = set(zip(colors.flat, codes.flat, strict=True))
        assert len({color for color, _ in pairs}) == len({code for _, code in pairs}) == len(pairs)
        assert np.count_nonzero(colors == "") == 0
    assert len(legend_of(scene)) >= len(data.categories) + 1
