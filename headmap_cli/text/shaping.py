"""Decide what a text needs besides its letters: shaping, a direction, and a font for each part."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from msgspec import Struct

from .bundled_fonts import placeholder_file
from .installed_fonts import has_character

RIGHT_TO_LEFT = ("R", "AL")
"""The bidirectional classes of letters of scripts that run leftwards (Unicode Standard Annex 9)."""
SHAPED_BLOCKS = (
    ("\u0900", "\u0dff"),  # the scripts of India and Sri Lanka
    ("\u0f00", "\u109f"),  # Tibetan and Burmese
    ("\u1780", "\u18af"),  # Khmer and Mongolian
)
"""The first and last character of blocks whose letters run rightwards and change with their neighbours."""

JOINING_CATEGORIES = ("Mn", "Mc", "Me", "Cf")
"""The categories of marks and of invisible characters that steer the letters around them."""


class Run(Struct, frozen=True):
    """A part of a text that is set in one font.

    Attributes:
        text: The part, in the order in which it is read.
        file: The file of its font.
    """

    text: str
    file: str


@cache
def can_shape() -> bool:
    """Return whether Pillow shapes text with HarfBuzz (by Raqm), which not every build of it can."""
    from PIL import features

    return bool(features.check("raqm"))


def needs_shaping(text: str) -> bool:
    """Return whether a text has letters that run leftwards or change their shape with their neighbours."""
    if text.isascii():
        return False
    return any(_is_shaped(character) for character in set(text))


def is_set_letter_by_letter(text: str) -> bool:
    """Return whether no letter of a text depends on its neighbours, so that they can be set one by one."""
    if text.isascii():
        return True
    if needs_shaping(text):
        return False
    return not any(unicodedata.category(character) in JOINING_CATEGORIES for character in set(text))


def _is_shaped(character: str) -> bool:
    """Return whether a character runs leftwards or belongs to a script of SHAPED_BLOCKS."""
    if unicodedata.bidirectional(character) in RIGHT_TO_LEFT:
        return True
    return any(first <= character <= last for first, last in SHAPED_BLOCKS)


def font_runs(text: str, files: tuple[str, ...]) -> list[Run]:
    """Return the parts of a text from left to right, each in the first of the fonts that has its characters.

    Args:
        text: One line.
        files: The fonts. A character that none of them has becomes a box, as wide as matplotlib's in a PDF.
    """
    runs: list[Run] = []
    current = None
    for character in text:
        file = _choose_file(character, files, current)
        if file == current:
            runs[-1] = Run(runs[-1].text + character, file)
        else:
            runs.append(Run(character, file))
            current = file
    # Within a run Raqm orders the letters; the runs themselves follow the direction of the whole line.
    if len(runs) > 1 and can_shape() and _runs_leftwards(text):
        runs.reverse()
    return runs


def _choose_file(character: str, files: tuple[str, ...], current: str | None) -> str:
    """Return the font for a character.

    A space, a mark or an invisible character stays in the font of the letter in front of it, where it can:
    elsewhere a mark would not meet its letter, and words that run leftwards would be set one by one.
    """
    joins = character.isspace() or unicodedata.category(character) in JOINING_CATEGORIES
    placeholder = placeholder_file()
    candidates = files
    # The font of boxes has a box for the space too.
    if joins and current is not None and current != placeholder:
        candidates = (current, *files)
    for file in candidates:
        if has_character(file, character):
            return file
    if placeholder is not None and character.isprintable() and not character.isspace():
        return placeholder
    return candidates[0]


def visual_order(text: str) -> str:
    """Return a text with its letters as they stand from left to right: parts that run leftwards are turned.

    A part begins and ends with such a letter, and may have spaces and signs between.

    >>> visual_order("a \u05d0\u05d1 \u05d2.") == "a \u05d2 \u05d1\u05d0."
    True
    """
    kinds = "".join([_direction(character) for character in text])
    for part in re.finditer(r"R(?:[RN]*R)?", kinds):
        start, end = part.span()
        text = text[:start] + text[start:end][::-1] + text[end:]
    return text


def _direction(character: str) -> str:
    """Return R for a letter that runs leftwards, L for other letters and for digits, and N for all else."""
    kind = unicodedata.bidirectional(character)
    if kind in RIGHT_TO_LEFT:
        return "R"
    return "L" if kind in ("L", "EN", "AN") else "N"


def _runs_leftwards(text: str) -> bool:
    """Return whether the first letter of a text is one that runs leftwards, as Unicode's rule P2 has it."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in RIGHT_TO_LEFT:
            return True
        if direction == "L":
            return False
    return False
