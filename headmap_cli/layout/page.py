"""Composite + Style + text extents -> Scene: panels, legend and title on the page."""

from __future__ import annotations

from functools import cached_property, lru_cache

from ..errors import HeadmapError
from ..merge import Composite
from ..scene import Group, Label, Scene, moved
from ..style.types import Style
from ..text import Measure
from .fit import fit, page_width
from .legend import Legend, columns_legend, lines_legend
from .letters import Letters, printable
from .panel import PanelShape, bounds, panel, panel_shape, title_labels
from .plan import plan

MARGIN = 0.7
GAP = 1.0
"""Margins of the page and gaps between panels, in sizes of a panel's title."""
MAX_PIXELS = 80_000_000
TITLE_EMS = 6


def layout(composite: Composite, style: Style, measure: Measure) -> Scene:
    """The scene of a figure: the composite, its legend, and a panel per category.

    measure: text extents in pixels at ``style.layout.dpi``.
    Raises HeadmapError when the panels do not fit the width asked for, or the picture would be too large.
    """
    return _Page(composite, style, measure).scene()


class _Page:
    """The places of everything. Panels and legend flow into equal slots; all is in whole pixels."""

    def __init__(self, composite: Composite, style: Style, measure: Measure) -> None:
        self.style, self.measure = style, measure
        self.plans, self.entries = plan(composite, style)
        self.grid = (composite.classification.layers, composite.classification.heads)
        size, color = style.text.size, style.text.color
        title = size.panel * style.layout.dpi / 72
        self.margin, self.gap = round(MARGIN * title), round(GAP * title)
        self.panel_letters = Letters(measure, size.panel, color)
        self.legend_letters = Letters(measure, size.legend, color)
        self.title_letters = Letters(measure, size.title, color, bold=True)
        self.shape = lru_cache(maxsize=None)(lambda cell: panel_shape(style, self.grid, cell, measure))

    def scene(self) -> Scene:
        found = fit(self.style.layout, len(self.plans), self.flows, self.grid, self.width)
        shape = self.shape(found.cell)
        gaps = max(1, found.columns - 1 + self.legend_beside(found.columns))
        gap = self.gap + min(found.spare // gaps, 2 * self.gap)
        left = self.margin + (found.spare - gaps * (gap - self.gap)) // 2
        page = page_width(self.style.layout)
        width = self.width(found.columns, found.cell, page) + found.spare
        title, y = self.title(width)
        groups, y = self.flow(found.columns, shape, left, y, gap)
        height = y + self.margin
        if width * height > MAX_PIXELS:
            raise HeadmapError(
                f"the picture would be {width} x {height} pixels, more than {MAX_PIXELS:,}; "
                "lower layout.cell or --dpi, or show fewer categories"
            )
        style = self.style
        return Scene(width, height, style.layout.dpi, style.background, style.text.family, (*title, *groups))

    @cached_property
    def flows(self) -> bool:
        """Whether the legend takes a place among the panels."""
        return self.style.layout.legend == "after-first"

    def legend_beside(self, columns: int) -> bool:
        """Whether the legend has a column of its own, as wide as it is."""
        return self.style.layout.legend == "right" or (self.flows and columns >= len(self.plans))

    def titles(self, shape: PanelShape) -> list[list[str]]:
        limit = max(shape.width, TITLE_EMS * self.panel_letters.em)
        return [self.panel_letters.wrap(p.title, limit) for p in self.plans]

    def slot(self, shape: PanelShape) -> tuple[int, int]:
        """Pixels left of the cells, and of the whole slot that each panel has."""
        widest = max(self.panel_letters.width(line) for lines in self.titles(shape) for line in lines)
        over = max(0, widest - shape.width) // 2 + 1
        left, right = max(shape.insets.left, over), max(shape.insets.right, over)
        return left, left + shape.width + right

    def legend(self, shape: PanelShape, page: int) -> Legend:
        """The legend in columns, on a page that is or may be so many pixels wide."""
        inside = page - 2 * self.margin
        widest = inside // 2 if self.style.layout.legend == "right" else inside
        return columns_legend(self.entries, self.legend_letters, shape.height, widest)

    def legend_below(self, most: int) -> Legend:
        *others, unclassified = self.entries
        return lines_legend([*others[::-1], unclassified], self.legend_letters, most)

    def span(self, columns: int, shape: PanelShape, page: int) -> int:
        """How many slots the legend takes where it flows with the panels in several rows."""
        if not self.flows or columns >= len(self.plans):
            return 0
        return -(-(self.legend(shape, page).width + self.gap) // (self.slot(shape)[1] + self.gap))

    def width(self, columns: int, cell: int, page: int) -> int:
        """Pixels that the page needs for so many columns of panels with this cell."""
        shape = self.shape(cell)
        legend = self.legend(shape, page).width
        inside = columns * (self.slot(shape)[1] + self.gap) - self.gap
        if self.legend_beside(columns):
            inside += self.gap + legend
        elif self.flows:
            inside = max(inside, legend)
        elif self.style.layout.legend == "bottom":
            inside = max(inside, self.legend_below(inside).width)
        return inside + 2 * self.margin

    def title(self, width: int) -> tuple[list[Group], int]:
        """The figure's title, and where what follows it begins."""
        letters, y = self.title_letters, self.margin
        if not self.style.title:
            return [], y
        lines = letters.wrap(printable(self.style.title), width - 2 * self.margin)
        labels = letters.column(lines, width / 2, y + letters.ascent, "center")
        top, bottom = bounds(labels)[1], bounds(labels)[3]
        return [moved(Group("title", labels), 0, max(0, y - top))], bottom + max(0, y - top) + self.gap // 2

    def flow(self, columns: int, shape: PanelShape, x: int, y: int, gap: int) -> tuple[list[Group], int]:
        """Panels and legend in rows from x, y on, and where the last of it ends."""
        left, slot = self.slot(shape)
        page = page_width(self.style.layout)
        legend = self.legend(shape, page)
        groups: list[Group] = []
        for row in self.slots(columns, shape, page):
            titles = {i: self.labels(i, shape) for i in row if i is not None}
            above = [label.rect[1] for labels in titles.values() for label in labels]
            top = y - int(min([-shape.insets.top, *above]))
            at, bottom = x, top + shape.height + shape.insets.bottom if titles else top
            for i in row:
                if i is None:
                    down = max(0, shape.height - legend.height) // 2 if titles else 0
                    groups.append(moved(legend.group, at, top + down))
                    alone = self.legend_beside(columns)
                    at += gap + (
                        legend.width if alone else self.span(columns, shape, page) * (slot + gap) - gap
                    )
                    bottom = max(bottom, top + down + legend.height)
                else:
                    drawn = panel(self.plans[i], titles[i], shape)
                    groups.append(moved(drawn, at + left, top))
                    at += slot + gap
            y = bottom + self.gap
        if self.style.layout.legend == "bottom":
            below = self.legend_below(self.width(columns, shape.cell, page) - 2 * self.margin)
            groups.append(moved(below.group, x, y))
            y += below.height + self.gap
        return groups, y - self.gap

    def slots(self, columns: int, shape: PanelShape, page: int) -> list[list[int | None]]:
        """The rows of the page: indices of panels, and None where the legend is."""
        order: list[tuple[int | None, int]] = [(i, 1) for i in range(len(self.plans))]
        if self.flows:
            order.insert(1, (None, self.span(columns, shape, page)))
        rows: list[list[int | None]] = [[]]
        used = 0
        for what, span in order:
            if used and used + span > columns:
                rows, used = [*rows, []], 0
            rows[-1].append(what)
            used += span
        if self.style.layout.legend == "right":
            rows[0].append(None)
        return rows

    def labels(self, i: int, shape: PanelShape) -> tuple[Label, ...]:
        return title_labels(self.titles(shape)[i], self.panel_letters, shape)
