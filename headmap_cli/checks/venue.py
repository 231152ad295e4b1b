"""Check that a finished PDF figure fits a venue: its width, fonts, type sizes and colours in gray."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..colors.spaces import channels, lab
from ..core.errors import UsageError
from ..core.strings import did_you_mean, quote
from ..style.load import load_style
from ..style.presets import preset_names
from .pdf import PdfFacts

MIN_LIGHTNESS_DIFFERENCE = 5.0
"""The least difference in lightness (CIELAB L*, 0 to 100) with which two areas can be told apart in gray."""
WIDTH_TOLERANCE = 0.5
"""The number of points by which a figure may be too wide, which allows for the rounding of any tool."""
POINTS_PER_INCH = 72


class VenueReport(NamedTuple):
    """The result of a check.

    Attributes:
        problems: What must be corrected.
        advice: What could be better.
        summary: A line about the figure, for when there are no problems.
    """

    problems: list[str]
    advice: list[str]
    summary: str


class Venue(NamedTuple):
    """What a venue asks for, which the preset of its name says.

    Attributes:
        name: The name of the venue.
        widths: The widths of its template, in points, by name.
        smallest_type: The smallest type size in points.
    """

    name: str
    widths: Mapping[str, float]
    smallest_type: float


def find_venue(name: str) -> Venue:
    """Return what a venue asks for.

    Raises:
        UsageError: If no preset is made for the venue.
    """
    styles = {preset: load_style(preset=preset) for preset in preset_names()}
    venues = [preset for preset, style in styles.items() if style.layout.widths]
    if name not in venues:
        hint = did_you_mean(name, venues)
        raise UsageError(f"--venue: no venue {quote(name)}{hint}; expected one of {', '.join(venues)}")
    style = styles[name]
    widths = {width: float(points) for width, points in style.layout.widths.items()}
    return Venue(name, widths, style.text.smallest)


def check_venue(facts: PdfFacts, venue: Venue) -> VenueReport:
    """Check a figure against what a venue asks for."""
    widths = venue.widths
    fitting = [name for name, width in widths.items() if facts.width <= width + WIDTH_TOLERANCE]
    problems = list(_font_problems(facts))
    if not fitting:
        problems.append(_width_problem(facts, venue))
    if facts.sizes and min(facts.sizes) < venue.smallest_type:
        problems.append(
            f"its smallest type is {min(facts.sizes):g} points; at least {venue.smallest_type:g} can be read"
        )
    advice = []
    if facts.pages > 1:
        advice.append(f"has {facts.pages} pages; LaTeX takes the first")
    for color, similar in _similar_in_gray(facts.fills):
        advice.append(
            f"areas of {color} and {similar} look alike in gray; change one, add hatches, or use "
            "--preset print-gray"
        )
    narrowest = min(fitting, key=lambda name: widths[name], default="")
    return VenueReport(problems, advice, _summary(facts, venue.name, narrowest))


def _font_problems(facts: PdfFacts) -> Iterator[str]:
    """Yield a message on fonts that are not embedded, and one on fonts of Type 3."""
    missing = [font.name for font in facts.fonts.values() if not font.embedded]
    if missing:
        yield f"fonts are not embedded: {', '.join(missing)}; embed them"
    type3 = [font.name for font in facts.fonts.values() if font.kind == "Type3"]
    if type3:
        yield (
            f"fonts are Type 3, which submission checks refuse: {', '.join(type3)}; "
            "use TrueType (matplotlib: pdf.fonttype 42)"
        )


def _width_problem(facts: PdfFacts, venue: Venue) -> str:
    """Return the message on a figure that is wider than all widths of a template."""
    name, width = max(venue.widths.items(), key=lambda item: item[1])
    return (
        f"is {_inches(facts.width)} wide, more than the {name} width of {venue.name}, {_inches(width)}; "
        f"LaTeX would shrink its type; draw it with --width {_inches(width)}"
    )


def _summary(facts: PdfFacts, venue: str, width_name: str) -> str:
    """Return a line about a figure: the width that it fits, its smallest type and its fonts."""
    smallest = f", type from {min(facts.sizes):g} points" if facts.sizes else ", no text"
    summary = f"{_inches(facts.width)} wide, within the {width_name} width of {venue}{smallest}"
    fonts = sorted({font.name for font in facts.fonts.values()})
    if fonts:
        summary += f", fonts embedded: {', '.join(fonts)}"
    return summary


def _inches(points: float) -> str:
    """Return a length in points, written in inches as --width takes it."""
    return f"{points / POINTS_PER_INCH:.4g}in"


def _similar_in_gray(fills: set[str]) -> list[tuple[str, str]]:
    """Return the pairs of colours, neighbours in lightness, that can hardly be told apart in gray."""
    if not fills:
        return []
    colors = sorted(fills)
    lightness = lab(np.array([channels(color) for color in colors]))[:, 0]
    # In the order of lightness, all colours can be told apart if all neighbours can.
    ordered = sorted(zip(lightness.tolist(), colors, strict=True))
    pairs = []
    for (darker, dark_color), (lighter, light_color) in pairwise(ordered):
        if lighter - darker < MIN_LIGHTNESS_DIFFERENCE:
            pairs.append((dark_color, light_color))
    return pairs
