"""Every score of a PNG and of an SVG, read back from the pixels and the colour bar."""

import io
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from headmap_cli.core.classification import Classification
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Box, Cells, Group, Label, Line, Scene, walk
from headmap_cli.style.load import load_style
from tests.decoder import BARE, svg_grids

Scores = npt.NDArray[np.float64]
RANDOM = np.random.default_rng(5)
LAYERS, HEADS = 9, 7
SHAPE = (2, LAYERS, HEADS)
WIDE = 10.0 ** RANDOM.uniform(-300, 300, SHAPE)
POSITIVE = RANDOM.random(SHAPE)
MIXED = RANDOM.normal(size=SHAPE)
HOLES = np.where(RANDOM.random(SHAPE) < 0.3, np.nan, POSITIVE)
CASES: dict[str, tuple[Scores, tuple[str, ...]]] = {
    "sequential": (POSITIVE, ()),
    "negative": (-POSITIVE, ()),
    "diverging": (MIXED, ()),
    "off center": (POSITIVE, ("scores.center=0.2", "scores.range=[0, 1]")),
    "clipped": (MIXED, ("scores.range=[-0.5, 1]",)),
    "percentile": (POSITIVE**3, ("scores.range=90%",)),
    "log": (POSITIVE + 1e-3, ("scores.scale=log",)),
    "symlog": (MIXED**5, ("scores.scale=symlog",)),
    "constant": (np.full(SHAPE, 0.5), ()),
    "zero": (np.zeros(SHAPE), ()),
    "holes": (HOLES, ()),
    "wide": (WIDE, ()),
    "wide log": (WIDE, ("scores.scale=log",)),
    "wide symlog": (WIDE * RANDOM.choice([-1, 1], SHAPE), ("scores.scale=symlog",)),
    "named map": (POSITIVE, ("scores.map=viridis",)),
    "head on x": (POSITIVE, ("axes.x=head", "axes.origin=bottom")),
    "bar below": (POSITIVE, ("legend.place=bottom",)),
}


def data_of(scores: Scores) -> Classification:
    present = np.asarray((~np.isnan(scores)).any(axis=0))
    return Classification(("Copying", "Recall"), None, present, scores=scores)


def pixels_of(drawing: Drawing) -> npt.NDArray[np.str_]:
    rgb = np.asarray(Image.open(io.BytesIO(drawing.encode("png"))).convert("RGB")).astype(np.int64)
    codes = (rgb[..., 0] << 16) + (rgb[..., 1] << 8) + rgb[..., 2]
    values, index = np.unique(codes, return_inverse=True)
    return np.array([f"#{value:06x}" for value in values.tolist()])[index.reshape(codes.shape)]


def bar_of(scene: Scene) -> Group:
    [legend] = [group for group in scene.groups if group.id == "legend"]
    [bar] = [item for item in legend.items if isinstance(item, Group) and item.id == "legend--scale"]
    return bar


def bar_area(scene: Scene) -> tuple[int, int, int, int]:
    [frame] = [item for item in bar_of(scene).items if isinstance(item, Box) and item.frame]
    x, y, width, height = map(int, frame.rect)
    return x, y, width, height


def bar_colors(scene: Scene, pixels: npt.NDArray[np.str_]) -> list[str]:
    """The colour of each pixel along the bar from the lowest score to the highest."""
    x, y, width, height = bar_area(scene)
    area = pixels[y : y + height, x : x + width]
    if height > width:
        assert (area == area[:, :1]).all()
        return [str(color) for color in area[::-1, 0]]
    assert (area == area[:1]).all()
    return [str(color) for color in area[0]]


def warp(scores: npt.ArrayLike, spacing: str, largest: float) -> Scores:
    """Scores in units in which they are evenly spaced along the bar, written down from the definition."""
    values = np.asarray(scores, dtype=float)
    if spacing == "log":
        return np.asarray(np.log10(values))
    if spacing == "symlog":
        return np.asarray(np.sign(values) * np.log1p(np.abs(values) / (largest / 1000)))
    return values / largest


def ends_of(drawing: Drawing) -> tuple[float, float]:
    """The scores at the ends of the bar, as the plan has them."""
    [bar] = drawing._plan.bars
    return bar.scale.axis.lowest, bar.scale.axis.highest


@pytest.mark.parametrize("name", CASES)
def test_cells_show_their_scores_by_the_colors_of_the_bar(name: str) -> None:
    scores, sets = CASES[name]
    spacing = {"log": "log", "symlog": "symlog"}.get(name.split()[-1], "linear")
    style = load_style(sets=["layout.cell=30", *BARE, *sets])
    drawing = Drawing(data_of(scores), style)
    scene = drawing.scene
    pixels = pixels_of(drawing)
    along = bar_colors(scene, pixels)
    levels = list(dict.fromkeys(along))
    assert 60 <= len(levels) <= 128
    low, high = ends_of(drawing)
    largest = max(abs(low), abs(high))
    start, end = warp([low, high], spacing, largest).tolist()
    grids = svg_grids(Drawing(data_of(scores), style).encode("svg"), *_rows_and_columns(name), 3)
    for panel, values, grid in zip(scene.panels, scores, grids, strict=True):
        for layer, head in np.ndindex(LAYERS, HEADS):
            column, row = (head, layer) if name == "head on x" else (layer, head)
            left, right = panel.columns[column].tolist()
            top, bottom = panel.rows[row].tolist()
            cell = pixels[top:bottom, left:right]
            score = values[layer, head]
            in_svg = grid.cells[LAYERS - 1 - row if name == "head on x" else row, column]
            if np.isnan(score):
                assert set(cell.ravel().tolist()) == {"#ffffff", "#8c8c8c"}
                assert not set(in_svg.ravel().tolist()) & set(levels)
                continue
            assert len(set(cell.ravel().tolist())) == 1
            assert set(in_svg.ravel().tolist()) == {cell[0, 0]}
            level = levels.index(str(cell[0, 0]))
            clipped = warp(np.clip(score, low, high), spacing, largest)
            decoded = start + (end - start) * (level + 0.5) / len(levels)
            assert abs(decoded - clipped) <= (end - start) * (0.5 + 1e-6) / len(levels)


def _rows_and_columns(name: str) -> tuple[int, int]:
    return (LAYERS, HEADS) if name == "head on x" else (HEADS, LAYERS)


@pytest.mark.parametrize("name", CASES)
def test_ticks_of_the_bar_are_at_the_pixels_of_their_scores(name: str) -> None:
    scores, sets = CASES[name]
    spacing = {"log": "log", "symlog": "symlog"}.get(name.split()[-1], "linear")
    drawing = Drawing(data_of(scores), load_style(sets=["layout.cell=30", *sets]))
    scene = drawing.scene
    x, y, width, height = bar_area(scene)
    low, high = ends_of(drawing)
    largest = max(abs(low), abs(high))
    start, end = warp([low, high], spacing, largest).tolist()
    ticks = [item for item in bar_of(scene).items if isinstance(item, Line)]
    numbers = [item for item in walk([bar_of(scene)]) if isinstance(item, Label) and _is_number(item.text)]
    assert len(ticks) == len(numbers) >= 2
    for tick, label in zip(ticks, numbers, strict=True):
        value = float(label.text.replace("−", "-"))
        share = float((warp(value, spacing, largest) - start) / (end - start))
        if height > width:
            middle = (y + height - (tick.rect[1] + tick.rect[3] / 2)) / height
            pixel = 1 / height
        else:
            middle = (tick.rect[0] + tick.rect[2] / 2 - x) / width
            pixel = 1 / width
        # The labels of ends that are no round numbers have three digits.
        assert abs(middle - share) <= 1.01 * pixel + 5e-3


def _is_number(text: str) -> bool:
    try:
        float(text.replace("−", "-"))
    except ValueError:
        return False
    return True


def test_single_head_is_a_whole_panel() -> None:
    drawing = Drawing(
        Classification(("One",), None, scores=np.array([[[0.25]]])), load_style(sets=["layout.cell=30"])
    )
    pixels = pixels_of(drawing)
    [panel] = drawing.scene.panels
    (left, right), (top, bottom) = panel.columns[0].tolist(), panel.rows[0].tolist()
    # The only score is the highest.
    assert set(pixels[top:bottom, left:right].ravel().tolist()) == {bar_colors(drawing.scene, pixels)[-1]}


def test_scores_of_nothing_but_nan_are_a_map_of_absent_heads() -> None:
    scores = np.full((1, 4, 4), np.nan)
    data = Classification(("None",), None, np.zeros((4, 4), dtype=bool), scores=scores)
    drawing = Drawing(data, load_style(sets=["layout.cell=30"]))
    pixels = pixels_of(drawing)
    [panel] = drawing.scene.panels
    inside = pixels[panel.rows[0, 0] : panel.rows[-1, 1], panel.columns[0, 0] : panel.columns[-1, 1]]
    assert set(inside.ravel().tolist()) == {"#ffffff", "#8c8c8c"}


@pytest.mark.parametrize(
    ("limits", "note"),
    [
        ("[0.2, 0.6]", "clipped; lowest 0.01, highest 0.99"),
        ("[0, 0.6]", "clipped; highest 0.99"),
        ("[0, 1]", ""),
    ],
)
def test_clipped_ends_are_noted(limits: str, note: str) -> None:
    scores = np.linspace(0.01, 0.99, 64).reshape(1, 8, 8)
    style = load_style(sets=[f"scores.range={limits}", "scores.label="])
    scene = Drawing(Classification(("A",), None, scores=scores), style).scene
    labels = [item.text for item in walk([bar_of(scene)]) if isinstance(item, Label)]
    assert " ".join(text for text in labels if not _is_number(text)) == note
    arrows = {item.id for item in walk([bar_of(scene)]) if isinstance(item, Cells)}
    assert len(arrows) == note.count("est ")


def test_heads_of_a_rule_are_outlined_and_keep_their_colors() -> None:
    scores = RANDOM.random((1, 8, 8))
    data = Classification(("A",), scores > 0.6, scores=scores)
    style = load_style(sets=["panels.show=[scores]", "layout.cell=20"])
    drawing = Drawing(data, style)
    pixels = pixels_of(drawing)
    levels = list(dict.fromkeys(bar_colors(drawing.scene, pixels)))
    [panel] = drawing.scene.panels
    found: dict[int, float] = {}
    for layer, head in np.ndindex(8, 8):
        (left, right), (top, bottom) = panel.columns[layer].tolist(), panel.rows[head].tolist()
        cell = pixels[top:bottom, left:right]
        inner = set(
            cell[len(cell) // 4 : -(len(cell) // 4), len(cell) // 4 : -(len(cell) // 4)].ravel().tolist()
        )
        assert len(inner) == 1
        edges = {*cell[0].tolist(), *cell[-1].tolist(), *cell[:, 0].tolist(), *cell[:, -1].tolist()}
        assert (edges != inner) == bool(scores[0, layer, head] > 0.6)
        found[levels.index(inner.pop())] = scores[0, layer, head]
    assert all(found[a] < found[b] for a, b in pairwise(sorted(found)))
    texts = [item.text for item in walk(drawing.scene.groups) if isinstance(item, Label)]
    assert "score > 0.6" in texts
    assert [item.text for item in walk([bar_of(drawing.scene)]) if isinstance(item, Label) and item.bold] == [
        "0.6"
    ]


def test_panels_with_bars_of_their_own_use_the_whole_scale() -> None:
    scores = np.stack([POSITIVE[0], 100 * POSITIVE[1]])
    drawing = Drawing(data_of(scores), load_style(sets=["scores.shared=false"]))
    highest = []
    for bar in drawing._plan.bars:
        highest.append(bar.scale.axis.highest)
    assert highest == [scores[0].max(), scores[1].max()]
    text: Any = [item.text for item in walk(drawing.scene.groups) if isinstance(item, Label)]
    assert text.count("Copying") == text.count("Recall") == 2
