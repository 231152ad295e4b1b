"""Find the fonts of a figure, and what identifies them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec
from msgspec.structs import replace

from ..style.schema import Style
from .bundled_fonts import bundled_file
from .fonts import choose_fonts, covering_family
from .installed_fonts import font_files


def with_fonts(style: Style, texts: Iterable[str]) -> Style:
    """Return a style with fonts for every character of a figure, and warn of those that are missing.

    Args:
        style: The style.
        texts: What the figure shows besides the texts of its style, such as its categories.
    """
    family = covering_family(style.text.family, _characters(style, texts))
    return replace(style, text=replace(style.text, family=family))


def font_identity(style: Style, texts: Iterable[str]) -> str:
    """Return what identifies the fonts of a figure; empty if they are all among those of matplotlib.

    These change only with the version of matplotlib. Of other fonts, the content counts, since another file
    may come under the same name.

    Args:
        style: The style.
        texts: What the figure shows besides the texts of its style.
    """
    family = choose_fonts(style.text.family, _characters(style, texts)).family
    if all(bundled_file(name) is not None for name in family):
        return "" if family == style.text.family else repr(family)
    files = (*font_files(family), *font_files(family, bold=True))
    return repr((family, [_content_hash(file) for file in files]))


def _characters(style: Style, texts: Iterable[str]) -> str:
    """Return all characters of a figure."""
    # All other texts of a figure are in the style, so their characters are in its JSON.
    return "".join((msgspec.json.encode(style).decode(), *texts))


@cache
def _content_hash(path: str) -> str:
    """Return the hash of a font file."""
    import hashlib

    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
