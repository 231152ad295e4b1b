"""Find the fonts of a figure, and what identifies them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec
from msgspec.structs import replace

from ..style.schema import Style
from .bundled_fonts import bundled_file
from .fonts import FontChoice, choose_fonts, warn_of_fonts
from .installed_fonts import font_files


def choose_figure_fonts(style: Style, texts: Iterable[str]) -> FontChoice:
    """Return fonts for every character of a figure.

    Args:
        style: The style.
        texts: What the figure shows besides the texts of its style, such as its categories.
    """
    # All other texts of a figure are in the style, so their characters are in its JSON.
    characters = "".join((msgspec.json.encode(style).decode(), *texts))
    return choose_fonts(style.text.family, characters)


def with_fonts(style: Style, choice: FontChoice) -> Style:
    """Return a style with the fonts that were chosen for its figure, and warn of those that are missing."""
    warn_of_fonts(choice)
    return replace(style, text=replace(style.text, family=choice.family))


def font_identity(style: Style, choice: FontChoice) -> str:
    """Return what identifies the fonts of a figure; empty if they are all among those of matplotlib.

    These change only with the version of matplotlib. Of other fonts, the content counts, since another file
    may come under the same name.

    Args:
        style: The style.
        choice: The fonts that were chosen for its figure.
    """
    family = choice.family
    if all(bundled_file(name) is not None for name in family):
        return "" if family == style.text.family else repr(family)
    files = (*font_files(family), *font_files(family, bold=True))
    return repr((family, [_content_hash(file) for file in files]))


@cache
def _content_hash(path: str) -> str:
    """Return the hash of a font file."""
    import hashlib

    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
