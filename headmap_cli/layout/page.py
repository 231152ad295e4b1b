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
from .fitting import Fit
from .hatches import cell_hatch_pattern, shows_hatches
from .page_draft import PageDraft
from .page_parts import PageParts
from .page_size import page_height
from .panels.cell_text import cell_typesetter
from .panels.frame import PanelShape
from .panels.heatmap import panel_marks
from .plan_types import Plan
from .skeleton import PageSkeleton
from .type_size import fit_type
from .typesetting import Typesetter

MAX_PIXELS = 80_000_000
"""The greatest number of pixels of a picture, which take 320 MB of memory at four bytes each."""
MAX_EXTRA_GAPS = 2
"""The most by which a gap grows if a page is wider than its content, in planned gaps."""


class Page(Struct, frozen=True):
    """A figure without its cells, which all figures with the same skeleton share.

    Attributes:
        scene: The scene with frames, axes and all text.
        shapes: The shape of each panel that has a cell for each head, by its id.
        cell_text: Sets the names and the scores of heads in their cells; None if no cell has text.
    """

    scene: Scene
    shapes: Mapping[str, PanelShape]
    cell_text: Typesetter | None = None

    @property
    def smallest_cell(self) -> int | None:
        """Return the side in pixels of the smallest cells; None if no panel has any."""
        return min((shape.cell for shape in self.shapes.values()), default=None)


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
    parts, page_fit = fit_type(skeleton, style, measure)
    width = page_fit.width
    draft = _draft_with_spare_width(parts, page_fit)
    left = parts.margin + (width - draft.page_width) // 2
    content_height = draft.page_height(width)
    height = page_height(style.layout, width)
    if height is None:
        height = content_height
    refuse_large(width, height)

    title = parts.headings.title(width)
    caption = parts.headings.caption(width)
    top = parts.margin + title.height + (height - content_height) // 2
    groups = (
        *title.moved_down(parts.margin),
        *draft.groups(left, top),
        *caption.moved_down(height - parts.margin - caption.height),
    )
    shapes = _heatmap_shapes(draft)
    scene = make_scene(style, (width, height), groups, shapes)
    return Page(scene, shapes, cell_typesetter(style, measure))


def _draft_with_spare_width(parts: PageParts, page_fit: Fit) -> PageDraft:
    """Return the draft of a page on which spare width has widened the gaps between panels."""
    draft = PageDraft(parts, page_fit.arrangement, page_fit.cell, page_fit.max_width)
    spare = page_fit.width - draft.page_width
    # Panels that are too far apart no longer look like one figure, so the rest goes to both sides.
    extra = min(spare // max(1, draft.gaps), MAX_EXTRA_GAPS * parts.gap)
    if extra == 0 or draft.gaps == 0:
        return draft
    wider = PageDraft(parts, page_fit.arrangement, page_fit.cell, page_fit.max_width, extra)
    # A legend below that becomes as wide as the panels may need more lines than there is room for.
    return draft if wider.height > draft.height else wider


def fill_panels(page: Page, plan: Plan) -> Scene:
    """Return the scene of a page with the cells of a plan.

    Args:
        page: The page that was laid out for the skeleton of the plan.
        plan: What the figure shows.
    """
    map_plans = {panel.id: panel for panel in plan.maps}
    dpi = page.scene.dpi
    shows_pattern = any(shows_hatches(shape.cell, dpi) for shape in page.shapes.values())
    groups = []
    for group in page.scene.groups:
        panel = map_plans.get(group.id)
        if panel is None:
            # Charts, the legend and texts are complete without a plan.
            groups.append(group if shows_pattern or not map_plans else without_hatches(group))
        else:
            x, y = _cells_origin(group)
            shape = page.shapes[group.id]
            pattern = cell_hatch_pattern(shape.cell, dpi)
            items = panel_marks(panel, shape, pattern, dpi, page.cell_text)
            marks = [moved(item, x, y) for item in items]
            # The cells come first, so that frame and axes are painted over them.
            groups.append(Group(group.id, (*marks, *group.items)))
    return replace(page.scene, groups=tuple(groups))


def without_hatches(group: Group) -> Group:
    """Return a group without hatches; that of the legend has them, even if cells are too small for any."""
    items: list[Item] = []
    for item in group.items:
        if isinstance(item, Group):
            items.append(without_hatches(item))
        elif not isinstance(item, Hatch) or item.origin is None:
            # The diagonals of absent heads have no origin, and are not hatches of the style.
            items.append(item)
    return Group(group.id, tuple(items))


def _heatmap_shapes(draft: PageDraft) -> dict[str, PanelShape]:
    """Return the shape of each panel that has a cell for each head, by its id."""
    heatmaps = draft.parts.skeleton.heatmap_ids
    shapes = {}
    for block, _ in draft.blocks:
        for id, shape in block.shapes().items():
            if id in heatmaps:
                shapes[id] = shape
    return shapes


def make_scene(
    style: Style, size: tuple[int, int], groups: tuple[Group, ...], shapes: Mapping[str, PanelShape]
) -> Scene:
    """Return a scene with the places of the cells of its heatmaps.

    Args:
        style: The style of the figure.
        size: The width and height of the page in pixels.
        groups: Everything that is painted.
        shapes: The shape of each panel that has a cell for each head, by its id.
    """
    width, height = size
    grids = [_panel_grid(group, shapes[group.id]) for group in groups if group.id in shapes]
    return Scene(
        width=width,
        height=height,
        dpi=style.layout.dpi,
        background=style.background,
        family=style.text.family,
        groups=groups,
        math=style.text.math,
        panels=tuple(grids),
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


def refuse_large(width: int, height: int) -> None:
    """Raise HeadmapError for a picture with more pixels than the writers can hold."""
    if width * height > MAX_PIXELS:
        raise HeadmapError(
            f"the picture would be {width} x {height} pixels, more than {MAX_PIXELS:,}; "
            f"lower layout.cell or {option('dpi')}, or show fewer categories"
        )
