"""Shades of categories, decoded from the pixels of the PNG and compared with the scores."""

import numpy as np
import numpy.typing as npt
import pytest

from headmap_cli.colors.ciede2000 import ciede2000
from headmap_cli.colors.spaces import channels, lab
from headmap_cli.colors.tints import tints
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import HeadmapError
from headmap_cli.scene.marks import Scene
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.style.schema import Style
from headmap_cli.writers.png import picture
from tests.helpers import legend_of, panels, swatch, words
from tests.layout.assertions import assert_nothing_leaves_the_page, assert_nothing_overlaps
from tests.layout.cases import scene_of, styled

STEPS = 16


def cell_colors(scene: Scene, panel: int, layers: int, heads: int) -> npt.NDArray[np.str_]:
    """Return the one colour of each cell, (layers, heads); fail if a cell has several."""
    pixels = np.asarray(picture(scene).convert("RGB")).astype(int)
    left, top, width, height = map(int, panels(scene)[panel].area)
    cell = width // layers
    assert (width, height) == (cell * layers, cell * heads)
    inside = pixels[top : top + height, left : left + width].reshape(heads, cell, layers, cell, 3)
    first = inside[:, :1, :, :1]
    assert (inside == first).all()
    return np.array(
        [["#{:02x}{:02x}{:02x}".format(*first[head, 0, layer, 0]) for head in range(heads)]
         for layer in range(layers)]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "sign"), [({"threshold": 0.5}, 1), ({"below": -0.5}, -1), ({"threshold": 0.8, "abs": True}, 0)]
)
def test_a_shade_decodes_to_its_sixteenth_of_the_range(rule: dict[str, float], sign: int) -> None:
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(2, 9, 7))
    data = Classification.from_scores(scores, ["A", "B"], **rule)  # type: ignore[arg-type]
    style = styled("shade=scores", *(f"{key}={str(value).lower()}" for key, value in rule.items()))
    scene = scene_of(data, style)
    colors = palette(style, data.categories)
    others = [colors.unclassified, "#ffffff"]
    for c in range(2):
        found = cell_colors(scene, 1 + c, 9, 7)
        values = sign * scores[c] if sign else np.abs(scores[c])
        members = data.membership[c]
        low, high = values[members].min(), values[members].max()
        steps = tints(colors.categories[c], others)
        assert len(steps) == STEPS
        assert (found[~members] == colors.unclassified).all()
        for layer, head in np.argwhere(members).tolist():
            level = steps.index(found[layer, head])
            start = low + (high - low) * level / STEPS
            assert start - 1e-9 <= values[layer, head] <= start + (high - low) / STEPS + 1e-9
    composite = cell_colors(scene, 0, 9, 7)
    for layer, head in np.ndindex(9, 7):
        categories = np.flatnonzero(data.membership[:, layer, head]).tolist()
        if len(categories) == 1:
            assert composite[layer, head] == cell_colors(scene, 1 + categories[0], 9, 7)[layer, head]
        else:
            expected = colors.multi[2] if categories else colors.unclassified
            assert composite[layer, head] == expected


def test_all_shades_of_a_figure_differ_from_each_other_and_clearly_from_unclassified_heads() -> None:
    for preset in ("default", "neurips", "nature"):
        style = load_style(preset=preset)
        names = [f"c{i}" for i in range(8)]
        colors = palette(style, names)
        used = [colors.unclassified, "#ffffff", *colors.categories, *colors.multi.values()]
        for color in colors.categories:
            steps = tints(color, [colors.unclassified, "#ffffff"], used)
            assert 8 <= len(set(steps)) <= STEPS
            assert steps[-1] == color
            first, gray = (lab(np.array([channels(code)])) for code in (steps[0], colors.unclassified))
            assert ciede2000(first, gray)[0] >= 8
            lightness = lab(np.array([channels(code) for code in steps]))[:, 0]
            assert (np.diff(lightness) < 0).all()
            used += steps


def test_the_legend_shows_the_range_and_both_ends_of_the_colours() -> None:
    scores = np.array([[[0.2, 0.5, -0.9, 0.75]]])
    data = Classification.from_scores(scores, ["A"], 0.4)
    scene = scene_of(data, styled("shade=scores", "threshold=0.4"))
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    [entry] = [entry for entry in legend_of(scene) if entry.id == "legend--a"]
    assert words(entry.items) == "A0.5to0.75"
    color = palette(Style(), ["A"]).categories[0]
    x, y, width, height = map(int, swatch(entry).rect)
    pixels = np.asarray(picture(scene).convert("RGB"))[y : y + height, x : x + width]
    pale = tints(color, ["#d3d3d3", "#ffffff"])[0]
    assert (pixels[:, : width // 2] == list(bytes.fromhex(pale[1:]))).all()
    assert (pixels[:, width // 2 :] == list(bytes.fromhex(color[1:]))).all()


@pytest.mark.parametrize("display", ["count", "split", "mark"])
def test_heads_in_several_categories_look_as_without_shades(display: str) -> None:
    rng = np.random.default_rng(4)
    data = Classification.from_scores(rng.normal(size=(3, 6, 6)), ["A", "B", "C"], 0.0)
    plain, shaded = (
        picture(scene_of(data, styled(f"multi.display={display}", f"shade={shade}", "legend.place=none",
                                      "layout.cell=12", "panels.show=[composite]")))
        for shade in ("none", "scores")
    )  # fmt: skip
    differs = (np.asarray(plain.convert("RGB")) != np.asarray(shaded.convert("RGB"))).any(axis=-1)
    scene = scene_of(data, styled("layout.cell=12", "legend.place=none", "panels.show=[composite]"))
    left, top, width, height = map(int, panels(scene)[0].area)
    cells = differs[top : top + height, left : left + width].reshape(6, 12, 6, 12).any(axis=(1, 3))
    single = data.membership.sum(axis=0).T == 1
    assert not (cells & ~single).any()
    assert cells.sum() >= single.sum() - 3, "only the strongest head of a category keeps its colour"


def test_extreme_and_equal_scores_are_shaded() -> None:
    scores = np.array([[[1.7e308, 1e300, 5e-324, 3.0]], [[2.0, 2.0, 2.0, 2.0]]])
    data = Classification.from_scores(scores, ["A", "B"], 0.0)
    found = cell_colors(scene_of(data, styled("shade=scores", "threshold=0")), 2, 1, 4)
    assert set(found.ravel()) == {palette(Style(), ["A", "B"]).categories[1]}


def test_data_without_scores_is_refused() -> None:
    data = Classification(("A",), np.ones((1, 2, 2), dtype=bool))
    with pytest.raises(HeadmapError, match="shade: scores needs scores"):
        scene_of(data, styled("shade=scores"))
