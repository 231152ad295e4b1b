"""Hatches as geometry: the pieces of lines against points of the plane, and in the files."""

import io
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from headmap_cli.render import Drawing
from headmap_cli.scene.hatch_geometry import clip_stripes, stripe_mask
from headmap_cli.scene.marks import Hatch, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.writers.pdf import pdf
from headmap_cli.writers.svg import svg
from tests.helpers import random_data

Points = npt.NDArray[np.float64]
DIRECTIONS = ["rising", "falling", "horizontal", "vertical"]
boxes = st.tuples(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 12), st.integers(1, 12))


def within(polygon: Points, points: Points) -> npt.NDArray[np.bool_]:
    """Which points a convex polygon holds: all of its sides have them on the same hand."""
    start, stop = polygon, np.roll(polygon, -1, axis=0)
    (ax, ay), (bx, by) = (stop - start).T, (points[:, None] - start[None]).transpose(2, 0, 1)
    side = ax * by - ay * bx
    held: npt.NDArray[np.bool_] = (side >= 0).all(axis=1) | (side <= 0).all(axis=1)
    return held


@pytest.mark.slow
@settings(deadline=None, max_examples=200)
@given(boxes, st.sampled_from(DIRECTIONS), st.integers(1, 9), st.floats(0.1, 0.9), st.integers(0, 9))
def test_clipped_stripes_cover_the_points_of_the_mask_inside_the_rectangle(
    rect: tuple[int, int, int, int], direction: str, period: int, part: float, start: int
) -> None:
    hatch = Hatch("h", "#000000", np.array([rect]), direction, period, period * part, (start, -start))
    found = clip_stripes(hatch, direction)
    points = np.random.default_rng(0).uniform(-12, 24, (400, 2))
    x, y, width, height = rect
    inside = (points > [x, y]).all(axis=1) & (points < [x + width, y + height]).all(axis=1)
    wanted = inside & stripe_mask(hatch, direction, points[:, 0], points[:, 1])
    covered = np.zeros(len(points), dtype=int)
    for polygon in found:
        covered += within(polygon, points)
    np.testing.assert_array_equal(covered, wanted.astype(int))


def test_lines_meet_from_rectangle_to_rectangle() -> None:
    """Two rectangles side by side have the lines that they would have as one."""
    one = Hatch("h", "#000000", np.array([[0, 0, 20, 10]]), "rising", 4, 1, (0, 0))
    two = Hatch("h", "#000000", np.array([[0, 0, 10, 10], [10, 0, 10, 10]]), "rising", 4, 1, (0, 0))
    x, y = np.meshgrid(np.arange(0.05, 20, 0.37), np.arange(0.05, 10, 0.37))
    points = np.stack([x.ravel(), y.ravel()], axis=1)

    def covered(hatch: Hatch) -> list[bool]:
        return [
            bool(held) for held in np.any([within(p, points) for p in clip_stripes(hatch, "rising")], axis=0)
        ]

    assert covered(one) == covered(two)


def hatched(kind: str) -> Scene:
    return Drawing(
        random_data(["a"], 6, 6, 0.4), load_style(sets=[f"hatches=[{kind}]", "layout.cell=10"])
    ).scene


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*DIRECTIONS, "cross", "grid"])
def test_files_have_paths_and_no_patterns(kind: str) -> None:
    scene = hatched(kind)
    text = svg(scene).decode()
    assert "<pattern" not in text
    assert "url(#" not in text
    assert 'id="panel-a--a--hatch"' in text
    resources: Any = PdfReader(io.BytesIO(pdf(scene))).pages[0]["/Resources"]
    assert "/Pattern" not in resources


def test_every_line_of_a_scene_lies_in_its_rectangles() -> None:
    for item in walk(hatched("cross").groups):
        if isinstance(item, Hatch):
            for direction in item.directions:
                corners = clip_stripes(item, direction)
                low, high = corners.min(axis=1), corners.max(axis=1)
                x, y, width, height = item.rects.T
                assert all(
                    ((x <= left) & (right <= x + width) & (y <= top) & (bottom <= y + height)).any()
                    for (left, top), (right, bottom) in zip(low, high, strict=True)
                )
