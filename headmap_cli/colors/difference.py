"""How far apart two colours look: to most eyes, and to those with each kind of colour blindness."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt

from .names import TAB10
from .spaces import channels, lab

FloatArray = npt.NDArray[np.float64]

MIN_DELTA_E = 10.0
"""Below this difference (CIEDE2000) two colours of a figure are said to be close in normal vision."""
CLOSE_SIMULATED = 6.0
"""The same for colours as they look to the colour-blind, where few palettes keep more."""

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
"""What becomes of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1.0)."""


def simulated(rgb: FloatArray, sight: str) -> FloatArray:
    """sRGB colours (n, 3) in 0..1 as they look with one of SIGHTS, in 0..1."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(
        np.einsum("nj,ij->ni", linear, VISION_TYPES[sight]), 0, 1
    )  # without OpenBLAS, as in palette.lab
    shown: FloatArray = np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055)
    return shown


def ciede2000(one: FloatArray, other: FloatArray) -> FloatArray:
    """The CIEDE2000 difference of CIELAB colours (n, 3) and (n, 3): (n,).

    Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", 2005.
    """
    l1, a1, b1 = one.T
    l2, a2, b2 = other.T
    mean7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    stretch = 1 + 0.5 * (1 - np.sqrt(mean7 / (mean7 + 25.0**7)))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    gray = c1 * c2 == 0
    turn = np.where(gray, 0, (h2 - h1 + 180) % 360 - 180)
    turn = np.where((turn == -180) & (h2 - h1 == 180), 180, turn)
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    far = np.abs(h1 - h2) > 180
    hue = np.where(gray, h1 + h2, (h1 + h2 + np.where(far, np.where(h1 + h2 < 360, 360, -360), 0)) / 2)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    shape = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    sl = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * shape
    bend = 30 * np.exp(-(((hue - 275) / 25) ** 2))
    rc = 2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    mixed = -np.sin(np.radians(2 * bend)) * rc * (dc / sc) * (dh / sh)
    result: FloatArray = np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + mixed)
    return result


def close_pairs(colors: list[str], sight: str, limit: float = MIN_DELTA_E) -> list[tuple[int, int, float]]:
    """Pairs of ``#rrggbb`` colours, by their index, that differ by less than limit with one of SIGHTS.

    The closest pair comes first; each with its CIEDE2000 difference.
    """
    if len(colors) < 2:
        return []
    pairs = np.array(list(combinations(range(len(colors)), 2)), dtype=np.int64)
    seen = lab(simulated(np.array([channels(color) for color in colors]), sight))
    apart = ciede2000(seen[pairs[:, 0]], seen[pairs[:, 1]])
    found = [(int(i), int(j), float(d)) for (i, j), d in zip(pairs, apart, strict=True) if d < limit]
    return sorted(found, key=lambda pair: pair[2])


WORDS = TAB10 | {
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


def color_word(color: str) -> str:
    """The word, of those in WORDS, for the colour nearest to ``#rrggbb`` (CIEDE2000).

    >>> color_word("#ff7f0e"), color_word("#d5d5d5")
    ('orange', 'light gray')
    """
    known = lab(np.array([channels(c) for c in WORDS.values()]))
    apart = ciede2000(known, np.repeat(lab(np.array([channels(color)])), len(known), axis=0))
    return list(WORDS)[int(apart.argmin())]
