"""Fingerprint figures: 64 letters that tell what a file was made of, without drawing it again.

A figure whose recorded fingerprint is that of its data, style and versions need not be drawn again.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SVG_KEY = "headmap:key"
PDF_KEY = "HeadmapKey"
PNG_KEY = "headmap-key"


class FingerprintSlot(NamedTuple):
    """Where the files of one format record their fingerprint.

    Attributes:
        pattern: A regular expression whose first group is the fingerprint.
        trailer: The last bytes of a complete file; a file that is cut off records no fingerprint.
    """

    pattern: bytes
    trailer: bytes


# No label of a figure can match these patterns: each format escapes a character of its own pattern in text.
_IN_MARKUP = b"<" + SVG_KEY.encode() + rb' xmlns:headmap="urn:headmap">([0-9a-f]{64})<'
PNG_SLOT = FingerprintSlot(rb"tEXt" + PNG_KEY.encode() + rb"\0([0-9a-f]{64})", b"IEND\xaeB`\x82")
SVG_SLOT = FingerprintSlot(_IN_MARKUP, b"</svg>\n")
HTML_SLOT = FingerprintSlot(_IN_MARKUP, b"</html>\n")
PDF_SLOT = FingerprintSlot(b"/" + PDF_KEY.encode() + rb" \(([0-9a-f]{64})\)", b"%%EOF\n")
VEGA_SLOT = FingerprintSlot(rb'"usermeta":\{"headmap":\{"key":"([0-9a-f]{64})"', b"}\n")


class Contents(NamedTuple):
    """What the files of a figure hold besides the picture.

    Attributes:
        carry: Whether they hold the data and the style.
        tooltips: Whether an SVG shows the categories of the head that the reader points at.
    """

    carry: bool = True
    tooltips: bool = False


def fingerprint(
    payload: str,
    format: str,
    contents: Contents,
    part: str = "",
    scores: npt.NDArray[np.float64] | None = None,
) -> str:
    """Return the fingerprint of a figure's file: the SHA-256, in hexadecimal, of what its bytes follow from.

    Args:
        payload: Its data, its style and headmap's version, see metadata.payload.
        format: The name of its format.
        contents: What it holds besides the picture; tooltips only where the format has any.
        part: The panel that it shows alone; empty for the whole figure.
        scores: The scores, if the format shows them. They are not in the payload.
    """
    variant = (format, part, str(contents.carry), str(contents.tooltips), matplotlib_version())
    import hashlib  # it loads OpenSSL, which only figures need

    digest = hashlib.sha256(payload.encode())
    # A null character, which no part can contain, keeps ("ab", "c") and ("a", "bc") apart.
    digest.update("\0".join(("", *variant, "")).encode())
    if scores is not None:
        digest.update(scores.tobytes())
    return digest.hexdigest()


def recorded_fingerprint(path: str | os.PathLike[str], slot: FingerprintSlot) -> str | None:
    """Return the fingerprint in a file; None if the file is missing or cut off, or has no fingerprint."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    return fingerprint_in(data, slot)


def fingerprint_in(data: bytes, slot: FingerprintSlot) -> str | None:
    """Return the fingerprint in the bytes of a figure; None if they are cut off or have none."""
    span = fingerprint_span(data, slot)
    if span is None:
        return None
    return data[span].decode()


def fingerprint_span(data: bytes, slot: FingerprintSlot) -> slice | None:
    """Return where the fingerprint is in the bytes of a figure; None if they are cut off or have none."""
    if not data.endswith(slot.trailer):
        return None
    match = re.search(slot.pattern, data)
    if match is None:
        return None
    return slice(*match.span(1))


def matplotlib_version() -> str:
    """Return the version of matplotlib without importing it, which would take longer than all else here."""
    if "matplotlib" in sys.modules:
        return str(sys.modules["matplotlib"].__version__)
    return _installed_matplotlib_version()


@cache  # importlib.metadata reads files each time, which would take two thirds of checking a batch of figures
def _installed_matplotlib_version() -> str:
    """Return the version of matplotlib by what its installer recorded."""
    from importlib.metadata import version

    return version("matplotlib")
