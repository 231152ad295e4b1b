"""Check the colours of scores: every score lies in the range of its level, and colours tell levels apart."""

from typing import Any

import numpy as np
import pytest

from headmap_cli.colors.ciede2000 import ciede2000
from headmap_cli.colors.color_maps import DIVERGING, SEQUENTIAL, sample_colors
from headmap_cli.colors.color_scale import color_scale
from headmap_cli.colors.difference import VISION_TYPES, simulate_vision
from headmap_cli.colors.spaces import channels, lab
from headmap_cli.core.errors import HeadmapError
from headmap_cli.mpl.color_maps import find_color_map

RANDOM = np.random.default_rng(0)
SCORES = {
    "sequential": RANDOM.random(500),
    "negative": -RANDOM.random(500),
    "diverging": RANDOM.normal(size=500),
    "constant": np.full(5, 0.5),
    "zero": np.zeros(5),
    "single": np.array([3.0]),
    "wide": 10.0 ** RANDOM.uniform(-300, 300, 500),
    "wide diverging": 10.0 ** RANDOM.uniform(-300, 300, 500) * RANDOM.choice([-1, 1], 500),
    "largest": np.array([-1.7e308, 0.0, 1.7e308]),
    "smallest": np.array([5e-324, 1e-323]),
}


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("spacing", ["linear", "log", "symlog"])
@pytest.mark.parametrize("center", [None, 0.0])
@pytest.mark.parametrize("limits", [100.0, 90.0, (0.1, 0.4)])
def test_score_lies_in_the_range_of_its_level(
    name: str, spacing: Any, center: float | None, limits: Any
) -> None:
    scores = SCORES[name]
    if spacing == "log" and (center == 0 or ((scores < 0).any() and limits != (0.1, 0.4))):
        with pytest.raises(HeadmapError, match="log scale"):
            color_scale(scores, SEQUENTIAL, spacing, center, limits)
        return
    scale = color_scale(scores, SEQUENTIAL if center is None else DIVERGING, spacing, center, limits)
    lowest, highest = scale.axis.lowest, scale.axis.highest
    clipped = np.clip(scores, lowest, highest)
    for score, level in zip(clipped.tolist(), scale.level_of(scores).tolist(), strict=True):
        low, high = scale.score_range(level)
        rounding = 1e-9 * (score if spacing == "log" else max(abs(lowest), abs(highest)))
        assert low - rounding <= score <= high + rounding
    # What is clipped by less than a reader could see is not flagged.
    positions = scale.axis.position(scores)
    assert scale.clips_low == bool((positions < -1e-9).any())
    assert scale.clips_high == bool((positions > 1 + 1e-9).any())


def test_score_that_is_nan_has_no_level() -> None:
    scale = color_scale(np.array([np.nan, 1.0]), SEQUENTIAL)
    assert scale.level_of(np.nan) == -1
    assert scale.level_of(1.0) >= 0


def test_center_has_the_middle_color_even_off_the_middle_of_the_range() -> None:
    scale = color_scale(np.array([-1.0, 3.0]), DIVERGING, "linear", 0.0, (-1.0, 3.0))
    middle = np.array([channels(scale.color_of(0.0)), channels(DIVERGING[16])])
    assert np.abs(middle[0] - middle[1]).max() < 0.02
    assert scale.colors[-1] == DIVERGING[-1]


@pytest.mark.parametrize(("colors", "count"), [(SEQUENTIAL, 128), (DIVERGING, 127)])
def test_own_maps_are_even_steps_and_get_darker_from_the_light_end(
    colors: tuple[str, ...], count: int
) -> None:
    sampled = sample_colors(colors, np.linspace(0, 1, count).tolist())
    rgb = np.array([channels(color) for color in sampled])
    assert len(set(sampled)) == count
    light = int(lab(rgb)[:, 0].argmax())
    for vision in VISION_TYPES:
        perceived = lab(simulate_vision(rgb, vision))
        for part in (perceived[light:], perceived[: light + 1][::-1]):
            assert (np.diff(part[:, 0]) < 0.3).all()
    # The channels are rounded to whole numbers, so that only wider steps are even.
    wide = lab(np.array([channels(color) for color in colors]))[::2]
    steps = ciede2000(wide[:-1], wide[1:])
    assert steps.max() < 1.15 * steps.min()


def test_ends_of_the_diverging_map_differ_for_every_vision_type() -> None:
    arms = np.array([[channels(DIVERGING[i]), channels(DIVERGING[-1 - i])] for i in range(2, 13)])
    for vision in VISION_TYPES:
        first = lab(simulate_vision(arms[:, 0], vision))
        second = lab(simulate_vision(arms[:, 1], vision))
        assert ciede2000(first, second).min() > 10


def test_map_of_matplotlib_is_found_by_its_name() -> None:
    assert find_color_map("viridis")[0] == "#440154"
    assert find_color_map("viridis")[-1] == "#fde725"


@pytest.mark.parametrize(
    ("name", "message"), [("virids", "did you mean 'viridis'"), ("tab10", "for categories")]
)
def test_map_that_does_not_exist_or_has_no_order_is_refused(name: str, message: str) -> None:
    with pytest.raises(HeadmapError, match=message):
        find_color_map(name)
