"""Colours of a figure that are hard to tell apart, and text that is hard to read, in words."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TypeAlias

from ..colors.contrast import contrast
from ..colors.difference import CLOSE_SIMULATED, MIN_DELTA_E, VISION_TYPES, close_pairs
from ..core.strings import quote
from ..core.vocabulary import option
from .schema import Style

log = logging.getLogger("headmap")

Swatch: TypeAlias = tuple[str, str, str]
"""The label, ``#rrggbb`` and hatch of something that the legend explains."""
Pair: TypeAlias = tuple[int, int]

LEAST_CONTRAST = 4.5
"""Of text to what is behind it (WCAG 2.2, 1.4.3, level AA)."""
MAX_PAIRS = 5
"""How many pairs of colours are listed; the others are counted."""
NORMAL = "normal vision"


def color_warnings(swatches: Sequence[Swatch], style: Style) -> list[str]:
    """Say what is hard to see in a figure: the pairs of colours that are closest, and text that is too pale.

    Two swatches with different hatches are told apart by those.
    """
    pairs = _alike(swatches)
    out = []
    for one, other in _worst_first(pairs)[:MAX_PAIRS]:
        sights = " and ".join(f"{sight} ({apart:.1f})" for sight, apart in pairs[one, other].items())
        out.append(
            f"{quote(swatches[one][0])} and {quote(swatches[other][0])} look alike with {sights}: "
            f"their colours {swatches[one][1]} and {swatches[other][1]} differ too little (CIEDE2000); "
            f"change one, or try {option('preset', 'colourblind')}"
        )
    hidden = len(pairs) - MAX_PAIRS
    if hidden > 0:
        which = "1 more pair of colours looks" if hidden == 1 else f"{hidden} more pairs of colours look"
        out.append(f"{which} alike; use fewer categories, or hatches")
    ratio = contrast(style.text.color, style.background)
    if ratio < LEAST_CONTRAST:
        out.append(
            f"text is hard to read: text.color {style.text.color} on background {style.background} has a "
            f"contrast of {ratio:.1f}, below {LEAST_CONTRAST} (WCAG)"
        )
    return out


def warn_of_alike_colors(swatches: Sequence[Swatch]) -> None:
    """Warn in one line if colours of a figure look alike in normal vision."""
    pairs = _alike(swatches, (NORMAL,))
    if not pairs:
        return
    one, other = _worst_first(pairs)[0]
    more = f" (and {len(pairs) - 1} more)" if len(pairs) > 1 else ""
    log.warning(
        "colours look alike: %s %s and %s %s%s; headmap check --preset NAME lists all pairs of a style",
        quote(swatches[one][0]),
        swatches[one][1],
        quote(swatches[other][0]),
        swatches[other][1],
        more,
    )


def _alike(
    swatches: Sequence[Swatch], sights: Sequence[str] = tuple(VISION_TYPES)
) -> dict[Pair, dict[str, float]]:
    """Find the pairs that no hatch tells apart, with the CIEDE2000 differences that are too small."""
    colors = [color for _, color, _ in swatches]
    pairs: dict[Pair, dict[str, float]] = {}
    for sight in sights:
        limit = MIN_DELTA_E if sight == NORMAL else CLOSE_SIMULATED
        for one, other, difference in close_pairs(colors, sight, limit):
            if swatches[one][2] == swatches[other][2]:
                pairs.setdefault((one, other), {})[sight] = difference
    return pairs


def _worst_first(pairs: dict[Pair, dict[str, float]]) -> list[Pair]:
    """Sort pairs: those that look alike in normal vision come first, then those that differ least."""

    def badness(pair: Pair) -> tuple[bool, float]:
        differences = pairs[pair]
        return NORMAL not in differences, differences.get(NORMAL, min(differences.values()))

    return sorted(pairs, key=badness)
