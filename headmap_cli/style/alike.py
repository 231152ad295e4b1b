"""Colours of a figure that are hard to tell apart, and text that is hard to read, in words."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import quote
from .contrast import contrast
from .difference import CLOSE, SIGHTS, close_pairs
from .types import Style

LEAST_CONTRAST = 4.5
"""Of text to what is behind it (WCAG 2.2, 1.4.3, level AA)."""


def color_warnings(swatches: Sequence[tuple[str, str, str]], style: Style) -> list[str]:
    """What is hard to see in a figure: pairs of colours too close, by name, and text too pale.

    swatches: label, ``#rrggbb`` and hatch of everything that the legend explains. Two with different
    hatches are told apart by those.
    """
    labels, colors, hatches = zip(*swatches, strict=True) if swatches else ((), (), ())
    found: dict[tuple[int, int], list[str]] = {}
    for sight in SIGHTS:
        for one, other, apart in close_pairs(list(colors), sight):
            if hatches[one] == hatches[other]:
                found.setdefault((one, other), []).append(f"{sight} ({apart:.1f})")
    out = [
        f"{quote(labels[one])} and {quote(labels[other])} look alike with {' and '.join(sights)}: "
        f"their colours {colors[one]} and {colors[other]} differ by less than {CLOSE:g} (CIEDE2000); "
        "change one, or try --preset colourblind"
        for (one, other), sights in found.items()
    ]
    ratio = contrast(style.text.color, style.background)
    if ratio < LEAST_CONTRAST:
        out.append(
            f"text is hard to read: text.color {style.text.color} on background {style.background} has a "
            f"contrast of {ratio:.1f}, below {LEAST_CONTRAST} (WCAG)"
        )
    return out
