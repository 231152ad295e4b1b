"""Warn of colours of a figure that are hard to tell apart, and of text that is hard to read."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TypeAlias

from msgspec.structs import asdict

from ..colors.contrast import contrast
from ..colors.difference import CLOSE_SIMULATED, MIN_DELTA_E, VISION_TYPES, close_pairs
from ..colors.names import opaque
from ..core.strings import quote
from ..core.vocabulary import option
from .schema import Style, UnclassifiedStyle

log = logging.getLogger("headmap")

Swatch: TypeAlias = tuple[str, str, str]
"""The label, ``#rrggbb`` and hatch of an entry of the legend; ``none`` for a hatch that is not drawn."""
Pair: TypeAlias = tuple[int, int]
"""The indices of two swatches."""
ClosePairs: TypeAlias = dict[Pair, dict[str, float]]
"""The pairs that look alike, each with its CIEDE2000 difference for the types of vision that confuse it."""

MIN_CONTRAST = 4.5
"""The least contrast of text and background (WCAG 2.2, success criterion 1.4.3, level AA)."""
MAX_PAIRS = 5
"""How many pairs of colours are listed; the others are counted."""
NORMAL_VISION = "normal vision"


def color_warnings(swatches: Sequence[Swatch], style: Style) -> list[str]:
    """Describe what is hard to see in a figure: the closest pairs of colours, and text that is pale or small.

    Args:
        swatches: The entries of the legend. Two with different hatches can be told apart.
        style: The style of the figure.

    Returns:
        A sentence for each of the closest five pairs, the number of other pairs, and sentences on the text.
    """
    pairs = _find_close_pairs(swatches, tuple(VISION_TYPES))
    warnings = []
    for first, second in _worst_first(pairs)[:MAX_PAIRS]:
        warnings.append(_pair_warning(swatches[first], swatches[second], pairs[first, second]))
    unlisted_count = len(pairs) - MAX_PAIRS
    if unlisted_count == 1:
        warnings.append("1 more pair of colours looks alike; use fewer categories, or hatches")
    elif unlisted_count > 1:
        warnings.append(
            f"{unlisted_count} more pairs of colours look alike; use fewer categories, or hatches"
        )
    return [*warnings, *_text_warnings(style)]


def _text_warnings(style: Style) -> list[str]:
    """Return a sentence on text that is too pale, and one on type that is too small."""
    warnings = []
    background = opaque(style.background)
    ratio = contrast(style.text.color, background)
    if ratio < MIN_CONTRAST:
        warnings.append(
            f"text is hard to read: text.color {style.text.color} on background {background} has a "
            f"contrast of {ratio:.1f}, below {MIN_CONTRAST} (WCAG)"
        )
    sizes = asdict(style.text.size)
    smallest = min(sizes, key=lambda name: sizes[name])
    if sizes[smallest] < style.text.smallest:
        warnings.append(
            f"type is hard to read: text.size.{smallest} is {sizes[smallest]:g} points, below "
            f"{style.text.smallest:g} (text.smallest)"
        )
    return warnings


def warn_of_alike_colors(swatches: Sequence[Swatch], style: Style) -> None:
    """Log one warning, of the closest pair, if colours of a figure look alike.

    Two of the default colours, which are those of the reference figure, are only judged in normal vision,
    since almost every figure would cause the same warning; ``headmap check`` judges them in all.

    Args:
        swatches: The entries of the legend. Two with different hatches can be told apart.
        style: The style of the figure.
    """
    chosen_colors = _chosen_colors(style)
    visions = tuple(VISION_TYPES) if chosen_colors else (NORMAL_VISION,)
    pairs: ClosePairs = {}
    for pair, differences in _find_close_pairs(swatches, visions).items():
        is_chosen = any(swatches[index][1] in chosen_colors for index in pair)
        if is_chosen or NORMAL_VISION in differences:
            pairs[pair] = differences
    if not pairs:
        return
    first, second = _worst_first(pairs)[0]
    first_label, first_color, _ = swatches[first]
    second_label, second_color, _ = swatches[second]
    to_whom = ""
    if NORMAL_VISION not in pairs[first, second]:
        to_whom = f" with {' and '.join(pairs[first, second])}"
    others = ""
    if len(pairs) > 1:
        others = f" (and {len(pairs) - 1} more)"
    log.warning(
        "colours look alike%s: %s %s and %s %s%s; headmap check with the same style lists all pairs",
        to_whom,
        quote(first_label),
        first_color,
        quote(second_label),
        second_color,
        others,
    )


def _chosen_colors(style: Style) -> set[str]:
    """Return the colours of heads that a style chooses, and not those that it leaves to the default."""
    colors = {*style.colors, *style.multi.colors}
    colors.update(category.color for category in style.categories.values() if category.color)
    if style.unclassified.color != UnclassifiedStyle().color:
        colors.add(style.unclassified.color)
    return colors


def _pair_warning(first: Swatch, second: Swatch, differences: dict[str, float]) -> str:
    """Describe a pair of swatches that look alike, by its difference for each type of vision."""
    first_label, first_color, _ = first
    second_label, second_color, _ = second
    visions = " and ".join(f"{vision} ({difference:.1f})" for vision, difference in differences.items())
    return (
        f"{quote(first_label)} and {quote(second_label)} look alike with {visions}: "
        f"their colours {first_color} and {second_color} differ too little (CIEDE2000); "
        f"change one, or try {option('preset', 'colourblind')}"
    )


def _find_close_pairs(swatches: Sequence[Swatch], visions: Sequence[str]) -> ClosePairs:
    """Find the pairs of swatches with the same hatch whose colours look alike to some type of vision."""
    colors = [color for _, color, _ in swatches]
    hatches = [hatch for _, _, hatch in swatches]
    pairs: ClosePairs = {}
    for vision in visions:
        limit = MIN_DELTA_E if vision == NORMAL_VISION else CLOSE_SIMULATED
        for first, second, difference in close_pairs(colors, vision, limit):
            if hatches[first] == hatches[second]:
                pairs.setdefault((first, second), {})[vision] = difference
    return pairs


def _worst_first(pairs: ClosePairs) -> list[Pair]:
    """Sort pairs: those that look alike in normal vision come first, then those that differ least."""

    def sort_key(pair: Pair) -> tuple[bool, float]:
        differences = pairs[pair]
        # False sorts before True.
        if NORMAL_VISION in differences:
            return False, differences[NORMAL_VISION]
        return True, min(differences.values())

    return sorted(pairs, key=sort_key)
