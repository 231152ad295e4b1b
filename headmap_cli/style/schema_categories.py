"""Define the keys of a style that say how categories and heads outside of them look."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Struct

from .value_types import Color, Hatch, Number, Top

# The docstrings of these classes are descriptions in the JSON Schema, so they address users. What each
# attribute means is the text in its annotation, which the docs, the template and the schema show.


class CategoryStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How one category looks, which labels of the data belong to it, and its rule for scores."""

    label: Annotated[str | None, "its name in panels and the legend; null: the category's name"] = None
    color: Annotated[Color | None, "its colour; null: the next of colors"] = None
    hatch: Annotated[Hatch | None, "lines across its cells; null: the next of hatches"] = None
    includes: Annotated[tuple[str, ...], "raw labels of the data that belong to it"] = ()
    threshold: Annotated[Number | None, "its own rule for scores: greater than this"] = None
    below: Annotated[Number | None, "its own rule for scores: less than this"] = None
    top: Annotated[Top | None, "its own rule for scores: the 20 highest, or the highest 5%"] = None
    bottom: Annotated[Top | None, "its own rule for scores: the 20 lowest, or the lowest 5%"] = None
    abs: Annotated[bool, "whether its own rule compares magnitudes, so that -0.9 counts as 0.9"] = False


class CompositeStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How the panel of all categories looks."""

    label: Annotated[str, "its title"] = "All Categories"


class UnclassifiedStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How heads in no category look."""

    label: Annotated[str, "their name in the legend"] = "Unclassified"
    color: Annotated[Color, "their colour"] = "#d3d3d3"


class AbsentStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How the places of heads that the model does not have look."""

    label: Annotated[str, "their name in the legend"] = "Absent"


class MultiStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How heads in several categories look in the composite."""

    display: Annotated[
        Literal["count", "split", "mark"],
        "count: a colour per count; split: cells in parts of their categories' colours; "
        "mark: a dot over the first category's colour",
    ] = "count"
    label: Annotated[str, "their name in the legend; {k} becomes the count"] = "{k} categories"
    colors: Annotated[
        tuple[Color, ...], "the colours of 2, 3, 4, .. categories; after these, purple, brown, pink, .."
    ] = ()
    hatches: Annotated[tuple[Hatch, ...], "the hatches of 2, 3, 4, .. categories, in turn"] = ()
