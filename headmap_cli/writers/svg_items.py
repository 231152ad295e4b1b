"""Write the items of a scene as SVG elements, whose unit is the point (1/72 inch)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..colors.names import NO_COLOR
from ..scene.marks import Box, Cells, Dots, Group, Hatch, Item, Label, Line, Rect, Scene, Wedges, walk
from ..scene.strokes import Strokes
from .svg_markup import POINTS_PER_INCH, attribute, fill_attribute
from .svg_paths import frame_path, mark_paths, rect_path, rects_path
from .svg_text import font_family, is_math, label_element, text_attributes


class ItemWriter:
    """Turns each item of a scene into lines of SVG.

    Cells, their parts, hatches and dots keep their pixels, which are whole numbers and so both short and
    exact, and are scaled to points; all else is in points, so that a font of size 9 has the size 9.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._scale = POINTS_PER_INCH / scene.dpi
        self._transform = ""
        if self._scale != 1:
            self._transform = f' transform="scale({self._scale:.10g})"'

    def page(self) -> Iterator[str]:
        """Yield the lines of the background and of all groups."""
        if self._scene.background != NO_COLOR:
            page = (0, 0, self._scene.width, self._scene.height)
            yield from self._box(Box(page, fill=self._scene.background))
        family = attribute(font_family(self._scene.family))
        for group in self._scene.groups:
            # The groups name the fonts once for all their texts, and keep them if they are moved elsewhere.
            has_text = any(isinstance(item, Label) for item in walk(group.items))
            attributes = f' font-family="{family}"' if has_text else ""
            yield from self._group(group, attributes)

    def _group(self, group: Group, attributes: str = "") -> Iterator[str]:
        """Yield the lines of a group, those of its items indented."""
        yield f'<g id="{attribute(group.id)}"{attributes}>'
        for look, run in groupby(group.items, key=self._look):
            for line in self._run(list(run), look):
                yield " " + line
        yield "</g>"

    def _look(self, item: Item) -> str:
        """Return what neighbours need to have in common to be written together; empty for other items."""
        if isinstance(item, Line):
            return item.color
        if isinstance(item, Label) and not is_math(item, self._scene):
            return text_attributes(item)
        return ""

    def _run(self, items: Sequence[Item], look: str) -> Iterator[str]:
        """Yield the lines of neighbours of one look.

        The ticks of an axis become one path, and the labels beside them get a group, which has their look. In
        figures of many panels, this saves a third of the bytes that are not cells.
        """
        rects = [self._in_points(item.rect) for item in items if isinstance(item, Line)]
        labels = [item for item in items if isinstance(item, Label)]
        if rects:
            yield _path(rects_path(rects), look)
        elif look and len(labels) > 1:
            texts = [label_element(label, self._scene) for label in labels]
            yield f"<g{look}>{''.join(texts)}</g>"
        else:
            for item in items:
                yield from self._item(item)

    def _item(self, item: Item) -> Iterator[str]:
        """Yield the lines of an item."""
        match item:
            case Group():
                yield from self._group(item)
            case Cells() | Wedges() | Hatch() | Dots() | Strokes():
                yield f'<g id="{attribute(item.id)}">'
                for data in mark_paths(item):
                    yield f' <path{fill_attribute(item.color)}{self._transform} d="{data}"/>'
                yield "</g>"
            case Box():
                yield from self._box(item)
            case Label():
                yield label_element(item, self._scene, text_attributes(item))

    def _box(self, box: Box) -> Iterator[str]:
        """Yield a rectangle and the frame around it."""
        rect = self._in_points(box.rect)
        if box.fill:
            yield _path(rect_path(rect), box.fill)
        if box.frame and box.line:
            yield _path(frame_path(rect, box.line * self._scale), box.frame)

    def _in_points(self, rect: Rect) -> Rect:
        """Return a rectangle of the scene in points."""
        x, y, width, height = rect
        scale = self._scale
        return x * scale, y * scale, width * scale, height * scale


def _path(data: str, color: str) -> str:
    """Return the element of a filled path."""
    return f'<path{fill_attribute(color)} d="{data}"/>'
