"""Define the keys of a style that say how the data of one facet is read."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from .value_types import Grid, Number, Top

# The docstring of this class is a description in the JSON Schema, so it addresses users. What each attribute
# means is the text in its annotation, which the docs, the template and the schema show.


class FacetStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How the data of one facet, such as a model, is read; what is not set here is as for all facets."""

    grid: Annotated[Grid | None, "its layers x heads, such as 36x40; null: the grid of its data"] = None
    model: Annotated[str | None, "the name of a known model, instead of its grid"] = None
    threshold: Annotated[Number | None, "its rule for scores: greater than this"] = None
    below: Annotated[Number | None, "its rule for scores: less than this"] = None
    top: Annotated[Top | None, "its rule for scores: the 20 highest of each category, or the highest 5%"] = (
        None
    )
    bottom: Annotated[Top | None, "its rule for scores: the 20 lowest of each category, or the lowest 5%"] = (
        None
    )
    abs: Annotated[bool, "whether its rule compares magnitudes, so that -0.9 counts as 0.9"] = False
