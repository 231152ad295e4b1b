"""Choose the panels, names and colours of a figure, which its panels and its legend share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..colors.names import opaque
from ..core.composite import Composite
from ..style.palette import palette
from ..style.schema import Style
from .cell_content import DIAGONAL
from .fills import Swatch
from .labels import category_ids, shown_label
from .panels.selection import ScoreRef, selected_panels

if TYPE_CHECKING:
    from .score_plan import ScorePlanner
    from .shades import Shades


class Looks:
    """The panels, names, ids and colours of a figure.

    Attributes:
        style: The style of the figure.
        data: The heads of the figure; those of all facets if there are several.
        refs: The panels of the figure, in order.
        labels: The label of each category.
        ids: The id of each category.
        scores: The colours of the scores; None if no panel shows scores.
        unclassified: How heads in no category look.
        absent: How the places of heads that the model does not have look.
        categories: How the heads of each category look.
        counts: How the heads in k categories look, by each k >= 2 that occurs.
        shades: The shades of each category; empty if the style asks for none.
    """

    def __init__(self, composite: Composite, style: Style) -> None:
        """Choose them.

        Args:
            composite: The heads, their categories and their counts; those of all facets if there are several.
            style: The style of the figure.

        Raises:
            HeadmapError: If the style names a panel that the data has no category for.
        """
        self.style = style
        self.data = composite.classification
        names = self.data.categories
        self.refs = selected_panels(names, style, self.data.is_decided)
        self.labels = [shown_label(name, style) for name in names]
        scored = [ref.index for ref in self.refs if isinstance(ref, ScoreRef)]
        self.scores: ScorePlanner | None = None
        if scored:
            # Most figures have no scores and do without this code.
            from .score_plan import ScorePlanner

            self.scores = ScorePlanner(self.data, style, scored, self.labels)
        self.ids = category_ids(composite)
        self.colors = palette(style, names)
        self.unclassified = Swatch("unclassified", self.colors.unclassified, "none")
        # The diagonals have a colour of their own; the swatch has that of the page.
        self.absent = Swatch("absent", opaque(style.background), DIAGONAL)
        swatches = zip(self.ids, self.colors.categories, self.colors.hatches, strict=True)
        self.categories = [Swatch(id, color, hatch) for id, color, hatch in swatches]
        self.counts: dict[int, Swatch] = {}
        for k in composite.counts:
            self.counts[k] = Swatch(f"{k}-categories", self.colors.multi[k], self.colors.multi_hatches[k])
        self.shades: list[Shades] = []
        if style.shade == "scores" and self.data.is_decided:
            from .shades import category_shades

            self.shades = category_shades(self.data, self.colors, opaque(style.background))
