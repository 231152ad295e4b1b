"""Choose the fonts of a figure's text: the style's, then any installed one that has a character."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from .bundled_fonts import LAST_LATIN_1, LAST_RESORT
from .installed_fonts import font_files, has_character, missing_families, usable_files
from .shaping import can_shape, needs_shaping

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

log = logging.getLogger("headmap")

SANS_SERIF = "sans-serif"
MAX_LISTED = 8


class FontChoice(NamedTuple):
    """The fonts of a figure, and what no font has.

    Attributes:
        family: The families, in the order in which a character is looked for.
        missing_families: The families of the style that are not installed.
        missing_characters: The characters that no installed font has.
        needs_shaping: Whether letters change with their neighbours or run leftwards.
    """

    family: tuple[str, ...]
    missing_families: list[str]
    missing_characters: set[str]
    needs_shaping: bool


def font_properties(family: tuple[str, ...], size: float, bold: bool) -> FontProperties:
    """Return a family list as matplotlib's renderers take it.

    DejaVu Sans comes last, and after it any font without serifs, for a viewer of SVG that has none of these.

    Args:
        family: The names of the families.
        size: In points.
        bold: Whether the text is bold.
    """
    from matplotlib.font_manager import FontProperties

    names = list(dict.fromkeys((*family, LAST_RESORT, SANS_SERIF)))
    return FontProperties(family=names, size=size, weight="bold" if bold else "normal")


def choose_fonts(family: tuple[str, ...], text: str) -> FontChoice:
    """Return the families, and after them the installed ones that have what these lack of a text.

    Args:
        family: The families that the style asks for.
        text: All characters of a figure.
    """
    missing_names = missing_families(family)
    installed = tuple(name for name in family if name not in missing_names) or (LAST_RESORT,)
    unusual = {character for character in set(text) if _is_unusual(character)}
    # matplotlib's own fonts have all of Latin-1, so most figures need no look into a font.
    if not unusual:
        return FontChoice(installed, missing_names, set(), needs_shaping(text))
    fallbacks, missing_characters = _fallback_families(installed, unusual)
    return FontChoice((*installed, *fallbacks), missing_names, missing_characters, needs_shaping(text))


def warn_of_fonts(choice: FontChoice) -> None:
    """Warn, once each, of families and characters that are missing, and of scripts that cannot be set."""
    if choice.needs_shaping and not can_shape():
        log.warning(
            "Pillow cannot use Raqm here, so a PNG does not show text in Arabic, Hebrew, Devanagari and "
            "similar scripts correctly; install FriBiDi, or write an SVG"
        )
    for name in choice.missing_families:
        log.warning(
            "font %r is not installed; the next of text.family is used, at last %s", name, LAST_RESORT
        )
    if choice.missing_characters:
        _warn_of_missing(choice.missing_characters)


def _is_unusual(character: str) -> bool:
    """Return whether a character can be seen and is not one of Latin-1."""
    return character > LAST_LATIN_1 and character.isprintable() and not character.isspace()


def _fallback_families(family: tuple[str, ...], characters: set[str]) -> tuple[list[str], set[str]]:
    """Return the fewest installed families, chosen greedily, that have the characters that others lack.

    Returns:
        The families, and the characters that no installed family has.
    """
    files = font_files(family)
    missing = set()
    for character in characters:
        if not any(has_character(file, character) for file in files):
            missing.add(character)
    chosen: list[str] = []
    while missing:
        best, covered = _best_family(missing)
        if not covered:
            break
        chosen.append(best)
        missing -= covered
    return chosen, missing


def _best_family(characters: set[str]) -> tuple[str, set[str]]:
    """Return the installed family that has the most of some characters, and those that it has.

    Of families that have the same number, the first by name is chosen, so that the figure is the same on
    every run.
    """
    best = ""
    most_covered: set[str] = set()
    for name, file in sorted(usable_files().items()):
        covered = {character for character in characters if has_character(file, character)}
        if len(covered) > len(most_covered):
            best = name
            most_covered = covered
    return best, most_covered


def _warn_of_missing(characters: set[str]) -> None:
    """Warn of characters that no installed font has."""
    first = sorted(characters)[:MAX_LISTED]
    listed = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in first)
    more = f" and {len(characters) - MAX_LISTED} more" if len(characters) > MAX_LISTED else ""
    log.warning(
        "no installed font has %s%s; install one that does, such as a Noto font of its script", listed, more
    )
