"""The content key of a figure: what it was made of in 64 letters, in a file and for a figure not yet drawn.

A figure whose key is that of its data, style and versions need not be drawn again; nothing here draws.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..core.classification import Classification

SVG_KEY = "headmap:key"
PDF_KEY = "HeadmapKey"
PNG_KEY = "headmap-key"
KINDS = {
    "png": (rb"tEXt" + PNG_KEY.encode() + rb"\0([0-9a-f]{64})", b"IEND\xaeB`\x82"),
    "svg": (b"<" + SVG_KEY.encode() + rb' xmlns:headmap="urn:headmap">([0-9a-f]{64})<', b"</svg>\n"),
    "html": (b"<" + SVG_KEY.encode() + rb' xmlns:headmap="urn:headmap">([0-9a-f]{64})<', b"</html>\n"),
    "pdf": (b"/" + PDF_KEY.encode() + rb" \(([0-9a-f]{64})\)", b"%%EOF\n"),
    "vl.json": (rb'"usermeta":\{"headmap":\{"key":"([0-9a-f]{64})"', b"}\n"),
}
"""For each format where the key stands, and how a whole file ends."""


def fingerprint(
    payload: str,
    classification: Classification,
    format: str,
    carry: bool = True,
    tips: bool = False,
    part: str = "",
) -> str:
    """The key of a figure in a format: SHA-256, in hexadecimal, of all that its bytes follow from.

    payload: its data, its style and headmap's version, as carried.payload has them; carry, tips: whether the
    file holds them, and tooltips; part: the panel, where it shows one alone. Scores, which no payload has,
    count where the file shows them.
    """
    made = hashlib.sha256(payload.encode())
    scores = (
        classification.scores.tobytes() if format == "html" and classification.scores is not None else b""
    )
    rest = (format, part, str(carry), str(tips and format == "svg"), matplotlib_version())
    made.update("\0".join(("", *rest, "")).encode() + scores)
    return made.hexdigest()


def recorded_fingerprint(path: str | Path, format: str) -> str | None:
    """The key in a file; None where there is no such file, none in it, or the file is cut off."""
    try:
        data = Path(path).read_bytes()
    except OSError:
        return None
    return fingerprint_in(data, format)


def fingerprint_in(data: bytes, format: str) -> str | None:
    """The key in the bytes of a whole figure."""
    place = key_place(data, format)
    return data[place].decode() if place else None


def key_place(data: bytes, format: str) -> slice | None:
    """Where the key is in the bytes of a whole figure; None if there is none."""
    pattern, end = KINDS[format]
    found = re.search(pattern, data) if data.endswith(end) else None
    return slice(*found.span(1)) if found else None


def matplotlib_version() -> str:
    """The version of matplotlib, without importing it."""
    if "matplotlib" in sys.modules:
        return str(sys.modules["matplotlib"].__version__)
    from importlib.metadata import version

    return version("matplotlib")
