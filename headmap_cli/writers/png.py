"""Scene -> PNG: exact pixels, as a palette picture where 256 colours are enough, which is lossless.

A scene is rectangles on whole pixels and upright text, so its pixels are set here directly: matplotlib's
renderers, made for any path, take longer to import than this takes to paint.
"""

from __future__ import annotations

import io
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from PIL import Image, PngImagePlugin

from ..embed.fingerprint import PNG_KEY
from ..embed.metadata import ID, FigureMetadata
from ..mpl.rcparams import headmap_rcparams
from ..scene.hatch_geometry import stripe_mask
from ..scene.marks import Box, Cells, Dots, Group, Hatch, Label, Line, Rect, Scene, walk
from ..text.measure import glyphs

PALETTE_SIZE = 256
SHADES = 52
"""Steps between a letter and the page, so that a palette has room for them beside all categories."""

TOGETHER = 24
"""From so many rectangles of one size on, setting them together is faster than one after another."""

KEPT_PIXELS = 2_500_000
"""What a picture has at most whose frames and text are kept for the next one that has the same."""

Pixels = npt.NDArray[np.uint16]


def png(scene: Scene, about: FigureMetadata | None = None) -> bytes:
    """The PNG file of a scene, its pixels the scene's own, with dots per inch set."""
    out = io.BytesIO()
    out.name = "figure.png"  # by a name's ending pillow loads what PNG needs; by a format, five plugins
    picture(scene).save(out, dpi=(scene.dpi, scene.dpi), compress_level=6, pnginfo=_said(about))
    return out.getvalue()


def _said(about: FigureMetadata | None) -> PngImagePlugin.PngInfo:
    """What the file says beside its pixels, under the keywords of the PNG specification and our own."""
    info = PngImagePlugin.PngInfo()
    if about:
        info.add_itxt("Title", about.title)
        info.add_itxt("Description", about.description)
        info.add_itxt("Software", "headmap")
        if about.key:
            info.add_text(PNG_KEY, about.key)
        if about.payload is not None:
            info.add_itxt(ID, about.payload, zip=True)
    return info


def picture(scene: Scene) -> Image.Image:
    """The painted scene: a palette picture where 256 colours are enough, else RGB.

    Frames, ticks, text and swatches first, which figures of one outline share, then the cells between them;
    a layout puts no box, line or label over a cell or a dot.
    """
    items = list(walk(scene.groups))
    still = tuple(item for item in items if isinstance(item, Box | Line | Label))
    frame = replace(scene, groups=(Group("still", still),), panels=())
    if scene.width * scene.height <= KEPT_PIXELS:
        kept, colors = _kept(frame)
        pixels, table = kept.copy(), colors.copy()
    else:
        pixels, table = _still(frame)
    for item in items:
        if isinstance(item, Cells | Hatch | Dots):
            _paint(item, pixels, table)
    used, index = _distinct(table.rgb())
    if len(used) > PALETTE_SIZE:
        return Image.fromarray(used[index[pixels]])
    indexed = Image.fromarray(index.astype(np.uint8)[pixels])
    indexed.putpalette(used.tobytes())
    return indexed


def _distinct(rgb: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The colours without repeats, in order, and which of them each is; np.unique would import numpy.ma."""
    code = rgb.astype(np.int64) @ (1 << 16, 1 << 8, 1)
    first = {c: i for i, c in enumerate(code.tolist())}
    return rgb[[first[c] for c in sorted(first)]], np.searchsorted(sorted(first), code)


def _still(scene: Scene) -> tuple[Pixels, _Colors]:
    """The pixels of a scene of nothing but boxes, lines and labels, and their colours."""
    table = _Colors(scene.background)
    pixels = np.zeros((scene.height, scene.width), dtype=np.uint16)
    with headmap_rcparams(scene.family):
        for item in walk(scene.groups):
            if isinstance(item, Box | Line | Label):
                _paint_still(item, pixels, table, scene)
    return pixels, table


_kept = lru_cache(maxsize=8)(_still)


class _Colors:
    """The colours of a picture, numbered as they come: the page is 0, shades of text stand together."""

    def __init__(self, background: str) -> None:
        self.page = np.array([_rgb(background)], dtype=np.float64)
        self.rows, self.size = [self.page], 1
        self.first: dict[tuple[str, int], int] = {(background, 1): 0}

    def number(self, color: str, shades: int = 1) -> int:
        """The number of a colour, or of the palest of its shades on the page."""
        if (color, shades) not in self.first:
            part = np.linspace(1 / shades, 1, shades)[:, None]
            self.first[color, shades] = self.size
            self.rows.append(self.page * (1 - part) + np.array([_rgb(color)]) * part)
            self.size += shades
        return self.first[color, shades]

    def copy(self) -> _Colors:
        """The same colours, to which others can be added."""
        other = _Colors.__new__(_Colors)
        other.page, other.size = self.page, self.size
        other.rows, other.first = list(self.rows), dict(self.first)
        return other

    def rgb(self) -> npt.NDArray[np.uint8]:
        """uint8 (colours, 3)."""
        return np.concatenate(self.rows).round().astype(np.uint8)


def _paint(item: Cells | Hatch | Dots, pixels: Pixels, table: _Colors) -> None:
    """Set the pixels of cells, of the lines across them, or of dots."""
    number = table.number(item.color)
    if isinstance(item, Cells):
        _paint_cells(item.rects, pixels, number)
        return
    for x, y, width, height in item.rects.tolist():
        on = _disc(width) if isinstance(item, Dots) else _lines(item, x, y, width, height)
        pixels[y : y + height, x : x + width][on] = number


def _paint_cells(rects: npt.NDArray[np.int64], pixels: Pixels, number: int) -> None:
    """Set the pixels of rectangles, many of one size at once."""
    size = rects[:, 2] << 32 | rects[:, 3]
    order = np.argsort(size)
    for same in np.split(rects[order], np.flatnonzero(np.diff(size[order])) + 1):
        width, height = same[0, 2:].tolist()
        if len(same) < TOGETHER:
            for x, y in same[:, :2].tolist():
                pixels[y : y + height, x : x + width] = number
        else:
            down, across = same[:, 1, None] + np.arange(height), same[:, 0, None] + np.arange(width)
            pixels[down[:, :, None], across[:, None, :]] = number


def _paint_still(item: Box | Line | Label, pixels: Pixels, table: _Colors, scene: Scene) -> None:
    match item:
        case Line():
            _fill(item.rect, pixels, table.number(item.color))
        case Box():
            if item.frame and item.line:
                number = table.number(item.frame)
                for side in _sides(item.rect, item.line):
                    _fill(side, pixels, number)
            if item.fill:
                _fill(item.rect, pixels, table.number(item.fill))
        case Label():
            _write(item, pixels, table, scene)


def _lines(hatch: Hatch, x: int, y: int, width: int, height: int) -> npt.NDArray[np.bool_]:
    """The pixels of a rectangle whose middle is on a line of the hatch: bool (height, width)."""
    across, down = np.arange(x, x + width)[None] + 0.5, np.arange(y, y + height)[:, None] + 0.5
    shape = np.zeros((height, width))
    on = np.zeros((height, width), dtype=bool)
    for direction in hatch.directions:
        on |= stripe_mask(hatch, direction, across + shape, down + shape)
    return on


@cache
def _disc(side: int) -> npt.NDArray[np.bool_]:
    """The pixels of a square whose middle is in its disc: bool (side, side)."""
    away = np.arange(side) + 0.5 - side / 2
    inside: npt.NDArray[np.bool_] = away[:, None] ** 2 + away[None] ** 2 <= (side / 2) ** 2
    return inside


def _fill(rect: Rect, pixels: Pixels, number: int) -> None:
    left, top, right, bottom = (round(v) for v in (rect[0], rect[1], rect[0] + rect[2], rect[1] + rect[3]))
    pixels[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = number


def _sides(rect: Rect, line: float) -> list[Rect]:
    """The four sides of a frame whose inner edge is rect."""
    x, y, width, height = rect
    above, below = (
        (x - line, y - line, width + 2 * line, line),
        (x - line, y + height, width + 2 * line, line),
    )
    return [above, below, (x - line, y, line, height), (x + width, y, line, height)]


def _write(label: Label, pixels: Pixels, table: _Colors, scene: Scene) -> None:
    """Set the pixels of a text: its coverage of each pixel, in steps, on the page's colour."""
    bitmap, right, below = glyphs(label.text, scene.family, label.size, label.bold, scene.dpi, scene.math)
    if label.angle:
        bitmap = np.rot90(bitmap)
        left = round(label.x) + below - bitmap.shape[1]
        bottom = round(label.rect[1] + label.rect[3]) - right
    else:
        left, bottom = round(label.rect[0]) + right, round(label.y) + below
    top = bottom - bitmap.shape[0]
    inside = pixels[max(0, top) : max(0, bottom), max(0, left) : max(0, left + bitmap.shape[1])]
    bitmap = bitmap[max(0, -top) :, max(0, -left) :][: inside.shape[0], : inside.shape[1]]
    shade = (bitmap.astype(np.uint16) * SHADES + 127) // 255
    drawn = shade > 0
    inside[drawn] = table.number(label.color, SHADES) - 1 + shade[drawn]


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
