"""Whether a finished PDF figure fits a venue: its fonts, width and type sizes, and its colours in gray."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ..colors.spaces import channels, lab
from ..core.errors import UsageError
from ..core.strings import did_you_mean, quote
from ..style.load import load_style
from ..style.presets import names
from .pdf import PdfFacts

SMALLEST_POINTS = 6.0
"""Type below this is hard to read on paper."""
LEAST_APART = 5.0
"""Lightness (CIELAB L*, 0..100) by which two areas must differ to be told apart in gray."""
ROUNDING = 0.5


def venue_widths(venue: str) -> dict[str, float]:
    """The widths of a venue's template in points, by name; raises UsageError for what is no venue."""
    widths = {name: load_style(preset=name).layout.widths for name in names()}
    known = [name for name, found in widths.items() if found]
    if venue not in known:
        hint = did_you_mean(venue, known)
        raise UsageError(f"--venue: no venue {quote(venue)}{hint}; expected one of {', '.join(known)}")
    return {name: float(width) for name, width in widths[venue].items()}


def check_venue(facts: PdfFacts, venue: str, widths: dict[str, float]) -> tuple[list[str], list[str], str]:
    """What must be mended, what could be better, and a line that says what the figure is.

    widths: of the venue's template, in points, by name.
    """
    problems, advice = [], []
    bad = [font.name for font in facts.fonts.values() if not font.embedded]
    if bad:
        problems.append(f"fonts are not embedded: {', '.join(bad)}; embed them")
    type3 = [font.name for font in facts.fonts.values() if font.kind == "Type3"]
    if type3:
        problems.append(
            f"fonts are Type 3, which submission checks refuse: {', '.join(type3)}; "
            "use TrueType (matplotlib: pdf.fonttype 42)"
        )
    fits = {name: width for name, width in widths.items() if facts.width <= width + ROUNDING}
    if not fits:
        name, width = max(widths.items(), key=lambda item: item[1])
        problems.append(
            f"is {_wide(facts.width)} wide, more than the {name} width of {venue}, {_wide(width)}; "
            f"LaTeX would shrink its type; draw it with --width {_wide(width)}"
        )
    if facts.sizes and min(facts.sizes) < SMALLEST_POINTS:
        problems.append(
            f"its smallest type is {min(facts.sizes):g} points; at least {SMALLEST_POINTS:g} can be read"
        )
    if facts.pages > 1:
        advice.append(f"has {facts.pages} pages; LaTeX takes the first")
    for one, other in _alike_in_gray(facts.fills):
        advice.append(
            f"areas of {one} and {other} look alike in gray; change one, add hatches, or use "
            "--preset print-gray"
        )
    wide = min(fits, key=lambda name: fits[name], default="")
    smallest = f", type from {min(facts.sizes):g} points" if facts.sizes else ", no text"
    fonts = sorted({font.name for font in facts.fonts.values()})
    said = f"{_wide(facts.width)} wide, within the {wide} width of {venue}{smallest}"
    return problems, advice, said + (f", fonts embedded: {', '.join(fonts)}" if fonts else "")


def _wide(points: float) -> str:
    return f"{points / 72:.4g}in"


def _alike_in_gray(fills: set[str]) -> list[tuple[str, str]]:
    """Neighbours in lightness that differ by less than can be seen."""
    if not fills:
        return []
    light = lab(np.array([channels(color) for color in sorted(fills)]))[:, 0]
    ordered = sorted(zip(light.tolist(), sorted(fills), strict=True))
    return [(one[1], other[1]) for one, other in pairwise(ordered) if other[0] - one[0] < LEAST_APART]
