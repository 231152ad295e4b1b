"""Hold headmap's own colour maps for scores, and compute the colours of a map's levels.

Both maps are steps of equal CIEDE2000 difference along a path through CIELAB. The sequential one gets darker
from end to end; the diverging one gets darker from its middle to both ends.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .spaces import channels

SEQUENTIAL = (
    "#f2f1ef", "#f3eee5", "#f5ebd9", "#f6e5cb", "#f7dfba", "#f7d6a8", "#f5cb95", "#f5bf84",
    "#f4b375", "#f3a767", "#f09a5c", "#ed8e53", "#e9824e", "#e67649", "#e26b46", "#dd5f43",
    "#d65440", "#cc4b3e", "#c24440", "#ba3d43", "#b23746", "#a9314a", "#a12b4d", "#97234f",
    "#8c1c50", "#7f1952", "#721853", "#631753", "#53164f", "#421345", "#32113b", "#250e30",
    "#1b0a26",
)  # fmt: skip
"""Colours at equal distances from the lowest score, light gray, to the highest, nearly black."""

DIVERGING = (
    "#07184a", "#002264", "#012f7c", "#1c3e8e", "#254d9d", "#295caa", "#306ab6", "#3b77c0",
    "#4a85c8", "#5c93ce", "#73a2d5", "#8ab1dc", "#a2c1e1", "#b8cfe6", "#cdddea", "#e1e8ed",
    "#f2f1ef", "#f3e7e0", "#f3dace", "#f2cbb9", "#efb9a2", "#eaa589", "#e49173", "#db7d61",
    "#d56a54", "#cd5748", "#c3443b", "#b23431", "#a0262e", "#8e182c", "#780826", "#5e041f",
    "#450817",
)  # fmt: skip
"""Colours at equal distances from the lowest score, dark blue, over light gray to the highest, dark red."""

REVERSED = "_r"
"""The ending of the name of a map whose colours are in the opposite order, as in matplotlib."""

OWN_MAPS = {
    "sequential": SEQUENTIAL,
    "diverging": DIVERGING,
    f"sequential{REVERSED}": SEQUENTIAL[::-1],
    f"diverging{REVERSED}": DIVERGING[::-1],
}
"""The colours of headmap's own maps, by name."""


def sample_colors(colors: Sequence[str], positions: Sequence[float]) -> list[str]:
    """Return the colours at some positions of a map.

    Args:
        colors: The ``#rrggbb`` codes of the map at equal distances, at least two.
        positions: Numbers from 0, the first colour, to 1, the last.

    Returns:
        ``#rrggbb`` codes, interpolated between the two nearest colours.
    """
    rgb = np.array([channels(color) for color in colors])
    places = np.asarray(positions) * (len(colors) - 1)
    indices = np.arange(len(colors))
    mixed = np.stack([np.interp(places, indices, rgb[:, channel]) for channel in range(3)], axis=1)
    return [
        f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in np.rint(mixed * 255).astype(int).tolist()
    ]
