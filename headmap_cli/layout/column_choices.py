"""Choose the numbers of columns that are worth trying for the panels of a page."""

from __future__ import annotations

from ..core.numbers import ceil_div


def column_choices(panels: int, legend_flows: bool) -> list[int]:
    """Return the numbers of columns to try: all panels in one row, then fewer and fewer.

    Of the numbers that lead to the same number of rows, only the smallest is tried, since it fills the rows
    most evenly: five slots in two rows are three and two, not four and one.

    Args:
        panels: The number of panels.
        legend_flows: Whether the legend takes slots among the panels, if there is more than one row.
    """
    slots = panels + 1 if legend_flows else panels
    fewer = set()
    for columns in range(1, panels):
        rows = ceil_div(slots, columns)
        fewer.add(ceil_div(slots, rows))
    if legend_flows and panels % 2 == 0:
        # In two full rows, the legend has a column of its own. In a slot, it would push a panel into a third
        # row.
        fewer = {columns for columns in fewer if ceil_div(slots, columns) != 2}
        fewer.add(panels // 2)
    fewer.discard(panels)
    return [panels, *sorted(fewer, reverse=True)]
