"""Define the keys of a style that say how scores and marked heads look."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Struct

from .value_types import Center, Color, Count, HeadName, ScoreRange

# The docstrings of these classes are descriptions in the JSON Schema, so they address users. What each
# attribute means is the text in its annotation, which the docs, the template and the schema show.


class ScoresStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How panels of scores and their colour bar look."""

    map: Annotated[
        str,
        "the colours: sequential, diverging, or a colour map of matplotlib such as viridis; _r at the "
        "end reverses it; auto: diverging if there is a center",
    ] = "auto"
    scale: Annotated[
        Literal["linear", "log", "symlog"],
        "the spacing of the scores: linear, log, or symlog (log on both sides of 0)",
    ] = "linear"
    center: Annotated[
        Center, "the score with the middle colour; auto: 0 if there are scores on both sides of it; none"
    ] = "auto"
    range: Annotated[
        ScoreRange,
        "the ends of the scale, where scores beyond are clipped: [0, 0.6]; 98%: the percentile of the upper "
        "end, and 2% of the lower; auto: all scores",
    ] = "auto"
    shared: Annotated[bool, "whether all panels have one scale and one bar; false: one per panel"] = True
    values: Annotated[
        Literal["none", "all", "marked"],
        "the cells that show their score as a number: all, those of marked heads, or none",
    ] = "none"
    label: Annotated[str, "the label of the bar; empty for none"] = "score"


class MarkStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Some heads that maps highlight, and how."""

    heads: Annotated[tuple[HeadName, ...], "the heads, such as [L9H6, L9H9]"] = ()
    top: Annotated[Count | None, "instead of heads: this many of each category with the highest scores"] = (
        None
    )
    label: Annotated[str, "its name in the legend; empty: Marked, or Top and the number"] = ""
    look: Annotated[
        Literal["auto", "outline", "dot", "name"],
        "outline: a line around the cell; dot: a dot in its corner; name: the head's name, in "
        "the cell or with a line beside the map; auto: outlines for the first set, dots for the second, and "
        "so on in turn",
    ] = "auto"
    color: Annotated[Color | None, "its colour; null: black or white, whichever shows"] = None
    name: Annotated[Literal["9.6", "L9H6"], "how names of heads are written"] = "9.6"
