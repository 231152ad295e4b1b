"""Plan the panels of scores: the colour of each score, and the bars that explain the colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..colors.color_maps import REVERSED
from ..colors.color_scale import ColorScale, color_scale, diverges
from ..core.array_types import FloatArray
from ..core.classification import Classification
from ..core.cutoffs import common_cutoffs
from ..core.errors import HeadmapError
from ..core.number_text import short_number
from ..core.strings import printable
from ..mpl.color_maps import find_color_map
from ..style.schema import ScoresStyle, Style
from .cell_content import Mask, ScoreMap, ScoreValues
from .fills import orient
from .plan_types import SELECTED, ColorBar, LegendEntry

CUTOFF_DIGITS = 6
"""The significant digits of a cutoff in the legend."""


class ScorePlanner:
    """The colours of the scores of some categories.

    Attributes:
        bars: The colour bars, one for all categories or one for each.
        has_unscored: Whether some head has no score.
        has_selected: Whether a rule has selected some heads.
    """

    def __init__(
        self, data: Classification, style: Style, shown: Sequence[int], labels: Sequence[str]
    ) -> None:
        """Choose the scales.

        Args:
            data: The classification.
            style: The style of the figure.
            shown: The categories whose scores are shown, by index; at least one.
            labels: The label of each category.

        Raises:
            HeadmapError: If there are no scores, or the style asks for a scale that cannot show them.
        """
        if data.scores is None:
            raise HeadmapError(
                "panels.show: scores needs scores, and the input only lists the heads of each category"
            )
        self._style = style
        self._data = data
        self._scores = data.scores
        scores = data.scores[list(shown)]
        self.has_unscored = bool(np.isnan(scores).any())
        self.has_selected = data.is_decided and bool((data.membership & ~np.isnan(data.scores)).any())
        cutoffs = common_cutoffs(data) if data.is_decided else ()
        look = style.scores
        self._scales: dict[int, ColorScale] = {}
        if look.shared:
            scale = find_scale(scores, look)
            self._scales = dict.fromkeys(shown, scale)
            self.bars = [ColorBar("legend--scale", printable(look.label), scale, cutoffs)]
            return
        self.bars = []
        for number, index in enumerate(shown, start=1):
            scale = find_scale(data.scores[index], look)
            self._scales[index] = scale
            self.bars.append(ColorBar(f"legend--scale-{number}", printable(labels[index]), scale, cutoffs))

    def rule_entry(self) -> LegendEntry:
        """Return the legend's entry of the outlines around the heads that the rule selects."""
        cutoffs = self.bars[0].cutoffs
        name = printable(self._style.scores.label) or "score"
        selected = self._scores[self._data.membership & ~np.isnan(self._scores)]
        strongest = float(selected[np.abs(selected).argmax()])
        label = "selected"
        if len(cutoffs) == 1:
            sign = ">" if strongest > cutoffs[0] else "<"
            label = f"{name} {sign} {short_number(cutoffs[0], CUTOFF_DIGITS)}"
        elif cutoffs:
            label = f"{name} beyond \N{PLUS-MINUS SIGN}{short_number(cutoffs[1], CUTOFF_DIGITS)}"
        color = self.bars[0].scale.color_of(cutoffs[-1] if cutoffs else strongest)
        return LegendEntry(SELECTED, label, color, outlined=True)

    def score_map(self, index: int, data: Classification) -> ScoreMap:
        """Return the map of the scores in a category.

        Args:
            index: The index of the category.
            data: The classification whose map it is, which may be one of several facets.
        """
        assert data.scores is not None
        scale = self._scales[index]
        levels = orient(scale.level_of(data.scores[index]), self._style)
        selected = None
        if data.is_decided:
            selected = orient(data.membership[index], self._style)
        return ScoreMap(scale, levels, selected)

    def values(self, index: int, data: Classification, shown: Mask) -> ScoreValues:
        """Return the numbers in the cells of a map.

        Args:
            index: The index of the category.
            data: The classification whose map it is.
            shown: The heads whose scores are printed, bool (rows, columns).
        """
        from .panels.score_values import score_values, value_decimals, value_text

        assert data.scores is not None
        decimals = value_decimals(self._scores)
        ends = [float(np.nanmin(self._scores)), float(np.nanmax(self._scores))]
        longest = max((value_text(end, decimals) for end in ends), key=len)
        return score_values(orient(data.scores[index], self._style), shown, decimals, longest)


def find_scale(scores: FloatArray, look: ScoresStyle) -> ColorScale:
    """Return the colour scale of scores in a style.

    Raises:
        HeadmapError: If there is no such colour map, or the scale cannot show the scores.
    """
    center = None
    if not isinstance(look.center, str):
        center = look.center
    elif look.center == "auto" and look.scale != "log" and diverges(scores):
        center = 0.0
    limits: tuple[float, float] | float = 100.0
    if not isinstance(look.range, str):
        limits = look.range
    elif look.range != "auto":
        limits = float(look.range.removesuffix("%"))
    colors = find_color_map(_map_name(scores, look, center))
    try:
        return color_scale(scores, colors, look.scale, center, limits)
    except HeadmapError as error:
        raise HeadmapError(f"scores: {error}") from None


def _map_name(scores: FloatArray, look: ScoresStyle, center: float | None) -> str:
    """Return the name of the colour map, which depends on the scores if the style leaves it open."""
    if look.map != "auto":
        return look.map
    if center is not None:
        return "diverging"
    finite = scores[~np.isnan(scores)]
    # Dark colours stand out, so they are for the strongest scores: the lowest if all are negative.
    is_negative = len(finite) > 0 and bool(finite.max() <= 0 > finite.min())
    return f"sequential{REVERSED}" if is_negative else "sequential"
