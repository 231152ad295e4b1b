"""Compose the page of a figure: title, panels, legend and caption, as the display list of a scene.

A page of a fixed width and shape can be larger than its content. Spare width widens the gaps of a row, up to
a limit, and then both sides; spare height goes above and below the rows::

    +-------------------------------------------------+
    |               Title of the figure               |   margin above it
    |                                                 |   half of the spare height
    |    Panel        Panel        Panel      [] a    |
    |   +-----+      +-----+      +-----+     [] b    |   a row: titles, cells, axes
    |   |cells|      |cells|      |cells|     [] c    |
    |   +-----+      +-----+      +-----+             |
    |                                                 |   gap
    |    Panel                                        |
    |   +-----+                                       |   the next row
    |   +-----+                                       |
    |                                                 |   half of the spare height
    |                     Caption                     |   margin below it
    +-------------------------------------------------+
    left       gap          gap         gap        left
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from ..core.errors import HeadmapError
from ..core.vocabulary import option
from ..scene.marks import Box, Group, Hatch, Item, PanelGrid, Scene, moved
from ..style.schema import Style
from ..text.measure import Measure
from .arrangement import Arrangement
from .hatches import cell_hatch_pattern, shows_hatches
from .page_size import page_height
from .panels.frame import PanelShape
from .panels.heatmap import panel_frame, panel_marks
from .plan_types import Plan
from .row_placement import horizontal_spacing, place_rows
from .skeleton import PageSkeleton, page_skeleton
from .trial import SinglePanel, Trial

MAX_PIXELS = 80_000_000
"""The greatest number of pixels of a picture, which take 320 MB of memory at four bytes each."""
PANEL_PREFIX = "panel-"
"""The start of the id of every panel's group."""


class Page(Struct, frozen=True):
    """A figure without its cells, which all figures with the same skeleton share.

    Attributes:
        scene: The scene with frames, axes and all text.
        shape: The shape of its panels.
    """

    scene: Scene
    shape: PanelShape


def layout_page(skeleton: PageSkeleton, style: Style, measure: Measure) -> Page:
    """Lay out everything but the cells of a figure.

    Args:
        skeleton: The texts and numbers of the figure.
        style: The style of the figure.
        measure: Measures text in pixels at ``style.layout.dpi``.

    Raises:
        HeadmapError: If the panels do not fit the width that the style sets, or if the picture would be too
            large.
    """
    arrangement = Arrangement(skeleton, style, measure)
    fit = arrangement.fit()
    trial = arrangement.trial(fit.columns, fit.cell, fit.max_width)
    width = fit.width
    content_height = trial.height_on(width)
    height = page_height(style.layout, width)
    if height is None:
        height = content_height
    _refuse_large(width, height)

    title = arrangement.headings.title(width)
    caption = arrangement.headings.caption(width)
    left, gap = horizontal_spacing(trial, width)
    top = arrangement.margin + title.height + (height - content_height) // 2
    groups = (
        *title.moved_down(arrangement.margin),
        *place_rows(trial, left, top, gap),
        *caption.moved_down(height - arrangement.margin - caption.height),
    )
    shape = trial.slot.shape
    return Page(_make_scene(style, (width, height), groups, shape, _heatmap_ids(skeleton)), shape)


def fill_panels(page: Page, plan: Plan) -> Scene:
    """Return the scene of a page with the cells of a plan.

    Args:
        page: The page that was laid out for the skeleton of the plan.
        plan: What the figure shows.
    """
    map_plans = {panel.id: panel for panel in plan.maps}
    dpi = page.scene.dpi
    pattern = cell_hatch_pattern(page.shape.cell, dpi)
    groups = []
    for group in page.scene.groups:
        panel = map_plans.get(group.id)
        if panel is None:
            # Charts, the legend and texts are complete without a plan.
            groups.append(group if pattern or not map_plans else _without_hatches(group))
        else:
            x, y = _cells_origin(group)
            marks = [moved(mark, x, y) for mark in panel_marks(panel, page.shape, pattern, dpi)]
            # The cells come first, so that frame and axes are painted over them.
            groups.append(Group(group.id, (*marks, *group.items)))
    return replace(page.scene, groups=tuple(groups))


def _without_hatches(group: Group) -> Group:
    """Return a group without hatches; that of the legend has them, even if cells are too small for any."""
    items: list[Item] = []
    for item in group.items:
        if isinstance(item, Group):
            items.append(_without_hatches(item))
        elif not isinstance(item, Hatch) or item.origin is None:
            # The diagonals of absent heads have no origin, and are not hatches of the style.
            items.append(item)
    return Group(group.id, tuple(items))


def layout_split(plan: Plan, style: Style, measure: Measure) -> Mapping[str, Scene]:
    """Lay out each panel as a figure of its own, all of one size, and the legend.

    The title and the caption of the figure are left to the document that the panels go into.

    Args:
        plan: What the figure shows.
        style: The style of the figure.
        measure: Measures text in pixels at ``style.layout.dpi``.

    Returns:
        The scenes by their names: ``all`` for the composite, the ids of categories and charts, such as
        ``knowledge``, and ``legend`` unless the style asks for no legend.

    Raises:
        HeadmapError: If a panel does not fit the width that the style sets, or if a picture would be too
            large.
    """
    skeleton = page_skeleton(plan, style)
    arrangement = Arrangement(skeleton, style, measure)
    fit = arrangement.fit_single_panel()
    single_panel = SinglePanel(arrangement, fit.cell)
    size = (fit.width, single_panel.height)
    _refuse_large(*size)
    slot = arrangement.slot(fit.cell)
    left = slot.left + (fit.width - slot.width) // 2
    scenes = {}
    for heading, title in zip(skeleton.panels, slot.titles, strict=True):
        group = moved(panel_frame(heading.id, title, slot.shape), left, single_panel.cells_top)
        scene = _make_scene(style, size, (group,), slot.shape, _heatmap_ids(skeleton))
        scenes[heading.id.removeprefix(PANEL_PREFIX)] = fill_panels(Page(scene, slot.shape), plan)
    if style.legend.place != "none":
        trial = arrangement.trial(1, fit.cell, fit.max_width)
        legend = _legend_scene(trial)
        if plan.maps and not shows_hatches(slot.shape.cell, legend.dpi):
            legend = replace(legend, groups=tuple(_without_hatches(group) for group in legend.groups))
        scenes["legend"] = legend
    return scenes


def _legend_scene(trial: Trial) -> Scene:
    """Return the scene of a legend alone, with a margin around it."""
    margin = trial.arrangement.margin
    legend = trial.legend
    size = (legend.width + 2 * margin, legend.height + 2 * margin)
    group = moved(legend.group, margin, margin)
    return _make_scene(trial.arrangement.style, size, (group,), trial.slot.shape, frozenset())


def _heatmap_ids(skeleton: PageSkeleton) -> frozenset[str]:
    """Return the ids of the panels that have a cell for each head."""
    chart_ids = {id for id, _ in skeleton.charts}
    return frozenset(heading.id for heading in skeleton.panels if heading.id not in chart_ids)


def _make_scene(
    style: Style,
    size: tuple[int, int],
    groups: tuple[Group, ...],
    shape: PanelShape,
    heatmaps: frozenset[str],
) -> Scene:
    """Return a scene with the places of the cells of its heatmaps.

    Args:
        style: The style of the figure.
        size: The width and height of the page in pixels.
        groups: Everything that is painted.
        shape: The shape of the panels.
        heatmaps: The ids of the panels that have a cell for each head.
    """
    width, height = size
    return Scene(
        width=width,
        height=height,
        dpi=style.layout.dpi,
        background=style.background,
        family=style.text.family,
        groups=groups,
        math=style.text.math,
        panels=tuple(_panel_grid(group, shape) for group in groups if group.id in heatmaps),
    )


def _panel_grid(panel: Group, shape: PanelShape) -> PanelGrid:
    """Return the places of a panel's columns and rows on the page, by the index of the layer or head."""
    x, y = _cells_origin(panel)
    columns = shape.x_scale.bands() + x
    rows = shape.y_scale.bands() + y
    if shape.y_scale.reverse:
        # The bands run from top to bottom, but index 0 is at the bottom.
        rows = rows[::-1]
    return PanelGrid(panel.id, columns, rows)


def _cells_origin(panel: Group) -> tuple[int, int]:
    """Return the top left corner of a panel's cells, which its frame surrounds."""
    for item in panel.items:
        if isinstance(item, Box) and item.frame:
            x, y, _, _ = item.rect
            return int(x), int(y)
    raise ValueError(f"panel {panel.id} has no frame")


def _refuse_large(width: int, height: int) -> None:
    """Raise HeadmapError for a picture with more pixels than the writers can hold."""
    if width * height > MAX_PIXELS:
        raise HeadmapError(
            f"the picture would be {width} x {height} pixels, more than {MAX_PIXELS:,}; "
            f"lower layout.cell or {option('dpi')}, or show fewer categories"
        )
