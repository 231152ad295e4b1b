"""What a figure carries: its data, its style and the version that made it, as one packed text."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import msgspec

from .. import __version__
from ..core.canonical import document
from ..core.classification import Classification
from ..scene.marks import Rect
from ..style.schema import Style

ID = "headmap"
"""The key, id or file name under which a figure carries it."""
SVG_TAG = "headmap:data"
SVG_TIPS = '<g id="tooltips"'
"""How the tooltips of an SVG begin."""


class FigureMetadata(msgspec.Struct, frozen=True):
    """What a file says beside its picture: a title, the picture in words, and what it carries, as JSON.

    key: what it was made of, see content_key.
    tips: places of the page, in pixels, and what is said of each to a reader who points at it.
    """

    title: str
    description: str
    payload: str | None = None
    tips: tuple[tuple[Rect, str], ...] = ()
    key: str | None = None

    @property
    def packed(self) -> bytes:
        """The payload, zlib-compressed; empty where there is none."""
        return zlib.compress(self.payload.encode(), 9) if self.payload is not None else b""

    @property
    def text(self) -> str:
        """The payload in letters that no markup knows: compressed, in base64."""
        return base64.b64encode(self.packed).decode()


def payload(classification: Classification, style: Style) -> str:
    """The JSON that a figure carries."""
    style_data = msgspec.to_builtins(style)
    found: dict[str, Any] = {"version": __version__, "style": style_data, "data": document(classification)}
    return json.dumps(found, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
