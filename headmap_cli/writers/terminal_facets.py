"""Draw several facets as text for a terminal: one below the other, with one legend or one scale for all."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.aligned import align_facets, stack_facets
from ..core.composite import merge
from ..core.errors import HeadmapError
from ..core.facets import Facets
from ..core.strings import printable
from ..layout.plan import plan
from ..layout.score_plan import find_scale
from ..style.schema import Style
from .terminal import legend_entries, legend_lines, legend_signs, terminal_panels, terminal_style
from .terminal_colors import ColorSupport
from .terminal_panel import truncate
from .terminal_scores import BLANK, has_blanks, scale_line, score_panels


def terminal_facets(
    facets: Facets, style: Style, width: int, support: ColorSupport = "none", panels: bool = False
) -> str:
    """Return the composite of each facet, and a legend that counts the heads of all of them, as text.

    Args:
        facets: The facets.
        style: The style, of which only colours, labels and axes have an effect.
        width: The greatest number of characters in a line.
        support: The colours that the terminal supports.
        panels: Whether to draw a panel for each category too.
    """
    return "\n".join(_facet_lines(facets, terminal_style(style, panels), width, support)) + "\n"


def _facet_lines(facets: Facets, style: Style, width: int, support: ColorSupport) -> Iterator[str]:
    """Yield the label and the panels of each facet, then the legend."""
    all_heads = merge(stack_facets(facets))
    # The stack has every count that occurs, so its legend has an entry for each colour of each facet.
    entries = legend_entries(plan(all_heads, style))
    legend = legend_signs(all_heads, entries)
    for facet in align_facets(facets):
        yield truncate(printable(facet.label), width)
        figure_plan = plan(merge(facet.data), style)
        yield from terminal_panels(figure_plan, entries, legend, width, support, style)
    yield from legend_lines(legend, width, support)


def terminal_score_facets(facets: Facets, style: Style, width: int, support: ColorSupport = "none") -> str:
    """Return a map of the scores of each category of each facet, and one scale for all of them, as text.

    Args:
        facets: The facets, with or without memberships.
        style: The style, of which colours of scores, labels and axes have an effect.
        width: The greatest number of characters in a line.
        support: The colours that the terminal supports.

    Raises:
        HeadmapError: A facet has no scores, or the style asks for a scale that cannot show them.
    """
    for facet in facets.facets:
        if facet.data.scores is None:
            raise HeadmapError(f"facet {facet.label!r} has no scores")
    all_heads = stack_facets(facets)
    assert all_heads.scores is not None
    scale = find_scale(all_heads.scores, style.scores)
    lines = []
    has_blank = False
    for facet in facets.facets:
        lines.append(truncate(printable(facet.label), width))
        lines += score_panels(facet.data, scale, style, width, support)
        has_blank = has_blank or has_blanks(facet.data)
    lines.append(scale_line(scale, style, width, support))
    if has_blank:
        lines.append(truncate(BLANK, width))
    return "\n".join(lines) + "\n"
