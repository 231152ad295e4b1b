"""Draw scores as text for a terminal: half blocks in the colours of the scale, or a ramp of characters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..colors.color_scale import ColorScale
from ..core.classification import Classification
from ..core.number_text import short_number
from ..core.strings import printable
from ..layout.fills import orient
from ..layout.labels import shown_labels
from ..layout.score_plan import find_scale
from ..style.schema import Style
from .terminal import FULL_BLOCK, MIN_TITLE_WIDTH, side_by_side
from .terminal_colors import RESET, ColorSupport, foreground_code
from .terminal_panel import EntryIndices, Signs, panel_lines, plain_line, truncate

RAMP = ".:-=+*#%@"
"""The characters of scores without colours, from the lowest to the highest; no score is blank."""

BLANK = "blank: no score"

SCALE_BLOCKS = 24
"""The number of characters of the scale in colour."""


def terminal_scores(data: Classification, style: Style, width: int, support: ColorSupport = "none") -> str:
    """Return a map of the scores of each category, and the scale, as text.

    Args:
        data: The scores, with or without memberships.
        style: The style, of which colours of scores, labels and axes have an effect. All maps share a scale.
        width: The greatest number of characters in a line.
        support: The colours that the terminal supports.

    Raises:
        HeadmapError: The style asks for a scale that cannot show the scores.
    """
    assert data.scores is not None
    scale = find_scale(data.scores, style.scores)
    text = [*score_panels(data, scale, style, width, support), scale_line(scale, style, width, support)]
    if has_blanks(data):
        text.append(truncate(BLANK, width))
    return "\n".join(text) + "\n"


def has_blanks(data: Classification) -> bool:
    """Return whether some places of the grid have no score, and so are blank."""
    assert data.scores is not None
    return bool((np.isnan(data.scores) & data.present).any()) or not data.present.all()


def score_panels(
    data: Classification, scale: ColorScale, style: Style, width: int, support: ColorSupport
) -> Iterator[str]:
    """Yield the lines of a map of the scores of each category."""
    assert data.scores is not None
    signs = _ramp_signs(scale) if support == "none" else Signs((), (), scale.colors)
    drawn = []
    for label, scores in zip(shown_labels(data.categories, style), data.scores, strict=True):
        levels: EntryIndices = orient(scale.level_of(scores), style)
        lines = list(panel_lines(levels, signs, width, support, style))
        title_width = min(width, max(MIN_TITLE_WIDTH, *(line.width for line in lines)))
        lines.insert(0, plain_line(printable(label), title_width).padded(title_width))
        drawn.append(lines)
    yield from side_by_side(drawn, width)


def _ramp_signs(scale: ColorScale) -> Signs:
    """Return the character of each level of a scale."""
    levels = len(scale.colors)
    return Signs((), [RAMP[level * len(RAMP) // levels] for level in range(levels)], scale.colors)


def scale_line(scale: ColorScale, style: Style, width: int, support: ColorSupport) -> str:
    """Return the scale on one line, between the scores at its ends; clipped ends have an arrow."""
    low = ("\u2264 " if scale.clips_low else "") + short_number(scale.axis.lowest)
    high = ("\u2265 " if scale.clips_high else "") + short_number(scale.axis.highest)
    name = printable(style.scores.label)
    before = f"{name} {low} ".lstrip()
    after = f" {high}"
    if support == "none":
        return truncate(before + RAMP + after, width)
    blocks = max(2, min(SCALE_BLOCKS, width - len(before) - len(after)))
    bar = ""
    for i in range(blocks):
        color = scale.colors[i * (len(scale.colors) - 1) // (blocks - 1)]
        bar += foreground_code(color, support) + FULL_BLOCK
    return before + bar + RESET + after
