"""Strokes as geometry: ends against the points that they join, pixels against points of the plane."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headmap_cli.scene.marks import Group, Scene, moved
from headmap_cli.scene.strokes import stroke_coverage, stroke_ends, stroke_polygons, strokes_between
from headmap_cli.writers.png import picture

coordinates = st.tuples(st.integers(0, 40), st.integers(0, 40))


@given(st.lists(coordinates, min_size=2, max_size=6))
def test_the_strokes_of_a_chain_join_its_points(points: list[tuple[int, int]]) -> None:
    strokes = moved(strokes_between("s", "#000000", np.array(points), 2), 5, 7)
    left, right = stroke_ends(strokes)
    joined = [{tuple(a), tuple(b)} for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    shifted = [(float(x + 5), float(y + 7)) for x, y in points]
    assert joined == [{a, b} for a, b in itertools.pairwise(shifted)]


@given(coordinates, coordinates, st.sampled_from([1.0, 2.0, 3.5]))
def test_a_polygon_is_as_long_as_its_stroke_and_as_wide_as_its_line(
    start: tuple[int, int], end: tuple[int, int], line: float
) -> None:
    [corners] = stroke_polygons(strokes_between("s", "#000000", np.array([start, end]), line))
    x, y = corners.T
    # The shoelace formula.
    area = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    assert area == pytest.approx(np.hypot(end[0] - start[0], end[1] - start[1]) * line)
    assert corners.mean(axis=0) == pytest.approx((np.array(start) + np.array(end)) / 2)


@pytest.mark.parametrize("end", [(34, 20), (34, 4), (34, 12), (4, 30), (30, 33)])
@pytest.mark.parametrize("line", [2.0, 3.0])
def test_a_pixel_is_covered_by_the_share_of_its_points_in_the_stroke(
    end: tuple[int, int], line: float
) -> None:
    """Each pixel is sampled at 8 x 8 points, apart from the pixels around the ends."""
    start = np.array([4.0, 12.0])
    covered = stroke_coverage(start, np.array(end, dtype=float), line, (0, 0, 40, 40))
    samples = (np.arange(40 * 8) + 0.5) / 8
    x, y = np.meshgrid(samples, samples)
    direction = (end - start) / np.hypot(*(end - start))
    across = (x - start[0]) * -direction[1] + (y - start[1]) * direction[0]
    along = (x - start[0]) * direction[0] + (y - start[1]) * direction[1]
    inside = (abs(across) <= line / 2).reshape(40, 8, 40, 8).mean(axis=(1, 3))
    middle = along.reshape(40, 8, 40, 8).mean(axis=(1, 3))
    is_apart = (middle > 2) & (middle < np.hypot(*(end - start)) - 2)
    assert np.abs(covered - inside)[is_apart].max() < 0.16


def test_a_stroke_has_its_exact_colour_in_the_middle_and_is_cut_off_at_the_page() -> None:
    level = strokes_between("s", "#1f77b4", np.array([(-5, 10), (30, 10)]), 4)
    scene = Scene(20, 20, 72, "#ffffff", ("DejaVu Sans",), (Group("g", (level,)),))
    pixels = np.asarray(picture(scene).convert("RGB"))
    is_stroke = (pixels == [0x1F, 0x77, 0xB4]).all(axis=2)
    assert is_stroke[8:12].all()
    assert (pixels[:8] == 255).all()
    assert (pixels[12:] == 255).all()
