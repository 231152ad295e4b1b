"""Encode a scene as PNG: exact pixels, as a palette picture where 256 colours are enough.

A scene is rectangles on whole pixels and upright text, so its pixels are set directly (see raster.py):
matplotlib's renderers, made for any path, take longer to import than this takes to paint.
"""

from __future__ import annotations

import io
import zlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from PIL import Image, PngImagePlugin

from ..embed.fingerprint import PNG_KEY
from ..embed.metadata import PAYLOAD_NAME, FigureMetadata
from ..scene.marks import Box, CellMark, Group, Label, Line, Mark, Scene, walk
from .color_table import ColorTable
from .raster import Pixels, paint_cells, paint_frame

PALETTE_SIZE = 256
LARGE_PAYLOAD = 1 << 20
"""The bytes of a payload from which it is compressed fast: the scores of a large grid hardly get smaller."""
RGB_CHANNELS = 3
COMPRESSION_LEVEL = 3
"""The level of zlib that Pillow compresses a picture with a palette with.

Measured on the sample, at 144 and 300 dpi, on 20 categories of 126 x 128 and on 1000 x 1000, level 3 takes
0.34 to 0.49 of the time of level 6, which is zlib's default, for 1.2 to 1.45 times the bytes: 28 instead of
20 kB for the sample. Levels 1 and 2 take as long, for up to 1.8 times the bytes, and so does a strategy of
runs alone. Level 4 is slower and not smaller. Pillow sets no filter for a picture with a palette; the
difference to the row above would save another 15 % of the bytes at level 3, but not any time.
"""
RGB_COMPRESSION_LEVEL = 4
"""The level for a picture without a palette, for which Pillow sets filters: on 200 categories, it takes 1.3
of the time of level 3 for 0.62 of the bytes, and level 6 saves no more than 2 % of these.
"""
BAND_ROWS = 256
"""How many rows of a picture without a palette are coloured at a time."""
MAX_CACHED_PIXELS = 2_500_000
"""The size up to which the frames and the text of a picture are cached; eight pictures take 40 MB."""


def png(scene: Scene, metadata: FigureMetadata | None = None) -> bytes:
    """Return the PNG file of a scene; its pixels are the scene's own, with the dots per inch set.

    Args:
        scene: The page.
        metadata: What the file holds besides the picture; None for nothing.
    """
    out = io.BytesIO()
    # Pillow loads what PNG needs if it knows the format by a file name, and five plugins if it is told it.
    out.name = "figure.png"
    information = _png_metadata(metadata)
    image = picture(scene)
    level = COMPRESSION_LEVEL
    if image.mode == "RGB":
        level = RGB_COMPRESSION_LEVEL
    image.save(out, dpi=(scene.dpi, scene.dpi), compress_level=level, pnginfo=information)
    return out.getvalue()


def _png_metadata(metadata: FigureMetadata | None) -> PngImagePlugin.PngInfo:
    """Return the text chunks of a file, under the keywords of the PNG specification and our own."""
    information = PngImagePlugin.PngInfo()
    if metadata is None:
        return information
    information.add_itxt("Title", metadata.title)
    information.add_itxt("Description", metadata.description)
    information.add_itxt("Software", "headmap")
    if metadata.fingerprint:
        information.add_text(PNG_KEY, metadata.fingerprint)
    if metadata.payload is not None:
        information.add(b"iTXt", _compressed_text(PAYLOAD_NAME, metadata.payload))
    return information


def _compressed_text(keyword: str, text: str) -> bytes:
    """Return the content of an iTXt chunk with a compressed text (PNG specification, 11.3.4.5)."""
    data = text.encode()
    level = 1 if len(data) >= LARGE_PAYLOAD else -1
    return keyword.encode("latin-1") + b"\0\1\0\0\0" + zlib.compress(data, level)


def picture(scene: Scene) -> Image.Image:
    """Paint a scene: a palette picture where 256 colours are enough, else RGB.

    Frames, ticks, text and swatches come first, which figures of the same page share, then the cells, and
    then the text on cells. A layout puts no other box, line or label over a cell or a dot, so the order
    cannot be seen.
    """
    marks = list(walk(scene.groups))
    page_marks = tuple(
        mark for mark in marks if isinstance(mark, Box | Line | Label) and not _is_on_cell(mark)
    )
    page = replace(scene, groups=(Group("page", page_marks),), panels=())
    if scene.width * scene.height <= MAX_CACHED_PIXELS:
        cached_pixels, cached_colors = cached_page_pixels(page)
        # The cache must keep an empty page, so the cells are painted on a copy.
        pixels, colors = cached_pixels.copy(), cached_colors.copy()
    else:
        pixels, colors = _page_pixels(page)
    for mark in marks:
        if isinstance(mark, CellMark):
            paint_cells(mark, pixels, colors)
    for mark in marks:
        if isinstance(mark, Label) and mark.on:
            paint_frame(mark, pixels, colors, scene)
    return _image(pixels, colors)


def _is_on_cell(mark: Mark) -> bool:
    """Return whether a mark is a text on a cell, which is painted after the cells."""
    return isinstance(mark, Label) and mark.on != ""


@lru_cache(maxsize=8)
def cached_page_pixels(page: Scene) -> tuple[Pixels, ColorTable]:
    """Return the pixels of a page without cells; cached, since many figures of a batch have the same one."""
    return _page_pixels(page)


def _page_pixels(page: Scene) -> tuple[Pixels, ColorTable]:
    """Paint a scene of nothing but boxes, lines and labels."""
    colors = ColorTable(page.background)
    pixels = np.zeros((page.height, page.width), dtype=np.uint16)
    for mark in walk(page.groups):
        if isinstance(mark, Box | Line | Label):
            paint_frame(mark, pixels, colors, page)
    return pixels, colors


def _image(pixels: Pixels, colors: ColorTable) -> Image.Image:
    """Return an image of pixels that are numbers of colours."""
    channels = colors.channels()
    if len(channels) <= PALETTE_SIZE:
        # The numbers can stay as they are. Translating each pixel would take as long as all painting.
        return _palette_image(pixels.astype(np.uint8), channels)
    used, index = _distinct_colors(channels)
    if len(used) > PALETTE_SIZE:
        return _true_color_image(pixels, used[index])
    return _palette_image(index.astype(np.uint8)[pixels], used)


def _palette_image(pixels: npt.NDArray[np.uint8], channels: npt.NDArray[np.uint8]) -> Image.Image:
    """Return an image with a palette, which Pillow writes as PLTE, and its opacities as tRNS."""
    image = Image.fromarray(pixels)
    image.putpalette(channels[:, :3].tobytes())
    if channels.shape[1] > RGB_CHANNELS:
        image.info["transparency"] = channels[:, RGB_CHANNELS].tobytes()
    return image


def _true_color_image(pixels: Pixels, channels: npt.NDArray[np.uint8]) -> Image.Image:
    """Return an image without a palette, made in bands of rows to bound the memory that numpy takes."""
    height, width = pixels.shape
    image = Image.new("RGBA" if channels.shape[1] > RGB_CHANNELS else "RGB", (width, height))
    for top in range(0, height, BAND_ROWS):
        image.paste(Image.fromarray(channels[pixels[top : top + BAND_ROWS]]), (0, top))
    return image


def _distinct_colors(
    channels: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return sorted colours without repeats, uint8 (m, 3 or 4), and the place of each of n colours in them.

    This is np.unique with return_inverse, which would import numpy.ma and take 8 ms.
    """
    weights = [1 << 8 * i for i in reversed(range(channels.shape[1]))]
    code = channels.astype(np.int64) @ weights
    row_of = {number: row for row, number in enumerate(code.tolist())}
    distinct = sorted(row_of)
    return channels[[row_of[number] for number in distinct]], np.searchsorted(distinct, code)
