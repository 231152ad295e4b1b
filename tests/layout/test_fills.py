"""Fills of the composite for heads in zero to three categories, worked out by hand."""

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.layout.cell_content import DotLook, Fill
from headmap_cli.layout.fills import COMPOSITE_FILLS, Swatch, orient, orient_heads
from headmap_cli.style.load import load_style

# One layer of five heads: in none, in A, in B and C, in all three, in C.
MEMBERS = [[0, 1, 0, 1, 0], [0, 0, 1, 1, 0], [0, 0, 1, 1, 1]]
DATA = Classification(("A", "B", "C"), np.array(MEMBERS, dtype=bool)[:, None, :])
CATEGORIES = [Swatch(id, f"#{i}{i}{i}{i}{i}{i}", "rising") for i, id in enumerate("abc")]
COUNTS = {2: Swatch("2-categories", "#eee", "cross"), 3: Swatch("3-categories", "#fff", "grid")}


def fills_of(display: str) -> list[Fill]:
    heads = orient_heads(merge(DATA), load_style(sets=["axes.x=head"]))
    return COMPOSITE_FILLS[display](heads, CATEGORIES, COUNTS)


def painted(fills: list[Fill]) -> dict[str, dict[tuple[int, int], list[int]]]:
    """Return the heads of each fill that has any, by the part of the cell."""
    heads: dict[str, dict[tuple[int, int], list[int]]] = {}
    for fill in fills:
        for part in fill.parts:
            if part.mask.any():
                heads.setdefault(fill.id, {})[part.index, part.parts] = np.flatnonzero(part.mask[0]).tolist()
    return heads


def test_counts_have_colours_of_their_own() -> None:
    whole = (0, 1)
    assert painted(fills_of("count")) == {
        "a": {whole: [1]},
        "c": {whole: [4]},
        "2-categories": {whole: [2]},
        "3-categories": {whole: [3]},
    }


def test_split_cells_have_a_part_for_each_category_in_order() -> None:
    """Head 2 is half B and half C; head 3 has a third of each category."""
    assert painted(fills_of("split")) == {
        "a": {(0, 1): [1], (0, 3): [3]},
        "b": {(0, 2): [2], (1, 3): [3]},
        "c": {(0, 1): [4], (1, 2): [2], (2, 3): [3]},
    }


def test_marked_cells_have_the_colour_of_the_first_category_and_a_dot() -> None:
    fills = fills_of("mark")
    assert painted(fills) == {
        "a": {(0, 1): [1, 3]},
        "b": {(0, 1): [2]},
        "c": {(0, 1): [4]},
        "a--marked": {(0, 1): [3]},
        "b--marked": {(0, 1): [2]},
    }
    assert [(fill.dot, fill.hatch) for fill in fills[:3]] == [(None, "rising")] * 3
    # The categories are black, very dark and dark, so that dots on them are white.
    assert [(fill.dot, fill.hatch) for fill in fills[3:]] == [(DotLook("#ffffff", "#000000"), "none")] * 3


@pytest.mark.parametrize(("x", "shape"), [("layer", (3, 5, 1)), ("head", (3, 1, 5))])
def test_rows_run_along_y(x: str, shape: tuple[int, int, int]) -> None:
    turned = orient(DATA.membership, load_style(sets=[f"axes.x={x}"]))
    assert turned.shape == shape
    assert orient_heads(merge(DATA), load_style(sets=[f"axes.x={x}"])).present.shape == shape[1:]
