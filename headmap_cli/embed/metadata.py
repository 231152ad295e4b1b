"""Describe what a figure's file holds besides the picture: a title, alt text, data and style."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import msgspec

from .. import __version__
from ..core.canonical import header, members
from ..core.classification import Classification
from ..core.facets import Facets
from ..scene.marks import Rect
from ..style.schema import Style

PAYLOAD_NAME = "headmap"
"""The name under which a PNG or PDF stores the payload: a keyword, or a file name without its extension."""
SVG_TAG = "headmap:data"
"""The element that holds the payload of an SVG."""
SVG_TOOLTIPS = '<g id="tooltips"'
"""The first characters of the tooltips in an SVG."""


class FigureMetadata(msgspec.Struct, frozen=True):
    """What a file holds besides the picture.

    Attributes:
        title: The title, on one line.
        description: The alt text.
        payload: The data and the style as JSON; None for a file without them.
        tooltips: Rectangles of the page, in pixels, each with the text to show when a reader points at it.
        fingerprint: The fingerprint to record, see fingerprint.fingerprint; None to record none.
    """

    title: str
    description: str
    payload: str | None = None
    tooltips: tuple[tuple[Rect, str], ...] = ()
    fingerprint: str | None = None


def payload(shown: Classification | Facets, style: Style) -> str:
    """Return the JSON text that a figure carries: headmap's version, the style and the data.

    The data is the canonical document, except that the scores are packed, see packed_scores.
    """
    if isinstance(shown, Facets):
        from ..core.canonical_facets import facet_header, facets_header  # most figures have no facets

        data = facets_header(shown)
        data["facets"] = [facet_header(facet) | _heads(facet.data) for facet in shown.facets]
    else:
        data = header(shown) | _heads(shown)
    content: dict[str, Any] = {
        "version": __version__,
        "style": msgspec.to_builtins(style),
        "data": data,
    }
    # msgspec is several times as fast as json, and a figure of a batch needs this text even if it is up to
    # date. It would write NaN as null, but neither a style nor the packed data holds any.
    return msgspec.json.encode(content).decode()


def _heads(classification: Classification) -> dict[str, Any]:
    """Return the memberships and the packed scores of a classification, as far as there are any."""
    data: dict[str, Any] = {}
    if classification.is_decided:
        data["categories"] = members(classification)
    if classification.scores is not None:
        from .packed_scores import pack_scores  # most figures have no scores

        data["scores"] = {"names": list(classification.categories), **pack_scores(classification.scores)}
    return data


def payload_as_base64(text: str) -> str:
    """Return a payload, compressed, in base64, none of whose characters has a meaning in markup."""
    return base64.b64encode(zlib.compress(text.encode(), level=9)).decode()
