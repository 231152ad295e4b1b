"""Scene -> PNG: exact pixels, as a palette picture where 256 colours are enough, which is lossless."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import RendererAgg
from PIL import Image

from ..paint import paint
from ..scene import Scene, colors_of
from ..settings import drawing_defaults

PALETTE_SIZE = 256
SHADE_STEP = 5
"""Edges of letters take at most 52 shades, so that a palette has room for them beside all categories."""


def png(scene: Scene) -> bytes:
    """The PNG file of a scene, its pixels the scene's own, with dots per inch set."""
    out = io.BytesIO()
    picture(scene).save(out, "PNG", dpi=(scene.dpi, scene.dpi), compress_level=6)
    return out.getvalue()


def picture(scene: Scene) -> Image.Image:
    """The painted scene: a palette picture where 256 colours are enough, else RGB.

    Colours that the scene names are exact; the shades between them, at the edges of letters, are rounded.
    """
    renderer = RendererAgg(scene.width, scene.height, scene.dpi)
    with drawing_defaults():
        paint(scene, renderer)
    values, lengths = _runs(np.asarray(renderer.buffer_rgba()))
    colors, index = np.unique(values, return_inverse=True)
    rgb = colors.view(np.uint8).reshape(-1, 4)[:, :3]
    named = [bytes.fromhex(color[1:]) for color in colors_of(scene)]
    exact = np.isin(_packed(rgb), _packed(np.frombuffer(b"".join(named), dtype=np.uint8).reshape(-1, 3)))
    rgb = np.where(exact[:, None], rgb, rgb // SHADE_STEP * SHADE_STEP).astype(np.uint8)
    palette, again = np.unique(rgb, axis=0, return_inverse=True)
    index = again.reshape(-1)[index]
    if len(palette) > PALETTE_SIZE:
        return Image.fromarray(
            np.repeat(palette[index], lengths, axis=0).reshape(scene.height, scene.width, 3)
        )
    indexed = Image.fromarray(np.repeat(index.astype(np.uint8), lengths).reshape(scene.height, scene.width))
    indexed.putpalette(palette.tobytes())
    return indexed


def _runs(rgba: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Pixels as runs of equal ones, of which a figure has few: their values, and how long each is."""
    flat = np.ascontiguousarray(rgba).view(np.uint32).reshape(-1)
    first = np.flatnonzero(np.diff(flat, prepend=~flat[:1]))
    return flat[first], np.diff(first, append=len(flat))


def _packed(rgb: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """One number for each colour of (n, 3)."""
    packed: npt.NDArray[np.int64] = rgb.astype(np.int64) @ np.array([65536, 256, 1])
    return packed
