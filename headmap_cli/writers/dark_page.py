"""Choose the colours of heads on a dark page for a figure that was made for a white one."""

from __future__ import annotations

from collections.abc import Iterable

from ..colors.contrast import contrast

UNCLASSIFIED = "#33383e"
"""The colour of unclassified heads on a dark page."""
MIN_CONTRAST = 3.0
"""The least contrast of a classified head with an unclassified one, which WCAG asks of graphics (1.4.11)."""
STEPS = 50
"""The number of steps from a colour to white in which a lighter one is looked for."""
GRAY_RANGE = 0.55
"""The range of grays on a dark page, as a share of that on a white page, so that all of them are visible."""


def dark_color(color: str) -> str:
    """Return the colour that stands for one of a light page on a dark page.

    Grays are mirrored, since what is darkest on white should be lightest on black, and so stay in order.
    Other colours are mixed with as little white as gives them enough contrast with unclassified heads.

    >>> dark_color("#000000"), dark_color("#8c564b"), dark_color("#ff7f0e")
    ('#ffffff', '#a3786f', '#ff7f0e')
    """
    levels = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    if len(set(levels)) == 1:
        return _hex([round(255 - GRAY_RANGE * level) for level in levels])
    mixed = color
    for step in range(STEPS + 1):
        mixed = _hex([round(level + (255 - level) * step / STEPS) for level in levels])
        if contrast(mixed, UNCLASSIFIED) >= MIN_CONTRAST:
            break
    return mixed


def _hex(levels: Iterable[int]) -> str:
    """Return red, green and blue from 0 to 255 as ``#rrggbb``."""
    return "#" + "".join(f"{level:02x}" for level in levels)
