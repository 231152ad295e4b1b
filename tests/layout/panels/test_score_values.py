"""Scores printed in cells: the numbers are those of the data, in their cells, and can be seen."""

import re
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pytest

from headmap_cli.colors.contrast import contrast
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import HeadmapError
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Label, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.writers.png import picture

RANDOM = np.random.default_rng(7)
SCORES: Mapping[str, npt.NDArray[np.float64]] = {
    "shares": RANDOM.random((2, 3, 4)),
    "negative": RANDOM.normal(size=(1, 4, 3)),
    "hundreds": RANDOM.random((1, 3, 3)) * 800,
    "round": np.array([[[1.0, 0.25], [0.126, 0.0]]]),
    "holes": np.where(RANDOM.random((1, 4, 4)) < 0.4, np.nan, RANDOM.random((1, 4, 4))),
}


def drawing_of(scores: npt.NDArray[np.float64], *sets: str) -> Drawing:
    names = tuple(f"c{c}" for c in range(len(scores)))
    data = Classification(names, None, np.asarray(~np.isnan(scores).all(axis=0)), scores=scores)
    return Drawing(data, load_style(sets=["layout.cell=30", *sets]))


def values_of(scene: Scene, panel: str) -> dict[tuple[int, int], Label]:
    """The number in the cell of each layer and head, by the cell that its box lies in."""
    [grid] = [grid for grid in scene.panels if grid.id == panel]
    [group] = [group for group in scene.groups if group.id == panel]
    found: dict[tuple[int, int], Label] = {}
    for item in walk(group.items):
        if not isinstance(item, Label) or not item.on:
            continue
        x, y, width, height = item.rect
        for layer, (left, right) in enumerate(grid.columns.tolist()):
            for head, (top, bottom) in enumerate(grid.rows.tolist()):
                if left <= x and x + width <= right and top <= y and y + height <= bottom:
                    found[layer, head] = item
    return found


def as_number(text: str) -> float:
    return float(text.replace("\N{MINUS SIGN}", "-"))


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("sets", [[], ["axes.x=head"], ["axes.origin=bottom"]], ids=["", "head", "bottom"])
def test_every_score_is_in_its_cell_with_one_number_of_decimals(name: str, sets: list[str]) -> None:
    scores = SCORES[name]
    scene = drawing_of(scores, "scores.values=all", *sets).scene
    decimals = set()
    for c, category in enumerate(scores):
        values = values_of(scene, f"panel-scores_c{c}")
        if "axes.x=head" in sets:
            values = {(layer, head): label for (head, layer), label in values.items()}
        assert set(values) == {(layer, head) for layer, head in np.argwhere(~np.isnan(category)).tolist()}
        for place, label in values.items():
            places = len(label.text.partition(".")[2])
            decimals.add(places)
            assert as_number(label.text) == pytest.approx(category[place], abs=0.5 * 10.0**-places + 1e-12)
            assert contrast(label.color, label.on) >= 4.5
    assert len(decimals) == 1


def test_only_marked_heads_have_numbers_if_the_style_asks_for_them() -> None:
    drawing = drawing_of(SCORES["shares"], "scores.values=marked", "marks=[{heads: [L1H2, L0H0]}]")
    for panel in ("panel-scores_c0", "panel-scores_c1"):
        assert set(values_of(drawing.scene, panel)) == {(1, 2), (0, 0)}


@pytest.mark.parametrize(
    "sets", [["scores.values=all"], ["marks=[{heads: [L1H2, L0H0], look: name}]"]], ids=["values", "names"]
)
def test_text_on_cells_can_be_seen_in_a_picture_and_leaves_their_corners(sets: list[str]) -> None:
    plain = drawing_of(SCORES["shares"])
    written = drawing_of(SCORES["shares"], *sets)
    before = np.asarray(picture(plain.scene).convert("RGB")).astype(int)
    after = np.asarray(picture(written.scene).convert("RGB")).astype(int)
    [grid, _] = written.scene.panels
    expected = {(1, 2), (0, 0)} if "marks" in sets[0] else set(np.ndindex(3, 4))
    for layer, head in np.ndindex(3, 4):
        (left, right), (top, bottom) = grid.columns[layer], grid.rows[head]
        cell = np.abs(after - before)[top:bottom, left:right].sum(axis=2)
        # Black or white on a cell differs from it by more than the steps of the scale do.
        assert ((cell > 200).sum() > 8) == ((layer, head) in expected)
        assert cell[0, 0] == cell[-1, -1] == 0


def test_numbers_that_do_not_fit_are_refused_with_a_cell_that_is_large_enough() -> None:
    with pytest.raises(HeadmapError, match="needs a cell of") as refused:
        _ = drawing_of(SCORES["shares"], "scores.values=all", "layout.cell=9").scene
    [cell] = re.findall(r"set layout.cell to ([0-9.]+)", str(refused.value))
    assert drawing_of(SCORES["shares"], "scores.values=all", f"layout.cell={cell}").scene


def test_marked_values_without_marks_are_refused() -> None:
    with pytest.raises(HeadmapError, match="mark some with --mark"):
        _ = drawing_of(SCORES["shares"], "scores.values=marked").scene


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1e9, 1e300])
def test_extreme_scores_have_exponents(scale: float) -> None:
    scene = drawing_of(SCORES["shares"] * scale, "scores.values=all", "layout.cell=45").scene
    for (layer, head), label in values_of(scene, "panel-scores_c0").items():
        assert as_number(label.text) == pytest.approx(SCORES["shares"][0, layer, head] * scale, rel=0.06)
