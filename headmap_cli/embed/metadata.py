"""Describe what a figure's file holds besides the picture: a title, alt text, data and style."""

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
"""The key, id or file name under which a figure stores its payload."""
SVG_TAG = "headmap:data"
SVG_TOOLTIPS = '<g id="tooltips"'
"""The first characters of the tooltips in an SVG."""


class FigureMetadata(msgspec.Struct, frozen=True):
    """What a file holds besides the picture.

    Attributes:
        title: The title, one line.
        description: The alt text.
        payload: The data and the style as JSON; None for a file without them.
        tooltips: Rectangles of the page, in pixels, each with the text to show when a reader points at it.
        fingerprint: What the file was made of, see fingerprint.fingerprint; None to record nothing.
    """

    title: str
    description: str
    payload: str | None = None
    tooltips: tuple[tuple[Rect, str], ...] = ()
    fingerprint: str | None = None


def payload(classification: Classification, style: Style) -> str:
    """Return the JSON text that a figure carries: headmap's version, the style and the canonical document."""
    content: dict[str, Any] = {
        "version": __version__,
        "style": msgspec.to_builtins(style),
        "data": document(classification),
    }
    return json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def payload_as_base64(payload: str) -> str:
    """Return a payload in characters that have no meaning in markup: compressed, then in base64."""
    return base64.b64encode(zlib.compress(payload.encode(), 9)).decode()
