"""Compute and find the fingerprints of figures: 64 hexadecimal digits that tell what a file was made of.

A figure is up to date if the fingerprint in its file is that of the current data, style and versions.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

try:
    # Where hashlib takes it from. Importing hashlib loads OpenSSL, which takes 2% of the time of a figure.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

# The names under which the files of each format record their fingerprint.
SVG_KEY = "headmap:key"
PDF_KEY = "HeadmapKey"
PNG_KEY = "headmap-key"

DIGEST_BYTES = 32
"""How many bytes a fingerprint has, each of which is written as two digits."""


class FingerprintSlot(Struct, frozen=True):
    """Where the files of one format record their fingerprint.

    Attributes:
        pattern: A regular expression whose first group is the fingerprint.
        trailer: The last bytes of a complete file; a file that is cut off records no fingerprint.
    """

    pattern: bytes
    trailer: bytes


# No label of a figure can match these patterns: each has a character that its format escapes in text.
_IN_MARKUP = b"<" + SVG_KEY.encode() + rb' xmlns:headmap="urn:headmap">([0-9a-f]{64})<'
PNG_SLOT = FingerprintSlot(rb"tEXt" + PNG_KEY.encode() + rb"\0([0-9a-f]{64})", b"IEND\xaeB`\x82")
SVG_SLOT = FingerprintSlot(_IN_MARKUP, b"</svg>\n")
HTML_SLOT = FingerprintSlot(_IN_MARKUP, b"</html>\n")
PDF_SLOT = FingerprintSlot(b"/" + PDF_KEY.encode() + rb" \(([0-9a-f]{64})\)", b"%%EOF\n")
VEGA_SLOT = FingerprintSlot(rb'"usermeta":\{"headmap":\{"key":"([0-9a-f]{64})"', b"}\n")


class Contents(Struct, frozen=True):
    """What the files of a figure hold besides the picture.

    Attributes:
        embed_data: Whether they hold the data and the style.
        tooltips: Whether each head of an SVG has a tooltip that lists its categories.
    """

    embed_data: bool = True
    tooltips: bool = False


def fingerprint(payload: str, format: str, contents: Contents, part: str = "") -> str:
    """Return the fingerprint of a figure's file: a BLAKE2b hash of all that its bytes depend on.

    Args:
        payload: The data, the style and headmap's version, see metadata.payload.
        format: The name of the file's format.
        contents: What the file holds besides the picture; no tooltips if the format has none.
        part: The panel that the file shows alone; empty for the whole figure.
    """
    versions = (matplotlib_version(), pillow_version())
    variant = (format, part, str(contents.embed_data), str(contents.tooltips), *versions)
    digest = blake2b(payload.encode(), digest_size=DIGEST_BYTES)
    # Separated by a null character, which no part can contain, ("ab", "c") and ("a", "bc") differ.
    digest.update("\0".join(("", *variant, "")).encode())
    return digest.hexdigest()


def recorded_fingerprint(path: str | os.PathLike[str], slot: FingerprintSlot) -> str | None:
    """Return the fingerprint in a file; None if it cannot be read, is cut off or has no fingerprint."""
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
    """Return the version of matplotlib, without the time that importing matplotlib takes."""
    if "matplotlib" in sys.modules:
        return str(sys.modules["matplotlib"].__version__)
    return _installed_matplotlib_version()


@cache  # importlib.metadata reads files each time, which would take two thirds of checking a batch of figures
def _installed_matplotlib_version() -> str:
    """Return the version of matplotlib by what its installer recorded."""
    spec = find_spec("matplotlib")
    if spec is not None and spec.origin is not None:
        # The folder matplotlib-VERSION.dist-info beside the package says by its name what importlib.metadata
        # would read in it. Importing that takes a tenth of the time of a figure.
        names = " ".join(os.listdir(Path(spec.origin).parent.parent))
        versions = re.findall(r"(?<!\S)matplotlib-(\S+)\.dist-info(?!\S)", names)
        if len(versions) == 1:
            return str(versions[0])
    from importlib.metadata import version

    return version("matplotlib")


@cache
def pillow_version() -> str:
    """Return the version of Pillow, which sets text, and whether it can shape letters."""
    import PIL
    from PIL import features

    return f"{PIL.__version__} raqm={features.check('raqm')}"
