"""Draw a figure as text for a terminal: two heads per character in colour, or a letter for each head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from ..core.composite import Composite
from ..core.strings import display_width
from ..layout.cell_content import DIAGONAL
from ..layout.plan import plan
from ..layout.plan_types import LegendEntry, PanelPlan, Plan
from ..style.schema import Style
from .terminal_colors import RESET, ColorSupport, foreground_code
from .terminal_panel import EntryIndices, Signs, TextLine, panel_lines, plain_line, truncate

FULL_BLOCK = "\u2588"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
MIN_TITLE_WIDTH = 16
"""The least number of columns that a title may take, even if its panel is narrower."""
PANEL_GAP = "  "
LEGEND_GAP = "   "


def terminal(
    composite: Composite, style: Style, width: int, support: ColorSupport = "none", panels: bool = False
) -> str:
    """Return the composite and the legend as text.

    Args:
        composite: The heads, their categories and their counts.
        style: The style, of which only colours, labels and axes have an effect.
        width: The greatest number of characters in a line. Layers, or whatever runs along x, that do not fit
            continue in further blocks below.
        support: The colours that the terminal supports; with ``none``, letters stand for categories and
            digits for counts.
        panels: Whether to draw a panel for each category too.
    """
    style = terminal_style(style, panels)
    figure_plan = plan(composite, style)
    entries = legend_entries(figure_plan)
    legend = legend_signs(composite, entries)
    text = [
        *terminal_panels(figure_plan, entries, legend, width, support, style),
        *legend_lines(legend, width, support),
    ]
    return "\n".join(text) + "\n"


def terminal_style(style: Style, panels: bool) -> Style:
    """Return a style whose figure can be drawn in a terminal: plain cells, counts, and all in one order."""
    return replace(
        style,
        panels=replace(
            style.panels,
            show=("composite", "categories") if panels else ("composite",),
            letters="",
            titles=True,
        ),
        multi=replace(style.multi, display="count"),
        shade="none",
        legend=replace(style.legend, counts=True, order="reference"),
    )


def legend_entries(figure_plan: Plan) -> list[LegendEntry]:
    """Return the entries of the legend; in a terminal, absent heads are blank and have none."""
    return [entry for entry in figure_plan.entries if entry.hatch != DIAGONAL]


def terminal_panels(
    figure_plan: Plan,
    entries: Sequence[LegendEntry],
    legend: Signs,
    width: int,
    support: ColorSupport,
    style: Style,
) -> Iterator[str]:
    """Yield the lines of the panels of a figure; several panels have titles.

    Args:
        figure_plan: The panels.
        entries: The entries of the legend, which may be that of several figures.
        legend: How the entries look.
        width: The greatest number of characters in a line.
        support: The colours that the terminal supports.
        style: A style for the terminal.
    """
    drawn = []
    for panel in figure_plan.panels:
        entry_indices = _entry_indices(panel, entries)
        drawn.append(list(panel_lines(entry_indices, legend, width, support, style)))
    if len(drawn) > 1:
        # All panels have the same grid, and so the same width.
        title_width = min(width, max(MIN_TITLE_WIDTH, *(line.width for line in drawn[0])))
        for lines, panel in zip(drawn, figure_plan.panels, strict=True):
            lines.insert(0, plain_line(panel.title, title_width).padded(title_width))
    yield from side_by_side(drawn, width)


def side_by_side(panels: Sequence[Sequence[TextLine]], width: int) -> Iterator[str]:
    """Yield the lines of panels, as many of them side by side as fit, with an empty line below each row."""
    panel_width = max(line.width for line in panels[0])
    in_a_row = max(1, (width + len(PANEL_GAP)) // (panel_width + len(PANEL_GAP)))
    for start in range(0, len(panels), in_a_row):
        for *lines, last in zip(*panels[start : start + in_a_row], strict=True):
            yield "".join(line.padded(panel_width).text + PANEL_GAP for line in lines) + last.text
        yield ""


def legend_signs(composite: Composite, entries: Sequence[LegendEntry]) -> Signs:
    """Return how the entries of a legend look, from the bottom of the legend to its top.

    That is the order of the signs: unclassified heads, the categories, and the counts that occur.

    Args:
        composite: The heads, their categories and their counts.
        entries: The entries of its legend from top to bottom.
    """
    from_bottom = entries[::-1]
    categories = len(composite.classification.categories)
    # Categories beyond the alphabet share a sign, but each has an entry in the legend.
    letters = LETTERS.ljust(categories, "#")[:categories]
    signs = [".", *letters]
    for count in composite.counts:
        signs.append(str(count) if count < 10 else "+")
    labels = [entry.label for entry in from_bottom]
    colors = [entry.color for entry in from_bottom]
    return Signs(labels, signs, colors)


def _entry_indices(panel: PanelPlan, entries: Sequence[LegendEntry]) -> EntryIndices:
    """Return the legend entry of each head of a panel."""
    index_of_fill = {entry.id.removeprefix("legend--"): i for i, entry in enumerate(reversed(entries))}
    entry_indices = np.full(panel.fills[0].parts[0].mask.shape, -1, dtype=np.int64)
    for fill in panel.fills:
        for part in fill.parts:
            # Absent heads have no entry.
            entry_indices[part.mask] = index_of_fill.get(fill.id, -1)
    return entry_indices


def legend_lines(legend: Signs, width: int, support: ColorSupport) -> Iterator[str]:
    """Yield lines of swatches and labels, the first category first, with as many in a line as fit."""
    line = ""
    line_width = 0
    # Unclassified heads, the entry at the bottom of the legend, come last.
    for i in [*range(1, len(legend.signs)), 0]:
        swatch = legend.signs[i]
        swatch_width = 1
        if support != "none":
            # Two characters are about as wide as one is high.
            swatch = foreground_code(legend.colors[i], support) + FULL_BLOCK * 2 + RESET
            swatch_width = 2
        label = truncate(legend.labels[i], width - swatch_width - 1)
        entry_width = swatch_width + 1 + display_width(label)
        if line and line_width + len(LEGEND_GAP) + entry_width > width:
            yield line
            line = ""
            line_width = 0
        if line:
            line += LEGEND_GAP
            line_width += len(LEGEND_GAP)
        line += f"{swatch} {label}"
        line_width += entry_width
    yield line
