"""Composite + Style + text extents -> Scene: panels, legend, title and caption on the page."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from ..core.composite import Composite
from ..core.errors import HeadmapError
from ..core.vocabulary import option
from ..scene.marks import Box, Group, PanelGrid, Scene, moved
from ..style.schema import Style
from ..text.measure import Measure
from .arrangement import Arrangement
from .fitting import page_height
from .hatches import hatching
from .panels.frame import PanelShape
from .panels.heatmap import panel_frame, panel_marks
from .plan import plan
from .plan_types import Plan
from .skeleton import PageSkeleton, page_skeleton

MAX_PIXELS = 80_000_000
PANEL = "panel-"


class Page(Struct, frozen=True):
    """A figure without its cells, as figures of one outline share it: the scene, and its panels' shape."""

    scene: Scene
    shape: PanelShape


def layout(shown: Composite | Plan, style: Style, measure: Measure) -> Scene:
    """The scene of a figure: the composite, its legend, and a panel per category, or what else a plan says.

    measure: text extents in pixels at ``style.layout.dpi``.
    Raises HeadmapError when the panels do not fit the width asked for, or the picture would be too large.
    """
    drawn = _planned(shown, style)
    return fill_panels(layout_page(page_skeleton(drawn, style), style, measure), drawn)


def fill_panels(page: Page, drawn: Plan) -> Scene:
    """The scene of a page with what the data put into its maps."""
    by_id, shape = {panel.id: panel for panel in drawn.maps}, page.shape
    lines = hatching(shape.cell, page.scene.dpi)

    def fill(group: Group) -> Group:
        if group.id not in by_id:
            return group
        x, y = _corner(group)
        marks = (moved(mark, x, y) for mark in panel_marks(by_id[group.id], shape, lines))
        return Group(group.id, (*marks, *group.items))

    return replace(page.scene, groups=tuple(map(fill, page.scene.groups)))


def layout_page(outline: PageSkeleton, style: Style, measure: Measure) -> Page:
    """The page of an outline: all but the cells. Raises HeadmapError as layout does."""
    sheet = Arrangement(outline, style, measure)
    found = sheet.fit()
    columns, cell, page, width = found.columns, found.cell, found.page, found.width
    height = sheet.height(columns, cell, page, width)
    whole = page_height(style.layout, width) or height
    _refuse_large(width, whole)
    spare = width - sheet.width(columns, cell, page)
    gaps = max(1, columns - 1 + sheet.legend_beside(columns))
    gap = sheet.gap + min(spare // gaps, 2 * sheet.gap)
    left = sheet.margin + (spare - gaps * (gap - sheet.gap)) // 2
    titles, y = sheet.title(width)
    groups = _rows(sheet, columns, cell, left, y + (whole - height) // 2, gap, page)
    captions, _ = sheet.caption(width, whole - sheet.margin - sheet.caption(width, 0)[1])
    scene = _scene(style, width, whole, (*titles, *groups, *captions), sheet, cell)
    return Page(scene, sheet.shape(cell))


def layout_split(shown: Composite | Plan, style: Style, measure: Measure) -> Mapping[str, Scene]:
    """A scene for each panel, all of one size, by its name (``all``, ``knowledge``), and one for ``legend``.

    The figure's title and caption are left to the document that the panels go into.
    Raises HeadmapError as layout does.
    """
    drawn = _planned(shown, style)
    sheet = Arrangement(page_skeleton(drawn, style), style, measure, alone=True)
    found = sheet.fit()
    shape, width = sheet.shape(found.cell), found.width
    left, slot = sheet.slot(found.cell)
    left += (width - slot) // 2
    top = sheet.margin + sheet.above(range(len(sheet.panels)), found.cell)
    height = top + shape.height + shape.insets.bottom + sheet.margin
    _refuse_large(width, height)
    scenes = {}
    for (id, _), title in zip(sheet.panels, sheet.titles(found.cell), strict=True):
        group = moved(panel_frame(id, title, shape), left, top)
        page = Page(_scene(style, width, height, (group,), sheet, found.cell), shape)
        scenes[id.removeprefix(PANEL)] = fill_panels(page, drawn)
    if style.legend.place != "none":
        legend = sheet.legend(found.cell, found.page)
        size = (legend.width + 2 * sheet.margin, legend.height + 2 * sheet.margin)
        group = moved(legend.group, sheet.margin, sheet.margin)
        scenes["legend"] = _scene(style, *size, (group,), sheet, found.cell)
    return scenes


def _planned(shown: Composite | Plan, style: Style) -> Plan:
    return shown if isinstance(shown, Plan) else plan(shown, style)


def _scene(
    style: Style, width: int, height: int, groups: tuple[Group, ...], sheet: Arrangement, cell: int
) -> Scene:
    text, shape = style.text, sheet.shape(cell)
    grids = tuple(_grid(group, shape) for group in groups if group.id in sheet.maps)
    return Scene(width, height, style.layout.dpi, style.background, text.family, groups, text.math, grids)


def _grid(panel: Group, shape: PanelShape) -> PanelGrid:
    """Where the cells of a panel have come to lie, by their index."""
    x, y = _corner(panel)
    rows = shape.down.spans() + y
    return PanelGrid(panel.id, shape.across.spans() + x, rows[::-1] if shape.down.from_end else rows)


def _corner(panel: Group) -> tuple[int, int]:
    """Where a panel's cells begin: the top left corner inside its frame."""
    x, y, *_ = next(item.rect for item in panel.items if isinstance(item, Box) and item.frame)
    return int(x), int(y)


def _refuse_large(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise HeadmapError(
            f"the picture would be {width} x {height} pixels, more than {MAX_PIXELS:,}; "
            f"lower layout.cell or {option('dpi')}, or show fewer categories"
        )


def _rows(sheet: Arrangement, columns: int, cell: int, x: int, y: int, gap: int, page: int) -> list[Group]:
    """Panels, without their cells, and legend in rows from x, y on."""
    shape, legend, (left, slot) = sheet.shape(cell), sheet.legend(cell, page), sheet.slot(cell)
    titles = sheet.titles(cell)
    groups: list[Group] = []
    for row in sheet.rows(columns, cell, page):
        at = x
        for i in row.members:
            if i is None:
                groups.append(moved(legend.group, at, y + row.above + row.legend_down))
                span = sheet.span(columns, cell, page)
                at += gap + (span * (slot + gap) - gap if span else legend.width)
            else:
                drawn = panel_frame(sheet.panels[i][0], titles[i], shape)
                groups.append(moved(drawn, at + left, y + row.above))
                at += slot + gap
                if i == row.members[0] and sheet.between(columns) and None not in row.members:
                    at += legend.width + gap
        y += row.height + sheet.gap
    if sheet.style.legend.place == "bottom":
        groups.append(moved(sheet.legend_below(columns, cell).group, x, y))
    return groups
