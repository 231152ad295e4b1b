"""One panel: cells, frame, axes and title, around cells whose top left corner is at 0, 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..scene import Box, Cells, Group, Item, Label, Line, Rect, moved
from ..style.types import Style
from ..text import Measure
from .axes import marks, x_axis, y_axis
from .cells import rectangles
from .letters import Letters
from .plan import PanelPlan

TITLE_PAD = 0.45


@dataclass(frozen=True)
class Insets:
    """Pixels that a panel takes outside its cells."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class PanelShape:
    """What all panels of a figure have alike.

    across, down: cells along x and along y. cell: pixels. line: pixels of frame and ticks.
    axes: everything outside the cells but the title.
    """

    across: int
    down: int
    cell: int
    line: int
    axes: tuple[Item, ...]
    insets: Insets

    @property
    def width(self) -> int:
        """Pixels of the cells along x."""
        return self.across * self.cell

    @property
    def height(self) -> int:
        """Pixels of the cells along y."""
        return self.down * self.cell


def panel_shape(style: Style, grid: tuple[int, int], cell: int, measure: Measure) -> PanelShape:
    """Frame and axes for a grid of (layers, heads) at cell pixels per head."""
    drawn = marks(style, measure)
    layers_on_x = style.axes.x == "layer"
    across, down = grid if layers_on_x else grid[::-1]
    x, y = (style.axes.layer, style.axes.head) if layers_on_x else (style.axes.head, style.axes.layer)
    items: list[Item] = [Box((0, 0, across * cell, down * cell), frame=drawn.color, line=drawn.line)]
    items += (beside := y_axis(y, down, cell, drawn))
    items += x_axis(x, across, cell, down * cell + drawn.line, drawn, beside)
    left, top, right, bottom = bounds(items)
    insets = Insets(-left, -top, right - across * cell, bottom - down * cell)
    return PanelShape(across, down, cell, drawn.line, tuple(items), insets)


def panel(plan: PanelPlan, title: Sequence[Label], shape: PanelShape) -> Group:
    """The group of one panel: its cells, then frame, axes and title around them."""
    cells = [
        Cells(f"{plan.id}--{id}", color, rectangles(mask, shape.cell))
        for id, color, mask in plan.layers
        if mask.any()
    ]
    return Group(plan.id, (*cells, *shape.axes, *title))


def title_labels(lines: Sequence[str], letters: Letters, shape: PanelShape) -> tuple[Label, ...]:
    """The title's lines, centred above the frame and clear of every label that reaches above it."""
    middle = shape.width / 2
    half = max(map(letters.width, lines)) / 2 + letters.em
    below = [i.rect for i in shape.axes if isinstance(i, Label)]
    tops = [y for x, y, width, _ in below if x + width > middle - half and x < middle + half]
    base = int(min([-shape.line, *tops])) - max(round(TITLE_PAD * letters.em), letters.descent + 1)
    labels = letters.column(lines, middle, 0, "center")
    lowest = max(int(y + height) for _, y, _, height in (label.rect for label in labels)) - int(labels[-1].y)
    up = base - int(labels[-1].y) - max(0, lowest - letters.descent)
    return tuple(moved(label, 0, up) for label in labels)


def bounds(items: Iterable[Item]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom, in whole pixels, of all that the items cover."""
    rects = [rect for item in items for rect in _rects(item)]
    return (
        int(min(r[0] for r in rects)),
        int(min(r[1] for r in rects)),
        int(-(-max(r[0] + r[2] for r in rects) // 1)),
        int(-(-max(r[1] + r[3] for r in rects) // 1)),
    )


def _rects(item: Item) -> list[Rect]:
    match item:
        case Group():
            return [rect for inner in item.items for rect in _rects(inner)]
        case Cells():
            return [tuple(map(int, rect)) for rect in item.rects]  # type: ignore[misc]  # four of them
        case Box():
            x, y, width, height = item.rect
            line = item.line if item.frame else 0
            return [(x - line, y - line, width + 2 * line, height + 2 * line)]
        case Line() | Label():
            return [item.rect]
