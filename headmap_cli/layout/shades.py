"""Vary the lightness of a category's colour with the scores of its heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..colors.tints import tints
from ..core.array_types import FloatArray
from ..core.classification import Classification
from ..core.cutoffs import Cutoffs, category_cutoffs
from ..core.errors import HeadmapError
from ..style.palette import Palette
from .cell_content import CellPart, Fill, Mask

NO_SHADE = -1
"""The shade of heads that are not in the category, or have no score of it."""


class Shades(Struct, frozen=True, eq=False):
    """The shades of the heads of one category.

    Attributes:
        colors: The colour of each shade, from that of the weakest score to the category's own colour.
        cutoffs: Whether high or low scores are strong.
        weakest: The weakest score of the category's heads; NaN if there are none.
        strongest: The strongest score.
        by_magnitude: Whether the signs of scores do not count.
    """

    colors: tuple[str, ...]
    cutoffs: Cutoffs
    weakest: float
    strongest: float
    by_magnitude: bool = False

    def levels(self, scores: FloatArray, members: Mask) -> npt.NDArray[np.int64]:
        """Return the shade of each head, an index of `colors` or `NO_SHADE`.

        Args:
            scores: The scores of the category, float (layers, heads), NaN for none.
            members: The heads of the category, bool (layers, heads).
        """
        levels = np.full(scores.shape, NO_SHADE)
        has_shade = members & ~np.isnan(scores)
        ends = self.cutoffs.strengths(np.array([self.weakest, self.strongest]))
        # Without this division, the difference of two huge scores would overflow.
        unit = np.abs(ends).max() or 1.0
        low, high = (ends / unit).tolist()
        strengths = self.cutoffs.strengths(scores[has_shade]) / unit
        places = np.ones(len(strengths)) if low == high else (strengths - low) / (high - low)
        levels[has_shade] = np.minimum((places * len(self.colors)).astype(np.int64), len(self.colors) - 1)
        return levels

    @property
    def range_text(self) -> str:
        """Return the range of the scores, for the legend; empty if there is none."""
        if np.isnan(self.weakest) or self.weakest == self.strongest:
            return ""
        if self.by_magnitude:
            sign = "\N{PLUS-MINUS SIGN}"
            return f"{sign}{abs(self.weakest):.3g} to {sign}{abs(self.strongest):.3g}"
        return f"{self.weakest:.3g} to {self.strongest:.3g}".replace("-", "\N{MINUS SIGN}")


def category_shades(data: Classification, colors: Palette, background: str) -> list[Shades]:
    """Return the shades of each category.

    Args:
        data: The heads, their categories and their scores.
        colors: The colours of the figure.
        background: The colour of the page as ``#rrggbb``.

    Raises:
        HeadmapError: The data has no scores.
    """
    if data.scores is None:
        raise HeadmapError(
            "shade: scores needs scores, and the data has none; "
            "use the file that the scores are in, or shade: none"
        )
    others = [colors.unclassified, background]
    used = {*colors.categories, *colors.multi.values(), *others}
    shades = []
    for c, color in enumerate(colors.categories):
        steps = tints(color, others, used)
        used.update(steps)
        members = data.membership[c] & ~np.isnan(data.scores[c])
        shades.append(_shades(steps, data.scores[c][members], category_cutoffs(data, c)))
    return shades


def _shades(colors: tuple[str, ...], scores: FloatArray, cutoffs: Cutoffs) -> Shades:
    """Return the shades of one category.

    Args:
        colors: The colour of each shade.
        scores: The scores of its heads, float (heads,).
        cutoffs: Whether high or low scores are strong.
    """
    if not len(scores):
        return Shades(colors, cutoffs, np.nan, np.nan)
    strengths = cutoffs.strengths(scores)
    weakest, strongest = float(scores[strengths.argmin()]), float(scores[strengths.argmax()])
    by_magnitude = cutoffs.sign == 0 and bool((scores < 0).any())
    return Shades(colors, cutoffs, weakest, strongest, by_magnitude)


def shaded(fill: Fill, colors: Sequence[str], levels: npt.NDArray[np.int64], heads: Mask) -> list[Fill]:
    """Return the fills of one category, with a fill for each shade that occurs.

    Args:
        fill: The fill of all heads of the category.
        colors: The colour of each shade of the category.
        levels: The shade of each head, int (rows, columns), an index of the colours or `NO_SHADE`.
        heads: The heads that may have a shade, bool (rows, columns). The others keep the category's colour.
    """
    can_have = heads & (levels != NO_SHADE)
    unshaded_parts = []
    shaded_heads = np.zeros_like(heads)
    for part in fill.parts:
        if part.parts == 1:
            shaded_heads |= part.mask & can_have
            part = CellPart(part.mask & ~can_have)
        unshaded_parts.append(part)
    fills = [Fill(fill.id, fill.color, fill.hatch, tuple(unshaded_parts), fill.dot)]
    for level, color in enumerate(colors):
        mask = shaded_heads & (levels == level)
        if mask.any():
            fills.append(Fill(f"{fill.id}--shade-{level + 1}", color, fill.hatch, (CellPart(mask),)))
    return fills


def shade_fills(
    fills: Sequence[Fill], shades: Mapping[str, tuple[Sequence[str], npt.NDArray[np.int64]]], heads: Mask
) -> tuple[Fill, ...]:
    """Return the fills of a map with those of categories in shades.

    Args:
        fills: The fills of the map.
        shades: By the id of each category, the colours of its shades and the shade of each head, see shaded.
        heads: The heads that may have a shade, bool (rows, columns).
    """
    result: list[Fill] = []
    for fill in fills:
        if fill.id in shades:
            colors, levels = shades[fill.id]
            result += shaded(fill, colors, levels, heads)
        else:
            result.append(fill)
    return tuple(result)
