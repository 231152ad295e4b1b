"""Compute the tints of a colour: steps of lightness from a pale one to the colour itself."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .ciede2000 import ciede2000
from .spaces import channels, lab

MAX_TINTS = 16
"""The largest number of tints of a colour."""

PALEST = 0.7
"""The share of white in the palest tint, unless it has to stay apart from another colour."""

MIN_DISTANCE = 12.0
"""The least CIEDE2000 difference of a tint from a colour that it has to stay apart from, where possible."""


def tints(color: str, others: Iterable[str], used: Iterable[str] = ()) -> tuple[str, ...]:
    """Return tints of a colour, the palest first; the last is the colour itself.

    Args:
        color: The colour as ``#rrggbb``.
        others: Colours that readers must not confuse with a tint, such as that of unclassified heads.
        used: Colours that no tint may have exactly, because they mean something else in the figure.

    Returns:
        At most `MAX_TINTS` colours, all different.
    """
    base = np.array(channels(color))
    avoided = lab(np.array([channels(avoided_color) for avoided_color in others]))
    white = PALEST
    while white > 0.1:
        shares = np.linspace(white, 0, MAX_TINTS)[:-1, None]
        mixed = shares + (1 - shares) * base
        points = lab(mixed)
        distances = [ciede2000(points, np.broadcast_to(point, points.shape)).min() for point in avoided]
        if min(distances) >= MIN_DISTANCE:
            break
        white -= 0.05
    shares = np.linspace(white, 0, MAX_TINTS)[:, None]
    codes = []
    for red, green, blue in np.rint((shares + (1 - shares) * base) * 255).astype(int).tolist():
        codes.append(f"#{red:02x}{green:02x}{blue:02x}")
    taken = set(used) - {color}
    return tuple(code for code in dict.fromkeys(codes) if code not in taken)
