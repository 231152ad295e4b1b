"""Define the types of values that a style holds: colours, lengths, grids, fonts.

The ``description`` says what a type takes, in error messages, docs/style.md and the JSON Schema. ``is`` names
the parser in parsers.py that checks what a type of msgspec cannot express.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

Color: TypeAlias = Annotated[
    str, Meta(description="a name, #rrggbb, tab:blue, C0 or rgb(r, g, b)", extra={"is": "color"})
]
Background: TypeAlias = Annotated[
    str, Meta(description="none, a name, #rrggbb, tab:blue, C0 or rgb(r, g, b)", extra={"is": "background"})
]
Length: TypeAlias = Annotated[
    float | str, Meta(description="points, or a number with pt, in, cm or mm", extra={"is": "length"})
]
PageLength: TypeAlias = Annotated[
    float | str, Meta(description="points, or a number with pt, in, cm or mm", extra={"is": "page length"})
]
AutoLength: TypeAlias = Annotated[
    float | str,
    Meta(description="auto, points, or a number with pt, in, cm or mm", extra={"is": "auto length"}),
]
Width: TypeAlias = Annotated[
    float | str,
    Meta(
        description="auto, points, a number with pt, in, cm or mm, or a name in layout.widths",
        extra={"is": "width"},
    ),
]
Grid: TypeAlias = Annotated[str, Meta(description="layers x heads, such as 36x40", extra={"is": "grid"})]
Aspect: TypeAlias = Annotated[
    str, Meta(description="auto, or width:height such as 16:9", extra={"is": "aspect"})
]
Top: TypeAlias = Annotated[
    str | int, Meta(description="a count of heads such as 20, or a share such as 5%", extra={"is": "top"})
]
# A plain float would accept .nan and .inf, which no score can be compared with.
Number: TypeAlias = Annotated[float, Meta(description="a number", extra={"is": "number"})]
# Where the middle colour of scores is, and from where to where their colours reach.
Center: TypeAlias = Annotated[
    float | str, Meta(description="auto, none, or a number", extra={"is": "center"})
]
ScoreRange: TypeAlias = Annotated[
    tuple[float, float] | str,
    Meta(
        description="auto, [lowest, highest], or a percentage from 50% such as 98%",
        extra={"is": "score range"},
    ),
]
Font: TypeAlias = Annotated[str, Meta(description="the name of a font", min_length=1, pattern=r"\S")]
# 400 points fill a page with a few letters; larger sizes are mistakes, and slow to measure.
Size: TypeAlias = Annotated[float, Meta(description="a type size in points, up to 400", gt=0, le=400)]
HeadName: TypeAlias = Annotated[
    str, Meta(description="a head such as L9H6 or 9.6", extra={"is": "head name"})
]
Count: TypeAlias = Annotated[int, Meta(ge=1)]
Auto: TypeAlias = Literal["auto"]
Hatch: TypeAlias = Literal["none", "rising", "falling", "horizontal", "vertical", "cross", "grid"]
