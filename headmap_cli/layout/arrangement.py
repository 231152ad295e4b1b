"""What the parts of a figure take on the page: panels and legend in rows, title above, caption below."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from ..core.errors import HeadmapError
from ..core.strings import printable
from ..core.vocabulary import option
from ..scene.marks import Group, Label, moved
from ..style.schema import Style
from ..text.measure import Measure
from .fitting import Fit, Requirements, fit, fixed_cell
from .legend import Legend, SizedEntry, columns_legend, drawn_entries, lines_legend
from .panels.bounds import bounds
from .panels.shape import panel_shape
from .panels.titles import title_base, title_labels
from .skeleton import PageSkeleton
from .typesetting import Typesetter

MARGIN = 0.7
GAP = 1.0
"""Margins of the page and gaps between panels, in sizes of a panel's title."""
TITLE_EMS = 8
UNCLASSIFIED = "legend--unclassified"
CAPTION_GAP = 0.8
"""Of the gap between panels, above the caption."""


class Row(Struct, frozen=True):
    """Panels by their index, and None for the legend, side by side.

    above: pixels over the cells. legend_down: pixels from the cells' top to the legend's.
    height: pixels of the whole row.
    """

    members: tuple[int | None, ...]
    above: int
    legend_down: int
    height: int


class Arrangement:
    """The sizes of everything, in whole pixels. Panels and legend flow into equal slots.

    alone: each panel is a figure of its own.
    """

    def __init__(self, outline: PageSkeleton, style: Style, measure: Measure, alone: bool = False) -> None:
        self.style, self.alone = style, alone
        self.panels, self.entries = outline.panels, outline.entries
        self.grid, self.parts, charts = outline.grid, outline.parts, dict(outline.charts)
        self.maps = {id for id, _ in outline.panels} - charts.keys()
        size, color, math = style.text.size, style.text.color, style.text.math
        title = size.panel * style.layout.dpi / 72
        self.margin, self.gap = round(MARGIN * title), round(GAP * title)
        self.panel_letters = Typesetter(measure, size.panel, color, math=math)
        self.legend_letters = Typesetter(measure, size.legend, color, math=math)
        self.title_letters = Typesetter(measure, size.title, color, bold=True, math=math)
        self.caption_letters = Typesetter(measure, size.caption, color, math=math)
        self.shape = cache(lambda cell: panel_shape(style, self.grid, cell, measure, outline.most, charts))
        self.titles = cache(self._titles)
        self.slot = cache(self._slot)
        self.legend = cache(self._legend)
        self.drawn = cache(self._drawn)
        self.rows = cache(self._rows)

    def fit(self) -> Fit:
        """The columns, the cell and the page's width; raises HeadmapError where nothing fits."""
        fixed = fixed_cell(self.style.layout)
        if fixed and fixed < self.parts:
            raise HeadmapError(
                f"layout.cell is {fixed} pixels, too few for a head of {self.parts} categories to be split; "
                f"raise it, or {option('dpi')}, to at least {self.parts} pixels"
            )
        panels = 1 if self.alone else len(self.panels)
        height = self.lone_height if self.alone else self.height
        needs = Requirements(panels, self.grid, self.flows, self.parts, self.width, height)
        return fit(self.style.layout, needs)

    @property
    def flows(self) -> bool:
        """Whether the legend takes a place among the panels."""
        return self.style.legend.place == "after-first" and not self.alone

    def legend_beside(self, columns: int) -> bool:
        """Whether the legend has a column of its own, as wide as it is."""
        if self.alone:
            return False
        return (
            self.style.legend.place == "right"
            or (self.flows and columns >= len(self.panels))
            or self.between(columns)
        )

    def between(self, columns: int) -> bool:
        """Whether the legend's own column parts the first of two full rows of panels from the others.

        In a slot among so few panels it would leave a hole.
        """
        return self.flows and columns > 1 and len(self.panels) == 2 * columns

    def _titles(self, cell: int) -> list[tuple[Label, ...]]:
        """The labels over each panel, around cells that begin at 0, 0."""
        letters, shape = self.panel_letters, self.shape(cell)
        limit = max(shape.width, TITLE_EMS * letters.em)
        titles = [letters.wrap(title, limit) for _, title in self.panels]
        base = title_base(titles, letters, shape)
        return [title_labels(lines, base, letters, shape) for lines in titles]

    def _slot(self, cell: int) -> tuple[int, int]:
        """Pixels left of the cells, and of the whole slot that each panel has."""
        shape = self.shape(cell)
        labels = [label for title in self.titles(cell) for label in title]
        over = max([0, *(self.panel_letters.width(label.text) - shape.width for label in labels)]) // 2 + 1
        left, right = max(shape.insets.left, over), max(shape.insets.right, over)
        return left, left + shape.width + right

    def _drawn(self, most: int) -> list[SizedEntry]:
        return drawn_entries(self.entries, self.legend_letters, self.style.layout.dpi, most)

    def _legend(self, cell: int, page: int) -> Legend:
        """The legend in columns, on a page that is or may be so many pixels wide."""
        inside = page - 2 * self.margin
        widest = inside // 2 if self.style.legend.place == "right" else inside
        return columns_legend(self.drawn(widest), self.legend_letters, self.shape(cell).height, widest)

    def legend_below(self, columns: int, cell: int) -> Legend:
        """The legend in lines below so many columns of panels."""
        most = self._panels_width(columns, cell)
        drawn = self.drawn(most)
        split = len(drawn) - (self.entries[-1].id == UNCLASSIFIED)
        return lines_legend([*drawn[:split][::-1], *drawn[split:]], self.legend_letters, most)

    def span(self, columns: int, cell: int, page: int) -> int:
        """How many slots the legend takes where it flows with the panels in several rows."""
        if not self.flows or self.legend_beside(columns):
            return 0
        return -(-(self.legend(cell, page).width + self.gap) // (self.slot(cell)[1] + self.gap))

    def _panels_width(self, columns: int, cell: int) -> int:
        return columns * (self.slot(cell)[1] + self.gap) - self.gap

    def width(self, columns: int, cell: int, page: int) -> int:
        """Pixels that the page needs for so many columns of panels with this cell."""
        inside = self._panels_width(columns, cell)
        if self.legend_beside(columns):
            inside += self.gap + self.legend(cell, page).width
        elif self.flows:
            inside = max(inside, self.legend(cell, page).width)
        elif self.style.legend.place == "bottom" and not self.alone:
            inside = max(inside, self.legend_below(columns, cell).width)
        return inside + 2 * self.margin

    def height(self, columns: int, cell: int, page: int, width: int = 0) -> int:
        """Pixels of everything; width: the page's, where it is less than it may be."""
        width = width or page
        rows = self.rows(columns, cell, page)
        inside = sum(row.height for row in rows) + (len(rows) - 1) * self.gap
        if self.style.legend.place == "bottom":
            inside += self.gap + self.legend_below(columns, cell).height
        return self.title(width)[1] + inside + self.caption(width, 0)[1] + self.margin

    def lone_height(self, columns: int, cell: int, page: int) -> int:  # noqa: ARG002 - one of its kind
        """Pixels of a page that holds one panel."""
        shape = self.shape(cell)
        above = self.above(range(len(self.panels)), cell)
        return above + shape.height + shape.insets.bottom + 2 * self.margin

    def above(self, panels: Iterable[int], cell: int) -> int:
        """Pixels that the titles, and what else is over the cells, of these panels take."""
        titles = self.titles(cell)
        tops = [label.rect[1] for i in panels for label in titles[i]]
        return -int(min([-self.shape(cell).insets.top, *tops]))

    def _rows(self, columns: int, cell: int, page: int) -> list[Row]:
        shape, legend = self.shape(cell), self.legend(cell, page)
        rows = []
        for members in self._members(columns, cell, page):
            panels = [i for i in members if i is not None]
            above = self.above(panels, cell) if panels else 0
            down = max(0, shape.height - legend.height) // 2 if panels else 0
            ends = [above + shape.height + shape.insets.bottom] if panels else []
            ends += [above + down + legend.height] if None in members else []
            rows.append(Row(tuple(members), above, down, max(ends)))
        return rows

    def _members(self, columns: int, cell: int, page: int) -> list[list[int | None]]:
        """The rows of the page: indices of panels, and None where the legend is."""
        order: list[tuple[int | None, int]] = [(i, 1) for i in range(len(self.panels))]
        if self.flows:
            order.insert(1, (None, self.span(columns, cell, page)))
        rows: list[list[int | None]] = [[]]
        used = 0
        for what, span in order:
            if used and used + span > columns:
                rows, used = [*rows, []], 0
            rows[-1].append(what)
            used += span
        if self.style.legend.place == "right":
            rows[0].append(None)
        return rows

    def title(self, page: int) -> tuple[list[Group], int]:
        """The figure's title on a page so many pixels wide, and where what follows it begins."""
        letters, text = self.title_letters, self.style.title
        if not text:
            return [], self.margin
        labels = letters.column(self._lines(text, letters, page), page / 2, letters.ascent, "center")
        group, bottom = _from_top(Group("title", labels), self.margin)
        return [group], bottom + self.gap // 2

    def caption(self, page: int, y: int) -> tuple[list[Group], int]:
        """The figure's caption from y on, and the pixels that it takes with the gap above it."""
        letters, text, gap = self.caption_letters, self.style.caption, round(CAPTION_GAP * self.gap)
        if not text:
            return [], 0
        lines = self._lines(text, letters, page)
        labels = letters.column(lines, self.margin, 0)
        if len(lines) == 1:
            labels = letters.column(lines, page / 2, 0, "center")
        group, bottom = _from_top(Group("caption", labels), y + gap)
        return [group], bottom - y

    def _lines(self, text: str, letters: Typesetter, page: int) -> list[str]:
        limit = page - 2 * self.margin
        return [line for part in text.splitlines() for line in letters.wrap(printable(part), limit)]


def _from_top(group: Group, y: int) -> tuple[Group, int]:
    """The group with its top at y, and where it ends."""
    group = moved(group, 0, y - bounds([group])[1])
    return group, bounds([group])[3]
