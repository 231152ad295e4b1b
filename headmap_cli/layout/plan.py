"""Composite + Style -> what each panel and the legend show, before anything has a place."""

from __future__ import annotations

from ..core.composite import Composite
from ..core.strings import printable
from ..style.palette import Palette, palette
from ..style.schema import Style
from .labels import category_ids, shown_label
from .panels.kinds import profiles, upset
from .panels.selection import chart_title, panel_title, selected_panels
from .plan_types import Chart, Fill, LegendEntry, Mask, PanelPlan, Plan


def plan(composite: Composite, style: Style) -> Plan:
    """The panels in the style's order, and the legend's entries from the highest count down.

    Raises HeadmapError for a panel that the data has no category for.
    """
    shown = Planner(composite, style)
    data = composite.classification
    parts = max([1, *composite.counts]) if style.multi.display == "split" else 1
    return Plan(tuple(shown.panels()), tuple(shown.entries()), (data.layers, data.heads), parts)


class Planner:
    """The names, ids and colours of a figure."""

    def __init__(self, composite: Composite, style: Style) -> None:
        self.style, self.composite, data = style, composite, composite.classification
        self.names, self.counts = data.categories, composite.counts
        self.colors: Palette = palette(style, self.names)
        self.labels = [shown_label(name, style) for name in self.names]
        self.ids = category_ids(composite)
        self.shown = selected_panels(self.names, style)
        swap = style.axes.x == "layer"
        self.members = data.membership.transpose(0, 2, 1) if swap else data.membership
        self.count = composite.count.T if swap else composite.count
        self.present = data.present.T if swap else data.present

    def panels(self) -> list[PanelPlan]:
        """What is painted in each panel."""
        rest = Fill("unclassified", self.colors.unclassified, "none", ((self.present, 0, 1),))
        plans = []
        for i, c in enumerate(self.shown):
            if isinstance(c, str):
                plans.append(
                    PanelPlan(
                        f"panel-{c}",
                        panel_title(i, chart_title(c, self.style), self.style),
                        chart=self._chart(c),
                    )
                )
                continue
            if c is None:
                id, title, layers = "all", self.style.composite.label, self._composite()
            else:
                id, title = self.ids[c], self.labels[c]
                layers = [self._category(c, ((self.members[c], 0, 1),))]
            plans.append(PanelPlan(f"panel-{id}", panel_title(i, title, self.style), (rest, *layers)))
        return plans

    def entries(self) -> list[LegendEntry]:
        """What the legend says: the composite's counts and categories, or the categories of the panels."""
        upset = "upset" in self.shown
        whole = None in self.shown or upset or "layers" in self.shown
        listed = [c for c in range(len(self.names)) if whole or c in self.shown]
        multi = self.style.multi
        out = []
        if not all(isinstance(what, str) for what in self.shown):
            free = self.composite.classification.present & (self.composite.count == 0)
            out.append(
                self._entry("unclassified", self.style.unclassified.label, free, self.colors.unclassified)
            )
        for c in listed:
            color, hatch = self.colors.categories[c], self.colors.hatches[c]
            out.append(self._entry(self.ids[c], self.labels[c], self.members[c], color, hatch))
        for k in self.counts if upset or (None in self.shown and multi.display != "split") else ():
            label = multi.label.replace("{k}", str(k))
            color, hatch = self.colors.multi[k], self.colors.multi_hatches[k]
            dot = multi.display == "mark" and not upset
            out.append(self._entry(f"{k}-categories", label, self.count == k, color, hatch, dot))
        return out[::-1]

    def _entry(
        self, id: str, label: str, heads: Mask, color: str, hatch: str = "none", dot: bool = False
    ) -> LegendEntry:
        if self.style.legend.counts:
            label += f" ({int(heads.sum())})"
        return LegendEntry(f"legend--{id}", printable(label), color, "none" if dot else hatch, dot)

    def _category(self, c: int, parts: tuple[tuple[Mask, int, int], ...]) -> Fill:
        return Fill(self.ids[c], self.colors.categories[c], self.colors.hatches[c], parts)

    def _composite(self) -> list[Fill]:
        display = self.style.multi.display
        rank = self.members.cumsum(axis=0) - 1
        layers = []
        for c, member in enumerate(self.members):
            if display == "split":
                ways = [(k, j) for k in (1, *self.counts) for j in range(k)]
                parts = [(member & (self.count == k) & (rank[c] == j), j, k) for k, j in ways]
            elif display == "mark":
                parts = [(member & (rank[c] == 0), 0, 1)]
            else:
                parts = [(member & (self.count == 1), 0, 1)]
            layers.append(self._category(c, tuple(parts)))
        for k in self.counts if display != "split" else ():
            color, hatch, dot = self.colors.multi[k], self.colors.multi_hatches[k], display == "mark"
            parts = [(self.count == k, 0, 1)]
            layers.append(Fill(f"{k}-categories", color, "none" if dot else hatch, tuple(parts), dot))
        return layers

    def _chart(self, kind: str) -> Chart:
        data = self.composite.classification
        return (upset if kind == "upset" else profiles)(data, self.colors, self.ids)
