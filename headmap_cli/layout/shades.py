"""Vary the lightness of a category's colour with the scores of its heads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..colors.names import opaque
from ..colors.tints import tints
from ..core.array_types import FloatArray
from ..core.classification import Classification
from ..core.cutoffs import Cutoffs, category_cutoffs
from ..core.errors import HeadmapError
from ..style.palette import Palette
from ..style.schema import Style
from .fills import orient
from .plan_types import CellPart, Fill, Mask

NO_SHADE = -1
"""The shade of heads that are not in the category, or have no score of it."""


class Shades(Struct, frozen=True, eq=False):
    """The shades of the heads of one category.

    Attributes:
        colors: The colour of each shade, from that of the weakest score to the category's own colour.
        levels: The shade of each head, int (rows, columns), an index of `colors` or `NO_SHADE`.
        weakest: The weakest score of the category's heads; NaN if there are none.
        strongest: The strongest score.
        by_magnitude: Whether the signs of scores do not count.
    """

    colors: tuple[str, ...]
    levels: npt.NDArray[np.int64]
    weakest: float
    strongest: float
    by_magnitude: bool = False

    @property
    def range_text(self) -> str:
        """Return the range of the scores, for the legend; empty if there is none."""
        if np.isnan(self.weakest) or self.weakest == self.strongest:
            return ""
        if self.by_magnitude:
            sign = "\N{PLUS-MINUS SIGN}"
            return f"{sign}{abs(self.weakest):.3g} to {sign}{abs(self.strongest):.3g}"
        return f"{self.weakest:.3g} to {self.strongest:.3g}".replace("-", "\N{MINUS SIGN}")


def category_shades(data: Classification, colors: Palette, style: Style) -> list[Shades]:
    """Return the shades of each category.

    Args:
        data: The heads, their categories and their scores.
        colors: The colours of the figure.
        style: The style, which has the background and says what runs along x.

    Raises:
        HeadmapError: The data has no scores.
    """
    if data.scores is None:
        raise HeadmapError(
            "shade: scores needs scores, and the data has none; "
            "use the file that the scores are in, or shade: none"
        )
    others = [colors.unclassified, opaque(style.background)]
    used = {*colors.categories, *colors.multi.values(), *others}
    shades = []
    for c, color in enumerate(colors.categories):
        steps = tints(color, others, used)
        used.update(steps)
        members = data.membership[c] & ~np.isnan(data.scores[c])
        shades.append(_shades(steps, data.scores[c], members, category_cutoffs(data, c), style))
    return shades


def _shades(
    colors: tuple[str, ...], scores: FloatArray, members: Mask, cutoffs: Cutoffs, style: Style
) -> Shades:
    """Return the shades of one category.

    Args:
        colors: The colour of each shade.
        scores: float (layers, heads).
        members: The heads of the category that have a score, bool (layers, heads).
        cutoffs: Whether high or low scores are strong.
        style: The style, which says what runs along x.
    """
    levels = np.full(scores.shape, NO_SHADE)
    if not members.any():
        return Shades(colors, orient(levels, style), np.nan, np.nan)
    values = scores[members]
    strengths = cutoffs.strengths(values)
    # Without this division, the difference of two huge scores would overflow.
    strengths = strengths / (np.abs(strengths).max() or 1.0)
    low, high = strengths.min(), strengths.max()
    places = np.ones(len(values)) if low == high else (strengths - low) / (high - low)
    levels[members] = np.minimum((places * len(colors)).astype(np.int64), len(colors) - 1)
    weakest, strongest = float(values[strengths.argmin()]), float(values[strengths.argmax()])
    by_magnitude = cutoffs.sign == 0 and bool((values < 0).any())
    return Shades(colors, orient(levels, style), weakest, strongest, by_magnitude)


def shaded(fill: Fill, shades: Shades, heads: Mask) -> list[Fill]:
    """Return the fills of one category, with a fill for each shade that occurs.

    Args:
        fill: The fill of all heads of the category.
        shades: The shades of the category.
        heads: The heads that may have a shade, bool (rows, columns). The others keep the category's colour.
    """
    can_have = heads & (shades.levels != NO_SHADE)
    unshaded_parts = []
    shaded_heads = np.zeros_like(heads)
    for part in fill.parts:
        if part.parts == 1:
            shaded_heads |= part.mask & can_have
            part = CellPart(part.mask & ~can_have)
        unshaded_parts.append(part)
    fills = [Fill(fill.id, fill.color, fill.hatch, tuple(unshaded_parts), fill.dot)]
    for level, color in enumerate(shades.colors):
        mask = shaded_heads & (shades.levels == level)
        if mask.any():
            fills.append(Fill(f"{fill.id}--shade-{level + 1}", color, fill.hatch, (CellPart(mask),)))
    return fills


def shade_fills(
    fills: Sequence[Fill], ids: Sequence[str], shades: Sequence[Shades], heads: Mask
) -> tuple[Fill, ...]:
    """Return the fills of a map with those of categories in shades.

    Args:
        fills: The fills of the map.
        ids: The ids of the categories.
        shades: The shades of each category; empty for a figure without shades.
        heads: The heads that may have a shade, bool (rows, columns).
    """
    by_id = dict(zip(ids, shades, strict=False))
    result: list[Fill] = []
    for fill in fills:
        result += shaded(fill, by_id[fill.id], heads) if fill.id in by_id else [fill]
    return tuple(result)
