"""Compute the fingerprints of figures, and seal files with them, to tell whether a file is up to date.

A fingerprint is a hash of all that the bytes of a file depend on: the data, the style, the fonts and the
versions. What a file records is its seal, a hash of the fingerprint and of all other bytes of the file. So
one comparison tells whether the file was made of the current data, and whether it is undamaged.
"""

from __future__ import annotations

import os
import re
import sys
import zlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

try:
    # Where hashlib takes it from. Importing hashlib loads OpenSSL, which takes 2% of the time of a figure.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

# The names under which the files of each format record their seal.
SVG_KEY = "headmap:key"
PDF_KEY = "HeadmapKey"
PNG_KEY = "headmap-key"

DIGEST_BYTES = 32
"""How many bytes a fingerprint or a seal has, each of which is written as two digits."""

CHECKSUM_BYTES = 4
"""The size of a CRC-32."""


class FingerprintSlot(Struct, frozen=True):
    """Where the files of one format record their seal; the encoder writes the fingerprint there.

    Attributes:
        pattern: A regular expression whose first group is the seal. Its first match is the one of the file.
        trailer: The last bytes of a complete file; a file that is cut off has no seal.
        has_checksum: Whether the CRC-32 of what the pattern matches comes behind it, in 4 bytes.
    """

    pattern: bytes
    trailer: bytes
    has_checksum: bool = False


# No label of a figure can match these patterns: each has a character that its format escapes in text.
_IN_MARKUP = SVG_KEY.encode() + rb' xmlns:headmap="urn:headmap">'
PNG_SLOT = FingerprintSlot(rb"tEXt" + PNG_KEY.encode() + rb"\0([0-9a-f]{64})", b"IEND\xaeB`\x82", True)
SVG_SLOT = FingerprintSlot(rb"<" + _IN_MARKUP + rb"([0-9a-f]{64})<", b"</svg>\n")
# A page also has the seal of the SVG that it offers, behind its own.
HTML_SLOT = FingerprintSlot(
    rb"<(?:" + _IN_MARKUP + rb'|meta name="headmap-key" content=")([0-9a-f]{64})[<"]', b"</html>\n"
)
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


def fingerprint(payload: str, fonts: str, format: str, contents: Contents, part: str = "") -> str:
    """Return the fingerprint of a figure's file: a BLAKE2b hash of all that its bytes depend on.

    Args:
        payload: The data, the style and headmap's version, see metadata.payload.
        fonts: The fonts of the figure besides those of matplotlib, see text.figure_fonts.
        format: The name of the file's format.
        contents: What the file holds besides the picture; no tooltips if the format has none.
        part: The panel that the file shows alone; empty for the whole figure.
    """
    versions = (matplotlib_version(), pillow_version())
    variant = (format, part, str(contents.embed_data), str(contents.tooltips), fonts, *versions)
    digest = blake2b(payload.encode(), digest_size=DIGEST_BYTES)
    # Separated by a null character, which no part can contain, ("ab", "c") and ("a", "bc") differ.
    digest.update("\0".join(("", *variant, "")).encode())
    return digest.hexdigest()


def sealed(data: bytes, slot: FingerprintSlot) -> bytes:
    """Return the bytes of a file with its seal in the place of its fingerprint.

    Args:
        data: The file as its encoder wrote it. One without a fingerprint stays as it is.
        slot: Where its format records the seal.
    """
    match = _find_slot(data, slot)
    if match is None:
        return data
    return _sealed_at(data, match, slot)


def is_sealed(path: str | os.PathLike[str], slot: FingerprintSlot, fingerprint: str) -> bool:
    """Return whether a file has the seal of a fingerprint, and is exactly as headmap wrote it.

    Args:
        path: The file, which need not exist.
        slot: Where its format records the seal.
        fingerprint: The fingerprint of what the file should have been made of.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return False
    match = _find_slot(data, slot)
    if match is None:
        return False
    return _sealed_at(_with_digits(data, match, fingerprint, slot), match, slot) == data


def _find_slot(data: bytes, slot: FingerprintSlot) -> re.Match[bytes] | None:
    """Return where a file records its seal; None if it is cut off or has none."""
    if not data.endswith(slot.trailer):
        return None
    return re.search(slot.pattern, data)


def _sealed_at(data: bytes, match: re.Match[bytes], slot: FingerprintSlot) -> bytes:
    """Return the bytes of a file with its seal in the place where its fingerprint was found."""
    # The fingerprint is among the bytes, so the seal depends on it too.
    return _with_digits(data, match, blake2b(data, digest_size=DIGEST_BYTES).hexdigest(), slot)


def _with_digits(data: bytes, match: re.Match[bytes], digits: str, slot: FingerprintSlot) -> bytes:
    """Return the bytes of a file with other digits in the slot that was found."""
    start, stop = match.span(1)
    before, after = data[:start], data[stop:]
    if slot.has_checksum:
        content = data[match.start() : start] + digits.encode()
        after = zlib.crc32(content).to_bytes(CHECKSUM_BYTES) + after[CHECKSUM_BYTES:]
    return b"".join((before, digits.encode(), after))


def recorded_seal(data: bytes, slot: FingerprintSlot) -> str | None:
    """Return the seal in the bytes of a figure; None if they are cut off or have none."""
    match = _find_slot(data, slot)
    return None if match is None else match[1].decode()


def seal_spans(data: bytes, slot: FingerprintSlot) -> list[slice]:
    """Return where seals are in the bytes of a complete file: its own, and that of an SVG within it."""
    return [slice(*match.span(1)) for match in re.finditer(slot.pattern, data)]


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
