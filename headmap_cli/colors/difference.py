"""Measure how different colours look, in normal vision and to colour-blind readers."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from .ciede2000 import ciede2000
from .names import TAB10
from .spaces import FloatArray, apply_matrix, channels, encode_srgb, lab, linearize_srgb

MIN_DELTA_E = 10.0
"""The CIEDE2000 difference below which two colours of a figure count as close in normal vision."""

CLOSE_SIMULATED = 6.0
"""The same limit for simulated colour blindness, which leaves larger differences in few palettes."""

VISION_TYPES = {
    "normal vision": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
"""Matrices on linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1.0)."""

COLOR_WORDS = TAB10 | {
    "black": "#000000",
    "white": "#ffffff",
    "light gray": "#d3d3d3",
    "dark gray": "#404040",
    "light blue": "#aec7e8",
    "dark blue": "#00008b",
    "light green": "#98df8a",
    "dark green": "#006400",
    "yellow": "#ffe119",
}
"""Everyday words for colours, each with an example."""


def simulate_vision(rgb: FloatArray, vision: str) -> FloatArray:
    """Return colours as a reader with a type of vision sees them.

    Args:
        rgb: sRGB values from 0 to 1, float (n, 3).
        vision: A key of `VISION_TYPES`.

    Returns:
        sRGB values from 0 to 1, float (n, 3).
    """
    # The products can lie slightly outside the range of sRGB.
    linear = np.clip(apply_matrix(linearize_srgb(rgb), VISION_TYPES[vision]), 0, 1)
    return encode_srgb(linear)


def close_pairs(colors: list[str], vision: str, limit: float = MIN_DELTA_E) -> list[tuple[int, int, float]]:
    """Return the pairs of colours that a reader can hardly tell apart.

    Args:
        colors: ``#rrggbb`` codes.
        vision: A key of `VISION_TYPES`.
        limit: The CIEDE2000 difference below which a pair is close.

    Returns:
        The two indices and the difference of each close pair, the closest pair first.
    """
    if len(colors) < 2:
        return []
    index_pairs = np.array(list(combinations(range(len(colors)), 2)), dtype=np.int64)
    perceived = lab(simulate_vision(np.array([channels(color) for color in colors]), vision))
    differences = ciede2000(perceived[index_pairs[:, 0]], perceived[index_pairs[:, 1]])
    close = []
    for (i, j), difference in zip(index_pairs.tolist(), differences.tolist(), strict=True):
        if difference < limit:
            close.append((i, j, difference))
    return sorted(close, key=lambda pair: pair[2])


def color_word(color: str) -> str:
    """Return the word of `COLOR_WORDS` whose example is nearest to ``#rrggbb`` (CIEDE2000).

    >>> color_word("#ff7f0e"), color_word("#d5d5d5")
    ('orange', 'light gray')
    """
    examples = lab(np.array([channels(code) for code in COLOR_WORDS.values()]))
    repeated = np.repeat(lab(np.array([channels(color)])), len(examples), axis=0)
    nearest = int(ciede2000(examples, repeated).argmin())
    return list(COLOR_WORDS)[nearest]
